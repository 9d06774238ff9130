#include "unit/flow/model_store.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

// A refused withdrawal's retry time: none, until a new round.
constexpr Instant parked{Duration{253'402'300'799'000}};

bool wanted_there(EntityState state) {
  return state == EntityState::ready || state == EntityState::waiting || state == EntityState::task;
}

bool may_be_there(const ModelStore::Entity& entity) {
  const EntityState state = entity.row.state;
  if (state == EntityState::withdrawn || entity.row.wanted == 0) return false;
  return entity.row.sent > 0 || state == EntityState::ready || state == EntityState::task ||
         state == EntityState::withdrawing || entity.attempts > 0;
}

void see(ModelStore::Entity& entity, Seen seen) {
  entity.seen = Seen::unknown;
  if (seen == Seen::unknown) return;
  entity.exposed = seen == Seen::everybody;
  entity.maybe_exposed = false;
}

bool names(const std::vector<RecordKey>& keys, const RecordKey& key) {
  return std::ranges::find(keys, key) != keys.end();
}

bool keeps_payload(const RecordKey& key, EntityState state) {
  return state == EntityState::ready || state == EntityState::waiting ||
         state == EntityState::task || key.kind == RecordKind::job;
}

}  // namespace

Result<StoreAnswer> ModelStore::carry_out(const StoreVerb& verb) {
  ++verbs;
  return std::visit([this](const auto& asked) -> StoreAnswer { return answer(asked); }, verb);
}

StoreAnswer ModelStore::answer(const Open& verb) {
  answer(Unpark{});
  restrictions[verb.policy].insert(verb.restrictions.begin(), verb.restrictions.end());
  for (const RecordKind kind : verb.withheld) {
    for (const auto& [key, entity] : entities) {
      if (key.kind == kind && is_shared(entity)) {
        take_back(key, "kind_withheld");
      }
    }
  }
  if (configure_access(verb.members)) {
    for (const std::string& object : verb.viewed) doubt(object);
  }
  Opening opening;
  opening.access = !access.empty();
  for (const auto& [name, cursor] : cursors) {
    opening.cursors.push_back(cursor);
    opening.last_mark = std::max(opening.last_mark, cursor.mark);
  }
  for (const auto& [name, lookup] : lookups) opening.lookups.push_back(lookup);
  opening.onboarding = onboarding;
  opening.used = used;
  for (const auto& [key, entity] : entities) {
    opening.last_mark = std::max(opening.last_mark, entity.mark);
  }
  return opening;
}

bool ModelStore::is_shared(const Entity& entity) const {
  const EntityState state = entity.row.state;
  if (state == EntityState::withdrawn) return false;
  if (state == EntityState::withdrawing) return entity.row.reason == moved_reason;
  const bool waits = state == EntityState::waiting && entity.row.reason != unknown_parent;
  return waits || state == EntityState::restricted || may_be_there(entity);
}

void ModelStore::take_back(const RecordKey& key, const std::string& reason) {
  Entity& entity = entities.at(key);
  if (entity.row.state != EntityState::withdrawing) {
    return send_away(key, reason, EntityState::withdrawn);
  }
  entity.row.reason = reason;
}

StoreAnswer ModelStore::answer(const WithdrawUndecided& verb) {
  const std::set<Restriction>& now = restrictions[verb.policy];
  for (const auto& [key, entity] : entities) {
    if (key.kind != verb.kind || entity.row.policy == verb.policy || !is_shared(entity)) continue;
    const std::set<Restriction>& old = restrictions[entity.row.policy];
    const bool narrowed = std::ranges::any_of(now, [&](const Restriction& each) {
      return each.kind == verb.kind && !old.contains(each);
    });
    if (narrowed) take_back(key, "policy_narrowed");
  }
  return Marked{};
}

void ModelStore::doubt(const std::string& object) {
  const auto cursor = cursors.find(object);
  if (cursor == cursors.end()) return;
  cursor->second.policy = 0;
  cursor->second.reading = false;
  cursor->second.next.reset();
}

