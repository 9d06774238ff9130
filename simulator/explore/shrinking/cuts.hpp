#pragma once

/// \file
/// Every way in which a scenario can be made smaller or plainer by one thing. A cut that changes
/// nothing, or leaves a scenario that cannot be read back, is not offered.

#include <string>
#include <vector>

#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// The scenario without several steps that stand together, half of them, a quarter, down to one;
/// larger pieces first.
std::vector<Scenario> fewer_steps(const Scenario& scenario);
/// Without all faults, or without one of them.
std::vector<Scenario> fewer_faults(const Scenario& scenario);
/// Without one of the tenants.
std::vector<Scenario> fewer_tenants(const Scenario& scenario);
/// With fewer people and jobs, without oddities, quirks, policies and products.
std::vector<Scenario> plainer_tenants(const Scenario& scenario);
/// With steps that do less: shorter pauses, fewer records, nothing kept that nobody uses.
std::vector<Scenario> plainer_steps(const Scenario& scenario);
/// With faults that strike by plainer triggers.
std::vector<Scenario> plainer_faults(const Scenario& scenario);

}  // namespace crosswalk::sim::explore
