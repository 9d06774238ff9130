// A client creates a person and their application, and both must be made once. The vendor refuses
// what would be nonsense, and does not show at once what it has just accepted; a connector that
// copes with neither would pass here if this were kinder.

#include "unit/simulator/greenhouse_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

const std::string ada_json =
    R"({"first_name":"Ada","last_name":"Fernhollow","company":"Tallgrass",)"
    R"("email_addresses":[{"value":"ada@example.com","type":"personal"}],)"
    R"("social_media_addresses":[{"value":"linkedin.com/in/invented-ada"}],)"
    R"("tags":["mark-1","LinkedIn","mark-1"]})";

class GreenhouseWrites : public testing::Test, public GreenhouseClient {
 protected:
  Id open_job() { return world.add_job(now); }

  static std::string application(Id person, Id job, const std::string& more = {}) {
    return "{\"candidate_id\":" + std::to_string(person) + ",\"job_id\":" + std::to_string(job) +
           more + "}";
  }

  std::string wrong_field(const HttpResponse& reply) {
    EXPECT_EQ(reply.status, 422) << reply.body;
    const auto body = parse_json(reply.body);
    return reply.status == 422 ? std::string(body->find("errors")->items()->at(0).text_of("field"))
                               : std::string();
  }

  void lag(Duration by) {
    GreenhouseOptions account = peer.options();
    account.write_lag = by;
    peer.set_options(account);
  }
};

