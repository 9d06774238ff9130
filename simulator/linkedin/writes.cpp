#include "linkedin/writes.hpp"

#include <algorithm>

#include "linkedin/fields/content.hpp"
#include "linkedin/fields/rules.hpp"

namespace crosswalk::sim::linkedin {
namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

// One entity of a body, read and judged, not yet applied.
struct Staged {
  EntityKey key;
  std::string content;
  std::string member;
  std::string job, candidate;  // What an application refers to.
  std::vector<Complaint> complaints;
  std::vector<std::string> unknown;
  bool names_member = false;
  bool held = true;
};

bool same_keys(const std::vector<EntityKey>& asked, const std::vector<Staged>& sent) {
  if (asked.size() != sent.size()) return false;
  const auto sorted = [](const auto& list, const auto& key_of) {
    std::vector<std::pair<std::string_view, std::string_view>> out;
    for (const auto& each : list) out.emplace_back(key_of(each).id, key_of(each).organization);
    std::ranges::sort(out);
    return out;
  };
  return sorted(asked, [](const EntityKey& key) -> const EntityKey& { return key; }) ==
         sorted(sent, [](const Staged& each) -> const EntityKey& { return each.key; });
}

class Writer {
 public:
  Writer(const Call& call, const EntityPath& path, Peer& peer)
      : call_(call),
        path_(path),
        peer_(peer),
        schema_(schema_of(path.kind)),
        reader_(path.kind, peer.options, call.generation),
        stored_(path.kind, peer.options) {}

