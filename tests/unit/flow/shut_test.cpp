// Times in which nothing may be sent, or nothing would be taken. At stake: LinkedIn is not asked
// in vain, nothing that waits is lost, whoever must go still goes, and a person is told why.

#include <gtest/gtest.h>

#include "unit/flow/lane_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

const std::string switched_off =
    R"({"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version is not active"})";

// Something of every kind that waits to go, and two that wait to leave.
void fill(LaneBed& bed) {
  bed.want_application("1");
  bed.want(RecordKind::candidate, "K1");
  bed.want(RecordKind::candidate, "K2");
  bed.run();
  bed.departed.clear();
  for (int id = 1; id <= 250; ++id) bed.want(RecordKind::candidate, "M" + std::to_string(id));
  bed.want(RecordKind::job, "J2");
  bed.want(RecordKind::stage, "S1", {"A1"});
  bed.want(RecordKind::feedback, "F1", {"A1"});
  bed.mark(RecordKind::candidate, {"K1", "K2"}, EntityState::withdrawing);
}

bool alarmed(LaneBed& bed, std::string_view words) {
  return std::ranges::any_of(bed.context().report.alarms, [&](const std::string& alarm) {
    return alarm.find(words) != std::string::npos;
  });
}

// ---- a version that is switched off ----------------------------------------------------------

void switch_off(LaneBed& bed) {
  bed.tenant.meddle = [](Peer, const HttpRequest&, HttpResponse) {
    return std::optional(HttpResponse{426, {}, switched_off});
  };
}

TEST(Sunset, NothingMoreIsAskedAndThePersonLearnsWhichVersion) {
  LaneBed bed;
  fill(bed);
  bed.tenant.setup.tenant.dialect.headers.emplace_back("LinkedIn-Version", "202511");
  bed.context().setup.dialect.headers.emplace_back("LinkedIn-Version", "202511");
  switch_off(bed);
  bed.run(24h);
  EXPECT_LE(bed.departed.size(), 4u) << "what was on its way when the first answer came";
  EXPECT_TRUE(bed.idle());
  EXPECT_EQ(bed.context().report.alarms,
            (std::vector<std::string>{
                "LinkedIn does not serve version 202511 of its API any more; set a newer "
                "linkedin.version in the configuration"}));
  EXPECT_EQ(bed.state(RecordKind::candidate, "M1"), EntityState::ready);
  const std::size_t before = bed.departed.size();
  bed.context().nudge();
  bed.run(24h);
  EXPECT_EQ(bed.departed.size(), before);
}

TEST(Sunset, ANewRoundAsksOnceAndNotWithEveryLane) {
  LaneBed bed;
  fill(bed);
  switch_off(bed);
  bed.run();
  for (int round = 0; round < 3; ++round) {
    bed.departed.clear();
    bed.context().report.alarms.clear();
    bed.context().doubt_sunset();
    bed.lanes->release();
    bed.run();
    EXPECT_EQ(bed.departed.size(), 1u);
    EXPECT_TRUE(alarmed(bed, "does not serve version v2"));
  }
}

TEST(Sunset, WhenItIsServedAgainAllGoesAndTheAlarmIsOver) {
  LaneBed bed;
  fill(bed);
  switch_off(bed);
  bed.run();
  bed.tenant.meddle = nullptr;
  bed.context().doubt_sunset();
  bed.lanes->release();
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::candidate, "M250"), EntityState::sent);
  EXPECT_EQ(bed.state(RecordKind::stage, "S1"), EntityState::sent);
  EXPECT_EQ(bed.state(RecordKind::candidate, "K1"), EntityState::withdrawn);
  EXPECT_TRUE(bed.context().report.alarms.empty());
}

