// A recruiter exports somebody. Either the person is in the ATS, linked and at LinkedIn again,
// once, or the recruiter is told why not, and nothing of the person was kept.

#include <gtest/gtest.h>

#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

TEST(Export, BringsThePersonIntoTheAtsAndBackToLinkedIn) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.made("applications"), 1u);
  ASSERT_NE(bed.at_linkedin(EntityKind::candidate, "N1"), nullptr);
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "M2"), nullptr);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "N1")->member, "urn:li:person:ana");
  const ExchangeReport told = bed.run->report().exchange;
  EXPECT_EQ(told.exports_received, 1u);
  EXPECT_EQ(told.exports_created, 1u);
  EXPECT_EQ(told.exports_refused, 0u);
  EXPECT_TRUE(bed.run->report().alarms.empty()) << bed.run->report().alarms.front();
}

TEST(Export, BringsTheFirstStageAlong) {
  ExchangeBed bed;
  bed.add_stages();
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  ASSERT_TRUE(bed.store.entities.contains({RecordKind::stage, "S-M2"}));
  EXPECT_EQ(bed.state(RecordKind::stage, "S-M2"), EntityState::sent);
}

TEST(Export, WritesNoMoreThanTheFiveGroups) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {.emails = {"ana@example.com"}});
  ASSERT_TRUE(bed.quiet());
  ASSERT_EQ(bed.bodies.size(), 1u);
  EXPECT_NE(bed.bodies[0].find("headline=Welder"), std::string::npos);
  EXPECT_EQ(bed.bodies[0].find("ana@example.com"), std::string::npos);
  EXPECT_EQ(bed.bodies[0].find("linkedin.com"), std::string::npos);
}

TEST(Export, AGrantLetsTheAddressIn) {
  ExchangeBed bed;
  bed.setup.tenant.grants.email = true;
  bed.begin();
  bed.push_export("e1", {.emails = {"ana@example.com"}});
  ASSERT_TRUE(bed.quiet());
  EXPECT_NE(bed.bodies.at(0).find("email=ana@example.com"), std::string::npos);
}

TEST(Export, ToASecondJobGivesOneCandidateWithTwoApplications) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  bed.push_export("e2", {.job = "J2"});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e2"), "created");
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.made("applications"), 2u);
  EXPECT_EQ(bed.held(EntityKind::application), 2u);
}

TEST(Export, OfTheSamePersonToTheSameJobChangesNothing) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  bed.push_export("e2", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e2"), "created");
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.made("applications"), 1u);
}

TEST(Export, FindsWhoIsThereByAddressAndName) {
  ExchangeBed bed;
  bed.vendor.write("candidates", "C1", {.name = "Ana", .email = "Ana@example.com"},
                   bed.setup.start - 24h);
  bed.begin();
  bed.push_export("e1", {.emails = {"ana@example.com "}});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.asked["create"], 0);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C1")->member, "urn:li:person:ana");
}

TEST(Export, NeverTakesAnAddressAloneForThePerson) {
  ExchangeBed bed;
  bed.vendor.write("candidates", "C1", {.name = "Boris", .email = "ana@example.com"},
                   bed.setup.start - 24h);
  bed.begin();
  bed.push_export("e1", {.emails = {"ana@example.com"}});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.made("candidates"), 2u);
}

TEST(Export, LeavesADoubtBetweenTwoCandidatesToAPerson) {
  ExchangeBed bed;
  for (const char* id : {"C1", "C2"}) {
    bed.vendor.write("candidates", id, {.name = "Ana", .email = "ana@example.com"},
                     bed.setup.start - 24h);
  }
  bed.begin();
  bed.push_export("e1", {.emails = {"ana@example.com"}});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "ambiguous");
  EXPECT_EQ(bed.made("candidates"), 2u);
  EXPECT_TRUE(bed.alarmed("more than one candidate"));
}

TEST(Export, OfAnotherMemberWithTheSameNameAndAddressIsLeftToAPerson) {
  ExchangeBed bed;
  bed.vendor.write("candidates", "C1", {.name = "Ana", .email = "ana@example.com"},
                   bed.setup.start - 24h);
  bed.begin();
  bed.push_export("e1", {.emails = {"ana@example.com"}});
  ASSERT_TRUE(bed.quiet());
  bed.push_export("e2", {.member = "urn:li:person:other", .emails = {"ana@example.com"}});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e2"), "ambiguous");
}

struct Refused {
  PaperExport handed;
  std::string word;
};

