// The day's requests are the narrowest thing in a first load, and deletions must never stand in
// its queue. The numbers here are small; the rules are those of the real limits.

#include <gtest/gtest.h>

#include "access/linkedin_budget.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

const Instant midnight = std::chrono::sys_days{std::chrono::year{2026} / 11 / 3};
const Instant morning = midnight + 8h;

HttpResponse quota(std::string body, Headers headers = {}) {
  return {429, std::move(headers), std::move(body)};
}

void spend(LinkedInBudget& budget, Instant at, int requests, Share share = Share::record) {
  for (int turn = 0; turn < requests; ++turn) budget.spend(at, 1, share);
}

TEST(LinkedInBudget, ADayHasSoManyRequestsAndATwentiethIsForDeletions) {
  LinkedInBudget budget(100, 0);
  spend(budget, morning, 94);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), midnight + 24h);
  EXPECT_EQ(budget.earliest(morning, 1, Share::deletion), morning);
  spend(budget, morning, 6, Share::deletion);
  EXPECT_EQ(budget.earliest(morning, 1, Share::deletion), midnight + 24h);
  EXPECT_EQ(budget.used_today(morning), 100U);
}

TEST(LinkedInBudget, EachShareOfADayEndsBeforeTheOneThatMayNotWait) {
  EXPECT_EQ(requests_for(Share::deletion, 100'000), 100'000u);
  EXPECT_EQ(requests_for(Share::resync, 100'000), 95'000u);
  EXPECT_EQ(requests_for(Share::record, 100'000), 94'000u);
  EXPECT_EQ(requests_for(Share::child, 100'000), 84'000u);
  for (const Share share : {Share::deletion, Share::resync, Share::record, Share::child}) {
    EXPECT_EQ(requests_for(share, 0), 0u) << "no limit";
    EXPECT_EQ(requests_for(share, 1), 1u);
    EXPECT_GE(requests_for(share, 4'000'000'000), 3'000'000'000u);
  }
  LinkedInBudget budget(100, 0);
  spend(budget, morning, 84, Share::child);
  EXPECT_EQ(budget.earliest(morning, 1, Share::child), midnight + 24h);
  spend(budget, morning, 10, Share::record);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), midnight + 24h);
  spend(budget, morning, 1, Share::resync);
  EXPECT_EQ(budget.earliest(morning, 1, Share::resync), midnight + 24h);
  spend(budget, morning, 5, Share::deletion);
  EXPECT_EQ(budget.earliest(morning, 1, Share::deletion), midnight + 24h);
}

TEST(LinkedInBudget, TellsWhichLimitKeepsARequestBack) {
  LinkedInBudget budget(10, 100, 300);
  EXPECT_EQ(budget.pause(morning, 100, Share::record).limit, LinkedInLimit::none);
  budget.spend(morning, 100, Share::record);
  EXPECT_EQ(budget.pause(morning, 1, Share::record).limit, LinkedInLimit::records_a_minute);
  budget.spend(morning + 1h, 100, Share::record);
  EXPECT_EQ(budget.pause(morning + 2h, 101, Share::record).limit, LinkedInLimit::jobs_a_day);
  for (int turn = 0; turn < 6; ++turn) budget.spend(morning + 2h, 1, Share::record);
  EXPECT_EQ(budget.pause(morning + 3h, 1, Share::record).limit, LinkedInLimit::requests_a_day);
  budget.observe(quota("{}", {{"Retry-After", "86400"}}), morning + 3h);
  EXPECT_EQ(budget.pause(morning + 3h, 1, Share::record).limit, LinkedInLimit::busy);
}

TEST(LinkedInLimits, JobsHaveLowerOnes) {
  constexpr LinkedInLimits usual{.requests_per_day = 100'000, .records_per_minute = 10'000};
  EXPECT_EQ(usual.jobs_per_minute(), 2000u);
  EXPECT_EQ(usual.jobs_per_day(), 60'000u);
  EXPECT_EQ((LinkedInLimits{.requests_per_day = 0, .records_per_minute = 500}).jobs_per_minute(),
            500u);
  EXPECT_EQ(LinkedInLimits{}.jobs_per_day(), 0u) << "a test installation has none";
}

TEST(LinkedInBudget, DeletionsUseTheWholeDayToo) {
  LinkedInBudget budget(100, 0);
  spend(budget, morning, 97, Share::deletion);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), midnight + 24h);
  EXPECT_EQ(budget.earliest(morning, 1, Share::deletion), morning);
}

TEST(LinkedInBudget, TheDayBeginsAtMidnightUtc) {
  LinkedInBudget budget(100, 0);
  spend(budget, midnight + 24h - 1ms, 94);
  EXPECT_EQ(budget.earliest(midnight + 24h - 1ms, 1, Share::record), midnight + 24h);
  EXPECT_EQ(budget.earliest(midnight + 24h, 1, Share::record), midnight + 24h);
  EXPECT_EQ(budget.used_today(midnight + 24h), 0U);
  spend(budget, midnight + 24h, 94);
}

TEST(LinkedInBudgetDeathTest, SpendingTheReserveOnAnythingElseStops) {
  LinkedInBudget budget(100, 0);
  spend(budget, morning, 94);
  EXPECT_DEATH(budget.spend(morning, 1, Share::record), "broken promise");
}

TEST(LinkedInBudget, AMinuteHasSoManyRecords) {
  LinkedInBudget budget(0, 250);
  budget.spend(morning, 100, Share::record);
  budget.spend(morning + 20s, 100, Share::record);
  EXPECT_EQ(budget.earliest(morning + 30s, 50, Share::record), morning + 30s);
  EXPECT_EQ(budget.earliest(morning + 30s, 51, Share::record), morning + 60s);
  EXPECT_EQ(budget.earliest(morning + 30s, 51, Share::deletion), morning + 60s);
}

TEST(LinkedInBudget, ADayCanHaveSoManyRecordsToo) {
  LinkedInBudget budget(0, 0, 250);
  budget.spend(morning, 200, Share::record);
  EXPECT_EQ(budget.earliest(morning + 1h, 50, Share::record), morning + 1h);
  EXPECT_EQ(budget.earliest(morning + 1h, 51, Share::record), midnight + 24h);
  budget.spend(midnight + 24h, 250, Share::record);
  EXPECT_EQ(budget.earliest(midnight + 25h, 1, Share::deletion), midnight + 48h);
}

TEST(LinkedInBudget, MoreThanAMinutesWorthLeavesAlone) {
  LinkedInBudget budget(0, 50);
  EXPECT_EQ(budget.earliest(morning, 100, Share::record), morning);
  budget.spend(morning, 100, Share::record);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), morning + 60s);
}

