// Secrets enter requests here and nowhere else, and a token's life is believed only within
// bounds: a peer that lies about it must neither make us fetch for ever nor trust for ever.

#include <gtest/gtest.h>

#include "access/wallet.hpp"
#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant noon = from_ms(1'790'000'000'000);

AuthSpec oauth() {
  return {.kind = AuthKind::oauth2_client_credentials,
          .user = "client_id",
          .password = "client_secret",
          .token_host = "auth",
          .token_target = "/token",
          .form = {{"grant_type", "client_credentials"}, {"sub", "{user_id}"}},
          .client_in_header = true};
}

Credentials secrets() {
  return {.vendor = {{"client_id", "id 1"}, {"client_secret", "s/e+c=r"}},
          .linkedin_client_id = "li-id",
          .linkedin_client_secret = "li/secret+="};
}

Origins origins() {
  return {.vendor = {{"api", "https://harvest.example.com"}, {"auth", "https://auth.example.com"}},
          .linkedin_api = "https://api.linkedin.example",
          .linkedin_token = "https://www.linkedin.example"};
}

Wallet wallet(AuthSpec auth = oauth(), Settings settings = {{"user_id", "42"}}) {
  return Wallet(std::move(auth), secrets(), origins(), std::move(settings));
}

HttpResponse reply(int status, std::string body) { return {status, {}, std::move(body)}; }

Duration life_of(std::string_view members) {
  Wallet fresh = wallet();
  const auto until = fresh.learn(
      Peer::linkedin, reply(200, R"({"access_token":"t",)" + std::string(members) + "}"), noon);
  EXPECT_TRUE(until) << members;
  return until ? *until - noon : Duration{0};
}

HttpRequest to(std::string origin) {
  HttpRequest request;
  request.origin = std::move(origin);
  return request;
}

TEST(TokenRequest, OfAVendorCarriesTheClientInTheHeader) {
  const HttpRequest request = wallet().token_request(Peer::vendor);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.origin, "https://auth.example.com");
  EXPECT_EQ(request.target, "/token");
  EXPECT_EQ(header(request.headers, "Authorization"), "Basic aWQgMTpzL2UrYz1y");
  EXPECT_EQ(header(request.headers, "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body, "grant_type=client_credentials&sub=42");
}

TEST(TokenRequest, LeavesOutASettingTheTenantLeftEmpty) {
  EXPECT_EQ(wallet(oauth(), {}).token_request(Peer::vendor).body, "grant_type=client_credentials");
}

TEST(TokenRequest, PutsTheClientIntoTheFormWhereTheVendorWantsItThere) {
  AuthSpec auth = oauth();
  auth.client_in_header = false;
  auth.form.clear();
  const HttpRequest request = wallet(auth).token_request(Peer::vendor);
  EXPECT_EQ(request.body,
            "grant_type=client_credentials&client_id=id%201&client_secret=s%2Fe%2Bc%3Dr");
  EXPECT_EQ(header(request.headers, "Authorization"), "");
}

TEST(TokenRequest, OfLinkedInIsAPostWithEverythingInTheBody) {
  const HttpRequest request = wallet().token_request(Peer::linkedin);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.origin, "https://www.linkedin.example");
  EXPECT_EQ(request.target, "/oauth/v2/accessToken");
  EXPECT_EQ(request.body,
            "grant_type=client_credentials&client_id=li-id&client_secret=li%2Fsecret%2B%3D");
}

TEST(Fill, WritesTheTokenOfThePeerAndOfNoOther) {
  Wallet purse = wallet();
  ASSERT_TRUE(purse.learn(Peer::vendor, reply(200, R"({"access_token":"v1"})"), noon));
  ASSERT_TRUE(purse.learn(Peer::linkedin, reply(200, R"({"access_token":"l1"})"), noon));
  HttpRequest request = to("https://harvest.example.com");
  ASSERT_TRUE(purse.fill(Peer::vendor, request));
  EXPECT_EQ(header(request.headers, "Authorization"), "Bearer v1");
  request = to("https://api.linkedin.example");
  ASSERT_TRUE(purse.fill(Peer::linkedin, request));
  EXPECT_EQ(header(request.headers, "Authorization"), "Bearer l1");
}

