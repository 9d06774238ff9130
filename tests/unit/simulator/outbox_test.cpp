// A peer's messages leave on a schedule. One that is lost, told twice or never given up makes every
// test of a receiver lie.

#include "wire/outbox.hpp"

#include <gtest/gtest.h>

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

const Instant start = from_ms(1'767'268'800'000);

HttpRequest to(std::string target) {
  HttpRequest request;
  request.method = "POST";
  request.target = std::move(target);
  return request;
}

TEST(Outbox, AMessageWaitsForItsInstantAndIsTakenOnce) {
  Outbox outbox({1s});
  outbox.put(to("/a"), start + 5s);
  EXPECT_TRUE(outbox.take_due(start).empty());
  EXPECT_EQ(outbox.next_due(), start + 5s);
  EXPECT_EQ(outbox.take_due(start + 5s).size(), 1u);
  EXPECT_TRUE(outbox.take_due(start + 5s).empty()) << "it is under way";
  EXPECT_FALSE(outbox.next_due());
}

TEST(Outbox, TriesFollowTheScheduleAndEnd) {
  Outbox outbox({1s, 1min});
  const auto id = outbox.put(to("/a"), start);
  Instant now = start;
  for (const Duration wait : {Duration(1s), Duration(1min)}) {
    ASSERT_EQ(outbox.take_due(now).size(), 1u);
    outbox.answered(id, false, now);
    EXPECT_EQ(outbox.next_due(), now + wait);
    now += wait;
  }
  ASSERT_EQ(outbox.take_due(now).size(), 1u);
  outbox.answered(id, false, now);
  EXPECT_EQ(outbox.given_up(), 1u);
  EXPECT_FALSE(outbox.next_due());
}

TEST(Outbox, AGoodAnswerEndsIt) {
  Outbox outbox({1s});
  const auto id = outbox.put(to("/a"), start);
  outbox.take_due(start);
  outbox.answered(id, true, start);
  outbox.answered(id, true, start);
  EXPECT_EQ(outbox.delivered(), 1u);
}

TEST(Outbox, FewerAttemptsThanTheScheduleHas) {
  Outbox outbox({1s, 1s, 1s});
  const auto id = outbox.put(to("/a"), start, 1);
  outbox.take_due(start);
  outbox.answered(id, false, start);
  EXPECT_EQ(outbox.given_up(), 1u);
}

TEST(Outbox, WhatIsWithdrawnIsNeitherDeliveredNorGivenUp) {
  Outbox outbox({1s});
  const auto first = outbox.put(to("/a"), start);
  const auto second = outbox.put(to("/b"), start);
  outbox.take_due(start);
  EXPECT_EQ(outbox.withdraw(first)->target, "/a");
  EXPECT_FALSE(outbox.withdraw(first));
  outbox.answered(first, false, start);
  outbox.answered(second, false, start);
  ASSERT_EQ(outbox.take_due(start + 1s).size(), 1u);
  EXPECT_EQ(outbox.delivered() + outbox.given_up(), 0u);
}

}  // namespace
}  // namespace crosswalk::sim
