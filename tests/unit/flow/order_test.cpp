// LinkedIn grants so many requests a day, and they are shared out. At stake: a person who must go
// waits for nobody, a recruiter who asks for jobs is served behind any backlog, and people come
// before what was noted about them.

#include <gtest/gtest.h>

#include "unit/flow/lane_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

std::string number(int id) { return std::to_string(id); }

// An application at LinkedIn with stages that wait, and candidates behind whom they wait.
void fill_backlog(LaneBed& bed, int stages, int candidates) {
  bed.want_application("1");
  bed.run();
  bed.departed.clear();
  for (int id = 1; id <= stages; ++id) bed.want(RecordKind::stage, "S" + number(id), {"A1"});
  for (int id = 1; id <= candidates; ++id) bed.want(RecordKind::candidate, "K" + number(id));
}

TEST(Order, PeopleComeBeforeWhatWasNotedAboutThem) {
  LaneBed bed;
  fill_backlog(bed, 3, 950);
  bed.run();
  EXPECT_EQ(bed.departures("PUT", "/stages").size(), 1u);
  EXPECT_EQ(bed.departures("PUT", "/atsCandidates?").size(), 10u);
  EXPECT_GT(bed.first("PUT", "/stages"), bed.last("PUT", "/atsCandidates?"));
}

// The same by two lanes alone, with the rule and without it.
bool children_waited(bool parents_first) {
  LaneBed bed;
  fill_backlog(bed, 3, 950);
  bed.lanes.reset();
  bed.make_own(RecordKind::candidate, Lane::Purpose::write, {});
  Lane& candidates = *bed.own[0];
  bed.make_own(RecordKind::stage, Lane::Purpose::write,
               [&candidates, parents_first] { return parents_first && !candidates.idle(); });
  bed.run();
  EXPECT_EQ(bed.departures("PUT", "/stages").size(), 1u);
  return bed.first("PUT", "/stages") > bed.last("PUT", "/atsCandidates?");
}

TEST(Order, WithoutTheRuleChildrenPushIn) {
  EXPECT_TRUE(children_waited(true));
  EXPECT_FALSE(children_waited(false)) << "this test could not fail";
}

TEST(Order, ALaneThatIsParkedKeepsNobodyBack) {
  LaneBed bed;
  fill_backlog(bed, 3, 950);
  bed.tenant.meddle = [](Peer, const HttpRequest& request, HttpResponse reply) {
    if (request.target.find("/atsCandidates") != std::string::npos) reply.status = 403;
    return std::optional(std::move(reply));
  };
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::stage, "S1"), EntityState::sent);
  EXPECT_EQ(bed.state(RecordKind::candidate, "K1"), EntityState::ready);
}

TEST(Order, WhatHangsOnOthersLeavesTheRestOfTheDayToThem) {
  LaneBed bed;
  bed.tenant.setup.tenant.options.requests_per_day = 100;
  for (int id = 1; id <= 120; ++id) bed.want(RecordKind::candidate, "C" + number(id));
  bed.run();
  for (int id = 1; id <= 120; ++id) {
    bed.want(RecordKind::candidate_note, "N" + number(id), {"C" + number(id)});
  }
  bed.run();
  const std::size_t notes = bed.departures("PUT", "/notes").size();
  EXPECT_EQ(bed.departed.size(), 84u) << "notes use no more than this of the day";
  bed.want(RecordKind::candidate, "C121");
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::candidate, "C121"), EntityState::sent);
  EXPECT_EQ(bed.departures("PUT", "/notes").size(), notes);
  EXPECT_TRUE(bed.lanes->resting().has_value());
  bed.run(24h);
  EXPECT_EQ(bed.departures("PUT", "/notes").size(), 120u);
}

TEST(Order, TheLastTwentiethOfADayTakesPeopleAway) {
  LaneBed bed;
  bed.tenant.setup.tenant.options.requests_per_day = 20;
  for (int id = 1; id <= 1950; ++id) bed.want(RecordKind::candidate, "C" + number(id));
  bed.run();
  EXPECT_EQ(bed.departed.size(), 18u);
  bed.mark(RecordKind::candidate, {"C1"}, EntityState::withdrawing);
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::candidate, "C1"), EntityState::withdrawn);
  EXPECT_EQ(bed.departed.size(), 19u);
}

TEST(Order, DeletionsGoWhileChildrenWait) {
  LaneBed bed;
  fill_backlog(bed, 1500, 0);
  bed.want(RecordKind::candidate, "K1");
  bed.run();
  bed.departed.clear();
  for (int id = 1; id <= 900; ++id) bed.want(RecordKind::stage, "T" + number(id), {"A1"});
  bed.mark(RecordKind::candidate, {"K1"}, EntityState::withdrawing);
  bed.run();
  EXPECT_EQ(bed.first("DELETE", "/atsCandidates?"), 0u);
  EXPECT_EQ(bed.departures("PUT", "/stages").size(), 9u);
}

