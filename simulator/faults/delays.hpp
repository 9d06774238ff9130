#pragma once

/// \file
/// How long something takes. What is drawn follows from seed, rule and logical request alone; no
/// delay is longer than a day, whatever a distribution says.

#include "faults/strike.hpp"

namespace crosswalk::sim {

/// The delay of a latency rule for this attempt.
Duration delay_of(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request);

/// What a drifting clock has gained `since` the run began.
Duration drift_of(const FaultDeed& what, Duration since);

}  // namespace crosswalk::sim
