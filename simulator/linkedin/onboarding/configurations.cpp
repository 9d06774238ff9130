#include <algorithm>
#include <set>

#include "base/text/json.hpp"
#include "linkedin/entities.hpp"
#include "linkedin/onboarding/onboarding.hpp"
#include "linkedin/rest/pages.hpp"

namespace crosswalk::sim::linkedin {
namespace {

EntityKey echo(const IntegrationKey& key) { return {{}, {}, key.text}; }

bool same(const IntegrationKey& a, const IntegrationKey& b) {
  return a.context == b.context && a.type == b.type && a.configuration == b.configuration;
}

bool unique(const std::vector<IntegrationKey>& keys) {
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> seen;
  return std::ranges::all_of(keys, [&](const IntegrationKey& each) {
    return seen.emplace(each.context, each.type, each.configuration).second;
  });
}

// The integration in the path, which the ids of the query and the body's keys belong to.
std::optional<IntegrationKey> read_integration(const Call& call) {
  auto parts = read_parts(*call.route.parent, call.protocol);
  return parts ? to_integration_key(call, *std::move(parts), false) : std::nullopt;
}

std::optional<IntegrationKey> below(const std::optional<IntegrationKey>& integration,
                                    const std::string& id) {
  if (!integration || id.empty()) return std::nullopt;
  return IntegrationKey{integration->context, integration->type, id, id};
}

std::optional<std::vector<IntegrationKey>> read_keys(const Call& call) {
  std::vector<IntegrationKey> out;
  if (call.route.parent) {
    const auto integration = read_integration(call);
    const auto ids = read_ids(call);
    if (!ids || !integration) return std::nullopt;
    for (const std::string& id : *ids) out.push_back(*below(integration, id));
    return out;
  }
  auto all = read_batch_parts(call.query, call.raw_query, call.protocol);
  if (!all) return std::nullopt;
  for (KeyParts& each : *all) {
    auto key = to_integration_key(call, std::move(each), true);
    if (!key) return std::nullopt;
    out.push_back(*std::move(key));
  }
  return unique(out) ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<IntegrationKey> body_key(const Call& call, const std::string& text) {
  if (call.route.parent) return below(read_integration(call), text);
  auto parts = read_parts(text, call.protocol);
  return parts ? to_integration_key(call, *std::move(parts), true) : std::nullopt;
}

// The value of {"configurationValue":{"string":".."}}.
const std::string* value_in(const Json& entity) {
  const Json* const value = entity.find("configurationValue");
  const Json* const text = value == nullptr ? nullptr : value->find("string");
  return text == nullptr ? nullptr : text->text();
}

Refusal invalid(std::string_view reason, int status = 422) {
  return {status, -1, "ERROR :: /configurationValue :: " + std::string(reason) + "\n", {}};
}

std::optional<Refusal> refuse_callback(const Call& call, const std::string& url, Peer& peer) {
  if (!read_callback(url, peer.options.loopback_callbacks)) {
    return invalid("value is not an HTTPS address");
  }
  if (peer.registry.is_taken(url, call.app->client_id)) {
    return invalid("value belongs to another application", 409);
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_value(const Call& call, const IntegrationKey& key,
                                    const std::string* value, Peer& peer) {
  if (auto refusal = refuse_integration(key)) return refusal;
  const bool callback = key.configuration == callback_key;
  const bool of_export = callback ? key.type.ends_with(export_type)
                                  : key.configuration == job_viewers_key && key.type == export_type;
  const bool of_indicator =
      key.configuration == application_viewers_key && key.type == indicator_type;
  if (!of_export && !of_indicator) {
    return Refusal{422, -1, "ERROR :: /configurations :: key does not fit the type\n", {}};
  }
  if (value == nullptr) return invalid("value is not a string");
  if (callback) return refuse_callback(call, *value, peer);
  if (*value == every_viewer) return std::nullopt;
  return invalid("value is not an enum symbol");
}

void keep(const Call& call, const IntegrationKey& key, const std::string& value, Peer& peer) {
  Registry& registry = peer.registry;
  registry.open(call.app->client_id, key.context, key.type).configurations[key.configuration] =
      value;
  if (is_organization(key.context)) registry.bind(call.app->client_id, key.context);
  if (key.configuration != callback_key) return;
  // One address per customer: a second one takes the place of the first wherever it stands.
  for (Integration& each : registry.integrations(call.app->client_id)) {
    const auto known = each.configurations.find(callback_key);
    if (known != each.configurations.end()) known->second = value;
  }
  peer.pushes.watch(*call.app, value, peer.options, call.now);
}

HttpResponse update(const Call& call, const std::vector<IntegrationKey>& asked, Peer& peer) {
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  const auto entities = read_entities(call.body);
  if (!entities) return reply(bad_request("The body is not a batch of entities"));
  std::vector<IntegrationKey> keys;
  for (const auto& [text, value] : *entities) {
    auto key = body_key(call, text);
    if (!key) return reply(bad_keys());
    keys.push_back(*std::move(key));
  }
  const bool same_keys = keys.size() == asked.size() && unique(keys) &&
                         std::ranges::all_of(asked, [&](const IntegrationKey& key) {
                           return std::ranges::any_of(
                               keys, [&](const IntegrationKey& sent) { return same(sent, key); });
                         });
  if (!same_keys) return reply(bad_keys());
  BatchReply out(peer.options.key_echo);
  for (std::size_t at = 0; at < keys.size(); ++at) {
    const std::string* const value = value_in((*entities)[at].second);
    if (const auto refusal = refuse_value(call, keys[at], value, peer)) {
      ++peer.ledger.tally(call.resource).entity_refusals[refusal->status];
      out.error(echo(keys[at]), *refusal);
    } else {
      keep(call, keys[at], *value, peer);
      out.done(echo(keys[at]));
    }
  }
  return std::move(out).reply();
}

HttpResponse read_or_remove(const Call& call, const std::vector<IntegrationKey>& keys, Peer& peer) {
  BatchReply out(peer.options.key_echo);
  for (const IntegrationKey& each : keys) {
    Integration* const known =
        peer.registry.integration(call.app->client_id, each.context, each.type);
    const auto* const value = known != nullptr && known->configurations.contains(each.configuration)
                                  ? &known->configurations.find(each.configuration)->second
                                  : nullptr;
    if (value == nullptr) {
      out.error(echo(each), no_such_resource(call.resource));
    } else if (call.method == "GET") {
      Json text = Json::object();
      text.set("string", *value);
      Json one = Json::object();
      one.set("configurationValue", std::move(text));
      out.result(echo(each), write_json(one));
    } else {
      known->configurations.erase(each.configuration);
      const bool callback = each.configuration == callback_key;
      if (callback && peer.registry.configured(call.app->client_id, callback_key).empty()) {
        peer.pushes.forget(call.app->client_id);
      }
      out.done(echo(each));
    }
  }
  return std::move(out).reply();
}

}  // namespace

HttpResponse answer_configurations(const Call& call, Peer& peer) {
  if (call.method != "GET" && call.method != "PUT" && call.method != "DELETE") {
    return reply(Refusal{405, -1, "Method Not Allowed", {}});
  }
  const auto keys = read_keys(call);
  const auto reach = [&](const IntegrationKey& key) { return may_reach(*call.app, key); };
  if (const auto refusal = refuse_batch(call, peer, keys, reach)) return reply(*refusal);
  return call.method == "PUT" ? update(call, *keys, peer) : read_or_remove(call, *keys, peer);
}

}  // namespace crosswalk::sim::linkedin
