#include "linkedin/recruiter/acls.hpp"

#include <algorithm>

#include "linkedin/entities.hpp"
#include "linkedin/rest/pages.hpp"

namespace crosswalk::sim::linkedin {
namespace {

struct Key {
  Acls::Entry entry;
  std::string text;
};

// "atsEntityAclId" -> "entityAclId". How the versioned API spells the parts is not documented, so
// there the names are known with either prefix and without.
std::string plain_name(std::string_view name, Generation generation) {
  for (const std::string_view prefix : {std::string_view("ats"), std::string_view("external")}) {
    if (!name.starts_with(prefix)) continue;
    if (generation == Generation::v2 && prefix != "ats") continue;
    std::string out(name.substr(prefix.size()));
    if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] + 32);
    return out;
  }
  return std::string(generation == Generation::rest || !name.starts_with("entity") ? name : "");
}

std::optional<Key> to_acl_key(const Call& call, KeyParts parts) {
  const bool people = call.route.room == Room::acl_assignees;
  Key out{{}, std::move(parts.text)};
  bool typed = false, provided = false;
  for (auto& [name, value] : parts.parts) {
    const std::string plain = plain_name(name, call.generation);
    if (plain == "entityAclId") {
      out.entry.acl = std::move(value);
    } else if (plain == "integrationContext" && is_organization(value)) {
      out.entry.organization = std::move(value);
    } else if (plain == "dataProvider" && value == "ATS") {
      provided = true;
    } else if (plain == "entityType" && value == "JOB_POSTING") {
      typed = true;
    } else if (plain == "entityId" && !people) {
      out.entry.subject = std::move(value);
    } else if (plain == "assignee" && people && value.starts_with("urn:li:person:")) {
      out.entry.subject = std::move(value);
    } else {
      return std::nullopt;
    }
  }
  const bool provider_fits = provided == (call.generation == Generation::v2);
  if (!typed || !provider_fits || out.entry.acl.empty() || out.entry.subject.empty()) {
    return std::nullopt;
  }
  if (out.entry.organization.empty()) return std::nullopt;
  return out;
}

std::optional<std::vector<Key>> to_acl_keys(const Call& call, std::vector<KeyParts> all) {
  std::vector<Key> out;
  std::set<Acls::Entry> seen;
  for (KeyParts& each : all) {
    auto key = to_acl_key(call, std::move(each));
    if (!key || !seen.insert(key->entry).second) return std::nullopt;
    out.push_back(*std::move(key));
  }
  return out;
}

// The keys of the body; nothing unless they are those of the query and each value is an object.
std::optional<std::vector<Key>> body_keys(const Call& call, const std::vector<Key>& asked) {
  const auto entities = read_entities(call.body);
  if (!entities || entities->size() != asked.size()) return std::nullopt;
  std::vector<KeyParts> all;
  for (const auto& [text, value] : *entities) {
    auto parts = read_parts(text, call.protocol);
    if (!parts || value.members() == nullptr) return std::nullopt;
    all.push_back(*std::move(parts));
  }
  auto keys = to_acl_keys(call, std::move(all));
  const bool same_keys =
      keys && std::ranges::all_of(asked, [&](const Key& key) {
        return std::ranges::any_of(*keys, [&](const Key& sent) { return sent.entry == key.entry; });
      });
  return same_keys ? std::move(keys) : std::nullopt;
}

HttpResponse write(const Call& call, const std::vector<Key>& asked, Peer& peer) {
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  const auto keys = body_keys(call, asked);
  if (!keys) return reply(bad_request("The body is not a batch of entities"));
  BatchReply out(peer.options.key_echo);
  for (const Key& each : *keys) {
    const EntityKey key{.id = {}, .organization = {}, .text = each.text};
    if (call.route.room == Room::acls) {
      peer.acls.protect(each.entry);
    } else if (!peer.acls.assign(each.entry)) {
      ++peer.ledger.tally(call.resource).entity_refusals[422];
      out.error(key, {422, -1, "ERROR :: /assignee :: has 10 ACLs already\n", {}});
      continue;
    }
    out.done(key);
  }
  return std::move(out).reply();
}

