#pragma once

/// \file
/// The queues of records that hang on one parent. Their kinds are the many: what rests stands in
/// no index of these, and a queue is read from its newest end.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"
#include "runtime/store/tables/entities.hpp"

namespace crosswalk::store {

struct TakenChild {
  Taken taken;
  std::string parent;
};

/// Which children are asked for.
struct ChildrenAsked {
  RecordKind kind = RecordKind::stage;
  Lane lane = Lane::send;
  std::vector<std::string> busy;        ///< Sorted: none of these parents.
  std::optional<std::uint64_t> policy;  ///< Only what was decided under this one.
};

class Children {
 public:
  explicit Children(Database& database);

  /// The first `limit` of a queue, newest first. What was called due before, see Entities.
  std::vector<TakenChild> newest(const ChildrenAsked& asked, std::size_t limit);

  /// The same of one parent.
  std::vector<TakenChild> of_parent(const ChildrenAsked& asked, std::string_view parent,
                                    std::size_t limit);

  /// Requests of a hundred records and one parent that those ready and waiting take.
  std::uint64_t batches(RecordKind kind);

 private:
  Statement newest_, of_parent_, batches_;
};

}  // namespace crosswalk::store
