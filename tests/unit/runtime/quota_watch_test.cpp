// A sync that waits for LinkedIn's next minute sends nothing and asks nobody. What is at stake:
// whoever watches is told why, and is told nothing while something moves or when all is done.

#include "runtime/host/quota_watch.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

const Instant noon = from_ms(1'000'000);
constexpr LinkedInLimits usual{.requests_per_day = 100'000, .records_per_minute = 10'000};

HttpDone reply(Slot slot, int status) {
  return {slot, HttpResponse{.status = status, .headers = {}, .body = {}}};
}

// A flow that has sent a batch, heard of it, and can send the next one at `wake`.
QuotaWatch after_a_batch(LinkedInLimits limits, Instant wake = noon + 40s, int status = 200) {
  QuotaWatch watch(limits);
  watch.asked({SendHttp{.slot = 1, .peer = Peer::linkedin, .request = {}}, WakeAt{wake}});
  watch.heard(reply(1, status));
  watch.asked({WakeAt{wake}});
  return watch;
}

TEST(QuotaWatch, AFlowThatOnlyWaitsForTheNextMinuteSaysSo) {
  EXPECT_EQ(after_a_batch(usual).words({}, noon),
            "LinkedIn's 10,000 records a minute, 2,000 of jobs; it goes on by itself");
  EXPECT_EQ(after_a_batch({.requests_per_day = 0, .records_per_minute = 900}).words({}, noon),
            "LinkedIn's 900 records a minute; it goes on by itself");
}

TEST(QuotaWatch, AShortWaitIsNotWorthAWord) {
  EXPECT_EQ(after_a_batch(usual, noon + 5s).words({}, noon), "");
  EXPECT_NE(after_a_batch(usual, noon + 5001ms).words({}, noon), "");
  EXPECT_EQ(after_a_batch(usual, noon + 40s).words({}, noon + 36s), "");
}

TEST(QuotaWatch, WhoeverReadsOrIsDoneOrHasNoLimitDoesNotWaitForIt) {
  FlowReport reading;
  reading.activity = "reading candidates, page 12";
  EXPECT_EQ(after_a_batch(usual).words(reading, noon), "");
  FlowReport done;
  done.settled = true;
  EXPECT_EQ(after_a_batch(usual).words(done, noon), "");
  EXPECT_EQ(after_a_batch({}).words({}, noon), "");
}

TEST(QuotaWatch, WhileAnythingIsOnItsWayNobodyWaitsForTheQuota) {
  const Effects each[] = {{SendHttp{.slot = 2, .peer = Peer::vendor, .request = {}}},
                          {FetchToken{.slot = 2, .peer = Peer::linkedin}},
                          {TakeStep{.slot = 2, .step = {}}},
                          {UseStore{.slot = 2, .verb = Tally{}}}};
  const Event ends[] = {reply(2, 200), TokenDone{2, noon}, EngineDone{2, StepFailure{}},
                        StoreDone{2, StoreAnswer{Counts{}}}};
  for (std::size_t at = 0; at < std::size(each); ++at) {
    QuotaWatch watch = after_a_batch(usual);
    Effects effects = each[at];
    effects.push_back(WakeAt{noon + 40s});
    watch.asked(effects);
    EXPECT_EQ(watch.words({}, noon), "") << at;
    watch.heard(ends[at]);
    EXPECT_NE(watch.words({}, noon), "") << at;
  }
}

TEST(QuotaWatch, ABusyLinkedInIsToldInsteadOfOurOwnLimit) {
  EXPECT_EQ(after_a_batch({}, noon + 40s, 429).words({}, noon),
            "LinkedIn says that it is busy (status 429); it is asked again by itself");
  QuotaWatch watch = after_a_batch(usual, noon + 40s, 503);
  EXPECT_NE(watch.words({}, noon).find("503"), std::string::npos);
  watch.asked({SendHttp{.slot = 2, .peer = Peer::linkedin, .request = {}}, WakeAt{noon + 40s}});
  watch.heard(reply(2, 200));
  EXPECT_NE(watch.words({}, noon).find("a minute"), std::string::npos);
}

TEST(QuotaWatch, WithoutATimerNothingIsSaid) {
  QuotaWatch watch = after_a_batch(usual);
  watch.asked({});
  EXPECT_EQ(watch.words({}, noon), "");
}

}  // namespace
}  // namespace crosswalk
