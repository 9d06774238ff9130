// A vendor's push is only a hint. What it names is asked for at once and by id, and only what the
// vendor says then changes anything: a push that lies, comes late or comes twice costs a request.

#include <gtest/gtest.h>

#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

void begin(ExchangeBed& bed) {
  const Instant at = bed.setup.start - 24h;
  for (const std::string id : {"1", "2"}) {
    bed.vendor.write("candidates", "C" + id, {.name = "Ana"}, at);
    bed.vendor.write("applications", "A" + id, {.name = "Ana", .job = "J1", .candidate = "C" + id},
                     at);
  }
  bed.begin();
  bed.run->advance(1h);
}

std::string content(ExchangeBed& bed, const std::string& id) {
  const sim::Entity* held = bed.at_linkedin(EntityKind::candidate, id);
  return held == nullptr ? std::string() : held->content;
}

TEST(Signals, AChangeIsAtLinkedInWithoutWaitingForThePoll) {
  ExchangeBed bed;
  begin(bed);
  const std::uint64_t rounds = bed.run->report().rounds;
  bed.vendor.write("candidates", "C1", {.name = "Anja"}, bed.run->now());
  bed.signal("changed candidate C1");
  ASSERT_TRUE(bed.quiet());
  EXPECT_NE(content(bed, "C1").find("Anja"), std::string::npos);
  EXPECT_EQ(bed.run->report().rounds, rounds);
  EXPECT_EQ(bed.end_of("v0"), "done");
}

TEST(Signals, ANewApplicationArrivesWithItsCandidate) {
  ExchangeBed bed;
  begin(bed);
  bed.vendor.write("candidates", "C9", {.name = "Bo"}, bed.run->now());
  bed.vendor.write("applications", "A9", {.name = "Bo", .job = "J1", .candidate = "C9"},
                   bed.run->now());
  bed.signal("changed application A9\nchanged candidate C9");
  ASSERT_TRUE(bed.quiet());
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "A9"), nullptr);
}

TEST(Signals, AChangedApplicationBringsItsStages) {
  ExchangeBed bed;
  bed.add_stages();
  begin(bed);
  bed.signal("changed application A1");
  ASSERT_TRUE(bed.quiet());
  ASSERT_TRUE(bed.store.entities.contains({RecordKind::stage, "S-A1"}));
  EXPECT_EQ(bed.state(RecordKind::stage, "S-A1"), EntityState::sent);
}

// What LinkedIn is asked to delete, in order.
void record_deletions(ExchangeBed& bed, std::vector<std::string>& paths) {
  bed.meddle = [&paths](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool deletes =
        request.method == "DELETE" || header(request.headers, "X-HTTP-Method-Override") == "DELETE";
    if (peer == Peer::linkedin && deletes) {
      paths.push_back(request.target.substr(0, request.target.find('?')));
    }
    return std::optional(std::move(reply));
  };
}

TEST(Signals, WhoeverIsGoneLeavesLinkedInChildrenFirst) {
  ExchangeBed bed;
  bed.add_stages();
  begin(bed);
  bed.signal("changed application A1");
  ASSERT_TRUE(bed.quiet());
  ASSERT_EQ(bed.state(RecordKind::stage, "S-A1"), EntityState::sent);
  std::vector<std::string> deleted;
  record_deletions(bed, deleted);
  bed.vendor.objects["candidates"].erase("C1");
  bed.vendor.objects["applications"].erase("A1");
  bed.signal("gone candidate C1\ngone application A1");
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
  EXPECT_EQ(bed.at_linkedin(EntityKind::application, "A1"), nullptr);
  ASSERT_EQ(deleted.size(), 3u);
  EXPECT_TRUE(deleted[0].ends_with("/stages")) << deleted[0];
  EXPECT_EQ(deleted[1], "/v2/atsApplications");
  EXPECT_EQ(deleted[2], "/v2/atsCandidates");
  EXPECT_EQ(bed.reason(RecordKind::candidate, "C1"), "gone");
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_NE(bed.store.cursors.at("candidates").policy, 0u) << "no listing is doubted for it";
  EXPECT_TRUE(bed.run->report().alarms.empty());
}

