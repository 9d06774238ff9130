#pragma once

/// \file
/// The kinds of record a world has, as words for requests and for the list of those who left.

#include <optional>
#include <span>
#include <string_view>

#include "world/table.hpp"

namespace crosswalk::sim {

/// In the order of tables: what others refer to comes before what refers to it.
enum class Kind {
  department,
  office,
  user,
  source,
  rejection_reason,
  job,
  job_stage,
  job_post,
  candidate,
  application,
  application_stage,
  rejection_detail,
  note,
  job_attribute,
  scorecard,
  scorecard_attribute
};

/// How a record left: for good, emptied of what tells who it was, or into another of its kind.
enum class Departure { deleted, anonymised, merged };

/// Somebody was deleted or emptied. The list is in order of time and never shrinks.
struct Tombstone {
  Kind kind = Kind::candidate;
  Id id = 0;  ///< Nobody else gets it.
  Departure how = Departure::deleted;
  Instant at{};  ///< Nothing of it may be shown from here on.
  Id into = 0;   ///< Of a merged one: who has its applications now.
};

/// What was done to a record.
enum class Deed { inserted, edited, advanced, hired, rejected, anonymised, merged, deleted };

/// One entry of the world's diary, which begins when its history ends and never shrinks. Whoever
/// tells others what happened reads on from where they stopped.
struct Change {
  Kind kind = Kind::candidate;
  Id id = 0;
  Deed deed = Deed::edited;
  Instant at{};
  /// Of a merge: the survivor. Of a record that only went along with another: that one.
  Id other = 0;
};

/// The words of requests and reports: "job_post", "candidate". Nothing for an unknown word, and
/// never an empty word for a kind.
std::optional<Kind> kind_of(std::string_view word);
std::string_view word_of(Kind kind);
/// All of them, in the order of Kind.
std::span<const std::string_view> kind_words();

}  // namespace crosswalk::sim