StoreAnswer ModelStore::answer(const LookUp& verb) {
  Rows rows;
  for (const RecordKey& key : verb.keys) {
    const auto found = entities.find(key);
    const auto linked = key.kind == RecordKind::candidate ? links.find(key.id) : links.end();
    std::optional<EntityRow>& row = rows.rows.emplace_back();
    if (found != entities.end()) row = found->second.row;
    if (linked == links.end()) continue;
    if (!row)
      row = EntityRow{.key = key, .state = EntityState::waiting, .reason = {}, .person = {}};
    row->person = linked->second.urn;
  }
  return rows;
}

void ModelStore::ask_applications(const RecordKey& parent) {
  for (const auto& [key, child] : entities) {
    const bool there = key.kind == RecordKind::application && waits_for_reread(key);
    if (there && std::ranges::find(child.parents, parent) != child.parents.end()) {
      rereads.insert(key);
    }
  }
}

StoreAnswer ModelStore::answer(const CommitPage& verb) {
  PageCommitted done;
  if (!verb.cursor.object.empty()) cursors[verb.cursor.object] = verb.cursor;
  for (EntityWrite write : verb.writes) {
    Entity& entity = entities[write.key];
    if (entity.mark != verb.mark) ++done.distinct;
    entity.mark = verb.mark;
    if (entity.erased) {
      entity.row.policy = write.policy;
      continue;
    }
    const bool away =
        write.state == EntityState::withheld || write.state == EntityState::withdrawing;
    if (!away && erased_before(write)) {
      const EntityRow& row = entity.row;
      const bool there = may_be_there(entity);
      write.state = there ? EntityState::withdrawing : EntityState::held;
      write.reason = "erased_before";
      write.payload.clear();
      if (row.wanted > 0 && row.state == write.state && row.reason == write.reason &&
          row.digest == write.digest) {
        entity.row.policy = write.policy;
        continue;
      }
    }
    if (under_erased(write.parents) && write.state != EntityState::withdrawing) {
      write.state = may_be_there(entity) ? EntityState::withdrawing : EntityState::withheld;
      write.reason = "erased";
      write.payload.clear();
    }
    const bool was_gone = entity.row.wanted > 0 && gone(entity.row.state);
    const Entity known = entity;
    if (write.key.kind == RecordKind::candidate && !write.unmapped) {
      identities[write.key.id] = {write.identities.begin(), write.identities.end()};
    }
    if (!write.unmapped) {
      entity.recent = write.recent;
      entity.parents = write.parents;
    }
    entity.resend = entity.resend && wanted_there(write.state);
    entity.row.key = write.key;
    entity.row.wanted = write.version;
    entity.maybe_exposed = entity.maybe_exposed || write.exposed;
    entity.closing = false;
    entity.seen = Seen::unknown;
    entity.row.digest = write.digest;
    entity.row.state = write.state;
    entity.row.reason = write.reason;
    entity.row.policy = write.policy;
    entity.attempts = 0;
    entity.retry_at = {};
    entity.task.clear();
    if (write.state == EntityState::waiting && write.payload.empty()) {
      entity.row.reason = unknown_parent;
      entity.row.digest = {};
    }
    if (!write.payload.empty()) entity.payload = write.payload;
    if (!keeps_payload(write.key, write.state)) entity.payload.clear();
    if (known.row.wanted > 0) move(entity, known);
    if (write.reason == "erased_before" && gone(write.state)) {
      close_below(write.key);
      cover(write.key, carried(write));
    }
    if (was_gone && !gone(write.state)) reopen_below(write.key);
    if (write.version > 1) ask_applications(write.key);
    review_children(write.key);
  }
  for (const RecordKey& key : verb.seen) {
    Entity& entity = entities.at(key);
    if (entity.mark != verb.mark) ++done.distinct;
    entity.mark = verb.mark;
    entity.row.policy = verb.policy;
    if (verb.touched && key.kind == RecordKind::job) ask_applications(key);
  }
  if (!verb.unfit.empty()) {
    answer(Mark{verb.kind, verb.unfit, EntityState::withdrawing, "not_for_linkedin"});
  }
  if (!verb.cursor.object.empty()) {
    for (const EntityWrite& write : verb.writes) rereads.erase(write.key);
    for (const RecordKey& key : verb.seen) rereads.erase(key);
  }
  if (!verb.doubted.empty()) doubt(verb.doubted);
  for (const JobViewers& viewers : verb.viewers) want_access(viewers);
  for (const std::string& id : verb.reread_done) rereads.erase({verb.kind, id});
  return done;
}

