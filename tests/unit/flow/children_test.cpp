// What hangs on a candidate or an application goes to LinkedIn in batches of one parent, newest
// first. At stake: nothing is sent twice at a time, nothing is left behind, and a history that
// should not stand at LinkedIn any more leaves before what it hangs on.

#include <gtest/gtest.h>

#include "unit/flow/lane_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// One application that LinkedIn has, with its job and candidate.
void settle_application(LaneBed& bed, const std::string& id) {
  bed.want_application(id);
  bed.run();
  ASSERT_EQ(bed.state(RecordKind::application, "A" + id), EntityState::sent);
}

std::uint64_t at_linkedin(LaneBed& bed, EntityKind kind) {
  return bed.tenant.linkedin->ledger(bed.now).held(kind, "urn:li:organization:5000");
}

void want_stages(LaneBed& bed, const std::string& application, int count, Instant recent = {}) {
  for (int stage = 1; stage <= count; ++stage) {
    bed.want(RecordKind::stage, application + "-S" + std::to_string(stage), {application},
             recent + std::chrono::seconds{stage});
  }
}

TEST(Children, EveryKindArrivesUnderItsParent) {
  LaneBed bed;
  bed.want_application("1");
  bed.want(RecordKind::stage, "S1", {"A1"});
  bed.want(RecordKind::application_note, "N1", {"A1"});
  bed.want(RecordKind::feedback, "F1", {"A1"});
  bed.want(RecordKind::candidate_note, "K1", {"C1"});
  bed.run();
  for (const auto& [kind, id] :
       {std::pair{RecordKind::stage, "S1"}, std::pair{RecordKind::application_note, "N1"},
        std::pair{RecordKind::feedback, "F1"}, std::pair{RecordKind::candidate_note, "K1"}}) {
    EXPECT_EQ(bed.state(kind, id), EntityState::sent) << name_of(kind);
  }
  EXPECT_EQ(at_linkedin(bed, EntityKind::stage), 1u);
  EXPECT_EQ(at_linkedin(bed, EntityKind::application_note), 1u);
  EXPECT_EQ(at_linkedin(bed, EntityKind::feedback), 1u);
  EXPECT_EQ(at_linkedin(bed, EntityKind::candidate_note), 1u);
  EXPECT_EQ(bed.context().report.kinds[static_cast<std::size_t>(RecordKind::stage)].sent, 1u);
  EXPECT_TRUE(bed.idle());
}

TEST(Children, ABatchHoldsTheChildrenOfOneParent) {
  LaneBed bed;
  for (const char* id : {"1", "2", "3"}) settle_application(bed, id);
  for (const char* id : {"A1", "A2", "A3"}) want_stages(bed, id, 4);
  bed.run();
  EXPECT_EQ(at_linkedin(bed, EntityKind::stage), 12u);
  EXPECT_EQ(bed.departures("PUT", "/stages").size(), 3u);
}

TEST(Children, TheNewestLeaveFirst) {
  LaneBed bed;
  for (const char* id : {"1", "2", "3"}) settle_application(bed, id);
  const Instant day = bed.now;
  want_stages(bed, "A1", 2, day - 48h);
  want_stages(bed, "A2", 2, day);
  want_stages(bed, "A3", 2, day - 24h);
  bed.run();
  const auto left = bed.departures("PUT", "/stages");
  ASSERT_EQ(left.size(), 3u);
  EXPECT_NE(left[0].path.find("A2"), std::string::npos);
  EXPECT_NE(left[1].path.find("A3"), std::string::npos);
  EXPECT_NE(left[2].path.find("A1"), std::string::npos);
}

TEST(Children, AFullParentGoesInTurnAndNothingOfItIsSentTwice) {
  LaneBed bed;
  settle_application(bed, "1");
  settle_application(bed, "2");
  want_stages(bed, "A1", 250, bed.now);
  want_stages(bed, "A2", 1, bed.now - 24h);
  bed.run();
  EXPECT_EQ(at_linkedin(bed, EntityKind::stage), 251u);
  const auto left = bed.departures("PUT", "/stages");
  ASSERT_EQ(left.size(), 4u);
  for (std::size_t at = 1; at < left.size(); ++at) EXPECT_GE(left[at].at - left[at - 1].at, 20ms);
  const auto& ledger = bed.tenant.linkedin->ledger(bed.now);
  ledger.for_each(EntityKind::stage, "urn:li:organization:5000",
                  [](sim::KeyText, const sim::Entity& stage) { EXPECT_EQ(stage.writes, 1u); });
}

