// Scenarios as values, played with the real programs, sockets, TLS and a store on disk. What the
// virtual stage says of the product is believed because the same scenario passes here.

#include <gtest/gtest.h>

#include <signal.h>

#include <algorithm>
#include <optional>
#include <thread>

#include "scenario/real/real_stage.hpp"
#include "scenarios/real_stage.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

Scenario forty_people(std::vector<StepWhat> steps) {
  Scenario scenario;
  scenario.name = "small";
  scenario.tenants.at(0).world.candidates = 40;
  scenario.tenants.at(0).world.jobs = 8;
  for (StepWhat& each : steps) scenario.steps.push_back({std::move(each), {}, {}, 0});
  return scenario;
}

std::string story(const History& history) {
  std::string all = history.broke + history.skipped;
  for (const Check& each : history.checks) {
    if (!each.good) all += "\n" + each.name + " after '" + each.after + "': " + each.words;
  }
  for (const std::string& each : history.told) all += "\ntold: " + each;
  return all;
}

VendorStep vendor(Kind kind, Operation operation, std::uint32_t count = 1) {
  VendorStep step;
  step.kind = kind;
  step.operation = operation;
  step.count = count;
  return step;
}

FaultRule rule_once(std::string id, std::string at, FaultKind kind) {
  FaultRule made{.id = std::move(id), .at = std::move(at), .when = {}, .what = {}};
  made.what.kind = kind;
  made.when.first = 1;
  made.when.attempts = 1;
  return made;
}

TEST(RealStage, AFirstLoadUnderFaultsAndWebHooksEndInAgreement) {
  Scenario scenario = forty_people({SyncStep{}, vendor(Kind::candidate, Operation::update, 3),
                                    vendor(Kind::candidate, Operation::remove), SyncStep{}});
  scenario.faults = {rule_once("lost", "linkedin.candidates.put", FaultKind::lost_answer),
                     rule_once("cut", "greenhouse.candidates.list", FaultKind::truncate),
                     rule_once("busy", "greenhouse.applications.list", FaultKind::status)};
  const History history = run_real(scenario, real_programs);
  EXPECT_TRUE(history.passed()) << story(history);
  EXPECT_EQ(history.mode, "real");
  EXPECT_EQ(history.steps.size(), 4U);
  EXPECT_EQ(history.fired.at("lost"), 1U);
  EXPECT_EQ(history.fired.at("cut"), 1U);
  EXPECT_GE(history.requests.at("hook.greenhouse"), 1U);
  EXPECT_FALSE(history.transcript.empty());
  EXPECT_GT(history.happenings.size(), 20U);
}

TEST(RealStage, AnExportSurvivesAKillAndAnErasureIsKept) {
  Scenario scenario =
      forty_people({SyncStep{}, ExportStep{.member = "nadja"}, KillStep{}, QuietStep{},
                    EraseStep{.member = "nadja"}, SyncStep{.full = true}});
  scenario.expect.requests["greenhouse.candidates.create"] = {.at_least = 1, .at_most = 1};
  const History history = run_real(scenario, real_programs);
  EXPECT_TRUE(history.passed()) << story(history);
  EXPECT_EQ(history.requests.at("hook.linkedin.export"), 1U);
}

TEST(RealStage, AnotherPolicyVersionAndSecretAreTakenUpByARestart) {
  TenantPolicy narrower;
  narrower.withheld_fields = {"candidate.currentCompanyName"};
  narrower.withheld_kinds = {"feedback"};
  Scenario scenario = forty_people(
      {SyncStep{}, RestartStep{.linkedin_version = "202603", .policy = narrower},
       RotateStep{.peer = "vendor"}, RotateStep{.peer = "linkedin"},
       vendor(Kind::job, Operation::update), SyncStep{}, IntegrationStep{.enabled = false},
       IntegrationStep{.enabled = true}, SyncStep{.full = true}});
  scenario.tenants.at(0).exports = false;
  const History history = run_real(scenario, real_programs);
  EXPECT_TRUE(history.passed()) << story(history);
}

TEST(RealStage, ACrashOfTheProductIsAStepThatBrokeWithItsCause) {
  auto stage = real_stage(forty_people({}), real_programs);
  ASSERT_TRUE(stage) << to_string(stage.error());
  ASSERT_TRUE((*stage)->play({SyncStep{}, {}, {}, 0}));
  auto& product = dynamic_cast<real::RealStage&>(**stage).product();
  ASSERT_GT(product.pid(), 0);
  ::kill(product.pid(), SIGABRT);
  const StepResult given = (*stage)->play({SyncStep{}, {}, {}, 0});
  ASSERT_FALSE(given);
  EXPECT_EQ(given.error().code, ErrorCode::internal);
  EXPECT_NE(given.error().what.find("by signal SIGABRT"), std::string::npos) << given.error().what;
  EXPECT_NE(given.error().what.find("its last words:\n  20"), std::string::npos)
      << given.error().what;
  int looked = 0;
  (*stage)->look([&](const Scene& scene) { looked += scene.world != nullptr; });
  EXPECT_EQ(looked, 1) << "and whoever looks still can";
}

// A suite that kills a run which hangs must not be left with its daemon.
TEST(RealStage, ABoundProgramEndsWithTheThreadThatBeganIt) {
  pid_t pid = -1;
  std::optional<Running> kept;
  std::thread([&] {
    auto running = Running::start_bound({"/bin/sleep", "600"}, "/dev/null");
    ASSERT_TRUE(running) << to_string(running.error());
    pid = running->pid();
    EXPECT_FALSE(running->ended());
    kept = *std::move(running);
  }).join();
  ASSERT_GT(pid, 0);
  std::optional<int> code;
  for (int look = 0; look < 200 && !code; ++look) {
    std::this_thread::sleep_for(10ms);
    code = kept->ended();
  }
  EXPECT_EQ(code, 128 + SIGKILL);
  const auto nobody = Running::start_bound({"/nonexistent/program"}, "/dev/null");
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, ErrorCode::unavailable);
}

TEST(RealStage, WhatOnlyVirtualTimeCanIsSkippedWithItsReason) {
  const History history = run_real(forty_people({AdvanceStep{.by = 1h}}), real_programs);
  EXPECT_EQ(history.skipped, "only virtual time can be advanced");
  EXPECT_TRUE(history.broke.empty());
}

TEST(RealStage, WhatWaitsForMinutesIsSkippedHere) {
  Scenario scenario = forty_people({SyncStep{}});
  FaultRule slow = rule_once("slow", "greenhouse.*.list", FaultKind::latency);
  slow.when = {};
  slow.what.wait = 20s;
  scenario.faults = {slow};
  const History history = run_real(scenario, real_programs);
  EXPECT_TRUE(history.skipped.starts_with("it waits for ")) << history.skipped;
}

TEST(RealStage, AFailedExpectationIsFoundHereAsWell) {
  Scenario scenario = forty_people({SyncStep{}});
  scenario.expect.held["candidate"] = {.at_least = 1000, .at_most = std::nullopt};
  const History history = run_real(scenario, real_programs);
  EXPECT_FALSE(history.passed());
  EXPECT_TRUE(history.broke.empty()) << story(history);
}

}  // namespace
}  // namespace crosswalk::sim
