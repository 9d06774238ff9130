#include <algorithm>
#include <array>
#include <set>

#include "base/text/json.hpp"
#include "linkedin/entities.hpp"
#include "linkedin/onboarding/onboarding.hpp"
#include "linkedin/rest/pages.hpp"

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::array<std::string_view, 8> of_organizations = {
    "ONE_CLICK_EXPORT", "IN_ATS_INDICATOR", "PROFILE_PLUGIN",      "RECOMMENDED_MATCHES",
    "UNIFIED_SEARCH",   "APPLY_CONNECT",    "APPLY_WITH_LINKEDIN", "CRM_ONE_CLICK_EXPORT"};
constexpr std::array<std::string_view, 2> of_contracts = {"CSA_API", "CRM_CSA_API"};

bool is_contract(std::string_view urn) {
  constexpr std::string_view prefix = "urn:li:contract:";
  return urn.starts_with(prefix) &&
         is_organization("urn:li:organization:" + std::string(urn.substr(prefix.size())));
}

bool is_own_part(std::string_view name) {
  return name == "integrationContext" || name == "tenantType" || name == "dataProvider";
}

std::optional<std::vector<IntegrationKey>> to_keys(const Call& call, std::vector<KeyParts> all) {
  std::vector<IntegrationKey> out;
  std::set<std::pair<std::string, std::string>> seen;
  for (KeyParts& each : all) {
    auto key = to_integration_key(call, std::move(each), false);
    if (!key || !seen.emplace(key->context, key->type).second) return std::nullopt;
    out.push_back(*std::move(key));
  }
  return out;
}

EntityKey echo(const IntegrationKey& key) { return {{}, {}, key.text}; }

Json shown(const Call& call, const Integration& integration, const Peer& peer) {
  Json out = Json::object();
  out.set("integrationContext", integration.context);
  out.set("integrationType", integration.type);
  out.set("tenantType", "RECRUITER");
  if (call.generation == Generation::v2) out.set("dataProvider", "ATS");
  if (!integration.name.empty()) out.set("integrationName", integration.name);
  out.set("status",
          peer.registry.is_enabled(*call.app, integration, peer.options) ? "ENABLED" : "DISABLED");
  return out;
}

HttpResponse read(const Call& call, const std::vector<IntegrationKey>& keys, Peer& peer) {
  BatchReply out(peer.options.key_echo);
  for (const IntegrationKey& each : keys) {
    const Integration* const known =
        peer.registry.integration(call.app->client_id, each.context, each.type);
    if (known == nullptr) {
      out.error(echo(each), no_such_resource(call.resource));
    } else {
      out.result(echo(each), write_json(shown(call, *known, peer)));
    }
  }
  return std::move(out).reply();
}

// The new name of {"patch":{"$set":{"integrationName":".."}}}; nothing for any other body.
const std::string* name_in(const Json& entity) {
  const Json* const patch = entity.find("patch");
  const Json* const set = patch == nullptr ? nullptr : patch->find("$set");
  const Json* const name = set == nullptr ? nullptr : set->find("integrationName");
  return name == nullptr || set->members()->size() != 1 ? nullptr : name->text();
}

HttpResponse name(const Call& call, const std::vector<IntegrationKey>& asked, Peer& peer) {
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  const auto entities = read_entities(call.body);
  if (!entities) return reply(bad_request("The body is not a batch of entities"));
  std::vector<KeyParts> parts;
  for (const auto& [text, json] : *entities) {
    auto each = read_parts(text, call.protocol);
    if (!each) return reply(bad_keys());
    parts.push_back(*std::move(each));
  }
  const auto keys = to_keys(call, std::move(parts));
  const bool same_keys = keys && keys->size() == asked.size() &&
                         std::ranges::all_of(asked, [&](const IntegrationKey& key) {
                           return std::ranges::any_of(*keys, [&](const IntegrationKey& sent) {
                             return sent.context == key.context && sent.type == key.type;
                           });
                         });
  if (!same_keys) return reply(bad_keys());
  BatchReply out(peer.options.key_echo);
  for (std::size_t at = 0; at < keys->size(); ++at) {
    const IntegrationKey& key = (*keys)[at];
    auto refusal = refuse_integration(key);
    const std::string* const given = name_in((*entities)[at].second);
    if (!refusal && (given == nullptr || given->empty())) {
      refusal = Refusal{422, -1, "ERROR :: /integrationName :: value is not a name\n", {}};
    }
    if (refusal) {
      ++peer.ledger.tally(call.resource).entity_refusals[refusal->status];
      out.error(echo(key), *refusal);
      continue;
    }
    peer.registry.open(call.app->client_id, key.context, key.type).name = *given;
    if (is_organization(key.context)) peer.registry.bind(call.app->client_id, key.context);
    out.done(echo(key));
  }
  return std::move(out).reply();
}

