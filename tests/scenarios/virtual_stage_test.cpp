// The stage on virtual time and what is played on it. At stake: a scenario that passes although
// something broke, one that fails for a reason of the stage's own, and a seed that cannot be
// replayed because something else than the seed decided.

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "report/report.hpp"
#include "scenario/guard.hpp"
#include "scenario/play.hpp"
#include "scenarios/on_virtual_time.hpp"

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

TEST(VirtualStage, EveryVendorsDayEndsInAgreement) {
  for (const char* vendor : {"greenhouse", "greenhouse-v1", "gem"}) {
    for (const char* version : {"", "202603"}) {
      Scenario scenario = small(a_day());
      scenario.tenants[0].vendor = vendor;
      scenario.tenants[0].linkedin_version = version;
      EXPECT_TRUE(passes(run(scenario))) << vendor << " " << version;
    }
  }
}

TEST(VirtualStage, SeveralTenantsShareOneClockAndOneLinkedIn) {
  Scenario scenario = small(a_day());
  scenario.tenants.resize(3);
  scenario.tenants[1] = scenario.tenants[2] = scenario.tenants[0];
  scenario.tenants[1].name = "bolt";
  scenario.tenants[2].name = "crane";
  scenario.tenants[2].vendor = "gem";
  scenario.steps.push_back(step(change(Kind::job, Operation::close), {}, "bolt"));
  scenario.steps.push_back(step(SyncStep{}, {}, "bolt"));
  const History history = run(scenario);
  EXPECT_TRUE(passes(history));
  ASSERT_EQ(history.verdict.members()->size(), 3u);
  Instant last{};
  for (const Happening& each : history.happenings) {
    EXPECT_GE(each.at, last);
    last = each.at;
  }
}

// ---- steps ------------------------------------------------------------------------------------

ExportStep exported(const std::string& member) {
  ExportStep step;
  step.member = member;
  return step;
}

TEST(VirtualSteps, AMemberIsExportedLeavesAndIsErased) {
  EraseStep erase;
  erase.member = "nadja";
  LeaveStep leave;
  leave.member = "nadja";
  leave.closes = true;
  Scenario scenario = small({step(SyncStep{}), step(exported("nadja"), "request"),
                             step(exported("omar")), step(leave), step(erase), step(SyncStep{})});
  scenario.expect.held["candidate"] = {.at_least = 1, .at_most = {}};
  scenario.expect.requests["linkedin.exports.find"] = {.at_least = 2, .at_most = {}};
  EXPECT_TRUE(passes(run(scenario)));
}

TEST(VirtualSteps, AnExportThatHadToBeRefusedAndIsNotMakesTheScenarioFail) {
  ExportStep refused = exported("nadja");
  refused.refused = true;
  EXPECT_FALSE(run(small({step(SyncStep{}), step(refused)})).passed());
}

TEST(VirtualSteps, AnErasedCandidateIsGoneAndStaysAway) {
  EraseStep erase;
  erase.candidate = "$who";
  RecordExpectation gone;
  gone.kind = "candidate";
  gone.id = "$who";
  gone.held = false;
  Scenario scenario =
      small({step(SyncStep{}), step(change(Kind::candidate, Operation::update), "who"),
             step(SyncStep{}), step(erase), step(SyncStep{true})});
  scenario.expect.linkedin_records = {gone};
  EXPECT_TRUE(passes(run(scenario)));
}

TEST(VirtualSteps, TheProductIsRestartedUnderAnotherPolicyAndVersion) {
  RestartStep narrow;
  narrow.policy.emplace();
  narrow.policy->withheld_fields = {"candidate.currentJobTitle", "candidate_note.author"};
  narrow.policy->withheld_kinds = {"feedback"};
  RestartStep version;
  version.linkedin_version = "202603";
  Scenario scenario =
      small({step(SyncStep{}), step(narrow), step(SyncStep{true}), step(version),
             step(change(Kind::candidate, Operation::update, 2)), step(SyncStep{})});
  scenario.expect.held["feedback"] = {.at_least = 0, .at_most = 0};
  EXPECT_TRUE(passes(run(scenario)));
}

