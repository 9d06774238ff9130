#pragma once

/// \file
/// `crosswalk-sim configure` and `crosswalk-sim demo`: the product beside the simulator, set up for
/// a trial and shown at work.

#include "scenario/configure.hpp"
#include "scenario/demo.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

/// Declares the options; `settings` outlives the command.
void declare_configure(CLI::App& configure, ConfigureSettings& settings);
void declare_demo(CLI::App& demo, DemoSettings& settings);

/// Runs it, once the product is found; the exit code.
int begin_configure(ConfigureSettings& settings);
int begin_demo(DemoSettings& settings);

}  // namespace crosswalk::sim