TEST(Fill, RefusesAnotherOriginBeforeAnythingIsWritten) {
  Wallet purse = wallet();
  ASSERT_TRUE(purse.learn(Peer::vendor, reply(200, R"({"access_token":"v1"})"), noon));
  for (const auto* origin : {"https://evil.example", "https://api.linkedin.example", "",
                             "http://harvest.example.com", "https://harvest.example.com:8443"}) {
    HttpRequest request = to(origin);
    const auto filled = purse.fill(Peer::vendor, request);
    ASSERT_FALSE(filled) << origin;
    EXPECT_EQ(filled.error().code, ErrorCode::refused);
    EXPECT_TRUE(request.headers.empty());
  }
}

TEST(Fill, WithoutATokenSaysSo) {
  HttpRequest request = to("https://harvest.example.com");
  const auto filled = wallet().fill(Peer::vendor, request);
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().code, ErrorCode::unavailable);
}

TEST(Fill, BasicNeedsNoTokenAndMayHaveNoPassword) {
  AuthSpec basic;
  basic.user = "client_id";
  const Wallet purse = wallet(basic);
  EXPECT_FALSE(purse.needs_token(Peer::vendor));
  EXPECT_TRUE(purse.needs_token(Peer::linkedin));
  HttpRequest request = to("https://harvest.example.com");
  ASSERT_TRUE(purse.fill(Peer::vendor, request));
  EXPECT_EQ(header(request.headers, "Authorization"), "Basic aWQgMTo=");
}

