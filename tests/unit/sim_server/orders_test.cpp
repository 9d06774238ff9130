// What people do at LinkedIn and at the vendor's settings page, ordered at the control side. An
// order that seems to be carried out and is not makes the test that gave it worthless.

#include "server/accounts.hpp"
#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

class Orders : public testing::Test {
 protected:
  Json order(const std::string& path, const std::string& body, unsigned status = 200) {
    return control(running, post, path, body, status);
  }

  std::string refusal(const std::string& path, const std::string& body) {
    return std::string(order(path, body, 400).text_of("error"));
  }

  Running running;
};

TEST_F(Orders, WhatCannotBeDoneIsToldWithItsReason) {
  EXPECT_EQ(order("/_sim/export", R"({"job":"4001"})", 409).text_of("refused"), "no_callback");
  EXPECT_EQ(order("/_sim/resync", "{}", 409).text_of("refused"), "no_callback");
  EXPECT_EQ(order("/_sim/enable", R"({"type":"TELEPATHY"})", 409).text_of("refused"),
            "integration_unknown");
}

TEST_F(Orders, WhatCannotBeReadIsRefusedWithItsPlace) {
  EXPECT_EQ(refusal("/_sim/export", "{}"), "job: names the job's id");
  EXPECT_NE(refusal("/_sim/export", R"({"job":"1","emial":"x"})").find("'emial'"),
            std::string::npos);
  EXPECT_EQ(refusal("/_sim/export", R"({"job":"1","emails":["a",2]})"),
            "emails: must be a list of text");
  EXPECT_EQ(refusal("/_sim/export", R"({"job":"1","expect":"nothing"})"),
            "expect: is application or refused");
  EXPECT_EQ(refusal("/_sim/opt-out", "{}"), "member: must be a member's URN, urn:li:person:...");
  EXPECT_EQ(refusal("/_sim/push", R"({"signature":"odd"})"),
            "signature: is right, wrong or missing");
  EXPECT_EQ(refusal("/_sim/push", R"({"copies":-1})"), "copies: must be a number from 0 to 100");
  EXPECT_EQ(refusal("/_sim/sees", R"({"job":"1"})"),
            "person: names a person, and a job or an application");
}

// What is a slip of whoever tests must not come out as the product's fault.
TEST_F(Orders, WhatCannotBeIsNoOrder) {
  for (const char* member : {"anna", "urn:li:person:", "urn:li:member:1"}) {
    const std::string body = std::string(R"({"job":"4001","member":")") + member + "\"}";
    EXPECT_EQ(refusal("/_sim/export", body), "member: must be a member's URN, urn:li:person:...");
  }
  for (const char* path : {"/_sim/opt-out", "/_sim/close-account"}) {
    EXPECT_EQ(refusal(path, R"({"member":"anna"})"),
              "member: must be a member's URN, urn:li:person:...");
    EXPECT_EQ(refusal(path, R"({"member":"urn:li:person:anna"})"),
              "member: nobody has exported this member; export them first");
  }
  for (const char* jobs : {R"({"jobs":["1"]})", R"({"jobs":["10000001","nonsense"]})"}) {
    EXPECT_EQ(refusal("/_sim/resync", jobs),
              "jobs: there has never been a job of one of these ids");
  }
  EXPECT_EQ(order("/_sim/resync", R"({"jobs":["10000001"]})", 409).text_of("refused"),
            "no_callback");
}

TEST(Agreement, AnOrderIsOpenForTwoMinutesAndLostFromThenOn) {
  ServeSettings settings;
  settings.world.candidates = 0;
  settings.world.jobs = 1;
  Peers peers(settings);
  TenantPolicy policy;
  policy.organization = settings.organization;
  const Instant at = settings.world.start + std::chrono::hours(1);
  peers.exported.push_back({.order = {.job = "4001", .member = "urn:li:person:x"}, .at = at});
  const auto said = [&](const char* part, const char* count, Duration after) {
    return agreement_account(peers, policy, at + after).find(part)->integer_of(count);
  };
  EXPECT_EQ(said("exports", "open", std::chrono::minutes(2)), 1);
  EXPECT_EQ(said("invariants", "lost_exports", std::chrono::minutes(2)), 0);
  EXPECT_EQ(said("exports", "open", std::chrono::minutes(3)), 0);
  EXPECT_EQ(said("invariants", "lost_exports", std::chrono::minutes(3)), 1);
  peers.exported.back().to_be_refused = true;
  EXPECT_EQ(said("exports", "refused", std::chrono::minutes(3)), 1);
  EXPECT_EQ(said("invariants", "lost_exports", std::chrono::minutes(3)), 0);
}

