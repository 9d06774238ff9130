#include <algorithm>

#include "mapping/choices.hpp"
#include "mapping/exchange/sections.hpp"
#include "mapping/manifest/peer.hpp"
#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"
#include "mapping/objects/listings.hpp"
#include "mapping/objects/objects.hpp"

namespace crosswalk {
namespace {

// Of the language, not of a connector: a manifest says which one it is written in.
constexpr std::string_view language = "1";

// A tenant is not asked for what another variant needs; the manifest's other parts may name it.
void leave_out_settings(ManifestReading& reading, const YamlNode& node, Plan& plan) {
  std::vector<SettingSpec> kept;
  for (std::size_t i = 0; i < plan.settings.size() && i < node.items.size(); ++i) {
    if (reading.applies(node.items[i].find("only_if"))) kept.push_back(plan.settings[i]);
  }
  plan.settings = std::move(kept);
}

ReplyClass read_class(ManifestReading& reading, const YamlNode& node) {
  return static_cast<ReplyClass>(reading.word(node,
                                              {"ok", "credential", "forbidden", "gone", "throttled",
                                               "transient", "cursor_expired", "refused"},
                                              "the meaning of a status"));
}

std::vector<ErrorRule> read_errors(ManifestReading& reading, const YamlNode& node) {
  std::vector<ErrorRule> rules;
  if (!reading.is_map(node, "meanings by status")) return rules;
  const Words modes = {"full", "delta", "by_id"};
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    ErrorRule rule;
    rule.status = static_cast<int>(reading.number(node.keys[i], 100, 599));
    const YamlNode& meaning = node.items[i];
    if (meaning.kind == YamlNode::Kind::map) {
      if (!reading.has_only(meaning, modes, "meanings by mode")) break;
      for (std::size_t mode = 0; mode < modes.size(); ++mode) {
        const YamlNode* at = reading.required(meaning, modes[mode]);
        if (at != nullptr) rule.by_mode[mode] = read_class(reading, *at);
      }
    } else {
      rule.by_mode.fill(read_class(reading, meaning));
    }
    rules.push_back(rule);
  }
  return rules;
}

void read_amend(ManifestReading& reading, const YamlNode& node, MappingProgram& program) {
  Words known;
  for (const ObjectProgram& object : program.objects) {
    if (!object.regroup) known.push_back(object.name);
  }
  if (!reading.has_only(node, known, "objects and the paths their hook needs")) return;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto object = std::ranges::find(program.objects, node.keys[i].text, &ObjectProgram::name);
    if (!reading.is_list(node.items[i], "paths")) return;
    object->amended = true;
    for (const YamlNode& path : node.items[i].items) {
      object->hook_needs.push_back({path.text, reading.slot(path, object->shape)});
    }
  }
}

bool is_group(const ObjectProgram& object) { return object.regroup.has_value(); }

void read_hooks(ManifestReading& reading, const YamlNode& node, Plan& plan,
                MappingProgram& program) {
  const Words known = {"amend_record", "finish_request", "split_page", "classify_reply"};
  if (!reading.has_only(node, known, "hooks")) return;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& name = node.keys[i].text;
    const bool named =
        name == "amend_record" || reading.word(node.items[i], {"true"}, "the word true") == 0;
    if (name == "amend_record") read_amend(reading, node.items[i], program);
    if (name == "finish_request") program.finishes_requests = named;
    if (name == "split_page") {
      program.splits_pages = named;
      if (std::ranges::any_of(program.objects, &is_group)) {
        reading.fail(node.keys[i], "pages of an object with group_read cannot be cut by a hook");
      }
    }
    if (name == "classify_reply") program.classifies = named;
    plan.hooks.push_back(name);
  }
}

void read_identity(ManifestReading& reading, const YamlNode& root, Plan& plan) {
  if (const YamlNode* at = reading.required(root, "manifest")) {
    reading.word(*at, {language}, "the version of the manifest language");
  }
  const auto line = [&](std::string_view key, std::string& into) {
    if (const YamlNode* at = reading.required(root, key)) into = reading.text(*at, "a text");
  };
  line("connector", plan.connector);
  line("version", plan.version);
  line("title", plan.title);
}

