#pragma once

/// \file
/// What is known to be beyond the product's promise, or open in it, and is therefore not invented.
/// Each line is a switch: take one away, and explore looks there again.

#include <string_view>

#include "faults/kinds.hpp"

namespace crosswalk::sim::explore {

/// Whether faults of that kind are left out at that endpoint or pattern.
bool is_known(FaultKind kind, std::string_view place);

/// Whether a step that failed with these words could not be done to anybody: it is taken out and
/// the seed played again, because nobody knows beforehand whom a fault has kept away.
bool could_not_be_done(std::string_view words);

inline constexpr bool invents_limits_for_several = false;   ///< Breaches are counted together.
inline constexpr bool invents_stages_decided_later = true;  ///< Of vendors that tell no history.

}  // namespace crosswalk::sim::explore
