// The vendor made two candidates one. At stake: a member whose link is lost is made anew by the
// next export; applications that went over are deleted at LinkedIn although they are there; and
// somebody who was erased comes back under the id of whoever took them in.

#include <gtest/gtest.h>

#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

constexpr const char* urn_of_ana = "urn:li:person:ana";
constexpr const char* urn_of_ben = "urn:li:person:ben";

// "C1" with an application "A1", and "C2" with "A2", read and sent.
class Merging : public testing::Test {
 protected:
  void begin() {
    const Instant at = bed.setup.start - 24h;
    for (const std::string id : {"1", "2"}) {
      bed.vendor.write("candidates", "C" + id,
                       {.name = "Ana", .email = "ana" + id + "@example.com"}, at);
      bed.vendor.write("applications", "A" + id,
                       {.name = "Ana", .job = "J1", .candidate = "C" + id}, at);
    }
    bed.begin();
    bed.run->advance(1h);
  }

  void link(const std::string& candidate, const std::string& urn) {
    const Identity member = member_identity(urn, bed.setup.tenant.digest_key);
    (void)bed.store.carry_out(LinkPerson{candidate, urn, member});
    ASSERT_TRUE(bed.sync());
  }

  // At the vendor's "C1" went into "C2", and "A1" with it.
  void merge() {
    bed.vendor.objects["candidates"].erase("C1");
    bed.vendor.write("applications", "A1", {.name = "Ana", .job = "J1", .candidate = "C2"},
                     bed.run->now());
    bed.vendor.write("candidates", "C2", {.name = "Ana", .email = "ana2@example.com"},
                     bed.run->now());
  }

  void tell() { bed.signal("gone candidate C1>C2"); }

  std::string member_of(const std::string& id) {
    const sim::Entity* held = bed.at_linkedin(EntityKind::candidate, id);
    return held == nullptr ? "nobody" : held->member;
  }

  std::string linked(const std::string& id) {
    const auto link = bed.store.links.find(id);
    return link == bed.store.links.end() ? std::string() : link->second.urn;
  }

  ExchangeBed bed;
};

TEST_F(Merging, CarriesTheLinkAndTellsLinkedInWithoutAPoll) {
  begin();
  link("C1", urn_of_ana);
  ASSERT_EQ(member_of("C1"), urn_of_ana);
  const std::uint64_t rounds = bed.run->report().rounds;
  merge();
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.run->report().rounds, rounds);
  EXPECT_EQ(member_of("C1"), "nobody");
  EXPECT_EQ(member_of("C2"), urn_of_ana);
  EXPECT_TRUE(bed.run->report().alarms.empty());
  bed.push_export("e1", {.job = "J2"});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.asked["create"], 0) << "the one who stays is that member";
  EXPECT_EQ(bed.asked["apply"], 1);
}

TEST_F(Merging, TakesTheApplicationsOverWithoutDeletingThem) {
  bed.add_stages();
  begin();
  bool deleted = false;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const std::string method =
        request.method + std::string(header(request.headers, "X-HTTP-Method-Override"));
    const bool of_applications = request.target.find("atsJobApplications") != std::string::npos;
    deleted = deleted || (peer == Peer::linkedin && of_applications &&
                          method.find("DELETE") != std::string::npos);
    return std::optional(std::move(reply));
  };
  merge();
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_FALSE(deleted);
  const sim::Entity* moved = bed.at_linkedin(EntityKind::application, "A1");
  ASSERT_NE(moved, nullptr);
  EXPECT_NE(moved->content.find("C2"), std::string::npos);
  EXPECT_EQ(bed.state(RecordKind::application, "A1"), EntityState::sent);
  EXPECT_EQ(bed.state(RecordKind::stage, "S-A1"), EntityState::sent);
  EXPECT_EQ(bed.state(RecordKind::candidate, "C1"), EntityState::withdrawn);
}

TEST_F(Merging, AnApplicationThatIsGoneAsWellGoesWithItsCandidate) {
  begin();
  merge();
  bed.vendor.objects["applications"].erase("A1");
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.at_linkedin(EntityKind::application, "A1"), nullptr);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
}

TEST_F(Merging, OfTwoLinkedOnesLeavesTheLinkOfTheOneWhoStaysAndSaysSo) {
  begin();
  link("C1", urn_of_ana);
  link("C2", urn_of_ben);
  merge();
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(member_of("C2"), urn_of_ben);
  EXPECT_EQ(linked("C2"), urn_of_ben);
  EXPECT_TRUE(bed.alarmed("linked to another LinkedIn member"));
  EXPECT_FALSE(bed.alarmed("urn:li:person"));
}

