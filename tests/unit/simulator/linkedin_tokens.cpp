// Whoever has no valid token gets nothing, and learns from LinkedIn's documented bodies which
// of the three reasons it is. The clock is the test's.

#include <gtest/gtest.h>

#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

constexpr const char* read_a_candidate =
    "/v2/atsCandidates?ids[0].atsCandidateId=C-1&ids[0].dataProvider=ATS"
    "&ids[0].integrationContext=urn:li:organization:5000";

TEST(LinkedInTokens, CredentialsInAFormBuyATokenForThirtyMinutes) {
  Client client;
  const auto reply = client.ask_for_token(
      "POST", "grant_type=client_credentials&client_id=app&client_secret=s%2Fe%3Dc%2Br");
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(says(reply, "\"expires_in\":1800"));
}

TEST(LinkedInTokens, AGetIsRefusedAsCertificationDemands) {
  Client client;
  EXPECT_EQ(client.ask_for_token("GET", "").status, 405);
  HttpRequest in_query{.method = "POST", .target = "/oauth/v2/accessToken?client_secret=x"};
  EXPECT_EQ(client.peer.answer(in_query, noon).status, 400);
}

TEST(LinkedInTokens, WrongCredentialsAndGrantsAreRefused) {
  Client client;
  const auto status = [&](std::string_view body) {
    return client.ask_for_token("POST", body).status;
  };
  EXPECT_EQ(status("grant_type=client_credentials&client_id=app&client_secret=wrong"), 401);
  EXPECT_EQ(status("grant_type=client_credentials&client_id=who&client_secret=x"), 401);
  EXPECT_EQ(status("grant_type=client_credentials&client_id=app&client_secret=s/e=c+r"), 401)
      << "a secret that is not encoded must not fit by chance";
  EXPECT_EQ(status("grant_type=password&client_id=app&client_secret=x"), 400);
  EXPECT_EQ(status("grant_type=client_credentials&client_id=app"), 400);
  EXPECT_EQ(status("grant_type=%zz"), 400);
}

TEST(LinkedInTokens, TheOfficialCollectionsPlainTextFormIsAccepted) {
  Client client;
  HttpRequest request{.method = "POST", .target = "/oauth/v2/accessToken"};
  request.headers = {{"Content-Type", "text/plain"}};
  request.body = "grant_type=client_credentials&client_id=app&client_secret=s%2Fe%3Dc%2Br";
  EXPECT_EQ(client.peer.answer(request, noon).status, 200);
  request.headers = {{"Content-Type", "application/json"}};
  EXPECT_EQ(client.peer.answer(request, noon).status, 400);
}

TEST(LinkedInTokens, NoTokenAndAForgedOneAreToldApart) {
  Client client;
  client.token.clear();
  const auto none = client.send("GET", read_a_candidate);
  EXPECT_EQ(none.status, 401);
  EXPECT_TRUE(says(none, "\"serviceErrorCode\":401"));
  EXPECT_TRUE(says(none, "Empty oauth2_access_token"));
  EXPECT_EQ(header(none.headers, "X-LinkedIn-Error-Response"), "true");

  client.token = "AQforged";
  const auto forged = client.send("GET", read_a_candidate);
  EXPECT_EQ(forged.status, 401);
  EXPECT_TRUE(says(forged, "\"serviceErrorCode\":65600"));
}

TEST(LinkedInTokens, ATokenExpiresByTheGivenClock) {
  Client client;
  client.now = noon + 1'799'999ms;
  EXPECT_EQ(client.send("GET", read_a_candidate).status, 200);
  client.now = noon + 1'800'000ms;
  const auto expired = client.send("GET", read_a_candidate);
  EXPECT_EQ(expired.status, 401);
  EXPECT_TRUE(says(expired, "\"serviceErrorCode\":65602"));
  client.log_in();
  EXPECT_EQ(client.send("GET", read_a_candidate).status, 200);
}

TEST(LinkedInTokens, ANewTokenLeavesTheOldOneAlive) {
  Client client;
  const std::string first = client.token;
  client.log_in();
  EXPECT_NE(client.token, first);
  client.token = first;
  EXPECT_EQ(client.send("GET", read_a_candidate).status, 200);
}

TEST(LinkedInTokens, ExpiringAllShowsAsExpiredNotAsForged) {
  Client client;
  client.peer.expire_tokens();
  EXPECT_TRUE(says(client.send("GET", read_a_candidate), "65602"));
}

TEST(LinkedInTokens, AnotherCustomersTokenReachesNothingHere) {
  Client client;
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  const auto reply = client.send("GET", read_a_candidate);
  EXPECT_EQ(reply.status, 403);
  EXPECT_TRUE(says(reply, "65600"));
  EXPECT_EQ(client.post_jobs({job_json("J-1")}).status, 403);
}

TEST(LinkedInTokens, UnknownPathsAreNotFoundButOnlyWithAToken) {
  Client client;
  const auto reply = client.send("GET", "/v2/people");
  EXPECT_EQ(reply.status, 404);
  EXPECT_TRUE(says(reply, "\"serviceErrorCode\":0"));
  EXPECT_EQ(client.send("GET", "/rest/atsCandidates", "", {{"LinkedIn-Version", "202603"}}).status,
            404);
  EXPECT_EQ(client.send("GET", "/v1/atsCandidates").status, 404);
  client.token.clear();
  EXPECT_EQ(client.send("GET", "/v2/people").status, 401);
}

}  // namespace
}  // namespace crosswalk::sim
