#pragma once

/// \file
/// Plays a scenario in a child of its own, so that a crash of the product is a red scenario with
/// its cause and the suite goes on. The child hands its history over as JSON; what it says when it
/// dies is on its standard error.

#include <chrono>
#include <functional>
#include <string_view>

#include "history/history.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim {

/// Plays in the child: run_virtual(), usually.
using Playable = std::function<History(const Scenario&)>;

struct GuardOptions {
  std::chrono::milliseconds patience = std::chrono::minutes{5};  ///< Then the child is killed.
  std::string mode = "virtual";
  std::string replay;  ///< As in PlayOptions: for the history of one that broke.
};

/// The history that `playable` gives in a forked child. One that died, hung or said nonsense is a
/// history that broke, with the signal or exit code and the last lines of its standard error. What
/// it writes to its standard error goes on to ours, too. Call it while this process has one thread.
/// [shell: a process, pipes]
History run_guarded(const Scenario& scenario, const Playable& playable,
                    const GuardOptions& options = {});

/// Lets the parent know which step was being played, should this process not come to its end.
/// Nothing happens outside of a guarded child.
void note_step(std::string_view words);

}  // namespace crosswalk::sim
