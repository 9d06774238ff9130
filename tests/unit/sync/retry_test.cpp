// A peer's "no" becomes done, later, never or ask here. Too hasty, and a customer is blocked or a
// record lost; too patient, and nobody is told.

#include "sync/retry.hpp"

#include <gtest/gtest.h>

#include <set>

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

Verdict of_entity(int status, bool deletion = false, std::uint32_t attempts = 0) {
  return judge_entity(status, deletion, attempts, 1).verdict;
}

Verdict of_batch(int status, std::size_t size = 100, std::uint32_t attempts = 0) {
  return judge_batch(status, size, std::nullopt, false, attempts, 1).verdict;
}

TEST(JudgeEntity, ASuccessIsDone) {
  for (const int status : {200, 201, 202, 204, 299}) EXPECT_EQ(of_entity(status), Verdict::done);
}

TEST(JudgeEntity, WhatIsNotThereIsDeletedAlready) {
  for (const int status : {404, 410}) {
    EXPECT_EQ(of_entity(status, true), Verdict::done);
    EXPECT_EQ(of_entity(status, false), Verdict::never);
  }
}

TEST(JudgeEntity, WhatPassesByItselfIsTriedLater) {
  for (const int status : {0, 408, 409, 425, 429, 500, 502, 503, 599}) {
    for (const bool deletion : {false, true}) {
      EXPECT_EQ(of_entity(status, deletion), Verdict::later) << status;
      EXPECT_GT(judge_entity(status, deletion, 0, 1).wait, 0ms);
    }
  }
}

TEST(JudgeEntity, ARefusedContentIsNeverTriedAgain) {
  for (const int status : {400, 401, 403, 405, 413, 422, 100, 302, 600}) {
    EXPECT_EQ(of_entity(status), Verdict::never) << status;
    EXPECT_EQ(of_entity(status, true), Verdict::never) << status;
  }
}

TEST(JudgeEntity, PatienceEnds) {
  EXPECT_EQ(of_entity(503, false, attempts_max - 2), Verdict::later);
  EXPECT_EQ(of_entity(503, false, attempts_max - 1), Verdict::never);
  EXPECT_EQ(of_entity(200, false, attempts_max), Verdict::done);
}

TEST(JudgeBatch, ARefusedBatchIsHalvedUntilTheBadRecordIsAlone) {
  for (const int status : {400, 413, 414, 422}) {
    EXPECT_EQ(of_batch(status, 100), Verdict::split) << status;
    EXPECT_EQ(of_batch(status, 2), Verdict::split) << status;
    EXPECT_EQ(of_batch(status, 1), Verdict::never) << status;
  }
}

TEST(JudgeBatch, AnExpiredTokenIsRenewedOnce) {
  EXPECT_EQ(of_batch(401, 100, 0), Verdict::token);
  EXPECT_EQ(of_batch(401, 100, 1), Verdict::ask);
}

TEST(JudgeBatch, WhatAPersonMustMendStopsTheLane) {
  for (const int status : {301, 302, 402, 403, 404, 405, 426, 451}) {
    EXPECT_EQ(of_batch(status), Verdict::ask) << status;
  }
}

TEST(JudgeBatch, NoAnswerOrAnUnreadableOneIsTriedLater) {
  for (const int status : {0, 200, 204, 299, 408, 409, 425, 429, 500, 503}) {
    EXPECT_EQ(of_batch(status), Verdict::later) << status;
    EXPECT_EQ(of_batch(status, 1, 1000), Verdict::later) << status;
  }
}

TEST(JudgeBatch, WaitsAtLeastAsLongAsAsked) {
  const auto wait = [](std::optional<Duration> asked) {
    return judge_batch(429, 100, asked, false, 0, 1).wait;
  };
  EXPECT_EQ(wait(90s), 90s);
  EXPECT_EQ(wait(24h), 24h);
  EXPECT_GE(wait(0ms), 500ms);
  EXPECT_GE(wait(std::nullopt), 500ms);
}

TEST(JudgeBatch, ALongerWaitThanADayIsForAPerson) {
  EXPECT_EQ(judge_batch(429, 100, 24h + 1ms, false, 0, 1).verdict, Verdict::ask);
  EXPECT_EQ(judge_batch(503, 100, std::nullopt, true, 0, 1).verdict, Verdict::ask);
}

TEST(Backoff, DoublesFromASecondToAQuarterOfAnHour) {
  Duration most = 1s;
  for (std::uint32_t attempts = 0; attempts < 40; ++attempts) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      EXPECT_LE(backoff(attempts, seed), most) << attempts;
      EXPECT_GE(backoff(attempts, seed), most / 2) << attempts;
    }
    most = std::min<Duration>(most * 2, 15min);
  }
}

TEST(Backoff, SpreadsThoseWhoFailedTogether) {
  std::set<Duration> waits;
  for (std::uint64_t seed = 0; seed < 100; ++seed) waits.insert(backoff(5, seed));
  EXPECT_GT(waits.size(), 90U);
  EXPECT_EQ(backoff(5, 7), backoff(5, 7));
}

}  // namespace
}  // namespace crosswalk