TEST_F(Merging, OfTwoThatAreBothThereCarriesNothing) {
  begin();
  link("C1", urn_of_ana);
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(member_of("C1"), urn_of_ana);
  EXPECT_EQ(linked("C2"), "");
  EXPECT_EQ(bed.end_of("v0"), "done");
}

// Whoever stays may be new, and hidden for a while: until it shows, nobody is let go.
TEST_F(Merging, WaitsForTheOneWhoStays) {
  begin();
  link("C1", urn_of_ana);
  bed.vendor.objects["candidates"].erase("C1");
  bed.vendor.write("applications", "A1", {.name = "Ana", .job = "J1", .candidate = "C9"},
                   bed.run->now());
  bed.signal("gone candidate C1>C9");
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("v0"), "waits");
  EXPECT_EQ(member_of("C1"), urn_of_ana) << "the link would be lost with it";
  bed.vendor.write("candidates", "C9", {.name = "Ana"}, bed.run->now());
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(member_of("C1"), "nobody");
  EXPECT_EQ(member_of("C9"), urn_of_ana);
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "A1"), nullptr);
}

TEST_F(Merging, IntoSomebodyWhoNeverShowsIsADeletionThatIsToldOf) {
  begin();
  link("C1", urn_of_ana);
  bed.vendor.objects["candidates"].erase("C1");
  bed.vendor.objects["applications"].erase("A1");
  bed.signal("gone candidate C1>C9");
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("v0"), "done");
  EXPECT_EQ(member_of("C1"), "nobody");
  EXPECT_TRUE(bed.alarmed("whose next export makes a new candidate"));
}

// The one who stayed went into a third before the push came: the next full listing finds out.
TEST_F(Merging, OfWhomNeitherIsThereBothLeave) {
  begin();
  merge();
  for (const char* object : {"candidates", "applications"}) bed.vendor.objects[object].clear();
  tell();
  bed.run->run_to_quiet(1s);
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.run->run_to_quiet(24h));
  EXPECT_EQ(bed.end_of("v0"), "done");
  EXPECT_EQ(bed.held(EntityKind::candidate), 0u);
  EXPECT_EQ(bed.held(EntityKind::application), 0u);
}

TEST_F(Merging, IntoSomebodyNotForLinkedInIsADeletionAtOnce) {
  begin();
  merge();
  bed.vendor.write("candidates", "C2", {.name = "x", .skipped = true}, bed.run->now());
  tell();
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("v0"), "done");
  EXPECT_EQ(member_of("C1"), "nobody");
  EXPECT_EQ(member_of("C2"), "nobody");
}

// Nobody is let go whose applications could not be looked at: they would go along.
TEST_F(Merging, LetsNobodyGoWhileTheApplicationsCannotBeRead) {
  begin();
  merge();
  int lost = 0;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool loses = peer == Peer::vendor && request.target.find("/applications?ids=") == 0;
    return loses && ++lost < 12 ? std::nullopt : std::optional(std::move(reply));
  };
  tell();
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("v0"), "waits");
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
  ASSERT_TRUE(bed.run->run_to_quiet(2h));
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1"), nullptr);
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "A1"), nullptr);
  EXPECT_EQ(bed.end_of("v0"), "done");
}

// ---- who was erased ------------------------------------------------------------------------

TEST_F(Merging, WhoTookInSomebodyErasedIsKeptBackUntilAPersonReleasesThem) {
  begin();
  bed.run->tell(
      EraseAsked{.ticket = 1, .erasure = "case-1", .candidate = "C1", .email = {}, .member = {}});
  ASSERT_TRUE(bed.quiet());
  ASSERT_EQ(member_of("C1"), "nobody");
  ASSERT_NE(member_of("C2"), "nobody");
  merge();
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(member_of("C2"), "nobody");
  EXPECT_EQ(bed.reason(RecordKind::candidate, "C2"), "erased_before");
  EXPECT_EQ(bed.at_linkedin(EntityKind::application, "A1"), nullptr);
  EXPECT_EQ(bed.at_linkedin(EntityKind::application, "A2"), nullptr);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(bed.held(EntityKind::candidate), 0u) << "a full listing brings nobody back";
  bed.run->tell(ReleaseAsked{2, "C2"});
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.sync());
  EXPECT_NE(member_of("C2"), "nobody");
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "A2"), nullptr);
  EXPECT_EQ(bed.at_linkedin(EntityKind::application, "A1"), nullptr) << "it was erased itself";
}

