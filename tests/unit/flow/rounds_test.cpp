// A tenant's life from the first load to a quiet second one: everything that is there arrives,
// nothing is sent twice, and silence is only a deletion when it was proven.

#include <gtest/gtest.h>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

TEST(Rounds, AFirstLoadBringsEverythingParentsFirst) {
  PaperTenant tenant;
  fill(tenant, 4, 10);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::job), 4u);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 10u);
  EXPECT_EQ(tenant.held(EntityKind::application), 10u);
  const FlowReport report = tenant.run->report();
  EXPECT_EQ(report.kinds[1].read, 10u);
  EXPECT_EQ(report.kinds[1].sent, 10u);
  EXPECT_TRUE(report.alarms.empty()) << report.alarms.front();
}

TEST(Rounds, ASecondSyncWithNothingChangedSendsNothing) {
  PaperTenant tenant;
  fill(tenant, 2, 5);
  ASSERT_TRUE(tenant.sync());
  const auto writes = [&] {
    std::uint64_t records = 0;
    for (const auto& [name, tally] : tenant.linkedin->ledger(tenant.run->now()).tallies()) {
      records += tally.records;
    }
    return records;
  };
  const std::uint64_t before = writes();
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(writes(), before);
  EXPECT_EQ(tenant.run->report().kinds[1].unchanged, 5u);
  EXPECT_EQ(tenant.run->report().kinds[1].sent, 0u);
}

TEST(Rounds, ADeltaReadsOnlyTheWindowAndBringsTheChange) {
  PaperTenant tenant;
  fill(tenant, 1, 6);
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  tenant.vendor.write("candidates", "C3", {.name = "Anja"}, tenant.run->now());
  tenant.run->advance(1min);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.run->report().kinds[1].read, 1u);
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C3")->content.find("Anja"),
            std::string::npos);
}

// The application carries the candidate's name at LinkedIn, and the vendor does not touch it.
TEST(Rounds, AChangedCandidateHasItsApplicationsReadAgain) {
  PaperTenant tenant;
  fill(tenant, 1, 3);
  ASSERT_TRUE(tenant.sync());
  const Instant modified = tenant.vendor.objects["applications"]["A2"].modified;
  tenant.run->advance(1h);
  tenant.vendor.write("candidates", "C2", {.name = "Anja"}, tenant.run->now());
  tenant.vendor.write("applications", "A2", {.name = "Anja", .job = "J1", .candidate = "C2"},
                      modified);
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::application, "A2")->content.find("Anja"),
            std::string::npos);
}

TEST(Rounds, WhoIsProvenGoneIsWithdrawnChildrenFirst) {
  PaperTenant tenant;
  fill(tenant, 1, 5);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.objects["candidates"].erase("C2");
  tenant.vendor.objects["applications"].erase("A2");
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_EQ(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 4u);
  EXPECT_EQ(tenant.run->report().kinds[1].erased, 1u);
}

TEST(Rounds, ADeltaNeverTakesSilenceForADeletion) {
  PaperTenant tenant;
  fill(tenant, 1, 5);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.objects["candidates"].erase("C2");
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
}

TEST(Rounds, AListingThatEndsEarlyDeletesNobody) {
  PaperTenant tenant;
  fill(tenant, 1, 9);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.objects["candidates"].erase("C2");
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && request.target == "/candidates?page=2") reply.status = 503;
    return std::optional(std::move(reply));
  };
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 9u);
}

// A listing that shrank by itself looks complete: the read by id is what saves the record.
TEST(Rounds, WhoIsOnlyHiddenFromTheListingIsKept) {
  PaperTenant tenant;
  fill(tenant, 1, 5);
  ASSERT_TRUE(tenant.sync());
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && request.target.starts_with("/candidates?") &&
        request.target.find("ids=") == std::string::npos) {
      const std::size_t at = reply.body.find("C2;");
      if (at != std::string::npos) reply.body.erase(at, reply.body.find('\n', at) - at + 1);
    }
    return std::optional(std::move(reply));
  };
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
}

TEST(Rounds, TooManyMissingAtOnceAreRestrictedAndAPersonIsTold) {
  PaperTenant tenant;
  fill(tenant, 1, 30);
  ASSERT_TRUE(tenant.sync());
  for (int person = 1; person <= 12; ++person) {
    tenant.vendor.objects["candidates"].erase("C" + std::to_string(person));
  }
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.held(EntityKind::candidate), 30u);
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C1"), EntityState::restricted);
  EXPECT_TRUE(tenant.alarmed("missing from the vendor's listing at once"));
}

TEST(Rounds, AChangedLookupReadsItsDependentsWhole) {
  PaperTenant tenant;
  fill(tenant, 2, 4);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.departments["1"] = "Design and Research";
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.run->report().kinds[1].read, 4u);
}

TEST(Rounds, AChangedPolicyDecidesEverybodyAnew) {
  PaperTenant tenant;
  fill(tenant, 1, 4);
  tenant.vendor.write("candidates", "C2", {.name = "Ana", .secret = true},
                      tenant.setup.start - 24h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_EQ(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
  tenant.restart_with(
      {.withheld_groups = {}, .withheld_fields = {}, .rules = {}, .private_candidates = true});
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_NE(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
  tenant.restart_with({});
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_EQ(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
}

TEST(Rounds, AHeldParentHoldsItsChildUntilItIsMended) {
  PaperTenant tenant;
  fill(tenant, 1, 3);
  const Instant at = tenant.setup.start - 24h;
  tenant.vendor.write("candidates", "C2", {.name = "Ana", .email = ""}, at);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.reason(RecordKind::candidate, "C2"), "missing:emails");
  EXPECT_EQ(tenant.reason(RecordKind::application, "A2"), "parent_held");
  tenant.run->advance(1h);
  tenant.vendor.write("candidates", "C2", {.name = "Ana"}, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  EXPECT_NE(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
}

TEST(Rounds, AWithdrawnPersonWhoIsListedAgainReturns) {
  PaperTenant tenant;
  fill(tenant, 1, 3);
  ASSERT_TRUE(tenant.sync());
  const PaperItem person = tenant.vendor.objects["candidates"]["C2"];
  tenant.vendor.objects["candidates"].erase("C2");
  tenant.vendor.objects["applications"].erase("A2");
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  ASSERT_EQ(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
  tenant.vendor.write("candidates", "C2", person, tenant.run->now());
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
}

TEST(Rounds, AVanishedJobIsClosedNotDeleted) {
  PaperTenant tenant;
  fill(tenant, 3, 1);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.objects["jobs"].erase("J3");
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  const sim::Entity* job = tenant.at_linkedin(EntityKind::job, "J3");
  ASSERT_NE(job, nullptr);
  EXPECT_NE(job->content.find("CLOSED"), std::string::npos);
  EXPECT_EQ(tenant.state(RecordKind::job, "J3"), EntityState::withdrawn);
}

}  // namespace
}  // namespace crosswalk
