// One page that holds records of two kinds. What rides must be in the store before the cursor
// passes its page, be missed when it is gone although its page is not, and never be asked for by an
// id the vendor does not know it by.

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

std::string with_first_letter(char letter, std::string_view body) {
  std::string made;
  bool first = true;
  for (const char c : body) {
    made += first ? letter : c;
    first = c == '\n';
  }
  return made;
}

// The vendor's candidates carry their one application: candidate C7 holds A7, unless it names no
// job. Applications are asked for by their candidates' ids.
class EmbeddingEngine : public PaperEngine {
 public:
  explicit EmbeddingEngine(std::vector<std::string>& asked) : asked_(asked) {}

  Result<Answer> take(const Step& step) override {
    if (const auto* plan = std::get_if<PlanRead>(&step); plan && plan->object == "applications") {
      asked_.insert(asked_.end(), plan->ids.begin(), plan->ids.end());
      PlanRead instead = *plan;
      instead.object = "candidates";
      return PaperEngine::take(instead);
    }
    const auto* read = std::get_if<ReadPage>(&step);
    if (read == nullptr || read->object != "applications") return PaperEngine::take(step);
    ReadPage page = *read;
    std::string held;
    std::string_view rest = page.reply.body;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n') + 1);
      if (line.find(";J1;") != std::string_view::npos) held += line;
      rest.remove_prefix(line.size());
    }
    page.reply.body = with_first_letter('A', held);
    return PaperEngine::take(page);
  }

 private:
  std::vector<std::string>& asked_;
};

struct Embedded : PaperTenant {
  Embedded() {
    ObjectSpec& applications = setup.tenant.plan.objects[2];
    applications.rides = "candidates";
    applications.asked_by = RecordKind::candidate;
    applications.complete = true;
    applications.full = applications.delta = false;
    setup.engine = [this] { return std::make_unique<EmbeddingEngine>(asked); };
    vendor.write("jobs", "J1", {.name = "Welder"}, setup.start - 24h);
    for (int i = 1; i <= 5; ++i) person(i, "Ana", setup.start - 24h);
  }

  void person(int number, std::string name, Instant at, std::string job = "J1") {
    const std::string id = "C" + std::to_string(number);
    vendor.write("candidates", id,
                 {.name = std::move(name), .job = std::move(job), .candidate = id}, at);
  }

  std::vector<std::string> asked;  // By which ids applications were asked for.
};

TEST(Riding, OneListingBringsBothKinds) {
  Embedded tenant;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
  EXPECT_EQ(tenant.held(EntityKind::application), 5u);
  EXPECT_EQ(tenant.vendor.requests["candidates"], 2) << "five items on pages of three";
  EXPECT_EQ(tenant.vendor.requests["applications"], 0);
  EXPECT_TRUE(tenant.asked.empty());
}

TEST(Riding, AChangeArrivesWithTheNextDelta) {
  Embedded tenant;
  tenant.person(5, "Ana", tenant.setup.start - 24h, "");
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::application), 4u);
  tenant.run->advance(1h);
  tenant.person(5, "Ana", tenant.run->now());
  tenant.run->advance(1min);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::application), 5u);
  EXPECT_EQ(tenant.run->report().kinds[2].read, 1u);
}

TEST(Riding, WhatLeftItsPageIsAskedForByItsParentAndWithdrawn) {
  Embedded tenant;
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  tenant.vendor.objects["candidates"]["C3"].job = "";
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.asked, (std::vector<std::string>{"C3"}));
  EXPECT_EQ(tenant.state(RecordKind::application, "A3"), EntityState::withdrawn);
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C3"), EntityState::sent);
  EXPECT_EQ(tenant.held(EntityKind::application), 4u);
}

TEST(Riding, WithoutEvidenceNobodyIsMissed) {
  Embedded tenant;
  tenant.setup.tenant.plan.objects[2].complete = false;
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  tenant.vendor.objects["candidates"]["C3"].job = "";
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_TRUE(tenant.asked.empty());
  EXPECT_EQ(tenant.state(RecordKind::application, "A3"), EntityState::sent);
  tenant.run->advance(1h);
  const int before = tenant.vendor.requests["candidates"];
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.vendor.requests["candidates"], before + 1) << "a delta is enough";
}

