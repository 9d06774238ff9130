#pragma once

/// \file
/// How far each object has been read, and the lookups read along. Both can hold a vendor's own
/// text (a next link, the names of colleagues), so that part is sealed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Cursors {
 public:
  /// Borrows both for its life.
  Cursors(Database& database, Sealer& sealer);

  /// Writes a cursor whole and answers the number its object has in this store.
  std::uint32_t put(const Cursor& cursor);

  /// The number of an object; nothing when it was never read.
  std::optional<std::uint32_t> number_of(std::string_view object);

  std::vector<Cursor> all();

  /// The object's next reading is a whole one; a walk under way is not resumed.
  void doubt(std::string_view object);

  /// The highest mark any page or outcome carried; raise() keeps the higher.
  std::uint32_t last_mark();
  void raise_mark(std::uint32_t mark);

  /// What is used of LinkedIn's day; put() keeps the later day.
  DayUse used();
  void put(const DayUse& used);

  void put(const StoredLookup& lookup);
  std::vector<StoredLookup> lookups();

 private:
  Database& database_;
  Sealer& sealer_;
  Statement put_, number_, all_, doubt_, put_lookup_, lookups_, last_mark_, raise_mark_, used_,
      put_used_;
};

}  // namespace crosswalk::store
