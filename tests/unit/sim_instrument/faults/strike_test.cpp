// Whether a fault strikes must follow from seed, rule and request alone, or a failure cannot be
// replayed, and one more rule would change what the others do.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

FaultRule refusal(std::string id = "f") {
  FaultRule rule = rule_of(FaultKind::status);
  rule.id = std::move(id);
  return rule;
}

LogicalRequest wanted(std::uint64_t key = 1) {
  return {.endpoint = "greenhouse.candidates.list", .key = key};
}

// How many of a thousand wants are struck.
int struck_of_thousand(const FaultRule& rule, std::uint64_t seed = 3) {
  int struck = 0;
  for (std::uint64_t key = 0; key < 1000; ++key) struck += strikes(rule, seed, wanted(key)) ? 1 : 0;
  return struck;
}

TEST(Strikes, ARuleWithoutATriggerStrikesEveryAttempt) {
  LogicalRequest request = wanted();
  EXPECT_TRUE(strikes(refusal(), 1, request));
  request.attempt = 99;
  EXPECT_TRUE(strikes(refusal(), 1, request));
}

TEST(Strikes, OnlyWhereItsPatternAndItsKindFit) {
  FaultRule rule = refusal();
  rule.at = "gem.*";
  EXPECT_FALSE(strikes(rule, 1, wanted()));
  rule.at = "greenhouse.*.list";
  EXPECT_TRUE(strikes(rule, 1, wanted()));
  rule = rule_of(FaultKind::hook_lost);
  EXPECT_FALSE(strikes(rule, 1, wanted()));
}

TEST(Strikes, ProbabilityHoldsOverManyWants) {
  FaultRule rule = refusal();
  rule.when.probability = 0.2;
  EXPECT_NEAR(struck_of_thousand(rule), 200, 45);
  rule.when.probability = 0;
  EXPECT_EQ(struck_of_thousand(rule), 0);
  rule.when.probability = 1;
  EXPECT_EQ(struck_of_thousand(rule), 1000);
  rule.off = true;
  EXPECT_EQ(struck_of_thousand(rule), 0);
}

TEST(Strikes, TheDrawFollowsFromSeedRuleWantAndAttempt) {
  FaultRule rule = refusal();
  rule.when.probability = 0.5;
  FaultRule other = refusal("g");
  other.when.probability = 0.5;
  int by_seed = 0, by_rule = 0, by_attempt = 0;
  for (std::uint64_t key = 0; key < 200; ++key) {
    const bool struck = strikes(rule, 1, wanted(key));
    EXPECT_EQ(struck, strikes(rule, 1, wanted(key)));
    by_seed += struck != strikes(rule, 2, wanted(key)) ? 1 : 0;
    by_rule += struck != strikes(other, 1, wanted(key)) ? 1 : 0;
    LogicalRequest again = wanted(key);
    again.attempt = 2;
    by_attempt += struck != strikes(rule, 1, again) ? 1 : 0;
  }
  EXPECT_NEAR(by_seed, 100, 35);
  EXPECT_NEAR(by_rule, 100, 35);
  EXPECT_NEAR(by_attempt, 100, 35);
}

TEST(Strikes, CountsOfTheEndpointNarrow) {
  const auto at = [](const FaultRule& rule, std::uint32_t ordinal) {
    LogicalRequest request = wanted();
    request.ordinal = ordinal;
    return strikes(rule, 1, request);
  };
  FaultRule rule = refusal();
  rule.when.nth = {2, 5};
  EXPECT_FALSE(at(rule, 1));
  EXPECT_TRUE(at(rule, 2));
  EXPECT_TRUE(at(rule, 5));
  rule = refusal();
  rule.when.first = 2;
  EXPECT_TRUE(at(rule, 2));
  EXPECT_FALSE(at(rule, 3));
  rule = refusal();
  rule.when.every = 3;
  EXPECT_FALSE(at(rule, 2));
  EXPECT_TRUE(at(rule, 6));
}

