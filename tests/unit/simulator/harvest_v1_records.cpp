// The records of Harvest v1 and what may be written there: every documented property, nested as
// documented. A connector finds values by their paths, so a path that is wrong here hides that it
// is wrong there.

#include <algorithm>

#include "unit/simulator/harvest_v1_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class HarvestV1Records : public testing::Test, public HarvestClient {
 protected:
  static std::vector<std::string> names(const Json& object) {
    std::vector<std::string> all;
    for (const auto& [name, unused] : *object.members()) all.push_back(name);
    return all;
  }
  Json record(const std::string& path, Id id) {
    return body(get("/v1/" + path + "/" + std::to_string(id)));
  }
  Id open_job() const {
    return some<Job>(
               [](const Job& row) { return row.status == JobStatus::open && !row.is_template; })
        .id;
  }
};

TEST_F(HarvestV1Records, ACandidateHasEveryPropertyAndTheApplicationsInside) {
  const Candidate& person =
      some<Candidate>([](const Candidate& row) { return row.first_application != 0; });
  const Json row = record("candidates", person.id);
  EXPECT_EQ(names(row), (std::vector<std::string>{"id",
                                                  "first_name",
                                                  "last_name",
                                                  "company",
                                                  "title",
                                                  "created_at",
                                                  "updated_at",
                                                  "last_activity",
                                                  "is_private",
                                                  "photo_url",
                                                  "attachments",
                                                  "application_ids",
                                                  "email_addresses",
                                                  "phone_numbers",
                                                  "addresses",
                                                  "website_addresses",
                                                  "social_media_addresses",
                                                  "tags",
                                                  "recruiter",
                                                  "coordinator",
                                                  "can_email",
                                                  "applications",
                                                  "educations",
                                                  "employments",
                                                  "linked_user_ids",
                                                  "custom_fields",
                                                  "keyed_custom_fields"}));
  const auto& inside = *row.find("applications")->items();
  ASSERT_EQ(inside.size(), world.applications_of(person).size());
  EXPECT_EQ(inside.size(), row.find("application_ids")->items()->size());
  EXPECT_EQ(write_json(inside[0]), write_json(record("applications", id_of(inside[0]))));
}

TEST_F(HarvestV1Records, APrivateCandidateIsShownInFull) {
  const Candidate& hidden =
      some<Candidate>([](const Candidate& row) { return row.is_private && !row.email.empty(); });
  const Json row = record("candidates", hidden.id);
  EXPECT_TRUE(*row.find("is_private")->flag());
  EXPECT_EQ(row.text_of("first_name"), hidden.first_name) << "a key sees everything or nothing";
}

TEST_F(HarvestV1Records, AnApplicationIsNestedAndHasNoTimeOfChange) {
  const Application& going = some<Application>([](const Application& row) {
    return row.status == ApplicationStatus::in_progress && row.job_id != 0 && row.source_id != 0 &&
           !row.location.empty();
  });
  const Json row = record("applications", going.id);
  EXPECT_EQ(row.find("updated_at"), nullptr);
  EXPECT_EQ(row.find("created_at"), nullptr);
  EXPECT_EQ(row.text_of("status"), "active");
  EXPECT_EQ(id_of(row.find("jobs")->items()->front()), going.job_id);
  EXPECT_EQ(id_of(*row.find("current_stage")), going.job_stage_id);
  EXPECT_EQ(row.find("source")->text_of("public_name"), world.find<Source>(going.source_id)->name);
  EXPECT_EQ(row.find("location")->text_of("address"), going.location);
  EXPECT_TRUE(row.find("rejection_reason")->is_null());
  EXPECT_NE(row.find("credited_to")->text_of("name").find(' '), std::string_view::npos);
}

TEST_F(HarvestV1Records, TheRejectedStandWhereTheyStoodAndTheHiredNowhere) {
  const Application& rejected = some<Application>([&](const Application& row) {
    return row.rejection_reason_id != 0 && !world.stages_of(row).empty();
  });
  const Json row = record("applications", rejected.id);
  EXPECT_EQ(row.text_of("status"), "rejected");
  EXPECT_EQ(id_of(*row.find("current_stage")), world.stages_of(rejected).back()->job_stage_id);
  const Json& reason = *row.find("rejection_reason");
  EXPECT_EQ(id_of(reason), rejected.rejection_reason_id);
  EXPECT_NE(reason.find("type")->text_of("name"), "");
  const auto hired = [](const Application& each) {
    return each.status == ApplicationStatus::hired;
  };
  EXPECT_TRUE(record("applications", some<Application>(hired).id).find("current_stage")->is_null());
}

