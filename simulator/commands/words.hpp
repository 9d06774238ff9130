#pragma once

/// \file
/// What the commands of crosswalk-sim share: how they end, and where the product's programs are.
/// Each command declares its options on a CLI::App of its own and is run after parsing; both are
/// told of the same settings.

#include <string>
#include <vector>

#include "scenario/installation.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

inline constexpr int exit_good = 0;
inline constexpr int exit_needs_you = 1;  ///< It ran, and something is to be looked at.
inline constexpr int exit_usage = 2;      ///< What was asked for cannot be understood.

/// Options for the places of the product; where nothing is said they are looked for beside this
/// program.
void declare_programs(CLI::App& command, Programs& programs);

/// Fills in what was not said and makes every path absolute. False, with a line on standard error,
/// when the product is in neither place.
bool find_programs(Programs& programs);

/// What was meant by the first word or option that nobody knows; empty when it is another mistake.
std::string mistyped(const CLI::App& app, int argc, char** argv);

/// "crosswalk-sim: WHAT", on standard error; gives exit_usage.
int wrong_usage(const std::string& what);

}  // namespace crosswalk::sim
