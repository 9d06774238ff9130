// Scripts and the judge read these numbers. What is at stake: the shape never changes with the
// day, a tombstone is not counted as a record, and a person is called exactly when one is needed.

#include "runtime/host/reports.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

Counts counts(std::vector<Counts::Count> list) {
  Counts counts;
  counts.counts = std::move(list);
  return counts;
}

const Json& number(const Json& report, const char* kind, const char* name) {
  return *report.find("objects")->find(kind)->find(name);
}

TEST(Reports, AnEmptyRoundHasEveryNumberOfEveryKind) {
  const Json json = reports_of({round_report("acme", FlowReport{}, Counts{})}, 1.5);
  std::string objects;
  for (const char* kind : {"job", "candidate", "application", "stage", "candidate_note",
                           "application_note", "feedback"}) {
    objects += (objects.empty() ? "\"" : ",\"") + std::string(kind) +
               R"(":{"read":0,"sent":0,"unchanged":0,"held":0,"withheld":0,"erased":0,)"
               R"("held_reasons":{},"waiting":0,"leaving":0,"skipped":0})";
  }
  EXPECT_EQ(
      write_json(json),
      R"({"tenants":[{"tenant":"acme","objects":{)" + objects +
          R"(},"exports":{"received":0,"created":0,"refused":0},)"
          R"("erasures":{"requested":0,"confirmed":0,"not_found":0},"alarms":[]}],"elapsed_s":1.5})");
}

TEST(Reports, ASyncTellsItsOwnExportsAndErasuresAndStatusAllOfThem) {
  FlowReport report;
  report.exchange = {.exports_received = 3,
                     .exports_created = 2,
                     .exports_refused = 1,
                     .erasures_requested = 1,
                     .erasures_confirmed = 0,
                     .erasures_of_nobody = 1};
  Counts counts;
  counts.exchange.exports_received = 40;
  counts.exchange.exports_created = 30;
  counts.exchange.exports_refused = 10;
  counts.exchange.erasures_requested = 5;
  counts.exchange.erasures_confirmed = 4;
  counts.exchange.erasures_of_nobody = 1;
  const auto exchange = [](const Json& json) {
    return write_json(*json.find("exports")) + write_json(*json.find("erasures"));
  };
  EXPECT_EQ(exchange(round_report("acme", report, counts)),
            R"({"received":3,"created":2,"refused":1}{"requested":1,"confirmed":0,"not_found":1})");
  for (const Json& json :
       {running_report("acme", report, counts), standing_report("acme", counts)}) {
    EXPECT_EQ(
        exchange(json),
        R"({"received":40,"created":30,"refused":10}{"requested":5,"confirmed":4,"not_found":1})");
  }
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
  EXPECT_EQ(number(json, "candidate", "skipped"), Json(3));
  EXPECT_EQ(number(json, "job", "read"), Json(0));
}

TEST(Reports, WhatIsOnItsWayIsToldWithAndWithoutAFlow) {
  const Counts moving = counts({{RecordKind::application, EntityState::ready, "", 1},
                                {RecordKind::application, EntityState::waiting, "", 20},
                                {RecordKind::application, EntityState::task, "", 300},
                                {RecordKind::application, EntityState::withdrawing, "gone", 4}});
  for (const Json& json :
       {round_report("acme", FlowReport{}, moving), standing_report("acme", moving)}) {
    EXPECT_EQ(number(json, "application", "waiting"), Json(321));
    EXPECT_EQ(number(json, "application", "leaving"), Json(4));
    EXPECT_EQ(number(json, "job", "waiting"), Json(0));
  }
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

std::vector<std::string> alarms_of(const Json& report) {
  std::vector<std::string> words;
  for (const Json& alarm : *report.find("alarms")->items()) words.push_back(*alarm.text());
  return words;
}

TEST(Reports, WhatTheStoreKeptIsToldWithAndWithoutAFlow) {
  Counts kept;
  kept.alarms = {"the vendor forbids reading jobs", "both"};
  EXPECT_EQ(alarms_of(standing_report("acme", kept)), kept.alarms);
  FlowReport report;
  report.alarms = {"LinkedIn refuses a fresh token", "both"};
  EXPECT_EQ(alarms_of(round_report("acme", report, kept)),
            (std::vector<std::string>{"LinkedIn refuses a fresh token", "both",
                                      "the vendor forbids reading jobs"}));
}

TEST(Reports, RecordsThatAreMissingStandAsAnAlarmAsLongAsTheyAreRestricted) {
  const Counts missing = counts({{RecordKind::job, EntityState::restricted, "many_absent", 12},
                                 {RecordKind::candidate, EntityState::restricted, "many_absent", 1},
                                 {RecordKind::application, EntityState::held, "parent_held", 3}});
  const auto alarms = alarms_of(standing_report("acme", missing));
  ASSERT_EQ(alarms.size(), 2u);
  EXPECT_EQ(alarms[0],
            "12 job records are missing from the vendor's listing and restricted; look at the "
            "vendor, then either bring them back there, or say that they are gone: crosswalk sync "
            "--tenant acme --full --confirm-absent");
  EXPECT_TRUE(alarms[1].starts_with("1 candidate record is missing")) << alarms[1];
  EXPECT_EQ(alarms_of(round_report("acme", FlowReport{}, missing)), alarms);
  FlowReport report;
  report.alarms = {
      "12 of 90 jobs are missing from the vendor's listing at once; they are restricted until a "
      "person has looked"};
  EXPECT_EQ(alarms_of(round_report("acme", report, missing)), alarms) << "one cause, one alarm";
  EXPECT_EQ(alarms_of(round_report("acme", report, Counts{})), report.alarms);
  const Counts back = counts({{RecordKind::job, EntityState::restricted, "many_absent", 0}});
  EXPECT_TRUE(alarms_of(standing_report("acme", back)).empty());
}

TEST(Reports, APersonIsNeededForAlarmsAndRefusalsOnly) {
  const auto needs = [](std::vector<std::string> alarms, const char* reason) {
    FlowReport report;
    report.alarms = std::move(alarms);
    return needs_of(reports_of(
        {round_report("acme", report, counts({{RecordKind::job, EntityState::held, reason, 4}}))},
        0.0));
  };
  EXPECT_TRUE(needs({}, "missing:title").empty());
  EXPECT_TRUE(needs({}, "parent_held").empty());
  EXPECT_EQ(needs({}, "task_failed").size(), 1u);
  const auto refused = needs({}, "refused:422");
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_NE(refused[0].find("tenant acme needs you: LinkedIn refused 4 job records"),
            std::string::npos)
      << refused[0];
  const Json notes = round_report(
      "acme", {}, counts({{RecordKind::candidate_note, EntityState::held, "refused:note", 2}}));
  EXPECT_TRUE(needs_of(reports_of({notes}, 0.0))
                  .at(0)
                  .starts_with("tenant acme needs you: LinkedIn refused 2 candidate note records"));
  const Json one = round_report(
      "acme", {}, counts({{RecordKind::feedback, EntityState::held, "refused:422", 1}}));
  EXPECT_EQ(needs_of(reports_of({one}, 0.0)).at(0),
            "tenant acme needs you: LinkedIn refused 1 feedback record (refused:422); what is "
            "corrected in the ATS is sent again");
  EXPECT_EQ(needs({"LinkedIn refuses a fresh token"}, "missing:title"),
            (std::vector<std::string>{"tenant acme needs you: LinkedIn refuses a fresh token"}));
}

}  // namespace
}  // namespace crosswalk
