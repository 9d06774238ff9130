// The parts of the virtual stage by themselves: the table from the judge's words to the product's
// configuration, captured values, quirks by name, pushes on their way. At stake: a policy that the
// product never heard of makes every verdict of the judge about something else.

#include <gtest/gtest.h>

#include <algorithm>

#include "scenario/captures.hpp"
#include "scenario/play.hpp"
#include "scenario/virtual/product_policy.hpp"
#include "scenario/virtual/quirks.hpp"
#include "scenarios/on_virtual_time.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

Scenario twenty_people(std::vector<StepWhat> steps) {
  Scenario scenario;
  scenario.name = "small";
  scenario.tenants[0].world.candidates = 20;
  scenario.tenants[0].world.jobs = 8;
  for (StepWhat& each : steps) scenario.steps.push_back({std::move(each), {}, {}, 0});
  return scenario;
}

std::string failures_told(const History& history) {
  std::string all = history.broke;
  for (const Check& each : history.checks) {
    if (!each.good) all += each.name + " after '" + each.after + "': " + each.words + "\n";
  }
  return all;
}

// ---- the policy -------------------------------------------------------------------------------

// Whatever the judge can be told to expect, the product is told, and both agree; or it is refused,
// because LinkedIn requires the field.
TEST(ProductPolicies, EveryFieldThatTheJudgeKnowsIsWithheldOrRefused) {
  std::vector<std::string> refused;
  for (const std::string_view field : withholdable_fields()) {
    Scenario scenario = twenty_people({SyncStep{}});
    scenario.tenants[0].policy.withheld_fields = {std::string(field)};
    const History history = run(scenario);
    if (history.broke.empty()) {
      EXPECT_EQ(failures_told(history), "") << field;
    } else {
      EXPECT_NE(history.broke.find("LinkedIn requires"), std::string::npos) << history.broke;
      refused.emplace_back(field);
    }
  }
  EXPECT_EQ(refused, (std::vector<std::string>{"candidate.addresses", "candidate.phoneNumbers"}));
}

TEST(ProductPolicies, EveryKindAndEachDepartmentIsWithheld) {
  for (const std::string_view kind : withholdable_kinds()) {
    Scenario scenario = twenty_people({SyncStep{}});
    scenario.tenants[0].policy.withheld_kinds = {std::string(kind)};
    scenario.expect.held[std::string(kind)] = {.at_least = 0, .at_most = 0};
    EXPECT_EQ(failures_told(run(scenario)), "") << kind;
  }
  Scenario scenario = twenty_people({SyncStep{}});
  const World world(world_of(scenario, scenario.tenants[0]));
  scenario.tenants[0].policy.withheld_departments = {
      std::string(world.all<Department>().begin()->name)};
  EXPECT_EQ(failures_told(run(scenario)), "");
}

TEST(ProductPolicies, FlagsGrantsAndSettingsArePassedOn) {
  TenantPolicy judged;
  judged.private_candidates = judged.confidential_jobs = judged.private_notes = true;
  judged.export_email = judged.export_profile_url = judged.linkedin_from_answers = true;
  judged.availability = "PUBLIC";
  judged.members = {{4001, "urn:li:person:a"}};
  const auto ours = product_policy(judged);
  ASSERT_TRUE(ours);
  EXPECT_TRUE(ours->policy.private_candidates && ours->policy.confidential_jobs);
  EXPECT_TRUE(ours->policy.private_notes && ours->grants.email && ours->grants.profile_url);
  EXPECT_EQ(ours->availability, "PUBLIC");
  EXPECT_EQ(ours->members.at("4001"), "urn:li:person:a");
  EXPECT_EQ(ours->settings.at("linkedin_from_answers"), "yes");
  EXPECT_EQ(ours->settings.at("hiring_team"), "yes");
  judged.withheld_fields = {"candidate.phoneNumber"};
  const auto wrong = product_policy(judged);
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().what.find("candidate.phoneNumbers"), std::string::npos);
}

TEST(ProductPolicies, AnyNarrowingCounts) {
  const TenantPolicy usual;
  TenantPolicy wider = usual, narrower = usual;
  wider.private_notes = true;
  narrower.withheld_kinds = {"stage"};
  EXPECT_FALSE(narrows(usual, usual));
  EXPECT_FALSE(narrows(usual, wider));
  EXPECT_TRUE(narrows(wider, usual));
  EXPECT_TRUE(narrows(usual, narrower));
  EXPECT_FALSE(narrows(narrower, usual));
}

// ---- captured values --------------------------------------------------------------------------

TEST(CapturedValues, FillListsWithAllAndTextsWithOne) {
  const Captures captures{{"jobs", {"1", "2"}}, {"one", {"7"}}};
  VendorStep vendor;
  vendor.ids = {"$jobs", "9", "$one"};
  vendor.fields = {{"job_id", "$one"}};
  const auto filled = filled_in(Step{vendor, {}, {}, 0}, captures);
  ASSERT_TRUE(filled);
  const auto& got = std::get<VendorStep>(filled->what);
  EXPECT_EQ(got.ids, (std::vector<std::string>{"1", "2", "9", "7"}));
  EXPECT_EQ(got.fields[0].second, "7");
  Expectations expect;
  expect.linkedin_records.resize(1);
  expect.linkedin_records[0].id = "$one/$one";
  EXPECT_EQ(filled_in(expect, captures)->linkedin_records[0].id, "7/7");
}