HttpResponse remove(const Call& call, const std::vector<Key>& keys, Peer& peer) {
  BatchReply out(peer.options.key_echo);
  for (const Key& each : keys) {
    const EntityKey key{.id = {}, .organization = {}, .text = each.text};
    const bool gone = call.route.room == Room::acls ? peer.acls.unprotect(each.entry)
                                                    : peer.acls.unassign(each.entry);
    if (gone) {
      out.done(key);
    } else {
      ++peer.ledger.tally(call.resource).entity_refusals[404];
      out.error(key, no_such_resource(call.resource));
    }
  }
  return std::move(out).reply();
}

HttpResponse list(const Call& call, const Peer& peer) {
  const bool people = call.route.room == Room::acl_assignees;
  const bool old = call.generation == Generation::v2;
  const std::string prefix = old ? "ats" : "external";
  const auto asked = [&](std::string_view name, const std::string& value) {
    const std::string* const wanted = find(call.query, name);
    return wanted == nullptr || *wanted == value;
  };
  std::vector<Json> out;
  for (const Acls::Entry& each : people ? peer.acls.people() : peer.acls.jobs()) {
    if (!may_reach(*call.app, each.organization)) continue;
    if (!asked("integrationContext", each.organization)) continue;
    const std::string subject = people ? "assignee" : prefix + "EntityId";
    if (!asked(prefix + "EntityAclId", each.acl) || !asked(subject, each.subject)) continue;
    Json one = Json::object();
    one.set(prefix + "EntityAclId", each.acl);
    if (old) one.set("dataProvider", "ATS");
    one.set("integrationContext", each.organization);
    one.set(prefix + "EntityType", "JOB_POSTING");
    one.set(subject, each.subject);
    out.push_back(std::move(one));
  }
  return page(out, call.query, "/" + call.resource);
}

}  // namespace

bool Acls::assign(Entry entry) {
  if (people_.contains(entry)) return true;
  const auto has = std::ranges::count_if(people_, [&](const Entry& each) {
    return each.organization == entry.organization && each.subject == entry.subject;
  });
  if (static_cast<std::size_t>(has) >= acls_per_person_max) return false;
  people_.insert(std::move(entry));
  return true;
}

bool Acls::is_protected(std::string_view organization, std::string_view job) const {
  return std::ranges::any_of(jobs_, [&](const Entry& each) {
    return each.organization == organization && each.subject == job;
  });
}

bool Acls::admits(std::string_view organization, std::string_view job, std::string_view person,
                  std::string_view acl_for_all) const {
  return std::ranges::any_of(jobs_, [&](const Entry& each) {
    if (each.organization != organization || each.subject != job) return false;
    return each.acl == acl_for_all ||
           people_.contains({each.organization, each.acl, std::string(person)});
  });
}

HttpResponse answer_acls(const Call& call, Peer& peer) {
  const std::string* const finder = find(call.query, "q");
  if (call.method == "GET") {
    if (finder == nullptr || *finder != "criteria" || !may_be(call, "finder")) {
      return reply(bad_request("This resource is read by the finder criteria"));
    }
    return list(call, peer);
  }
  if (call.method != "PUT" && call.method != "DELETE") {
    return reply(Refusal{405, -1, "Method Not Allowed", {}});
  }
  auto parts = read_batch_parts(call.query, call.raw_query, call.protocol);
  const auto keys = parts ? to_acl_keys(call, *std::move(parts)) : std::nullopt;
  const auto reach = [&](const Key& key) { return may_reach(*call.app, key.entry.organization); };
  if (const auto refusal = refuse_batch(call, peer, keys, reach)) return reply(*refusal);
  return call.method == "PUT" ? write(call, *keys, peer) : remove(call, *keys, peer);
}

bool sees_job(const Peer& peer, std::string_view organization, std::string_view job,
              std::string_view person, std::string_view viewers_key) {
  if (peer.acls.is_protected(organization, job)) {
    return peer.acls.admits(organization, job, person, peer.options.acl_for_all);
  }
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  return app != nullptr && peer.registry.configured(app->client_id, viewers_key) == every_viewer;
}

bool sees_application(const Peer& peer, std::string_view organization, std::string_view application,
                      std::string_view person) {
  const Entity* const held = peer.ledger.find(EntityKind::application, organization, application);
  if (held == nullptr || !held->held) return false;
  const auto content = parse_json(held->content);
  return content && sees_job(peer, organization, content->text_of("atsJobPostingId"), person,
                             application_viewers_key);
}

}  // namespace crosswalk::sim::linkedin
