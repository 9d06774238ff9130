#pragma once

/// \file
/// What the demo shows beside a sync: an export from Recruiter that comes back linked, one that is
/// refused, and a person deleted in the ATS who leaves LinkedIn. Each is ordered at the simulator's
/// control side and seen there, never in the product's own account.

#include <string>

#include "scenario/installation.hpp"

namespace crosswalk::sim {

/// One act, told.
struct Act {
  bool good = false;
  std::string words;     ///< For the terminal.
  double seconds = 0.0;  ///< From the order to what it led to.
};

/// Where the acts take place: a daemon that listens, and the simulator it is connected to.
struct ActStage {
  const Programs& programs;
  const Installation& installed;
  std::string control;  ///< Origin of the control side.
};

/// A recruiter exports somebody to the first job there is: LinkedIn must hold one candidate and one
/// application more.
Act show_export(const ActStage& stage);

/// The same without a last name: refused by the product, with the reason, and nobody created.
Act show_refusal(const ActStage& stage);

/// A candidate is deleted in the ATS, which tells by web hook: LinkedIn must hold one less.
Act show_deletion(const ActStage& stage);

}  // namespace crosswalk::sim
