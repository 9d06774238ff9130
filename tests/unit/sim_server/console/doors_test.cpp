// The control side wants no password because it listens on loopback. A page of some other site in
// the same browser also stands on this machine: were it let in, reading a blog while a test runs
// could delete its world.

#include "server/console/doors.hpp"
#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

HttpRequest asking(Headers headers, std::string method = "POST") {
  return {.method = std::move(method),
          .origin = {},
          .target = "/_sim/reset",
          .headers = std::move(headers),
          .body = {}};
}

int status_of(Headers headers, std::string method = "POST") {
  const auto refused = refuse_foreign(asking(std::move(headers), std::move(method)));
  return refused ? refused->status : 200;
}

TEST(Doors, ThisMachineIsLetInUnderItsNames) {
  for (const char* host : {"127.0.0.1:18445", "localhost:18445", "LocalHost:1", "[::1]:18445",
                           "127.0.0.1", "localhost"}) {
    EXPECT_EQ(status_of({{"Host", host}}), 200) << host;
  }
  EXPECT_EQ(status_of({}), 200) << "HTTP/1.0 names no host";
}

TEST(Doors, AnotherNameThatLeadsHereIsNot) {
  for (const char* host :
       {"rebound.example.com:18445", "127.0.0.1.example.com", "localhost.example.com:18445",
        "127.0.0.1:18445.example.com", "127.0.0.1:", "127.0.0.1:1844x", "127.0.0.1:184455", "",
        "[::1].example.com", "localhost@example.com"}) {
    const int expected = std::string_view(host) == "127.0.0.1:" ? 200 : 403;
    EXPECT_EQ(status_of({{"Host", host}}, "GET"), expected) << host;
  }
  EXPECT_EQ(status_of({{"Host", "127.0.0.1:1"}, {"Host", "rebound.example.com"}}), 403);
}

TEST(Doors, APageOfAnotherOriginIsNot) {
  const auto from = [](const char* origin) {
    return status_of({{"Host", "127.0.0.1:18445"}, {"Origin", origin}});
  };
  EXPECT_EQ(from("http://127.0.0.1:18445"), 200);
  for (const char* origin : {"http://example.com", "null", "http://127.0.0.1:18446",
                             "https://127.0.0.1:18445", "http://localhost:18445", ""}) {
    EXPECT_EQ(from(origin), 403) << origin;
  }
  EXPECT_EQ(status_of({{"Host", "127.0.0.1:1"},
                       {"Origin", "http://127.0.0.1:1"},
                       {"origin", "http://example.com"}}),
            403)
      << "a second one does not hide behind the first";
}

TEST(Doors, WhatTheBrowserSaysOfTheSiteCounts) {
  const auto from = [](const char* site, const char* mode, const char* method) {
    return status_of({{"Host", "localhost:1"}, {"Sec-Fetch-Site", site}, {"Sec-Fetch-Mode", mode}},
                     method);
  };
  EXPECT_EQ(from("same-origin", "cors", "POST"), 200);
  EXPECT_EQ(from("none", "navigate", "GET"), 200);
  EXPECT_EQ(from("cross-site", "navigate", "GET"), 200) << "a link to the page";
  EXPECT_EQ(from("cross-site", "navigate", "POST"), 403) << "a form";
  EXPECT_EQ(from("cross-site", "no-cors", "GET"), 403) << "an image";
  EXPECT_EQ(from("same-site", "cors", "POST"), 403) << "another port of this machine";
}

TEST(Doors, OverASocketAForeignPageChangesNothingAndCurlStillWorks) {
  Running running;
  Wire wire(running.server->control_origin(), {});
  const Response refused =
      wire.ask(http::verb::post, "/_sim/mutate", R"({"kind":"candidate","op":"delete","count":60})",
               {{"Origin", "http://example.com"}});
  EXPECT_EQ(refused.result_int(), 403U);
  EXPECT_EQ(parse_json(refused.body())->text_of("error"),
            "Origin: a page of another site may not steer the simulator; open /_sim/ on this "
            "port, or use curl");
  EXPECT_EQ(
      wire.ask(http::verb::get, "/_sim/world", {}, {{"Host", "rebound.example.com"}}).result_int(),
      403U);
  EXPECT_EQ(*control(running, http::verb::get, "/_sim/world").find("candidates")->integer(), 60);
  const Response own =
      wire.ask(http::verb::post, "/_sim/mutate", R"({"kind":"candidate","op":"update"})",
               {{"Origin", running.server->control_origin()}});
  EXPECT_EQ(own.result_int(), 200U) << own.body();
}

}  // namespace
}  // namespace crosswalk::sim