TEST(VirtualSteps, TheProductIsKilledAnywhereAndGoesOn) {
  SyncStep at_once;
  at_once.wait = false;
  for (const std::uint64_t effects : {0u, 7u, 60u, 300u}) {
    const Scenario scenario =
        small({step(at_once), step(KillStep{effects}), step(SyncStep{}), step(QuietStep{})});
    EXPECT_TRUE(passes(run(scenario))) << effects;
  }
}

TEST(VirtualSteps, SecretsAreRotatedOnBothSides) {
  for (const char* vendor : {"greenhouse", "greenhouse-v1"}) {
    Scenario scenario =
        small({step(SyncStep{}), step(RotateStep{"vendor"}), step(RotateStep{"linkedin"}),
               step(change(Kind::candidate, Operation::update, 2)), step(AdvanceStep{3h}),
               step(SyncStep{}), step(exported("nadja"))});
    scenario.tenants[0].vendor = vendor;
    EXPECT_TRUE(passes(run(scenario))) << vendor;
  }
}

TEST(VirtualSteps, JobsAreAskedForAgainAndIntegrationsSwitched) {
  Scenario scenario = small({step(SyncStep{}), step(ResyncStep{}), step(IntegrationStep{false}),
                             step(IntegrationStep{true}), step(SyncStep{})});
  scenario.expect.requests["hook.linkedin.resync"] = {.at_least = 1, .at_most = {}};
  EXPECT_TRUE(passes(run(scenario)));
}

TEST(VirtualSteps, NothingIsSentBeforeTheIntegrationIsEnabled) {
  Expectations nothing;
  nothing.held["candidate"] = {.at_least = 0, .at_most = 0};
  Expectations all;
  all.agree = true;
  Scenario scenario = small({step(SyncStep{}), step(ExpectStep{nothing}),
                             step(IntegrationStep{true}), step(SyncStep{}), step(ExpectStep{all})});
  scenario.tenants[0].onboarding = true;
  EXPECT_TRUE(passes(run(scenario)));
}

TEST(VirtualSteps, JobsAreSeenByTheirTeamsAlone) {
  Scenario scenario = small(a_day());
  scenario.tenants[0].access = true;
  scenario.steps.push_back(step(change(Kind::job, Operation::update)));
  scenario.steps.push_back(step(SyncStep{}));
  EXPECT_TRUE(passes(run(scenario)));
  scenario.tenants[0].vendor = "gem";
  EXPECT_NE(run(scenario).broke.find("take greenhouse"), std::string::npos);
}

TEST(VirtualSteps, TheAccountIsSetOtherwiseAndUnknownQuirksAreRefused) {
  SetStep limit;
  limit.values = {{"page_items", "7"}, {"job_task_delay", "5m"}};
  Scenario scenario = small({step(limit), step(SyncStep{})});
  scenario.tenants[0].quirks.linkedin_records_per_minute = 60;
  const History history = run(scenario);
  EXPECT_TRUE(passes(history));
  EXPECT_GE(history.end - history.start, 5min) << "the tasks of jobs take five";
  limit.values = {{"page_itms", "7"}};
  const History refused = run(small({step(limit), step(SyncStep{})}));
  EXPECT_FALSE(refused.passed());
  EXPECT_EQ(refused.steps.size(), 1u) << "a step that breaks ends the steps";
  EXPECT_EQ(refused.transcript.size(), 32u) << "and the history is whole";
}

TEST(VirtualSteps, AVendorsWebHookArrivesWithoutASync) {
  VendorStep gone = change(Kind::candidate, Operation::remove);
  Scenario scenario = small({step(SyncStep{}), step(gone), step(QuietStep{})});
  scenario.expect.requests["hook.greenhouse"] = {.at_least = 1, .at_most = {}};
  EXPECT_TRUE(passes(run(scenario)));
}

// ---- faults -----------------------------------------------------------------------------------

FaultRule rule(std::string id, std::string at, FaultKind kind) {
  FaultRule rule;
  rule.id = std::move(id);
  rule.at = std::move(at);
  rule.what.kind = kind;
  return rule;
}

