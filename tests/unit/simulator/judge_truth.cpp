// The judge's idea of the truth, held against records written out by hand. If it were wrong, both
// sides could agree on something else than the contract.

#include <gtest/gtest.h>

#include "judge/truth.hpp"

namespace crosswalk::sim {
namespace {

const Instant later = from_ms(1'767'312'000'000);

class JudgeTruth : public ::testing::Test {
 protected:
  JudgeTruth() : world(WorldOptions{.seed = 7, .candidates = 0, .jobs = 0}) {
    policy.organization = "urn:li:organization:5000";
    job = world.add_job(later);
    edit_job([&](Job& row) {
      row.name = " Welder ";
      row.requisition_id = "REQ-7";
    });
    post = world.find<Job>(job)->post_ids.front();
    edit_post([&](JobPost& row) {
      row.title = "Welder (m/f/x)";
      row.content = advert;
      row.public_url = "https://jobs.example.com/1";
      row.first_published_at = from_ms(1'760'000'000'000);
    });
    world.edit<Office>(world.find<Job>(job)->office_ids.front(), later,
                       [&](Office& row) { row.location = "Leeds, United Kingdom"; });
    person = world.add_candidate(later);
    world.edit<Candidate>(person, later, [](Candidate& row) {
      row.first_name = " Zoë ";
      row.last_name = "O\"Neil";
      row.email = "zoe@example.com";
      row.work_email = "zoe@work.test";
      row.phone = "+1 (202) 555-0123";
      row.address = "1 High Street\nLeeds";
      row.company = "Acme";
      row.title = "Fitter";
      row.linkedin_url = "linkedin.com/in/zoe";
      row.linkedin_place = LinkedInPlace::social_media;
      row.can_email = false;
    });
    application = world.add_application(person, job, later);
    world.edit<Application>(application, later, [&](Application& row) {
      row.source_id = world.all<Source>().first_id();
    });
    say_things();
  }

  void say_things() {
    const Id user = world.all<User>().first_id();
    world.edit<User>(user, later, [](User& row) {
      row.first_name = " Rae ";
      row.last_name = "Marsh";
    });
    note_of_person = world.add_note(person, 0, later);
    note_of_application = world.add_note(person, application, later);
    for (const Id id : {note_of_person, note_of_application}) {
      world.edit<Note>(id, later, [&](Note& row) {
        row.body = " Call \"again\"\nsoon. ";
        row.user_id = user;
      });
    }
    card = world.add_scorecard(application, later);
    world.edit<Scorecard>(card, later, [&](Scorecard& row) {
      row.interviewer_id = user;
      row.rating = Rating::strong_yes;
      row.public_notes = "Knows the trade.";
      row.private_notes = "Between us.";
      row.first_attribute = 0;
    });
  }

  template <class Change>
  void edit_job(Change change) {
    world.edit<Job>(job, later, change);
  }
  template <class Change>
  void edit_post(Change change) {
    world.edit<JobPost>(post, later, change);
  }
  template <class Change>
  void edit_person(Change change) {
    world.edit<Candidate>(person, later, change);
  }

  template <class T>
  std::string written(Id id) {
    std::string out;
    Truth(world, policy).write(*world.find<T>(id), out);
    return out;
  }
  Standing of_job() { return Truth(world, policy).of(*world.find<Job>(job)); }
  Standing of_person() { return Truth(world, policy).of(*world.find<Candidate>(person)); }
  Standing of_application() {
    const Table<Application>& all = world.all<Application>();
    return Truth(world, policy).of(all.row(application - all.first_id()));
  }

  const std::string advert = "<p>" + std::string(97, 'x');
  World world;
  TenantPolicy policy;
  Id job = 0, post = 0, person = 0, application = 0;
  Id note_of_person = 0, note_of_application = 0, card = 0;
};

TEST_F(JudgeTruth, AJobIsWrittenFromItsPostAndOffice) {
  EXPECT_EQ(written<Job>(job),
            R"j({"state":"LISTED","title":"Welder (m/f/x)","description":")j" + advert +
                R"(","location":"Leeds, United Kingdom","companyApplyUrl":)"
                R"("https://jobs.example.com/1","listedAt":1760000000000,)"
                R"("availability":"PRIVATE_TO_ATS_INTEGRATION","companyJobCode":"REQ-7"})");
}

