#include "runtime/store/tables/links.hpp"

namespace crosswalk::store {
namespace {

// The states by number: 1 ready, 3 task, 7 withdrawing, 8 withdrawn.
constexpr std::string_view holds_back_sql =
    "SELECT 1 FROM link JOIN entity USING(kind, id) WHERE parent_kind=?1 AND link.parent=?2 "
    "AND state<>8 AND (sent>0 OR unproven=1 OR state IN (1, 3, 7)) LIMIT 1";

void replace(Statement& add, Statement& drop, const RecordKey& child,
             const std::vector<RecordKey>& parents, const std::vector<RecordKey>& before,
             bool former) {
  if (parents == before) return;
  const auto run = [&](Statement& statement, const RecordKey& parent) {
    statement.bind(1, static_cast<std::int64_t>(parent.kind)).bind(2, parent.id);
    statement.bind(3, static_cast<std::int64_t>(child.kind)).bind(4, child.id);
    statement.bind(5, former ? 1 : 0).run();
  };
  for (const RecordKey& parent : before) run(drop, parent);
  for (const RecordKey& parent : parents) run(add, parent);
}

}  // namespace

Links::Links(Database& database)
    : add_(database,
           "INSERT INTO link(parent_kind, parent, kind, id, former) VALUES(?1, ?2, ?3, ?4, ?5) "
           "ON CONFLICT DO UPDATE SET former=?5"),
      drop_(database,
            "DELETE FROM link WHERE parent_kind=?1 AND parent=?2 AND kind=?3 AND id=?4 "
            "AND former=?5"),
      children_(database,
                "SELECT kind, id FROM link WHERE parent_kind=?1 AND parent=?2 AND former=?3 "
                "ORDER BY kind, id"),
      holds_back_(database, holds_back_sql) {}

void Links::set(const RecordKey& child, const std::vector<RecordKey>& parents,
                const std::vector<RecordKey>& before) {
  replace(add_, drop_, child, parents, before, false);
}

void Links::set_former(const RecordKey& child, const std::vector<RecordKey>& former,
                       const std::vector<RecordKey>& before) {
  replace(add_, drop_, child, former, before, true);
}

std::vector<RecordKey> Links::keys_of(const RecordKey& parent, bool former) {
  std::vector<RecordKey> keys;
  children_.bind(1, static_cast<std::int64_t>(parent.kind)).bind(2, parent.id);
  children_.bind(3, former ? 1 : 0);
  while (children_.step()) {
    keys.push_back({static_cast<RecordKind>(children_.integer(0)), std::string(children_.text(1))});
  }
  return keys;
}

std::vector<RecordKey> Links::children(const RecordKey& parent) { return keys_of(parent, false); }

std::vector<RecordKey> Links::left_under(const RecordKey& parent) { return keys_of(parent, true); }

bool Links::holds_back(const RecordKey& parent) {
  holds_back_.bind(1, static_cast<std::int64_t>(parent.kind)).bind(2, parent.id);
  const bool found = holds_back_.step();
  holds_back_.reset();
  return found;
}

}  // namespace crosswalk::store
