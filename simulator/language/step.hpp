#pragma once

/// \file
/// One step of a scenario. What it gives, such as the ids a mutation fell on, can be kept under a
/// name and used by later steps as `$name`; a plan can be printed without running it.

#include <string>
#include <variant>

#include "language/deeds.hpp"

namespace crosswalk::sim {

using StepWhat = std::variant<SyncStep, AdvanceStep, QuietStep, VendorStep, ExportStep, LeaveStep,
                              EraseStep, ResyncStep, RestartStep, KillStep, RotateStep,
                              IntegrationStep, SetStep, FaultStep, ExpectStep>;

struct Step {
  StepWhat what{};
  std::string tenant{};      ///< Empty: every tenant, or the only one.
  std::string capture_as{};  ///< Under which name what it gives is kept.
  int line = 0;              ///< Where it was written; 0: nowhere.
};

/// The same step, wherever it was written.
bool operator==(const Step& a, const Step& b);

/// One line for a person: "sync acme, full"; what is captured stays `$name`.
std::string words_of(const Step& step);

}  // namespace crosswalk::sim
