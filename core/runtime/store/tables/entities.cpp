#include "runtime/store/tables/entities.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "runtime/store/tables/parents.hpp"

namespace crosswalk::store {
namespace {

// The numbers of EntityState stand in these statements; store_port.hpp keeps them for ever:
// 1 ready, 2 waiting, 3 task, 7 withdrawing, 8 withdrawn. Each names its index: a planner that
// took another would read every record of a kind at every look.
constexpr std::string_view any_due_sql =
    "SELECT 1 FROM entity INDEXED BY entity_due WHERE retry_at>0 AND retry_at<=?1 LIMIT 1";
constexpr std::string_view call_due_sql =
    "UPDATE entity INDEXED BY entity_due SET retry_at=0, lane=?2 WHERE retry_at>0 AND retry_at<=?1 "
    "AND kind=?3 "
    "AND CASE WHEN task IS NOT NULL THEN 3 WHEN state=1 THEN CASE resend WHEN 1 THEN 5 ELSE 1 END "
    "WHEN state=7 THEN 2 ELSE 0 END=?2";
constexpr std::string_view next_due_sql =
    "SELECT min(retry_at) FROM entity INDEXED BY entity_due WHERE retry_at>0 AND retry_at>?2 AND "
    "retry_at<?1 "
    "AND (task IS NOT NULL OR state IN (1, 7))";
constexpr std::string_view stamp_sql =
    "UPDATE entity SET mark=?3, policy=?5, "
    "lane=CASE WHEN lane<>4 THEN lane WHEN resend=1 THEN 5 ELSE 1 END, "
    "source=CASE WHEN ?4=0 THEN source ELSE ?4 END WHERE kind=?1 AND id=?2 AND mark<>?3";
constexpr std::string_view set_aside_sql =
    "UPDATE entity INDEXED BY entity_lane "
    "SET lane=CASE WHEN policy<>?1 THEN 4 WHEN resend=1 THEN 5 ELSE 1 END "
    "WHERE lane>0 AND lane IN (1, 4, 5)";
constexpr std::string_view absent_sql =
    "SELECT id FROM entity WHERE kind=?1 AND source IN (0, ?2) AND mark<?3 "
    "AND state NOT IN (7, 8) AND (sent>0 OR unproven=1 OR state IN (1, 3) "
    "OR (state=2 AND reason<>'parent_unknown')) ORDER BY id";
constexpr std::string_view unsent_sql =
    "SELECT id FROM entity WHERE kind=?1 AND source IN (0, ?2) AND mark<?3 "
    "AND (state NOT IN (1, 2, 3, 7, 8) OR (state=2 AND reason='parent_unknown')) "
    "AND sent=0 AND unproven=0 ORDER BY id";
constexpr std::string_view known_sql =
    "SELECT count(*) FROM entity WHERE kind=?1 "
    "AND state<>8 AND (sent>0 OR unproven=1 OR state IN (1, 3, 7) "
    "OR (state=2 AND reason<>'parent_unknown'))";
constexpr std::string_view unidentified_sql =
    "SELECT 1 FROM entity INDEXED BY entity_unidentified WHERE kind=1 AND identified=0 "
    "AND erased IN (0, 2) AND state<>8 AND (sent>0 OR unproven=1 OR state IN (1, 3, 7)) LIMIT 1";

// Of the column `erased`.
constexpr std::int64_t erased_bit = 1;
constexpr std::int64_t took_erased_bit = 2;

// Of the column `exposed`.
constexpr std::int64_t exposed_bit = 1;
constexpr std::int64_t closing_bit = 2;
constexpr std::int64_t maybe_exposed_bit = 4;
constexpr int seen_shift = 3;

std::int64_t exposure_of(const Entity& entity) {
  return (entity.exposed ? exposed_bit : 0) | (entity.closing ? closing_bit : 0) |
         (entity.maybe_exposed ? maybe_exposed_bit : 0) |
         (static_cast<std::int64_t>(entity.seen) << seen_shift);
}

std::int64_t number_of(RecordKind kind) { return static_cast<std::int64_t>(kind); }

std::string_view view_of(const RecordDigest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Lane lane_of(const Entity& entity) {
  if (to_ms(entity.retry_at) > 0) return Lane::none;
  if (!entity.task.empty()) return Lane::ask;
  if (entity.row.state == EntityState::ready) return entity.resend ? Lane::resync : Lane::send;
  return entity.row.state == EntityState::withdrawing ? Lane::withdraw : Lane::none;
}

bool may_be_at_linkedin(const Entity& entity) {
  const EntityState state = entity.row.state;
  if (state == EntityState::withdrawn) return false;
  return entity.row.sent > 0 || entity.unproven || state == EntityState::ready ||
         state == EntityState::task || state == EntityState::withdrawing;
}

bool orphaned(const Entity& entity) {
  return entity.row.state == EntityState::waiting && entity.row.reason == unknown_parent &&
         entity.row.sent == 0 && !entity.unproven;
}

Entities::Entities(Database& database, Census& tally)
    : census_(tally),
      find_(database,
            "SELECT wanted, sent, state, mark, sent_mark, attempts, retry_at, unproven, source, "
            "policy, digest, reason, parents, task, was, was_reason, recent, erased, resend, "
            "identified, former, exposed FROM entity "
            "WHERE kind=?1 AND id=?2"),
      insert_(database,
              "INSERT INTO entity(kind, id, wanted, sent, state, lane, mark, sent_mark, "
              "attempts, retry_at, unproven, source, policy, digest, reason, parents, task, was, "
              "was_reason, parent, recent, erased, resend, identified, former, exposed) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
              "?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)"),
      update_(database,
              "UPDATE entity SET wanted=?3, sent=?4, state=?5, lane=?6, mark=?7, sent_mark=?8, "
              "attempts=?9, retry_at=?10, unproven=?11, source=?12, policy=?13, digest=?14, "
              "reason=?15, parents=?16, task=?17, was=?18, was_reason=?19, parent=?20, "
              "recent=?21, erased=?22, resend=?23, identified=?24, former=?25, exposed=?26 "
              "WHERE kind=?1 AND id=?2"),
      stamp_(database, stamp_sql),
      any_due_(database, any_due_sql),
      call_due_(database, call_due_sql),
      unpark_(
          database,
          "UPDATE entity INDEXED BY entity_due SET retry_at=1 WHERE retry_at>0 AND retry_at=?1"),
      queued_(
          database,
          "SELECT id, wanted, attempts, task, state, policy, sent, exposed FROM entity INDEXED BY "
          "entity_lane "
          "WHERE lane>0 AND lane=?1 AND kind=?2 AND id>?3 ORDER BY id LIMIT ?4"),
      next_due_(database, next_due_sql),
      set_aside_(database, set_aside_sql),
      absent_(database, absent_sql),
      unsent_(database, unsent_sql),
      drop_(database, "DELETE FROM entity WHERE kind=?1 AND id=?2"),
      known_(database, known_sql),
      open_(database, "SELECT id FROM entity WHERE kind=?1 AND sent>0 AND state IN (1, 3, 4)"),
      unidentified_(database, unidentified_sql) {}

std::optional<Entity> Entities::find(const RecordKey& key) {
  find_.bind(1, number_of(key.kind)).bind(2, key.id);
  if (!find_.step()) return std::nullopt;
  std::optional<Entity> entity(std::in_place);
  entity->row.key = key;
  entity->row.wanted = find_.number(0);
  entity->row.sent = find_.number(1);
  entity->row.state = static_cast<EntityState>(find_.integer(2));
  entity->mark = find_.number(3);
  entity->sent_mark = find_.number(4);
  entity->attempts = find_.number(5);
  entity->retry_at = from_ms(find_.integer(6));
  entity->unproven = find_.integer(7) != 0;
  entity->source = find_.number(8);
  entity->row.policy = static_cast<std::uint64_t>(find_.integer(9));
  const std::string_view digest = find_.bytes(10);
  if (digest.size() == entity->row.digest.size()) {
    std::memcpy(entity->row.digest.data(), digest.data(), digest.size());
  }
  entity->row.reason = find_.text(11);
  entity->parents = decode_parents(find_.bytes(12));
  entity->task = find_.text(13);
  if (!find_.is_null(14)) entity->was = static_cast<EntityState>(find_.integer(14));
  entity->was_reason = find_.text(15);
  entity->recent = from_ms(find_.integer(16));
  entity->erased = (find_.integer(17) & erased_bit) != 0;
  entity->took_erased = (find_.integer(17) & took_erased_bit) != 0;
  entity->resend = find_.integer(18) != 0;
  entity->identified = find_.integer(19) != 0;
  entity->former = decode_parents(find_.bytes(20));
  entity->exposed = (find_.integer(21) & exposed_bit) != 0;
  entity->closing = (find_.integer(21) & closing_bit) != 0;
  entity->maybe_exposed = (find_.integer(21) & maybe_exposed_bit) != 0;
  entity->seen = static_cast<Seen>(find_.integer(21) >> seen_shift);
  find_.reset();
  return entity;
}

void Entities::bind(Statement& statement, const Entity& entity, const std::string& parents) {
  const EntityRow& row = entity.row;
  statement.bind(1, number_of(row.key.kind)).bind(2, row.key.id).bind(3, row.wanted);
  statement.bind(4, row.sent).bind(5, static_cast<std::int64_t>(row.state));
  statement.bind(6, static_cast<std::int64_t>(lane_of(entity))).bind(7, entity.mark);
  statement.bind(8, entity.sent_mark).bind(9, entity.attempts);
  statement.bind(10, to_ms(entity.retry_at)).bind(11, entity.unproven ? 1 : 0);
  statement.bind(12, entity.source).bind(13, static_cast<std::int64_t>(row.policy));
  statement.bind_bytes(14, view_of(row.digest)).bind(15, std::string_view(row.reason));
  parents.empty() ? statement.bind_null(16) : statement.bind_bytes(16, parents);
  entity.task.empty() ? statement.bind_null(17) : statement.bind(17, entity.task);
  if (entity.was) {
    statement.bind(18, static_cast<std::int64_t>(*entity.was)).bind(19, entity.was_reason);
  } else {
    statement.bind_null(18).bind_null(19);
  }
  const bool waits = row.state == EntityState::waiting && row.reason == unknown_parent;
  if (is_child(row.key.kind) && !entity.parents.empty() && !waits) {
    // LinkedIn is asked where it has it.
    statement.bind(20, (entity.former.empty() ? entity.parents : entity.former).front().id);
  } else {
    statement.bind_null(20);
  }
  statement.bind(21, to_ms(entity.recent))
      .bind(22, (entity.erased ? erased_bit : 0) | (entity.took_erased ? took_erased_bit : 0));
  statement.bind(23, entity.resend ? 1 : 0).bind(24, entity.identified ? 1 : 0);
  statement.bind(26, exposure_of(entity));
}

void Entities::put(const Entity& entity, const Entity* before) {
  const std::string parents = encode_parents(entity.parents);
  Statement& statement = before ? update_ : insert_;
  const std::string former = encode_parents(entity.former);
  bind(statement, entity, parents);
  former.empty() ? statement.bind_null(25) : statement.bind_bytes(25, former);
  statement.run();
  if (before) census_.count(before->row, -1);
  census_.count(entity.row, 1);
}

bool Entities::stamp(const RecordKey& key, std::uint32_t mark, std::uint32_t source,
                     std::uint64_t policy) {
  stamp_.bind(1, number_of(key.kind)).bind(2, key.id).bind(3, mark).bind(4, source);
  stamp_.bind(5, static_cast<std::int64_t>(policy));
  stamp_.run();
  return stamp_.changed() > 0;
}

void Entities::unpark() { unpark_.bind(1, to_ms(parked)).run(); }

// Mostly nobody is due, and a statement that changes the index it walks sets a table up first.
void Entities::call_due(Lane lane, RecordKind kind, Instant now) {
  const bool any = any_due_.bind(1, to_ms(now)).step();
  any_due_.reset();
  if (!any) return;
  call_due_.bind(1, to_ms(now)).bind(2, static_cast<std::int64_t>(lane));
  call_due_.bind(3, number_of(kind)).run();
}

std::vector<Taken> Entities::queued(Lane lane, RecordKind kind, std::string_view after,
                                    std::uint32_t limit) {
  std::vector<Taken> found;
  queued_.bind(1, static_cast<std::int64_t>(lane)).bind(2, number_of(kind));
  queued_.bind(3, after).bind(4, limit);
  while (queued_.step()) {
    found.push_back({std::string(queued_.text(0)), queued_.number(1), queued_.number(2),
                     std::string(queued_.text(3)), static_cast<EntityState>(queued_.integer(4)),
                     static_cast<std::uint64_t>(queued_.integer(5)), queued_.integer(6) > 0,
                     (queued_.integer(7) & exposed_bit) != 0,
                     (queued_.integer(7) & maybe_exposed_bit) != 0});
  }
  return found;
}

void Entities::set_aside(std::uint64_t policy) {
  set_aside_.bind(1, static_cast<std::int64_t>(policy)).run();
}

std::optional<Instant> Entities::next_due(Instant after) {
  next_due_.bind(1, to_ms(parked)).bind(2, to_ms(after));
  if (!next_due_.step()) return std::nullopt;
  std::optional<Instant> at;
  if (!next_due_.is_null(0)) at = from_ms(next_due_.integer(0));
  next_due_.reset();
  return at;
}

std::vector<std::string> Entities::absent(RecordKind kind, std::uint32_t source,
                                          std::uint32_t mark) {
  std::vector<std::string> ids;
  absent_.bind(1, number_of(kind)).bind(2, source).bind(3, mark);
  while (absent_.step()) ids.emplace_back(absent_.text(0));
  return ids;
}

std::vector<std::string> Entities::unsent(RecordKind kind, std::uint32_t source,
                                          std::uint32_t mark) {
  std::vector<std::string> ids;
  unsent_.bind(1, number_of(kind)).bind(2, source).bind(3, mark);
  while (unsent_.step()) ids.emplace_back(unsent_.text(0));
  return ids;
}

void Entities::drop(const Entity& entity) {
  drop_.bind(1, number_of(entity.row.key.kind)).bind(2, entity.row.key.id).run();
  census_.count(entity.row, -1);
}

bool Entities::any_unidentified() {
  const bool found = unidentified_.step();
  unidentified_.reset();
  return found;
}

std::vector<std::string> Entities::open(RecordKind kind) {
  std::vector<std::string> ids;
  open_.bind(1, number_of(kind));
  while (open_.step()) ids.emplace_back(open_.text(0));
  return ids;
}

std::uint64_t Entities::known(RecordKind kind) {
  known_.bind(1, number_of(kind));
  const std::uint64_t count = known_.step() ? static_cast<std::uint64_t>(known_.integer(0)) : 0;
  known_.reset();
  return count;
}

}  // namespace crosswalk::store
