// What changes a peer itself is ordered before the peer is asked, and its clock never runs
// backwards, however a rule would have it.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

TEST(Turns, TokensScopesRefusalsAndTasksAreThePeersToCarryOut) {
  const std::pair<FaultKind, std::string> cases[] = {
      {FaultKind::token_expired, "/v2/simpleJobPostings"},
      {FaultKind::token_revoked, "/v2/simpleJobPostings"},
      {FaultKind::secret_rotated, "/v2/simpleJobPostings"},
      {FaultKind::scope_missing, "/v2/simpleJobPostings"},
      {FaultKind::partial_failure, "/v2/simpleJobPostings"},
      {FaultKind::late_job_failure, "/v2/simpleJobPostings"}};
  for (const auto& [kind, target] : cases) {
    FaultRule rule = rule_of(kind);
    rule.what.scope = "jobs";
    rule.what.count = 3;
    rule.what.wait = 5min;
    Road road({rule});
    HttpRequest request = put(target, "{}");
    request.method = "POST";
    request.headers = {{"X-RestLi-Method", "batch_create"}};
    const Arrival arrival = road.ask(request, "linkedin");
    EXPECT_EQ(arrival.fired, std::vector<std::string>{rule.id});
    EXPECT_EQ(road.peer.order, (std::vector<std::string>{"turn", "ask"})) << rule.id;
    ASSERT_EQ(road.peer.turns.size(), 1u);
    EXPECT_EQ(road.peer.turns[0].first, rule.what);
  }
}

TEST(Turns, AnotherAttemptIsSparedWhereOneWasWanted) {
  FaultRule rule = rule_of(FaultKind::token_expired);
  rule.when.attempts = 1;
  Road road({rule});
  (void)road.list();
  (void)road.list();
  EXPECT_EQ(road.peer.turns.size(), 1u);
}

FaultRule ahead(Duration by) {
  FaultRule rule = rule_of(FaultKind::clock_skew, "greenhouse.*");
  rule.what.wait = by;
  return rule;
}

TEST(Clocks, ASkewedPeerLivesAheadAndSaysSo) {
  Road road({ahead(5min)});
  const Arrival arrival = road.list();
  EXPECT_EQ(road.peer.told.back(), run_start + 5min);
  EXPECT_EQ(header(arrival.reply.headers, "Date"), format_http_date(run_start + 5min));
}

TEST(Clocks, APeerThatTellsNoDateTellsItWhenItIsWrong) {
  FaultRule rule = ahead(-5min);
  rule.at = "linkedin.*";
  Road road({rule});
  const PeerHand plain{[](const HttpRequest&, Instant) {
                         return HttpResponse{.status = 200, .headers = {}, .body = "{}"};
                       },
                       {}};
  const Arrival arrival =
      road.faults.pass("acme", "linkedin", put("/v2/atsCandidates", ""), plain, run_start);
  EXPECT_EQ(header(arrival.reply.headers, "Date"), format_http_date(run_start - 5min));
}

TEST(Clocks, ADriftGrowsByTheHour) {
  FaultRule rule = ahead(1s);
  rule.id = "drift";
  rule.what.kind = FaultKind::clock_drift;
  rule.what.spread = 30;
  Road road({rule});
  road.now += 2h;
  (void)road.list();
  EXPECT_EQ(road.peer.told.back(), run_start + 2h + 61s);
}

TEST(Clocks, NoClockRunsBackwards) {
  FaultRule behind = ahead(-10min);
  behind.off = true;
  Road road({behind});
  (void)road.list("a=1");
  EXPECT_TRUE(road.faults.switch_rule("clock_skew", true));
  road.now += 4min;
  (void)road.list("a=2");
  EXPECT_EQ(road.peer.told.back(), run_start);  // It stands.
  road.now += 10min;
  (void)road.list("a=3");
  EXPECT_EQ(road.peer.told.back(), run_start + 4min);
}

TEST(Clocks, AClockThatWasAheadWaitsWhenTheRuleIsOver) {
  FaultRule rule = ahead(10min);
  rule.when.until = 1min;
  Road road({rule});
  (void)road.list("a=1");
  road.now += 5min;
  (void)road.list("a=2");
  EXPECT_EQ(road.peer.told.back(), run_start + 10min);
  road.faults.clear();
  (void)road.list("a=3");
  EXPECT_EQ(road.peer.told.back(), run_start + 10min);
  road.now += 6min;
  (void)road.list("a=4");
  EXPECT_EQ(road.peer.told.back(), run_start + 11min);
}

TEST(Clocks, LinkedInsClockIsOneForAllTenants) {
  FaultRule rule = ahead(10min);
  rule.at = "linkedin.*";
  rule.when.contains = "acme";
  Road road({rule});
  (void)road.ask(put("/v2/atsCandidates", "acme"), "linkedin");
  (void)road.ask(put("/v2/atsCandidates", "birch"), "linkedin", "birch");
  EXPECT_EQ(road.peer.told.back(), run_start + 10min);
}

}  // namespace
}  // namespace crosswalk::sim