StoreAnswer ModelStore::answer(const TakeRereads& verb) {
  Rereads taken;
  for (const RecordKey& key : rereads) {
    if (key.kind == verb.kind && key.id > verb.after && taken.ids.size() < verb.limit)
      taken.ids.push_back(key.id);
  }
  return taken;
}

template <class Stands, class May>
Work ModelStore::take(RecordKind kind, const std::string& after, std::uint32_t limit, Instant now,
                      Stands stands, May may) {
  Work work;
  for (auto& [key, entity] : entities) {
    if (key.kind != kind || entity.retry_at > now || !stands(entity)) continue;
    entity.retry_at = {};
    if (key.id <= after || work.items.size() == limit || !may(entity)) continue;
    work.items.push_back({.key = key,
                          .parent = is_child(kind) ? entity.place().id : std::string(),
                          .version = entity.row.wanted,
                          .attempts = entity.attempts,
                          .payload = entity.payload,
                          .task = entity.task,
                          .withdrawing = entity.row.state == EntityState::withdrawing,
                          .confirmed = entity.row.sent > 0,
                          .exposed = entity.exposed,
                          .maybe_exposed = entity.maybe_exposed});
  }
  return work;
}

StoreAnswer ModelStore::answer(const TakeReady& verb) {
  if (is_child(verb.kind)) return Work{};
  const auto ready = [&](const Entity& entity) {
    return entity.row.state == EntityState::ready && entity.resend == verb.resync;
  };
  const auto decided = [&](const Entity& entity) { return entity.row.policy == verb.policy; };
  return take(verb.kind, verb.after, verb.limit, verb.now, ready, decided);
}

StoreAnswer ModelStore::answer(const TakeWithdrawals& verb) {
  if (is_child(verb.kind)) return Work{};
  const auto going = [](const Entity& entity) {
    return entity.row.state == EntityState::withdrawing && entity.task.empty();
  };
  const auto childless = [this](const Entity& entity) {
    return !has_children_at_linkedin(entity.row.key);
  };
  return take(verb.kind, verb.after, verb.limit, verb.now, going, childless);
}

StoreAnswer ModelStore::answer(const TakeTasks& verb) {
  const auto asked = [](const Entity& entity) {
    return entity.row.state == EntityState::task ||
           (entity.row.state == EntityState::withdrawing && !entity.task.empty());
  };
  Work work = take(RecordKind::job, verb.after, verb.limit, verb.now, asked,
                   [](const Entity&) { return true; });
  for (WorkItem& item : work.items) item.payload.clear();
  return work;
}

bool ModelStore::has_children_at_linkedin(const RecordKey& key) const {
  return std::ranges::any_of(entities, [&](const auto& pair) {
    const Entity& child = pair.second;
    const bool there = child.row.sent > 0 || child.row.state == EntityState::withdrawing;
    return child.row.state != EntityState::withdrawn && there &&
           (names(child.parents, key) || names(child.former, key));
  });
}

// LinkedIn keeps a child under its former parent, and it leaves there first; an application stays
// until LinkedIn has it under the other candidate.
void ModelStore::move(Entity& entity, const Entity& known) {
  const bool child = is_child(entity.row.key.kind);
  if (!may_be_there(known)) return entity.former.clear();
  for (const RecordKey& parent : known.parents) {
    if ((child && !known.former.empty()) || parent.kind == RecordKind::job) continue;
    if (!names(entity.former, parent)) entity.former.push_back(parent);
  }
  std::erase_if(entity.former, [&](const RecordKey& key) { return names(entity.parents, key); });
  if (!child || entity.former.empty() || gone(entity.row.state)) return;
  if (known.row.state == EntityState::withdrawing) entity.row.wanted = known.row.wanted;
  entity.row.state = EntityState::withdrawing;
  entity.row.reason = moved_reason;
}