// The erasure of the old id is still on its way when the vendor makes the two one.
TEST_F(Merging, AnOpenErasureIsNotConfirmedWhileWhoTookThemInIsThere) {
  begin();
  bool refuses = true;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const std::string method =
        request.method + std::string(header(request.headers, "X-HTTP-Method-Override"));
    const bool deletes = method.find("DELETE") != std::string::npos;
    if (peer == Peer::linkedin && deletes && refuses) reply = {503, {}, "busy"};
    return std::optional(std::move(reply));
  };
  bed.run->tell(
      EraseAsked{.ticket = 1, .erasure = "case-1", .candidate = "C1", .email = {}, .member = {}});
  bed.run->run_to_quiet(1s);
  merge();
  tell();
  bed.run->run_to_quiet(1s);
  ASSERT_EQ(bed.end_of("v0"), "done");
  ASSERT_EQ(bed.store.erasures.size(), 1u);
  EXPECT_TRUE(bed.store.erasures[0].covered.contains({RecordKind::candidate, "C2"}));
  refuses = false;
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync());
  const Counts counts = std::get<Counts>(*bed.store.carry_out(Tally{}));
  EXPECT_EQ(counts.exchange.erasures_confirmed, 1u);
  EXPECT_EQ(bed.held(EntityKind::candidate), 0u);
  EXPECT_EQ(bed.held(EntityKind::application), 0u);
}

TEST_F(Merging, WhoWentIntoSomebodyErasedIsNotBroughtBackByAnExport) {
  begin();
  link("C1", urn_of_ana);
  bed.run->tell(
      EraseAsked{.ticket = 1, .erasure = "case-1", .candidate = "C2", .email = {}, .member = {}});
  ASSERT_TRUE(bed.quiet());
  merge();
  tell();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.held(EntityKind::candidate), 0u);
  EXPECT_EQ(bed.held(EntityKind::application), 0u);
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "erased");
  EXPECT_EQ(bed.made("candidates"), 1u) << "nobody was made anew";
}

// ---- a power cut ---------------------------------------------------------------------------

TEST_F(Merging, ACrashBehindAnyEffectLosesNeitherLinkNorApplication) {
  for (std::uint64_t k = 1;; ++k) {
    ExchangeBed fresh;
    const Instant at = fresh.setup.start - 24h;
    for (const std::string id : {"1", "2"}) {
      fresh.vendor.write("candidates", "C" + id, {.name = "Ana"}, at);
      fresh.vendor.write("applications", "A" + id,
                         {.name = "Ana", .job = "J1", .candidate = "C" + id}, at);
    }
    fresh.begin();
    fresh.run->advance(1h);
    const Identity member = member_identity(urn_of_ana, fresh.setup.tenant.digest_key);
    (void)fresh.store.carry_out(LinkPerson{"C1", urn_of_ana, member});
    ASSERT_TRUE(fresh.sync());
    fresh.vendor.objects["candidates"].erase("C1");
    fresh.vendor.write("applications", "A1", {.name = "Ana", .job = "J1", .candidate = "C2"},
                       fresh.run->now());
    fresh.signal("gone candidate C1>C2");
    const bool crashed = fresh.run->run_then_crash(k);
    if (crashed) fresh.run->restart();
    ASSERT_TRUE(fresh.quiet());
    ASSERT_TRUE(fresh.sync()) << "what a reading by id owes is paid by the next round";
    EXPECT_EQ(fresh.at_linkedin(EntityKind::candidate, "C1"), nullptr) << k;
    const sim::Entity* stays = fresh.at_linkedin(EntityKind::candidate, "C2");
    ASSERT_NE(stays, nullptr) << k;
    EXPECT_EQ(stays->member, urn_of_ana) << k;
    const sim::Entity* moved = fresh.at_linkedin(EntityKind::application, "A1");
    ASSERT_NE(moved, nullptr) << k;
    EXPECT_NE(moved->content.find("C2"), std::string::npos) << k;
    if (!crashed) break;
    ASSERT_LT(k, 300u);
  }
}

}  // namespace
}  // namespace crosswalk