// Until the store knows what became of it a parent is busy, and only so long.
TEST(Children, AParentIsBusyFromTheStoreToTheStore) {
  LaneBed bed;
  settle_application(bed, "1");
  settle_application(bed, "2");
  want_stages(bed, "A1", 150, bed.now);
  want_stages(bed, "A2", 1, bed.now - 24h);
  bed.verbs.clear();
  bed.run();
  std::set<std::string> open;  // Taken and not committed, told from outside.
  for (const StoreVerb& verb : bed.verbs) {
    const auto* take = std::get_if<TakeChildren>(&verb);
    if (take == nullptr || take->kind != RecordKind::stage || take->withdrawals) continue;
    EXPECT_TRUE(take->one_parent);
    EXPECT_LE(take->limit, 100u);
    EXPECT_LE(take->busy.size(), 2u);
    open.insert(take->busy.begin(), take->busy.end());
  }
  EXPECT_EQ(open, (std::set<std::string>{"A1", "A2"}));
  const auto* last = [&]() -> const TakeChildren* {
    const TakeChildren* found = nullptr;
    for (const StoreVerb& verb : bed.verbs) {
      const auto* take = std::get_if<TakeChildren>(&verb);
      if (take != nullptr && take->kind == RecordKind::stage && !take->withdrawals) found = take;
    }
    return found;
  }();
  ASSERT_NE(last, nullptr);
  EXPECT_TRUE(last->busy.empty()) << "committed, and still thought to be under way";
}

TEST(Children, AFlatDialectTakesChildrenOfAnyParentTogether) {
  LaneBed bed;
  bed.tenant.setup.tenant.dialect.kinds[static_cast<std::size_t>(RecordKind::stage)].below.clear();
  bed.make_own(RecordKind::stage, Lane::Purpose::write, {});
  bed.own[0]->nudge();
  const Effects effects = bed.context().desk.take_effects();
  ASSERT_FALSE(effects.empty());
  const auto& take = std::get<TakeChildren>(std::get<UseStore>(effects[0]).verb);
  EXPECT_FALSE(take.one_parent);
}

TEST(Children, WhatWasDecidedOtherwiseStaysBehindAndItsSiblingsAreLookedForAgain) {
  LaneBed bed;
  settle_application(bed, "1");
  want_stages(bed, "A1", 150, bed.now);
  bool changed = false;
  bed.tenant.meddle = [&](Peer, const HttpRequest& request, HttpResponse reply) {
    if (!changed && request.target.find("/stages") != std::string::npos) {
      changed = true;
      bed.mark(RecordKind::stage, {"A1-S1", "A1-S2"}, EntityState::withdrawing);
    }
    return std::optional(std::move(reply));
  };
  bed.run();
  EXPECT_EQ(at_linkedin(bed, EntityKind::stage), 148u);
  EXPECT_EQ(bed.state(RecordKind::stage, "A1-S1"), EntityState::withdrawn);
}

TEST(Children, TheyLeaveBeforeWhatTheyHangOn) {
  LaneBed bed;
  bed.want_application("1");
  bed.want(RecordKind::stage, "S1", {"A1"});
  bed.want(RecordKind::application_note, "N1", {"A1"});
  bed.want(RecordKind::feedback, "F1", {"A1"});
  bed.want(RecordKind::candidate_note, "K1", {"C1"});
  bed.run();
  bed.departed.clear();
  bed.mark(RecordKind::candidate, {"C1"}, EntityState::withdrawing);
  bed.mark(RecordKind::application, {"A1"}, EntityState::withdrawing);
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::candidate, "C1"), EntityState::withdrawn);
  EXPECT_EQ(at_linkedin(bed, EntityKind::application), 0u);
  const std::size_t application = bed.first("DELETE", "/v2/atsApplications?");
  const std::size_t candidate = bed.first("DELETE", "/v2/atsCandidates?");
  ASSERT_LT(application, bed.departed.size());
  ASSERT_LT(candidate, bed.departed.size());
  for (const char* child : {"/stages", "/interviewFeedback", "/atsApplications/"}) {
    EXPECT_LT(bed.last("DELETE", child), application) << child;
  }
  EXPECT_LT(bed.last("DELETE", "/atsCandidates/"), candidate);
  EXPECT_LT(application, candidate);
}

