// Making a failing scenario small, and telling it. At stake: a person who is handed forty steps and
// three tenants where two steps would do, or a small scenario that fails for another reason.

#include <gtest/gtest.h>

#include <algorithm>

#include "explore/explore.hpp"
#include "explore/inventing/script.hpp"
#include "explore/shrink.hpp"
#include "explore/shrinking/cuts.hpp"
#include "explore/story.hpp"
#include "explore/surgery.hpp"
#include "language/language.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

template <class What>
std::ptrdiff_t count(const Scenario& scenario) {
  return std::ranges::count_if(
      scenario.steps, [](const Step& step) { return std::holds_alternative<What>(step.what); });
}

Step erase_of(const std::string& candidate) {
  EraseStep erase;
  erase.candidate = candidate;
  return {erase, {}, {}, 0};
}

Scenario with_a_kept_name() {
  Scenario scenario;
  scenario.steps = {{SyncStep{}, {}, {}, 0},
                    {VendorStep{}, {}, "who1", 0},
                    {VendorStep{}, {}, "who12", 0},
                    erase_of("$who1"),
                    erase_of("$who12"),
                    {QuietStep{}, {}, {}, 0}};
  return scenario;
}

TEST(Surgery, WithAStepGoThoseThatUseWhatItKept) {
  const Scenario rest = without_step(with_a_kept_name(), 1);
  ASSERT_EQ(rest.steps.size(), 4u) << "another name that begins alike is another name";
  EXPECT_EQ(rest.steps[1].capture_as, "who12");
  EXPECT_TRUE(reads_back(rest));
  EXPECT_EQ(without_step(with_a_kept_name(), 3).steps.size(), 5u);
}

TEST(Surgery, WithAFaultGoTheWordsThatSwitchIt) {
  Scenario scenario;
  FaultRule rule;
  rule.id = "f1";
  rule.at = "greenhouse.candidates.list";
  scenario.faults = {rule};
  rule.id = "f2";
  scenario.faults.push_back(rule);
  scenario.steps = {{FaultStep{{"f1"}, false}, {}, {}, 0},
                    {FaultStep{{"f1", "f2"}, true}, {}, {}, 0},
                    {SyncStep{}, {}, {}, 0}};
  excuse_unfired(scenario);
  const Scenario rest = without_fault(scenario, 0);
  EXPECT_TRUE(reads_back(rest));
  ASSERT_EQ(rest.steps.size(), 2u);
  EXPECT_EQ(std::get<FaultStep>(rest.steps[0].what).ids, std::vector<std::string>{"f2"});
  EXPECT_EQ(rest.expect.fired.size(), 1u);
}

TEST(Surgery, WithATenantGoItsSteps) {
  Scenario scenario;
  scenario.tenants.resize(2);
  scenario.tenants[1].name = "birch";
  scenario.steps = {{SyncStep{}, "acme", {}, 0}, {SyncStep{}, "birch", {}, 0}};
  const Scenario rest = without_tenant(scenario, 1);
  ASSERT_EQ(rest.steps.size(), 1u);
  EXPECT_EQ(rest.steps[0].tenant, "acme");
}

TEST(Shrink, LeavesTheTwoStepsThatMatter) {
  Scenario scenario = invent(3);
  VendorStep gone;
  gone.operation = Operation::remove;
  gone.count = 7;
  scenario.tenants.resize(1);
  scenario.tenants[0].world.candidates = 300;
  scenario.faults.clear();
  scenario.expect = {};
  scenario.steps.clear();
  for (int n = 0; n < 20; ++n) scenario.steps.push_back({SyncStep{}, {}, {}, 0});
  scenario.steps.insert(scenario.steps.begin() + 7, {gone, {}, {}, 0});
  scenario.steps.insert(scenario.steps.begin() + 15, {KillStep{90}, {}, {}, 0});
  const Shrunk shrunk = shrink(scenario, [](const Scenario& each) {
    return count<VendorStep>(each) > 0 && count<KillStep>(each) > 0;
  });
  EXPECT_FALSE(shrunk.gave_up);
  ASSERT_EQ(shrunk.scenario.steps.size(), 2u);
  EXPECT_EQ(std::get<VendorStep>(shrunk.scenario.steps[0].what).count, 1u);
  EXPECT_EQ(std::get<KillStep>(shrunk.scenario.steps[1].what).after, 0u);
  EXPECT_LE(shrunk.scenario.tenants[0].world.candidates, 1u);
  EXPECT_LT(shrunk.runs, 200u);
}

