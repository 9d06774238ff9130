// Too fast costs the customer's account at the vendor, too slow costs the day. Each test says
// what was spent, what the peer answered, and when the next request may leave.

#include <gtest/gtest.h>

#include "access/budget.hpp"
#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

const Instant start = from_ms(1'790'000'000'000);

HttpResponse reply(int status, Headers headers) { return {status, std::move(headers), {}}; }

std::optional<Duration> asked(std::string_view value) {
  return retry_after(reply(429, {{"Retry-After", std::string(value)}}), start);
}

RateSpec vendor_rate() {
  return {.limit_header = "X-RateLimit-Limit",
          .remaining_header = "X-RateLimit-Remaining",
          .reset_header = "X-RateLimit-Reset",
          .window = 10s,
          .assumed_limit = 50};
}

void spend(Budget& budget, Instant at, int times) {
  for (int turn = 0; turn < times; ++turn) budget.spend(at);
}

TEST(RetryAfter, IsSecondsOrADate) {
  EXPECT_EQ(asked("7"), 7s);
  EXPECT_EQ(asked("  7\t"), 7s);
  EXPECT_EQ(asked("1.2"), 2s);
  EXPECT_EQ(asked("2.0"), 2s);
  EXPECT_EQ(asked(format_http_date(start + 90s)), 90s);
}

TEST(RetryAfter, InThePastIsASecond) {
  EXPECT_EQ(asked("0"), 1s);
  EXPECT_EQ(asked("-5"), 1s);
  EXPECT_EQ(asked(format_http_date(start - 1h)), 1s);
}

TEST(RetryAfter, BeyondADayIsCutAndIsAPersonsMatter) {
  for (const auto* value : {"86401", "99999999", "99999999999999999999999"}) {
    EXPECT_EQ(asked(value), 24h) << value;
    EXPECT_TRUE(parked_by(reply(429, {{"Retry-After", value}}), start)) << value;
  }
  EXPECT_FALSE(parked_by(reply(429, {{"Retry-After", "86400"}}), start));
  EXPECT_FALSE(parked_by(reply(429, {}), start));
  const std::string next_year = format_http_date(start + 24h * 365);
  EXPECT_TRUE(parked_by(reply(429, {{"Retry-After", next_year}}), start));
}

TEST(RetryAfter, OfSeveralTheLongestCounts) {
  EXPECT_EQ(retry_after(reply(429, {{"Retry-After", "3"}, {"retry-after", "9"}}), start), 9s);
  EXPECT_EQ(retry_after(reply(429, {{"Retry-After", "x"}, {"RETRY-AFTER", "4"}}), start), 4s);
  EXPECT_EQ(asked("3, 8, 5"), 8s);
}

TEST(RetryAfter, UnreadableSaysNothing) {
  for (const auto* value : {"", " ", "soon", "1e3", "0x10", "+5", "5s", ".5", "5.", "--5", "5 6",
                            "Tue, 99 Foo 2026 99:99:99 GMT", ",", "1_000"}) {
    EXPECT_EQ(asked(value), std::nullopt) << value;
  }
  EXPECT_EQ(asked(std::string(300, '9')), std::nullopt);
  EXPECT_EQ(retry_after(reply(200, {}), start), std::nullopt);
}

TEST(Budget, LetsAWindowsWorthLeaveAndThenWaitsForTheNext) {
  Budget budget(3, 10s);
  EXPECT_EQ(budget.earliest(start), start);
  budget.spend(start);
  budget.spend(start + 2s);
  EXPECT_EQ(budget.earliest(start + 3s), start + 3s);
  budget.spend(start + 3s);
  EXPECT_EQ(budget.earliest(start + 4s), start + 10s);
  budget.spend(start + 10s);
  EXPECT_EQ(budget.earliest(start + 10s), start + 10s);
}

TEST(Budget, WithoutALimitAlwaysLets) {
  Budget budget(0, 10s);
  spend(budget, start, 1000);
  EXPECT_EQ(budget.earliest(start), start);
}

TEST(BudgetDeathTest, SpendingWhatIsNotThereStops) {
  Budget budget(1, 10s);
  budget.spend(start);
  EXPECT_DEATH(budget.spend(start + 9s), "broken promise");
}

TEST(Budget, BelievesThePeersLimit) {
  Budget budget(vendor_rate());
  spend(budget, start, 2);
  budget.observe(reply(200, {{"X-RateLimit-Limit", "2"}}), start);
  EXPECT_EQ(budget.earliest(start + 1s), start + 10s);
  budget.observe(reply(200, {{"x-ratelimit-limit", "75"}}), start);
  EXPECT_EQ(budget.earliest(start + 1s), start + 1s);
}

