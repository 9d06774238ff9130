#include "scenario/play.hpp"
#include "scenario/stage.hpp"

namespace crosswalk::sim {

History run_virtual(const Scenario& scenario, const std::string& connectors,
                    const PlayOptions& options) {
  History history;
  history.scenario = scenario.name;
  history.why = scenario.why;
  history.file = scenario.file;
  history.seed = scenario.seed;
  history.mode = options.mode;
  history.replay = options.replay;
  if (scenario.mode == Mode::real_only) {
    history.skipped =
        scenario.mode_reason.empty() ? "it runs with the real programs only" : scenario.mode_reason;
    return history;
  }
  auto stage = virtual_stage(scenario, connectors, options.keeps_happenings);
  if (stage) return play(scenario, **stage, options);
  history.broke = "it cannot be set up: " + to_string(stage.error());
  return history;
}

}  // namespace crosswalk::sim
