#pragma once

/// \file
/// Taking things out of a scenario so that what is left still says something: with a step go those
/// that use what it kept, with a fault the words that switch it, with a tenant its steps.

#include <cstddef>

#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// Each gives the scenario without the one at that place, which must be there.
Scenario without_step(const Scenario& scenario, std::size_t at);
Scenario without_fault(const Scenario& scenario, std::size_t at);
Scenario without_tenant(const Scenario& scenario, std::size_t at);

/// Says that each fault may also never strike.
void excuse_unfired(Scenario& scenario);

/// Whether its file reads back as the same scenario, so that nothing in it hangs in the air.
bool reads_back(const Scenario& scenario);

}  // namespace crosswalk::sim::explore