  // Reads {"entities":{KEY:{..}}}; `read_entity` reads the value of one. False: not such a body.
  template <class ReadEntity>
  bool stage(ReadEntity read_entity) {
    simdjson::ondemand::document document;
    object body;
    if (peer_.body.open(call_.body).get(document) || document.get_object().get(body)) return false;
    bool found = false;
    for (auto member : body) {
      std::string_view name;
      object entities;
      if (member.unescaped_key().get(name)) return false;
      if (found || name != "entities" || member.value().get_object().get(entities)) return false;
      found = true;
      if (!stage_entities(entities, read_entity)) return false;
    }
    return found && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

  bool read_whole(object entity, Staged& staged) {
    draft_.begin(schema_);
    if (!reader_.read(entity, draft_)) return false;
    finish(staged);
    return true;
  }

  bool read_patch(object entity, Staged& staged) {
    draft_.begin(schema_);
    if (!load(staged)) return false;
    for (auto member : entity) {
      std::string_view name;
      object patch;
      if (member.unescaped_key().get(name) || name != "patch") return false;
      if (member.value().get_object().get(patch) || !apply_patch(patch, staged)) return false;
    }
    finish(staged);
    return true;
  }

  HttpResponse apply(const std::vector<EntityKey>& asked) {
    if (!same_keys(asked, staged_)) return reply(bad_keys());
    for (const Staged& each : staged_) {
      if (PlannedRefusal* const plan = planned(peer_, path_.kind, each.key.id, true)) {
        --plan->times;
        return reply(bad_request("The batch cannot be processed"));
      }
    }
    BatchReply out(peer_.options.key_echo);
    for (Staged& each : staged_) {
      if (const auto refusal = apply_one(each)) {
        ++peer_.ledger.tally(call_.resource).entity_refusals[refusal->status];
        out.error(each.key, *refusal);
      } else {
        out.done(each.key);
      }
    }
    return std::move(out).reply();
  }

 private:
  template <class ReadEntity>
  bool stage_entities(object entities, ReadEntity& read_entity) {
    for (auto member : entities) {
      std::string_view text;
      object entity;
      if (staged_.size() >= batch_entities_max) return false;
      if (member.unescaped_key().get(text)) return false;
      auto key = read_body_key(call_, path_, text);
      if (!key || member.value().get_object().get(entity)) return false;
      Staged& staged = staged_.emplace_back();
      staged.key = *std::move(key);
      if (!read_entity(entity, staged)) return false;
    }
    return true;
  }

  // Puts what is held into the draft; a patch is laid over it.
  bool load(Staged& staged) {
    const Entity* const known =
        peer_.ledger.find(path_.kind, staged.key.organization, staged.key.id);
    staged.held = known != nullptr && known->held;
    if (!staged.held) return true;
    simdjson::ondemand::document document;
    object content;
    if (peer_.content.open(known->content).get(document)) return false;
    if (document.get_object().get(content) || !stored_.read(content, draft_)) return false;
    draft_.seen.assign(draft_.seen.size(), false);
    return true;
  }

  bool apply_patch(object patch, Staged& staged) {
    for (auto member : patch) {
      std::string_view name;
      if (member.unescaped_key().get(name)) return false;
      if (name == "$set") {
        object changes;
        if (member.value().get_object().get(changes) || !reader_.read(changes, draft_)) {
          return false;
        }
      } else if (name != "$delete" || !apply_deletes(member.value(), staged)) {
        return false;
      }
    }
    return true;
  }

  bool apply_deletes(simdjson::simdjson_result<value> list, Staged& staged) {
    simdjson::ondemand::array names;
    if (list.get_array().get(names)) return false;
    for (auto each : names) {
      std::string_view name;
      if (each.get_string().get(name)) return false;
      const auto place = schema_.place_of(name, call_.generation);
      if (!place) {
        reader_.unknown.emplace_back(name);
        continue;
      }
      draft_.values[*place].clear();
      if (name == "manualMatchedMember") staged.names_member = true;
    }
    return true;
  }

  void finish(Staged& staged) {
    const std::string member = draft_.text(schema_, "manualMatchedMember");
    if (!member.empty()) staged.names_member = true;
    staged.member = member;
    check(path_.kind, draft_, attached(staged), call_.now, peer_.options, call_.generation,
          reader_.complaints);
    if (!peer_.options.accept_unknown_fields) {
      for (const std::string& name : reader_.unknown) {
        reader_.complaints.push_back({name, "unrecognized field found but not allowed"});
      }
    }
    staged.job = draft_.text(schema_, "atsJobPostingId");
    if (path_.kind == EntityKind::application) {
      staged.candidate = draft_.text(schema_, "atsCandidateId");
    }
    staged.content = draft_.content(schema_);
    staged.complaints = std::exchange(reader_.complaints, {});
    staged.unknown = std::exchange(reader_.unknown, {});
  }

  // Whether a person URN stays attached to the candidate whatever this write says of it.
  bool attached(const Staged& staged) const {
    if (path_.kind != EntityKind::candidate || staged.names_member) return false;
    const std::string& emails = draft_.value(schema_, "emailAddresses");
    if (!emails.empty() && emails != "[]") return false;  // Then nothing depends on it.
    if (call_.method == "PUT" && peer_.options.put_clears_manual_match) return false;
    const Entity* const known =
        peer_.ledger.find(path_.kind, staged.key.organization, staged.key.id);
    return known != nullptr && !known->member.empty();
  }

  bool dangles(const Staged& staged) const {
    if (!peer_.options.reject_dangling) return false;
    const auto missing = [&](EntityKind kind, std::string_view id) {
      const Entity* const found = peer_.ledger.find(kind, staged.key.organization, id);
      return found == nullptr || !found->held;
    };
    if (const std::string_view parent = parts_of(staged.key.id).parent; !parent.empty()) {
      const bool note = path_.kind == EntityKind::candidate_note;
      return missing(note ? EntityKind::candidate : EntityKind::application, parent);
    }
    if (path_.kind != EntityKind::application) return false;
    return missing(EntityKind::job, staged.job) ||
           (!staged.candidate.empty() && missing(EntityKind::candidate, staged.candidate));
  }

  std::optional<Refusal> apply_one(Staged& staged) {
    const EntityKey& key = staged.key;
    Ledger& ledger = peer_.ledger;
    if (PlannedRefusal* const plan = planned(peer_, path_.kind, key.id, false)) {
      --plan->times;
      return Refusal{plan->status, -1, message_of({{plan->field, "value is not accepted"}}), {}};
    }
    if (!staged.held || dangles(staged)) return no_such_resource(call_.resource);
    if (!staged.complaints.empty()) {
      for (const Complaint& each : staged.complaints) {
        ledger.refuse(path_.kind, key.organization, key.id, each.field);
      }
      return Refusal{422, -1, message_of(staged.complaints), {}};
    }
    for (const std::string& name : staged.unknown) {
      ledger.note_unknown(path_.kind, key.organization, name);
    }
    if (!ledger.put(path_.kind, key.organization, key.id, std::move(staged.content), call_.now)) {
      ++ledger.tally(call_.resource).unchanged;
    }
    keep_member(staged);
    const std::string_view parent = parts_of(key.id).parent;
    if (!parent.empty()) ledger.hang(path_.kind, key.organization, parent, key.id);
    if (!staged.candidate.empty()) {
      ledger.hang(path_.kind, key.organization, staged.candidate, key.id);
    }
    return std::nullopt;
  }

  void keep_member(Staged& staged) {
    if (path_.kind != EntityKind::candidate) return;
    const bool clears = call_.method == "PUT" && peer_.options.put_clears_manual_match;
    if (!staged.names_member && !clears) return;
    peer_.ledger.link(staged.key.organization, staged.key.id, std::move(staged.member), call_.now);
  }

  const Call& call_;
  const EntityPath& path_;
  Peer& peer_;
  const Schema& schema_;
  EntityReader reader_;
  EntityReader stored_;
  Draft draft_;
  std::vector<Staged> staged_;
};

Refusal unreadable() { return bad_request("The body is not a batch of entities"); }

}  // namespace

HttpResponse update(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                    Peer& peer) {
  Writer writer(call, path, peer);
  const auto whole = [&](object entity, Staged& staged) {
    return writer.read_whole(entity, staged);
  };
  return writer.stage(whole) ? writer.apply(keys) : reply(unreadable());
}

HttpResponse patch(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                   Peer& peer) {
  Writer writer(call, path, peer);
  const auto patched = [&](object entity, Staged& staged) {
    return writer.read_patch(entity, staged);
  };
  return writer.stage(patched) ? writer.apply(keys) : reply(unreadable());
}

}  // namespace crosswalk::sim::linkedin
