#include <algorithm>
#include <utility>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

constexpr std::uint32_t ids_at_once = 1000;

void withdraw(Tables& tables, const Entity& before, const std::string& reason) {
  Entity entity = before;
  const bool gone = before.row.state != EntityState::withdrawing;
  if (before.erased && gone) {
    if (reason != erased_reason) return;
    // LinkedIn was read and has it, whatever it answered before.
    entity.row.state = EntityState::held;
    entity.unproven = true;
    turn_away(entity, reason, EntityState::withdrawn);
    return settle(tables, entity, &before);
  }
  if (before.row.state == EntityState::withdrawn) return;
  if (before.row.state == EntityState::withdrawing) {
    if (before.retry_at != parked && !comes_back(before.row)) return;
    if (comes_back(before.row)) entity.row.reason = reason;
    if (before.retry_at == parked) entity.retry_at = Instant{};
  } else {
    turn_away(entity, reason, EntityState::withdrawn);
  }
  settle(tables, entity, &before);
}

void restrict(Tables& tables, const Entity& before, const std::string& reason) {
  const EntityState state = before.row.state;
  if (state == EntityState::restricted || state == EntityState::withdrawing ||
      state == EntityState::withdrawn || before.erased) {
    return;
  }
  Entity entity = before;
  entity.unproven |= before.row.sent == 0 && may_be_at_linkedin(before);
  entity.was = state;
  entity.was_reason = before.row.reason;
  entity.row.state = EntityState::restricted;
  entity.row.reason = reason;
  // A task's fate can wait; asking about it would be dealing with the record.
  if (state == EntityState::task) entity.was = EntityState::ready;
  entity.task.clear();
  entity.closing = false;
  entity.seen = Seen::unknown;
  entity.retry_at = Instant{};
  settle(tables, entity, &before);
}

void put_back(Tables& tables, const Entity& before) {
  if (before.row.state != EntityState::restricted || !before.was) return;
  Entity entity = before;
  entity.row.state = *before.was;
  entity.row.reason = before.was_reason;
  entity.was.reset();
  entity.was_reason.clear();
  const bool answered = entity.row.sent == entity.row.wanted;
  if (entity.row.state == EntityState::ready || entity.row.state == EntityState::waiting) {
    if (answered) {
      entity.row.state = EntityState::sent;
    } else if (before.was_reason == unknown_parent) {
      tables.rereads.ask(before.row.key);
    } else {
      place_under(standing_under(tables, entity.parents), entity);
    }
  }
  settle(tables, entity, &before);
}

}  // namespace

Absent find_absent(Tables& tables, const FindAbsent& verb) {
  Absent absent;
  const std::optional<std::uint32_t> source = tables.cursors.number_of(verb.object);
  if (source) {
    absent.suspects = tables.entities.absent(verb.kind, *source, verb.mark);
    absent.unsent = tables.entities.unsent(verb.kind, *source, verb.mark);
  }
  absent.known = tables.entities.known(verb.kind);
  return absent;
}

Marked mark(Tables& tables, const Mark& verb) {
  std::vector<std::string> ids = verb.ids;
  std::sort(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    const std::optional<Entity> entity = tables.entities.find({verb.kind, id});
    if (!entity) continue;
    switch (verb.state) {
      case EntityState::withdrawing:
        withdraw(tables, *entity, verb.reason);
        break;
      case EntityState::restricted:
        restrict(tables, *entity, verb.reason);
        break;
      default:
        put_back(tables, *entity);
        break;
    }
  }
  return {};
}

// A kind may be large; no more than so many ids of it are held at a time.
Marked withdraw_undecided(Tables& tables, const WithdrawUndecided& verb) {
  Mark batch{verb.kind, {}, EntityState::withdrawing, "policy_narrowed"};
  std::string after;
  do {
    batch.ids = tables.restrictions.undecided(verb.kind, verb.policy, after, ids_at_once);
    if (!batch.ids.empty()) after = batch.ids.back();
    mark(tables, batch);
  } while (!batch.ids.empty());
  return {};
}

void withdraw_kind(Tables& tables, RecordKind kind) {
  Mark batch{kind, {}, EntityState::withdrawing, "kind_withheld"};
  std::string after;
  do {
    batch.ids = tables.restrictions.shared(kind, after, ids_at_once);
    if (!batch.ids.empty()) after = batch.ids.back();
    mark(tables, batch);
  } while (!batch.ids.empty());
}

Forgotten forget_all(Tables& tables, const Forget& verb) {
  Forgotten forgotten;
  for (const std::string& id : verb.ids) {
    const std::optional<Entity> entity = tables.entities.find({verb.kind, id});
    if (!entity || entity->erased) continue;
    if (may_be_at_linkedin(*entity)) {
      forgotten.there.push_back(id);
      continue;
    }
    const EntityState state = entity->row.state;
    if (state == EntityState::waiting && !orphaned(*entity)) continue;
    if (state == EntityState::withdrawn) continue;
    // Children of who is withheld stay withheld as long as they are listed.
    if (state == EntityState::withheld && !tables.links.children(entity->row.key).empty()) continue;
    forget(tables, *entity);
    ++forgotten.count;
  }
  return forgotten;
}

}  // namespace crosswalk::store
