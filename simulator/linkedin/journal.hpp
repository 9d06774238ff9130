#pragma once

/// \file
/// What the ledger accepted, in order, so that whoever looks again reads on from where they
/// stopped instead of comparing everything. It never shrinks, so it is kept on request only
/// (LinkedInOptions::journal) and not by a simulator that serves for days.

#include <cstdint>
#include <string>
#include <string_view>

#include "linkedin/entity.hpp"

namespace crosswalk::sim {

/// One thing that was done to an entity of one organization.
struct JournalEntry {
  enum class Deed : std::uint8_t {
    asked,   ///< A job's task was opened; whether it is carried out is another question.
    put,     ///< A write was accepted.
    linked,  ///< Another member was matched by hand, or none any more.
    erased   ///< Deleted, or gone along with what it hung on.
  };

  EntityKind kind = EntityKind::job;
  Deed deed = Deed::put;
  bool changed = false;      ///< LinkedIn is another than before.
  bool closed = false;       ///< Of a job that was put: CLOSED.
  bool shown = false;        ///< Of a job that was put: PUBLIC, and LinkedIn did not have it so.
  bool early = false;        ///< Put before what it hangs on was ever accepted, or asked for; of a
                             ///< candidate that is erased: before what hangs on it.
  Instant at{};              ///< Of a job: when its task was carried out,
  Instant asked{};           ///< and when that was asked for.
  std::uint64_t digest = 0;  ///< Of the content that was put, by content_digest(); never 0.
  std::string key;           ///< As in the ledger: "ID", "PARENT\nID".
};

/// Equal for contents that differ at most in the order of the objects inside them, which means
/// nothing where LinkedIn has lists of them.
std::uint64_t content_digest(std::string_view content);

}  // namespace crosswalk::sim
