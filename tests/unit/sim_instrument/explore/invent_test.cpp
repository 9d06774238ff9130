// Scenarios that are invented from a seed. At stake: a failure that nobody can play again, because
// its file says something else, and a choice that changes what all other seeds meant.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "explore/explore.hpp"
#include "explore/inventing/places.hpp"
#include "explore/inventing/script.hpp"
#include "explore/known.hpp"
#include "explore/surgery.hpp"
#include "faults/endpoints.hpp"
#include "language/language.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t seeds = 1000;

TEST(Chance, SaysTheSameOfOneNameAndOthersOfOthers) {
  const Chance chance(7);
  EXPECT_EQ(chance.bits("a"), Chance(7).bits("a"));
  EXPECT_NE(chance.bits("a"), chance.bits("b"));
  EXPECT_NE(chance.bits("a"), Chance(8).bits("a"));
  EXPECT_NE(chance.at("step", 1).bits("a"), chance.at("step", 2).bits("a"));
  EXPECT_NE(chance.at("a").bits("b"), chance.at("b").bits("a"));
}

TEST(Chance, StaysWithinItsBoundsAndMeetsAllOfThem) {
  std::set<std::uint64_t> met;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Chance chance(seed);
    met.insert(chance.between("n", 3, 7));
    EXPECT_EQ(chance.below("none", 0), 0u);
    const Duration time = chance.time("t", 2s, 10min);
    EXPECT_GE(time, 2s);
    EXPECT_LE(time, 10min);
    EXPECT_EQ(time.count() % 1000, 0) << "seconds are written and read back exactly";
  }
  EXPECT_EQ(met, (std::set<std::uint64_t>{3, 4, 5, 6, 7}));
}

TEST(Chance, ATimeIsShortAsOftenAsLong) {
  std::uint64_t brief = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    if (Chance(seed).time("t", 1s, 24h) < 5min) ++brief;
  }
  EXPECT_GT(brief, 120u);
  EXPECT_LT(brief, 280u);
}

TEST(Invent, AThousandScenariosReadBackFromTheirFiles) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Scenario scenario = invent(seed);
    EXPECT_TRUE(reads_back(scenario)) << write_scenario(scenario);
  }
}

TEST(Invent, ASeedIsAScenario) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_TRUE(invent(seed) == invent(seed));
    EXPECT_FALSE(invent(seed) == invent(seed + 1));
  }
}

TEST(Invent, EndsWithAllThatWentWrongOverAndTwoFullSyncs) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Scenario scenario = invent(seed);
    const std::vector<Step> last = last_steps(scenario);
    ASSERT_GE(scenario.steps.size(), last.size());
    EXPECT_TRUE(std::equal(last.rbegin(), last.rend(), scenario.steps.rbegin()));
    const auto is_full = [](const Step& step) {
      const auto* const sync = std::get_if<SyncStep>(&step.what);
      return sync != nullptr && sync->full;
    };
    EXPECT_EQ(std::ranges::count_if(last, is_full), 2);
    if (scenario.faults.empty()) continue;
    const auto* const over = std::get_if<FaultStep>(&last.front().what);
    ASSERT_NE(over, nullptr);
    EXPECT_FALSE(over->on);
    EXPECT_EQ(over->ids.size(), scenario.faults.size());
  }
}

TEST(Invent, MeetsEveryVendorEveryKindOfStepAndEveryFamily) {
  std::set<std::string> vendors;
  std::set<std::size_t> steps, families;
  std::set<FaultKind> kinds;
  std::size_t calm = 0, several = 0, large = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Scenario scenario = invent(seed);
    if (scenario.faults.empty()) ++calm;
    if (scenario.tenants.size() > 1) ++several;
    for (const TenantSpec& each : scenario.tenants) {
      vendors.insert(each.vendor);
      if (each.world.candidates > 250) ++large;
    }
    for (const Step& each : scenario.steps) steps.insert(each.what.index());
    for (const FaultRule& each : scenario.faults) {
      kinds.insert(each.what.kind);
      families.insert(static_cast<std::size_t>(word_of(each.what.kind).family));
    }
  }
  EXPECT_EQ(vendors.size(), 3u);
  EXPECT_EQ(steps.size(), std::variant_size_v<StepWhat> - 1) << "all but expectations";
  EXPECT_EQ(families.size(), family_count);
  EXPECT_GE(kinds.size(), fault_words().size() - 1) << "but for what known.cpp leaves out";
  EXPECT_GT(calm, seeds / 10);
  EXPECT_GT(several, seeds / 10);
  EXPECT_GT(large, 0u);
}

TEST(Invent, HasFaultsOfTheAllowedFamiliesOnly) {
  const auto only = families_named("page,hook");
  ASSERT_TRUE(only);
  std::size_t met = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    for (const FaultRule& each : invent(seed, *only).faults) {
      const FaultFamily family = word_of(each.what.kind).family;
      EXPECT_TRUE(family == FaultFamily::page || family == FaultFamily::hook);
      ++met;
    }
    EXPECT_TRUE(invent(seed, Families()).faults.empty());
  }
  EXPECT_GT(met, 50u);
}

