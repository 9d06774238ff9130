#include <string>

#include "daemon/commands/commands.hpp"
#include "mapping/manifest/plan.hpp"
#include "runtime/config/check.hpp"
#include "runtime/config/host_config.hpp"

namespace crosswalk {
namespace {

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

}  // namespace

ExitCode show_connector(const CommandLine& line, Terminal& terminal) {
  const auto failed = [&terminal](const Error& error) {
    terminal.failed(error);
    return ExitCode::needs_you;
  };
  const auto path = path_of(line);
  if (!path) return failed(path.error());
  const auto manifest = trusted_manifest(*path);
  if (!manifest) return failed(manifest.error());
  const auto plan = compile_manifest(*manifest, *path, {});
  if (!plan) return failed(plan.error());
  terminal.result(as_json(*path, *manifest, *plan), *manifest);
  return ExitCode::success;
}

}  // namespace crosswalk