TEST(Shrink, FindsTheOneFaultAndTheOneTenant) {
  std::uint64_t seed = 1;
  while (invent(seed).faults.size() < 4 || invent(seed).tenants.size() < 2) ++seed;
  const Scenario scenario = invent(seed);
  const std::string wanted = scenario.faults[2].id;
  const std::string vendor = scenario.tenants[1].name;
  const auto has = [&](const Scenario& each) {
    return std::ranges::count(each.faults, wanted, &FaultRule::id) == 1 &&
           std::ranges::count(each.tenants, vendor, &TenantSpec::name) == 1;
  };
  const Shrunk shrunk = shrink(scenario, has);
  EXPECT_TRUE(has(shrunk.scenario));
  EXPECT_EQ(shrunk.scenario.faults.size(), 1u);
  EXPECT_LE(shrunk.scenario.tenants.size(), 2u) << "one more, if the fault is at its vendor";
}

TEST(Shrink, KeepsTheFairEndOfAnInventedScenario) {
  const Scenario scenario = invent(12);
  const Shrunk shrunk = shrink(scenario, [](const Scenario&) { return true; });
  EXPECT_FALSE(shrunk.gave_up);
  EXPECT_TRUE(shrunk.scenario.faults.empty());
  EXPECT_EQ(shrunk.scenario.tenants.size(), 1u);
  EXPECT_TRUE(std::ranges::equal(shrunk.scenario.steps, last_steps(shrunk.scenario)));
}

TEST(Shrink, GivesWhatWasReachedWhenTheRunsAreUsedUp) {
  const Shrunk shrunk = shrink(
      invent(12), [](const Scenario&) { return true; }, 3);
  EXPECT_TRUE(shrunk.gave_up);
  EXPECT_EQ(shrunk.runs, 3u);
  EXPECT_TRUE(reads_back(shrunk.scenario));
}

TEST(Shrink, WhereNothingCanGoNothingGoes) {
  const Scenario scenario = invent(12);
  const Shrunk shrunk = shrink(scenario, [](const Scenario&) { return false; });
  EXPECT_TRUE(shrunk.scenario == scenario);
  EXPECT_FALSE(shrunk.gave_up);
}

TEST(Cuts, AreAllOtherThanWhatTheyWereMadeOf) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Scenario scenario = invent(seed);
    for (const auto cuts : {fewer_steps, fewer_faults, fewer_tenants, plainer_tenants,
                            plainer_steps, plainer_faults}) {
      for (const Scenario& each : cuts(scenario)) EXPECT_FALSE(each == scenario) << seed;
    }
  }
}

// ---- the story --------------------------------------------------------------------------------

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(Story, TellsWorldStepsFaultAndWhatBroke) {
  Scenario scenario;
  scenario.seed = 41;
  scenario.tenants[0].world.candidates = 1;
  FaultRule rule;
  rule.id = "page1";
  rule.at = "greenhouse.candidates.list";
  rule.what.kind = FaultKind::page_looping;
  scenario.faults = {rule};
  scenario.steps = {{SyncStep{}, {}, {}, 0}, {AdvanceStep{2h}, {}, {}, 0}};
  History history;
  history.fired["page1"] = 3;
  Check broken;
  broken.name = "I5";
  broken.good = false;
  broken.words = "acme: candidate 7 is back";
  broken.after = "sync";
  history.checks = {broken};
  const std::string told = story(scenario, history, "crosswalk-sim run explore-41.yaml");
  for (const char* part : {"Seed 41", "acme uses greenhouse: 1 candidate,", "page_looping",
                           "struck 3 times", "1. sync", "2. advance 2h", "I5: acme: candidate 7",
                           "(after sync)", "Again: crosswalk-sim run explore-41.yaml"}) {
    EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
  }
}

TEST(Story, IsNeverLongerThanAPersonReads) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Scenario scenario = invent(seed);
    for (int n = 0; n < 3; ++n) {
      const std::vector<Step> same = scenario.steps;
      scenario.steps.insert(scenario.steps.end(), same.begin(), same.end());
    }
    History history;
    history.broke = std::string(5000, 'x') + "\n\n";
    for (int n = 0; n < 30; ++n) {
      Check check;
      check.name = "I1";
      check.good = false;
      check.words = "line\nline";
      history.checks.push_back(check);
    }
    const std::string told = story(scenario, history, "again");
    EXPECT_LE(lines_in(told), story_lines_max) << told;
    EXPECT_NE(told.find("Again: again"), std::string::npos);
    EXPECT_NE(told.find(" more"), std::string::npos);
    for (std::size_t at = 0; at < told.size();) {
      const std::size_t end = told.find('\n', at);
      EXPECT_LE(end - at, story_columns_max);
      at = end + 1;
    }
  }
}

}  // namespace
}  // namespace crosswalk::sim::explore