TEST_F(JudgeTruth, ACandidateIsWrittenFieldByField) {
  EXPECT_EQ(written<Candidate>(person),
            R"({"firstName":"Zoë","lastName":"O\"Neil","emailAddresses":["zoe@example.com",)"
            R"("zoe@work.test"],"phoneNumbers":[{"number":"+12025550123"}],"addresses":)"
            R"([{"line1":"1 High Street\nLeeds"}],"atsCreatedAt":1767312000000,)"
            R"("atsLastModifiedAt":1767312000000,"currentCompanyName":"Acme",)"
            R"("currentJobTitle":"Fitter","doNotContact":true,)"
            R"("linkedInProfileUrl":"https://linkedin.com/in/zoe"})");
}

TEST_F(JudgeTruth, AnApplicationNamesItsJobItsPersonAndWhyItEnded) {
  const std::string ids = R"({"atsCandidateId":")" + std::to_string(person) +
                          R"(","atsJobPostingId":")" + std::to_string(job);
  EXPECT_EQ(written<Application>(application),
            ids + R"(","atsJobPostingName":"Welder","atsCreatedAt":1767312000000,)"
                  R"("atsLastModifiedAt":1767312000000,"firstName":"Zoë","lastName":"O\"Neil",)"
                  R"("candidateEmail":"zoe@example.com","source":"Careers page"})");
  world.reject(application, world.all<RejectionReason>().first_id(), later);
  EXPECT_NE(written<Application>(application)
                .find(R"j("dispositionReason":"Lacking skill(s)/qualification(s)")j"),
            std::string::npos);
}

TEST_F(JudgeTruth, WithheldFieldsStayEmpty) {
  policy.withheld_fields = {"candidate.phoneNumbers", "candidate.addresses",
                            "candidate.linkedInProfileUrl", "application.source",
                            "job.companyJobCode"};
  EXPECT_NE(written<Candidate>(person).find(R"("phoneNumbers":[],"addresses":[],)"),
            std::string::npos);
  EXPECT_EQ(written<Candidate>(person).find("linkedin"), std::string::npos);
  EXPECT_EQ(written<Application>(application).find("source"), std::string::npos);
  EXPECT_EQ(written<Job>(job).find("REQ-7"), std::string::npos);
}

// A word that is listed and does nothing would be as bad as one that is not listed.
TEST_F(JudgeTruth, EveryFieldThatCanBeWithheldChangesWhatIsExpected) {
  world.reject(application, world.all<RejectionReason>().first_id(), later);
  const auto all = [&] {
    return written<Job>(job) + written<Candidate>(person) + written<Application>(application) +
           written<Note>(note_of_person) + written<Note>(note_of_application) +
           written<Scorecard>(card);
  };
  const std::string plain = all();
  for (const std::string_view field : withholdable_fields()) {
    policy.withheld_fields = {std::string(field)};
    EXPECT_LT(all().size(), plain.size()) << field;
  }
}

TEST_F(JudgeTruth, AClosedJobKeepsTheTextOfItsPost) {
  world.close_job(job, later);
  EXPECT_EQ(of_job(), Standing::sent);
  EXPECT_NE(written<Job>(job).find(advert), std::string::npos);
  EXPECT_TRUE(written<Job>(job).starts_with(R"({"state":"CLOSED")"));
}

TEST_F(JudgeTruth, AnOpenJobWithoutAWholeLivePostIsIncomplete) {
  EXPECT_EQ(of_job(), Standing::sent);
  edit_post([](JobPost& row) { row.live = false; });
  EXPECT_EQ(of_job(), Standing::incomplete);
  edit_post([](JobPost& row) { row.live = true, row.internal = true; });
  EXPECT_EQ(of_job(), Standing::incomplete);
  edit_post([](JobPost& row) { row.internal = false, row.active = false; });
  EXPECT_EQ(of_job(), Standing::incomplete);
  edit_post([](JobPost& row) { row.active = true, row.public_url = {}; });
  EXPECT_EQ(of_job(), Standing::incomplete);
  const std::string brief(99, 'x');
  edit_post([&](JobPost& row) { row.public_url = "https://x.test", row.content = brief; });
  EXPECT_EQ(of_job(), Standing::incomplete);
}

TEST_F(JudgeTruth, AJobWithoutAPlaceOrATimeIsIncomplete) {
  edit_post([](JobPost& row) { row.first_published_at.reset(); });
  EXPECT_EQ(of_job(), Standing::sent) << "opened_at will do";
  edit_job([](Job& row) { row.opened_at.reset(); });
  EXPECT_EQ(of_job(), Standing::incomplete);
  edit_job([](Job& row) { row.opened_at = later; });
  for (const Id office : world.find<Job>(job)->office_ids) {
    world.edit<Office>(office, later, [](Office& row) { row.location = " "; });
  }
  EXPECT_EQ(of_job(), Standing::incomplete);
}