void ModelStore::come_back(Entity& entity) {
  const bool closed = std::ranges::any_of(entity.parents, [this](const RecordKey& each) {
    const auto found = entities.find(each);
    return found != entities.end() && gone(found->second.row.state);
  });
  ++entity.row.wanted;
  entity.row.state = closed ? EntityState::withheld : EntityState::waiting;
  entity.row.reason = closed ? "parent_withheld" : "";
  if (closed) entity.payload.clear();
  if (closed || !entity.payload.empty()) return;
  entity.row.state = EntityState::withdrawn;
  entity.row.digest = {};
  rereads.insert(entity.row.key);
}

// Nobody waits for good for an application that cannot go over.
void ModelStore::leave_behind() {
  for (auto& [key, entity] : entities) {
    const EntityState state = entity.row.state;
    if (is_child(key.kind) || gone(state) || state == EntityState::ready) continue;
    const bool left = std::ranges::any_of(entity.former, [this](const RecordKey& each) {
      const auto found = entities.find(each);
      return found != entities.end() && gone(found->second.row.state);
    });
    const bool waits = state == EntityState::waiting &&
                       std::ranges::all_of(entity.parents, [this](const RecordKey& each) {
                         return entities.contains(each);
                       });
    if (!left || waits) continue;
    send_away(key, "parent_withheld", EntityState::withdrawn);
  }
}

void ModelStore::conclude(Entity& entity, const EntityOutcome& outcome, OutcomesCommitted& done,
                          std::uint32_t mark) {
  EntityRow& row = entity.row;
  const auto kind = static_cast<std::size_t>(row.key.kind);
  const bool newest = outcome.version == row.wanted;
  switch (outcome.kind) {
    case OutcomeKind::confirmed:
      if ((entity.closing || outcome.closes) && row.state != EntityState::withdrawing) {
        entity.closing = false;
        if (!newest) break;
        see(entity, Seen::fewer);
        row.state = EntityState::ready;
        entity.task.clear();
        break;
      }
      row.sent = std::max(row.sent, outcome.version);
      if (newest) see(entity, outcome.seen == Seen::unknown ? entity.seen : outcome.seen);
      if (!newest && outcome.seen == Seen::everybody) entity.maybe_exposed = true;
      if (entity.sent_mark != mark) ++done.sent[kind];
      entity.sent_mark = mark;
      if (newest && wanted_there(row.state)) {
        row.state = EntityState::sent;
        entity.former.clear();
        entity.resend = false;
        entity.attempts = 0;
        entity.task.clear();
        if (row.key.kind != RecordKind::job) entity.payload.clear();
      }
      break;
    case OutcomeKind::task:
      if (!newest) break;
      if (row.state == EntityState::ready) {
        row.state = EntityState::task;
        entity.closing = outcome.closes;
        entity.seen = outcome.seen;
      }
      entity.attempts += entity.task == outcome.task ? 1 : 0;
      entity.task = outcome.task;
      entity.retry_at = outcome.retry_at;
      break;
    case OutcomeKind::later:
      if (!newest) break;
      if (row.state == EntityState::task) row.state = EntityState::ready;
      if (!outcome.blameless) ++entity.attempts;
      entity.closing = false;
      see(entity, outcome.seen);
      entity.task.clear();
      entity.retry_at = outcome.retry_at;
      break;
    case OutcomeKind::held:
      if (!newest) break;
      if (row.state == EntityState::withdrawing) {
        entity.retry_at = parked;
        break;
      }
      row.state = EntityState::held;
      row.reason = outcome.reason;
      entity.resend = false;
      entity.task.clear();
      entity.seen = {};
      if (row.key.kind != RecordKind::job) entity.payload.clear();
      break;
    case OutcomeKind::withdrawn:
      if (row.state != EntityState::withdrawing || !newest) break;
      row.state = EntityState::withdrawn;
      if (entity.erased) row.reason = "erased";
      if (row.key.kind == RecordKind::candidate &&
          (row.reason == "absent" || row.reason == "gone" || row.reason == "not_for_linkedin")) {
        identities.erase(row.key.id);
        links.erase(row.key.id);
      }
      row.sent = 0;
      entity.task.clear();
      entity.former.clear();
      see(entity, Seen::fewer);
      if (row.reason == moved_reason) {
        come_back(entity);
        break;
      }
      ++done.erased[kind];
      entity.payload.clear();
      break;
  }
}

