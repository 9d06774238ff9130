#include <algorithm>

#include "base/text/json.hpp"
#include "linkedin/onboarding/onboarding.hpp"
#include "linkedin/rest/pages.hpp"

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::size_t name_max = 50;

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// Reads a list of texts that may be absent; false when it is something else.
bool read_texts(const Json* list, std::vector<std::string>& out) {
  if (list == nullptr || list->is_null()) return true;
  if (list->items() == nullptr) return false;
  out.clear();
  for (const Json& each : *list->items()) {
    if (each.text() == nullptr) return false;
    out.push_back(*each.text());
  }
  return true;
}

Refusal invalid(std::string_view field, std::string_view reason) {
  return {422, -1, "ERROR :: /" + std::string(field) + " :: " + std::string(reason) + "\n", {}};
}

std::optional<Refusal> read_lists(const Json& body, Provisioned& out) {
  if (!read_texts(body.find("oauth2AuthorizedCallbackUrls"), out.callbacks)) {
    return invalid("oauth2AuthorizedCallbackUrls", "value is not an array of strings");
  }
  if (!read_texts(body.find("validJsSdkDomains"), out.domains) ||
      std::ranges::any_of(out.domains,
                          [](const std::string& each) { return each.ends_with('/'); })) {
    return invalid("validJsSdkDomains", "value is not an array of domains");
  }
  return std::nullopt;
}

std::optional<Refusal> read_child(const Json& body, Provisioned& out) {
  out.foreign_id = body.text_of("uniqueForeignId");
  out.name = body.text_of("name");
  out.description = body.text_of("description");
  constexpr std::string_view missing = "field is required but not found and has no default value";
  if (out.foreign_id.empty()) return invalid("uniqueForeignId", missing);
  if (out.name.empty()) return invalid("name", missing);
  if (out.description.empty()) return invalid("description", missing);
  if (out.name.size() > name_max) return invalid("name", "length is more than 50");
  if (lowered(out.name).find("linkedin") != std::string::npos) {
    return invalid("name", "value contains a reserved word");
  }
  const std::size_t dash = out.name.find(" - ");
  if (dash == 0 || dash == std::string::npos || dash + 3 == out.name.size()) {
    return invalid("name", "value does not have the form {ATS Name} - {Customer Name}");
  }
  return read_lists(body, out);
}

HttpResponse create(const Call& call, Peer& peer) {
  const auto body = parse_json(call.body);
  if (!body || body->members() == nullptr) return reply(bad_request("The body is not an object"));
  Provisioned child;
  child.parent = call.app->client_id;
  if (const auto refusal = read_child(*body, child)) return reply(*refusal);
  if (peer.registry.provisioned(child.parent, child.foreign_id) != nullptr) {
    return reply(Refusal{409, -1, "The uniqueForeignId is in use", {}});
  }
  const Provisioned& made = peer.registry.provision(std::move(child));
  Json credentials = Json::object();
  credentials.set("client_id", made.app.client_id);
  credentials.set("client_secret", made.app.client_secret);
  Json out = Json::object();
  out.set("key", urn_of(made.app));
  out.set("credentials", std::move(credentials));
  HttpResponse created = reply(201, write_json(out));
  created.headers.emplace_back("X-LinkedIn-Id", urn_of(made.app));
  created.headers.emplace_back("Location",
                               "/provisionedApplications/" + percent_encode(urn_of(made.app)));
  return created;
}

HttpResponse update(const Call& call, Peer& peer) {
  Provisioned* const child =
      peer.registry.provisioned_by_urn(call.app->client_id, *call.route.parent);
  if (child == nullptr) return reply(no_such_resource(call.resource));
  const auto body = parse_json(call.body);
  const Json* const patch = body ? body->find("patch") : nullptr;
  const Json* const set = patch == nullptr ? nullptr : patch->find("$set");
  if (set == nullptr || set->members() == nullptr) {
    return reply(bad_request("The body is not a patch"));
  }
  Provisioned changed = *child;
  if (const auto refusal = read_lists(*set, changed)) return reply(*refusal);
  *child = std::move(changed);
  return reply(204, "");
}

HttpResponse find_child(const Call& call, Peer& peer) {
  const std::string* const finder = find(call.query, "q");
  const std::string* const foreign_id = find(call.query, "uniqueForeignId");
  if (finder == nullptr || *finder != "credentialsByUniqueForeignId" || foreign_id == nullptr) {
    return reply(bad_request("The finder is unknown, or lacks uniqueForeignId"));
  }
  std::vector<Json> elements;
  const Provisioned* const child = peer.registry.provisioned(call.app->client_id, *foreign_id);
  if (child != nullptr) {
    Json credentials = Json::object();
    credentials.set("client_id", child->app.client_id);
    if (peer.options.finder_shows_secret) {
      credentials.set("client_secret", child->app.client_secret);
    }
    Json domains = Json::list(), callbacks = Json::list();
    for (const std::string& each : child->domains) domains.push(each);
    for (const std::string& each : child->callbacks) callbacks.push(each);
    Json one = Json::object();
    one.set("credentials", std::move(credentials));
    one.set("uniqueForeignId", child->foreign_id);
    one.set("name", child->name);
    one.set("description", child->description);
    one.set("validJsSdkDomains", std::move(domains));
    one.set("oauth2AuthorizedCallbackUrls", std::move(callbacks));
    one.set("key", urn_of(child->app));
    elements.push_back(std::move(one));
  }
  return page(elements, call.query, "/" + call.resource);
}

}  // namespace

HttpResponse answer_applications(const Call& call, Peer& peer) {
  if (call.method == "GET" && !call.route.parent) {
    return may_be(call, "finder") ? find_child(call, peer)
                                  : reply(bad_request("X-RestLi-Method does not fit"));
  }
  if (call.method != "POST") return reply(Refusal{405, -1, "Method Not Allowed", {}});
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  if (!may_be(call, call.route.parent ? "partial_update" : "create")) {
    return reply(bad_request("X-RestLi-Method does not fit"));
  }
  return call.route.parent ? update(call, peer) : create(call, peer);
}

}  // namespace crosswalk::sim::linkedin
