// Rules of faults over the control side: a rule that is taken and means something else than was
// written lets a test pass that tests nothing.

#include "server/harm/rules.hpp"

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

FaultRule read(const std::string& json) {
  const auto rule = read_rule(*parse_json(json));
  EXPECT_TRUE(rule) << to_string(rule.error());
  return rule ? *rule : FaultRule{};
}

std::string refusal(const std::string& json) {
  const auto rule = read_rule(*parse_json(json));
  EXPECT_FALSE(rule) << json;
  return rule ? std::string() : to_string(rule.error());
}

TEST(Rules, EverythingThatIsSaidIsTaken) {
  const FaultRule rule = read(
      R"({"id":"f1","at":"greenhouse.*.list","do":"latency","wait_ms":20,"most_ms":90,
          "distribution":"recorded","spread":0.5,"recorded_ms":[5,7],"off":true,
          "when":{"probability":0.25,"nth":[2,4],"first":9,"every":2,"page":3,"attempts":1,
                  "from_ms":1000,"until_ms":5000,"contains":"per_page"}})");
  FaultRule same{.id = "f1", .at = "greenhouse.*.list", .when = {}, .what = {}, .off = true};
  same.what.kind = FaultKind::latency;
  same.what.wait = Duration{20};
  same.what.most = Duration{90};
  same.what.distribution = Distribution::recorded;
  same.what.spread = 0.5;
  same.what.recorded = {Duration{5}, Duration{7}};
  same.when.probability = 0.25;
  same.when.nth = {2, 4};
  same.when.first = 9;
  same.when.every = 2;
  same.when.page = 3;
  same.when.attempts = 1;
  same.when.from = Duration{1000};
  same.when.until = Duration{5000};
  same.when.contains = "per_page";
  EXPECT_EQ(rule, same);
}

TEST(Rules, EachKindTakesWhatItsRowSaysAndNothingElse) {
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"status","status":429,"retry_after":"past_date"})")
                .what.retry_after,
            RetryAfter::past_date);
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"null_value","path":"/0/id"})").what.path, "/0/id");
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"reset_in_body","part":0.25})").what.part, 0.25);
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"scope_missing","scope":"jobs"})").what.scope, "jobs");
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"quota","count":5,"per_ms":1000})").what.per.count(),
            1000);
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"clock_skew","wait_ms":-5000})").what.wait.count(),
            -5000);
  const FaultRule moving = read(
      R"({"id":"a","at":"*","do":"mutation","mutations":[{"kind":"job","op":"close","count":2}]})");
  EXPECT_EQ(moving.what.mutations.at(0).operation, Operation::close);
  EXPECT_EQ(refusal(R"({"id":"a","at":"*","do":"stall","part":0.5})"),
            "body: there is no member 'part'; known are id, at, do, when, off");
}

TEST(Rules, AMistakeIsToldWithItsPlaceAndTheNearestWord) {
  const std::string near = refusal(R"({"id":"a","at":"*","do":"reset_in_bodi"})");
  EXPECT_TRUE(
      near.starts_with("do: there is no kind of fault 'reset_in_bodi'; did you mean "
                       "'reset_in_body'?"))
      << near;
  const std::string where = refusal(R"({"id":"a","at":"greenhouse.candidate.list","do":"stall"})");
  EXPECT_TRUE(
      where.starts_with("at: there is no endpoint 'greenhouse.candidate.list'; did you "
                        "mean 'greenhouse.candidates.list'?"))
      << where;
  EXPECT_EQ(refusal(R"({"at":"*","do":"stall"})"), "id: names the rule, in 1 to 64 characters");
  const std::string chance = R"({"id":"a","at":"*","do":"stall","when":)";
  EXPECT_EQ(refusal(chance + R"({"probability":1.5}})"),
            "when.probability: it must be a number of 0 to 1");
  EXPECT_EQ(refusal(chance + R"({"nth":[]}})"), "when.nth: it must be a list of 1 to 10000 items");
  EXPECT_EQ(refusal(chance + R"({"nth":[0]}})"),
            "when.nth: it must be a whole number of 1 to 1000000");
  EXPECT_TRUE(refusal(chance + R"({"nht":[2]}})").starts_with("when.body: there is no member"));
  EXPECT_EQ(refusal(chance + "7}"), "when.body: it must be an object");
  EXPECT_EQ(refusal(R"({"id":"a","at":"*","do":"stall","off":"yes"})"),
            "off: it must be true or false");
  EXPECT_EQ(refusal(R"({"id":"a","at":"*","do":"truncate","part":-0.1})"),
            "part: it must be a number of 0 to 1");
  EXPECT_TRUE(refusal(R"({"id":"a","at":"*","do":"status","retry_after":"second"})")
                  .find("did you mean 'seconds'?") != std::string::npos);
  EXPECT_TRUE(refusal(R"({"id":"a","at":"*","do":"mutation","mutations":[{"kind":"job"}]})")
                  .starts_with("mutations: "));
}

