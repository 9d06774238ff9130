#pragma once

/// \file
/// The words of those steps that switch what other parts of a scenario described: faults by their
/// ids, quirks by their own words, and expectations as they stand at the end. Each reuses the words
/// of that part, so that whatever can be set can be set again.

#include <string>
#include <utility>
#include <vector>

#include "language/scenario.hpp"
#include "language/words/section.hpp"

namespace crosswalk::sim::language {

/// `on` and `off`, one of them.
std::vector<Word<Step>> fault_switches();

/// Every word of `expect`.
std::vector<Word<Step>> expectations_of_step();

/// Every word of `quirks`; kept as it was written.
std::vector<Word<Step>> quirk_switches();

}  // namespace crosswalk::sim::language
