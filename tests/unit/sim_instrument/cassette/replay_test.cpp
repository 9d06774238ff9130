// A vendor made of a cassette must answer as the real one did, in the order in which things
// changed there. At stake: a replay that shows a resource's first answer for ever, or another
// tenant's, proves nothing.

#include <gtest/gtest.h>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "cassette/recording.hpp"
#include "cassette/replay.hpp"

namespace crosswalk::sim {
namespace {

constexpr const char* origin = "http://127.0.0.1:7000";

HttpRequest asking(std::string target, std::string key = "key-of-tenant") {
  HttpRequest request{.origin = origin, .target = std::move(target)};
  if (!key.empty()) request.headers = {{"x-api-key", std::move(key)}};
  return request;
}

class Replayed : public testing::Test {
 protected:
  void heard(const HttpRequest& request, int status, std::string body, Headers headers = {},
             Duration latency = Duration{5}) {
    const HttpResponse reply{status, std::move(headers), std::move(body)};
    cassette.exchanges.push_back(recording.take(request, status == 0 ? nullptr : &reply, latency));
  }

  std::string said(CassetteVendor& vendor, const HttpRequest& request) {
    const auto reply = vendor.answer(request, from_ms(1'767'225'600'000));
    return reply ? std::to_string(reply->status) + " " + reply->body : "nothing";
  }

