// What a scenario asks for and what comes of it. At stake: a step that did nothing, or an
// expectation that nothing could break, must not look like a proof; and whoever reads of a failure
// learns where it was expected, what was found, and nobody's name.

#include <gtest/gtest.h>

#include <algorithm>

#include "language/language.hpp"
#include "report/report.hpp"
#include "scenario/play.hpp"

namespace crosswalk::sim {
namespace {

History run_text(const std::string& text) {
  const std::string world = "world: {candidates: 20, jobs: 4}\n";
  const auto read = read_scenarios(world + text, "a.yaml", {});
  EXPECT_TRUE(read) << (read ? "" : to_string(read.error()));
  return read ? run_virtual(read->front(), CROSSWALK_CONNECTORS) : History{};
}

// "LINE NAME: WORDS" of each check that failed.
std::vector<std::string> failures(const History& history) {
  std::vector<std::string> all;
  for (const Check& each : history.checks) {
    if (each.good) continue;
    all.push_back(std::to_string(each.line) + " " + each.name + ": " + each.words);
  }
  return all;
}

std::string only_failure(const std::string& text) {
  const History history = run_text(text);
  EXPECT_EQ(history.broke, "");
  const std::vector<std::string> all = failures(history);
  EXPECT_EQ(all.size(), 1u) << testing::PrintToString(all);
  return all.empty() ? "" : all.front();
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// ---- what did nothing -------------------------------------------------------------------------

TEST(Reported, AKillAtAMomentThatNeverComes) {
  const std::string words = only_failure("steps:\n  - sync\n  - kill: 1000000\n  - sync\n");
  EXPECT_TRUE(words.starts_with("4 steps: kill: the product came to rest after ")) << words;
  EXPECT_TRUE(holds(words, "1000000 are too many here")) << words;
  EXPECT_EQ(failures(run_text("steps: [{sync: {wait: false}}, {kill: 5}, sync]\n")).size(), 0u);
}

constexpr const char* named =
    "faults:\n  - {id: f, at: greenhouse.candidates.list, when: {attempts: 1}, do: {mutation: "
    "[{do: delete, kind: candidate, ids: [ID]}]}}\nsteps: [sync, advance: 2h, sync: {full: true}]\n"
    "expect: {agree: AGREE, not_invariants: [I1..I12]}\n";

std::string mutation_of(const std::string& id) {
  std::string text = named;
  text.replace(text.find("ID]"), 2, id);
  return text.replace(text.find("AGREE"), 5, "true");
}

TEST(Reported, AMutationOfAnIdNobodyHas) {
  const std::string words = only_failure(mutation_of("424242424242"));
  EXPECT_TRUE(holds(words, "mutation: never done: delete candidate 424242424242")) << words;
}

// Once it was made it cannot be made again, which is no mistake.
TEST(Reported, AMutationThatWasMadeOnceIsNoMistake) {
  EXPECT_EQ(failures(run_text(mutation_of("100000003"))).size(), 0u);
}

TEST(Reported, AChangeOfMoreThanThereAre) {
  const std::string words = only_failure("steps:\n  - sync\n  - vendor: {do: delete, count: 21}\n");
  EXPECT_TRUE(holds(words, "4 steps: vendor: there are only 20 to draw 21 from")) << words;
  EXPECT_EQ(failures(run_text("steps: [{vendor: {do: update, count: 20}}, sync]\n")).size(), 0u);
}

TEST(Reported, WhatNobodyCouldHaveSentIsSaidSo) {
  const std::string words = only_failure(
      "steps:\n  - vendor: {do: insert, fields: {last_name: \"\"}, as: c}\n  - sync\n"
      "expect: {records: [{candidate: $c}]}\n");
  EXPECT_TRUE(holds(words, "expected it held; the source does not ask for it: it is incomplete"))
      << words;
}

// A flag is shown as the one that the scenario would have to say.
TEST(Reported, AFlagIsShownAsAFlag) {
  const std::string words = only_failure(
      "steps:\n  - vendor: {do: insert, fields: {can_email: \"true\"}, as: c}\n"
      "  - vendor: {do: insert, kind: job, as: j}\n"
      "  - vendor: {do: insert, kind: application, fields: {candidate_id: $c, job_id: $j}}\n"
      "  - sync\nexpect: {records: [{candidate: $c, fields: {doNotContact: true}}]}\n");
  EXPECT_TRUE(holds(words,
                    "found {\"candidate\":{\"doNotContact\":false}}, expected "
                    "{\"candidate\":{\"doNotContact\":true}}"))
      << words;
}

TEST(Reported, AbsenceOfWhatHasNeverBeenThereProvesNothing) {
  const std::vector<std::string> all = failures(run_text(
      "steps: [sync]\nexpect:\n  records:\n    - {candidate: 424242424242, held: false}\n"
      "    - {job: nonsense, held: false}\n    - {candidate_note: 100000001/5, held: false}\n"
      "  vendor_records: [{candidate: 424242424242, there: false}]\n"));
  ASSERT_EQ(all.size(), 4u) << testing::PrintToString(all);
  for (const std::string& each : all) {
    EXPECT_TRUE(holds(each, "no record of this id has ever been at the vendor")) << each;
  }
  EXPECT_TRUE(all[0].starts_with("5 linkedin.candidate.424242424242: ")) << all[0];
  EXPECT_TRUE(all[3].starts_with("8 vendor.candidate.424242424242: ")) << all[3];
}

TEST(Reported, TheAbsenceOfWhoWasThereIsProof) {
  EXPECT_EQ(
      failures(run_text("steps:\n  - vendor: {do: delete, kind: candidate, as: gone}\n  - sync\n"
                        "expect:\n  records: [{candidate: $gone, held: false}]\n"
                        "  vendor_records: [{candidate: $gone, there: false}]\n"))
          .size(),
      0u);
}

TEST(Reported, AnInvariantThatWasAskedForAndNeverLookedAt) {
  const std::vector<std::string> all = failures(
      run_text("steps: [advance: 1h]\nexpect:\n  agree: false\n  invariants: [I1, I2, I12]\n"));
  ASSERT_EQ(all.size(), 1u) << testing::PrintToString(all);
  EXPECT_TRUE(all[0].starts_with("5 I1: it was never looked at")) << all[0];
  EXPECT_EQ(failures(run_text("steps: [advance: 1h]\nexpect: {agree: false}\n")).size(), 0u);
}

// ---- where and what ---------------------------------------------------------------------------

TEST(Reported, EveryExpectationAtTheEndHasItsLine) {
  const std::vector<std::string> all = failures(run_text(
      "faults: [{id: f, at: greenhouse.token, when: {attempts: 1}, do: {latency: 1s}}]\n"  // 2
      "steps: [sync]\n"
      "expect:\n"                                  // 4
      "  agree: false\n"                           // 5
      "  held:\n"                                  // 6
      "    job: 0\n"                               // 7
      "    candidate: 1\n"                         // 8
      "  written: {application: 0}\n"              // 9
      "  vendor: {candidate: 3}\n"                 // 10
      "  requests: {\"linkedin.*.put\": 0}\n"      // 11
      "  virtual_time: \">= 30d\"\n"               // 12
      "  fired: {f: 7}\n"                          // 13
      "  told:\n"                                  // 14
      "    - never said\n"                         // 15
      "    - nor this\n"                           // 16
      "  records:\n"                               // 17
      "    - {candidate: 100000001}\n"             // 18
      "    - {candidate: 999}\n"                   // 19
      "  vendor_records: [{candidate: 999}]\n"));  // 20
  std::vector<std::string> places;
  for (const std::string& each : all) places.push_back(each.substr(0, each.find(':')));
  std::ranges::sort(places);
  EXPECT_EQ(places, (std::vector<std::string>{"10 vendor.candidate", "11 requests.linkedin.*.put",
                                              "12 virtual_time", "13 fired.f", "15 told", "16 told",
                                              "19 linkedin.candidate.999",
                                              "20 vendor.candidate.999", "5 agree", "7 held.job",
                                              "8 held.candidate", "9 written.application"}));
}

TEST(Reported, AStepsExpectationsHaveTheirsToo) {
  const std::string words =
      only_failure("steps:\n  - sync\n  - expect:\n      agree: true\n      held: {job: 0}\n");
  EXPECT_TRUE(words.starts_with("6 held.job: ")) << words;
}

constexpr const char* differing =
    "steps:\n  - vendor: {do: insert, kind: candidate, fields: {first_name: Xaverius, last_name: "
    "Quintenbrink, title: Baker}, as: a}\n"
    "  - vendor: {do: insert, kind: application, fields: {candidate_id: $a}}\n  - sync\n"
    "expect:\n  records: [{candidate: $a, fields: {lastName: Quintenbrinck, firstName: "
    "Xaverius}}]\n  vendor_records: [{candidate: $a, fields: {title: Smith}}]\n"
    "  told: [asks for Xaverius Quintenbrink]\n";

TEST(Reported, ARecordSaysWhatWasFoundAndWhatWasExpected) {
  const std::vector<std::string> all = failures(run_text(differing));
  ASSERT_EQ(all.size(), 3u) << testing::PrintToString(all);
  EXPECT_TRUE(holds(all[0],
                    "lastName: found {\"candidate\":{\"lastName\":\"Quintenbrink\"}}, expected "
                    "{\"candidate\":{\"lastName\":\"Quintenbrinck\"}}"))
      << all[0];
  EXPECT_FALSE(holds(all[0], "firstName"));
  EXPECT_TRUE(holds(all[1], "title: found {\"candidate\":{\"title\":\"Baker\"}}")) << all[1];
}

TEST(Reported, NobodyIsNamedInAnyReport) {
  const std::vector<History> histories{run_text(differing)};
  for (const std::string& report : {write_terminal(histories, false), write_junit(histories),
                                    write_html(histories), write_json(to_report_json(histories))}) {
    EXPECT_FALSE(holds(report, "Quintenbrin")) << report.substr(0, 2000);
    EXPECT_FALSE(holds(report, "Xaverius")) << report.substr(0, 2000);
    EXPECT_TRUE(holds(report, "PERSON-")) << report.substr(0, 2000);
  }
}

// ---- whose clock ------------------------------------------------------------------------------

TEST(Reported, TheVendorsOwnClockStampsWhatPeopleDoThere) {
  const auto stamp = [](const std::string& fault) {
    const History history = run_text(
        fault +
        "steps:\n  - sync\n  - vendor: {do: update, kind: candidate, ids: 100000001, fields: "
        "{title: Late}}\n  - advance: 3h\n  - sync\nexpect: {agree: true}\n");
    for (const Happening& each : history.happenings) {
      const std::size_t at = each.reply_body.find("Late");
      if (at == std::string::npos) continue;
      const std::size_t begin = each.reply_body.rfind("{\"id\":100000001", at);
      const std::size_t updated = each.reply_body.find("\"updated_at\":\"", begin);
      if (updated != std::string::npos) return each.reply_body.substr(updated + 14, 16);
    }
    return std::string("nobody was told of it");
  };
  const std::string skewed = "faults: [{id: f, at: greenhouse.*, do: {clock_skew: 2h}}]\n";
  EXPECT_EQ(stamp(""), "2026-01-01T01:00");
  EXPECT_EQ(stamp(skewed), "2026-01-01T03:00");
}

}  // namespace
}  // namespace crosswalk::sim
