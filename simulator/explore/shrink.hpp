#pragma once

/// \file
/// The smallest scenario that still fails for the same reason: delta debugging over faults, steps,
/// tenants, time, world, policies and triggers. Pure given the function that says what fails; what
/// it tries next follows from the answers alone.

#include <cstddef>
#include <functional>

#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// Whether a scenario still fails for the reason that is looked for.
using StillFails = std::function<bool(const Scenario&)>;

struct Shrunk {
  Scenario scenario;
  std::size_t runs = 0;  ///< How often it was asked.
  bool gave_up = false;  ///< The runs were used up before nothing more could be taken away.
};

/// `scenario` must fail; what comes back still does, reads back from its file, and has nothing left
/// that could go by itself, unless `runs_max` was reached before. Larger pieces are tried first.
/// Where it ends as an invented one does (last_steps()), so does each that is tried: a fault that
/// is never over would make any failure the scenario's own.
Shrunk shrink(const Scenario& scenario, const StillFails& still_fails, std::size_t runs_max = 600);

}  // namespace crosswalk::sim::explore
