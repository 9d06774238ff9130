#include "runtime/store/verbs/family.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk::store {
namespace {

constexpr std::string_view parent_held = "parent_held";
constexpr std::string_view parent_withheld = "parent_withheld";

bool named_in(const std::vector<RecordKey>& keys, const RecordKey& key) {
  return std::ranges::find(keys, key) != keys.end();
}

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
    case EntityState::withdrawing:
      if (comes_back(entity.row)) return true;
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

bool is_known(Tables& tables, const RecordKey& key) {
  return tables.entities.find(key).has_value();
}

// Whether LinkedIn has the application under a candidate who must go, and it cannot go over to
// another now; under one who was erased it does not wait for that.
bool left_behind(Tables& tables, const Entity& entity) {
  const EntityState state = entity.row.state;
  if (entity.former.empty() || is_child(entity.row.key.kind) || gone_or_going(state)) return false;
  const Standing standing = standing_under(tables, entity.former);
  const bool goes_over = state == EntityState::ready ||
                         (state == EntityState::waiting &&
                          std::ranges::all_of(entity.parents, [&](const RecordKey& parent) {
                            return is_known(tables, parent);
                          }));
  return standing == Standing::erased || (standing == Standing::closed && !goes_over);
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
  if (left_behind(tables, *before)) return settle(tables, *before, &*before);
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
  entity.closing = false;
  entity.seen = Seen::unknown;
  entity.was.reset();
  entity.was_reason.clear();
}

void remember_place(const Entity& known, Entity& entity) {
  if (!may_be_at_linkedin(known)) return;
  entity.former = known.former;
  // A child that has not left its former parent is nowhere else.
  const bool elsewhere = is_child(known.row.key.kind) && !known.former.empty();
  for (const RecordKey& parent : known.parents) {
    // A job never leaves LinkedIn, whoever names it.
    if (elsewhere || parent.kind == RecordKind::job) continue;
    if (!named_in(entity.former, parent)) entity.former.push_back(parent);
  }
  std::erase_if(entity.former,
                [&](const RecordKey& parent) { return named_in(entity.parents, parent); });
}

void leave_former(const Entity& known, Entity& entity) {
  if (!is_child(entity.row.key.kind) || entity.former.empty()) return;
  if (gone_or_going(entity.row.state)) return;
  // A withdrawal under way is not begun anew.
  if (known.row.state == EntityState::withdrawing) {
    entity.row.wanted = known.row.wanted;
    entity.attempts = known.attempts;
    entity.retry_at = known.retry_at;
  }
  entity.row.state = EntityState::withdrawing;
  entity.row.reason = moved_reason;
  entity.resend = false;
}

void come_back(Tables& tables, Entity& entity) {
  const std::optional<Payload> kept = tables.payloads.find(entity.row.key);
  if (!kept || kept->version != entity.row.wanted) {
    entity.row.digest = {};
    return tables.rereads.ask(entity.row.key);
  }
  entity.row.wanted += 1;
  place_under(standing_under(tables, entity.parents), entity);
  tables.payloads.put(entity.row.key, entity.row.wanted, kept->content);
}

void settle(Tables& tables, const Entity& decided, const Entity* before) {
  Entity entity = decided;
  if (!may_be_at_linkedin(entity)) entity.former.clear();
  if (left_behind(tables, entity)) {
    turn_away(entity, std::string(parent_withheld), EntityState::withdrawn);
  }
  tables.entities.put(entity, before);
  const std::vector<RecordKey> none;
  tables.links.set(entity.row.key, entity.parents, before ? before->parents : none);
  tables.links.set_former(entity.row.key, entity.former, before ? before->former : none);
  if (before && !keeps_payload(entity)) tables.payloads.drop(entity.row.key);
  if (gone_for_good(entity)) tables.people.forget(entity.row.key.id);
  if (standing_of(before) == standing_of(&entity)) return;
  for (const RecordKey& child : tables.links.children(entity.row.key)) follow(tables, child);
  for (const RecordKey& child : tables.links.left_under(entity.row.key)) follow(tables, child);
}

void cover_family(Tables& tables, const RecordKey& key, const std::set<std::int64_t>& cases) {
  for (const RecordKey& child : tables.links.children(key)) cover_family(tables, child, cases);
  for (const std::int64_t each : cases) tables.erasures.cover(each, key);
}

void forget(Tables& tables, const Entity& entity) {
  const RecordKey& key = entity.row.key;
  tables.entities.drop(entity);
  tables.links.set(key, {}, entity.parents);
  tables.links.set_former(key, {}, entity.former);
  tables.payloads.drop(key);
  tables.rereads.settle(key);
  if (key.kind == RecordKind::candidate) tables.people.forget(key.id);
  for (const RecordKey& child : tables.links.children(key)) follow(tables, child);
}

}  // namespace crosswalk::store
