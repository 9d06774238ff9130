// A decision that is taken back in time must hold: a policy that became narrower, a person's word,
// a change noted before a crash. At stake is somebody's record at LinkedIn that should not be
// there.

#include <gtest/gtest.h>

#include "flow/lanes/lane.hpp"
#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// The vendor has trouble with everything but its token and the table of departments.
void refuse_all(PaperTenant& tenant) {
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool token = request.target.find("oken") != std::string::npos;
    const bool table = request.target.starts_with("/departments");
    if (peer == Peer::vendor && !token && !table) reply.status = 503;
    return std::optional(std::move(reply));
  };
}

TEST(Decisions, WhatAnOlderPolicyLetGoWaitsUntilItIsReadAgain) {
  PaperTenant tenant;
  tenant.setup.tenant.policy.private_candidates = true;
  fill(tenant, 3);
  tenant.vendor.write("candidates", "C2", {.name = "Ana", .secret = true},
                      tenant.setup.start - 24h);
  tenant.linkedin_closed = true;
  ASSERT_TRUE(tenant.sync());
  ASSERT_EQ(tenant.state(RecordKind::candidate, "C2"), EntityState::ready);
  tenant.restart_with({});
  tenant.linkedin_closed = false;
  refuse_all(tenant);
  tenant.run->advance(24h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 0u);
  tenant.meddle = nullptr;
  tenant.run->advance(24h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 2u);
  EXPECT_EQ(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
}

TEST(Decisions, AJobIsClosedWithoutWhatTheTenantNowWithholds) {
  PaperTenant tenant;
  fill(tenant, 1);
  ASSERT_TRUE(tenant.sync());
  ASSERT_NE(tenant.at_linkedin(EntityKind::job, "J1")->content.find("code of J1"),
            std::string::npos);
  tenant.vendor.objects["jobs"].clear();
  TenantPolicy narrower;
  narrower.withheld_groups = {OptOutGroup::job_detail};
  tenant.run->advance(2h);
  tenant.restart_with(narrower);
  ASSERT_TRUE(tenant.sync(true));
  const sim::Entity* job = tenant.at_linkedin(EntityKind::job, "J1");
  ASSERT_NE(job, nullptr);
  EXPECT_NE(job->content.find("CLOSED"), std::string::npos);
  EXPECT_EQ(job->content.find("code of J1"), std::string::npos);
}

TEST(Decisions, AChangedLookupIsNotForgottenInACrash) {
  PaperTenant tenant;
  fill(tenant, 4);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.departments["1"] = "Design and Research";
  tenant.run->advance(1h);
  refuse_all(tenant);
  ASSERT_TRUE(tenant.sync());
  ASSERT_NE(tenant.store.lookups.at("departments").entries.find("Research"), std::string::npos);
  tenant.restart_with({});
  tenant.meddle = nullptr;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.run->report().kinds[1].read, 4u);
}

TEST(Decisions, APersonsWordLetsManyGoButNotWhomTheVendorStillKnows) {
  PaperTenant tenant;
  fill(tenant, 30);
  ASSERT_TRUE(tenant.sync());
  for (int person = 1; person <= 12; ++person) {
    tenant.vendor.objects["candidates"].erase("C" + std::to_string(person));
    tenant.vendor.objects["applications"].erase("A" + std::to_string(person));
  }
  const auto hide_one = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool listing = request.target.starts_with("/candidates?") &&
                         request.target.find("ids=") == std::string::npos;
    const std::size_t at = reply.body.find("C20;");
    if (peer == Peer::vendor && listing && at != std::string::npos) {
      reply.body.erase(at, reply.body.find('\n', at) - at + 1);
    }
    return std::optional(std::move(reply));
  };
  tenant.meddle = hide_one;
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  ASSERT_EQ(tenant.held(EntityKind::candidate), 30u);
  ASSERT_EQ(tenant.state(RecordKind::candidate, "C20"), EntityState::restricted);
  EXPECT_FALSE(tenant.store.alarms.empty());
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true, true));
  EXPECT_EQ(tenant.held(EntityKind::candidate), 18u);
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C20"), nullptr);
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C20"), EntityState::sent);
  EXPECT_TRUE(tenant.store.alarms.empty());
}

