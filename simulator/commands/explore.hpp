#pragma once

/// \file
/// `crosswalk-sim explore`: scenarios that nobody wrote, one for each seed, played on virtual time.
/// One that fails is made small, told in a few lines and left as a file that plays it again.

#include <cstdint>
#include <string>

#include "scenario/installation.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

struct ExploreWords {
  Programs programs;
  std::uint64_t seeds = 300;
  std::uint64_t from = 1;
  std::string out = ".";  ///< Where files of failures are written.
  std::string families;   ///< Of faults, with commas between; empty: all.
  bool json = false;
  bool keeps_going = false;
  std::uint64_t shrink_runs = 600;
};

/// Declares the options; `words` outlives `explore`.
void declare_explore(CLI::App& explore, ExploreWords& words);

/// 0 when every seed held, 1 when one did not, 2 for what cannot be understood or written.
int run_explore(ExploreWords& words);

}  // namespace crosswalk::sim
