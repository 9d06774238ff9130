#include "linkedin/entities.hpp"

#include <algorithm>

#include "linkedin/content.hpp"
#include "linkedin/rest/canonical.hpp"
#include "linkedin/writes.hpp"

namespace crosswalk::sim::linkedin {
namespace {

std::optional<EntityKind> child_kind(std::string_view resource, std::string_view child) {
  if (resource == "atsCandidates" && child == "notes") return EntityKind::candidate_note;
  if (resource != "atsApplications") return std::nullopt;
  if (child == "notes") return EntityKind::application_note;
  if (child == "interviewFeedback") return EntityKind::feedback;
  if (child == "stages") return EntityKind::stage;
  return std::nullopt;
}

// The keys of children are plain ids below the parent of the path.
std::optional<std::vector<EntityKey>> read_child_keys(const EntityKey& parent,
                                                      const Parameters& query) {
  const auto ids = read_plain_ids(query);
  if (!ids) return std::nullopt;
  std::vector<EntityKey> keys;
  for (const std::string& id : *ids) {
    keys.push_back({.id = parent.id + "\n" + id, .organization = parent.organization, .text = id});
  }
  return keys;
}

std::optional<std::vector<EntityKey>> read_keys(const EntityPath& path, const Parameters& query) {
  return path.parent ? read_child_keys(*path.parent, query) : read_batch_keys(path.kind, query);
}

bool within_reach(const LinkedInApp& app, const std::vector<EntityKey>& keys) {
  return app.organization.empty() || std::ranges::all_of(keys, [&](const EntityKey& key) {
           return key.organization == app.organization;
         });
}

// The members a client asked for with fields=a,b; everything when it did not.
class Projection {
 public:
  explicit Projection(const std::string* fields) : fields_(fields) {}

  bool has(std::string_view name) const {
    if (fields_ == nullptr) return true;
    std::string_view left = *fields_;
    while (!left.empty()) {
      const std::size_t comma = left.find(',');
      if (left.substr(0, comma) == name) return true;
      if (comma == std::string_view::npos) break;
      left.remove_prefix(comma + 1);
    }
    return false;
  }

 private:
  const std::string* fields_;
};

void add_member(std::string& out, std::string_view name, std::string_view json) {
  if (out.size() > 1) out += ',';
  append_quoted(out, name);
  out += ':';
  out += json;
}

std::string shown(const Entity& entity, EntityKind kind, const Projection& fields, Peer& peer) {
  const Schema& schema = schema_of(kind);
  EntityReader reader(kind, peer.options);
  Draft draft;
  draft.begin(schema);
  auto document = peer.content.open(entity.content);
  simdjson::ondemand::object object;
  std::string out = "{";
  if (document.get_object().get(object) || !reader.read(object, draft)) return "{}";
  for (std::size_t place = 0; place < schema.fields.size(); ++place) {
    const std::string_view name = schema.fields[place].name;
    if (!draft.values[place].empty() && fields.has(name)) {
      add_member(out, name, draft.values[place]);
    }
  }
  if (kind == EntityKind::candidate && fields.has("manualMatchedMember") &&
      !entity.member.empty()) {
    std::string member;
    append_quoted(member, entity.member);
    add_member(out, "manualMatchedMember", member);
  }
  // No member of this LinkedIn resembles a candidate, so its own guess is always empty.
  if (kind == EntityKind::candidate && fields.has("matchedMembers")) {
    add_member(out, "matchedMembers", "[]");
  }
  return out + "}";
}

HttpResponse read(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                  Peer& peer) {
  const Projection fields(find(call.query, "fields"));
  BatchReply out(peer.options.key_echo);
  for (const EntityKey& key : keys) {
    const Entity* const entity = peer.ledger.find(path.kind, key.organization, key.id);
    if (entity == nullptr || !entity->held) {
      out.error(key, no_such_resource(call.resource));
    } else {
      out.result(key, shown(*entity, path.kind, fields, peer));
    }
  }
  return std::move(out).reply();
}

HttpResponse remove(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                    Peer& peer) {
  Tally& tally = peer.ledger.tally(call.resource);
  BatchReply out(peer.options.key_echo);
  for (const EntityKey& key : keys) {
    if (peer.ledger.erase(path.kind, key.organization, key.id)) {
      out.done(key);
    } else {
      ++tally.entity_refusals[404];
      out.error(key, no_such_resource(call.resource));
    }
  }
  return std::move(out).reply();
}

}  // namespace

void BatchReply::result(const EntityKey& key, std::string_view json) {
  if (!results_.empty()) results_ += ',';
  append_quoted(results_, echoed(key, order_));
  results_ += ':';
  results_ += json;
}

void BatchReply::error(const EntityKey& key, const Refusal& refusal) {
  if (!errors_.empty()) errors_ += ',';
  append_quoted(errors_, echoed(key, order_));
  errors_ += ':';
  errors_ += error_json(refusal);
}

HttpResponse BatchReply::reply() && {
  return linkedin::reply(200, "{\"errors\":{" + errors_ + "},\"results\":{" + results_ + "}}");
}

std::optional<std::variant<EntityPath, Refusal>> read_path(const std::vector<std::string>& path) {
  if (path.empty() || path.size() == 2 || path.size() > 3) return std::nullopt;
  const bool candidates = path[0] == "atsCandidates";
  if (!candidates && path[0] != "atsApplications") return std::nullopt;
  EntityPath out{candidates ? EntityKind::candidate : EntityKind::application, std::nullopt};
  if (path.size() == 1) return out;
  const auto kind = child_kind(path[0], path[2]);
  if (!kind) return std::nullopt;
  out.parent = read_key(out.kind, path[1]);
  if (!out.parent) return bad_request("The key in the path is invalid");
  out.kind = *kind;
  return out;
}

HttpResponse answer_entities(const Call& call, const EntityPath& path, Peer& peer) {
  const auto keys = read_keys(path, call.query);
  if (!keys) return reply(bad_keys());
  const std::vector<EntityKey> reached = path.parent ? std::vector{*path.parent} : *keys;
  if (!within_reach(*call.app, reached)) return reply(no_permission());
  if (call.method == "POST" && call.rest_method != "batch_partial_update") {
    return reply(bad_request("A POST here needs X-RestLi-Method: batch_partial_update"));
  }
  const std::string_view meant = call.method == "PUT"      ? "batch_update"
                                 : call.method == "POST"   ? "batch_partial_update"
                                 : call.method == "DELETE" ? "batch_delete"
                                                           : "batch_get";
  if (!may_be(call, meant)) {
    return reply(bad_request("X-RestLi-Method does not fit the HTTP method"));
  }
  if (const auto refusal = refuse_size(call, peer, keys->size())) return reply(*refusal);
  if (call.method == "GET") return read(call, path, *keys, peer);
  if (call.method == "DELETE") return remove(call, path, *keys, peer);
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  return call.method == "PUT" ? update(call, path, *keys, peer) : patch(call, path, *keys, peer);
}

}  // namespace crosswalk::sim::linkedin
