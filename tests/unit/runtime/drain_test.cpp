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
  return {.waiting = {jobs, candidates, applications}, .leaving = {}};
}

void expect_drain(const Backlog& backlog, const LinkedInLimits& limits, std::chrono::seconds time,
                  DrainLimit limit) {
  const Drain drain = drain_of(backlog, limits);
  EXPECT_EQ(drain.time, time) << drain_words(backlog, limits);
  EXPECT_EQ(drain.limit, limit) << drain_words(backlog, limits);
}

TEST(Drain, OneMinuteTakesWhatItMayAndTheNextTheRest) {
  expect_drain(waiting(0, 1), usual, 60s, DrainLimit::records_a_minute);
  expect_drain(waiting(0, 10'000), usual, 60s, DrainLimit::records_a_minute);
  expect_drain(waiting(0, 10'001), usual, 120s, DrainLimit::records_a_minute);
  expect_drain(waiting(0, 10'000, 1), usual, 120s, DrainLimit::records_a_minute);
}

TEST(Drain, JobsHaveAMinuteAndADayOfTheirOwn) {
  expect_drain(waiting(2000, 0), usual, 60s, DrainLimit::records_a_minute);
  expect_drain(waiting(2001, 0), usual, 120s, DrainLimit::jobs_a_minute);
  expect_drain(waiting(2001, 18'000), usual, 180s, DrainLimit::records_a_minute);
  expect_drain(waiting(60'001, 0), usual, 48h, DrainLimit::jobs_a_day);
  expect_drain(waiting(600, 0), {.requests_per_day = 0, .records_per_minute = 500}, 120s,
               DrainLimit::records_a_minute);
}

TEST(Drain, TheDaysRequestsAreCountedWithoutTheReserveForDeletions) {
  constexpr LinkedInLimits small{.requests_per_day = 100, .records_per_minute = 0};
  expect_drain(waiting(0, 9'500), small, 0s, DrainLimit::none);
  expect_drain(waiting(0, 9'501), small, 48h, DrainLimit::requests_a_day);
  expect_drain(waiting(0, 9'400, 0), small, 0s, DrainLimit::none);
  expect_drain(waiting(1, 9'400, 99), small, 48h, DrainLimit::requests_a_day);
  expect_drain(waiting(0, 19'001), small, 72h, DrainLimit::requests_a_day);
  expect_drain(waiting(0, 101), {.requests_per_day = 1, .records_per_minute = 0}, 48h,
               DrainLimit::requests_a_day);
}

TEST(Drain, WhatLeavesTakesTheMinutesOfOthersAndNotTheirRequests) {
  Backlog backlog = waiting(0, 9'500);
  backlog.leaving = {0, 600, 0};
  expect_drain(backlog, usual, 120s, DrainLimit::records_a_minute);
  expect_drain(backlog, {.requests_per_day = 100, .records_per_minute = 0}, 0s, DrainLimit::none);
}

TEST(Drain, WithoutALimitNothingIsLimited) {
  expect_drain(waiting(5000, 1'000'000), {}, 0s, DrainLimit::none);
  expect_drain(waiting(0, 0), usual, 0s, DrainLimit::none);
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
  EXPECT_EQ(backlog.waiting, (std::array<std::uint64_t, 3>{0, 0, 321}));
  EXPECT_EQ(backlog.leaving, (std::array<std::uint64_t, 3>{0, 0, 4000}));
  EXPECT_EQ(write_json(drain_json(counts, usual)),
            R"({"records":4321,"seconds":60,"words":"321 applications wait, 4,000 applications )"
            R"(leave: about a minute at LinkedIn's 10,000 records a minute"})");
}

}  // namespace
}  // namespace crosswalk
