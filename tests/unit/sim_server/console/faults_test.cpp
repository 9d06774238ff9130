// The page offers every fault there is. One that it offers in words the simulator does not take, or
// that it cannot offer at all, is missing for whoever explores by hand.

#include <array>

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

Json value_of(const Json& field) {
  const std::string_view type = field.text_of("type");
  if (type == "word") return field.find("words")->items()->front();
  if (type == "real") return 0.5;
  if (type == "text") return "/0/id";
  if (type == "list_of_ms") return Json::List{Json(5), Json(50)};
  if (type == "mutations") return *parse_json(R"([{"kind":"candidate","op":"update","count":2}])");
  return field.text_of("name") == "status" ? 503 : 3;
}

TEST(OfferedFaults, AreTakenWithAllTheyTake) {
  Running running;
  const Json words = control(running, fetch, "/_sim/console/words");
  const auto& faults = *words.find("faults")->items();
  EXPECT_GE(faults.size(), 25U);
  for (const Json& fault : faults) {
    Json rule;
    rule.set("id", "of-" + std::string(fault.text_of("do")));
    rule.set("at", fault.text_of("family") == "hook" ? "hook.*" : "*");
    rule.set("do", fault.text_of("do"));
    rule.set("off", true);
    for (const Json& takes : *fault.find("takes")->items()) {
      rule.set(std::string(takes.text_of("name")), value_of(takes));
    }
    Json when;
    for (const Json& trigger : *words.find("triggers")->items()) {
      when.set(std::string(trigger.text_of("name")), value_of(trigger));
    }
    rule.set("when", when);
    const std::string text = write_json(rule);
    Wire wire(running.server->control_origin(), {});
    const Response reply = wire.ask(post, "/_sim/fault", text);
    EXPECT_EQ(reply.result_int(), 200U) << text << reply.body();
    EXPECT_FALSE(fault.text_of("helps").empty());
  }
  const Json told = control(running, fetch, "/_sim/faults");
  EXPECT_EQ(told.find("rules")->items()->size(), faults.size());
}

TEST(OfferedFaults, EndpointsAreThoseThatRulesName) {
  Running running;
  const Json words = control(running, fetch, "/_sim/console/words");
  const auto& endpoints = *words.find("endpoints")->items();
  EXPECT_GE(endpoints.size(), 20U);
  int number = 0;
  for (const Json& endpoint : endpoints) {
    Json rule;
    rule.set("id", "e" + std::to_string(++number));
    rule.set("at", endpoint);
    rule.set("do", endpoint.text()->starts_with("hook") ? "hook_late" : "latency");
    rule.set("off", true);
    control(running, post, "/_sim/fault", write_json(rule));
  }
}

}  // namespace
}  // namespace crosswalk::sim
