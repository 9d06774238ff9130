#pragma once

/// \file
/// What each kind of step does on virtual time.

#include "scenario/virtual/virtual_stage.hpp"

namespace crosswalk::sim {

/// Plays one step for those it is about. An error names what could not be done.
StepResult play_deed(VirtualStage& stage, const Step& step);

/// A new customer: its integration is off at LinkedIn, the product connects and somebody agrees to
/// what is sent. An administrator still has to enable it.
void connect(VirtualStage& stage, Ground& ground);

}  // namespace crosswalk::sim
