#pragma once

/// \file
/// What an answer must be like before anything is done with it, whoever gave it. A worker runs
/// code of somebody else's: it may lie about what a vendor said, but it cannot make the host send
/// what no manifest can say, and it writes only where a write was asked for.

#include "base/result.hpp"
#include "engine/engine.hpp"

namespace crosswalk {

/// Whether an answer is sound in itself: each request has a method, a target and headers without
/// control characters; each id is one a record may have; a webhook tells of at most signals_max
/// records, and of candidates alone that they went into another; what was not ok names nobody. Else
/// invalid_input, quoting nothing.
Result<Done> check_answer(const Answer& answer);

/// Whether the answer is what the step asks for: of its kind; one request for a PlanWrite; and
/// nothing but GET for any other step.
bool answers(const Step& step, const Answer& answer);

}  // namespace crosswalk
