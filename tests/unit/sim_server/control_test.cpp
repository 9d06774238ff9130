// Tests and the demo steer the simulator through here. A fault that silently does not fire, or a
// mutation that hits nobody, makes a green test worthless.

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

class ControlSide : public testing::Test {
 protected:
  ControlSide() : wire(running.server->greenhouse_origin(), running.server->ca_pem()) {
    token = greenhouse_token(wire);
  }

  Wire again() { return Wire(running.server->greenhouse_origin(), running.server->ca_pem()); }

  std::int64_t fired() {
    return *control(running, fetch, "/_sim/traffic").find("faults_fired")->integer();
  }

  std::string refusal(const std::string& path, const std::string& body) {
    return std::string(control(running, post, path, body, 400).text_of("error"));
  }

  Running running;
  Wire wire;
  std::string token;
};

TEST_F(ControlSide, TellsItsHealthAndItsWorld) {
  EXPECT_EQ(control(running, fetch, "/_sim/health").text_of("status"), "ok");
  const Json world = control(running, fetch, "/_sim/world");
  EXPECT_EQ(*world.find("candidates")->integer(), 60);
  EXPECT_EQ(*world.find("jobs")->integer(), 40);
  EXPECT_NE(control(running, fetch, "/_sim/ledger").members(), nullptr);
}

TEST_F(ControlSide, AMutationIsServedByTheVeryNextPage) {
  const Json reply = control(running, post, "/_sim/mutate",
                             R"({"kind":"candidate","op":"update","fields":{"title":"Baker"}})");
  ASSERT_EQ(reply.find("ids")->items()->size(), 1U);
  const std::string id = std::to_string(*reply.find("ids")->items()->at(0).integer());
  const Response page = wire.get("/v3/candidates?ids=" + id, token);
  EXPECT_NE(page.body().find("\"title\":\"Baker\""), std::string::npos) << page.body();
}

TEST_F(ControlSide, WrongRequestsAreNamedAndChangeNothing) {
  for (const char* body :
       {"{", "[]", "{}", R"({"kind":"candidate"})", R"({"kind":"unicorn","op":"update"})",
        R"({"kind":"candidate","op":"update","ids":"all"})",
        R"({"kind":"candidate","op":"update","id":-1})",
        R"({"kind":"candidate","op":"update","cuont":3})",
        R"({"kind":"candidate","op":"update","count":-3})",
        R"({"kind":"candidate","op":"update","fields":{"title":null}})"}) {
    const Json reply = control(running, post, "/_sim/mutate", body, 400);
    EXPECT_FALSE(reply.text_of("error").empty()) << body;
  }
  control(running, post, "/_sim/fault", R"({"trick":"explode"})", 400);
  control(running, post, "/_sim/fault", R"({"trick":"reply"})", 400);
  control(running, post, "/_sim/fault", R"({"trick":"html","times":0})", 400);
  control(running, post, "/_sim/policy", R"({"private_candidates":"yes"})", 400);
  control(running, post, "/_sim/reset", R"({"candidates":-1})", 400);
  control(running, fetch, "/_sim/nothing", {}, 404);
  control(running, http::verb::delete_, "/_sim/world", {}, 405);
  EXPECT_EQ(*control(running, fetch, "/_sim/world").find("tombstones")->integer(), 0);
}

