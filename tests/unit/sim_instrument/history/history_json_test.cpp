// A history crosses from the child that played it to its parent as JSON. At stake: a report that
// shows less, or other, than what happened, and a half-written text that is taken for a whole one.

#include "history/history_json.hpp"

#include <gtest/gtest.h>

#include <set>

namespace crosswalk::sim {
namespace {

History everything() {
  History all;
  all.scenario = "first-load";
  all.why = "it shows all members";
  all.file = "tests/scenarios/first_load.yaml";
  all.seed = 18'446'744'073'709'551'615ull;
  all.mode = "virtual";
  all.transcript = std::string(32, 'a');
  all.replay = "crosswalk-sim run --seed 7";
  all.start = from_ms(1'767'225'600'000);
  all.end = from_ms(1'767'229'200'001);
  all.wall_s = 0.5;
  all.played = "why: it shows all members\nsteps: [sync]\n";
  all.steps = {{"sync", 12, from_ms(1), from_ms(2)}};
  all.steps[0].ids = {"4001", "4002"};
  all.steps[0].ids_more = 3;
  all.checks = {{"I5", "sync", false, "candidate 7 is back", 12}, {"agree", "", true, "same", 0}};
  all.checks[1].excused = 4;
  Happening push;
  push.at = from_ms(3);
  push.what = Happening::What::push;
  push.tenant = "acme";
  push.peer = "linkedin";
  push.endpoint = "hook.linkedin.export";
  push.words = "POST /linkedin/acme";
  push.status = 503;
  push.took = Duration{40};
  push.request_body = "{\"id\":\"1\"}\n";
  push.reply_body = "later";
  push.faults = {"f1", "f2"};
  Happening alarm;
  alarm.what = Happening::What::alarm;
  alarm.words = "somebody must look";
  all.happenings = {push, alarm};
  all.happenings_dropped = 9;
  all.requests = {{"linkedin.token", 2}};
  all.fired = {{"f1", 1}, {"f2", 0}};
  all.fault_words = {{"f1", "status at linkedin.*"}};
  all.verdict.set("acme", Json::Members{{"agrees", false}});
  all.told = {"somebody must look"};
  return all;
}

TEST(AStep, KeepsTheFirstIdsAndCountsTheOthers) {
  Played step;
  step.fell_on(std::vector<std::string>(ids_kept + 3, "4001"));
  EXPECT_EQ(step.ids.size(), ids_kept);
  EXPECT_EQ(step.ids_more, 3u);
  step.fell_on({"4002"});
  EXPECT_EQ(step.ids, std::vector<std::string>{"4002"});
  EXPECT_EQ(step.ids_more, 0u);
}

TEST(Checks, AreOrderedByTheirNumbers) {
  std::set<std::string, ByName> names{"I10", "I2", "agree", "I1", "I12", "fired.f1", "I11"};
  EXPECT_EQ(std::vector<std::string>(names.begin(), names.end()),
            (std::vector<std::string>{"agree", "fired.f1", "I1", "I2", "I10", "I11", "I12"}));
}

TEST(HistoryAsJson, ReadsBackAsItWasWritten) {
  const Json written = to_json(everything());
  const auto parsed = parse_json(write_json(written));
  ASSERT_TRUE(parsed);
  const auto read = history_in(*parsed);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(write_json(to_json(*read)), write_json(written));
  EXPECT_EQ(read->seed, everything().seed);
  EXPECT_EQ(read->happenings.at(0).faults, everything().happenings.at(0).faults);
  EXPECT_EQ(read->happenings.at(1).what, Happening::What::alarm);
  EXPECT_EQ(read->verdict, everything().verdict);
  EXPECT_EQ(read->played, everything().played);
  EXPECT_EQ(read->steps.at(0).ids, everything().steps.at(0).ids);
  EXPECT_EQ(read->steps.at(0).ids_more, 3u);
  EXPECT_EQ(read->checks.at(1).excused, 4u);
  EXPECT_FALSE(read->passed());
  EXPECT_FALSE(*written.find("passed")->flag());
}

TEST(HistoryAsJson, AWholeSecondOfWallTimeIsANumberLikeAnyOther) {
  History whole;
  whole.wall_s = 2;
  const auto parsed = parse_json(write_json(to_json(whole)));
  ASSERT_TRUE(parsed);
  const auto read = history_in(*parsed);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->wall_s, 2);
  EXPECT_TRUE(read->passed()) << "nothing broke and nothing was found";
}

TEST(HistoryAsJson, WhatIsNoneIsRefusedByTheMembersName) {
  const auto refused = [](const char* text) {
    const auto parsed = parse_json(text);
    EXPECT_TRUE(parsed) << text;
    const auto read = history_in(*parsed);
    EXPECT_FALSE(read) << text;
    return read ? std::string() : read.error().where;
  };
  EXPECT_EQ(refused(R"({"scenario":7})"), "scenario");
  EXPECT_EQ(refused(R"({"seed":"x7"})"), "seed");
  EXPECT_EQ(refused(R"({"checks":{}})"), "checks");
  EXPECT_EQ(refused(R"({"checks":[{"good":1}]})"), "good");
  EXPECT_EQ(refused(R"({"happenings":[{"what":"wonder"}]})"), "what");
  EXPECT_EQ(refused(R"({"requests":{"a":"b"}})"), "a");
  EXPECT_EQ(refused("[]"), "an object");
}

}  // namespace
}  // namespace crosswalk::sim
