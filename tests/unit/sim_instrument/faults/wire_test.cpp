// Time and the connection: what the client has left of an answer that comes late, is cut, or is
// told wrongly. What received() says is what runs on virtual time are made of.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

FaultRule waiting(FaultKind kind, Duration wait) {
  FaultRule rule = rule_of(kind);
  rule.what.wait = wait;
  return rule;
}

// The delays of two hundred wants, sorted.
std::vector<Duration> delays(const FaultRule& rule) {
  Road road({rule});
  std::vector<Duration> out;
  for (int n = 0; n < 200; ++n) {
    out.push_back(road.ask(get("/v3/jobs?ids=" + std::to_string(n))).after);
  }
  std::ranges::sort(out);
  return out;
}

TEST(Wire, LatencyComesInFourShapes) {
  FaultRule rule = waiting(FaultKind::latency, 2s);
  EXPECT_EQ(delays(rule).front(), 2s);
  EXPECT_EQ(delays(rule).back(), 2s);

  rule.what.distribution = Distribution::uniform;
  rule.what.most = 4s;
  auto uniform = delays(rule);
  EXPECT_GE(uniform.front(), 2s);
  EXPECT_LE(uniform.back(), 4s);
  EXPECT_NEAR(static_cast<double>(uniform[100].count()), 3000, 250);

  rule.what.distribution = Distribution::log_normal;
  rule.what.spread = 0.5;
  auto log_normal = delays(rule);
  EXPECT_NEAR(static_cast<double>(log_normal[100].count()), 2000, 300);
  // One sigma to either side: e to the power of 0.5.
  EXPECT_NEAR(static_cast<double>(log_normal[168].count()), 3297, 600);
  EXPECT_NEAR(static_cast<double>(log_normal[32].count()), 1213, 250);

  rule.what.distribution = Distribution::recorded;
  rule.what.recorded = {7ms, 70ms, 700ms};
  const auto recorded = delays(rule);
  EXPECT_EQ(recorded.front(), 7ms);
  EXPECT_EQ(recorded[100], 70ms);
  EXPECT_EQ(recorded.back(), 700ms);
}

TEST(Wire, NoDelayIsLongerThanADay) {
  FaultRule rule = waiting(FaultKind::latency, std::chrono::hours{24 * 400});
  EXPECT_EQ(delays(rule).back(), std::chrono::hours{24});
}

TEST(Wire, ADelayBelowPatienceIsOnlyADelay) {
  Road road({waiting(FaultKind::latency, 59s)});
  const Received got = received(road.list(), usual_patience);
  ASSERT_TRUE(got.reply);
  EXPECT_EQ(got.after, 59s);
}

TEST(Wire, ADelayOfPatienceLeavesNothing) {
  Road road({waiting(FaultKind::latency, 60s)});
  const Received got = received(road.list(), usual_patience);
  EXPECT_FALSE(got.reply);
  EXPECT_EQ(got.after, usual_patience);
}

TEST(Wire, AStalledSocketIsWaitedForToTheEnd) {
  Road road({rule_of(FaultKind::stall)});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.harm, Harm::stall);
  EXPECT_TRUE(road.peer.asked.empty());
  const Received got = received(arrival, 10s);
  EXPECT_FALSE(got.reply);
  EXPECT_EQ(got.after, 10s);
}

TEST(Wire, SlowHeadersAndBodiesTakeTheirTime) {
  for (const auto& [kind, harm] : {std::pair{FaultKind::slow_headers, Harm::slow_headers},
                                   std::pair{FaultKind::slow_body, Harm::slow_body}}) {
    Road road({waiting(kind, 5s)});
    const Arrival arrival = road.list();
    EXPECT_EQ(arrival.harm, harm);
    EXPECT_EQ(arrival.over, 5s);
    EXPECT_EQ(received(arrival, 6s).after, 5s);
    EXPECT_EQ(ids_on(*received(arrival, 6s).reply), "1 2");
    EXPECT_FALSE(received(arrival, 5s).reply);
  }
}

TEST(Wire, AResetBeforeTheAnswerMeansThePeerNeverHeard) {
  Road road({rule_of(FaultKind::reset_before)});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.harm, Harm::reset_before);
  EXPECT_TRUE(road.peer.asked.empty());
  EXPECT_FALSE(received(arrival, usual_patience).reply);
}