TEST(Strikes, PageAttemptsAndTimeNarrow) {
  FaultRule rule = refusal();
  LogicalRequest request = wanted();
  rule.when.page = 2;
  EXPECT_FALSE(strikes(rule, 1, request));
  request.page = 2;
  EXPECT_TRUE(strikes(rule, 1, request));
  rule.when.attempts = 1;
  request.attempt = 2;
  EXPECT_FALSE(strikes(rule, 1, request));
  rule.when.attempts = 2;
  EXPECT_TRUE(strikes(rule, 1, request));
  rule.when.from = 10s;
  rule.when.until = 20s;
  EXPECT_FALSE(strikes(rule, 1, request));
  request.at = 10s;
  EXPECT_TRUE(strikes(rule, 1, request));
  request.at = 20s;
  EXPECT_FALSE(strikes(rule, 1, request));
}

// What each of forty wants had to suffer, by want, whatever order they came in.
std::map<std::string, bool> fates(std::vector<FaultRule> rules, bool backwards) {
  Road road(std::move(rules));
  std::map<std::string, bool> out;
  for (int n = 0; n < 40; ++n) {
    const std::string target = "/v3/candidates?ids=" + std::to_string(backwards ? 40 - n : n + 1);
    out[target] = road.ask(get(target)).reply.status == 503;
  }
  return out;
}

TEST(Faults, NeitherOrderNorAnotherRuleChangesAnybodysFate) {
  FaultRule rule = refusal();
  rule.when.probability = 0.4;
  FaultRule slow = rule_of(FaultKind::latency);
  slow.when.probability = 0.5;
  slow.what.wait = 5s;
  const auto plain = fates({rule}, false);
  EXPECT_EQ(plain, fates({rule}, true));
  EXPECT_EQ(plain, fates({slow, rule}, false));
  EXPECT_EQ(plain, fates({rule, slow}, true));
  EXPECT_GT(std::ranges::count_if(plain, [](const auto& each) { return each.second; }), 5);
  EXPECT_LT(std::ranges::count_if(plain, [](const auto& each) { return each.second; }), 35);
}

TEST(Faults, WithoutARuleThatCanStrikeAnArrivalIsThePeersReply) {
  FaultRule never = refusal();
  never.when.probability = 0;
  FaultRule off = rule_of(FaultKind::clock_skew);
  off.off = true;
  off.what.wait = 1h;
  for (const std::vector<FaultRule>& rules :
       {std::vector<FaultRule>{}, {never}, {off}, {never, off}}) {
    Road road(rules);
    StandIn alone;
    HttpRequest request = get("/v3/candidates?per_page=2");
    while (!request.target.empty()) {
      const Arrival arrival = road.ask(request);
      const HttpResponse plain = alone.answer(request, run_start);
      EXPECT_EQ(arrival.reply.status, plain.status);
      EXPECT_EQ(arrival.reply.headers, plain.headers);
      EXPECT_EQ(arrival.reply.body, plain.body);
      EXPECT_EQ(arrival.harm, Harm::none);
      EXPECT_EQ(arrival.after + arrival.over, 0ms);
      EXPECT_TRUE(arrival.fired.empty());
      request.target = next_of(plain);
    }
    EXPECT_EQ(road.peer.asked.size(), 3u);
    EXPECT_EQ(road.peer.asked.back().target, alone.asked.back().target);
    EXPECT_TRUE(road.peer.turns.empty());
  }
}

TEST(Faults, TwoRunsOfASeedAreTheSame) {
  FaultRule slow = rule_of(FaultKind::latency);
  slow.what.wait = 2s;
  slow.what.distribution = Distribution::log_normal;
  slow.what.spread = 0.7;
  const auto waits = [&](std::uint64_t seed) {
    Road road({slow}, seed);
    std::vector<Duration> out;
    for (int n = 0; n < 20; ++n) {
      out.push_back(road.ask(get("/v3/jobs?ids=" + std::to_string(n))).after);
    }
    return out;
  };
  EXPECT_EQ(waits(1), waits(1));
  EXPECT_NE(waits(1), waits(2));
}

}  // namespace
}  // namespace crosswalk::sim