TEST(LinkedInBudget, TheLastMinuteOfADayLeadsIntoTheNextDay) {
  LinkedInBudget budget(100, 100);
  const Instant late = midnight + 24h - 30s;
  budget.spend(late, 100, Share::record);
  EXPECT_EQ(budget.earliest(late, 1, Share::record), midnight + 24h);
}

TEST(LinkedInBudget, ZeroIsOff) {
  LinkedInBudget budget(0, 0);
  spend(budget, morning, 1000);
  EXPECT_EQ(budget.earliest(morning, 1'000'000, Share::record), morning);
}

TEST(LinkedInBudget, ATinyDayStillLetsOneRequestThrough) {
  LinkedInBudget budget(1, 0);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), morning);
}

TEST(LinkedInBudget, AThrottleStopsUntilTheNextMinute) {
  LinkedInBudget budget(100, 100);
  budget.observe(quota(R"({"serviceErrorCode":101,"message":"Resource level throttle limit for )"
                       R"(calls to this resource is reached.","status":429})"),
                 morning + 10s);
  EXPECT_EQ(budget.earliest(morning + 10s, 1, Share::record), morning + 60s);
  EXPECT_EQ(budget.earliest(morning + 10s, 1, Share::deletion), morning + 60s);
}

TEST(LinkedInBudget, AnExhaustedDayStopsUntilMidnightUtc) {
  for (const auto* body : {R"({"status":429,"code":"QUOTA_EXCEEDED","message":"x"})",
                           R"({"status":429,"message":"Daily request quota exceeded"})"}) {
    LinkedInBudget budget(0, 0);
    budget.observe(quota(body), morning);
    EXPECT_EQ(budget.earliest(morning, 1, Share::deletion), midnight + 24h) << body;
  }
}

TEST(LinkedInBudget, AnUnreadableRefusalIsTheMilderOne) {
  for (const std::string& body : {std::string(), std::string("<html>daily</html>"),
                                  R"({"code":"QUOTA_EXCEEDED"})" + std::string(70'000, ' ')}) {
    EXPECT_EQ(quota_kind(quota(body)), QuotaKind::minute);
  }
}

TEST(LinkedInBudget, ALongerRetryAfterIsHonoured) {
  LinkedInBudget budget(0, 0);
  budget.observe(quota("{}", {{"Retry-After", "300"}}), morning);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), morning + 300s);
}

TEST(LinkedInBudget, OtherAnswersChangeNothing) {
  LinkedInBudget budget(0, 0);
  for (const int status : {200, 401, 500, 503}) {
    budget.observe({status, {{"Retry-After", "300"}}, {}}, morning);
  }
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), morning);
}

TEST(LinkedInBudget, WhatAnEarlierProcessUsedOfTheDayIsUsed) {
  LinkedInBudget first(100, 0, 300);
  spend(first, morning, 90);
  LinkedInBudget second(100, 0, 300);
  second.restore(first.day(), first.day_requests(), first.day_records());
  EXPECT_EQ(second.used_today(morning), 90u);
  EXPECT_EQ(second.day_records(), first.day_records());
  spend(second, morning, 4);
  EXPECT_EQ(second.earliest(morning, 1, Share::record), midnight + 24h);
  EXPECT_EQ(second.earliest(morning, 1, Share::deletion), morning);
}

TEST(LinkedInBudget, WhatWasUsedYesterdayIsForgotten) {
  LinkedInBudget budget(100, 0);
  budget.restore(midnight - 24h, 100, 0);
  EXPECT_EQ(budget.earliest(morning, 1, Share::record), morning);
  spend(budget, morning, 3);
  budget.restore(midnight - 24h, 100, 0);
  EXPECT_EQ(budget.used_today(morning), 3u);
  budget.restore(midnight, 5, 0);
  EXPECT_EQ(budget.used_today(morning), 8u);
}

}  // namespace
}  // namespace crosswalk