TEST(VirtualFaults, AreSurvivedAndCounted) {
  Scenario scenario = small(a_day());
  FaultRule lost = rule("lost", "linkedin.candidates.put", FaultKind::lost_answer);
  lost.when.first = 1;
  lost.when.attempts = 1;
  FaultRule slow = rule("slow", "greenhouse.*.list", FaultKind::latency);
  slow.what.wait = 3s;
  FaultRule busy = rule("busy", "linkedin.*.put", FaultKind::status);
  busy.what.status = 503;
  busy.when.nth = {2};
  busy.when.attempts = 2;
  scenario.faults = {lost, slow, busy};
  const History history = run(scenario);
  EXPECT_TRUE(passes(history));
  EXPECT_GE(history.fired.at("lost"), 1u);
  EXPECT_GT(history.fired.at("slow"), 5u);
  const auto plain = run(small(a_day()));
  EXPECT_GT(history.end - history.start, plain.end - plain.start);
}

TEST(VirtualFaults, ThatChangeThePeerAreCarriedOut) {
  for (const FaultKind kind : {FaultKind::token_expired, FaultKind::token_revoked}) {
    for (const char* at : {"greenhouse.candidates.list", "linkedin.candidates.put"}) {
      Scenario scenario = small(a_day());
      FaultRule token = rule("token", at, kind);
      token.when.first = 1;
      token.when.attempts = 1;
      scenario.faults = {token};
      EXPECT_TRUE(passes(run(scenario))) << at;
    }
  }
  Scenario scenario = small(a_day());
  FaultRule amid = rule("amid", "greenhouse.candidates.list", FaultKind::mutation);
  amid.when.page = 2;
  amid.when.attempts = 1;
  amid.when.until = 1h;
  amid.what.mutations = {{Kind::candidate, Operation::insert, {}, 2, {}},
                         {Kind::candidate, Operation::remove, {}, 1, {}}};
  scenario.tenants[0].quirks.page_items = 5;
  scenario.faults = {amid};
  scenario.steps.push_back(step(SyncStep{true}));
  const History history = run(scenario);
  EXPECT_TRUE(passes(history));
  EXPECT_GE(history.fired.at("amid"), 1u);
}

TEST(VirtualFaults, OneThatNeverStrikesFailsTheScenarioUnlessItIsOffOrSaidSo) {
  Scenario scenario = small({step(SyncStep{})});
  FaultRule never = rule("never", "greenhouse.candidates.list", FaultKind::status);
  never.when.nth = {900};
  scenario.faults = {never};
  const History history = run(scenario);
  EXPECT_FALSE(history.passed());
  const auto check = std::ranges::find(history.checks, "fired.never", &Check::name);
  ASSERT_NE(check, history.checks.end());
  EXPECT_FALSE(check->good);
  scenario.expect.fired["never"] = {.at_least = 0, .at_most = 0};
  EXPECT_TRUE(passes(run(scenario)));
  scenario.expect.fired.clear();
  scenario.faults[0].off = true;
  EXPECT_TRUE(passes(run(scenario)));
  scenario.steps.insert(scenario.steps.begin(), step(FaultStep{{"never"}, true}));
  EXPECT_FALSE(run(scenario).passed()) << "somebody switched it on and it struck nobody";
}

// ---- one seed ---------------------------------------------------------------------------------

Scenario troubled(std::uint64_t seed) {
  Scenario scenario = small(a_day());
  scenario.seed = seed;
  FaultRule busy = rule("busy", "linkedin.*", FaultKind::status);
  busy.when.probability = 0.2;
  busy.when.attempts = 1;
  FaultRule slow = rule("slow", "greenhouse.*", FaultKind::latency);
  slow.what.distribution = Distribution::log_normal;
  slow.what.wait = 200ms;
  scenario.faults = {busy, slow};
  return scenario;
}

TEST(OneSeed, GivesOneTranscriptAndAnotherSeedAnother) {
  const std::string first = run(troubled(7)).transcript;
  EXPECT_EQ(run(troubled(7)).transcript, first);
  EXPECT_NE(run(troubled(8)).transcript, first);
}