// ---- what LinkedIn asks for anew ---------------------------------------------------------------

void fill_jobs(LaneBed& bed, int jobs) {
  for (int id = 1; id <= jobs; ++id) bed.want(RecordKind::job, "J" + number(id));
}

// The first departure that brings this job.
std::size_t brought(const LaneBed& bed, const std::string& job) {
  const auto brings = [&](const Departure& left) {
    return left.body.find("\"" + job + "\"") != std::string::npos;
  };
  return static_cast<std::size_t>(std::ranges::find_if(bed.departed, brings) -
                                  bed.departed.begin());
}

TEST(Resync, IsServedBeforeABacklogOfJobs) {
  LaneBed bed;
  fill_jobs(bed, 5);
  bed.run();
  ASSERT_EQ(bed.state(RecordKind::job, "J5"), EntityState::sent);
  for (int id = 1; id <= 2600; ++id) bed.want(RecordKind::job, "K" + number(id));
  bed.run(5s);
  ASSERT_TRUE(bed.lanes->limited()) << "the minute is used up, and hundreds wait";
  bed.departed.clear();
  const Instant asked = bed.now;
  ASSERT_TRUE(bed.tenant.store.carry_out(Resend{.ids = {"J2", "J4"}, .all_open = false}));
  bed.run(30min);
  const std::size_t first = brought(bed, "J2");
  ASSERT_LT(first, bed.departed.size());
  EXPECT_LE(bed.departed[first].at - asked, 1min);
  EXPECT_EQ(brought(bed, "J4"), first);
  EXPECT_GE(bed.departures("POST", "/simpleJobPostings").size(), 6u);
  EXPECT_LE(first, 1u) << "no more than what was on its way went before";
}

// The same by two lanes alone, with the rule and without it: the backlog looks first.
std::size_t place_of_what_was_asked(bool asked_first) {
  LaneBed bed;
  fill_jobs(bed, 2);
  bed.run();
  for (int id = 1; id <= 500; ++id) bed.want(RecordKind::job, "K" + number(id));
  EXPECT_TRUE(bed.tenant.store.carry_out(Resend{.ids = {"J2"}, .all_open = false}));
  bed.lanes.reset();
  bed.departed.clear();
  const Lane* resync = nullptr;
  bed.make_own(RecordKind::job, Lane::Purpose::write,
               [&resync, asked_first] { return asked_first && !resync->idle(); });
  bed.make_own(RecordKind::job, Lane::Purpose::resync, {});
  resync = bed.own[1].get();
  bed.run();
  return brought(bed, "J2");
}

TEST(Resync, WithoutTheRuleItStandsInLine) {
  EXPECT_EQ(place_of_what_was_asked(true), 0u);
  EXPECT_GT(place_of_what_was_asked(false), 0u) << "this test could not fail";
}

TEST(Resync, HasAShareOfTheDayThatABacklogCannotUseUp) {
  LaneBed bed;
  bed.tenant.setup.tenant.options.requests_per_day = 12;
  fill_jobs(bed, 1);
  bed.run();
  for (int id = 1; id <= 950; ++id) bed.want(RecordKind::candidate, "C" + number(id));
  bed.run();
  ASSERT_TRUE(bed.lanes->resting().has_value());
  ASSERT_TRUE(bed.tenant.store.carry_out(Resend{.ids = {}, .all_open = true}));
  bed.departed.clear();
  bed.run(30min);
  EXPECT_EQ(bed.departures("POST", "/simpleJobPostings").size(), 1u);
}

// Each run from a timetable is a process of its own; the day at LinkedIn is one.
TEST(Order, ALaterProcessOfTheSameDayKeepsTheReserveForDeletions) {
  LaneBed bed;
  bed.tenant.setup.tenant.options.requests_per_day = 20;
  for (int id = 1; id <= 1750; ++id) bed.want(RecordKind::candidate, "C" + number(id));
  bed.run();
  EXPECT_EQ(bed.departed.size(), 18u);
  const Result<StoreAnswer> opened = bed.tenant.store.carry_out(Open{});
  ASSERT_TRUE(opened);
  LaneBed later;
  later.tenant.setup.tenant.options.requests_per_day = 20;
  later.now = bed.now;
  later.context().restore(std::get<Opening>(*opened).used);
  later.want(RecordKind::candidate, "D1");
  later.want(RecordKind::candidate, "D2");
  later.mark(RecordKind::candidate, {"D2"}, EntityState::withdrawing);
  later.run();
  EXPECT_EQ(later.state(RecordKind::candidate, "D1"), EntityState::ready);
  EXPECT_EQ(later.state(RecordKind::candidate, "D2"), EntityState::withdrawn);
}

}  // namespace
}  // namespace crosswalk
