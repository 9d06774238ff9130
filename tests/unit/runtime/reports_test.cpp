// Scripts and the judge read these numbers. What is at stake: the shape never changes with the
// day, a tombstone is not counted as a record, and a person is called exactly when one is needed.

#include "runtime/host/reports.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

Counts counts(std::vector<Counts::Count> list) { return Counts{.counts = std::move(list)}; }

const Json& number(const Json& report, const char* kind, const char* name) {
  return *report.find("objects")->find(kind)->find(name);
}

TEST(Reports, AnEmptyRoundHasEveryNumberOfEveryKind) {
  const Json json = reports_of({round_report("acme", FlowReport{}, Counts{})}, 1.5);
  EXPECT_EQ(write_json(json),
            R"({"tenants":[{"tenant":"acme","objects":{)"
            R"("job":{"read":0,"sent":0,"unchanged":0,"held":0,"withheld":0,"erased":0,)"
            R"("held_reasons":{}},)"
            R"("candidate":{"read":0,"sent":0,"unchanged":0,"held":0,"withheld":0,"erased":0,)"
            R"("held_reasons":{}},)"
            R"("application":{"read":0,"sent":0,"unchanged":0,"held":0,"withheld":0,"erased":0,)"
            R"("held_reasons":{}}},)"
            R"("exports":{"received":0,"created":0,"refused":0},)"
            R"("erasures":{"requested":0,"confirmed":0},"alarms":[]}],"elapsed_s":1.5})");
}

TEST(Reports, ARoundTellsWhatItDidAndWhatIsHeldNow) {
  FlowReport report;
  report.kinds[1] = {.read = 10, .sent = 6, .unchanged = 2, .erased = 1, .skipped = 3};
  const Json json =
      round_report("acme", report,
                   counts({{RecordKind::candidate, EntityState::held, "missing:last_name", 2},
                           {RecordKind::candidate, EntityState::restricted, "many_absent", 1},
                           {RecordKind::candidate, EntityState::withheld, "private", 4},
                           {RecordKind::candidate, EntityState::sent, "", 900}}));
  EXPECT_EQ(number(json, "candidate", "read"), Json(10));
  EXPECT_EQ(number(json, "candidate", "sent"), Json(6));
  EXPECT_EQ(number(json, "candidate", "held"), Json(3));
  EXPECT_EQ(number(json, "candidate", "withheld"), Json(4));
  EXPECT_EQ(number(json, "candidate", "erased"), Json(1));
  EXPECT_EQ(write_json(number(json, "candidate", "held_reasons")),
            R"({"many_absent":1,"missing:last_name":2})");
  EXPECT_EQ(number(json, "job", "read"), Json(0));
}

TEST(Reports, WithoutAFlowTheStoreIsToldAndTombstonesAreNoRecords) {
  const Json json =
      standing_report("acme", counts({{RecordKind::job, EntityState::sent, "", 5},
                                      {RecordKind::job, EntityState::ready, "", 2},
                                      {RecordKind::job, EntityState::withdrawn, "gone", 3}}));
  EXPECT_EQ(number(json, "job", "read"), Json(7));
  EXPECT_EQ(number(json, "job", "sent"), Json(5));
  EXPECT_EQ(number(json, "job", "erased"), Json(3));
}

TEST(Reports, APersonIsNeededForAlarmsAndRefusalsOnly) {
  const auto needed = [](std::vector<std::string> alarms, const char* reason) {
    FlowReport report;
    report.alarms = std::move(alarms);
    return needs_a_person(reports_of(
        {round_report("acme", report, counts({{RecordKind::job, EntityState::held, reason, 1}}))},
        0.0));
  };
  EXPECT_FALSE(needed({}, "missing:title"));
  EXPECT_FALSE(needed({}, "parent_held"));
  EXPECT_TRUE(needed({}, "refused:422"));
  EXPECT_TRUE(needed({}, "task_failed"));
  EXPECT_TRUE(needed({"LinkedIn refuses a fresh token"}, "missing:title"));
}

TEST(Reports, AnExplanationSaysWhereTheRecordStands) {
  const RecordKey key{RecordKind::job, "4021"};
  EntityRow row{.key = key,
                .wanted = 3,
                .sent = 2,
                .digest = {},
                .state = EntityState::held,
                .reason = "missing:title",
                .policy = 1};
  const Json held = explanation_of("acme", key, row);
  EXPECT_EQ(held.text_of("state"), "held");
  EXPECT_EQ(held.text_of("reason"), "missing:title");
  EXPECT_NE(held.text_of("words").find("title"), std::string_view::npos);
  row.state = EntityState::sent;
  EXPECT_NE(explanation_of("acme", key, row).text_of("words").find("confirmed"),
            std::string_view::npos);
  const Json unknown = explanation_of("acme", key, std::nullopt);
  EXPECT_EQ(*unknown.find("known"), Json(false));
}

}  // namespace
}  // namespace crosswalk
