#pragma once

/// \file
/// The steps of an invented scenario: a first sync, a few things that happen, and an end at which
/// both sides can be asked to agree. Whatever would make the outcome a matter of opinion is left
/// out, such as a job that closes while somebody is being exported to it.

#include <vector>

#include "explore/chance.hpp"
#include "explore/swarm.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// Of a scenario whose tenants and faults are there. The last steps are last_steps().
std::vector<Step> invent_steps(const Chance& chance, const Swarm& swarm, const Scenario& scenario);

/// Everything that went wrong is over and what it left is set right; then two full syncs with hours
/// between, the second with a person's word that whoever is missing may go.
std::vector<Step> last_steps(const Scenario& scenario);

}  // namespace crosswalk::sim::explore
