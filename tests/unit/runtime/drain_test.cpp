// An operator sees a backlog and must know whether to wait or to worry. What is at stake: the
// limit that binds is the one that is named, the reserve for deletions is not counted on, and
// who has set no limit is not told of one.

#include "runtime/host/drain.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

constexpr LinkedInLimits usual{.requests_per_day = 100'000, .records_per_minute = 10'000};

Backlog waiting(std::uint64_t jobs, std::uint64_t candidates, std::uint64_t applications = 0) {
  return {.waiting = {jobs, candidates, applications}, .leaving = {}, .requests = {}};
}

void expect_drain(const Backlog& backlog, const LinkedInLimits& limits, std::chrono::seconds time,
                  LinkedInLimit limit) {
  const Drain drain = drain_of(backlog, limits);
  EXPECT_EQ(drain.time, time) << drain_words(backlog, limits);
  EXPECT_EQ(drain.limit, limit) << drain_words(backlog, limits);
}

TEST(Drain, OneMinuteTakesWhatItMayAndTheNextTheRest) {
  expect_drain(waiting(0, 1), usual, 60s, LinkedInLimit::records_a_minute);
  expect_drain(waiting(0, 10'000), usual, 60s, LinkedInLimit::records_a_minute);
  expect_drain(waiting(0, 10'001), usual, 120s, LinkedInLimit::records_a_minute);
  expect_drain(waiting(0, 10'000, 1), usual, 120s, LinkedInLimit::records_a_minute);
}

TEST(Drain, JobsHaveAMinuteAndADayOfTheirOwn) {
  expect_drain(waiting(2000, 0), usual, 60s, LinkedInLimit::records_a_minute);
  expect_drain(waiting(2001, 0), usual, 120s, LinkedInLimit::jobs_a_minute);
  expect_drain(waiting(2001, 18'000), usual, 180s, LinkedInLimit::records_a_minute);
  expect_drain(waiting(60'001, 0), usual, 48h, LinkedInLimit::jobs_a_day);
  expect_drain(waiting(600, 0), {.requests_per_day = 0, .records_per_minute = 500}, 120s,
               LinkedInLimit::records_a_minute);
}

TEST(Drain, TheDaysRequestsAreCountedWithoutTheReserveForDeletions) {
  constexpr LinkedInLimits small{.requests_per_day = 100, .records_per_minute = 0};
  expect_drain(waiting(0, 9'400), small, 0s, LinkedInLimit::none);
  expect_drain(waiting(0, 9'401), small, 48h, LinkedInLimit::requests_a_day);
  expect_drain(waiting(0, 9'300, 100), small, 0s, LinkedInLimit::none);
  expect_drain(waiting(1, 9'300, 99), small, 48h, LinkedInLimit::requests_a_day);
  expect_drain(waiting(0, 18'801), small, 72h, LinkedInLimit::requests_a_day);
  expect_drain(waiting(0, 101), {.requests_per_day = 1, .records_per_minute = 0}, 48h,
               LinkedInLimit::requests_a_day);
}

TEST(Drain, WhatLeavesTakesTheMinutesOfOthersAndNotTheirRequests) {
  Backlog backlog = waiting(0, 9'400);
  backlog.leaving = {0, 700, 0};
  expect_drain(backlog, usual, 120s, LinkedInLimit::records_a_minute);
  expect_drain(backlog, {.requests_per_day = 100, .records_per_minute = 0}, 0s,
               LinkedInLimit::none);
}

TEST(Drain, WithoutALimitNothingIsLimited) {
  expect_drain(waiting(5000, 1'000'000), {}, 0s, LinkedInLimit::none);
  expect_drain(waiting(0, 0), usual, 0s, LinkedInLimit::none);
}

TEST(Drain, TheWordsSayWhoWaitsForHowLongAndWhy) {
  EXPECT_EQ(drain_words(waiting(0, 10'859), usual),
            "10,859 candidates wait: about 2 minutes at LinkedIn's 10,000 records a minute");
  EXPECT_EQ(drain_words(waiting(1, 0), usual),
            "1 job waits: about a minute at LinkedIn's 10,000 records a minute");
  EXPECT_EQ(drain_words(waiting(2500, 1, 12), usual),
            "2,500 jobs, 1 candidate and 12 applications wait: about 2 minutes at LinkedIn's 2,000 "
            "jobs a minute");
  EXPECT_EQ(drain_words(waiting(0, 10'000'000), usual),
            "10,000,000 candidates wait: about 2 days at LinkedIn's 100,000 requests a day");
  EXPECT_EQ(drain_words(waiting(0, 2), {}), "2 candidates wait; no limit holds them back");
  EXPECT_EQ(drain_words(waiting(0, 0), usual), "");
  Backlog backlog = waiting(0, 0, 3);
  backlog.leaving = {1, 0, 0};
  EXPECT_EQ(drain_words(backlog, {}),
            "3 applications wait, 1 job leaves; no limit holds them back");
}

TEST(Drain, WaitingIsWhateverHasStillToArriveAndLeavingWhateverHasStillToGo) {
  Counts counts;
  const auto add = [&counts](EntityState state, std::uint64_t count) {
    counts.counts.push_back({RecordKind::application, state, "", count});
  };
  add(EntityState::ready, 1);
  add(EntityState::waiting, 20);
  add(EntityState::task, 300);
  add(EntityState::withdrawing, 4000);
  for (const auto state : {EntityState::sent, EntityState::held, EntityState::withheld,
                           EntityState::withdrawn, EntityState::restricted}) {
    add(state, 50'000);
  }
  const Backlog backlog = backlog_of(counts);
  EXPECT_EQ(backlog.waiting, (std::array<std::uint64_t, record_kind_count>{0, 0, 321}));
  EXPECT_EQ(backlog.leaving, (std::array<std::uint64_t, record_kind_count>{0, 0, 4000}));
  EXPECT_EQ(write_json(drain_json(counts, usual)),
            R"({"records":4321,"seconds":60,"words":"321 applications wait, 4,000 applications )"
            R"(leave: about a minute at LinkedIn's 10,000 records a minute",)"
            R"("children":{"records":0,"requests":0,"seconds":0}})");
}

Backlog with_stages(Backlog backlog, std::uint64_t stages, std::uint64_t requests) {
  backlog.waiting[static_cast<std::size_t>(RecordKind::stage)] = stages;
  backlog.requests[static_cast<std::size_t>(RecordKind::stage)] = requests;
  return backlog;
}

TEST(Drain, WhatHangsOnOthersTakesARequestForEachParent) {
  constexpr LinkedInLimits small{.requests_per_day = 100, .records_per_minute = 0};
  expect_drain(with_stages({}, 500, 0), small, 0s, LinkedInLimit::none);
  expect_drain(with_stages({}, 500, 84), small, 0s, LinkedInLimit::none);
  expect_drain(with_stages({}, 500, 85), small, 48h, LinkedInLimit::requests_a_day);
  expect_drain(with_stages({}, 500, 169), small, 72h, LinkedInLimit::requests_a_day);
}

TEST(Drain, ChildrenGetOfADayWhatTheOthersLeave) {
  constexpr LinkedInLimits small{.requests_per_day = 100, .records_per_minute = 0};
  expect_drain(with_stages(waiting(0, 8'000), 9, 4), small, 0s, LinkedInLimit::none);
  expect_drain(with_stages(waiting(0, 8'000), 9, 5), small, 48h, LinkedInLimit::requests_a_day);
  expect_drain(with_stages(waiting(0, 9'400), 9, 84), small, 48h, LinkedInLimit::requests_a_day);
  expect_drain(with_stages(waiting(0, 9'500), 9, 83), small, 48h, LinkedInLimit::requests_a_day);
  expect_drain(with_stages(waiting(0, 9'500), 9, 84), small, 72h, LinkedInLimit::requests_a_day);
}

TEST(Drain, TheWordsTellWhatComesFirstAndWhatComesThen) {
  EXPECT_EQ(drain_words(with_stages(waiting(0, 2'000), 300'000, 150'000), usual),
            "2,000 candidates wait: about a minute at LinkedIn's 10,000 records a minute; then "
            "300,000 stages wait: about 2 days at LinkedIn's 100,000 requests a day");
  EXPECT_EQ(drain_words(with_stages({}, 1, 1), usual),
            "1 stage waits: about a minute at LinkedIn's 10,000 records a minute");
  EXPECT_EQ(counted(1, RecordKind::candidate_note), "1 candidate note");
  EXPECT_EQ(counted(2000, RecordKind::feedback), "2,000 feedback records");
}

TEST(Drain, TheRequestsOfOneParentEachComeFromTheStore) {
  Counts counts;
  counts.counts.push_back({RecordKind::stage, EntityState::ready, "", 700});
  counts.counts.push_back({RecordKind::feedback, EntityState::waiting, "", 700});
  counts.batches[static_cast<std::size_t>(RecordKind::stage)] = 90;
  counts.batches[static_cast<std::size_t>(RecordKind::feedback)] = 90;
  OneParent stages_alone{};
  stages_alone[static_cast<std::size_t>(RecordKind::stage)] = true;
  const Json json =
      drain_json(counts, {.requests_per_day = 100, .records_per_minute = 0}, stages_alone);
  EXPECT_EQ(write_json(*json.find("children")),
            R"({"records":1400,"requests":97,"seconds":172800})");
  const OneParent v2 = one_parent_kinds(v2_dialect());
  EXPECT_TRUE(v2[static_cast<std::size_t>(RecordKind::stage)]);
  EXPECT_FALSE(v2[static_cast<std::size_t>(RecordKind::application)]);
}

TEST(Limited, TheSentenceNamesTheLimitThatBinds) {
  const auto words = [](LinkedInLimit limit, int status = 0) {
    return limited_words({{{}, limit}, status}, usual);
  };
  EXPECT_EQ(words(LinkedInLimit::records_a_minute),
            "LinkedIn's 10,000 records a minute; it goes on by itself");
  EXPECT_EQ(words(LinkedInLimit::jobs_a_minute),
            "LinkedIn's 2,000 jobs a minute; it goes on by itself");
  EXPECT_EQ(words(LinkedInLimit::requests_a_day),
            "LinkedIn's 100,000 requests a day; it goes on by itself");
  EXPECT_EQ(words(LinkedInLimit::jobs_a_day), "LinkedIn's 60,000 jobs a day; it goes on by itself");
  EXPECT_EQ(words(LinkedInLimit::busy, 429),
            "LinkedIn says that it is busy (status 429); it is asked again by itself");
  EXPECT_EQ(words(LinkedInLimit::busy), "LinkedIn asks for a pause; it is asked again by itself");
}

}  // namespace
}  // namespace crosswalk