// The vendor told of no deletion; that the record cannot be read by id is a suspicion, and the
// listing of the next round is the second proof.
TEST(Decisions, WhoCannotBeReadAgainIsLookedForInTheNextListing) {
  PaperTenant tenant;
  fill(tenant, 3);
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  tenant.vendor.objects["applications"].erase("A2");
  tenant.vendor.write("candidates", "C2", {.name = "Anja"}, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.at_linkedin(EntityKind::application, "A2"), nullptr);
  EXPECT_EQ(tenant.held(EntityKind::application), 2u);
}

// One that cannot be asked for must not keep the ones behind it from being read.
TEST(Decisions, OneRereadThatFailsDoesNotStarveTheOthers) {
  PaperTenant tenant;
  fill(tenant, 6);
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  for (const char* id : {"1", "6"}) {
    const std::string person = std::string("C") + id;
    const Instant before = tenant.vendor.objects["applications"][std::string("A") + id].modified;
    tenant.vendor.write("candidates", person, {.name = "Anja"}, tenant.run->now());
    tenant.vendor.write("applications", std::string("A") + id,
                        {.name = "Anja", .job = "J1", .candidate = person}, before);
  }
  tenant.setup.tenant.plan.objects.back().by_id_batch = 1;
  tenant.restart_with({});
  tenant.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && request.target.find("ids=A1,") != std::string::npos) {
      reply.status = 503;
    }
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::application, "A6")->content.find("Anja"),
            std::string::npos);
  EXPECT_EQ(tenant.at_linkedin(EntityKind::application, "A1")->content.find("Anja"),
            std::string::npos);
}

// A lane by hand: what the store, LinkedIn and the clock answer is said line by line.
class LaneByHand {
 public:
  explicit LaneByHand(PaperTenant& tenant)
      : context(tenant.setup.tenant),
        lane(context, RecordKind::candidate, Lane::Purpose::write, [] {}, {}) {
    context.desk.set_now(tenant.setup.start);
  }

  // The one effect of this type that was asked for last; fails the test when there is none.
  template <class Wanted>
  Wanted asked() {
    Wanted found{};
    bool any = false;
    for (Effect& effect : context.desk.take_effects()) {
      if (auto* wanted = std::get_if<Wanted>(&effect)) {
        found = std::move(*wanted);
        any = true;
      } else {
        others.push_back(std::move(effect));
      }
    }
    EXPECT_TRUE(any);
    return found;
  }

  static WorkItem ready(const std::string& id) {
    Record record;
    record.key = {RecordKind::candidate, id};
    WorkItem item;
    item.key = record.key;
    item.version = 1;
    encode_record(record, item.payload);
    return item;
  }

  Context context;
  Lane lane;
  Effects others;
};

TEST(Decisions, APrefetchedBatchIsLookedUpAgainBeforeItLeaves) {
  PaperTenant tenant;
  LaneByHand hand(tenant);
  Desk& desk = hand.context.desk;
  hand.lane.nudge();
  desk.hear(StoreDone{hand.asked<UseStore>().slot, StoreAnswer{Work{{hand.ready("C1")}}}});
  const FetchToken token = hand.asked<FetchToken>();
  const auto prefetch = std::get<UseStore>(hand.others.at(0));
  desk.hear(TokenDone{token.slot, tenant.setup.start + 1h});
  const SendHttp first = hand.asked<SendHttp>();
  desk.hear(StoreDone{prefetch.slot, StoreAnswer{Work{{hand.ready("C2"), hand.ready("C3")}}}});
  ++hand.context.revisions;
  hand.others.clear();
  desk.hear(HttpDone{first.slot, HttpResponse{200, {}, R"({"results":{},"errors":{}})"}});
  std::optional<UseStore> again;
  for (Effect& effect : desk.take_effects()) {
    EXPECT_FALSE(std::holds_alternative<SendHttp>(effect)) << "it left on an old word";
    auto* verb = std::get_if<UseStore>(&effect);
    if (verb && std::holds_alternative<LookUp>(verb->verb)) again = *verb;
  }
  ASSERT_TRUE(again.has_value());
  EntityRow held{{RecordKind::candidate, "C2"}};
  held.wanted = 2;
  held.state = EntityState::withheld;
  EntityRow same{{RecordKind::candidate, "C3"}};
  same.wanted = 1;
  same.state = EntityState::ready;
  desk.hear(StoreDone{again->slot, StoreAnswer{Rows{{held, same}}}});
  const SendHttp second = hand.asked<SendHttp>();
  EXPECT_EQ(second.request.body.find("C2"), std::string::npos);
  EXPECT_NE(second.request.body.find("C3"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk
