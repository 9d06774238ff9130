#include "runtime/store/verbs/family.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk::store {
namespace {

constexpr std::string_view parent_held = "parent_held";
constexpr std::string_view parent_withheld = "parent_withheld";

bool held_by_parent(const EntityRow& row) {
  return row.state == EntityState::held && row.reason == parent_held;
}

bool keeps_payload(const Entity& entity) {
  switch (entity.row.state) {
    case EntityState::ready:
    case EntityState::waiting:
    case EntityState::task:
      return true;
    case EntityState::restricted:
      if (entity.row.sent != entity.row.wanted) return true;
      break;
    default:
      break;
  }
  return entity.row.key.kind == RecordKind::job && may_be_at_linkedin(entity);
}

// The vendor has this person no more, or anonymised, and LinkedIn neither.
bool gone_for_good(const Entity& entity) {
  const std::string& reason = entity.row.reason;
  return entity.row.key.kind == RecordKind::candidate &&
         entity.row.state == EntityState::withdrawn &&
         (reason == "absent" || reason == "gone" || reason == "not_for_linkedin");
}

void follow(Tables& tables, const RecordKey& key) {
  const std::optional<Entity> before = tables.entities.find(key);
  if (!before) return;
  const EntityState state = before->row.state;
  const Standing standing = standing_under(tables, before->parents);
  const bool waits =
      state == EntityState::ready || state == EntityState::waiting || held_by_parent(before->row);
  if (gone_or_going(state)) {
    if (standing < Standing::closed && before->row.reason == parent_withheld) {
      tables.rereads.ask(key);
    }
    return;
  }
  if (standing < Standing::closed && !waits) return;
  if (standing < Standing::held && !tables.payloads.has(key)) return tables.rereads.ask(key);
  Entity child = *before;
  place_under(standing, child);
  if (child.row.state != state || child.row.reason != before->row.reason) {
    settle(tables, child, &*before);
  }
}

}  // namespace

bool gone_or_going(EntityState state) {
  return state == EntityState::withheld || state == EntityState::withdrawing ||
         state == EntityState::withdrawn;
}

Standing standing_of(const Entity* parent) {
  if (!parent) return Standing::missing;
  if (parent->erased) return Standing::erased;
  switch (parent->row.state) {
    case EntityState::held:
    case EntityState::restricted:
      return Standing::held;
    case EntityState::withheld:
    case EntityState::withdrawing:
    case EntityState::withdrawn:
      return parent->row.reason == erased_reason ? Standing::erased : Standing::closed;
    default:
      return parent->row.sent > 0 ? Standing::there : Standing::missing;
  }
}

Standing standing_under(Tables& tables, const std::vector<RecordKey>& parents) {
  Standing worst = Standing::there;
  for (const RecordKey& parent : parents) {
    const std::optional<Entity> found = tables.entities.find(parent);
    worst = std::max(worst, standing_of(found ? &*found : nullptr));
  }
  return worst;
}

void place_under(Standing standing, Entity& entity) {
  if (standing < Standing::closed) entity.row.reason.clear();
  switch (standing) {
    case Standing::there:
      entity.row.state = EntityState::ready;
      break;
    case Standing::missing:
      entity.row.state = EntityState::waiting;
      break;
    case Standing::held:
      entity.unproven |= may_be_at_linkedin(entity);
      entity.row.state = EntityState::held;
      entity.row.reason = parent_held;
      break;
    case Standing::closed:
      turn_away(entity, std::string(parent_withheld), EntityState::withheld);
      break;
    case Standing::erased:
      turn_away(entity, std::string(erased_reason), EntityState::withheld);
      break;
  }
}

void turn_away(Entity& entity, std::string reason, EntityState idle) {
  const bool there = may_be_at_linkedin(entity);
  entity.unproven |= there && entity.row.sent == 0;
  entity.row.state = there ? EntityState::withdrawing : idle;
  entity.row.reason = std::move(reason);
  entity.row.wanted += 1;
  entity.resend = false;
  entity.attempts = 0;
  entity.retry_at = Instant{};
  entity.task.clear();
  entity.was.reset();
  entity.was_reason.clear();
}

void settle(Tables& tables, const Entity& entity, const Entity* before) {
  tables.entities.put(entity, before);
  const std::vector<RecordKey> none;
  tables.links.set(entity.row.key, entity.parents, before ? before->parents : none);
  if (before && !keeps_payload(entity)) tables.payloads.drop(entity.row.key);
  if (gone_for_good(entity)) tables.people.forget(entity.row.key.id);
  if (standing_of(before) == standing_of(&entity)) return;
  for (const RecordKey& child : tables.links.children(entity.row.key)) follow(tables, child);
}

void cover_family(Tables& tables, const RecordKey& key, const std::set<std::int64_t>& cases) {
  for (const RecordKey& child : tables.links.children(key)) cover_family(tables, child, cases);
  for (const std::int64_t each : cases) tables.erasures.cover(each, key);
}

void forget(Tables& tables, const Entity& entity) {
  const RecordKey& key = entity.row.key;
  tables.entities.drop(entity);
  tables.links.set(key, {}, entity.parents);
  tables.payloads.drop(key);
  tables.rereads.settle(key);
  if (key.kind == RecordKind::candidate) tables.people.forget(key.id);
  for (const RecordKey& child : tables.links.children(key)) follow(tables, child);
}

}  // namespace crosswalk::store