TEST_F(ControlSide, AnUnknownWordIsToldWithItsPlaceTheNearestAndAllOfThem) {
  EXPECT_EQ(refusal("/_sim/mutate", R"({"kind":"candidat","op":"update"})"),
            "kind: there is no kind 'candidat'; did you mean 'candidate'? known are department, "
            "office, user, source, rejection_reason, job, job_stage, job_post, candidate, "
            "application, application_stage, rejection_detail, note, job_attribute, "
            "scorecard, scorecard_attribute");
  EXPECT_EQ(refusal("/_sim/mutate", R"({"kind":"job"})").find("op: there is no op ''; known are"),
            0U);
  EXPECT_EQ(refusal("/_sim/mutate", R"({"kind":"job_post","op":"update","fields":{"titel":"A"}})"),
            "fields.titel: there is no field of this kind 'titel'; did you mean 'title'? known are "
            "title, content, public_url, live, active, internal");
  EXPECT_EQ(refusal("/_sim/fault", R"({"trick":"html","path_contain":"/v3"})"),
            "body: there is no member 'path_contain'; did you mean 'path_contains'? known are "
            "trick, path_contains, times, status, headers, body");
  EXPECT_EQ(refusal("/_sim/reset", R"({"candidate":3})"),
            "body: there is no member 'candidate'; did you mean 'candidates'? known are seed, "
            "candidates, jobs");
  EXPECT_EQ(refusal("/_sim/expire-tokens", R"({"which":"all"})"), "body: it must be empty");
  EXPECT_EQ(control(running, fetch, "/_sim/agrement", {}, 404).text_of("error"),
            "path: there is no path '/_sim/agrement'; did you mean '/_sim/agreement'? known are "
            "/_sim/health, /_sim/world, /_sim/ledger, /_sim/agreement, /_sim/policy, "
            "/_sim/traffic, /_sim/callback, /_sim/held, /_sim/erased, /_sim/faults");
  EXPECT_EQ(control(running, fetch, "/_sim/reset", {}, 405).text_of("error"), "path: use POST");
  EXPECT_EQ(control(running, post, "/_sim/health", {}, 405).text_of("error"), "path: use GET");
  EXPECT_EQ(refusal("/_sim/policy?x=1", "{}"), "query: no path of the control side takes one");
}

TEST_F(ControlSide, EveryRouteRefusesWhatItDoesNotKnow) {
  for (const char* path :
       {"/_sim/mutate", "/_sim/fault", "/_sim/policy", "/_sim/reset", "/_sim/expire-tokens"}) {
    EXPECT_EQ(refusal(path, R"({"wrld":1})").find("body: "), 0U) << path;
    EXPECT_EQ(refusal(path, "[]"), "body: it must be an object") << path;
  }
  for (const char* body :
       {R"({"trick":"html","status":503})", R"({"trick":"drop","path_contains":7})",
        R"({"trick":"reply","status":200,"body":{}})"}) {
    EXPECT_FALSE(refusal("/_sim/fault", body).empty()) << body;
  }
  EXPECT_EQ(*control(running, fetch, "/_sim/traffic").find("faults_waiting")->integer(), 0);
}

TEST_F(ControlSide, AMutationThatSaysTooMuchIsRefused) {
  const std::string one =
      std::to_string(*control(running, post, "/_sim/mutate", R"({"kind":"job","op":"update"})")
                          .find("ids")
                          ->items()
                          ->at(0)
                          .integer());
  for (const std::string& body :
       {R"({"kind":"job","op":"insert","id":)" + one + "}",
        R"({"kind":"job","op":"update","id":)" + one + R"(,"ids":[)" + one + "]}",
        R"({"kind":"job","op":"close","id":)" + one + R"(,"fields":{"name":"A"}})",
        std::string(R"({"kind":"candidate","op":"insert","fields":{"job_id":1}})"),
        std::string(R"({"kind":"job_post","op":"insert","fields":{"job_id":1}})"),
        std::string(R"({"kind":"job_post","op":"insert","fields":{"job_id":"first"}})"),
        std::string(R"({"kind":"job_post","op":"update","fields":{"job_id":1}})")}) {
    EXPECT_FALSE(refusal("/_sim/mutate", body).empty()) << body;
  }
}

TEST_F(ControlSide, APostWithoutAJobGoesToOneTheSeedDraws) {
  const Json reply = control(running, post, "/_sim/mutate", R"({"kind":"job_post","op":"insert"})");
  const std::string id = std::to_string(*reply.find("ids")->items()->at(0).integer());
  const auto posts = parse_json(wire.get("/v3/job_posts?ids=" + id, token).body());
  ASSERT_TRUE(posts && posts->items() != nullptr && posts->items()->size() == 1);
  EXPECT_NE(posts->items()->at(0).find("job_id")->integer(), nullptr);
}

