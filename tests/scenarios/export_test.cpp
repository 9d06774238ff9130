// A recruiter exports a member to a job, and the candidate stands in the ATS. At stake: somebody at
// the wrong job, the wrong somebody, more of a person than was promised, or somebody who asked to
// be forgotten.

#include "scenarios/exchange_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

TEST(Exporting, BringsOneCandidateWithOneApplicationAndLinksThemInEitherDialect) {
  for (const char* version : {"", "202603"}) {
    BedSettings settings = exchanging();
    settings.version = version;
    Exchange bed(settings);
    const sim::Ordered ordered = bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    ASSERT_EQ(ordered.why_not, "") << version;
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]})) << version;
    const ExchangeCounts told = bed.counts().exchange;
    EXPECT_EQ(told.exports_received, 1u);
    EXPECT_EQ(told.exports_created, 1u);
    EXPECT_EQ(told.exports_refused + told.notices_waiting, 0u);
  }
}

TEST(Exporting, ToASecondJobGivesOneCandidateAndTwoApplications) {
  Exchange bed;
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.export_to(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
  EXPECT_EQ(bed.counts().exchange.exports_created, 2u);
}

TEST(Exporting, ToTheSameJobAgainChangesNothing) {
  Exchange bed;
  for (int turn = 0; turn < 2; ++turn) {
    bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  }
}

TEST(Exporting, ADayLaterEverybodyIsStillThereAfterAFullReading) {
  Exchange bed;
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.run->advance(24h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

// ---- who it is -----------------------------------------------------------------------------

TEST(Exporting, OfSomebodyKnownByAddressAndNameGivesOnlyAnApplication) {
  Exchange bed;
  const sim::Candidate& person = bed.known_without(bed.jobs.at(0));
  const std::size_t before = bed.world.applications_of(person).size();
  bed.export_to(bed.jobs[0], Exchange::of(person));
  EXPECT_EQ(bed.made(), 1u) << bed.alarms();
  EXPECT_EQ(bed.world.applications_of(person).size(), before + 1);
  bed.members[person.id] = "urn:li:person:Nadja";
  EXPECT_TRUE(bed.agrees());
}

TEST(Exporting, OfALinkedMemberNeedsNoAddressTheSecondTime) {
  Exchange bed;
  const sim::Candidate& person = bed.known_without(bed.jobs.at(0));
  bed.export_to(bed.jobs[0], Exchange::of(person));
  const auto applied = bed.world.applications_of(person);
  const auto elsewhere = [&](const std::string& job) {
    return std::ranges::none_of(
        applied, [&](const auto* each) { return std::to_string(each->job_id) == job; });
  };
  const auto other = std::ranges::find_if(bed.jobs, elsewhere);
  ASSERT_NE(other, bed.jobs.end());
  bed.export_to(*other, TenantBed::somebody("Nadja"));
  EXPECT_EQ(bed.people("Nadja").size(), 0u) << "nobody of the name the member has at LinkedIn";
  EXPECT_EQ(bed.world.applications_of(person).size(), applied.size() + 1);
  bed.members[person.id] = "urn:li:person:Nadja";
  EXPECT_TRUE(bed.agrees());
}

TEST(Exporting, OfSomebodyWithAKnownAddressAndAnotherNameIsSomebodyNew) {
  Exchange bed;
  sim::ExportOrder person = TenantBed::somebody("Nadja");
  person.emails = {std::string(bed.known_without(bed.jobs.at(0)).email)};
  bed.export_to(bed.jobs[0], person);
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

TEST(Exporting, OfSomebodyWhoCouldBeTwoCandidatesIsLeftToAPerson) {
  Exchange bed;
  const sim::Candidate& one = bed.known_without(bed.jobs.at(0));
  const sim::Candidate* two = nullptr;
  for (const sim::Candidate& each : bed.world.all<sim::Candidate>()) {
    const bool sent = bed.at_linkedin(EntityKind::candidate, std::to_string(each.id)) != nullptr;
    if (sent && each.id != one.id) two = &each;
  }
  ASSERT_NE(two, nullptr);
  bed.change(Kind::candidate, Operation::update,
             {{"first_name", std::string(one.first_name)},
              {"last_name", std::string(one.last_name)},
              {"email", std::string(one.email)}},
             {two->id});
  ASSERT_TRUE(bed.sync());
  bed.export_to(bed.jobs[0], Exchange::of(one));
  EXPECT_TRUE(bed.refused("ambiguous"));
  EXPECT_TRUE(bed.alarmed("could be more than one candidate"));
}

// ---- which job -----------------------------------------------------------------------------

TEST(Exporting, ToAJobNobodyKnowsIsRefused) {
  Exchange bed;
  const std::string job = bed.jobs.at(0);
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool handed = request.target.find("exportedCandidates") != std::string::npos;
    const std::size_t at = handed ? reply.body.find("\"" + job + "\"") : std::string::npos;
    if (peer == Peer::linkedin && at != std::string::npos) {
      reply.body.replace(at, job.size() + 2, "\"4711\"");
    }
    return std::optional(std::move(reply));
  };
  bed.export_to(job, TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.refused("job_unknown"));
}

TEST(Exporting, ToAJobClosedAMomentAgoIsRefusedAndLinkedInHearsOfTheClosing) {
  for (const BedSettings& settings : {exchanging(), with_a_silent_vendor()}) {
    Exchange bed(settings);
    bed.world.close_job(std::stoul(bed.jobs.at(0)), bed.run->now());
    ASSERT_EQ(bed.export_to(bed.jobs[0], TenantBed::somebody("Nadja")).why_not, "");
    EXPECT_TRUE(bed.refused("job_closed"));
    EXPECT_EQ(bed.order(bed.jobs[0], TenantBed::somebody("Nadja")).why_not, "job_closed");
  }
}

TEST(Exporting, ToAJobDeletedAMomentAgoIsRefused) {
  Exchange bed(with_a_silent_vendor());
  const sim::Id job = std::stoul(bed.jobs.at(0));
  bed.world.remove(Kind::job, job, bed.run->now());
  bed.export_to(bed.jobs[0], TenantBed::somebody("Nadja"));
  bed.expect_refusal();
  EXPECT_EQ(bed.counts().exchange.refusals.at(0).first, "job_closed");
  EXPECT_EQ(bed.made(), 0u);
  bed.run->advance(1h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(Exporting, ToAJobMadeConfidentialAMomentAgoIsRefused) {
  Exchange bed(with_a_silent_vendor());
  bed.world.edit<sim::Job>(std::stoul(bed.jobs.at(0)), bed.run->now(),
                           [](sim::Job& row) { row.confidential = true; });
  bed.export_to(bed.jobs[0], TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.refused("job_withheld"));
}

TEST(Exporting, ToAJobThatThePolicyKeepsBackSinceTheRestartIsRefused) {
  Exchange bed;
  const sim::Job& job = *bed.world.find<sim::Job>(std::stoul(bed.jobs.at(0)));
  const std::string name(bed.world.find<sim::Department>(job.department_id)->name);
  TenantPolicy policy;
  policy.rules = {{"quiet", RecordKind::job, Field::job_department, {name}}};
  sim::TenantPolicy judged;
  judged.was_wider = true;
  judged.withheld_departments = {name};
  bed.restart_with(policy, judged);
  bed.export_to(bed.jobs[0], TenantBed::somebody("Nadja"));
  EXPECT_EQ(bed.made(), 0u);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.refused("job_withheld"));
}

// ---- who must not come ---------------------------------------------------------------------

TEST(Exporting, OfSomebodyWhoOptsOutBeforeTheFetchLeavesNothing) {
  Exchange bed;
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.linkedin.opt_out("urn:li:person:Nadja");
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.refused("not_available"));
}

TEST(Exporting, FetchedADayTooLateIsRefused) {
  Exchange bed;
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  const HttpRequest push = bed.take_push();
  bed.run->advance(25h);
  EXPECT_EQ(bed.knock(push), 200);
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.refused("expired"));
}

TEST(Exporting, ThatSpeaksOfAnotherOrganizationIsRefused) {
  Exchange bed;
  sim::ExportOrder person = TenantBed::somebody("Nadja");
  person.context = "urn:li:organization:666";
  bed.export_to(bed.jobs.at(0), person);
  EXPECT_TRUE(bed.refused("wrong_context"));
  EXPECT_TRUE(bed.alarmed("another organization"));
}

TEST(Exporting, OfAStubWithoutALastNameIsRefused) {
  for (const char* name : {"", "  ", "\t"}) {
    Exchange bed;
    sim::ExportOrder person = TenantBed::somebody("Nadja");
    person.last_name = name;
    bed.export_to(bed.jobs.at(0), person);
    EXPECT_TRUE(bed.refused("no_last_name"));
  }
}

TEST(Exporting, OfSomebodyErasedIsRefusedUnderAnyName) {
  Exchange bed;
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_FALSE(bed.answer_to(EraseAsked{1, "case-1", "", "", "urn:li:person:Nadja"}, 1).error);
  bed.world.remove(Kind::candidate, bed.people("Nadja").at(0)->id, bed.run->now());
  const std::size_t made = bed.made();
  sim::ExportOrder again = TenantBed::somebody("Nadja");
  again.first_name = "Nadezhda";
  bed.export_to(bed.jobs.at(1), again);
  bed.expect_refusal();
  EXPECT_EQ(bed.made(), made);
  EXPECT_EQ(bed.counts().exchange.refusals.at(0).first, "erased");
  EXPECT_TRUE(bed.agrees());
}

// Not the member but the address is what both have in common: whoever was erased by it, or was
// found and erased by id while it stood in their record, is kept out under another profile.
TEST(Exporting, OfAnAddressThatWasErasedIsRefusedToAMemberNobodyLinked) {
  for (const bool by_id : {true, false}) {
    Exchange bed;
    const sim::Candidate& person = bed.known_without(bed.jobs.at(0));
    const std::string email(person.email);
    const EraseAsked by_candidate{1, "case-1", std::to_string(person.id), "", ""};
    const EraseAsked by_address{1, "case-1", "", email, ""};
    EXPECT_FALSE(bed.answer_to(by_id ? by_candidate : by_address, 1).error);
    ASSERT_EQ(bed.counts().exchange.erasures_confirmed, 1u) << bed.alarms();
    EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, std::to_string(person.id)), nullptr);
    bed.world.remove(Kind::candidate, person.id, bed.run->now());
    const std::size_t made = bed.made();
    sim::ExportOrder stranger = TenantBed::somebody("Nadja");
    stranger.emails = {email};
    ASSERT_EQ(bed.export_to(bed.jobs[0], stranger).why_not, "");
    EXPECT_EQ(bed.made(), made) << "by id: " << by_id;
    const ExchangeCounts told = bed.counts().exchange;
    EXPECT_EQ(told.refusals, (decltype(told.refusals){{"erased", 1}})) << "by id: " << by_id;
    bed.expect_refusal();
    EXPECT_TRUE(bed.agrees());
    stranger.member = "urn:li:person:Olga";
    stranger.first_name = "Olga";
    stranger.emails = {"olga@example.com"};
    bed.export_to(bed.jobs[0], stranger);
    EXPECT_EQ(bed.people("Olga").size(), 1u) << "with an address of their own they come";
  }
}

// ---- what of them --------------------------------------------------------------------------

TEST(Exporting, WritesAnAddressOrAProfileOnlyWhereTheTenantGrantsIt) {
  for (const ExportGrants grants : {ExportGrants{}, {.email = true}, {.profile_url = true}}) {
    BedSettings settings = exchanging();
    settings.grants = grants;
    Exchange bed(settings);
    sim::ExportOrder person = TenantBed::somebody("Nadja");
    person.emails = {"nadja@example.com"};
    bed.export_to(bed.jobs.at(0), person);
    ASSERT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
    const sim::Candidate& made = *bed.people("Nadja").front();
    EXPECT_EQ(made.last_name, "Invented");
    EXPECT_EQ(made.company, "Acorn");
    EXPECT_EQ(made.title, "Welder at Acorn");
    EXPECT_EQ(made.address, "Leeds");
    EXPECT_EQ(made.email, grants.email ? "nadja@example.com" : "");
    EXPECT_EQ(made.linkedin_url, grants.profile_url ? person.profile_url : "");
    EXPECT_TRUE(made.work_email.empty() && made.phone.empty() && made.website.empty());
  }
}

}  // namespace
}  // namespace crosswalk