void read_exchange(ManifestReading& reading, const YamlNode& root, Plan& plan,
                   MappingProgram& program) {
  const YamlNode* webhook = root.find("webhook");
  const YamlNode* writes = root.find("writes");
  if (webhook == nullptr && writes == nullptr) return;
  auto exchange = std::make_shared<ExchangeProgram>();
  if (webhook != nullptr) read_webhook_section(reading, *webhook, plan, *exchange);
  if (writes != nullptr) read_writes_section(reading, *writes, plan, *exchange);
  program.exchange = std::move(exchange);
}

// In the order in which later parts need earlier ones.
void read_root(ManifestReading& reading, const YamlNode& root, const Settings& given, Plan& plan,
               MappingProgram& program) {
  if (!reading.has_only(root,
                        {"manifest", "connector", "version", "title", "settings", "hosts", "auth",
                         "rate", "errors", "lookups", "objects", "hooks", "webhook", "writes"},
                        "the parts of a manifest")) {
    return;
  }
  read_identity(reading, root, plan);
  if (const YamlNode* at = root.find("settings")) plan.settings = read_settings(reading, *at);
  reading.know(plan.settings, given);
  if (const YamlNode* at = root.find("settings")) leave_out_settings(reading, *at, plan);
  if (const YamlNode* at = reading.required(root, "hosts")) plan.hosts = read_hosts(reading, *at);
  std::vector<std::string> hosts;
  for (const HostSpec& host : plan.hosts) hosts.push_back(host.name);
  reading.know_hosts(std::move(hosts));
  if (const YamlNode* at = reading.required(root, "auth")) {
    plan.auth = read_auth(reading, *at, plan);
  }
  if (const YamlNode* at = root.find("rate")) plan.rate = read_rate(reading, *at);
  if (const YamlNode* at = root.find("errors")) program.errors = read_errors(reading, *at);
  if (const YamlNode* at = root.find("lookups")) program.lookups = read_lookups(reading, *at);
  if (const YamlNode* at = reading.required(root, "objects")) {
    read_objects(reading, *at, plan, program);
  }
  if (const YamlNode* at = root.find("hooks")) read_hooks(reading, *at, plan, program);
  for (const LookupProgram& lookup : program.lookups) {
    if (!lookup.absent) plan.lookups.push_back({lookup.name});
  }
  read_exchange(reading, root, plan, program);
  if (!plan.hosts.empty()) program.default_host = plan.hosts.front().name;
}

}  // namespace

Result<Plan> compile_manifest(std::string_view yaml, std::string_view file,
                              const Settings& settings) {
  Result<Documents> documents = parse_documents(yaml, file);
  if (!documents) return std::move(documents).error();
  Plan plan;
  auto program = std::make_shared<MappingProgram>();
  ManifestReading reading(documents->places);
  read_root(reading, documents->root, settings, plan, *program);
  if (!reading.ok()) return reading.mistake();
  plan.program = std::move(program);
  return plan;
}

Result<Settings> complete_settings(const Plan& plan, const Settings& given) {
  std::vector<std::string_view> known;
  for (const SettingSpec& spec : plan.settings) known.push_back(spec.name);
  for (const auto& [name, value] : given) {
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto near = nearest_word(name, known);
    return Error{ErrorCode::invalid_input,
                 "unknown setting '" + name + "'" + (near ? "; did you mean '" + *near + "'?" : ""),
                 plan.connector};
  }
  Settings complete;
  for (const SettingSpec& spec : plan.settings) {
    const auto chosen = given.find(spec.name);
    if (chosen == given.end() && spec.required) {
      return Error{ErrorCode::invalid_input,
                   "the setting '" + spec.name + "' is missing: " + spec.help, plan.connector};
    }
    const std::string& value = chosen == given.end() ? spec.fallback : chosen->second;
    if (const Result<Done> word = check_word(spec, value); !word) {
      return Error{word.error().code, word.error().what, plan.connector};
    }
    complete[spec.name] = value;
  }
  return complete;
}

std::string rider_step(const std::string& listing, bool groups, const std::string& rider) {
  return groups ? listing + "/" + rider : rider;
}

bool can_carry(const Plan& plan, RecordKind kind, Field field) {
  if (spec_of(field).name == "id") return true;
  return std::ranges::any_of(plan.program->objects, [&](const ObjectProgram& object) {
    const auto maps = [field](const Output& output) { return output.field == field; };
    return object.kind == kind && (object.amended || std::ranges::any_of(object.outputs, maps));
  });
}

}  // namespace crosswalk