TEST_F(ControlSide, AnEmptyListOfIdsIsNobody) {
  const Json reply =
      control(running, post, "/_sim/mutate", R"({"kind":"candidate","op":"delete","ids":[]})");
  EXPECT_TRUE(reply.find("ids")->items() == nullptr || reply.find("ids")->items()->empty());
  EXPECT_EQ(*control(running, fetch, "/_sim/world").find("candidates")->integer(), 60);
}

TEST_F(ControlSide, AResetBeginsAnew) {
  control(running, post, "/_sim/mutate", R"({"kind":"candidate","op":"delete","count":10})");
  const Json world = control(running, post, "/_sim/reset", R"({"seed":5,"candidates":12})");
  EXPECT_EQ(*world.find("candidates")->integer(), 12);
  EXPECT_EQ(*world.find("seed")->integer(), 5);
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 401U) << "old tokens are gone";
}

TEST_F(ControlSide, AResetForgetsEverythingThatWasOrdered) {
  const std::string policy = write_json(control(running, fetch, "/_sim/policy"));
  control(running, post, "/_sim/reset", R"({"seed":5,"candidates":12,"jobs":3})");
  control(running, post, "/_sim/policy", R"({"private_candidates":true})");
  control(running, post, "/_sim/fault", R"({"trick":"html","times":9})");
  wire.get("/v3/jobs", token);
  EXPECT_EQ(fired(), 1);
  const Json world = control(running, post, "/_sim/reset");
  EXPECT_EQ(*world.find("candidates")->integer(), 60);
  EXPECT_EQ(*world.find("jobs")->integer(), 40);
  EXPECT_EQ(*world.find("seed")->integer(), 1);
  EXPECT_EQ(write_json(control(running, fetch, "/_sim/policy")), policy);
  EXPECT_EQ(fired(), 0);
  EXPECT_EQ(*control(running, fetch, "/_sim/traffic").find("faults_waiting")->integer(), 0);
}

TEST_F(ControlSide, AnEmptyLinkedInDoesNotAgree) {
  const Json verdict = control(running, fetch, "/_sim/agreement");
  ASSERT_NE(verdict.find("agrees"), nullptr);
  EXPECT_FALSE(*verdict.find("agrees")->flag());
}

TEST_F(ControlSide, APolicyChangesWhatIsExpected) {
  const auto withheld = [&] {
    const Json verdict = control(running, fetch, "/_sim/agreement");
    return *verdict.find("objects")->find("candidate")->find("withheld")->integer();
  };
  EXPECT_GT(withheld(), 0);
  control(running, post, "/_sim/policy", R"({"private_candidates":true})");
  EXPECT_EQ(withheld(), 0);
}

TEST_F(ControlSide, APolicyThatNoRuleKnowsIsRefusedAndTheOldOneStays) {
  control(running, post, "/_sim/policy", R"({"confidential_jobs":true})");
  EXPECT_EQ(
      refusal("/_sim/policy", R"({"withheld_fields":["job.companyJobCode","jobs.code"]})"),
      "withheld_fields[1]: there is no field that can be withheld 'jobs.code'; known are "
      "application.candidateEmail, application.dispositionReason, application.source, "
      "application_note.author, candidate.addresses, candidate.currentCompanyName, "
      "candidate.currentJobTitle, candidate.doNotContact, candidate.linkedInProfileUrl, "
      "candidate.phoneNumbers, candidate_note.author, feedback.feedback, feedback.interviewer, "
      "job.companyJobCode");
  EXPECT_NE(refusal("/_sim/policy", R"({"withheld_fields":["candidate.phoneNumber"]})")
                .find("did you mean 'candidate.phoneNumbers'?"),
            std::string::npos);
  EXPECT_EQ(refusal("/_sim/policy", R"({"withheld_departments":["No such house"]})")
                .find("withheld_departments[0]: there is no department"),
            0U);
  EXPECT_EQ(refusal("/_sim/policy", R"({"availability":"PRIVATE"})"),
            "availability: there is no availability 'PRIVATE'; known are "
            "PRIVATE_TO_ATS_INTEGRATION, PUBLIC");
  EXPECT_EQ(refusal("/_sim/policy", R"({"withheld_fields":[7]})"),
            "withheld_fields[0]: it must be a text");
  const Json kept = control(running, fetch, "/_sim/policy");
  EXPECT_TRUE(*kept.find("policy")->find("confidential_jobs")->flag());
}

