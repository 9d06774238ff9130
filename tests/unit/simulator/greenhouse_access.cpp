// Tokens, permissions and the rate limit are where a client meets the vendor's "no". A stand-in
// that is kinder than the vendor hides a client that knocks itself out with a second token or
// runs into a wall of 429.

#include "base/text/dates.hpp"
#include "unit/simulator/greenhouse_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

TEST(GreenhouseToken, IsABearerWithAnExpiryAsATimestampWithOffset) {
  GreenhouseClient client;
  const HttpResponse reply = client.ask_for_token("grant_type=client_credentials");
  const auto body = parse_json(reply.body);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(body->text_of("token_type"), "Bearer");
  EXPECT_EQ(body->find("expires_in"), nullptr);
  EXPECT_TRUE(body->text_of("expires_at").ends_with("+00:00"));
  EXPECT_EQ(parse_instant(body->text_of("expires_at")), client.now + 1h);
}

TEST(GreenhouseToken, ANewOneKillsTheOneBefore) {
  GreenhouseClient client;
  EXPECT_EQ(client.get("/v3/jobs").status, 200);
  const std::string second = client.mint();
  EXPECT_EQ(client.get("/v3/jobs").status, 401);
  client.token = second;
  EXPECT_EQ(client.get("/v3/jobs").status, 200);
}

TEST(GreenhouseToken, SeveralLiveOnesAreAnOption) {
  GreenhouseOptions account = GreenhouseClient::no_limit();
  account.single_active_token = false;
  GreenhouseClient client({}, account);
  client.mint();
  EXPECT_EQ(client.get("/v3/jobs").status, 200);
}

TEST(GreenhouseToken, DiesWhenItsTimeIsUpOrWhenRevoked) {
  GreenhouseClient client;
  client.now += 1h - 1ms;
  EXPECT_EQ(client.get("/v3/jobs").status, 200);
  client.now += 1ms;
  EXPECT_EQ(client.get("/v3/jobs").status, 401);
  client.token = client.mint();
  client.peer.revoke_tokens();
  EXPECT_EQ(client.get("/v3/jobs").status, 401);
}

TEST(GreenhouseToken, RefusalsAreOAuthErrors) {
  GreenhouseClient client;
  const auto expect = [](const HttpResponse& reply, int status, std::string_view error) {
    EXPECT_EQ(reply.status, status) << reply.body;
    EXPECT_EQ(parse_json(reply.body)->text_of("error"), error);
  };
  expect(client.ask_for_token("grant_type=client_credentials", "wrong"), 401, "invalid_client");
  expect(client.ask_for_token("grant_type=password"), 400, "unsupported_grant_type");
  expect(client.ask_for_token("sub=3001"), 400, "invalid_request");
  expect(client.ask_for_token("grant_type=%"), 400, "invalid_request");
  expect(client.ask_for_token("grant_type=client_credentials&sub=1"), 400, "invalid_grant");
  expect(client.ask_for_token("grant_type=client_credentials&sub=3012"), 400, "invalid_grant");
  EXPECT_EQ(client.get("/v3/jobs").status, 200) << "a refusal kills no token";
}

TEST(GreenhouseToken, ItsUserMustBeASiteAdmin) {
  GreenhouseClient client;
  const HttpResponse reply = client.ask_for_token("grant_type=client_credentials&sub=3002");
  client.token = parse_json(reply.body)->text_of("access_token");
  EXPECT_EQ(client.get("/v3/jobs").status, 403);
}

TEST(GreenhouseAccess, NeedsATokenAndAKnownPath) {
  GreenhouseClient client;
  EXPECT_EQ(client.get("/v3/unicorns").status, 404);
  EXPECT_EQ(client.get("/v1/jobs").status, 401) << "asks for a key, not for a token";
  EXPECT_EQ(client.get("/v3/jobs/1").status, 404);
  EXPECT_EQ(client.get("nonsense").status, 400);
  client.token = "made-up";
  EXPECT_EQ(client.get("/v3/jobs").status, 401);
  HttpRequest bare{.target = "/v3/jobs"};
  EXPECT_EQ(client.peer.answer(bare, client.now).status, 401);
}

TEST(GreenhouseAccess, APermissionCanBeTakenAwayAndGivenBack) {
  GreenhouseClient client;
  GreenhouseOptions account = client.peer.options();
  account.denied = {"rejection_details"};
  client.peer.set_options(account);
  const HttpResponse refused = client.get("/v3/rejection_details");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.find("harvest:rejection_details:list"), std::string::npos);
  EXPECT_EQ(client.get("/v3/jobs").status, 200);
  account.denied.clear();
  client.peer.set_options(account);
  EXPECT_EQ(client.get("/v3/rejection_details").status, 200);
}

TEST(GreenhouseAccess, EveryReplyCarriesTheDate) {
  GreenhouseClient client;
  for (const char* target : {"/v3/jobs", "/v3/unicorns", "/token", "nonsense"}) {
    EXPECT_EQ(header(client.get(target).headers, "Date"), format_http_date(client.now)) << target;
  }
}

TEST(GreenhouseLimit, CountsDownAndRefusesUntilTheWindowEnds) {
  GreenhouseOptions account;
  account.requests_per_window = 3;
  GreenhouseClient client({}, account);
  client.now += 12'345ms;
  for (const char* left : {"2", "1", "0"}) {
    const HttpResponse reply = client.get("/v3/jobs?per_page=1");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(header(reply.headers, "X-RateLimit-Limit"), "3");
    EXPECT_EQ(header(reply.headers, "X-RateLimit-Remaining"), left);
  }
  const HttpResponse refused = client.get("/v3/jobs?per_page=1");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(header(refused.headers, "Retry-After"), "18");
  const Instant reset = client.now + 17'655ms;
  EXPECT_EQ(header(refused.headers, "X-RateLimit-Reset"), std::to_string(to_ms(reset) / 1000));
  client.now = reset - 1ms;
  EXPECT_EQ(client.get("/v3/jobs").status, 429);
  client.now = reset;
  EXPECT_EQ(client.get("/v3/jobs").status, 200);
  EXPECT_EQ(client.peer.refused(), 2U);
}

TEST(GreenhouseLimit, IsStrictByDefaultAndCanBeOff) {
  GreenhouseClient strict({}, GreenhouseOptions{});
  int served = 0;
  while (strict.get("/v3/sources").status == 200) ++served;
  EXPECT_EQ(served, 75);
  GreenhouseClient open;
  for (int at = 0; at < 200; ++at) EXPECT_EQ(open.get("/v3/sources").status, 200);
  EXPECT_EQ(header(open.get("/v3/sources").headers, "X-RateLimit-Limit"), "");
}

}  // namespace
}  // namespace crosswalk::sim