TEST(Export, IsRefusedWithAWordAndLeavesNothingBehind) {
  const std::vector<Refused> cases{{{.job = "J9"}, "job_unknown"},
                                   {{.job = ""}, "job_unknown"},
                                   {{.last_name = ""}, "no_last_name"},
                                   {{.last_name = " \n"}, "no_last_name"},
                                   {{.member = ""}, "no_member"},
                                   {{.opted_out = true}, "not_available"},
                                   {{.status = 404}, "not_available"},
                                   {{.status = 410}, "not_available"},
                                   {{.organization = "urn:li:organization:1"}, "wrong_context"}};
  for (const Refused& each : cases) {
    ExchangeBed bed;
    bed.begin();
    bed.push_export("e1", each.handed);
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.end_of("e1"), each.word);
    EXPECT_EQ(bed.made("candidates"), 0u) << each.word;
    EXPECT_TRUE(bed.store.links.empty()) << each.word;
    EXPECT_EQ(bed.asked["create"], 0) << each.word;
    EXPECT_EQ(bed.run->report().exchange.exports_refused, 1u) << each.word;
    EXPECT_EQ(bed.alarmed("another organization"), each.word == "wrong_context");
  }
}

TEST(Export, ThatIsOlderThanLinkedInKeepsItIsNotFetched) {
  ExchangeBed bed;
  bed.begin();
  bed.exports["e1"] = {};
  const std::string past = std::to_string(to_ms(bed.run->now()) - 1);
  bed.push("e1", "EXPORT_CANDIDATE_PROFILE", R"(,"expiresAt":)" + past);
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "expired");
}

TEST(Export, ToAJobTheCustomerKeepsBackIsRefused) {
  ExchangeBed bed;
  bed.vendor.write("jobs", "J3", {.name = "Spy", .secret = true}, bed.setup.start - 24h);
  bed.begin();
  bed.push_export("e1", {.job = "J3"});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "job_withheld");
}

TEST(Export, ToAJobClosedAMinuteAgoIsRefusedAndLinkedInHearsOfTheClosing) {
  ExchangeBed bed;
  bed.begin();
  bed.run->advance(1min);
  bed.vendor.write("jobs", "J1", {.name = "Closed"}, bed.run->now());
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "job_closed");
  EXPECT_EQ(bed.made("candidates"), 0u);
  EXPECT_EQ(bed.state(RecordKind::job, "J1"), EntityState::sent);
  EXPECT_EQ(bed.store.entities.at({RecordKind::job, "J1"}).row.wanted, 2u);
}

// Answers about jobs by id begin with an empty page that leads to `next`.
void answer_with_empty_page(ExchangeBed& bed, std::string next) {
  bed.meddle = [next](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool first = request.target.starts_with("/jobs?ids=");
    if (peer != Peer::vendor || !first) return std::optional(std::move(reply));
    reply.body.clear();
    reply.headers.emplace_back("Next", next);
    return std::optional(std::move(reply));
  };
}

TEST(Export, AnEmptyPageThatLeadsOnDoesNotSayThatTheJobIsGone) {
  ExchangeBed bed;
  bed.begin();
  answer_with_empty_page(bed, "/jobs?more=1&ids=J1,");
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
}

TEST(Export, AnEmptyPageThatLeadsOnToNothingSaysThatTheJobIsGone) {
  ExchangeBed bed;
  bed.begin();
  answer_with_empty_page(bed, "/jobs?more=1&ids=J9,");
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "job_closed");
}

TEST(Export, ACircleOfEmptyPagesIsLeftAndAskedAgain) {
  ExchangeBed bed;
  bed.begin();
  answer_with_empty_page(bed, "/jobs?ids=J1,");
  const int before = bed.vendor.requests["jobs"];
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "waits");
  EXPECT_TRUE(bed.alarmed("repeats a page of jobs"));
  EXPECT_LE(bed.vendor.requests["jobs"], before + 12);
  bed.meddle = nullptr;
  bed.run->advance(1h);
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.end_of("e1"), "created");
}

TEST(Export, OfSomebodyErasedIsRefused) {
  ExchangeBed bed;
  bed.begin();
  const Identity ana = member_identity("urn:li:person:ana", bed.setup.tenant.digest_key);
  (void)bed.store.carry_out(Suppress{"case-1", {}, {ana}, bed.run->now()});
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "erased");
  EXPECT_EQ(bed.made("candidates"), 0u);
}

TEST(Export, IntoAnAtsThatRefusesIsToldAndNotRepeated) {
  ExchangeBed bed;
  bed.begin();
  bed.refuse_with = 422;
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "vendor_refused");
  EXPECT_EQ(bed.asked["create"], 1);
  EXPECT_TRUE(bed.alarmed("422"));
}