  Recording recording{"sixteen bytes of salt", "https://api.vendor.test"};
  Cassette cassette = recording.about({});
};

TEST_F(Replayed, AResourceMovesOnAndStaysOnItsLast) {
  heard(asking("/jobs"), 200, "[1]");
  heard(asking("/offices"), 200, "[9]");
  heard(asking("/jobs"), 429, "{}");
  heard(asking("/jobs"), 200, "[2]");
  CassetteVendor vendor(cassette);
  EXPECT_EQ(said(vendor, asking("/jobs")), "200 [1]");
  EXPECT_EQ(said(vendor, asking("/offices")), "200 [9]");
  EXPECT_EQ(said(vendor, asking("/offices")), "200 [9]") << "others do not move it";
  EXPECT_EQ(said(vendor, asking("/jobs")), "429 {}");
  EXPECT_EQ(said(vendor, asking("/jobs")), "200 [2]");
  EXPECT_EQ(said(vendor, asking("/jobs")), "200 [2]");
  EXPECT_EQ(vendor.answered(), 6U);
}

TEST_F(Replayed, ADeltaIsTheSameQuestionAtAnyTime) {
  heard(asking("/jobs?updated_after=2026-01-01T00:00:00Z"), 200, "[1]");
  CassetteVendor vendor(cassette);
  EXPECT_EQ(said(vendor, asking("/jobs?updated_after=2027-05-05T10:00:00.250Z")), "200 [1]");
}

TEST_F(Replayed, LinksAndCursorsLeadOn) {
  heard(asking("/jobs"), 200, R"({"next":"https://api.vendor.test/jobs?cursor=c29tZQ"})",
        {{"Link", "<https://api.vendor.test/jobs?cursor=c29tZQ>; rel=\"next\""}});
  heard(asking("/jobs?cursor=c29tZQ"), 200, "[2]");
  CassetteVendor vendor(cassette);
  const auto first = vendor.answer(asking("/jobs"), {});
  const std::string link(header(first->headers, "Link"));
  const std::string start = std::string("<") + origin;
  ASSERT_EQ(link.find(start), 0U) << link;
  EXPECT_EQ(said(vendor, asking(link.substr(start.size(), link.find('>') - start.size()))),
            "200 [2]");
  const Json body = *parse_json(first->body);
  EXPECT_EQ(said(vendor, asking(std::string(body.text_of("next")).substr(start.size() - 1))),
            "200 [2]");
}

TEST_F(Replayed, WhatNobodyRecordedNamesTheNearest) {
  heard(asking("/v3/candidates?per_page=500"), 200, "[]");
  heard(asking("/v3/jobs?per_page=500"), 200, "[]");
  CassetteVendor vendor(cassette);
  const auto reply = vendor.answer(asking("/v3/candidates?per_page=50"), {});
  EXPECT_EQ(reply->status, 404);
  const Json body = *parse_json(reply->body);
  EXPECT_EQ(body.text_of("error"), "not_recorded");
  EXPECT_EQ(*body.find("nearest")->items()->at(0).text(), "GET /v3/candidates?per_page=500");
  EXPECT_EQ(vendor.missed(), 1U);
  EXPECT_EQ(vendor.latency(), Duration{0});
}

TEST_F(Replayed, EachTenantHasItsOwnAnswers) {
  heard(asking("/jobs", "key-of-a"), 200, "[1]");
  heard(asking("/jobs", "key-of-b"), 200, "[2]");
  CassetteVendor vendor(cassette);
  EXPECT_EQ(said(vendor, asking("/jobs", "tenant-2")), "200 [2]");
  EXPECT_EQ(said(vendor, asking("/jobs", "tenant-1")), "200 [1]");
  const auto other = vendor.answer(asking("/jobs", "key-of-a"), {});
  EXPECT_EQ(other->status, 401);
  EXPECT_NE(other->body.find("\"tenant-1\",\"tenant-2\""), std::string::npos) << other->body;
}

TEST_F(Replayed, WhoShowsNothingIsToldWhatToShow) {
  heard(asking("/jobs", ""), 401, "{}");
  EXPECT_NE(who_may_ask(cassette).find("nobody showed a credential"), std::string::npos);
  heard(asking("/jobs", "key-of-a"), 200, "[1]");
  EXPECT_NE(who_may_ask(cassette).find("'tenant-1'"), std::string::npos);
  heard(asking("/jobs", "key-of-b"), 200, "[2]");
  CassetteVendor vendor(cassette);
  const auto reply = vendor.answer(asking("/people", ""), {});
  EXPECT_EQ(reply->status, 404);
  const std::string hint(parse_json(reply->body)->text_of("hint"));
  EXPECT_NE(hint.find("no credential"), std::string::npos) << reply->body;
  EXPECT_NE(hint.find("'tenant-1', 'tenant-2'"), std::string::npos) << hint;
}

TEST_F(Replayed, ATokenOfTheCassetteIsItsTenants) {
  for (const char* who : {"client-a", "client-b"}) {
    HttpRequest mint{.method = "POST", .origin = origin, .target = "/token"};
    mint.headers = {{"Authorization", "Basic " + to_base64(std::string(who) + ":secret")}};
    heard(mint, 200, R"({"access_token":"token-)" + std::string(who) + "\"}");
    HttpRequest jobs{.origin = origin, .target = "/jobs"};
    jobs.headers = {{"Authorization", std::string("Bearer token-") + who}};
    heard(jobs, 200, who == std::string("client-a") ? "[1]" : "[2]");
  }
  CassetteVendor vendor(cassette);
  HttpRequest mint{.method = "POST", .origin = origin, .target = "/token"};
  mint.headers = {{"Authorization", "Basic " + to_base64("tenant-2:any")}};
  const auto minted = vendor.answer(mint, {});
  HttpRequest jobs{.origin = origin, .target = "/jobs"};
  jobs.headers = {{"Authorization",
                   "Bearer " + std::string(parse_json(minted->body)->text_of("access_token"))}};
  EXPECT_EQ(said(vendor, jobs), "200 [2]");
}

TEST_F(Replayed, ATokenThatNobodyGaveOutIsRefusedAsItWas) {
  HttpRequest mint{.method = "POST", .origin = origin, .target = "/token"};
  mint.headers = {{"Authorization", "Basic " + to_base64("client-a:secret")}};
  heard(mint, 200, R"({"access_token":"token-of-a-1"})");
  HttpRequest jobs{.origin = origin, .target = "/jobs"};
  jobs.headers = {{"Authorization", "Bearer a-guess-at-it"}};
  heard(jobs, 401, "{}");
  HttpRequest good = jobs;
  good.headers = {{"Authorization", "Bearer token-of-a-1"}};
  heard(good, 200, "[1]");
  CassetteVendor vendor(cassette);
  const auto minted = vendor.answer(mint, {});
  good.headers[0].second =
      "Bearer " + std::string(parse_json(minted->body)->text_of("access_token"));
  EXPECT_EQ(said(vendor, good), "200 [1]");
  EXPECT_EQ(said(vendor, jobs), "401 {}");
}

TEST_F(Replayed, AnAnswerThatNeverCameNeverComes) {
  heard(asking("/jobs"), 0, "");
  heard(asking("/jobs"), 200, "[]", {}, Duration{70});
  CassetteVendor vendor(cassette);
  EXPECT_EQ(said(vendor, asking("/jobs")), "nothing");
  EXPECT_EQ(said(vendor, asking("/jobs")), "200 []");
  EXPECT_EQ(vendor.latency(), Duration{70});
}

TEST_F(Replayed, ATokenLivesAsLongAsItDidAndAWaitIsAsLong) {
  cassette.recorded_at = from_ms(1'767'225'600'000);
  heard(asking("/token"), 200,
        R"({"access_token":"token-of-a-1","expires_at":"2026-01-01T01:00:00.000Z"})");
  heard(asking("/jobs"), 429, "{}",
        {{"Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT"}, {"X-RateLimit-Reset", "1767225660"}});
  CassetteVendor vendor(cassette);
  const Instant later = cassette.recorded_at + std::chrono::hours(24);
  const auto token = vendor.answer(asking("/token"), later);
  EXPECT_EQ(parse_json(token->body)->text_of("expires_at"), "2026-01-02T01:00:00.000Z");
  const auto wait = vendor.answer(asking("/jobs"), later);
  EXPECT_EQ(header(wait->headers, "Retry-After"), "Fri, 02 Jan 2026 00:01:00 GMT");
  EXPECT_EQ(header(wait->headers, "X-RateLimit-Reset"), "1767312060");
}

TEST_F(Replayed, TheDateIsTodays) {
  heard(asking("/jobs"), 200, "[]", {{"Date", "Mon, 01 Jan 2024 00:00:00 GMT"}});
  CassetteVendor vendor(cassette);
  const auto reply = vendor.answer(asking("/jobs"), from_ms(1'767'225'600'000));
  EXPECT_EQ(header(reply->headers, "Date"), "Thu, 01 Jan 2026 00:00:00 GMT");
}

}  // namespace
}  // namespace crosswalk::sim