// What hangs on somebody who must go, goes for that; what is gone already stays so.
void ModelStore::close_below(const RecordKey& parent) {
  for (auto& [key, child] : entities) {
    if (std::ranges::find(child.parents, parent) == child.parents.end()) continue;
    if (gone(child.row.state)) continue;
    child.row.state = may_be_there(child) ? EntityState::withdrawing : EntityState::withheld;
    child.row.reason = "parent_withheld";
    ++child.row.wanted;
    child.attempts = 0;
    child.retry_at = {};
    child.task.clear();
    child.seen = {};
    child.payload.clear();
    close_below(key);
  }
}

void ModelStore::reopen_below(const RecordKey& parent) {
  for (const auto& [key, child] : entities) {
    if (std::ranges::find(child.parents, parent) == child.parents.end()) continue;
    const bool closed = std::ranges::any_of(child.parents, [this](const RecordKey& each) {
      const auto found = entities.find(each);
      return found != entities.end() && gone(found->second.row.state);
    });
    if (gone(child.row.state) && child.row.reason == "parent_withheld" && !closed) {
      rereads.insert(key);
    }
  }
}

// A waiting child goes when every parent is at LinkedIn.
void ModelStore::review_children(const RecordKey& parent) {
  for (auto& [key, child] : entities) {
    if (child.row.state != EntityState::waiting && child.row.state != EntityState::held) continue;
    if (std::ranges::find(child.parents, parent) == child.parents.end()) continue;
    if (child.row.state == EntityState::held && child.row.reason != "parent_held") continue;
    const EntityState before = child.row.state;
    bool held = false, waiting = false;
    for (const RecordKey& each : child.parents) {
      const auto found = entities.find(each);
      const EntityRow* row = found == entities.end() ? nullptr : &found->second.row;
      held = held || (row && (row->state == EntityState::held));
      waiting = waiting || row == nullptr || row->sent == 0;
    }
    if (held) {
      child.row.state = EntityState::held;
      child.row.reason = "parent_held";
      child.payload.clear();
    } else if (child.payload.empty()) {
      rereads.insert(key);  // It stays as it is until then.
    } else if (waiting) {
      child.row.state = EntityState::waiting;
      child.row.reason.clear();
    } else {
      child.row.state = EntityState::ready;
      child.row.reason.clear();
    }
    if (child.row.state != before) review_children(key);
  }
}

StoreAnswer ModelStore::answer(const CommitOutcomes& verb) {
  OutcomesCommitted done;
  if (to_ms(verb.used.day) > 0 && verb.used.day >= used.day) used = verb.used;
  for (const EntityOutcome& outcome : verb.outcomes) {
    const auto found = entities.find(outcome.key);
    if (found == entities.end()) continue;
    conclude(found->second, outcome, done, verb.mark);
    review_children(outcome.key);
    if (found->second.row.state != EntityState::waiting) continue;
    const std::vector<RecordKey> parents = found->second.parents;
    for (const RecordKey& parent : parents) review_children(parent);
  }
  leave_behind();
  return done;
}

StoreAnswer ModelStore::answer(const FindAbsent& verb) {
  Absent absent;
  for (const auto& [key, entity] : entities) {
    const EntityState state = entity.row.state;
    const bool concerns_linkedin = entity.row.sent > 0 || state == EntityState::withdrawing ||
                                   (wanted_there(state) && entity.row.reason != unknown_parent);
    if (key.kind != verb.kind || state == EntityState::withdrawn) continue;
    if (!concerns_linkedin && entity.mark < verb.mark) absent.unsent.push_back(key.id);
    if (!concerns_linkedin) continue;
    ++absent.known;
    const bool goes = state == EntityState::withdrawing;
    if (!goes && entity.mark < verb.mark) absent.suspects.push_back(key.id);
  }
  return absent;
}

