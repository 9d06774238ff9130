#include <string>

#include "daemon/commands/commands.hpp"
#include "mapping/choices.hpp"
#include "runtime/config/check.hpp"
#include "runtime/config/host_config.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view settings_option = "--setting";

// A bare name means a connector of the configuration's folder.
Result<std::string> path_of(const CommandLine& line) {
  const bool is_path =
      line.connector.find('/') != std::string::npos || line.connector.ends_with(".so");
  if (is_path) return line.connector;
  const auto config = read_config(line.config_file);
  if (!config) return config.error();
  return config->connectors_dir + "/" + line.connector + ".connector.so";
}

Json names(const auto& specs) {
  Json list = Json::list();
  for (const auto& spec : specs) list.push(spec.name);
  return list;
}

Json objects_json(const Plan& plan) {
  Json list = Json::list();
  for (const ObjectSpec& object : plan.objects) {
    Json json = Json::object();
    json.set("name", object.name);
    json.set("kind", name_of(object.kind));
    json.set("full", object.full);
    json.set("delta", object.delta);
    json.set("by_id", object.by_id);
    list.push(std::move(json));
  }
  return list;
}

Json as_json(const std::string& path, const std::string& manifest, const Plan& plan) {
  Json json = Json::object();
  json.set("file", path);
  json.set("connector", plan.connector);
  json.set("version", plan.version);
  json.set("title", plan.title);
  json.set("settings", names(plan.settings));
  json.set("hosts", names(plan.hosts));
  json.set("objects", objects_json(plan));
  json.set("lookups", names(plan.lookups));
  Json hooks = Json::list();
  for (const std::string& hook : plan.hooks) hooks.push(hook);
  json.set("hooks", std::move(hooks));
  json.set("manifest", manifest);
  return json;
}

Error about_settings(std::string what) {
  return {ErrorCode::invalid_input, std::move(what), std::string(settings_option)};
}

Result<Settings> chosen_by(const CommandLine& line) {
  Settings chosen;
  for (const std::string& typed : line.settings) {
    const std::size_t equals = typed.find('=');
    if (equals == std::string::npos || equals == 0) {
      return about_settings("a setting is written NAME=VALUE");
    }
    const std::string name = typed.substr(0, equals);
    if (!chosen.emplace(name, typed.substr(equals + 1)).second) {
      return about_settings("the setting '" + name + "' is given twice");
    }
  }
  return chosen;
}

Result<Plan> plan_of(const std::string& manifest, const std::string& path, const Settings& chosen) {
  const auto declared = declared_settings(manifest, path);
  if (!declared) return declared.error();
  if (const auto fit = check_choices(*declared, chosen); !fit) {
    return about_settings(fit.error().what);
  }
  auto plan = compile_manifest(manifest, path, chosen);
  if (!plan) return plan;
  if (const auto used = check_in_force(*plan, chosen); !used) {
    return about_settings(used.error().what);
  }
  return plan;
}

}  // namespace

Result<NamedConnector> connector_of(const CommandLine& line) {
  auto chosen = chosen_by(line);
  if (!chosen) return std::move(chosen).error();
  auto path = path_of(line);
  if (!path) return std::move(path).error();
  auto manifest = trusted_manifest(*path);
  if (!manifest) return std::move(manifest).error();
  auto plan = plan_of(*manifest, *path, *chosen);
  if (!plan) return std::move(plan).error();
  return NamedConnector{*std::move(path), *std::move(manifest), *std::move(plan),
                        *std::move(chosen)};
}

ExitCode without_connector(const Error& error, Terminal& terminal) {
  terminal.failed(error);
  return error.where == settings_option ? ExitCode::wrong_usage : ExitCode::needs_you;
}

ExitCode show_connector(const CommandLine& line, Terminal& terminal) {
  const auto named = connector_of(line);
  if (!named) return without_connector(named.error(), terminal);
  terminal.result(as_json(named->path, named->manifest, named->plan), named->manifest);
  return ExitCode::success;
}

}  // namespace crosswalk