TEST_F(ControlSide, EveryWordThatIsListedIsTaken) {
  const Json known = *control(running, fetch, "/_sim/policy").find("known");
  Json policy;
  for (const char* name : {"withheld_departments", "withheld_fields"}) {
    EXPECT_GE(known.find(name)->items()->size(), 5U) << name;
    policy.set(name, *known.find(name));
  }
  policy.set("withheld_kinds", *known.find("withheld_kinds"));
  EXPECT_EQ(known.find("withheld_kinds")->items()->size(), 4U);
  for (const Json& word : *known.find("availability")->items()) {
    policy.set("availability", word);
    const Json told = control(running, post, "/_sim/policy", write_json(policy));
    EXPECT_EQ(*told.find("policy")->find("withheld_fields"), *known.find("withheld_fields"));
    EXPECT_EQ(told.find("policy")->text_of("availability"), *word.text());
  }
}

TEST_F(ControlSide, AnOrderedReplyIsGivenAsOftenAsAsked) {
  control(running, post, "/_sim/fault",
          R"({"trick":"reply","path_contains":"/v3/jobs","times":2,"status":503,
              "headers":{"Retry-After":"7"},"body":"busy"})");
  EXPECT_EQ(wire.get("/v3/offices", token).result_int(), 200U);
  for (int at = 0; at < 2; ++at) {
    const Response reply = wire.get("/v3/jobs", token);
    EXPECT_EQ(reply.result_int(), 503U);
    EXPECT_EQ(reply["Retry-After"], "7");
    EXPECT_EQ(reply.body(), "busy");
  }
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 200U);
  EXPECT_EQ(fired(), 2);
}

TEST_F(ControlSide, HtmlComesInsteadOfJson) {
  control(running, post, "/_sim/fault", R"({"trick":"html","path_contains":"/v3/"})");
  const Response reply = wire.get("/v3/jobs", token);
  EXPECT_EQ(reply.result_int(), 200U);
  EXPECT_TRUE(reply["Content-Type"].starts_with("text/html"));
}

TEST_F(ControlSide, ATruncatedBodyEndsBeforeItsLength) {
  control(running, post, "/_sim/fault", R"({"trick":"truncate","path_contains":"/v3/jobs"})");
  const Response reply = wire.get("/v3/jobs", token);
  EXPECT_TRUE(wire.failed);
  EXPECT_LT(reply.body().size(), std::stoul(std::string(reply["Content-Length"])));
}

TEST_F(ControlSide, AHangUpResetsAndAsksNobody) {
  const auto asked = [&] {
    return *control(running, fetch, "/_sim/traffic").find("greenhouse_requests")->integer();
  };
  const std::int64_t before = asked();
  control(running, post, "/_sim/fault", R"({"trick":"hang_up"})");
  wire.get("/v3/jobs", token);
  EXPECT_EQ(wire.failed, boost::asio::error::connection_reset) << wire.failed.message();
  EXPECT_EQ(asked(), before);
}

TEST_F(ControlSide, ADroppedAnswerWasStillApplied) {
  control(running, post, "/_sim/fault", R"({"trick":"drop","path_contains":"/token"})");
  Wire second = again();
  second.ask(post, "/token", "grant_type=client_credentials",
             {{"Authorization", "Basic " + to_base64("greenhouse-client:greenhouse-secret")},
              {"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(second.failed, boost::asio::error::connection_reset) << second.failed.message();
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 401U) << "the lost token replaced ours";
}

TEST_F(ControlSide, ExpiredTokensAreNotHonoured) {
  control(running, post, "/_sim/expire-tokens");
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 401U);
}

}  // namespace
}  // namespace crosswalk::sim
