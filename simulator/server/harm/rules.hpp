#pragma once

/// \file
/// Rules of faults as POST /_sim/fault takes them and GET /_sim/faults tells them. Words are those
/// of faults/kinds.hpp; durations are whole milliseconds, as everywhere on the control side.

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "faults/faults.hpp"

namespace crosswalk::sim {

/// Reads {"id":"f1","at":"greenhouse.*.list","do":"status","status":503,"when":{"first":2}}: what
/// `do` takes stands beside it, "when" and "off" are optional. invalid_input names the place and
/// the nearest known word: a kind, an endpoint that does not exist, a member that this kind has
/// not. Ids are not compared with anybody's.
Result<FaultRule> read_rule(const Json& json);

/// {"rules":[{"id":"f1","at":"...","do":"status","family":"refusal","off":false,"fired":3}],
/// "asked":{"greenhouse.jobs.list":12}}
Json account_of(const Faults& faults);

}  // namespace crosswalk::sim
