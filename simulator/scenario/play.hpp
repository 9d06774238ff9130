#pragma once

/// \file
/// Plays a scenario on a stage and writes down what happened: steps in order, invariants after
/// each, expectations where they stand and at the end, faults that never fired. A step that breaks
/// ends the steps, and still the history is whole.

#include <functional>
#include <string>

#include "history/history.hpp"
#include "language/scenario.hpp"
#include "scenario/stage.hpp"

namespace crosswalk::sim {

struct PlayOptions {
  std::string mode = "virtual";
  std::string replay;            ///< The command that runs it again, for the report.
  bool keeps_happenings = true;  ///< Without them a run is cheaper: explore keeps none.
  /// Told before each step, for a progress display; may be empty.
  std::function<void(std::size_t step, const std::string& words)> progress;
};

History play(const Scenario& scenario, Stage& stage, const PlayOptions& options);

/// Sets up a virtual stage and plays. What cannot be set up is a history that broke.
History run_virtual(const Scenario& scenario, const std::string& connectors,
                    const PlayOptions& options = {});

}  // namespace crosswalk::sim
