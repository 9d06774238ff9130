#include "linkedin/entities.hpp"

#include <algorithm>

#include "linkedin/fields/content.hpp"
#include "linkedin/rest/canonical.hpp"
#include "linkedin/writes.hpp"

namespace crosswalk::sim::linkedin {
namespace {

// The keys of children are plain ids below the parent of the path.
std::optional<std::vector<EntityKey>> read_child_keys(const Call& call, const EntityKey& parent) {
  const auto ids = read_ids(call);
  if (!ids) return std::nullopt;
  std::vector<EntityKey> keys;
  for (const std::string& id : *ids) {
    keys.push_back({.id = parent.id + "\n" + id, .organization = parent.organization, .text = id});
  }
  return keys;
}

std::optional<std::vector<EntityKey>> read_keys(const Call& call, const EntityPath& path) {
  if (path.parent) return read_child_keys(call, *path.parent);
  auto parts = read_batch_parts(call.query, call.raw_query, call.protocol);
  return parts ? to_keys(path.form, *std::move(parts)) : std::nullopt;
}

std::optional<EntityPath> read_path(const Call& call) {
  EntityPath out{call.route.kind, call.route.form, std::nullopt};
  if (!call.route.parent) return out;
  auto parts = read_parts(*call.route.parent, call.protocol);
  if (parts) out.parent = to_key(out.form, *std::move(parts));
  if (!out.parent) return std::nullopt;
  return out;
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

std::string shown(const Entity& entity, const Call& call, const Projection& fields, Peer& peer) {
  const EntityKind kind = call.route.kind;
  const Schema& schema = schema_of(kind);
  EntityReader reader(kind, peer.options);
  Draft draft;
  draft.begin(schema);
  auto document = peer.content.open(entity.content);
  simdjson::ondemand::object object;
  std::string out = "{";
  if (document.get_object().get(object) || !reader.read(object, draft)) return "{}";
  for (std::size_t place = 0; place < schema.fields.size(); ++place) {
    const std::string_view name = schema.fields[place].shown(call.generation);
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
      out.result(key, shown(*entity, call, fields, peer));
    }
  }
  return std::move(out).reply();
}

HttpResponse remove(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                    Peer& peer) {
  Tally& tally = peer.ledger.tally(call.resource);
  BatchReply out(peer.options.key_echo);
  for (const EntityKey& key : keys) {
    if (peer.ledger.erase(path.kind, key.organization, key.id, call.now)) {
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

std::optional<EntityKey> read_body_key(const Call& call, const EntityPath& path,
                                       std::string_view text) {
  if (!path.parent) {
    auto parts = read_parts(text, call.protocol);
    return parts ? to_key(path.form, *std::move(parts)) : std::nullopt;
  }
  if (text.empty()) return std::nullopt;
  return EntityKey{.id = path.parent->id + "\n" + std::string(text),
                   .organization = path.parent->organization,
                   .text = std::string(text)};
}

HttpResponse answer_entities(const Call& call, Peer& peer) {
  static constexpr std::string_view methods[] = {"GET", "PUT", "POST", "DELETE"};
  if (std::ranges::find(methods, call.method) == std::end(methods)) {
    return reply(Refusal{405, -1, "Method Not Allowed", {}});
  }
  const auto path = read_path(call);
  if (!path) return reply(bad_request("The key in the path is invalid"));
  const auto keys = read_keys(call, *path);
  const auto reach = [&](const EntityKey& key) { return may_reach(*call.app, key.organization); };
  if (const auto refusal = refuse_batch(call, peer, keys, reach)) return reply(*refusal);
  if (call.method == "GET") return read(call, *path, *keys, peer);
  if (call.method == "DELETE") return remove(call, *path, *keys, peer);
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  return call.method == "PUT" ? update(call, *path, *keys, peer) : patch(call, *path, *keys, peer);
}

}  // namespace crosswalk::sim::linkedin