TEST(Signals, TheWordThatSomebodyIsGoneIsNeverBelievedUnasked) {
  ExchangeBed bed;
  begin(bed);
  bed.signal("gone candidate C1");
  ASSERT_TRUE(bed.quiet());
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
}

TEST(Signals, SomebodyAnonymisedLeavesLinkedIn) {
  ExchangeBed bed;
  begin(bed);
  bed.vendor.write("candidates", "C1", {.name = "x", .skipped = true}, bed.run->now());
  bed.signal("gone candidate C1");
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
}

TEST(Signals, AJobThatIsGoneIsClosed) {
  ExchangeBed bed;
  begin(bed);
  bed.vendor.objects["jobs"].erase("J2");
  bed.signal("gone job J2");
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.state(RecordKind::job, "J2"), EntityState::withdrawn);
}

TEST(Signals, WhatCannotBeAskedForIsAskedForAgain) {
  ExchangeBed bed;
  begin(bed);
  bed.vendor.objects["candidates"].erase("C1");
  int lost = 0;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool loses = peer == Peer::vendor && request.target.find("ids=") != std::string::npos;
    return loses && ++lost < 30 ? std::nullopt : std::optional(std::move(reply));
  };
  bed.signal("gone candidate C1");
  ASSERT_TRUE(bed.run->run_to_quiet(2h));
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
  EXPECT_EQ(bed.end_of("v0"), "done");
}

TEST(Signals, ARecordThatDoesNotShowYetIsLookedForAgain) {
  ExchangeBed bed;
  begin(bed);
  bed.signal("changed candidate C9");
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("v0"), "waits");
  bed.vendor.write("candidates", "C9", {.name = "Bo"}, bed.run->now());
  ASSERT_TRUE(bed.quiet());
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, "C9"), nullptr);
}

TEST(Signals, WithoutARouteByIdTheListingIsDoubted) {
  ExchangeBed bed;
  bed.setup.tenant.plan.objects[1].by_id = false;
  begin(bed);
  bed.vendor.objects["applications"].erase("A1");
  bed.vendor.objects["candidates"].erase("C1");
  bed.signal("gone candidate C1");
  ASSERT_TRUE(bed.quiet());
  bed.run->advance(2h);
  bed.signal("gone candidate C1 ");
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
}

TEST(Signals, AnUnreadablePushIsDroppedAndOneThatKillsIsTriedAgain) {
  ExchangeBed bed;
  begin(bed);
  bed.signal("changed nobody C1");
  bed.signal("crash candidate C1");
  ASSERT_TRUE(bed.run->run_to_quiet(24h));
  EXPECT_EQ(bed.end_of("v0"), "dropped:unreadable");
  EXPECT_EQ(bed.end_of("v1"), "dropped:gave_up");
  EXPECT_TRUE(bed.alarmed("cannot be read"));
}

TEST(Signals, ACrashBehindAnyEffectLosesNoSignal) {
  std::uint64_t crashes = 0;
  for (std::uint64_t k = 1;; ++k) {
    ExchangeBed bed;
    begin(bed);
    bed.vendor.objects["candidates"].erase("C1");
    bed.vendor.objects["applications"].erase("A1");
    bed.vendor.write("candidates", "C2", {.name = "Anja"}, bed.run->now());
    bed.signal("gone candidate C1\nchanged candidate C2");
    const bool crashed = bed.run->run_then_crash(k);
    if (crashed) bed.run->restart();
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr) << k;
    EXPECT_NE(content(bed, "C2").find("Anja"), std::string::npos) << k;
    if (!crashed) break;
    ++crashes;
    ASSERT_LT(k, 300u);
  }
  EXPECT_GT(crashes, 15u) << "or there was nothing to cut";
}

}  // namespace
}  // namespace crosswalk
