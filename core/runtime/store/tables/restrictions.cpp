#include "runtime/store/tables/restrictions.hpp"

namespace crosswalk::store {
namespace {

// The numbers of EntityState, as in entities.cpp: 1 ready, 2 waiting, 3 task, 7 withdrawing,
// 8 withdrawn, 9 restricted. Who moves to another parent leaves LinkedIn to come back.
constexpr std::string_view shared_sql =
    "SELECT id FROM entity WHERE kind=?1 AND id>?2 AND state<>8 AND (state<>7 OR reason='moved') "
    "AND (sent>0 OR unproven=1 OR state IN (1, 3, 7, 9) OR (state=2 AND reason<>'parent_unknown')) "
    "ORDER BY id LIMIT ?3";
constexpr std::string_view undecided_sql =
    "SELECT id FROM entity WHERE kind=?1 AND id>?2 AND state<>8 AND (state<>7 OR reason='moved') "
    "AND (sent>0 OR unproven=1 OR state IN (1, 3, 7, 9) OR (state=2 AND reason<>'parent_unknown')) "
    "AND policy<>?4 "
    "AND EXISTS(SELECT 1 FROM restriction AS now WHERE now.policy=?4 AND now.kind=?1 "
    "AND NOT EXISTS(SELECT 1 FROM restriction AS old WHERE old.policy=entity.policy "
    "AND old.kind=?1 AND old.choice=now.choice)) "
    "ORDER BY id LIMIT ?3";

std::vector<std::string> ids_of(Statement& statement) {
  std::vector<std::string> ids;
  while (statement.step()) ids.emplace_back(statement.text(0));
  return ids;
}

}  // namespace

Restrictions::Restrictions(Database& database)
    : keep_(database,
            "INSERT INTO restriction(policy, kind, choice) VALUES(?1, ?2, ?3) "
            "ON CONFLICT DO NOTHING"),
      shared_(database, shared_sql),
      undecided_(database, undecided_sql) {}

void Restrictions::keep(std::uint64_t policy, const std::vector<Restriction>& restrictions) {
  for (const Restriction& each : restrictions) {
    keep_.bind(1, static_cast<std::int64_t>(policy)).bind(2, static_cast<std::int64_t>(each.kind));
    keep_.bind(3, static_cast<std::int64_t>(each.choice)).run();
  }
}

std::vector<std::string> Restrictions::shared(RecordKind kind, std::string_view after,
                                              std::uint32_t limit) {
  shared_.bind(1, static_cast<std::int64_t>(kind)).bind(2, after).bind(3, limit);
  return ids_of(shared_);
}

std::vector<std::string> Restrictions::undecided(RecordKind kind, std::uint64_t policy,
                                                 std::string_view after, std::uint32_t limit) {
  undecided_.bind(1, static_cast<std::int64_t>(kind)).bind(2, after).bind(3, limit);
  undecided_.bind(4, static_cast<std::int64_t>(policy));
  return ids_of(undecided_);
}

}  // namespace crosswalk::store
