#pragma once

/// \file
/// What every record of a world has, whatever its kind.

#include <cstdint>
#include <string_view>

#include "base/instant.hpp"

namespace crosswalk::sim {

using Id = std::uint64_t;       ///< 0 stands for none.
using Text = std::string_view;  ///< Lives as long as its World.

/// What every record has. created_at never falls as ids rise.
struct Row {
  Id id = 0;
  Instant created_at{};
  Instant updated_at{};
  std::uint32_t revision = 0;  ///< Counts changes: whoever caches a row compares this.
  bool gone = false;           ///< Deleted: neither lists nor ids find it.
};

}  // namespace crosswalk::sim