TEST(Invent, AFamilyThatIsNotAllowedChangesNothingElse) {
  const auto without = families_named("time,connection,content,refusal,token,page,clock,write");
  ASSERT_TRUE(without);
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Scenario all = invent(seed);
    const Scenario some = invent(seed, *without);
    EXPECT_TRUE(std::ranges::equal(all.tenants, some.tenants));
    for (const FaultRule& each : some.faults) {
      EXPECT_TRUE(std::ranges::any_of(all.faults,
                                      [&](const FaultRule& other) { return same(each, other); }));
    }
  }
}

TEST(Families, AreNamedWithTheNearestWordForAMistake) {
  EXPECT_TRUE(families_named("")->all());
  EXPECT_EQ(families_named("clock")->count(), 1u);
  const auto wrong = families_named("time,pages");
  ASSERT_FALSE(wrong);
  EXPECT_NE(to_string(wrong.error()).find("'page'"), std::string::npos);
}

TEST(Places, AreMetByACustomerAndFitTheKind) {
  TenantSpec gem;
  gem.vendor = "gem";
  gem.exports = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Chance chance(seed);
    const std::string at = invent_place(chance, FaultKind::page_doubled, {gem});
    EXPECT_TRUE(at.starts_with("gem.") || at.starts_with("linkedin.")) << at;
    EXPECT_FALSE(endpoints_of(at).empty()) << at;
    EXPECT_TRUE(invent_place(chance, FaultKind::hook_lost, {gem}).empty());
  }
}

TEST(Known, WhatIsLeftOutIsNotInvented) {
  EXPECT_TRUE(is_known(FaultKind::late_job_failure, "linkedin.jobs.create"));
  EXPECT_FALSE(is_known(FaultKind::lost_answer, "linkedin.jobs.create"));
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    for (const FaultRule& each : invent(seed).faults) {
      EXPECT_FALSE(is_known(each.what.kind, each.at)) << seed;
    }
  }
}

// ---- what a run says --------------------------------------------------------------------------

Check check(std::string name, bool good, std::string words) {
  Check made;
  made.name = std::move(name);
  made.good = good;
  made.words = std::move(words);
  return made;
}

TEST(Failure, IsTheFirstCheckThatDidNotHoldButNoFaultThatNeverStruck) {
  History history;
  EXPECT_FALSE(failure_of(history));
  history.checks = {check("agree", true, ""), check("fired.f1", false, "never struck")};
  EXPECT_FALSE(failure_of(history));
  history.checks.push_back(check("I5", false, "acme: candidate 12 is back"));
  history.checks.push_back(check("agree", false, "acme: 1 extra"));
  ASSERT_TRUE(failure_of(history));
  EXPECT_EQ(failure_of(history)->name, "I5");
  History broken;
  broken.broke = "crashed: Segmentation fault";
  EXPECT_EQ(failure_of(broken)->name, "broke");
}

TEST(Failure, IsLikeAnotherWhateverRecordItWasFoundAt) {
  const Failure one{"agree", "acme: candidate 12 missing; job 3 differs"};
  EXPECT_TRUE(one.is_like({"agree", "birch: candidate 4711 missing"}));
  EXPECT_FALSE(one.is_like({"agree", "acme: job 12 missing"}));
  EXPECT_FALSE(one.is_like({"I1", "acme: candidate 12 missing"}));
}

TEST(PlayFeasible, TakesOutStepsThatCouldBeDoneToNobody) {
  Scenario scenario;
  scenario.steps = {{SyncStep{}, {}, {}, 0}, {ExportStep{}, {}, {}, 0}, {QuietStep{}, {}, {}, 0}};
  int runs = 0;
  const auto plays = [&runs](const Scenario& each) {
    ++runs;
    History history;
    for (const Step& step : each.steps) {
      history.steps.push_back({});
      if (!std::holds_alternative<ExportStep>(step.what)) continue;
      history.checks = {check("steps", false, "LinkedIn holds no open job to export to")};
      break;
    }
    return history;
  };
  EXPECT_FALSE(failure_of(play_feasible(scenario, plays)));
  EXPECT_EQ(scenario.steps.size(), 2u);
  EXPECT_EQ(runs, 2);
}

TEST(PlayFeasible, LeavesOtherFailuresAlone) {
  Scenario scenario;
  scenario.steps = {{SyncStep{}, {}, {}, 0}};
  const auto plays = [](const Scenario&) {
    History history;
    history.steps.resize(1);
    history.checks = {check("steps", false, "not quiet after 2880 minutes")};
    return history;
  };
  EXPECT_EQ(failure_of(play_feasible(scenario, plays))->name, "steps");
  EXPECT_EQ(scenario.steps.size(), 1u);
}

}  // namespace
}  // namespace crosswalk::sim::explore