void ModelStore::withdraw_below(const RecordKey& parent) {
  for (auto& [key, child] : entities) {
    const bool mine = std::ranges::find(child.parents, parent) != child.parents.end();
    if (!mine || child.row.state == EntityState::withdrawn) continue;
    child.row.state = EntityState::withdrawing;
    child.row.reason = "parent_withdrawn";
    child.payload.clear();
    withdraw_below(key);
  }
}

StoreAnswer ModelStore::answer(const Mark& verb) {
  for (const std::string& id : verb.ids) {
    const auto found = entities.find({verb.kind, id});
    if (found == entities.end()) continue;
    Entity& entity = found->second;
    if (entity.erased && (verb.state != EntityState::withdrawing || verb.reason != "erased")) {
      continue;
    }
    if (entity.erased) ++entity.row.wanted;
    entity.row.state = verb.state;
    entity.row.reason = verb.reason;
    entity.attempts = 0;
    entity.retry_at = {};
    entity.task.clear();
    entity.seen = {};
    if (verb.kind != RecordKind::job) entity.payload.clear();
    const bool goes = verb.state == EntityState::withdrawing && verb.kind != RecordKind::job;
    if (goes) withdraw_below({verb.kind, id});
  }
  return Marked{};
}

StoreAnswer ModelStore::answer(const Forget& verb) {
  Forgotten forgotten;
  for (const std::string& id : verb.ids) {
    const auto found = entities.find({verb.kind, id});
    if (found == entities.end() || found->second.erased) continue;
    if (found->second.row.sent > 0) {
      forgotten.there.push_back(id);
      continue;
    }
    const EntityRow& row = found->second.row;
    if (wanted_there(row.state) && row.reason != unknown_parent) continue;
    if (found->second.row.state == EntityState::withdrawing) continue;
    if (found->second.row.state == EntityState::withdrawn) continue;
    rereads.erase(found->first);
    if (verb.kind == RecordKind::candidate) {
      identities.erase(id);
      links.erase(id);
    }
    entities.erase(found);
    ++forgotten.count;
  }
  return forgotten;
}

StoreAnswer ModelStore::answer(const SaveLookup& verb) {
  lookups[verb.lookup.name] = verb.lookup;
  for (const std::string& object : verb.dependents) doubt(object);
  return LookupSaved{};
}

StoreAnswer ModelStore::answer(const Unpark&) {
  for (auto& [key, entity] : entities) {
    if (entity.retry_at == parked) entity.retry_at = {};
  }
  for (auto& [place, seeing] : access) seeing.retry_at = {};
  return Unparked{};
}

StoreAnswer ModelStore::answer(const KeepAlarms& verb) {
  alarms = verb.alarms;
  return AlarmsKept{};
}

StoreAnswer ModelStore::answer(const NextDue& verb) {
  Due due;
  for (const auto& [key, entity] : entities) {
    const bool waits = entity.row.state == EntityState::ready ||
                       entity.row.state == EntityState::task ||
                       entity.row.state == EntityState::withdrawing;
    if (!waits || entity.retry_at == parked || entity.retry_at <= verb.after) continue;
    if (!due.at || entity.retry_at < *due.at) due.at = entity.retry_at;
  }
  return due;
}

StoreAnswer ModelStore::answer(const Tally&) {
  std::map<std::tuple<RecordKind, EntityState, std::string>, std::uint64_t> counts;
  for (const auto& [key, entity] : entities) {
    ++counts[{key.kind, entity.row.state, entity.row.reason}];
  }
  Counts tally;
  tally.alarms = alarms;
  for (const RecordKind kind : record_kinds) {
    tally.batches[static_cast<std::size_t>(kind)] = batches(kind);
  }
  count_exchange(tally.exchange);
  tally.onboarding = onboarding;
  tally.onboarding.client_secret.clear();
  for (const auto& [what, count] : counts) {
    tally.counts.push_back({std::get<0>(what), std::get<1>(what), std::get<2>(what), count});
  }
  return tally;
}

}  // namespace crosswalk