TEST_F(HarvestV1Records, AProspectNamesTheJobsItIsConsideredFor) {
  const Application& interested =
      some<Application>([](const Application& row) { return row.prospective_job_id != 0; });
  const Json row = record("applications", interested.id);
  EXPECT_TRUE(*row.find("prospect")->flag());
  EXPECT_EQ(id_of(row.find("jobs")->items()->front()), interested.prospective_job_id);
  const Application& free = some<Application>(
      [](const Application& each) { return each.prospect && each.prospective_job_id == 0; });
  EXPECT_TRUE(record("applications", free.id).find("jobs")->items()->empty());
}

TEST_F(HarvestV1Records, JobsAndPostsTellWholeSeconds) {
  const Id id = world.add_job(now + 1s + 234ms);
  const Json job = record("jobs", id);
  EXPECT_EQ(job.text_of("created_at"), "2026-01-01T00:00:01Z");
  EXPECT_EQ(job.text_of("opened_at"), "2026-01-01T00:00:01Z");
  EXPECT_TRUE(job.find("closed_at")->is_null());
  const Json post = record("job_posts", world.find<Job>(id)->post_ids.front());
  EXPECT_EQ(post.text_of("first_published_at"), "2026-01-01T00:00:01Z");
  EXPECT_EQ(post.find("public_url"), nullptr) << "v1 knows no address of a post";
  EXPECT_EQ(id_of(post, "job_id"), id);
  EXPECT_EQ(record("candidates", world.add_candidate(now + 2s + 5ms)).text_of("created_at"),
            "2026-01-01T00:00:02.005Z");
}

TEST_F(HarvestV1Records, AJobNamesItsDepartmentOfficesAndTeam) {
  const Job& job = some<Job>([](const Job& row) { return row.office_ids.size() == 2; });
  const Json row = record("jobs", job.id);
  EXPECT_EQ(id_of(row.find("departments")->items()->front()), job.department_id);
  const auto& offices = *row.find("offices")->items();
  ASSERT_EQ(offices.size(), 2u);
  EXPECT_EQ(offices[0].find("location")->text_of("name"),
            world.find<Office>(job.office_ids[0])->location);
  const Json& team = *row.find("hiring_team");
  EXPECT_EQ(names(team), (std::vector<std::string>{"hiring_managers", "recruiters", "coordinators",
                                                   "sourcers"}));
  EXPECT_TRUE(*team.find("recruiters")->items()->front().find("responsible")->flag());
}

TEST_F(HarvestV1Records, AScorecardKeepsPublicAndPrivateTextAmongTheQuestions) {
  const Scorecard& card = some<Scorecard>([](const Scorecard& row) {
    return row.complete && row.first_attribute != 0 && !row.private_notes.empty();
  });
  const Json row = record("scorecards", card.id);
  const auto& questions = *row.find("questions")->items();
  EXPECT_EQ(questions[0].text_of("question"), "Key Take-Aways");
  EXPECT_EQ(questions[0].text_of("answer"), card.public_notes);
  EXPECT_EQ(questions[1].text_of("question"), "Private Notes");
  EXPECT_EQ(questions[1].text_of("answer"), card.private_notes);
  EXPECT_EQ(row.find("attributes")->items()->size(), world.attributes_of(card).size());
  EXPECT_EQ(id_of(*row.find("interviewer")), card.interviewer_id);
  const std::string application = std::to_string(card.application_id);
  const auto listed = ids(get("/v1/applications/" + application + "/scorecards"));
  EXPECT_EQ(std::ranges::count(listed, card.id), 1);
}

TEST_F(HarvestV1Records, TheFeedHasThreeListsAndTheDocumentedTypingMistake) {
  const Note& note = some<Note>([](const Note& row) {
    return row.type == NoteType::note && row.visibility == Visibility::hiring_team;
  });
  const Json feed =
      body(get("/v1/candidates/" + std::to_string(note.candidate_id) + "/activity_feed"));
  EXPECT_EQ(names(feed), (std::vector<std::string>{"notes", "emails", "activities"}));
  const auto& notes = *feed.find("notes")->items();
  const auto found =
      std::ranges::find_if(notes, [&](const Json& each) { return id_of(each) == note.id; });
  ASSERT_NE(found, notes.end());
  EXPECT_EQ(found->text_of("visiblity"), "private");
  EXPECT_EQ(found->text_of("visibility"), "private");
  EXPECT_TRUE(*found->find("private")->flag());
}