HttpResponse find_switched(const Call& call, Peer& peer) {
  const std::string* const finder = find(call.query, "q");
  const std::string* const id = find(call.query, "requestId");
  if (*finder != "request" || id == nullptr || !may_be(call, "finder")) {
    return reply(bad_request("The finder is unknown, or lacks requestId"));
  }
  std::vector<Json> elements;
  const Notice* const notice = peer.exports.find(*id, call.now);
  if (notice != nullptr && notice->client_id != call.app->client_id) return reply(no_permission());
  const auto* const switched = notice == nullptr ? nullptr : std::get_if<Switched>(&notice->about);
  if (switched != nullptr) {
    const Integration* const known =
        peer.registry.integration(notice->client_id, switched->context, switched->type);
    if (known != nullptr) elements.push_back(shown(call, *known, peer));
  }
  return page(elements, call.query, "/" + call.resource);
}

}  // namespace

bool may_reach(const LinkedInApp& app, const IntegrationKey& key) {
  // A child application without an organization is about to get one by naming this.
  return is_contract(key.context) || !is_organization(app.organization) ||
         may_reach(app, key.context);
}

std::optional<IntegrationKey> to_integration_key(const Call& call, KeyParts parts,
                                                 bool with_configuration) {
  IntegrationKey out;
  bool provided = false, tenant = false;
  for (auto& [name, value] : parts.parts) {
    if (name == "integrationContext" && (is_organization(value) || is_contract(value))) {
      out.context = std::move(value);
    } else if (name == "integrationType") {
      out.type = std::move(value);
    } else if (name == "tenantType" && value == "RECRUITER") {
      tenant = true;
    } else if (name == "dataProvider" && value == "ATS") {
      provided = true;
    } else if (with_configuration && out.configuration.empty() && !is_own_part(name)) {
      out.configuration = std::move(value);
    } else {
      return std::nullopt;
    }
  }
  const bool provider_fits = provided == (call.generation == Generation::v2);
  if (!tenant || !provider_fits || out.context.empty() || out.type.empty()) return std::nullopt;
  if (with_configuration && out.configuration.empty()) return std::nullopt;
  out.text = std::move(parts.text);
  return out;
}

std::optional<Refusal> refuse_integration(const IntegrationKey& key) {
  const bool contract = std::ranges::find(of_contracts, key.type) != of_contracts.end();
  if (!contract && std::ranges::find(of_organizations, key.type) == of_organizations.end()) {
    return Refusal{422, -1, "ERROR :: /integrationType :: value is not an enum symbol\n", {}};
  }
  if (contract == is_contract(key.context)) return std::nullopt;
  return Refusal{422, -1, "ERROR :: /integrationContext :: value does not fit the type\n", {}};
}

HttpResponse answer_integrations(const Call& call, Peer& peer) {
  if (call.method == "GET" && find(call.query, "q") != nullptr) return find_switched(call, peer);
  if (call.method != "GET" && call.method != "POST") {
    return reply(Refusal{405, -1, "Method Not Allowed", {}});
  }
  auto parts = read_batch_parts(call.query, call.raw_query, call.protocol);
  const auto keys = parts ? to_keys(call, *std::move(parts)) : std::nullopt;
  const auto reach = [&](const IntegrationKey& key) { return may_reach(*call.app, key); };
  if (const auto refusal = refuse_batch(call, peer, keys, reach)) return reply(*refusal);
  return call.method == "GET" ? read(call, *keys, peer) : name(call, *keys, peer);
}

}  // namespace crosswalk::sim::linkedin
