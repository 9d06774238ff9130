#pragma once

/// \file
/// How far a peer's limit is used up, for whoever looks at it. A peer counts by windows of its own;
/// what is told here is the window that is open at the moment asked about.

#include <cstdint>
#include <string>

#include "base/instant.hpp"

namespace crosswalk::sim {

/// One limit in its present window.
struct Usage {
  std::string what;         ///< "Harvest v3", "atsCandidates".
  std::string counted;      ///< "requests", "records", "exports".
  std::uint64_t used = 0;   ///< In this window.
  std::uint64_t limit = 0;  ///< 0: there is none.
  Instant resets_at{};      ///< When the next window begins.
};

}  // namespace crosswalk::sim
