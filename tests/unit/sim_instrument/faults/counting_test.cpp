// "The second request", "page three", "the first attempt": what a scenario counts must be what the
// client wanted, not how often it happened to ask.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

TEST(Counting, AnAttemptIsOverOnlyWhenAnAnswerCameThroughUnharmed) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.when.attempts = 2;
  Road road({rule});
  EXPECT_EQ(road.list().reply.status, 503);
  EXPECT_EQ(road.list().reply.status, 503);
  EXPECT_EQ(road.list().reply.status, 200);
  // Wanted anew.
  EXPECT_EQ(road.list().reply.status, 503);
  EXPECT_EQ(road.fired(FaultKind::status), 3u);
}

TEST(Counting, ARefusalOfThePeersOwnThatPassesDoesNotEndAWant) {
  FaultRule rule = rule_of(FaultKind::page_doubled);
  rule.when.attempts = 1;
  Road road({rule});
  const PeerHand busy{[](const HttpRequest&, Instant) {
                        return HttpResponse{.status = 429, .headers = {}, .body = "[]"};
                      },
                      {}};
  (void)road.faults.pass("acme", "greenhouse", get("/v3/jobs"), busy, run_start);
  EXPECT_TRUE(road.ask(get("/v3/jobs")).fired.empty());
}

TEST(Counting, ADelayHarmsOnlyBeyondPatience) {
  FaultRule rule = rule_of(FaultKind::latency);
  rule.when.attempts = 1;
  rule.what.wait = 10s;
  Road brisk({rule});
  EXPECT_EQ(brisk.list().after, 10s);
  EXPECT_EQ(brisk.list().after, 10s);  // It was answered; this is another want.
  rule.what.wait = usual_patience;
  Road slow({rule});
  EXPECT_EQ(slow.list().after, usual_patience);
  EXPECT_EQ(slow.list().after, 0s);
}

TEST(Counting, EqualWantsOneAfterTheOtherAreTwo) {
  FaultRule rule = rule_of(FaultKind::status, "greenhouse.token");
  rule.when.nth = {2};
  rule.when.attempts = 1;
  Road road({rule});
  HttpRequest token = put("/token", "grant_type=client_credentials");
  token.method = "POST";
  EXPECT_EQ(road.ask(token).reply.status, 200);
  EXPECT_EQ(road.ask(token).reply.status, 503);
  EXPECT_EQ(road.ask(token).reply.status, 200);
  EXPECT_EQ(road.ask(token).reply.status, 200);
}

TEST(Counting, OrdinalsAreOfATenantAndAnEndpoint) {
  FaultRule rule = rule_of(FaultKind::status, "greenhouse.*.list");
  rule.when.nth = {2};
  Road road({rule});
  EXPECT_EQ(road.ask(get("/v3/jobs?a=1")).reply.status, 200);
  EXPECT_EQ(road.ask(get("/v3/offices?a=1")).reply.status, 200);
  EXPECT_EQ(road.ask(get("/v3/jobs?a=1"), "greenhouse", "birch").reply.status, 200);
  EXPECT_EQ(road.ask(get("/v3/jobs?a=2")).reply.status, 503);
}

TEST(Counting, PagesFollowCursorsFromTheFirstRequestOn) {
  FaultRule rule = rule_of(FaultKind::status, "greenhouse.candidates.ids");
  rule.when.page = 3;
  Road road({rule});
  const Arrival first = road.ask(get("/v3/candidates?per_page=2&ids=1,2,3,4,5,6"));
  const Arrival second = road.ask(get(next_of(first.reply)));
  EXPECT_EQ(second.reply.status, 200);
  // The cursor says nothing of ids; it is a page of that listing all the same.
  EXPECT_EQ(road.ask(get(next_of(second.reply))).reply.status, 503);
}

TEST(Counting, PagesFollowNumbersAndStarts) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.when.page = 2;
  Road road({rule});
  EXPECT_EQ(road.ask(get("/v1/candidates?per_page=2")).reply.status, 200);
  EXPECT_EQ(road.ask(get("/v1/candidates?page=2&per_page=2")).reply.status, 503);
  EXPECT_EQ(road.ask(get("/ats/v0/candidates?per_page=2&page=2"), "gem").reply.status, 503);
  const std::string closed = "/v2/exportedCandidates?q=closedProfiles&count=5&start=";
  EXPECT_EQ(road.ask(get(closed + "0"), "linkedin").reply.status, 200);
  EXPECT_EQ(road.ask(get(closed + "5"), "linkedin").reply.status, 503);
}

TEST(Counting, ACursorOfUnknownOriginSaysNothingOfTheWant) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.when.attempts = 1;
  Road road({rule});
  EXPECT_EQ(road.list("cursor=p2").reply.status, 503);
  EXPECT_EQ(road.list("cursor=p3").reply.status, 200);
}

TEST(Counting, EachPageIsAWantOfItsOwn) {
  FaultRule rule = rule_of(FaultKind::truncate);
  rule.when.attempts = 1;
  Road road({rule});
  EXPECT_EQ(road.list().harm, Harm::truncate);
  const Arrival first = road.list();
  EXPECT_EQ(first.harm, Harm::none);
  EXPECT_EQ(road.ask(get(next_of(first.reply))).harm, Harm::truncate);
  EXPECT_EQ(road.ask(get(next_of(first.reply))).harm, Harm::none);
}

TEST(Counting, ATextInTargetOrBodyNarrows) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.when.contains = "a person";
  Road road({rule});
  EXPECT_EQ(road.list("tags=nobody").reply.status, 200);
  EXPECT_EQ(road.list("tags=a%20person").reply.status, 503);
  EXPECT_EQ(road.ask(put("/v2/atsCandidates", "of a person"), "linkedin").reply.status, 503);
}

TEST(Counting, RulesAreSwitchedAddedAndCleared) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.off = true;
  Road road({rule});
  EXPECT_EQ(road.list().reply.status, 200);
  EXPECT_FALSE(road.faults.switch_rule("nobody", true));
  EXPECT_TRUE(road.faults.switch_rule("status", true));
  EXPECT_EQ(road.list().reply.status, 503);
  EXPECT_EQ(road.fired(FaultKind::status), 1u);
  rule.off = false;
  rule.what.status = 500;
  road.faults.add(rule);
  ASSERT_EQ(road.faults.rules().size(), 1u);
  EXPECT_EQ(road.list().reply.status, 500);
  road.faults.clear();
  EXPECT_EQ(road.list().reply.status, 200);
  EXPECT_TRUE(road.faults.fired().empty());
}

TEST(Counting, WhoWasAskedIsCountedRulesOrNot) {
  Road road({});
  (void)road.list();
  (void)road.list();
  HttpRequest push = put("/linkedin/acme", R"({"id":"r","type":"RESYNC_JOBS"})");
  (void)road.faults.deliver("acme", "linkedin", push, run_start);
  const std::map<std::string, std::uint64_t, std::less<>> counted{{"greenhouse.candidates.list", 2},
                                                                  {"hook.linkedin.resync", 1}};
  EXPECT_EQ(road.faults.asked(), counted);
}

TEST(Counting, RulesThatNeverStruckAreThereWithZero) {
  Road road({rule_of(FaultKind::hook_lost), rule_of(FaultKind::stall, "gem.*")});
  (void)road.list();
  EXPECT_EQ(road.faults.fired(),
            (std::map<std::string, std::uint64_t>{{"hook_lost", 0}, {"stall", 0}}));
}

}  // namespace
}  // namespace crosswalk::sim
