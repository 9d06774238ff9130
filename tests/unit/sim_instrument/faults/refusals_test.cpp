// Refusals by a fault: the peer is not asked, and how long to wait is told in every form that a
// client may meet.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> waits_in(const HttpResponse& reply) {
  std::vector<std::string> out;
  for (const auto& [name, value] : reply.headers) {
    if (name == "Retry-After") out.push_back(value);
  }
  return out;
}

TEST(Refusals, AStatusComesInsteadOfThePeer) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.what.status = 502;
  Road road({rule});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.reply.status, 502);
  EXPECT_TRUE(road.peer.asked.empty());
  EXPECT_TRUE(waits_in(arrival.reply).empty());
  EXPECT_EQ(header(arrival.reply.headers, "Date"), format_http_date(run_start));
  EXPECT_EQ(received(arrival, usual_patience).reply->status, 502);
}

TEST(Refusals, EveryFormOfRetryAfter) {
  using Texts = std::vector<std::string>;
  const std::pair<RetryAfter, Texts> forms[] = {
      {RetryAfter::none, {}},
      {RetryAfter::seconds, {"8"}},
      {RetryAfter::date, {format_http_date(run_start + 8s)}},
      {RetryAfter::past_date, {format_http_date(run_start - 1h)}},
      {RetryAfter::negative, {"-5"}},
      {RetryAfter::huge, {"99999999"}},
      {RetryAfter::twice, {"1", "8"}},
      {RetryAfter::words, {"soon"}}};
  for (const auto& [form, texts] : forms) {
    FaultRule rule = rule_of(FaultKind::status);
    rule.what.status = 429;
    rule.what.wait = 7500ms;
    rule.what.retry_after = form;
    Road road({rule});
    EXPECT_EQ(waits_in(road.list().reply), texts);
  }
}

TEST(Refusals, AWindowOfTimeIsASchedule) {
  FaultRule rule = rule_of(FaultKind::status);
  rule.when.from = 10min;
  rule.when.until = 20min;
  Road road({rule});
  std::string seen;
  for (int minute = 0; minute < 30; minute += 5) {
    road.now = run_start + std::chrono::minutes(minute);
    seen += road.list().reply.status == 503 ? 'x' : '.';
  }
  EXPECT_EQ(seen, "..xx..");
}

FaultRule quota_of(std::uint32_t count, Duration per, RetryAfter how = RetryAfter::seconds) {
  FaultRule rule = rule_of(FaultKind::quota);
  rule.what.count = count;
  rule.what.per = per;
  rule.what.retry_after = how;
  return rule;
}

TEST(Refusals, AQuotaCountsAndTellsWhenItsWindowEnds) {
  Road road({quota_of(2, 30s)});
  road.now += 10s;
  EXPECT_EQ(road.list("a=1").reply.status, 200);
  EXPECT_EQ(road.list("a=2").reply.status, 200);
  const Arrival over = road.list("a=3");
  EXPECT_EQ(over.reply.status, 429);
  EXPECT_EQ(waits_in(over.reply), std::vector<std::string>{"20"});
  EXPECT_EQ(road.peer.asked.size(), 2u);
  road.now += 20s;
  EXPECT_EQ(road.list("a=3").reply.status, 200);
  EXPECT_EQ(road.fired(FaultKind::quota), 1u);
}

TEST(Refusals, AQuotaIsATenantsOwnAndOverAllItsEndpoints) {
  Road road({quota_of(1, 30s)});
  EXPECT_EQ(road.ask(get("/v3/jobs")).reply.status, 200);
  EXPECT_EQ(road.ask(get("/v3/offices")).reply.status, 429);
  EXPECT_EQ(road.ask(get("/v3/offices"), "greenhouse", "birch").reply.status, 200);
}

TEST(Refusals, AQuotaTellsNothingWhereItIsToldTo) {
  Road road({quota_of(0, 30s, RetryAfter::none)});
  const Arrival over = road.list();
  EXPECT_EQ(over.reply.status, 429);
  EXPECT_TRUE(waits_in(over.reply).empty());
}

TEST(Refusals, TheFirstThatRefusesIsTheOnlyOne) {
  FaultRule other = rule_of(FaultKind::status);
  other.id = "other";
  other.what.status = 500;
  Road road({rule_of(FaultKind::status), other, quota_of(0, 30s)});
  const Arrival arrival = road.list();
  EXPECT_EQ(arrival.reply.status, 503);
  EXPECT_EQ(arrival.fired, std::vector<std::string>{"status"});
}

TEST(Refusals, WhatNeedsThePeerDoesNotHappenWhereItIsNotAsked) {
  Road road({rule_of(FaultKind::status), rule_of(FaultKind::token_expired),
             rule_of(FaultKind::lost_answer), rule_of(FaultKind::page_doubled)});
  EXPECT_EQ(road.list().fired, std::vector<std::string>{"status"});
  EXPECT_TRUE(road.peer.turns.empty());
}

}  // namespace
}  // namespace crosswalk::sim
