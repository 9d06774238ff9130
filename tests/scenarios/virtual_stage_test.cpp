// The stage on virtual time and what is played on it. At stake: a scenario that passes although
// something broke, one that fails for a reason of the stage's own, and a seed that cannot be
// replayed because something else than the seed decided.

#include <gtest/gtest.h>

#include <algorithm>

#include "scenario/play.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

Scenario small(std::vector<Step> steps) {
  Scenario scenario;
  scenario.name = "small";
  scenario.tenants[0].world.candidates = 30;
  scenario.tenants[0].world.jobs = 10;
  scenario.steps = std::move(steps);
  return scenario;
}

Step step(StepWhat what, std::string capture = {}, std::string tenant = {}) {
  return {std::move(what), std::move(tenant), std::move(capture), 0};
}

VendorStep change(Kind kind, Operation operation, std::uint32_t count = 1) {
  VendorStep change;
  change.kind = kind;
  change.operation = operation;
  change.count = count;
  return change;
}

History run(const Scenario& scenario) { return run_virtual(scenario, CROSSWALK_CONNECTORS); }

testing::AssertionResult passes(const History& history) {
  if (history.passed()) return testing::AssertionSuccess();
  auto failure = testing::AssertionFailure() << history.broke;
  for (const Check& each : history.checks) {
    if (!each.good) failure << "\n" << each.name << " after '" << each.after << "': " << each.words;
  }
  for (const std::string& each : history.told) failure << "\ntold: " << each;
  return failure;
}

std::vector<Step> a_day() {
  return {step(SyncStep{}), step(change(Kind::candidate, Operation::update, 3)),
          step(AdvanceStep{2h}), step(SyncStep{})};
}

TEST(VirtualStage, AFirstLoadAndAChangeArriveAndTheJudgeAgrees) {
  const History history = run(small(a_day()));
  EXPECT_TRUE(passes(history));
  EXPECT_EQ(history.steps.size(), 4u);
  EXPECT_EQ(history.transcript.size(), 32u);
  EXPECT_GT(history.requests.at("linkedin.candidates.put"), 0u);
  EXPECT_FALSE(history.happenings.empty());
  EXPECT_GE(history.end - history.start, 2h);
}

}  // namespace
}  // namespace crosswalk::sim