TEST_F(HarvestV1Records, APersonIsWrittenWithTheirApplications) {
  const std::string job = std::to_string(open_job());
  const HttpResponse made = post("/v1/candidates", R"({"first_name":"Maren","last_name":"Invented",
      "email_addresses":[{"value":"maren@example.com","type":"work"}],"tags":["LinkedIn"],
      "applications":[{"job_id":)" + job + R"(,"source_id":4001}]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Json row = body(made);
  const auto& inside = *row.find("applications")->items();
  ASSERT_EQ(inside.size(), 1u);
  EXPECT_EQ(id_of(*inside[0].find("source")), 4001u);
  EXPECT_EQ(record("candidates", id_of(row)).text_of("first_name"), "Maren");
  const std::string path = "/v1/candidates/" + std::to_string(id_of(row)) + "/applications";
  EXPECT_EQ(post(path, "{\"job_id\":" + job + "}").status, 422) << "has one there already";
  GreenhouseOptions lenient = no_limit();
  lenient.one_application_per_job = false;
  peer.set_options(lenient);
  EXPECT_EQ(post(path, "{\"job_id\":" + job + "}").status, 201) << "and may have two";
  EXPECT_EQ(post(path, R"({"prospect":"true"})").status, 201);
  EXPECT_EQ(post("/v1/candidates/1/applications", "{\"job_id\":" + job + "}").status, 404);
}

TEST_F(HarvestV1Records, WhatWasWrittenComesShortenedAndLaterWhenItLags) {
  GreenhouseOptions account = no_limit();
  account.write_lag = 30s;
  peer.set_options(account);
  const std::string job = std::to_string(open_job());
  const HttpResponse made = post("/v1/candidates", R"({"first_name":"Ilse","last_name":"Invented",
                                 "applications":[{"job_id":)" +
                                                       job + "}]}");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(names(body(made)), (std::vector<std::string>{"id", "application_ids"}));
  const std::string path = "/v1/candidates/" + std::to_string(id_of(body(made)));
  EXPECT_EQ(get(path).status, 404);
  EXPECT_EQ(walk("/v1/candidates").size(), 200u);
  now += 30s;
  EXPECT_EQ(get(path).status, 200);
  EXPECT_EQ(rows(get("/v1/candidates?created_after=2026-01-01T00:00:00Z")).size(), 1u);
}

TEST_F(HarvestV1Records, AWriteNeedsAUserAndWholeWords) {
  const std::string job = std::to_string(open_job());
  const std::string person = R"({"first_name":"A","last_name":"B","applications":[{"job_id":)";
  EXPECT_EQ(post("/v1/candidates", person + job + "}]}", "").status, 403);
  EXPECT_EQ(post("/v1/candidates", person + job + "}]}", "1").status, 403) << "nobody";
  EXPECT_EQ(post("/v1/candidates", person + job + "}]}", "x").status, 403);
  EXPECT_EQ(post("/v1/candidates", "[]").status, 400);
  const std::size_t before = world.all<Candidate>().size();
  for (const std::string& wrong :
       {std::string(R"({"first_name":"A","last_name":"B"})"),
        std::string(R"({"first_name":"A","last_name":"B","applications":[]})"),
        std::string(R"({"first_name":"A","last_name":"B","applications":[7]})"), person + "1}]}",
        person + job + "},{\"job_id\":" + job + "}]}", person + job + ",\"initial_stage_id\":1}]}",
        person + job + ",\"colour\":1}]}", person + job + "}],\"private\":true}",
        R"({"first_name":" ","last_name":"B","applications":[{"job_id":)" + job + "}]}"}) {
    EXPECT_EQ(post("/v1/candidates", wrong).status, 422) << wrong;
  }
  EXPECT_EQ(world.all<Candidate>().size(), before) << "nothing is written by halves";
}

TEST_F(HarvestV1Records, AnApplicationMayBeginFurtherOn) {
  const Id job = open_job();
  const Id stage = world.find<Job>(job)->stage_ids[1];
  const std::string person = std::to_string(world.add_candidate(now));
  const HttpResponse made = post("/v1/candidates/" + person + "/applications",
                                 "{\"job_id\":" + std::to_string(job) +
                                     ",\"initial_stage_id\":" + std::to_string(stage) + "}");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(id_of(*body(made).find("current_stage")), stage);
}

}  // namespace
}  // namespace crosswalk::sim