TEST(TokenLife, IsWhatThePeerSaysLessAMinute) {
  EXPECT_EQ(life_of(R"("expires_in":1800)"), seconds{1740});
  EXPECT_EQ(life_of(R"("expires_in":"1800")"), seconds{1740});
  EXPECT_EQ(life_of(R"("expires_in":1800.9)"), seconds{1740});
  EXPECT_EQ(life_of(R"("expires_at":")" + format_instant(noon + hours{1}) + '"'), minutes{59});
}

TEST(TokenLife, IsClampedFromBelow) {
  for (const auto* members : {R"("expires_in":0)", R"("expires_in":-1800)", R"("expires_in":"-5")",
                              R"("expires_in":1)", R"("expires_in":-9223372036854775808)",
                              R"("expires_in":-1e300)", R"("expires_at":"1999-01-01T00:00:00Z")"}) {
    EXPECT_EQ(life_of(members), seconds{60}) << members;
  }
}

TEST(TokenLife, IsClampedFromAbove) {
  for (const auto* members : {R"("expires_in":315360000)", R"("expires_in":"99999999999999999999")",
                              R"("expires_in":9223372036854775807)", R"("expires_in":1e300)",
                              R"("expires_at":"9999-12-31T23:59:59Z")"}) {
    EXPECT_EQ(life_of(members), hours{24}) << members;
  }
}

TEST(TokenLife, UnstatedOrUnreadableIsShort) {
  for (const auto* members : {R"("token_type":"bearer")", R"("expires_in":null)",
                              R"("expires_in":"soon")", R"("expires_in":[])", R"("expires_in":"")",
                              R"("expires_at":"tomorrow")", R"("expires_in":"1e3")"}) {
    EXPECT_EQ(life_of(members), minutes{10}) << members;
  }
}

TEST(TokenLife, TheEarlierOfTwoEndsCounts) {
  const std::string later = format_instant(noon + hours{5});
  EXPECT_EQ(life_of(R"("expires_in":1800,"expires_at":")" + later + '"'), seconds{1740});
}

TEST(TokenLife, AnEndByThePeersClockIsMeasuredOnIt) {
  Wallet purse = wallet();
  HttpResponse answer = reply(
      200, R"({"access_token":"t","expires_at":")" + format_instant(noon + hours{4}) + R"("})");
  answer.headers = {{"Date", format_http_date(noon + hours{3})}};
  const auto until = purse.learn(Peer::vendor, answer, noon);
  ASSERT_TRUE(until);
  EXPECT_EQ(*until - noon, minutes{59});
}

TEST(Learn, ARefusalIsForAPerson) {
  for (const int status : {400, 401, 403, 404}) {
    Wallet purse = wallet();
    const auto until =
        purse.learn(Peer::vendor, reply(status, R"({"error":"secret words"})"), noon);
    ASSERT_FALSE(until);
    EXPECT_EQ(until.error().code, ErrorCode::refused) << status;
    EXPECT_EQ(to_string(until.error()).find("secret words"), std::string::npos);
  }
}

TEST(Learn, OtherTroubleIsTriedAgain) {
  for (const int status : {0, 202, 204, 302, 408, 429, 500, 503}) {
    Wallet purse = wallet();
    const auto until = purse.learn(Peer::vendor, reply(status, R"({"access_token":"t"})"), noon);
    ASSERT_FALSE(until);
    EXPECT_EQ(until.error().code, ErrorCode::unavailable) << status;
  }
}

TEST(Learn, ABadAnswerLeavesTheTokenHeldAlone) {
  Wallet purse = wallet();
  ASSERT_TRUE(purse.learn(Peer::vendor, reply(200, R"({"access_token":"good"})"), noon));
  const std::string padding(64 * 1024, ' ');
  for (const std::string& body :
       {std::string(), std::string("<html>"), std::string("[]"), std::string("{}"),
        std::string(R"({"access_token":""})"), std::string(R"({"access_token":7})"),
        std::string(R"({"access_token":"a\r\nHost: evil.example"})"),
        std::string(R"({"access_token":"a b"})"), std::string(R"({"access_token":"é"})"),
        std::string(R"({"access_token":"a","access_token":"b"})"),
        R"({"access_token":"big"})" + padding,
        R"({"access_token":")" + std::string(20'000, 'a') + R"("})"}) {
    EXPECT_FALSE(purse.learn(Peer::vendor, reply(200, body), noon)) << body.substr(0, 60);
    HttpRequest request = to("https://harvest.example.com");
    ASSERT_TRUE(purse.fill(Peer::vendor, request));
    EXPECT_EQ(header(request.headers, "Authorization"), "Bearer good");
  }
}

// Some vendors want several secrets, each in a header of its own.
TEST(Fill, OfHeadersCarriesEachSecretInItsOwn) {
  AuthSpec auth{.kind = AuthKind::headers};
  auth.headers = {{"x-api-key", "client_id"}, {"x-application-secret", "client_secret"}};
  const Wallet purse(auth, {.vendor = {{"client_id", "k1"}, {"client_secret", "s/e+c=r"}}},
                     origins(), {});
  EXPECT_FALSE(purse.needs_token(Peer::vendor));
  HttpRequest request = to("https://harvest.example.com");
  ASSERT_TRUE(purse.fill(Peer::vendor, request));
  EXPECT_EQ(header(request.headers, "x-api-key"), "k1");
  EXPECT_EQ(header(request.headers, "x-application-secret"), "s/e+c=r");
  EXPECT_EQ(header(request.headers, "Authorization"), "");
  HttpRequest abroad = to("https://elsewhere.example.com");
  EXPECT_FALSE(purse.fill(Peer::vendor, abroad));
  const Wallet broken(auth, {.vendor = {{"client_id", "k1\r\nHost: x"}, {"client_secret", "s"}}},
                      origins(), {});
  EXPECT_FALSE(broken.fill(Peer::vendor, request)) << "a line break would be a header of its own";
}

}  // namespace
}  // namespace crosswalk
