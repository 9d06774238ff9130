#pragma once

/// \file
/// What goes wrong in an invented scenario. Each fault either ends by itself, with the attempts it
/// strikes or the hours it is for, or is one that a run gets on with; all of them end before the
/// last steps, because only then can anybody ask that both sides agree.

#include <vector>

#include "explore/chance.hpp"
#include "explore/swarm.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// One or two faults of each family that the seed may use, each where one of the customers meets
/// it. Ids are made of the family and a number.
std::vector<FaultRule> invent_mishaps(const Chance& chance, const Swarm& swarm,
                                      const std::vector<TenantSpec>& tenants);

}  // namespace crosswalk::sim::explore