TEST(CapturedValues, ThatAreNotThereOrTooManyAreRefused) {
  const Captures captures{{"jobs", {"1", "2"}}};
  EraseStep erase;
  erase.candidate = "$jobs";
  const auto many = filled_in(Step{erase, {}, {}, 0}, captures);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().where, "$jobs");
  erase.candidate = "$nobody";
  const auto none = filled_in(Step{erase, {}, {}, 0}, captures);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().where, "$nobody");
  erase.candidate = "costs $ 5";
  EXPECT_TRUE(filled_in(Step{erase, {}, {}, 0}, captures));
}

// ---- quirks -----------------------------------------------------------------------------------

TEST(NamedQuirks, AreSetAsWrittenAndUnknownOnesRefused) {
  Quirks quirks;
  for (const auto& [name, text] :
       std::vector<std::pair<std::string, std::string>>{{"page_items", "7"},
                                                        {"newest_first", "false"},
                                                        {"write_lag", "5m"},
                                                        {"denied", "candidates, jobs"},
                                                        {"exports_per_month", "2"}}) {
    EXPECT_TRUE(set_quirk(quirks, name, text)) << name;
  }
  EXPECT_EQ(quirks.page_items, 7u);
  EXPECT_FALSE(quirks.newest_first);
  EXPECT_EQ(quirks.write_lag, 5min);
  EXPECT_EQ(quirks.denied, (std::vector<std::string>{"candidates", "jobs"}));
  EXPECT_EQ(quirks.exports_per_month, 2u);
  EXPECT_FALSE(set_quirk(quirks, "page_items", "seven"));
  const auto unknown = set_quirk(quirks, "page_item", "7");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().what.find("page_items"), std::string::npos);
}

TEST(NamedQuirks, OfTheOneLinkedInMustNotContradictEachOther) {
  std::vector<TenantSpec> tenants(2);
  tenants[1].name = "bolt";
  tenants[0].quirks.linkedin_records_per_minute = 500;
  const auto one = linkedin_options(tenants);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->quotas.records_per_minute, 500u);
  tenants[1].quirks.linkedin_records_per_minute = 600;
  EXPECT_FALSE(linkedin_options(tenants));
}

// ---- pushes and turns -------------------------------------------------------------------------

FaultRule rule(const std::string& at, FaultKind kind) {
  FaultRule rule;
  rule.id = "it";
  rule.at = at;
  rule.what.kind = kind;
  return rule;
}

TEST(PushesThroughFaults, ComeTwiceLateOrNotAtAll) {
  ExportStep exported;
  exported.member = "nadja";
  for (const FaultKind kind : {FaultKind::hook_lost, FaultKind::hook_doubled, FaultKind::hook_late,
                               FaultKind::hook_reordered, FaultKind::hook_missigned}) {
    Scenario scenario = twenty_people({SyncStep{}, exported, AdvanceStep{3h}, QuietStep{}});
    FaultRule strange = rule("hook.linkedin.export", kind);
    strange.when.attempts = 1;
    strange.what.wait = 30s;
    scenario.faults = {strange};
    const History history = run(scenario);
    EXPECT_EQ(failures_told(history), "") << word_of(kind).word;
    EXPECT_GE(history.fired.at("it"), 1u);
    const auto pushes =
        std::ranges::count(history.happenings, "hook.linkedin.export", &Happening::endpoint);
    EXPECT_GE(pushes, kind == FaultKind::hook_doubled ? 2 : 0) << word_of(kind).word;
  }
}

TEST(TurnsOfPeers, EntitiesAreRefusedAndTasksOfJobsFail) {
  for (const auto& [at, kind] : {std::pair("linkedin.candidates.put", FaultKind::partial_failure),
                                 std::pair("linkedin.jobs.create", FaultKind::late_job_failure)}) {
    Scenario scenario = twenty_people({SyncStep{}, AdvanceStep{2h}, SyncStep{true}});
    FaultRule partial = rule(at, kind);
    partial.when.first = 1;
    partial.when.attempts = 1;
    partial.what.count = 2;
    partial.what.status = 500;
    scenario.faults = {partial};
    // A job whose task has failed waits for the next full reading.
    if (kind == FaultKind::late_job_failure) scenario.expect.not_invariants = {"I1"};
    const History history = run(scenario);
    EXPECT_EQ(failures_told(history), "") << at;
    EXPECT_EQ(history.fired.at("it"), 1u);
  }
}

TEST(TurnsOfPeers, ARotatedSecretHoldsEverythingUpUntilItIsRotatedHereToo) {
  Scenario scenario =
      twenty_people({SyncStep{}, AdvanceStep{1min}, SyncStep{}, RotateStep{"vendor"}, SyncStep{}});
  VendorStep changed;
  changed.count = 2;
  scenario.steps.insert(scenario.steps.begin() + 1, {changed, {}, {}, 0});
  FaultRule rotated = rule("greenhouse.*.list", FaultKind::secret_rotated);
  rotated.when.from = 30s;
  rotated.when.first = 0;
  rotated.when.until = 3min;
  scenario.faults = {rotated};
  const History history = run(scenario);
  EXPECT_GE(history.fired.at("it"), 1u);
  EXPECT_EQ(failures_told(history), "");
}

}  // namespace
}  // namespace crosswalk::sim
