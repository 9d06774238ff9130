// Doubts and refusals: a suspicion must survive a crash, a tombstone must not cost a listing, and a
// job that LinkedIn never had must not get there by being closed.

#include <gtest/gtest.h>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

void erase_person(PaperTenant& tenant, const std::string& id) {
  tenant.vendor.objects["candidates"].erase("C" + id);
  tenant.vendor.objects["applications"].erase("A" + id);
}

TEST(Closing, AJobThatNeverArrivedIsNotCreatedByClosingIt) {
  PaperTenant tenant;
  fill(tenant, 1);
  tenant.linkedin_closed = true;
  ASSERT_TRUE(tenant.sync());
  ASSERT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::ready);
  tenant.run->advance(1h);
  tenant.vendor.write("jobs", "J1", {.name = "Welder", .secret = true}, tenant.run->now());
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  ASSERT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::withdrawing);
  tenant.linkedin_closed = false;
  for (int round = 0; round < 3; ++round) {
    tenant.run->advance(1h);
    ASSERT_TRUE(tenant.sync());
    EXPECT_EQ(tenant.at_linkedin(EntityKind::job, "J1"), nullptr);
  }
  EXPECT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::withdrawn);
}

TEST(Closing, AJobWhoseConfirmationWasLostIsFoundAndClosed) {
  PaperTenant tenant;
  fill(tenant, 1);
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool posting = request.target.find("simpleJobPostings") != std::string::npos;
    if (peer == Peer::linkedin && posting) reply.status = 403;
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  ASSERT_NE(tenant.at_linkedin(EntityKind::job, "J1"), nullptr);
  tenant.meddle = nullptr;
  tenant.run->advance(1h);
  tenant.vendor.write("jobs", "J1", {.name = "Welder", .secret = true}, tenant.run->now());
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  const sim::Entity* job = tenant.at_linkedin(EntityKind::job, "J1");
  ASSERT_NE(job, nullptr);
  EXPECT_NE(job->content.find("CLOSED"), std::string::npos);
  EXPECT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::withdrawn);
}

// Two jobs that everybody sees, the second of them closed; from here on fewer shall see them.
struct ShownToFewer : PaperTenant {
  // Without a whole number of effects all that is public arrives before.
  explicit ShownToFewer(std::optional<std::uint64_t> effects = {}) {
    setup.tenant.target.availability = "PUBLIC";
    fill(*this, 1);
    vendor.write("jobs", "J2", {.name = "Closed"}, setup.start - 24h);
    if (effects) {
      run = std::make_unique<sim::VirtualRun>(setup);
      run->ask_sync(false);
      run->run_then_crash(*effects);
    } else {
      EXPECT_TRUE(sync());
      EXPECT_TRUE(shows("J1", R"("availability":"PUBLIC")"));
    }
    meddle = [this](Peer peer, const HttpRequest& request, HttpResponse reply) {
      const bool posting = request.target.find("simpleJobPostings") != std::string::npos;
      if (peer == Peer::linkedin && posting) posted.push_back(request.body);
      return std::optional(std::move(reply));
    };
    setup.tenant.target.availability = "PRIVATE_TO_ATS_INTEGRATION";
    restart_with({});
  }

  bool shows(const std::string& job, const std::string& words) {
    const sim::Entity* held = at_linkedin(EntityKind::job, job);
    return held != nullptr && held->content.find(words) != std::string::npos;
  }
  bool shown_to_fewer() {
    return shows("J1", "PRIVATE_TO_ATS_INTEGRATION") && shows("J1", R"("state":"LISTED")") &&
           shows("J2", "PRIVATE_TO_ATS_INTEGRATION") && shows("J2", R"("state":"CLOSED")");
  }

  std::vector<std::string> posted;
};

TEST(Closing, AJobThatEverybodySawIsClosedBeforeItIsShownToFewer) {
  ShownToFewer tenant;
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(tenant.shown_to_fewer());
  EXPECT_EQ(tenant.linkedin->ledger(tenant.run->now()).refused_count(), 0u);
  EXPECT_EQ(tenant.posted.size(), 3u) << "J1 closed, J1 private, and J2, which was closed, at once";
  EXPECT_EQ(tenant.run->report().kinds[0].sent, 2u) << "a closing sends nothing";
  EXPECT_EQ(tenant.state(RecordKind::application, "A1"), EntityState::sent);
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.posted.size(), 3u) << "once";
}

TEST(Closing, AJobThatEverybodySawIsClosedAsItStands) {
  ShownToFewer tenant;
  tenant.vendor.write("jobs", "J1", {.name = "Welder", .secret = true}, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(tenant.shows("J1", R"("availability":"PUBLIC")"));
  EXPECT_TRUE(tenant.shows("J1", R"("state":"CLOSED")"));
  EXPECT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::withdrawn);
}

