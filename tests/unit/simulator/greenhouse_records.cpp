// How records look on the wire, seen from the published schemas: every property present, null
// without a value, ids where v1 nested objects. A private person's name must not get out.

#include <algorithm>

#include "base/text/dates.hpp"
#include "unit/simulator/greenhouse_client.hpp"

namespace crosswalk::sim {
namespace {

class GreenhouseRecords : public testing::Test, public GreenhouseClient {
 protected:
  static std::vector<std::string> names(const Json& object) {
    std::vector<std::string> found;
    for (const auto& [name, value] : *object.members()) found.push_back(name);
    std::ranges::sort(found);
    return found;
  }

  static bool is_null(const Json& object, const char* name) {
    return object.find(name) != nullptr && object.find(name)->is_null();
  }
};

TEST_F(GreenhouseRecords, ACandidateHasEveryPublishedProperty) {
  const Candidate& plain = first<Candidate>([](const Candidate& c) { return !c.is_private; });
  const Json row = only("/v3/candidates?ids=" + std::to_string(plain.id));
  EXPECT_EQ(names(row), (std::vector<std::string>{"addresses",
                                                  "can_email",
                                                  "company",
                                                  "created_at",
                                                  "custom_fields",
                                                  "email_addresses",
                                                  "first_name",
                                                  "id",
                                                  "last_activity_at",
                                                  "last_name",
                                                  "linked_user_ids",
                                                  "phone_numbers",
                                                  "preferred_name",
                                                  "private",
                                                  "social_media_addresses",
                                                  "tags",
                                                  "time_zone",
                                                  "title",
                                                  "updated_at",
                                                  "website_addresses"}));
  EXPECT_EQ(row.text_of("first_name"), plain.first_name);
  EXPECT_EQ(row.text_of("updated_at"), format_instant(plain.updated_at));
  EXPECT_EQ(row.find("email_addresses")->items()->at(0).text_of("value"), plain.email);
  EXPECT_EQ(row.find("email_addresses")->items()->at(0).text_of("type"), "personal");
}

TEST_F(GreenhouseRecords, AnApplicationHasEveryPublishedProperty) {
  const Application& chosen =
      first<Application>([](const Application& a) { return a.stage_id != 0; });
  const Json row = only("/v3/applications?ids=" + std::to_string(chosen.id));
  EXPECT_EQ(names(row), (std::vector<std::string>{"agency_note_id",
                                                  "answers",
                                                  "candidate_id",
                                                  "coordinator_id",
                                                  "created_at",
                                                  "custom_fields",
                                                  "id",
                                                  "job_id",
                                                  "job_interview_stage_id",
                                                  "job_post_id",
                                                  "last_activity_at",
                                                  "location_address",
                                                  "needs_decision",
                                                  "prospect",
                                                  "prospective_job_ids",
                                                  "recruiter_id",
                                                  "referrer_id",
                                                  "rejected_at",
                                                  "rejection_reason_id",
                                                  "source_id",
                                                  "stage_id",
                                                  "stage_name",
                                                  "status",
                                                  "updated_at"}));
  EXPECT_EQ(row.text_of("status"), "in_process");
  EXPECT_EQ(row.text_of("stage_name"), world.find<JobStage>(chosen.job_stage_id)->name);
  EXPECT_EQ(*row.find("stage_id")->integer(), static_cast<std::int64_t>(chosen.stage_id));
}

TEST_F(GreenhouseRecords, WhatHasNoValueIsNull) {
  const Application& prospect = first<Application>(
      [](const Application& a) { return a.prospect && a.prospective_job_id == 0; });
  const Json row = only("/v3/applications?ids=" + std::to_string(prospect.id));
  for (const char* name : {"job_id", "stage_id", "stage_name", "job_interview_stage_id",
                           "rejected_at", "rejection_reason_id", "job_post_id"}) {
    EXPECT_TRUE(is_null(row, name)) << name;
  }
  EXPECT_TRUE(row.find("prospective_job_ids")->items()->empty());
  const Job& draft = first<Job>([](const Job& j) { return j.status == JobStatus::draft; });
  const Json job = only("/v3/jobs?ids=" + std::to_string(draft.id));
  EXPECT_TRUE(is_null(job, "opened_at"));
  EXPECT_TRUE(is_null(job, "closed_at"));
  EXPECT_EQ(job.text_of("status"), "draft");
}

TEST_F(GreenhouseRecords, APrivateCandidateIsAStubUnlessTheUserMaySee) {
  const Candidate& hidden = first<Candidate>([](const Candidate& c) { return c.is_private; });
  const std::string target = "/v3/candidates?ids=" + std::to_string(hidden.id);
  const HttpResponse reply = get(target);
  EXPECT_EQ(names(rows(reply).at(0)),
            (std::vector<std::string>{"created_at", "id", "private", "updated_at"}));
  EXPECT_EQ(reply.body.find(hidden.email), std::string::npos);
  EXPECT_EQ(reply.body.find(hidden.first_name), std::string::npos);
  GreenhouseOptions account = peer.options();
  account.sees_private = true;
  peer.set_options(account);
  EXPECT_EQ(only(target).text_of("first_name"), hidden.first_name);
}

TEST_F(GreenhouseRecords, ThePrivateFilterTellsThemApart) {
  for (const Id id : walk("/v3/candidates?private=true")) {
    EXPECT_TRUE(world.find<Candidate>(id)->is_private);
  }
  for (const Id id : walk("/v3/candidates?private=false")) {
    EXPECT_FALSE(world.find<Candidate>(id)->is_private);
  }
}

TEST_F(GreenhouseRecords, ALinkedInAddressIsFoundInThreePlaces) {
  const auto with = [&](LinkedInPlace place) -> const Candidate& {
    return first<Candidate>([&](const Candidate& c) {
      return c.linkedin_place == place && !c.is_private && !world.applications_of(c).empty();
    });
  };
  const Candidate& social = with(LinkedInPlace::social_media);
  const Json a = only("/v3/candidates?ids=" + std::to_string(social.id));
  EXPECT_EQ(a.find("social_media_addresses")->items()->at(0).text_of("value"), social.linkedin_url);
  EXPECT_EQ(a.find("social_media_addresses")->items()->at(0).find("type"), nullptr) << "untyped";
  const Candidate& site = with(LinkedInPlace::website);
  const Json b = only("/v3/candidates?ids=" + std::to_string(site.id));
  EXPECT_EQ(b.find("website_addresses")->items()->back().text_of("value"), site.linkedin_url);
  const Candidate& answer = with(LinkedInPlace::answer);
  const auto c = rows(get("/v3/applications?candidate_ids=" + std::to_string(answer.id)));
  EXPECT_EQ(c.at(0).find("answers")->items()->at(0).text_of("answer"), answer.linkedin_url);
}

TEST_F(GreenhouseRecords, AnAnswerFollowsTheCandidateItStandsFor) {
  const Candidate& person = first<Candidate>([&](const Candidate& c) {
    return c.linkedin_place == LinkedInPlace::answer && !world.applications_of(c).empty();
  });
  const std::string target = "/v3/applications?candidate_ids=" + std::to_string(person.id);
  EXPECT_NE(get(target).body.find(person.linkedin_url), std::string::npos);
  const std::string before(person.linkedin_url);
  world.edit<Candidate>(person.id, now, [](Candidate& c) { c.linkedin_url = "linkedin.com/in/x"; });
  EXPECT_EQ(get(target).body.find(before), std::string::npos);
}

TEST_F(GreenhouseRecords, DeletedPostsAreHiddenUnlessAskedFor) {
  const JobPost& post = *world.all<JobPost>().begin();
  world.edit<JobPost>(post.id, now, [](JobPost& p) { p.active = false; });
  const std::string target = "/v3/job_posts?job_ids=" + std::to_string(post.job_id);
  EXPECT_EQ(std::ranges::count(ids(get(target)), post.id), 0);
  EXPECT_EQ(std::ranges::count(ids(get(target + "&active=false")), post.id), 1);
}

TEST_F(GreenhouseRecords, PostsCanBeChosenByLiveAndInternal) {
  for (const Id id : walk("/v3/job_posts?live=true&internal=false")) {
    EXPECT_TRUE(world.find<JobPost>(id)->live);
    EXPECT_FALSE(world.find<JobPost>(id)->internal);
  }
}

TEST_F(GreenhouseRecords, TextOfAnyKindIsValidJson) {
  const Id id = world.all<Candidate>().row(0).id;
  world.edit<Candidate>(id, now, [](Candidate& c) {
    c.company = "Tab\there \"quoted\" back\\slash \x01 line\nend";
    c.is_private = false;
  });
  EXPECT_EQ(only("/v3/candidates?ids=" + std::to_string(id)).text_of("company"),
            "Tab\there \"quoted\" back\\slash \x01 line\nend");
}

TEST_F(GreenhouseRecords, LookUpsCarryTheirNamesAndTypes) {
  EXPECT_EQ(rows(get("/v3/offices?per_page=1")).at(0).text_of("name"), "Anywhere");
  EXPECT_TRUE(is_null(rows(get("/v3/offices?per_page=1")).at(0), "location"));
  EXPECT_EQ(rows(get("/v3/rejection_reasons?per_page=1")).at(0).find("type")->text_of("key"),
            "SECURITY_CONCERN");
  EXPECT_FALSE(rows(get("/v3/sources")).at(0).find("type")->text_of("name").empty());
  EXPECT_FALSE(rows(get("/v3/users")).at(0).text_of("primary_email").empty());
}

}  // namespace
}  // namespace crosswalk::sim
