#pragma once

/// \file
/// What is known to be beyond the product's promise, or open in it, and is therefore not invented
/// as something that it must survive. Each line is a switch: take one away, and explore looks there
/// again.

#include <string_view>

#include "faults/kinds.hpp"

namespace crosswalk::sim::explore {

/// Whether faults of that kind are left out at that endpoint or pattern.
bool is_known(FaultKind kind, std::string_view place);

/// Whether a step that failed with these words could not be done to anybody: it is taken out and
/// the seed played again, because nobody knows beforehand whom a fault has kept away.
bool could_not_be_done(std::string_view words);

// Open: a merge at the vendor may take what hangs on who is gone along at LinkedIn.
inline constexpr bool invents_merges = false;

// Open: LinkedIn makes a PUBLIC job private only after it was closed, and nobody closes it.
inline constexpr bool invents_private_after_public = false;

// Open: an empty page that leads to itself is asked for 200,000 times before it is noticed.
inline constexpr bool invents_lasting_loops = false;

// Open: where a vendor tells no history, stages of the past stay when they are withheld later, and
// those of people who are shared later come with the second full sync.
inline constexpr bool invents_stages_decided_later = false;

// Open: limits of records a minute under several tenants, whose breaches are counted together.
inline constexpr bool invents_limits_for_several = false;

}  // namespace crosswalk::sim::explore
