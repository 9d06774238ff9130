// The one write of this product that a repetition would double is making a candidate. Whatever is
// lost, however late the vendor shows what it made, wherever a crash comes: one export makes one
// candidate with one application, and two exports of one person make one candidate with two.

#include <gtest/gtest.h>

#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// Loses so many replies to requests whose target begins so, after they took effect.
void lose(ExchangeBed& bed, std::string target, int times) {
  auto left = std::make_shared<int>(times);
  bed.meddle = [=](Peer, const HttpRequest& request,
                   HttpResponse reply) -> std::optional<HttpResponse> {
    if (!request.target.starts_with(target) || (*left)-- <= 0) return reply;
    return std::nullopt;
  };
}

void expect_once(ExchangeBed& bed, std::size_t applications = 1) {
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.made("applications"), applications);
  EXPECT_EQ(bed.held(EntityKind::candidate), 1u);
  EXPECT_EQ(bed.held(EntityKind::application), applications);
}

TEST(Once, TwoExportsOfOnePersonAtATimeMakeOneCandidate) {
  for (const bool at_once : {true, false}) {
    ExchangeBed bed;
    bed.applies_at_once = at_once;
    bed.hidden_for = 20s;
    bed.begin();
    bed.push_export("e1", {});
    bed.push_export("e2", {.job = "J2"});
    bed.push_export("e3", {});
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.end_of("e1"), "created");
    EXPECT_EQ(bed.end_of("e2"), "created");
    EXPECT_EQ(bed.end_of("e3"), "created");
    expect_once(bed, 2);
  }
}

TEST(Once, DifferentPeopleDoNotWaitForOneAnother) {
  ExchangeBed bed;
  bed.begin();
  for (int at = 0; at < 12; ++at) {
    const std::string name = std::to_string(at);
    bed.push_export("e" + name, {.member = "urn:li:person:" + name, .first_name = "Ana" + name});
  }
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.made("candidates"), 12u);
  EXPECT_EQ(bed.held(EntityKind::candidate), 12u);
}

TEST(Once, ALostAnswerToTheCreateIsLookedForBeforeItIsMadeAgain) {
  for (const Duration hidden : {Duration{0}, Duration{45'000}}) {
    ExchangeBed bed;
    bed.hidden_for = hidden;
    bed.begin();
    lose(bed, "/create", 1);
    bed.push_export("e1", {});
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.end_of("e1"), "created");
    EXPECT_GE(bed.asked["find"], 1);
    expect_once(bed);
  }
}

TEST(Once, AnErrorAfterTheCreateIsTakenForALostAnswer) {
  ExchangeBed bed;
  bed.begin();
  bed.meddle = [once = std::make_shared<bool>(true)](Peer, const HttpRequest& request,
                                                     HttpResponse reply) {
    if (request.target.starts_with("/create") && std::exchange(*once, false)) reply.status = 502;
    return std::optional(std::move(reply));
  };
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  expect_once(bed);
}

TEST(Once, WhatNeverArrivedIsMadeOnceItCannotBeThereAnyMore) {
  ExchangeBed bed;
  bed.begin();
  const Instant began = bed.run->now();
  bed.refuse_with = 503;
  bed.push_export("e1", {});
  bed.run->run_to_quiet(1s);
  bed.refuse_with = 0;
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.asked["create"], 2);
  EXPECT_GE(bed.run->now() - began, 60s);
  expect_once(bed);
}

TEST(Once, ALostAnswerToTheApplicationIsLookedForByReading) {
  ExchangeBed bed;
  bed.applies_at_once = false;
  bed.begin();
  lose(bed, "/apply", 1);
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.asked["apply"], 1);
  expect_once(bed);
}

TEST(Once, AnApplicationThatNeverArrivedIsMadeAgain) {
  ExchangeBed bed;
  bed.applies_at_once = false;
  bed.begin();
  auto swallowed = std::make_shared<bool>(false);
  const auto inner = bed.setup.answering;
  bed.setup.answering = [=](Peer peer, const HttpRequest& request,
                            Instant now) -> std::optional<HttpResponse> {
    const bool first = request.target.starts_with("/apply") && !std::exchange(*swallowed, true);
    return first ? std::nullopt : inner(peer, request, now).reply;
  };
  bed.setup.start = bed.run->now();
  bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  expect_once(bed);
}

TEST(Once, ANewRecordThatDoesNotShowAtOnceIsNotTakenAsGone) {
  ExchangeBed bed;
  bed.hidden_for = 40s;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  expect_once(bed);
  EXPECT_TRUE(bed.run->report().alarms.empty());
  EXPECT_EQ(bed.store.cursors.at("candidates").policy, version_of({})) << "nothing was doubted";
}

// The whole story under a crash behind every effect. Without the look-up it must end in doubles.
struct Story {
  std::uint64_t crashes = 0;
  std::size_t most_candidates = 0;
  std::size_t most_applications = 0;
  bool all_created = true;
};

bool tell_crashed(std::uint64_t k, bool at_once, bool blind, Story& story) {
  ExchangeBed bed;
  bed.applies_at_once = at_once;
  bed.blind = blind;
  bed.hidden_for = 15s;
  bed.begin();
  bed.push_export("e1", {});
  bed.push_export("e2", {.job = "J2"});
  const bool crashed = bed.run->run_then_crash(k);
  if (crashed) {
    ++story.crashes;
    bed.run->restart();
  }
  EXPECT_TRUE(bed.quiet());
  story.most_candidates = std::max(story.most_candidates, bed.made("candidates"));
  story.most_applications = std::max(story.most_applications, bed.made("applications"));
  const bool created = bed.end_of("e1") == "created" && bed.end_of("e2") == "created";
  EXPECT_TRUE(created) << "after a crash behind effect " << k << ": " << bed.end_of("e1") << ", "
                       << bed.end_of("e2");
  if (!blind) {
    EXPECT_EQ(bed.held(EntityKind::application), 2u) << "behind effect " << k;
  }
  return crashed;
}

TEST(Once, ACrashBehindAnyEffectMakesNobodyTwice) {
  for (const bool at_once : {true, false}) {
    Story story;
    for (std::uint64_t k = 1; tell_crashed(k, at_once, false, story); ++k) ASSERT_LT(k, 1000u);
    EXPECT_EQ(story.most_candidates, 1u);
    EXPECT_EQ(story.most_applications, 2u);
    EXPECT_GT(story.crashes, 25u);
  }
}

// The must-fail twin: a vendor that finds nothing stands for a product that does not look.
TEST(Once, WithoutLookingACrashMakesDoubles) {
  Story story;
  for (std::uint64_t k = 1; story.most_candidates < 2; ++k) {
    ASSERT_TRUE(tell_crashed(k, true, true, story)) << "no crash made anybody twice";
  }
}

// The other twin: a store that forgets whom it linked takes one member for two people.
TEST(Once, AForgottenLinkMakesDoubles) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  bed.store.links.clear();
  for (auto& [candidate, identities] : bed.store.identities) identities.clear();
  bed.push_export("e2", {.job = "J2"});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.made("candidates"), 2u);
}

}  // namespace
}  // namespace crosswalk
