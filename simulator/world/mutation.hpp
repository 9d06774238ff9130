#pragma once

/// \file
/// A change of the world as a request names it: by words, for scenario files and for the control
/// side of a running simulator. Which records a change without ids falls on follows from the
/// seed and the caller's turn, so a run can be repeated.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

enum class Operation { insert, update, remove, anonymise, advance, reject, close, reopen, merge };

struct Mutation {
  Kind kind = Kind::candidate;
  Operation operation = Operation::update;
  std::vector<Id> ids;      ///< Empty: `count` living records are drawn.
  std::uint32_t count = 1;  ///< Of records drawn or inserted; at most 1,000,000.
  /// What update sets, and what insert sets on the new record: names as in the entity structs,
  /// values as text ("true", "4003"). Update without any makes a small plausible change. Of an
  /// inserted application `candidate_id` and `job_id`, of a post `job_id`, of a note
  /// `candidate_id` or `application_id`, of a scorecard `application_id` say where it belongs; of
  /// a merge `into` says who stays. What is not said is drawn.
  std::vector<std::pair<std::string, std::string>> fields;

  friend bool operator==(const Mutation&, const Mutation&) = default;
};

/// "insert", "update", "delete", "anonymise", "advance", "reject", "close", "reopen",
/// "merge".
std::optional<Operation> operation_of(std::string_view word);
std::span<const std::string_view> operation_words();

/// Makes the change at `at` and returns the ids it touched, in order. invalid_input, and no
/// change, for a field the kind has not, a value that does not fit, an unknown id, an operation
/// the kind does not know, or ids and fields where the operation takes none. `turn` tells equal
/// requests apart.
Result<std::vector<Id>> mutate(World& world, const Mutation& mutation, std::uint64_t turn,
                               Instant at);

}  // namespace crosswalk::sim
