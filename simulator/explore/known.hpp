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

/// A merge at the vendor may take the notes and applications of who is gone along at LinkedIn, or
/// leave them behind there.
inline constexpr bool invents_merges = false;

/// A job that is PUBLIC at LinkedIn becomes private after it was closed only, and a product whose
/// policy says so later does not close it.
inline constexpr bool invents_private_after_public = false;

/// Several tenants under a limit of records a minute: one tenant's breaches are counted at all.
inline constexpr bool invents_limits_for_several = false;

/// Whether the words of a step that failed say that the world or LinkedIn had nobody it could be
/// done to. Such a step is taken out and the seed played again: nobody knows beforehand whom a
/// fault has kept away.
bool could_not_be_done(std::string_view words);

}  // namespace crosswalk::sim::explore
