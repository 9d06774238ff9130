#pragma once

// A scenario played in this process, with the connectors that were built beside it.

#include "scenario/play.hpp"

namespace crosswalk::sim {

inline History run(const Scenario& scenario) { return run_virtual(scenario, CROSSWALK_CONNECTORS); }

}  // namespace crosswalk::sim
