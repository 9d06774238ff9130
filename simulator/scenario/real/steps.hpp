#pragma once

/// \file
/// One step on the real stage: what the product does is asked for by its own commands, what people
/// do at the peers happens there.

#include "scenario/real/real_stage.hpp"

namespace crosswalk::sim::real {

/// Plays the step to the end where it waits; its captured values are filled in.
StepResult play_step(RealStage& stage, const Step& step);

}  // namespace crosswalk::sim::real