TEST_F(JudgeTruth, TemplatesDraftsAndConfidentialJobsStayAway) {
  edit_job([](Job& row) { row.confidential = true; });
  EXPECT_EQ(of_job(), Standing::withheld);
  EXPECT_EQ(of_application(), Standing::withheld);
  policy.confidential_jobs = true;
  EXPECT_EQ(of_job(), Standing::sent);
  policy.withheld_departments = {
      std::string(world.find<Department>(world.find<Job>(job)->department_id)->name)};
  EXPECT_EQ(of_job(), Standing::withheld);
  policy.withheld_departments.clear();
  edit_job([](Job& row) { row.is_template = true; });
  EXPECT_EQ(of_job(), Standing::nothing);
  EXPECT_EQ(of_application(), Standing::nothing);
  edit_job([](Job& row) { row.is_template = false, row.status = JobStatus::draft; });
  EXPECT_EQ(of_job(), Standing::nothing);
}

TEST_F(JudgeTruth, APersonWithoutAnAddressOrAWholeNameIsIncompleteWithTheirApplications) {
  EXPECT_EQ(of_application(), Standing::sent);
  edit_person([](Candidate& row) { row.email = "zoe", row.work_email = "@work"; });
  EXPECT_EQ(of_person(), Standing::incomplete);
  EXPECT_EQ(of_application(), Standing::incomplete);
  edit_person([](Candidate& row) { row.work_email = "zoe@work.test"; });
  EXPECT_EQ(of_person(), Standing::sent) << "the second address will do";
  EXPECT_NE(written<Candidate>(person).find(R"("emailAddresses":["zoe@work.test"])"),
            std::string::npos);
  edit_person([](Candidate& row) { row.last_name = " "; });
  EXPECT_EQ(of_person(), Standing::incomplete);
}

TEST_F(JudgeTruth, APrivatePersonIsWithheldUnlessTheTenantSaysOtherwise) {
  edit_person([](Candidate& row) { row.is_private = true; });
  EXPECT_EQ(of_person(), Standing::withheld);
  EXPECT_EQ(of_application(), Standing::withheld);
  policy.private_candidates = true;
  EXPECT_EQ(of_person(), Standing::sent);
}

TEST_F(JudgeTruth, AProfileUrlFromAnAnswerNeedsTheTenantsWord) {
  edit_person([](Candidate& row) {
    row.linkedin_place = LinkedInPlace::answer;
    row.linkedin_url = "https://www.linkedin.com/in/zoe";
  });
  EXPECT_EQ(written<Candidate>(person).find("linkedInProfileUrl"), std::string::npos);
  policy.linkedin_from_answers = true;
  EXPECT_NE(written<Candidate>(person).find(R"(Url":"https://www.linkedin.com/in/zoe")"),
            std::string::npos);
}

TEST_F(JudgeTruth, ProspectsAndConvertedOnesAreNothingToLinkedIn) {
  const Id prospect = world.add_application(person, 0, later);
  EXPECT_EQ(Truth(world, policy).of(*world.find<Application>(prospect)), Standing::nothing);
  world.edit<Application>(application, later,
                          [](Application& row) { row.status = ApplicationStatus::converted; });
  EXPECT_EQ(of_application(), Standing::nothing);
}

TEST_F(JudgeTruth, WhoIsDeletedOrAnonymisedTakesTheirApplicationsAlong) {
  world.anonymise(person, later);
  EXPECT_EQ(of_person(), Standing::deleted);
  EXPECT_EQ(of_application(), Standing::deleted);
  world.remove(Kind::candidate, person, later);
  EXPECT_EQ(of_application(), Standing::deleted);
}

TEST_F(JudgeTruth, AStageIsItsNameInThePlanAndWhenItWasEntered) {
  const auto stages = world.stages_of(*world.find<Application>(application));
  ASSERT_EQ(stages.size(), 1u);
  const Id step = stages[0]->job_stage_id;
  world.edit<JobStage>(step, later, [](JobStage& row) { row.name = " First \"look\" "; });
  EXPECT_EQ(written<ApplicationStage>(stages[0]->id),
            R"({"atsCreatedAt":1767312000000,"stage":"First \"look\""})");
  world.edit<JobStage>(step, later, [](JobStage& row) { row.active = false; });
  EXPECT_EQ(Truth(world, policy).of(*stages[0]), Standing::sent) << "retired ones keep their name";
  world.edit<JobStage>(step, later, [](JobStage& row) { row.name = " "; });
  EXPECT_EQ(Truth(world, policy).of(*stages[0]), Standing::incomplete);
  world.remove(Kind::job_stage, step, later);
  EXPECT_EQ(Truth(world, policy).of(*stages[0]), Standing::incomplete);
}

