#pragma once

/// \file
/// Steps in which people do something at LinkedIn or in their applicant tracking system; the
/// product hears of it as it would hear of it there.

#include "scenario/virtual/virtual_stage.hpp"

namespace crosswalk::sim::peer_deeds {

// Each acts for one tenant and gives what a scenario may capture.

/// The ids it fell on. A minute passes afterwards.
StepResult change(VirtualStage& stage, Ground& ground, const VendorStep& step);
/// The request's id. Nothing is waited for.
StepResult order(VirtualStage& stage, Ground& ground, const ExportStep& step);
StepResult ask_again(VirtualStage& stage, Ground& ground, const ResyncStep& step);
StepResult switch_integration(VirtualStage& stage, Ground& ground, const IntegrationStep& step);
StepResult set(VirtualStage& stage, Ground& ground, const SetStep& step);

/// Of a member, whoever they were exported to.
void leave(VirtualStage& stage, const LeaveStep& step);

}  // namespace crosswalk::sim::peer_deeds