TEST(OneSeed, ARuleThatIsOffLeavesNoTrace) {
  const std::string plain = run(troubled(7)).transcript;
  Scenario scenario = troubled(7);
  FaultRule off = rule("off", "*", FaultKind::status);
  off.off = true;
  scenario.faults.insert(scenario.faults.begin(), off);
  EXPECT_EQ(run(scenario).transcript, plain);
  scenario.faults[0].off = false;
  scenario.faults[0].when.probability = 0;
  EXPECT_EQ(run(scenario).transcript, plain);
}

// The twin: were anything decided by what no seed knows, two runs would differ and this would tell.
TEST(OneSeedTwin, WhateverNoSeedDecidesIsNoticed) {
  static int outside = 0;
  std::string digests[2];
  for (std::string& digest : digests) {
    const Scenario scenario = troubled(7);
    auto stage = virtual_stage(scenario, CROSSWALK_CONNECTORS);
    ASSERT_TRUE(stage);
    (*stage)->look([](const Scene& scene) {
      scene.linkedin.options().key_echo = ++outside % 2 == 0 ? KeyEcho::reversed : KeyEcho::sorted;
    });
    digest = play(scenario, **stage, {}).transcript;
  }
  EXPECT_NE(digests[0], digests[1]);
}

TEST(OneSeed, TheDigestDoesNotHangOnWhetherHappeningsAreKept) {
  PlayOptions bare;
  bare.keeps_happenings = false;
  const History history = run_virtual(troubled(7), CROSSWALK_CONNECTORS, bare);
  EXPECT_TRUE(history.happenings.empty());
  EXPECT_EQ(history.transcript, run(troubled(7)).transcript);
}

// ---- expectations -----------------------------------------------------------------------------

// Each pair: what holds after a first load, and the same a little wrong.
void expect_told_apart(const std::function<void(Expectations&)>& right,
                       const std::function<void(Expectations&)>& wrong, const std::string& name) {
  Scenario scenario = small({step(SyncStep{})});
  right(scenario.expect);
  EXPECT_TRUE(passes(run(scenario))) << name;
  scenario.expect = {};
  wrong(scenario.expect);
  const History history = run(scenario);
  EXPECT_FALSE(history.passed()) << name;
  EXPECT_TRUE(std::ranges::any_of(history.checks, [&](const Check& check) {
    return !check.good && check.name.starts_with(name);
  })) << name;
}

constexpr Amount none{.at_least = 0, .at_most = 0};
constexpr Amount some{.at_least = 1, .at_most = {}};

TEST(VirtualChecks, AmountsAreCountedAtThePeers) {
  expect_told_apart([](Expectations& all) { all.held["job"] = some; },
                    [](Expectations& all) { all.held["job"] = none; }, "held.job");
  expect_told_apart(
      [](Expectations& all) {
        all.vendor["candidate"] = {30, 30};
      },
      [](Expectations& all) {
        all.vendor["candidate"] = {31, {}};
      },
      "vendor.candidate");
  expect_told_apart([](Expectations& all) { all.written["candidate"] = some; },
                    [](Expectations& all) { all.written["candidate"] = none; },
                    "written.candidate");
  expect_told_apart([](Expectations& all) { all.requests["linkedin.*.put"] = some; },
                    [](Expectations& all) { all.requests["linkedin.*.put"] = none; },
                    "requests.linkedin");
  expect_told_apart(
      [](Expectations& all) {
        all.virtual_time_s = Amount{{}, 3600};
      },
      [](Expectations& all) {
        all.virtual_time_s = Amount{3600, {}};
      },
      "virtual_time");
  expect_told_apart([](Expectations& all) { all.agree = true; },
                    [](Expectations& all) { all.agree = false; }, "agree");
  expect_told_apart([](Expectations& all) { all.not_told = {"a comet"}; },
                    [](Expectations& all) { all.told = {"a comet"}; }, "told");
}