TEST(Closing, ACrashBetweenClosingAndShowingLosesNothing) {
  for (std::uint64_t effects = 1; effects < 120; effects += 3) {
    ShownToFewer tenant;
    tenant.run->ask_sync(false);
    tenant.run->run_then_crash(effects);
    tenant.run->restart();
    ASSERT_TRUE(tenant.sync());
    tenant.run->advance(1h);
    ASSERT_TRUE(tenant.sync());
    EXPECT_TRUE(tenant.shown_to_fewer()) << effects;
    EXPECT_EQ(tenant.linkedin->ledger(tenant.run->now()).refused_count(), 0u) << effects;
  }
}

// Nobody knows whether everybody sees it: it is not closed as public before LinkedIn says so.
TEST(Closing, WhatMayBePublicIsClosedOnceLinkedInSaysThatItIs) {
  std::uint64_t told = 0;
  for (std::uint64_t effects = 1; effects < 120; effects += 3) {
    ShownToFewer tenant(effects);
    bool is_public = false, wrong = false;
    tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
      const bool posting = request.target.find("simpleJobPostings") != std::string::npos;
      if (peer != Peer::linkedin || !posting) return std::optional(std::move(reply));
      const bool shows = request.body.find(R"("PUBLIC")") != std::string::npos;
      is_public = tenant.shows("J1", R"("availability":"PUBLIC")");
      wrong = wrong || (shows && !is_public);
      return std::optional(std::move(reply));
    };
    ASSERT_TRUE(tenant.sync());
    tenant.run->advance(1h);
    ASSERT_TRUE(tenant.sync());
    EXPECT_TRUE(tenant.shown_to_fewer()) << effects;
    EXPECT_FALSE(wrong) << effects;
    told += tenant.linkedin->ledger(tenant.run->now()).refused_count();
  }
  EXPECT_GT(told, 0u) << "or nothing was seen of it";
}

// LinkedIn does not let us ask for a job's status: what is known to be there is closed all the
// same.
TEST(Closing, ARefusedQuestionKeepsNoOtherJobOpen) {
  PaperTenant tenant;
  fill(tenant, 1);
  ASSERT_TRUE(tenant.sync());
  const Instant at = tenant.setup.start - 24h;
  tenant.vendor.write("jobs", "J2", {.name = "Baker"}, at);
  tenant.linkedin_closed = true;
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync(true));
  tenant.run->advance(1h);
  for (const char* id : {"J1", "J2"}) {
    tenant.vendor.write("jobs", id, {.name = "Baker", .secret = true}, tenant.run->now());
  }
  ASSERT_TRUE(tenant.sync(true));
  tenant.linkedin_closed = false;
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool question = request.target.find("jobPostingStatus") != std::string::npos;
    if (peer == Peer::linkedin && question) reply.status = 403;
    return std::optional(std::move(reply));
  };
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  const sim::Entity* job = tenant.at_linkedin(EntityKind::job, "J1");
  ASSERT_NE(job, nullptr);
  EXPECT_NE(job->content.find("CLOSED"), std::string::npos);
  EXPECT_EQ(tenant.at_linkedin(EntityKind::job, "J2"), nullptr);
  EXPECT_TRUE(tenant.alarmed("refuses to let a job record go"));
}

TEST(Refusals, ADeletionRefusedAsAWholeIsTold) {
  PaperTenant tenant;
  fill(tenant, 3);
  ASSERT_TRUE(tenant.sync());
  erase_person(tenant, "2");
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool deletion =
        request.method == "DELETE" || header(request.headers, "X-HTTP-Method-Override") == "DELETE";
    if (peer == Peer::linkedin && deletion) reply.status = 400;
    return std::optional(std::move(reply));
  };
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_TRUE(tenant.alarmed("refuses to let an application record go"));
}

// The store as it stood when the vendor was asked by id is what a crash at that moment leaves.
TEST(Doubts, ASuspicionSurvivesACrashBeforeItIsProven) {
  PaperTenant tenant;
  fill(tenant, 5);
  ASSERT_TRUE(tenant.sync());
  erase_person(tenant, "2");
  std::optional<ModelStore> at_crash;
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool by_id = request.target.starts_with("/candidates?ids=");
    if (peer == Peer::vendor && by_id && !at_crash) at_crash = tenant.store;
    return std::optional(std::move(reply));
  };
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  ASSERT_TRUE(at_crash.has_value());
  ASSERT_NE(at_crash->entities.at({RecordKind::candidate, "C2"}).row.state,
            EntityState::withdrawing);
  tenant.meddle = nullptr;
  tenant.store = *at_crash;
  tenant.restart_with({});
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C2"), EntityState::withdrawn);
}

