#include "runtime/store/tables/census.hpp"

#include <algorithm>

namespace crosswalk::store {

Census::Census(Database& database)
    : add_(database,
           "INSERT INTO tally(kind, state, reason, count) VALUES(?1, ?2, ?3, ?4) "
           "ON CONFLICT DO UPDATE SET count=count+excluded.count"),
      clear_(database, "DELETE FROM tally WHERE count=0"),
      read_(database, "SELECT kind, state, reason, count FROM tally WHERE count>0") {}

void Census::count(const EntityRow& row, int change) {
  const auto same = [&row](const Change& other) {
    return other.kind == row.key.kind && other.state == row.state && other.reason == row.reason;
  };
  const auto found = std::find_if(changes_.begin(), changes_.end(), same);
  if (found != changes_.end()) {
    found->count += change;
  } else {
    changes_.push_back({row.key.kind, row.state, row.reason, change});
  }
}

void Census::write() {
  for (const Change& change : changes_) {
    if (change.count == 0) continue;
    add_.bind(1, static_cast<std::int64_t>(change.kind));
    add_.bind(2, static_cast<std::int64_t>(change.state));
    add_.bind(3, change.reason).bind(4, change.count).run();
  }
  if (!changes_.empty()) clear_.run();
  changes_.clear();
}

void Census::forget() { changes_.clear(); }

std::vector<Counts::Count> Census::counts() {
  std::vector<Counts::Count> counts;
  while (read_.step()) {
    counts.push_back({static_cast<RecordKind>(read_.integer(0)),
                      static_cast<EntityState>(read_.integer(1)), std::string(read_.text(2)),
                      static_cast<std::uint64_t>(read_.integer(3))});
  }
  return counts;
}

}  // namespace crosswalk::store