TEST(Wire, WhatIsCutOnItsWayWasDoneAndIsLost) {
  for (const auto& [kind, harm] : {std::pair{FaultKind::reset_in_headers, Harm::reset_in_headers},
                                   std::pair{FaultKind::reset_in_body, Harm::reset_in_body},
                                   std::pair{FaultKind::truncate, Harm::truncate}}) {
    FaultRule rule = rule_of(kind);
    rule.what.part = 0.25;
    Road road({rule});
    const Arrival arrival = road.list();
    EXPECT_EQ(arrival.harm, harm);
    EXPECT_EQ(arrival.part, 0.25);
    EXPECT_EQ(road.peer.asked.size(), 1u);
    EXPECT_EQ(received(arrival, usual_patience).reply, std::nullopt);
    EXPECT_EQ(received(arrival, usual_patience).after, 0s);
  }
}

TEST(Wire, ABodyThatIsEmptyCannotBeCut) {
  for (const FaultKind kind :
       {FaultKind::reset_in_body, FaultKind::truncate, FaultKind::wrong_length}) {
    Road road({rule_of(kind)});
    const PeerHand silent{[](const HttpRequest&, Instant) {
                            return HttpResponse{.status = 204, .headers = {}, .body = {}};
                          },
                          {}};
    const Arrival arrival =
        road.faults.pass("acme", "greenhouse", get("/v3/jobs"), silent, run_start);
    EXPECT_EQ(arrival.harm, Harm::none);
    EXPECT_EQ(road.fired(kind), 0u);
  }
}

TEST(Wire, ACutNeverLetsTheWholeThrough) {
  EXPECT_EQ(bytes_before_cut(10, 0.5), 5u);
  EXPECT_EQ(bytes_before_cut(10, 1), 9u);
  EXPECT_EQ(bytes_before_cut(10, -3), 0u);
  EXPECT_EQ(bytes_before_cut(1, 0.9), 0u);
  EXPECT_EQ(bytes_before_cut(0, 1), 0u);
}

TEST(Wire, AShortContentLengthLosesTheEndWithoutAnError) {
  FaultRule rule = rule_of(FaultKind::wrong_length);
  rule.what.count = 3;
  Road road({rule});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.harm, Harm::wrong_length);
  EXPECT_EQ(arrival.short_by, 3u);
  const Received got = received(arrival, usual_patience);
  ASSERT_TRUE(got.reply);
  EXPECT_EQ(got.reply->body, arrival.reply.body.substr(0, arrival.reply.body.size() - 3));
}

TEST(Wire, AShortContentLengthIsAtMostTheBody) {
  FaultRule rule = rule_of(FaultKind::wrong_length);
  rule.what.count = 4'000'000'000;
  Road road({rule});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.short_by, arrival.reply.body.size());
  EXPECT_EQ(received(arrival, usual_patience).reply->body, "");
}

TEST(Wire, BadChunksAreNoAnswer) {
  Road road({rule_of(FaultKind::bad_chunking)});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.harm, Harm::bad_chunking);
  EXPECT_FALSE(received(arrival, usual_patience).reply);
}

TEST(Wire, ALostAnswerWasCarriedOutFirst) {
  Road road({rule_of(FaultKind::lost_answer, "linkedin.*.put")});
  const Arrival arrival = road.ask(put("/v2/atsCandidates?ids[0]=1", "{}"), "linkedin");
  EXPECT_EQ(road.peer.asked.size(), 1u);
  EXPECT_EQ(arrival.harm, Harm::reset_before);
  EXPECT_FALSE(received(arrival, usual_patience).reply);
  EXPECT_EQ(road.fired(FaultKind::lost_answer), 1u);
}

TEST(Wire, OfTwoHarmsTheFirstRuleDoesIts) {
  Road road({rule_of(FaultKind::truncate), rule_of(FaultKind::bad_chunking),
             waiting(FaultKind::latency, 1s)});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.harm, Harm::truncate);
  EXPECT_EQ(arrival.after, 1s);
  EXPECT_EQ(arrival.fired, (std::vector<std::string>{"truncate", "latency"}));
  EXPECT_EQ(road.fired(FaultKind::bad_chunking), 0u);
}

}  // namespace
}  // namespace crosswalk::sim
