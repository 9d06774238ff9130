#pragma once

/// \file
/// What happened, for a person who has a minute: the world, the few steps, what went wrong at the
/// peers, what broke, and how to see it again.

#include <cstddef>
#include <string>

#include "history/history.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

inline constexpr std::size_t story_lines_max = 25;
inline constexpr std::size_t story_columns_max = 160;

/// At most story_lines_max lines, each ended; what does not fit is counted in one of them. `replay`
/// is the command that plays it again. Names nobody: kinds, ids and numbers only.
std::string story(const Scenario& scenario, const History& history, const std::string& replay);

}  // namespace crosswalk::sim::explore
