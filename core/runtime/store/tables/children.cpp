#include "runtime/store/tables/children.hpp"

#include <algorithm>

namespace crosswalk::store {
namespace {

// The states and lanes by number: state 1 ready, 2 waiting, 7 withdrawing. The terms of each
// index's own condition are repeated word for word, or the planner would not take it.
constexpr std::string_view newest_sql =
    "SELECT id, parent, wanted, attempts, state, policy, sent FROM entity "
    "INDEXED BY entity_newest WHERE kind=?1 AND kind>=3 AND lane<>0 AND lane=?2 "
    "ORDER BY recent DESC, id";
constexpr std::string_view of_parent_sql =
    "SELECT id, parent, wanted, attempts, state, policy, sent FROM entity "
    "INDEXED BY entity_family WHERE kind=?1 AND kind>=3 "
    "AND (state=1 OR state=2 OR state=7) AND parent=?3 AND lane=?2 ORDER BY recent DESC, id";
constexpr std::string_view batches_sql =
    "SELECT total((waiting+99)/100) FROM (SELECT count(*) AS waiting FROM entity "
    "INDEXED BY entity_family WHERE kind=?1 AND kind>=3 "
    "AND (state=1 OR state=2 OR state=7) AND state<>7 AND parent IS NOT NULL GROUP BY parent)";

std::vector<TakenChild> read(Statement& statement, const ChildrenAsked& asked, std::size_t limit) {
  statement.bind(1, static_cast<std::int64_t>(asked.kind));
  statement.bind(2, static_cast<std::int64_t>(asked.lane));
  std::vector<TakenChild> found;
  while (found.size() < limit && statement.step()) {
    const auto policy = static_cast<std::uint64_t>(statement.integer(5));
    if (asked.policy && policy != *asked.policy) continue;
    std::string parent(statement.text(1));
    if (std::ranges::binary_search(asked.busy, parent)) continue;
    const Taken taken{.id = std::string(statement.text(0)),
                      .version = statement.number(2),
                      .attempts = statement.number(3),
                      .task = {},
                      .state = static_cast<EntityState>(statement.integer(4)),
                      .policy = policy,
                      .confirmed = statement.integer(6) > 0};
    found.push_back({taken, std::move(parent)});
  }
  statement.reset();
  return found;
}

}  // namespace

Children::Children(Database& database)
    : newest_(database, newest_sql),
      of_parent_(database, of_parent_sql),
      batches_(database, batches_sql) {}

std::vector<TakenChild> Children::newest(const ChildrenAsked& asked, std::size_t limit) {
  return read(newest_, asked, limit);
}

std::vector<TakenChild> Children::of_parent(const ChildrenAsked& asked, std::string_view parent,
                                            std::size_t limit) {
  of_parent_.bind(3, parent);
  return read(of_parent_, asked, limit);
}

std::uint64_t Children::batches(RecordKind kind) {
  batches_.bind(1, static_cast<std::int64_t>(kind));
  const std::int64_t count = batches_.step() ? batches_.integer(0) : 0;
  batches_.reset();
  return static_cast<std::uint64_t>(count);
}

}  // namespace crosswalk::store