TEST(VirtualChecks, RecordsAreLookedUpFieldByField) {
  const auto scenario_of = [](const std::string& name) {
    VendorStep named = change(Kind::candidate, Operation::update);
    named.fields = {{"first_name", "Quillon"},
                    {"last_name", "Invented"},
                    {"email", "quillon@example.com"},
                    {"is_private", "false"}};
    Scenario scenario = small({step(SyncStep{}), step(named, "who"), step(SyncStep{})});
    RecordExpectation held;
    held.kind = "candidate";
    held.id = "$who";
    held.fields = {{"firstName", name}};
    VendorExpectation there;
    there.kind = "candidate";
    there.id = "$who";
    there.fields = {{"first_name", name}};
    scenario.expect.linkedin_records = {held};
    scenario.expect.vendor_records = {there};
    return scenario;
  };
  EXPECT_TRUE(passes(run(scenario_of("Quillon"))));
  const History history = run(scenario_of("Somebody"));
  EXPECT_EQ(std::ranges::count(history.checks, false, &Check::good), 2);
  const std::string told = write_terminal({history}, false);
  EXPECT_NE(told.find("found"), std::string::npos) << told;
  EXPECT_EQ(told.find("Quillon"), std::string::npos) << "a person's name in a report";
}

TEST(VirtualChecks, WhatWasNeverCapturedIsSaid) {
  EraseStep erase;
  erase.candidate = "$nobody";
  const History history = run(small({step(SyncStep{}), step(erase)}));
  EXPECT_FALSE(history.passed());
  EXPECT_EQ(history.steps.size(), 2u);
}

TEST(VirtualStage, WhatCannotBeSetUpSaysWhy) {
  Scenario scenario = small({step(SyncStep{})});
  scenario.tenants[0].vendor = "grenhouse";
  EXPECT_NE(run(scenario).broke.find("greenhouse"), std::string::npos);
  scenario.tenants[0].vendor = "greenhouse";
  scenario.tenants[0].fixture = "no-such-pages";
  EXPECT_NE(run(scenario).broke.find("no-such-pages"), std::string::npos) << run(scenario).broke;
  scenario.tenants[0].fixture.clear();
  scenario.mode = Mode::real_only;
  scenario.mode_reason = "it looks at sockets";
  EXPECT_EQ(run(scenario).skipped, "it looks at sockets");
}

// ---- the guard --------------------------------------------------------------------------------

TEST(Guarded, AWholeRunComesBackAsItWas) {
  const Scenario scenario = small(a_day());
  const History alone = run(scenario);
  const History guarded = run_guarded(scenario, run);
  EXPECT_TRUE(passes(guarded));
  EXPECT_EQ(guarded.transcript, alone.transcript);
  EXPECT_EQ(guarded.happenings.size(), alone.happenings.size());
  EXPECT_EQ(guarded.requests, alone.requests);
}

TEST(Guarded, AChildThatAbortsIsARedRunWithItsCause) {
  const History history = run_guarded(small({}), [](const Scenario&) -> History {
    note_step("sync acme");
    CROSSWALK_CHECK(1 + 1 == 3);
    return {};
  });
  EXPECT_FALSE(history.passed());
  EXPECT_EQ(history.scenario, "small");
  EXPECT_NE(history.broke.find("crashed in 'sync acme': Aborted"), std::string::npos)
      << history.broke;
  EXPECT_NE(history.broke.find("broken promise: 1 + 1 == 3"), std::string::npos) << history.broke;
}

TEST(Guarded, AChildThatHangsIsKilled) {
  GuardOptions options;
  options.patience = 200ms;
  const History history = run_guarded(
      small({}),
      [](const Scenario&) -> History {
        for (;;) pause();
      },
      options);
  EXPECT_FALSE(history.passed());
  EXPECT_NE(history.broke.find("hung"), std::string::npos);
}

TEST(Guarded, AChildThatLeavesWithoutAWordOrThrowsIsToldToo) {
  const History left = run_guarded(small({}), [](const Scenario&) -> History { _exit(3); });
  EXPECT_NE(left.broke.find("code 3"), std::string::npos) << left.broke;
  const History thrown = run_guarded(
      small({}), [](const Scenario&) -> History { throw std::runtime_error("a fuse blew"); });
  EXPECT_NE(thrown.broke.find("a fuse blew"), std::string::npos) << thrown.broke;
}

}  // namespace
}  // namespace crosswalk::sim