TEST(Doubts, WithoutARouteByIdTwoRunsOfOneRoundProveAnAbsence) {
  PaperTenant tenant;
  for (ObjectSpec& object : tenant.setup.tenant.plan.objects) object.by_id = false;
  fill(tenant, 5);
  ASSERT_TRUE(tenant.sync());
  erase_person(tenant, "2");
  for (int life = 0; life < 2; ++life) {
    tenant.run->advance(2h);
    tenant.restart_with({});
    ASSERT_TRUE(tenant.sync(true));
  }
  EXPECT_EQ(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 4u);
}

// Nothing of somebody who left the vendor stays here only because they never were at LinkedIn.
TEST(Doubts, WhoWasNeverSentAndIsGoneIsForgotten) {
  PaperTenant tenant;
  fill(tenant, 5);
  tenant.vendor.write("candidates", "C2", {.name = "Ana", .email = ""}, tenant.setup.start - 24h);
  ASSERT_TRUE(tenant.sync());
  ASSERT_EQ(tenant.state(RecordKind::candidate, "C2"), EntityState::held);
  erase_person(tenant, "2");
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_FALSE(tenant.store.entities.contains({RecordKind::candidate, "C2"}));
  EXPECT_FALSE(tenant.store.entities.contains({RecordKind::application, "A2"}));
  EXPECT_EQ(tenant.held(EntityKind::candidate), 4u);
  EXPECT_EQ(tenant.run->report().kinds[1].erased, 0u);
}

TEST(Doubts, ATombstoneCostsNoListing) {
  PaperTenant tenant;
  fill(tenant, 6);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.objects["applications"].erase("A2");
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  ASSERT_EQ(tenant.state(RecordKind::application, "A2"), EntityState::withdrawn);
  tenant.run->advance(1h);
  tenant.vendor.write("candidates", "C2", {.name = "Anja"}, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.run->report().kinds[2].read, 0u);
}

TEST(Doubts, ALookupThatChangesAfterAnUnfinishedListingIsNotMissed) {
  PaperTenant tenant;
  fill(tenant, 9);
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && request.target == "/candidates?page=2") reply.status = 403;
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.departments["1"] = "Design and Research";
  tenant.run->advance(1h);
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && request.target.starts_with("/candidates")) reply.status = 403;
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  tenant.restart_with({});
  tenant.meddle = nullptr;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.run->report().kinds[1].read, 9u) << "and not only what was left of the walk";
}

TEST(Limits, AUsedUpDayEndsTheSyncAndIsTold) {
  PaperTenant tenant;
  tenant.vendor.page_items = 1000;
  tenant.setup.tenant.options.requests_per_day = 4;
  fill(tenant, 600);
  const Instant began = tenant.setup.start;
  ASSERT_TRUE(tenant.sync());
  EXPECT_LT(tenant.run->now() - began, 15min);
  EXPECT_TRUE(tenant.alarmed("takes nothing more at present"));
  EXPECT_LT(tenant.held(EntityKind::candidate), 600u);
  for (int day = 0; day < 5; ++day) {
    tenant.run->advance(24h);
    ASSERT_TRUE(tenant.sync());
  }
  EXPECT_EQ(tenant.held(EntityKind::candidate), 600u);
}

TEST(Limits, WhatLinkedInAskedOfAKilledProcessItsSuccessorKeeps) {
  PaperTenant tenant;
  fill(tenant, 3);
  int asked = 0;
  bool refuses = true;
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool token = request.target.find("oken") != std::string::npos;
    if (peer != Peer::linkedin || token) return std::optional(std::move(reply));
    ++asked;
    if (refuses) reply = {429, {{"Retry-After", "7200"}}, "{}"};
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  ASSERT_GT(asked, 0);
  refuses = false;
  asked = 0;
  tenant.run->advance(1h);
  tenant.restart_with({});
  tenant.vendor.write("candidates", "C9", {.name = "Bea"}, tenant.run->now());
  tenant.run->ask_sync(true);
  tenant.run->run_to_quiet();
  EXPECT_EQ(asked, 0) << "somebody new does not go before either";
  tenant.run->advance(90min);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 4u);
}

TEST(Limits, AParkedLaneDoesNotHideWhatFallsDueElsewhere) {
  PaperTenant tenant;
  tenant.vendor.page_items = 1000;
  tenant.linkedin->options().task_delay = 5s;
  fill(tenant, 350);
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool people = request.target.find("atsCandidates") != std::string::npos;
    if (peer == Peer::linkedin && people) reply.status = 403;
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(tenant.alarmed("refuses candidate"));
  EXPECT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::sent);
}

}  // namespace
}  // namespace crosswalk
