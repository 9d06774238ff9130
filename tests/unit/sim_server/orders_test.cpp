// What people do at LinkedIn and at the vendor's settings page, ordered at the control side. An
// order that seems to be carried out and is not makes the test that gave it worthless.

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

constexpr auto post = http::verb::post;
constexpr auto fetch = http::verb::get;

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
  EXPECT_EQ(refusal("/_sim/opt-out", "{}"), "member: names the member's URN");
  EXPECT_EQ(refusal("/_sim/push", R"({"signature":"odd"})"),
            "signature: is right, wrong or missing");
  EXPECT_EQ(refusal("/_sim/push", R"({"copies":-1})"), "copies: must be a number from 0 to 100");
  EXPECT_EQ(refusal("/_sim/sees", R"({"job":"1"})"),
            "person: names a person, and a job or an application");
}

TEST_F(Orders, OfSightAreAnsweredByWhatLinkedInShows) {
  const Json reply = order("/_sim/sees", R"({"job":"4001","person":"urn:li:person:x"})");
  ASSERT_NE(reply.find("sees"), nullptr);
  EXPECT_FALSE(*reply.find("sees")->flag()) << "LinkedIn holds no job yet";
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

}  // namespace
}  // namespace crosswalk::sim