TEST(Children, WhatLinkedInForgotWithItsParentCountsAsGone) {
  LaneBed bed;
  settle_application(bed, "1");
  want_stages(bed, "A1", 2);
  bed.run();
  bed.tenant.meddle = [](Peer, const HttpRequest& request, HttpResponse reply) {
    if (request.target.find("/stages") == std::string::npos) return std::optional(std::move(reply));
    return std::optional(HttpResponse{404, {}, R"({"status":404})"});
  };
  bed.mark(RecordKind::stage, {"A1-S1"}, EntityState::withdrawing);
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::stage, "A1-S1"), EntityState::withdrawn);
}

// LinkedIn may be slow to know a parent it took, or was given it by another's hand; the child is
// right. Only a parent that stays unknown is a person's matter.
TEST(Children, WhoseParentLinkedInDoesNotKnowYetWaitsForItAndGoes) {
  for (const bool ever : {true, false}) {
    LaneBed bed;
    settle_application(bed, "1");
    bool known = false;
    bed.tenant.meddle = [&](Peer, const HttpRequest& request, HttpResponse reply) {
      const bool child = request.target.find("/stages") != std::string::npos;
      if (!child || known) return std::optional(std::move(reply));
      return std::optional(HttpResponse{404, {}, R"({"status":404})"});
    };
    bed.want(RecordKind::stage, "S9", {"A1"});
    bed.run(5min);
    EXPECT_EQ(bed.state(RecordKind::stage, "S9"), EntityState::ready);
    EXPECT_GT(bed.departures("PUT", "/stages").size(), 2u);
    known = ever;
    bed.run(12h);
    EXPECT_EQ(bed.state(RecordKind::stage, "S9"), ever ? EntityState::sent : EntityState::held);
    EXPECT_EQ(bed.reason(RecordKind::stage, "S9"), ever ? "" : "refused:404");
    EXPECT_LE(bed.departures("PUT", "/stages").size(), 12u);
  }
}

TEST(Children, ThatNoParentIsKnownIsNoMatterOfTheParents) {
  LaneBed bed;
  for (int id = 1; id <= 40; ++id) bed.want_application(std::to_string(id));
  bed.run();
  for (int id = 1; id <= 40; ++id) want_stages(bed, "A" + std::to_string(id), 1);
  bed.tenant.meddle = [](Peer, const HttpRequest& request, HttpResponse reply) {
    if (request.target.find("/stages") == std::string::npos) return std::optional(std::move(reply));
    return std::optional(HttpResponse{404, {}, R"({"status":404})"});
  };
  bed.departed.clear();
  bed.run();
  EXPECT_LE(bed.departures("PUT", "/stages").size(), 20u);
  EXPECT_EQ(bed.context().report.alarms,
            (std::vector<std::string>{
                "LinkedIn refuses stage with status 404; the lane rests until the next sync"}));
}

TEST(Children, ARefusalOfOneHoldsItAloneAndARefusedDeletionIsAPersonsMatter) {
  LaneBed bed;
  settle_application(bed, "1");
  want_stages(bed, "A1", 3);
  bed.tenant.linkedin->options().refusals.push_back(
      {EntityKind::stage, "A1\nA1-S2", 422, "stage", 9, false});
  bed.run();
  EXPECT_EQ(bed.state(RecordKind::stage, "A1-S2"), EntityState::held);
  EXPECT_EQ(bed.state(RecordKind::stage, "A1-S3"), EntityState::sent);
  bed.tenant.meddle = [](Peer, const HttpRequest& request, HttpResponse reply) {
    if (request.method != "DELETE") return std::optional(std::move(reply));
    return std::optional(HttpResponse{422, {}, "{}"});
  };
  bed.mark(RecordKind::stage, {"A1-S3"}, EntityState::withdrawing);
  bed.run();
  ASSERT_FALSE(bed.context().report.alarms.empty());
  EXPECT_TRUE(bed.context().report.alarms[0].starts_with(
      "LinkedIn refuses to let a stage record go (refused:422)"));
}

}  // namespace
}  // namespace crosswalk