// A rule that could never strike would let its test pass.
TEST(Rules, WhatNeverHappensAtAnEndpointIsRefused) {
  EXPECT_EQ(refusal(R"({"id":"a","at":"hook.greenhouse","do":"stall"})"),
            "at: 'stall' cannot happen there; name another endpoint, or another kind in 'do'");
  EXPECT_EQ(refusal(R"({"id":"a","at":"greenhouse.jobs.list","do":"hook_lost"})"),
            "at: 'hook_lost' cannot happen there; name another endpoint, or another kind in 'do'");
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"hook_lost"})").at, "*");
  EXPECT_EQ(refusal(R"({"id":"a","at":"*","do":"null_value","path":"foo"})"),
            "path: it must be a JSON pointer, such as /0/id, or /*/id for every item of a list");
  EXPECT_EQ(read(R"({"id":"a","at":"*","do":"null_value","path":""})").what.path, "");
}

class RulesAtASimulator : public testing::Test {
 protected:
  RulesAtASimulator() : wire(running.server->greenhouse_origin(), running.server->ca_pem()) {
    token = greenhouse_token(wire);
  }
  Json order(const std::string& body, unsigned status = 200) {
    return control(running, post, "/_sim/fault", body, status);
  }
  const Json& rule(const Json& account, std::size_t at) {
    return account.find("rules")->items()->at(at);
  }

  Running running;
  Wire wire;
  std::string token;
};

TEST_F(RulesAtASimulator, ARuleStrikesIsCountedAndCanBeSwitched) {
  order(R"({"id":"f1","at":"greenhouse.jobs.list","do":"status","status":503})");
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 503U);
  EXPECT_EQ(wire.get("/v3/users", token).result_int(), 200U);
  Json told = control(running, fetch, "/_sim/faults");
  EXPECT_EQ(rule(told, 0).text_of("id"), "f1");
  EXPECT_EQ(rule(told, 0).text_of("do"), "status");
  EXPECT_EQ(rule(told, 0).text_of("family"), "refusal");
  EXPECT_EQ(rule(told, 0).integer_of("fired"), 1);
  EXPECT_EQ(told.find("asked")->integer_of("greenhouse.jobs.list"), 1);
  EXPECT_EQ(*rule(order(R"({"id":"f1","off":true})"), 0).find("off"), Json(true));
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 200U);
  order(R"({"id":"f1","off":false})");
  EXPECT_EQ(wire.get("/v3/jobs", token).result_int(), 503U);
  control(running, post, "/_sim/reset");
  EXPECT_TRUE(control(running, fetch, "/_sim/faults").find("rules")->items()->empty());
}

TEST_F(RulesAtASimulator, AnIdIsTakenOnceAndAnUnknownOneIsNotSwitched) {
  order(R"({"id":"first","at":"greenhouse.jobs.list","do":"stall","off":true})");
  EXPECT_EQ(order(R"({"id":"first","at":"*","do":"html"})", 400).text_of("error"),
            "id: there is a rule of this id; choose another");
  EXPECT_EQ(order(R"({"id":"frist","off":true})", 400).text_of("error"),
            "id: there is no rule 'frist'; did you mean 'first'? known are first");
  EXPECT_EQ(order(R"({"id":"first"})", 400).text_of("error"),
            "off: it must be true or false; a new rule also says 'at' and 'do'");
}

TEST_F(RulesAtASimulator, ATrickIsARuleThatIsUsedUp) {
  order(R"({"trick":"html","path_contains":"/v3/jobs","times":2})");
  for (const bool well : {false, false, true}) {
    EXPECT_EQ(wire.get("/v3/jobs", token)["Content-Type"].starts_with("application/json"), well);
  }
  const Json told = control(running, fetch, "/_sim/faults");
  EXPECT_EQ(rule(told, 0).text_of("id"), "trick-1");
  EXPECT_EQ(rule(told, 0).integer_of("fired"), 2);
  EXPECT_EQ(*rule(told, 0).find("off"), Json(true));
}

TEST_F(RulesAtASimulator, RulesGivenAtTheStartAreThereAgainAfterAReset) {
  ServeSettings settings;
  settings.tls = false;
  FaultRule given{.id = "given", .at = "greenhouse.jobs.list", .when = {}, .what = {}};
  given.what.kind = FaultKind::html;
  settings.faults = {given};
  Running other(settings);
  const auto rules = [&] { return control(other, fetch, "/_sim/faults"); };
  EXPECT_EQ(rule(rules(), 0).text_of("id"), "given");
  control(other, post, "/_sim/fault", R"({"id":"given","off":true})");
  control(other, post, "/_sim/reset");
  EXPECT_EQ(*rule(rules(), 0).find("off"), Json(false));
}

}  // namespace
}  // namespace crosswalk::sim