TEST(Sunset, AOneTimeSyncEndsAndSaysSo) {
  PaperTenant tenant;
  tenant.vendor.write("jobs", "J1", {.name = "Welder"}, tenant.setup.start - 24h);
  tenant.vendor.write("candidates", "C1", {.name = "Ana"}, tenant.setup.start - 24h);
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool asked = peer == Peer::linkedin && !request.target.starts_with("/oauth");
    return std::optional(asked ? HttpResponse{426, {}, switched_off} : std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(tenant.alarmed("does not serve version"));
  EXPECT_EQ(tenant.run->report().rounds, 1u) << "reading goes on";
  tenant.meddle = nullptr;
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(tenant.alarmed("does not serve version"));
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C1"), EntityState::sent);
}

// ---- the gate of onboarding ------------------------------------------------------------------

TEST(ClosedGate, NoRecordIsSentAndWhoeverMustGoGoes) {
  LaneBed bed;
  fill(bed);
  bed.context().set_closed("nobody has agreed yet");
  bed.run(24h);
  EXPECT_TRUE(bed.departures("PUT", "").empty());
  EXPECT_TRUE(bed.departures("POST", "").empty());
  EXPECT_EQ(bed.state(RecordKind::candidate, "K1"), EntityState::withdrawn);
  EXPECT_EQ(bed.context().report.closed, "nobody has agreed yet");
  EXPECT_EQ(bed.context().report.alarms,
            (std::vector<std::string>{"nothing is sent to LinkedIn: nobody has agreed yet"}));
  EXPECT_TRUE(bed.idle()) << "a sync must end";
}

TEST(ClosedGate, WhenItOpensAllThatWaitedGoes) {
  LaneBed bed;
  fill(bed);
  bed.context().set_closed("nobody has agreed yet");
  bed.run();
  bed.context().set_closed("LinkedIn has not enabled it");
  EXPECT_EQ(bed.context().report.alarms.size(), 1u);
  bed.context().set_closed({});
  bed.run();
  EXPECT_TRUE(bed.context().report.alarms.empty());
  EXPECT_EQ(bed.state(RecordKind::candidate, "M250"), EntityState::sent);
  EXPECT_EQ(bed.state(RecordKind::feedback, "F1"), EntityState::sent);
}

TEST(ClosedGate, ShutInTheMidstOfABacklogItStopsAfterWhatIsOnItsWay) {
  LaneBed bed;
  fill(bed);
  bool once = false;
  bed.tenant.meddle = [&](Peer, const HttpRequest& request, HttpResponse reply) {
    const bool people = request.target.find("/atsCandidates") != std::string::npos;
    if (people && request.method != "DELETE" && !std::exchange(once, true)) {
      bed.context().set_closed("the customer switched it off");
    }
    return std::optional(std::move(reply));
  };
  bed.run();
  const auto written = [](const Departure& left) {
    return left.body.find("\"firstName\"") != std::string::npos;
  };
  EXPECT_EQ(std::ranges::count_if(bed.departed, written), 1);
  EXPECT_EQ(bed.state(RecordKind::candidate, "M99"), EntityState::ready);
}

// ---- why it waits ----------------------------------------------------------------------------

std::optional<Limited> limited_after(LaneBed& bed, Duration after) {
  bed.run(after);
  return bed.lanes->limited();
}

TEST(Limits, TheLimitThatBindsIsNamedAndUntilWhen) {
  LaneBed bed;
  bed.tenant.setup.tenant.options.records_per_minute = 100;
  for (int id = 1; id <= 150; ++id) bed.want(RecordKind::candidate, "C" + std::to_string(id));
  const Instant began = bed.now;
  const std::optional<Limited> told = limited_after(bed, 1s);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->pause.limit, LinkedInLimit::records_a_minute);
  EXPECT_LE(told->pause.until - began, 60s);
  EXPECT_FALSE(limited_after(bed, 2min)) << "it went on";
}

TEST(Limits, JobsHaveTheirOwnAndADayIsNamedToo) {
  LaneBed jobs;
  for (int id = 1; id <= 2100; ++id) jobs.want(RecordKind::job, "J" + std::to_string(id));
  const std::optional<Limited> minute = limited_after(jobs, 5s);
  ASSERT_TRUE(minute);
  EXPECT_EQ(minute->pause.limit, LinkedInLimit::jobs_a_minute);
  LaneBed bed;
  bed.tenant.setup.tenant.options.requests_per_day = 4;
  for (int id = 1; id <= 500; ++id) bed.want(RecordKind::candidate, "C" + std::to_string(id));
  const std::optional<Limited> day = limited_after(bed, 5s);
  ASSERT_TRUE(day);
  EXPECT_EQ(day->pause.limit, LinkedInLimit::requests_a_day);
}

TEST(Limits, ABusyLinkedInIsNamedWithItsStatus) {
  LaneBed bed;
  bed.want(RecordKind::candidate, "C1");
  bed.tenant.meddle = [](Peer, const HttpRequest&, HttpResponse) {
    return std::optional(HttpResponse{503, {{"Retry-After", "90"}}, ""});
  };
  const std::optional<Limited> told = limited_after(bed, 5s);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->pause.limit, LinkedInLimit::busy);
  EXPECT_EQ(told->status, 503);
}

TEST(Limits, WhileALaneMovesNobodyWaits) {
  LaneBed bed;
  bed.tenant.setup.tenant.options.records_per_minute = 100;
  for (int id = 1; id <= 150; ++id) bed.want(RecordKind::candidate, "C" + std::to_string(id));
  bed.run(1s);
  ASSERT_TRUE(bed.lanes->limited());
  bed.lanes->nudge();
  EXPECT_FALSE(bed.lanes->limited()) << "lanes look into the store";
}

TEST(Limits, AFlowTellsWhyItWaitsUntilItIsDone) {
  PaperTenant tenant;
  tenant.vendor.page_items = 1000;
  tenant.setup.tenant.options.records_per_minute = 100;
  for (int id = 1; id <= 250; ++id) {
    tenant.vendor.write("candidates", "C" + std::to_string(id), {.name = "Ana"},
                        tenant.setup.start - 24h);
  }
  tenant.run = std::make_unique<sim::VirtualRun>(tenant.setup);
  tenant.run->ask_sync();
  tenant.run->run_to_quiet(1s, 5s);
  const FlowReport waiting = tenant.run->report();
  ASSERT_TRUE(waiting.limited);
  EXPECT_EQ(waiting.limited->pause.limit, LinkedInLimit::records_a_minute);
  EXPECT_FALSE(waiting.settled);
  ASSERT_TRUE(tenant.run->run_to_quiet());
  EXPECT_FALSE(tenant.run->report().limited);
}

}  // namespace
}  // namespace crosswalk