TEST_F(GreenhouseWrites, APersonIsMadeAsDescribedAndFoundByTagAndEmail) {
  const HttpResponse reply = post("/v3/candidates", ada_json);
  EXPECT_EQ(reply.status, 201);
  ASSERT_EQ(parse_json(reply.body)->members()->size(), 1U) << "ids only: " << reply.body;
  const Id id = static_cast<Id>(*parse_json(reply.body)->find("id")->integer());
  const auto found = rows(get("/v3/candidates?tag=mark-1"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(*found[0].find("id"), Json(id));
  EXPECT_EQ(found[0].text_of("last_name"), "Fernhollow");
  EXPECT_EQ(found[0].find("tags")->items()->size(), 2U) << "each tag once";
  EXPECT_EQ(walk("/v3/candidates?tags=LinkedIn"), std::vector<Id>{id});
  EXPECT_EQ(walk("/v3/candidates?email=ADA@example.com"), std::vector<Id>{id});
  EXPECT_TRUE(world.find<Candidate>(id)->admitted);
}

TEST_F(GreenhouseWrites, AnApplicationStandsInTheFirstStageOfExactlyThatJob) {
  const Id person = created("/v3/candidates", ada_json);
  const Id job = open_job();
  const Id source = world.all<Source>().first_id() + 2;
  const Id id = created("/v3/applications",
                        application(person, job, ",\"source_id\":" + std::to_string(source)));
  const auto found = rows(get("/v3/applications?candidate_ids=" + std::to_string(person)));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(*found[0].find("id"), Json(id));
  EXPECT_EQ(*found[0].find("job_id"), Json(job));
  EXPECT_EQ(*found[0].find("source_id"), Json(source));
  EXPECT_EQ(found[0].text_of("stage_name"), "Application Review");
  EXPECT_EQ(rows(get("/v3/application_stages?application_ids=" + std::to_string(id))).size(), 1U);
}

TEST_F(GreenhouseWrites, WhatCannotBeIsRefusedByField) {
  const Id person = created("/v3/candidates", ada_json);
  const Id job = open_job();
  const std::size_t before = world.all<Application>().rows();
  EXPECT_EQ(wrong_field(post("/v3/applications", application(1, job))), "candidate_id");
  EXPECT_EQ(wrong_field(post("/v3/applications", application(person, 1))), "job_id");
  world.close_job(job, now);
  EXPECT_EQ(wrong_field(post("/v3/applications", application(person, job))), "job_id");
  world.reopen_job(job, now);
  world.edit<Job>(job, now, [](Job& row) { row.is_template = true; });
  EXPECT_EQ(wrong_field(post("/v3/applications", application(person, job))), "job_id");
  world.edit<Job>(job, now, [](Job& row) { row.is_template = false; });
  EXPECT_EQ(wrong_field(post("/v3/applications", application(person, job, ",\"source_id\":7"))),
            "source_id");
  EXPECT_EQ(wrong_field(post("/v3/applications", "{\"job_id\":5}")), "candidate_id");
  EXPECT_EQ(wrong_field(post("/v3/applications", application(person, job, ",\"shoe\":1"))), "shoe");
  EXPECT_EQ(world.all<Application>().rows(), before) << "nothing was made";
  created("/v3/applications", application(person, job));
  EXPECT_EQ(wrong_field(post("/v3/applications", application(person, job))), "job_id")
      << "twice to one job";
  created("/v3/applications", application(person, open_job()));
}

TEST_F(GreenhouseWrites, ASecondApplicationForAJobIsMadeWhereTheAccountAllowsIt) {
  const Id person = world.all<Candidate>().begin()->id;
  const std::string wanted = application(person, open_job());
  EXPECT_EQ(post("/v3/applications", wanted).status, 201);
  EXPECT_EQ(wrong_field(post("/v3/applications", wanted)), "job_id");
  GreenhouseOptions account = peer.options();
  account.one_application_per_job = false;
  peer.set_options(account);
  EXPECT_EQ(post("/v3/applications", wanted).status, 201);
}

TEST_F(GreenhouseWrites, APersonNeedsANameAndReadableAddresses) {
  const std::size_t before = world.all<Candidate>().rows();
  EXPECT_EQ(wrong_field(post("/v3/candidates", R"({"first_name":"Ada"})")), "last_name");
  EXPECT_EQ(wrong_field(post("/v3/candidates", R"({"first_name":" ","last_name":"F"})")),
            "first_name");
  const std::string named = R"({"first_name":"A","last_name":"F",)";
  EXPECT_EQ(wrong_field(post("/v3/candidates",
                             named + R"("email_addresses":[{"value":"a","type":"work"}]})")),
            "email_addresses");
  EXPECT_EQ(wrong_field(post("/v3/candidates",
                             named + R"("email_addresses":[{"value":"a@b.test","type":"x"}]})")),
            "email_addresses");
  EXPECT_EQ(wrong_field(post("/v3/candidates", named + R"("phone_numbers":"+44"})")),
            "phone_numbers");
  EXPECT_EQ(wrong_field(post("/v3/candidates", named + R"("can_email":"yes"})")), "can_email");
  EXPECT_EQ(wrong_field(post("/v3/candidates", named + R"("tags":[1]})")), "tags");
  EXPECT_EQ(wrong_field(post("/v3/candidates", named + R"("salary":5})")), "salary");
  for (const char* body : {"", "[]", "{", "\"x\"", "{\"first_name\":\"\xff\"}"}) {
    EXPECT_EQ(post("/v3/candidates", body).status, 400) << body;
  }
  EXPECT_EQ(world.all<Candidate>().rows(), before);
}

TEST_F(GreenhouseWrites, WhatWasWrittenCannotBeReadBeforeTheLagIsOver) {
  lag(30s);
  const Id person = created("/v3/candidates", ada_json);
  const Id id = created("/v3/applications", application(person, open_job()));
  const std::string targets[] = {"/v3/candidates?ids=" + std::to_string(person),
                                 "/v3/candidates?tag=mark-1",
                                 "/v3/applications?ids=" + std::to_string(id),
                                 "/v3/applications?candidate_ids=" + std::to_string(person),
                                 "/v3/application_stages?application_ids=" + std::to_string(id)};
  now += 29s;
  for (const std::string& target : targets) EXPECT_EQ(get(target).body, "[]") << target;
  const auto listed = walk("/v3/candidates?per_page=500");
  EXPECT_EQ(std::count(listed.begin(), listed.end(), person), 0);
  now += 1s;
  for (const std::string& target : targets) EXPECT_EQ(ids(get(target)).size(), 1U) << target;
}

TEST_F(GreenhouseWrites, AReaderMayNotWriteAndAMissingScopeRefuses) {
  const std::size_t before = world.all<Candidate>().rows();
  EXPECT_EQ(post("/v3/jobs", "{}").status, 404);
  EXPECT_EQ(post("/v3/nothing", "{}").status, 404);
  GreenhouseOptions account = peer.options();
  account.denied = {"candidates:create"};
  peer.set_options(account);
  EXPECT_EQ(post("/v3/candidates", ada_json).status, 403);
  EXPECT_EQ(get("/v3/candidates?per_page=1").status, 200);
  token = "ghv3_other";
  EXPECT_EQ(post("/v3/candidates", ada_json).status, 401);
  EXPECT_EQ(world.all<Candidate>().rows(), before);
}

TEST_F(GreenhouseWrites, WritesCountAgainstTheLimit) {
  GreenhouseOptions account = peer.options();
  account.requests_per_window = 1;
  peer.set_options(account);
  EXPECT_EQ(post("/v3/candidates", ada_json).status, 201);
  EXPECT_EQ(post("/v3/candidates", ada_json).status, 429);
}

}  // namespace
}  // namespace crosswalk::sim