TEST_F(Orders, OfGrantsAndMembersTheJudgeIsToldWithThePolicy) {
  const Json told =
      order("/_sim/policy", R"({"export_email":true,"members":{"3001":"urn:li:person:a"}})");
  const Json& policy = *told.find("policy");
  EXPECT_EQ(*policy.find("export_email"), Json(true));
  EXPECT_EQ(*policy.find("export_profile_url"), Json(false));
  EXPECT_EQ(policy.find("members")->text_of("3001"), "urn:li:person:a");
  EXPECT_EQ(refusal("/_sim/policy", R"({"members":{"1":"urn:li:person:a"}})"),
            "members/1: there is no user of this id");
  EXPECT_EQ(refusal("/_sim/policy", R"({"members":{"3001":"ann"}})"),
            "members/3001: it must be a member's URN, urn:li:person:...");
  EXPECT_EQ(refusal("/_sim/policy", R"({"members":[]})"), "members: it must be an object");
}

TEST_F(Orders, OfSightAreAnsweredByWhatLinkedInShows) {
  const Json reply = order("/_sim/sees", R"({"job":"4001","person":"urn:li:person:x"})");
  ASSERT_NE(reply.find("sees"), nullptr);
  EXPECT_FALSE(*reply.find("sees")->flag()) << "LinkedIn holds no job yet";
  EXPECT_EQ(*reply.find("held"), Json(false)) << "and that is why";
}

TEST_F(Orders, VersionsThatAreNoMonthsSwitchNothingOff) {
  const std::string words =
      "versions: must be a list of months such as \"202603\"; none at all is []";
  EXPECT_EQ(refusal("/_sim/versions", R"({"versions":["abc"]})"), words);
  EXPECT_EQ(refusal("/_sim/versions", "{}"), words);
}

TEST_F(Orders, TheVersionsServedAreThoseOrdered) {
  order("/_sim/versions", R"({"versions":["209901"]})");
  Wire wire(running.server->linkedin_origin(), running.server->ca_pem());
  const Response token = wire.ask(post, "/oauth/v2/accessToken",
                                  "grant_type=client_credentials&client_id=linkedin-client&"
                                  "client_secret=linkedin-secret",
                                  {{"Content-Type", "application/x-www-form-urlencoded"}});
  const std::string bearer(parse_json(token.body())->text_of("access_token"));
  const Response reply = wire.ask(fetch, "/rest/jobPostingStatus?ids=List(1)", {},
                                  {{"Authorization", "Bearer " + bearer},
                                   {"LinkedIn-Version", "202603"},
                                   {"X-RestLi-Protocol-Version", "2.0.0"}});
  EXPECT_EQ(reply.result_int(), 426U) << reply.body();
}

TEST_F(Orders, HeldAndCallbackAreAnsweredBeforeAnythingHappened) {
  const Json held = control(running, fetch, "/_sim/held");
  EXPECT_TRUE(held.find("open_jobs")->items()->empty());
  EXPECT_TRUE(held.find("candidates")->items()->empty());
  EXPECT_EQ(control(running, fetch, "/_sim/callback").find("url"), nullptr);
}