TEST(Budget, BelievesThePeersRemainderWhenItIsLess) {
  Budget budget(vendor_rate());
  budget.spend(start);
  budget.observe(reply(200, {{"X-RateLimit-Limit", "50"}, {"X-RateLimit-Remaining", "1"}}), start);
  budget.spend(start);
  EXPECT_EQ(budget.earliest(start + 1s), start + 10s);
}

TEST(Budget, ALateAnswerDoesNotGiveBackWhatWasSpentSince) {
  Budget budget(vendor_rate());
  spend(budget, start, 50);
  budget.observe(reply(200, {{"X-RateLimit-Limit", "50"}, {"X-RateLimit-Remaining", "49"}}), start);
  EXPECT_EQ(budget.earliest(start + 1s), start + 10s);
}

TEST(Budget, NothingRemainingWaitsForTheReset) {
  for (const std::string& reset : {std::string("6"), std::to_string(to_ms(start + 6s) / 1000),
                                   std::to_string(to_ms(start + 6s)), format_http_date(start + 6s),
                                   format_instant(start + 6s)}) {
    Budget budget(vendor_rate());
    budget.spend(start);
    budget.observe(reply(200, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", reset}}),
                   start);
    EXPECT_GE(budget.earliest(start + 1s), start + 6s) << reset;
    EXPECT_LE(budget.earliest(start + 1s), start + 10s) << reset;
  }
}

TEST(Budget, WithoutALimitOnlyNothingRemainingIsHeard) {
  RateSpec rate = vendor_rate();
  rate.assumed_limit = 0;
  Budget budget(rate);
  budget.spend(start);
  budget.observe(reply(200, {{"X-RateLimit-Remaining", "3"}, {"X-RateLimit-Reset", "9"}}), start);
  EXPECT_EQ(budget.earliest(start), start);
  budget.observe(reply(200, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "9"}}), start);
  EXPECT_EQ(budget.earliest(start), start + 9s);
}

TEST(Budget, AResetByThePeersClockIsMeasuredOnIt) {
  Budget budget(vendor_rate());
  budget.observe(reply(429, {{"X-RateLimit-Reset", std::to_string(to_ms(start + 1h + 6s) / 1000)},
                             {"Date", format_http_date(start + 1h)}}),
                 start);
  EXPECT_EQ(budget.earliest(start), start + 6s);
}

TEST(Budget, A429PausesAsLongAsItSays) {
  Budget budget(vendor_rate());
  spend(budget, start, 50);
  budget.observe(reply(429, {{"Retry-After", "4"}}), start);
  EXPECT_EQ(budget.earliest(start), start + 4s);
  spend(budget, start + 4s, 50);
  EXPECT_EQ(budget.earliest(start + 5s), start + 14s);
}

TEST(Budget, A429WithoutAWordPausesAWholeWindow) {
  Budget budget(vendor_rate());
  budget.spend(start);
  budget.observe(reply(429, {}), start + 9s);
  EXPECT_EQ(budget.earliest(start + 9s), start + 19s);
}

TEST(Budget, AShorterPauseDoesNotEndALongerOne) {
  Budget budget(vendor_rate());
  budget.observe(reply(429, {{"Retry-After", "60"}}), start);
  budget.observe(reply(429, {{"Retry-After", "1"}}), start);
  EXPECT_EQ(budget.earliest(start), start + 60s);
}

TEST(Budget, AnswersStillUnderWaySayNothingOfTheTimeAfterAPause) {
  Budget budget(vendor_rate());
  budget.observe(reply(429, {{"Retry-After", "4"}}), start);
  budget.observe(reply(200, {{"X-RateLimit-Remaining", "0"}}), start + 1s);
  EXPECT_EQ(budget.earliest(start + 1s), start + 4s);
}

TEST(Budget, NonsenseInHeadersChangesNothing) {
  for (const auto* nonsense : {"", "many", "-1", "0", "NaN", "1e9", "99x"}) {
    Budget budget(vendor_rate());
    spend(budget, start, 49);
    budget.observe(reply(200, {{"X-RateLimit-Limit", nonsense}}), start);
    EXPECT_EQ(budget.earliest(start), start) << nonsense;
    budget.spend(start);
    EXPECT_EQ(budget.earliest(start), start + 10s) << nonsense;
  }
}

}  // namespace
}  // namespace crosswalk
