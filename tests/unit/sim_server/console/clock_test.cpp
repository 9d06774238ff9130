// The simulator's clock and what follows from it. A clock that moved for some peers and not for
// others, or a limit that is told wrongly, would explain a failure that is none.

#include <thread>

#include "base/text/dates.hpp"
#include "linkedin/recruiter/exports.hpp"
#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

Json advance(Running& running, std::int64_t by_ms, unsigned status = 200) {
  return control(running, post, "/_sim/advance", R"({"by_ms":)" + std::to_string(by_ms) + "}",
                 status);
}

std::int64_t ahead_of_us(Running& running) {
  const Json state = control(running, fetch, "/_sim/console/state");
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  return to_ms(*parse_instant(state.text_of("now"))) - to_ms(now);
}

TEST(Clock, AdvancesForEveryPeerAndStartsAgainWithAReset) {
  Running running;
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const std::string token = greenhouse_token(wire);
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 200U);
  const Json told = advance(running, 2 * hour_ms);
  EXPECT_EQ(told.integer_of("ahead_ms"), 2 * hour_ms);
  EXPECT_NEAR(static_cast<double>(ahead_of_us(running)), 2.0 * hour_ms, 60'000.0);
  const Response late = wire.get("/v3/jobs", token);
  EXPECT_EQ(late.result_int(), 401U) << "a token lives for an hour";
  const auto date = parse_http_date(std::string(late["Date"]));
  ASSERT_TRUE(date);
  EXPECT_GT(*date, std::chrono::system_clock::now() + std::chrono::minutes(110));
  control(running, post, "/_sim/reset");
  EXPECT_NEAR(static_cast<double>(ahead_of_us(running)), 0.0, 60'000.0);
}

TEST(Clock, WhatIsChangedAfterwardsIsChangedThen) {
  Running running;
  advance(running, 48 * hour_ms);
  const Json reply =
      control(running, post, "/_sim/mutate", R"({"kind":"candidate","op":"update"})");
  const std::string id = std::to_string(*reply.find("ids")->items()->front().integer());
  const Json record = control(running, fetch, "/_sim/console/record?kind=candidate&id=" + id);
  const auto updated = parse_instant(record.find("line")->text_of("updated_at"));
  EXPECT_GT(*updated, std::chrono::system_clock::now() + std::chrono::hours(47));
}

TEST(Clock, NeverRunsBackwardsAndNotTooFar) {
  Running running;
  for (const std::int64_t wrong : {std::int64_t{0}, -hour_ms, 367 * 24 * hour_ms}) {
    const Json reply = advance(running, wrong, 400);
    EXPECT_EQ(reply.text_of("error"),
              "by_ms: it must be a whole number of 1 to 31622400000 (366 days); no clock runs "
              "backwards, but a reset sets it again");
  }
  for (int year = 0; year < 20; ++year) advance(running, 366 * 24 * hour_ms);
  EXPECT_EQ(advance(running, 1, 400).text_of("error"),
            "by_ms: the clock would be more than 20 years ahead; POST /_sim/reset sets it again");
  EXPECT_EQ(control(running, post, "/_sim/advance", R"({"by":"2h"})", 400).text_of("error"),
            "body: there is no member 'by'; known are by_ms");
  control(running, post, "/_sim/advance", "{", 400);
}

// Attempts to deliver to a hook, as the page lists them: pushes go to a path of the vendor itself,
// which answers the ping as a trick says and anything later with 404.
std::size_t attempts(Running& running, std::size_t at_least) {
  std::size_t seen = 0;
  for (int look = 0; look < 300; ++look) {
    seen = 0;
    const Json all = control(running, fetch, "/_sim/console/requests");
    for (const Json& each : *all.find("requests")->items()) {
      seen += each.text_of("endpoint").starts_with("hook") ? 1U : 0U;
    }
    if (seen >= at_least) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return seen;
}

TEST(Clock, PushesThatWaitFallDueWhenItIsAdvanced) {
  Running running;
  control(running, post, "/_sim/fault",
          R"({"trick":"reply","path_contains":"/callback","times":1,"status":200})");
  control(running, post, "/_sim/vendor",
          R"({"secret":"s","url":")" + running.server->greenhouse_origin() + R"(/callback"})");
  ASSERT_EQ(attempts(running, 1), 1U) << "the ping";
  control(running, post, "/_sim/mutate",
          R"({"kind":"candidate","op":"update","fields":{"title":"Baker"}})");
  ASSERT_EQ(attempts(running, 2), 2U) << "the first attempt, which fails";
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  ASSERT_EQ(attempts(running, 0), 2U) << "the next waits";
  advance(running, 24 * hour_ms);
  EXPECT_EQ(attempts(running, 3), 3U);
}

const Json* limit_of(const Json& quotas, std::string_view what, std::string_view counted) {
  for (const Json& each : *quotas.find("limits")->items()) {
    if (each.text_of("what") == what && each.text_of("counted") == counted) return &each;
  }
  return nullptr;
}

TEST(Quotas, AreToldAsTheyAreUsedAndBeginAgainWithTheWindow) {
  Running running;
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const std::string token = greenhouse_token(wire);
  const auto used = [&] {
    const Json quotas = control(running, fetch, "/_sim/console/quotas");
    const Json* const limit = limit_of(quotas, "Harvest v3", "requests in 30 s");
    EXPECT_NE(limit, nullptr) << write_json(quotas);
    EXPECT_EQ(limit->integer_of("limit"), 75);
    EXPECT_GT(*parse_instant(limit->text_of("resets_at")), *parse_instant(quotas.text_of("now")));
    return limit->integer_of("used");
  };
  advance(running, 30'000);
  const std::int64_t before = used();
  for (int at = 0; at < 5; ++at) wire.get("/v3/jobs", token);
  EXPECT_GE(used() - before, 1) << "unless a window has just ended";
  while (wire.get("/v3/jobs", token).result_int() != 429U) {
  }
  EXPECT_EQ(used(), 75);
  advance(running, 30'000);
  EXPECT_EQ(used(), 0);
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 200U);
}

TEST(Quotas, OfLinkedInAreToldForEachResourceThatWasAsked) {
  Running running;
  Wire wire(running.server->linkedin_origin(), running.server->ca_pem());
  const Response granted = wire.ask(
      post, "/oauth/v2/accessToken",
      "grant_type=client_credentials&client_id=linkedin-client&client_secret=linkedin-secret",
      {{"Content-Type", "application/x-www-form-urlencoded"}});
  ASSERT_EQ(granted.result_int(), 200U) << granted.body();
  const std::string token(parse_json(granted.body())->text_of("access_token"));
  EXPECT_TRUE(control(running, fetch, "/_sim/console/quotas").find("limits") != nullptr);
  for (int at = 0; at < 3; ++at) wire.get("/v2/simpleJobPostingTasks?ids=x", token);
  const Json quotas = control(running, fetch, "/_sim/console/quotas");
  const Json* const limit = limit_of(quotas, "simpleJobPostingTasks", "requests a day");
  ASSERT_NE(limit, nullptr) << write_json(quotas);
  EXPECT_EQ(limit->integer_of("used"), 3);
  EXPECT_EQ(limit->integer_of("limit"), 100'000);
  EXPECT_EQ(limit_of(quotas, "simpleJobPostingTasks", "records a minute"), nullptr);
  advance(running, 24 * hour_ms);
  const Json later = control(running, fetch, "/_sim/console/quotas");
  EXPECT_EQ(limit_of(later, "simpleJobPostingTasks", "requests a day")->integer_of("used"), 0);
}

TEST(Quotas, OfASeatAreThoseOfItsMonth) {
  linkedin::Exports exports;
  const Instant december = *parse_instant("2026-12-31T23:00:00Z");
  EXPECT_TRUE(exports.usage(300, december).empty());
  exports.admit("urn:li:seat:1", 300, december - std::chrono::days(40));
  exports.admit("urn:li:seat:1", 300, december);
  exports.admit("urn:li:seat:1", 300, december);
  const auto usage = exports.usage(300, december);
  ASSERT_EQ(usage.size(), 1U);
  EXPECT_EQ(usage[0].what, "urn:li:seat:1");
  EXPECT_EQ(usage[0].used, 2U);
  EXPECT_EQ(usage[0].limit, 300U);
  EXPECT_EQ(format_instant(usage[0].resets_at), "2027-01-01T00:00:00.000Z");
  EXPECT_EQ(exports.usage(300, december + std::chrono::hours(2))[0].used, 0U);
}

}  // namespace
}  // namespace crosswalk::sim