TEST(Export, WithAConnectorThatTakesNobodyInIsRefused) {
  ExchangeBed bed;
  bed.setup.tenant.plan.writes.export_candidates = false;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "no_connector");
}

TEST(Export, WaitsADayForTheCustomerToEnableIt) {
  ExchangeBed bed;
  bed.setup.tenant.onboarding.required = true;
  bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
  bed.begin();
  bed.store.entities[{RecordKind::job, "J1"}].row.state = EntityState::sent;
  bed.push_export("e1", {});
  bed.run->run_to_quiet(1s);
  bed.run->advance(23h);
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("e1"), "waits");
  EXPECT_TRUE(bed.alarmed("an export waits"));
  EXPECT_EQ(bed.asked["create"], 0);
  bed.run->advance(61min);
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("e1"), "not_enabled");
  EXPECT_EQ(bed.made("candidates"), 0u);
}

TEST(Export, ThatCameBeforeTheGateOpenedIsMadeOnceItIsOpen) {
  ExchangeBed bed;
  bed.setup.tenant.onboarding.required = true;
  bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
  bed.begin();
  bed.push_export("e1", {});
  bed.run->run_to_quiet(1s);
  ASSERT_EQ(bed.end_of("e1"), "waits");
  bed.run->advance(5h);
  bed.setup.tenant.onboarding.required = false;
  bed.setup.start = bed.run->now();
  bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_FALSE(bed.alarmed("an export waits"));
}

TEST(Export, AStatusThatSaysNothingOfTheExportIsTriedAgain) {
  for (const int status : {400, 302, 405, 426, 429, 451, 500}) {
    ExchangeBed bed;
    bed.begin();
    bed.push_export("e1", {.status = status});
    bed.run->run_to_quiet(1s);
    EXPECT_EQ(bed.end_of("e1"), "waits") << status;
    bed.exports["e1"].status = 200;
    bed.run->restart();
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.end_of("e1"), "created") << status;
  }
}

// Merged into another candidate of the ATS: the next export must not make the person anew.
TEST(Export, OfAMemberWhoseCandidateIsGoneIsLeftToAPerson) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EntityRow& row = bed.store.entities.at({RecordKind::candidate, "N1"}).row;
  row.state = EntityState::withdrawn;
  row.reason = "gone";
  bed.push_export("e2", {.job = "J2"});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e2"), "ambiguous");
  EXPECT_EQ(bed.asked["create"], 1);
  EXPECT_TRUE(bed.alarmed("the ATS has no more"));
}

TEST(Export, WaitsOutLinkedInsTroubleAndIsGivenUpAtTheTwelfthTime) {
  ExchangeBed bed;
  bed.begin();
  bed.push_export("e1", {.status = 503});
  ASSERT_TRUE(bed.run->run_to_quiet(24h));
  EXPECT_EQ(bed.end_of("e1"), "gave_up");
  EXPECT_TRUE(bed.alarmed("given up"));
  bed.push_export("e2", {.status = 503});
  bed.run->run_to_quiet(1s);
  EXPECT_EQ(bed.end_of("e2"), "waits");
  bed.exports["e2"].status = 200;
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e2"), "created");
}

TEST(Inbox, DropsWhatItDoesNotKnowWithAWord) {
  ExchangeBed bed;
  bed.begin();
  bed.push("x1", "SOMETHING_NEW");
  (void)bed.store.carry_out(KeepNotice{NoticeSource::linkedin, "x2", "no message", {}});
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.end_of("x1"), "dropped:unknown_type");
  EXPECT_EQ(bed.end_of("x2"), "dropped:unreadable");
}

TEST(Inbox, SendsJobsAnewWhenLinkedInAsks) {
  ExchangeBed bed;
  bed.begin();
  const std::uint64_t before = bed.store.verbs;
  bed.push("r1", "RESYNC_JOBS", R"(,"externalJobPostingIds":["J1","J9"])");
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("r1"), "done");
  EXPECT_GT(bed.store.verbs, before);
}

TEST(Inbox, IsDrainedByASyncAndByAFreshStart) {
  ExchangeBed bed;
  bed.begin();
  bed.exports["e1"] = {};
  const std::string body = R"({"id":"e1","type":"EXPORT_CANDIDATE_PROFILE"})";
  (void)bed.store.carry_out(KeepNotice{NoticeSource::linkedin, "e1", body, bed.run->now()});
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.end_of("e1"), "created");
}

}  // namespace
}  // namespace crosswalk
