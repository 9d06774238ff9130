#include <algorithm>
#include <utility>

#include "scenario/real/real_stage.hpp"

namespace crosswalk::sim {
namespace {

std::string why_not_real(const Scenario& scenario) {
  std::string why = scenario.mode == Mode::virtual_only ? scenario.mode_reason : "";
  if (why.empty()) why = why_one_mode(scenario);
  if (why.empty() && scenario.mode == Mode::virtual_only) why = "it is for virtual time only";
  return why;
}

}  // namespace

Result<std::unique_ptr<Stage>> real_stage(const Scenario& scenario, const Programs& programs) {
  const std::string why = why_not_real(scenario);
  if (!why.empty()) return Error{ErrorCode::unsupported, why, scenario.name};
  auto directory = fresh_directory("crosswalk-real");
  if (!directory) return std::move(directory).error();
  auto stage = std::make_unique<real::RealStage>(scenario, programs, *std::move(directory));
  auto done = stage->set_up();
  if (!done) return std::move(done).error();
  return std::unique_ptr<Stage>(std::move(stage));
}

namespace {

// What it waits for on virtual time, where it passes; a change at the vendor's takes a minute there
// and none here.
Duration waits_for(const Scenario& scenario, const Programs& programs) {
  const History rehearsal =
      run_virtual(scenario, programs.connectors, {.keeps_happenings = false, .progress = {}});
  if (!rehearsal.passed() || !rehearsal.skipped.empty()) return Duration{0};
  const auto changes = std::ranges::count_if(scenario.steps, [](const Step& step) {
    return std::holds_alternative<VendorStep>(step.what);
  });
  return rehearsal.end - rehearsal.start - changes * std::chrono::minutes{1};
}

}  // namespace

History run_real(const Scenario& scenario, const Programs& programs, const PlayOptions& options) {
  PlayOptions real = options;
  real.mode = "real";
  History history;
  history.scenario = scenario.name;
  history.why = scenario.why;
  history.file = scenario.file;
  history.seed = scenario.seed;
  history.mode = real.mode;
  history.replay = options.replay;
  if (why_not_real(scenario).empty()) {
    const Duration waits = waits_for(scenario, programs);
    if (waits > real::longest_wait) {
      history.skipped = "it waits for " + std::to_string(waits / std::chrono::seconds{1}) +
                        " s, which only virtual time passes at once";
      return history;
    }
  }
  auto stage = real_stage(scenario, programs);
  if (stage) return play(scenario, **stage, real);
  if (stage.error().code == ErrorCode::unsupported) {
    history.skipped = stage.error().what;
  } else {
    history.broke = "it cannot be set up: " + to_string(stage.error());
  }
  return history;
}

}  // namespace crosswalk::sim
