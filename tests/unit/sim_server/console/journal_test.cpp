// What a tester sees of the conversation. At stake: the list stays bounded under any traffic, and a
// screenshot of it gives no credential away.

#include "server/console/journal.hpp"

#include "server/console/scrub.hpp"
#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

HttpRequest of(std::string target, std::string body = {}, Headers headers = {}) {
  return {.method = "GET",
          .origin = {},
          .target = std::move(target),
          .headers = std::move(headers),
          .body = std::move(body)};
}

void hear(Journal& journal, const HttpRequest& request, const HttpResponse* reply,
          std::vector<std::string> fired = {}) {
  journal.note(
      {from_ms(1'000), "greenhouse", "greenhouse.jobs.list", request, reply, Duration{7}, fired});
}

TEST(Journal, KeepsTheLast200AndTheirNumbers) {
  Journal journal;
  const HttpResponse reply{.status = 200, .headers = {}, .body = "[]"};
  for (int at = 0; at < 450; ++at) {
    hear(journal, of("/v3/jobs?page=" + std::to_string(at)), &reply);
  }
  const Json all = journal.list(0);
  ASSERT_EQ(all.find("requests")->items()->size(), 200U);
  EXPECT_EQ(all.integer_of("last"), 450);
  EXPECT_EQ(all.find("requests")->items()->front().integer_of("number"), 450);
  EXPECT_EQ(all.find("requests")->items()->back().integer_of("number"), 251);
  EXPECT_TRUE(journal.one(250).is_null());
  EXPECT_EQ(journal.one(251).text_of("target"), "/v3/jobs?page=250");
  EXPECT_EQ(journal.list(448).find("requests")->items()->size(), 2U);
  journal.clear();
  hear(journal, of("/v3/jobs"), &reply);
  EXPECT_EQ(journal.list(450).find("requests")->items()->size(), 1U) << "a reader goes on";
}

TEST(Journal, CutsLargeBodiesAndSaysSo) {
  Journal journal;
  const HttpResponse reply{.status = 200, .headers = {}, .body = std::string(100'000, 'x')};
  hear(journal, of("/", "short"), &reply, {"f1"});
  const Json one = journal.one(1);
  EXPECT_EQ(one.find("reply")->text_of("body").size(), Journal::body_bytes_max);
  EXPECT_EQ(one.find("reply")->integer_of("bytes"), 100'000);
  EXPECT_TRUE(*one.find("reply")->find("cut")->flag());
  EXPECT_FALSE(*one.find("request")->find("cut")->flag());
  EXPECT_EQ(*one.find("fired")->items()->front().text(), "f1");
}

TEST(Journal, ALostAnswerHasTheStatusNone) {
  Journal journal;
  hear(journal, of("/"), nullptr);
  EXPECT_EQ(journal.one(1).integer_of("status"), 0);
}

TEST(Journal, CredentialsAreHiddenWhereverTheyStand) {
  EXPECT_EQ(without_secrets(R"({"access_token":"AQ\"1","expires_in":5})"),
            R"-({"access_token":"(hidden)","expires_in":5})-");
  EXPECT_EQ(without_secrets("grant_type=client_credentials&client_secret=s%26t&client_id=a"),
            "grant_type=client_credentials&client_secret=(hidden)&client_id=a");
  EXPECT_EQ(without_secrets(R"({"clientSecret" : "abc", "name":"the secret is \"out\""})"),
            R"-({"clientSecret" : "(hidden)", "name":"the secret is \"out\""})-");
  EXPECT_EQ(without_secrets(R"-({"accessToken":"cut off in the mid)-"),
            R"-({"accessToken":"(hidden))-");
  EXPECT_EQ(without_secrets(R"({"api_key":null,"secrets":{"a":1}})"),
            R"({"api_key":null,"secrets":{"a":1}})");
  EXPECT_EQ(without_secrets("<p>no secret here</p>"), "<p>no secret here</p>");
  Journal journal;
  const HttpResponse reply{.status = 200, .headers = {{"Set-Cookie", "a=b"}}, .body = {}};
  hear(journal, of("/", {}, {{"authorization", "Bearer AQ1"}, {"Accept", "*/*"}}), &reply);
  const std::string shown = write_json(journal.one(1));
  EXPECT_EQ(shown.find("AQ1"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("a=b"), std::string::npos) << shown;
  EXPECT_NE(shown.find("*/*"), std::string::npos) << shown;
}

TEST(Journal, OverSocketsShowsWhatWasAskedAndWhichFaultsFired) {
  Running running;
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const std::string token = greenhouse_token(wire);
  wire.get("/v3/jobs?per_page=2", token);
  control(running, post, "/_sim/fault",
          R"({"id":"busy","at":"greenhouse.jobs.list","do":"status","status":503})");
  EXPECT_EQ(wire.get("/v3/jobs?per_page=3", token).result_int(), 503U);
  const Json all = control(running, fetch, "/_sim/console/requests?after=0");
  const auto& lines = *all.find("requests")->items();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].text_of("target"), "/v3/jobs?per_page=3");
  EXPECT_EQ(lines[0].integer_of("status"), 503);
  EXPECT_EQ(*lines[0].find("fired")->items()->front().text(), "busy");
  EXPECT_EQ(lines[1].text_of("endpoint"), "greenhouse.jobs.list");
  EXPECT_EQ(lines[1].text_of("method"), "GET");
  EXPECT_EQ(lines[2].text_of("endpoint"), "greenhouse.token");
  for (const Json& line : lines) {
    const std::string one = write_json(
        control(running, fetch,
                "/_sim/console/request?number=" + std::to_string(line.integer_of("number"))));
    EXPECT_EQ(one.find(token), std::string::npos) << line.text_of("endpoint");
    EXPECT_EQ(one.find(to_base64("greenhouse-client:greenhouse-secret")), std::string::npos);
  }
  control(running, post, "/_sim/reset");
  EXPECT_TRUE(control(running, fetch, "/_sim/console/requests").find("requests")->items()->empty());
}

}  // namespace
}  // namespace crosswalk::sim