// The hook's address is a path of the simulated vendor itself, which answers as a fault says.
TEST_F(Orders, AHookWhoseFirstPingFailedIsPingedAgainWhenItIsOrderedAgain) {
  const auto hook = [&] {
    const Json account = control(running, fetch, "/_sim/callback");
    const Json* const hooks = account.find("hooks");
    return hooks->items()->empty() ? Json::object() : hooks->items()->front();
  };
  const auto answered = [&] {
    Json now = hook();
    for (int look = 0; look < 500 && now.text_of("state") == "pinged"; ++look) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      now = hook();
    }
    return now;
  };
  EXPECT_EQ(hook(), Json::object());
  const std::string url = running.server->greenhouse_origin() + "/callback";
  const std::string body = R"({"url":")" + url + R"(","secret":"s"})";
  order("/_sim/vendor", body);
  EXPECT_EQ(hook().text_of("url"), url);
  EXPECT_EQ(answered().text_of("state"), "off");
  EXPECT_EQ(*answered().find("last_answer")->integer(), 404);
  order("/_sim/fault", R"({"trick":"reply","path_contains":"/callback","times":9,"status":200})");
  order("/_sim/vendor", R"({"write_lag_ms":0})");
  EXPECT_EQ(answered().text_of("state"), "off") << "no hook was saved";
  order("/_sim/vendor", body);
  EXPECT_EQ(answered().text_of("state"), "on");
  EXPECT_EQ(*answered().find("last_answer")->integer(), 200);
  EXPECT_EQ(*answered().find("waiting")->integer(), 0);
  EXPECT_EQ(refusal("/_sim/vendor", R"({"secret":"s"})"),
            "url: names where the hook is posted, beside its secret");
}

TEST_F(Orders, AnErasureThatCannotBeReadIsRefusedWithItsPlace) {
  const std::string one = "body: names a candidate's id or a member's URN, and one of them only";
  EXPECT_EQ(refusal("/_sim/erased", "{}"), one);
  EXPECT_EQ(refusal("/_sim/erased", R"({"candidate":"100000000","member":"urn:li:person:a"})"),
            one);
  for (const char* candidate : {R"("")", R"("7a")", "-1", "true", "[]"}) {
    EXPECT_EQ(refusal("/_sim/erased", "{\"candidate\":" + std::string(candidate) + "}"),
              "candidate: must be a candidate's id");
  }
  EXPECT_EQ(refusal("/_sim/erased", R"({"candidate":"1"})"),
            "candidate: there has never been a candidate of this id");
  for (const char* member : {R"("")", R"("nadja")", R"("urn:li:person:")", "7"}) {
    EXPECT_EQ(refusal("/_sim/erased", "{\"member\":" + std::string(member) + "}"),
              "member: must be a member's URN, urn:li:person:...");
  }
  EXPECT_NE(refusal("/_sim/erased", R"({"canddate":"1"})").find("did you mean 'candidate'?"),
            std::string::npos);
  EXPECT_TRUE(control(running, fetch, "/_sim/erased").find("erased")->items()->empty());
}

TEST_F(Orders, WhoWasErasedIsNotMissedAnyMore) {
  const auto missing = [&] {
    const Json verdict = control(running, fetch, "/_sim/agreement");
    return *verdict.find("objects")->find("candidate")->find("missing")->integer();
  };
  const auto promised = [&] {
    return control(running, fetch, "/_sim/erased").find("erased")->items()->size();
  };
  const std::int64_t before = missing();
  const std::string id = "100000001";  // The first person of this seed is nothing special.
  const Json first = order("/_sim/erased", "{\"candidate\":\"" + id + "\"}");
  EXPECT_EQ(first.find("erased")->items()->front().text_of("candidate"), id);
  EXPECT_NE(first.find("erased")->items()->front().text_of("since"), "");
  order("/_sim/erased", "{\"candidate\":" + id + "}");
  EXPECT_EQ(promised(), 1U) << "a second time is the same promise";
  EXPECT_EQ(missing(), before - 1);
  order("/_sim/erased", R"({"member":"urn:li:person:a"})");
  EXPECT_EQ(promised(), 2U);
  order("/_sim/reset", "{}");
  EXPECT_EQ(promised(), 0U);
  EXPECT_EQ(missing(), before);
}

}  // namespace
}  // namespace crosswalk::sim
