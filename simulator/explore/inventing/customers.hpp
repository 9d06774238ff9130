#pragma once

/// \file
/// The customers of an invented scenario: their worlds, accounts, products and policies. What two
/// of them share, the one LinkedIn, is drawn once.

#include <vector>

#include "explore/chance.hpp"
#include "explore/swarm.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// One to three of them, mostly one.
std::vector<TenantSpec> invent_customers(const Chance& chance, const Swarm& swarm);

/// A policy other than the usual one, which that customer's connector and account can follow.
TenantPolicy invent_policy(const Chance& chance, const TenantSpec& tenant);

/// Shares of odd records; each of them may be none.
Oddities invent_oddities(const Chance& chance);

/// An account without anything odd.
Oddities nothing_odd();

}  // namespace crosswalk::sim::explore
