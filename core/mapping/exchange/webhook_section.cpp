#include <algorithm>

#include "mapping/exchange/sections.hpp"

namespace crosswalk {
namespace {

// Actions and signals of one of them: far above what any vendor has.
constexpr std::size_t events_max = 200;
constexpr std::size_t rules_max = 8;

std::string read_header_name(ManifestReading& reading, const YamlNode& node) {
  const std::string name = reading.text(node, "the name of a header");
  const bool plain = std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!plain) reading.fail(node, "the name of a header has letters, digits and '-' only");
  return name;
}

void read_signature(ManifestReading& reading, const YamlNode& node, WebhookSpec& spec) {
  if (!reading.has_only(node, {"header", "prefix", "secrets"}, "header, prefix and secrets")) {
    return;
  }
  if (const YamlNode* at = reading.required(node, "header")) {
    spec.signature_header = read_header_name(reading, *at);
  }
  if (const YamlNode* at = node.find("prefix")) {
    spec.signature_prefix = reading.text(*at, "what stands before the digest");
  }
  const YamlNode* secrets = reading.required(node, "secrets");
  if (secrets == nullptr || !reading.is_list(*secrets, "secret settings")) return;
  Words known;
  for (const SettingSpec& setting : reading.settings()) {
    if (setting.secret) known.push_back(setting.name);
  }
  for (const YamlNode& secret : secrets->items) {
    reading.word(secret, known, "a secret setting");
    spec.secrets.push_back(secret.text);
  }
  if (spec.secrets.empty()) reading.fail(*secrets, "without a secret nothing can be proven");
}

RecordKind read_kind(ManifestReading& reading, const YamlNode& node) {
  Words known;
  for (const RecordKind kind : record_kinds) known.push_back(name_of(kind));
  return record_kinds[reading.word(node, known, "a kind of record")];
}

SignalRule read_rule(ManifestReading& reading, const YamlNode& node, Shape& shape) {
  SignalRule rule;
  if (!reading.has_only(node, {"changed", "gone", "id", "into"}, "changed or gone, id, and into")) {
    return rule;
  }
  const YamlNode* changed = node.find("changed");
  const YamlNode* gone = node.find("gone");
  if ((changed == nullptr) == (gone == nullptr)) {
    reading.fail(node, "a signal says either 'changed' or 'gone'");
    return rule;
  }
  rule.what = gone ? Signal::What::gone : Signal::What::changed;
  rule.kind = read_kind(reading, gone ? *gone : *changed);
  if (const YamlNode* into = node.find("into")) {
    const bool merges = gone != nullptr && rule.kind == RecordKind::candidate;
    if (!merges) reading.fail(*into, "only a candidate that is gone can have gone into another");
    rule.into = reading.slot(*into, shape);
  }
  const YamlNode* id = reading.required(node, "id");
  if (id == nullptr) return rule;
  if (id->kind != YamlNode::Kind::list) {
    rule.ids.push_back(reading.slot(*id, shape));
    return rule;
  }
  for (const YamlNode& path : id->items) rule.ids.push_back(reading.slot(path, shape));
  if (rule.ids.empty()) reading.fail(*id, "expected at least one path");
  return rule;
}

WebhookEvent read_event(ManifestReading& reading, const YamlNode& action, const YamlNode& node,
                        Shape& shape) {
  WebhookEvent event{action.text, {}};
  if (node.kind == YamlNode::Kind::list) {
    for (const YamlNode& rule : node.items) {
      event.signals.push_back(read_rule(reading, rule, shape));
    }
  } else {
    event.signals.push_back(read_rule(reading, node, shape));
  }
  if (event.signals.empty()) reading.fail(node, "expected at least one signal");
  if (event.signals.size() > rules_max) reading.fail(node, "an action has at most 8 signals");
  return event;
}

}  // namespace

void read_webhook_section(ManifestReading& reading, const YamlNode& node, Plan& plan,
                          ExchangeProgram& program) {
  if (!reading.has_only(node, {"signature", "id", "action", "events"},
                        "signature, id, action and events")) {
    return;
  }
  WebhookSpec& spec = plan.webhook.emplace();
  WebhookProgram& told = program.webhook.emplace();
  if (const YamlNode* at = reading.required(node, "signature")) read_signature(reading, *at, spec);
  if (const YamlNode* at = node.find("id")) spec.id_header = read_header_name(reading, *at);
  if (const YamlNode* at = reading.required(node, "action")) {
    told.action = reading.slot(*at, told.shape);
  }
  const YamlNode* events = reading.required(node, "events");
  if (events == nullptr || !reading.is_map(*events, "signals by action")) return;
  if (events->keys.size() > events_max) reading.fail(*events, "expected at most 200 actions");
  for (std::size_t i = 0; i < events->keys.size(); ++i) {
    told.events.push_back(read_event(reading, events->keys[i], events->items[i], told.shape));
  }
}

}  // namespace crosswalk