TEST_F(JudgeTruth, ANoteIsItsTextItsTimeAndItsAuthor) {
  const std::string both = R"({"atsCreatedAt":1767312000000,"note":"Call \"again\"\nsoon.",)"
                           R"("author":{"firstName":"Rae","lastName":"Marsh"}})";
  EXPECT_EQ(written<Note>(note_of_person), both);
  EXPECT_EQ(written<Note>(note_of_application), both);
  policy.withheld_fields = {"candidate_note.author"};
  EXPECT_EQ(written<Note>(note_of_person).find("Rae"), std::string::npos);
  EXPECT_EQ(written<Note>(note_of_application), both);
  policy.withheld_fields.clear();
  world.edit<User>(world.all<User>().first_id(), later, [](User& row) { row.last_name = " "; });
  EXPECT_EQ(written<Note>(note_of_person).find("author"), std::string::npos) << "half a name";
}

TEST_F(JudgeTruth, OnlyNotesThatEverybodyMayReadAreSent) {
  const auto standing = [&] { return Truth(world, policy).of(*world.find<Note>(note_of_person)); };
  EXPECT_EQ(standing(), Standing::sent);
  for (const Visibility closed : {Visibility::hiring_team, Visibility::admins}) {
    world.edit<Note>(note_of_person, later, [&](Note& row) { row.visibility = closed; });
    policy.private_notes = false;
    EXPECT_EQ(standing(), Standing::withheld);
    policy.private_notes = true;
    const bool shared = closed == Visibility::hiring_team;
    EXPECT_EQ(standing(), shared ? Standing::sent : Standing::withheld) << "admins' own never go";
  }
  world.edit<Note>(note_of_person, later, [](Note& row) { row.visibility = Visibility::everyone; });
  for (const NoteType other :
       {NoteType::email, NoteType::activity, NoteType::linkedin_note, NoteType::linkedin_inmail}) {
    world.edit<Note>(note_of_person, later, [&](Note& row) { row.type = other; });
    EXPECT_EQ(standing(), Standing::nothing);
  }
}

TEST_F(JudgeTruth, FeedbackIsACompleteScorecardWithItsRatings) {
  EXPECT_EQ(written<Scorecard>(card),
            R"({"atsCreatedAt":1767312000000,"interviewer":{"firstName":"Rae","lastName":"Marsh"},)"
            R"("evaluations":[{"attribute":"Overall recommendation","result":"Strong yes"}],)"
            R"("feedback":"Knows the trade."})");
  const WorldOptions rated{.seed = 7, .candidates = 300};
  const World many(rated);
  const Truth truth(many, policy);
  std::size_t with_attributes = 0;
  for (const Scorecard& each : many.all<Scorecard>()) {
    EXPECT_EQ(truth.of(each), each.complete ? Standing::sent : Standing::nothing);
    std::string out;
    truth.write(each, out);
    for (const ScorecardAttribute* rating : many.attributes_of(each)) {
      const std::string name(many.find<JobAttribute>(rating->attribute_id)->name);
      EXPECT_NE(out.find("{\"attribute\":\"" + name + "\",\"result\":"), std::string::npos);
      ++with_attributes;
    }
    EXPECT_EQ(out.find("Between us"), std::string::npos) << "private notes stay";
  }
  EXPECT_GT(with_attributes, 20u);
}

TEST_F(JudgeTruth, AMemberNeedsNoAddressButAName) {
  edit_person([](Candidate& row) { row.email = row.work_email = {}; });
  EXPECT_EQ(of_person(), Standing::incomplete);
  const Exports linked{.members = {{person, "urn:li:person:a"}}};
  const auto standing = [&] {
    return Truth(world, policy, linked).of(*world.find<Candidate>(person));
  };
  EXPECT_EQ(standing(), Standing::sent);
  edit_person([](Candidate& row) { row.last_name = {}; });
  EXPECT_EQ(standing(), Standing::incomplete);
}

TEST_F(JudgeTruth, EveryKindThatCanBeWithheldIs) {
  const auto standings = [&] {
    const Truth truth(world, policy);
    return std::vector{truth.of(*world.stages_of(*world.find<Application>(application)).front()),
                       truth.of(*world.find<Note>(note_of_person)),
                       truth.of(*world.find<Note>(note_of_application)),
                       truth.of(*world.find<Scorecard>(card))};
  };
  EXPECT_EQ(withholdable_kinds().size(), 4u);
  for (std::size_t at = 0; at < 4; ++at) {
    policy.withheld_kinds = {std::string(withholdable_kinds()[at])};
    const auto found = standings();
    for (std::size_t each = 0; each < 4; ++each) {
      EXPECT_EQ(found[each], each == at ? Standing::withheld : Standing::sent) << at << each;
    }
  }
}

}  // namespace
}  // namespace crosswalk::sim