// An application carries its candidate's name, and is read again by the candidate's id.
TEST(Riding, WhatHangsOnAChangeIsReadAgainByItsParent) {
  Embedded tenant;
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  tenant.vendor.write("jobs", "J1", {.name = "Smith"}, tenant.run->now());
  tenant.run->advance(1min);
  ASSERT_TRUE(tenant.sync());
  std::ranges::sort(tenant.asked);
  EXPECT_EQ(tenant.asked, (std::vector<std::string>{"C1", "C2", "C3", "C4", "C5"}));
}

// The store asks for what a released parent let go of. What no id reads comes with the next whole
// listing of what it rides on; the question ends with the doubt, and outlives a restart.
TEST(Riding, WhatNoIdReadsIsReadAgainWithTheNextWholeListing) {
  Embedded tenant;
  ObjectSpec& applications = tenant.setup.tenant.plan.objects[2];
  applications.by_id = false;
  applications.asked_by.reset();
  tenant.vendor.objects["jobs"]["J1"].secret = true;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::application), 0u);
  tenant.run->advance(1h);
  tenant.vendor.write("jobs", "J1", {.name = "Welder"}, tenant.run->now());
  tenant.run->advance(1min);
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(tenant.store.rereads.empty());
  EXPECT_EQ(tenant.store.cursors.at("candidates").policy, 0u);
  tenant.run->advance(1h);
  tenant.restart_with(tenant.setup.tenant.policy);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::application), 5u);
  EXPECT_TRUE(tenant.asked.empty());
  tenant.run->advance(1h);
  const int before = tenant.vendor.requests["candidates"];
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.vendor.requests["candidates"], before + 1) << "and once is enough";
}

// Who is shared again lets what rides on the same page go with them; no id reads it, so it would
// wait for another whole listing.
TEST(Riding, WhatRidesOnSomebodySharedAgainComesInTheSameRound) {
  Embedded tenant;
  ObjectSpec& applications = tenant.setup.tenant.plan.objects[2];
  applications.by_id = false;
  applications.asked_by.reset();
  for (auto& [id, item] : tenant.vendor.objects["candidates"]) item.secret = true;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::application), 0u);
  tenant.run->advance(1h);
  tenant.restart_with({.private_candidates = true});
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
  EXPECT_EQ(tenant.held(EntityKind::application), 5u);
  EXPECT_NE(tenant.store.cursors.at("candidates").policy, 0u) << "no doubt is left";
}

// The records of a page, what rides on it and its cursor are not one transaction.
TEST(Riding, ACrashBetweenAPageAndItsRidersLosesNeither) {
  std::uint64_t crashes = 0;
  for (std::uint64_t k = 0;; ++k) {
    Embedded tenant;
    ObjectSpec& applications = tenant.setup.tenant.plan.objects[2];
    applications.by_id = false;
    applications.asked_by.reset();
    tenant.person(5, "Ana", tenant.setup.start - 24h, "");
    ASSERT_TRUE(tenant.sync());
    tenant.run->advance(1h);
    tenant.person(5, "Anja", tenant.run->now());
    tenant.person(6, "Bo", tenant.run->now());
    tenant.run->advance(1min);
    tenant.run->ask_sync(false);
    if (!tenant.run->run_then_crash(k)) break;
    ++crashes;
    tenant.run->restart();
    ASSERT_TRUE(tenant.sync());
    ASSERT_EQ(tenant.held(EntityKind::candidate), 6u) << "after effect " << k;
    ASSERT_EQ(tenant.held(EntityKind::application), 6u) << "after effect " << k;
    ASSERT_LT(k, 500u);
  }
  EXPECT_GT(crashes, 10u);
}

// A page whose rider cannot be mapped is no page that was read.
TEST(Riding, TheCursorDoesNotPassAPageWhoseRiderIsMissing) {
  Embedded tenant;
  tenant.setup.tenant.plan.objects[2].lookups = {"unread"};
  tenant.setup.tenant.plan.lookups.push_back({"unread"});
  bool closed = true;
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool table = request.target == "/departments" && closed;
    if (peer == Peer::vendor && table) reply = {403, {}, "{}"};
    return std::optional(std::move(reply));
  };
  tenant.setup.tenant.plan.objects[0].lookups.clear();
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::job), 1u) << "what needs no table goes on";
  EXPECT_EQ(tenant.held(EntityKind::candidate), 0u);
  closed = false;
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
  EXPECT_EQ(tenant.held(EntityKind::application), 5u);
}

}  // namespace
}  // namespace crosswalk
