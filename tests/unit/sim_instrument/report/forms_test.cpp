// The terminal and JSON. At stake: that whoever reads a red line has its place, what was found, the
// seed, the digest and the command, and that no byte from outside moves a cursor.

#include <gtest/gtest.h>

#include <algorithm>

#include "report/report.hpp"
#include "report/words.hpp"
#include "unit/sim_instrument/report/sample.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(Terminal, OneLineForEachScenarioThatPassed) {
  const std::string text = write_terminal({sample::passed(), sample::skipped()}, false);
  EXPECT_EQ(lines(text), 3U) << text;
  EXPECT_TRUE(text.starts_with("passed   first-load        seed 7  transcript 51b0c2f")) << text;
  EXPECT_NE(text.find("skipped  night-long-quota  advancing time is possible"), std::string::npos);
  EXPECT_TRUE(text.ends_with("2 scenarios: 1 passed, 1 skipped\n")) << text;
}

TEST(Terminal, AFailureHasPlaceWordsSeedDigestAndCommand) {
  const std::string text = write_terminal({sample::failed()}, false);
  for (const char* part :
       {"    tests/scenarios/deletion/export-under-mutation.yaml:31: I5 after sync acme: "
        "candidate 4117 is at LinkedIn",
        "expected: gone once quiet", "seed 42", "transcript 9f3c1d0a77e24b5580c1f6f2ad4e9b13",
        "    replay: crosswalk-sim run tests/scenarios/deletion/export-under-mutation.yaml"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Terminal, ColoursOnlyWhenAskedFor) {
  EXPECT_NE(write_terminal({sample::failed()}, true).find("\x1b[1;31mfailed"), std::string::npos);
}

TEST(Terminal, ARunThatEndedEarlySaysWhy) {
  const std::string text = write_terminal({sample::broke()}, false);
  EXPECT_NE(text.find("ended early: the host ended with signal 11"), std::string::npos) << text;
  EXPECT_NE(text.find("replay: "), std::string::npos);
}

// A rule without `attempts` never ends by itself, which "missing" alone does not tell.
TEST(Terminal, AFailureSaysWhichFaultNeverEndedAndWhatAPersonWasTold) {
  History bad = sample::passed();
  bad.fired = {{"down", 2}, {"short", 1}};
  Happening call{.at = bad.end, .tenant = "acme", .peer = "linkedin"};
  call.endpoint = "linkedin.jobs.create";
  call.status = 503;
  call.faults = {"down"};
  bad.happenings.push_back(call);
  call.endpoint = "linkedin.candidates.put";
  call.faults = {"short"};
  bad.happenings.push_back(call);
  call.status = 200;
  call.faults = {};
  bad.happenings.push_back(call);
  bad.told.assign(7, "linkedin does not answer");
  EXPECT_EQ(write_terminal({bad}, false).find("struck"), std::string::npos) << "it passed";
  bad.checks = {{"I1", "", false, "missing", 3}};
  const std::string text = write_terminal({bad}, false);
  EXPECT_NE(text.find("    fault down struck the last linkedin.jobs.create and nothing came "
                      "through since\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("fault short"), std::string::npos);
  EXPECT_NE(text.find("    a person was told: linkedin does not answer\n"), std::string::npos);
  EXPECT_NE(text.find("and 2 messages more"), std::string::npos);
}

TEST(Terminal, ManyFailuresAreCut) {
  History bad = sample::failed();
  for (int at = 0; at < 50; ++at) bad.checks.push_back({"I1", "", false, "missing", at});
  const std::string text = write_terminal({bad}, false);
  EXPECT_NE(text.find("and 35 failed checks more"), std::string::npos) << text;
}

TEST(Terminal, WordsFromOutsideStayOnTheirLine) {
  History bad = sample::passed();
  bad.checks = {{"I1", "", false, "one\ntwo \x1b[2J ada@example.test", 3}};
  const std::string text = write_terminal({bad}, false);
  EXPECT_NE(text.find("one two \xE2\x90\x9B[2J EMAIL-1"), std::string::npos) << text;
}

TEST(Terminal, NamesFromOutsideStayOnTheirLineAndReadAsTheyAre) {
  History bad = sample::passed();
  bad.scenario =
      "one\ntwo \xE2\x80\xAE"
      "owt";
  bad.file = "a\nb.yaml";
  bad.replay = "run $'a\\x0ab.yaml'\n";
  bad.checks = {{"I1", "", false, "missing", 3}};
  const std::string text = write_terminal({bad}, false);
  EXPECT_EQ(lines(text), 3U) << text;
  EXPECT_NE(text.find("one\xE2\x90\x8Atwo \xEF\xBF\xBDowt"), std::string::npos) << text;
  EXPECT_NE(text.find("a\xE2\x90\x8A"
                      "b.yaml:3: I1"),
            std::string::npos)
      << text;
}

TEST(Terminal, ThatTwoRunsWereTheSameIsSaid) {
  History twice = sample::passed();
  twice.checks.push_back({repeatable, "", true, "played twice, and both were 51b0c2f", 0});
  const std::string text = write_terminal({twice}, false);
  EXPECT_NE(text.find("    played twice, and both were 51b0c2f\n"), std::string::npos) << text;
}

// Names that crossed a wire are known from there, in whatever a person was told.
TEST(Terminal, WhoeverCrossedAWireIsNotNamed) {
  History bad = sample::failed();
  Happening told;
  told.request_body = "{\"firstName\":\"Wilhelmina\",\"lastName\":\"Oddlington\"}";
  bad.happenings.push_back(told);
  bad.checks = {{"told", "", false, "nobody was shown 'Ask for Wilhelmina Oddlington'", 3}};
  for (const std::string& text : {write_terminal({bad}, false), write_junit({bad})}) {
    EXPECT_EQ(text.find("Oddlington"), std::string::npos) << text;
    EXPECT_EQ(text.find("Wilhelmina"), std::string::npos) << text;
    EXPECT_NE(text.find("Ask for PERSON-"), std::string::npos) << text;
  }
}

TEST(Terminal, NothingRunIsSaid) {
  EXPECT_EQ(write_terminal({}, false), "0 scenarios: nothing was run\n");
}

TEST(ReportJson, SaysEverythingButBodies) {
  const Json report = to_report_json(sample::all());
  EXPECT_FALSE(*report.find("passed")->flag());
  EXPECT_EQ(report.find("counts")->integer_of("broke"), 1);
  ASSERT_EQ(report.find("scenarios")->items()->size(), 4U);
  const Json& failed = report.find("scenarios")->items()->at(1);
  EXPECT_EQ(failed.text_of("outcome"), "failed");
  EXPECT_EQ(failed.find("steps")->items()->size(), 8U);
  EXPECT_EQ(failed.find("faults")->items()->size(), 7U);
  EXPECT_EQ(failed.integer_of("happenings_left_out"), 0);
  const std::string text = write_json(report);
  EXPECT_TRUE(parse_json(text, 64 * 1024 * 1024)) << "reads back";
  EXPECT_EQ(text.find("@people.example.com"), std::string::npos);
  // A seed is more than a double can hold.
  EXPECT_EQ(report.find("scenarios")->items()->at(3).text_of("seed"), "18446744073709551615");
}

TEST(ReportJson, LongHistoriesAreCutAndSayIt) {
  const Json report = to_report_json({sample::long_run(json_happenings_max + 7)});
  const Json& one = report.find("scenarios")->items()->at(0);
  EXPECT_EQ(one.find("happenings")->items()->size(), json_happenings_max);
  EXPECT_EQ(one.integer_of("happenings_left_out"), 7);
}

TEST(ReportJson, WhatPassedPassed) {
  EXPECT_TRUE(*to_report_json({sample::passed(), sample::skipped()}).find("passed")->flag());
  EXPECT_FALSE(*to_report_json({sample::broke()}).find("passed")->flag());
}

TEST(Words, SpansReadAsPeopleSayThem) {
  EXPECT_EQ(span_words(0ms), "0 ms");
  EXPECT_EQ(span_words(999ms), "999 ms");
  EXPECT_EQ(span_words(1s), "1 s");
  EXPECT_EQ(span_words(12'480ms), "12.4 s");
  EXPECT_EQ(span_words(200s), "3 min 20 s");
  EXPECT_EQ(span_words(2h), "2 h");
  EXPECT_EQ(span_words(49h), "2 d 1 h");
  EXPECT_EQ(span_words(-5s), "-5 s");
  EXPECT_EQ(seconds_words(0.314), "0.31 s");
}

TEST(Words, PrintableIsUtf8WithoutControl) {
  EXPECT_EQ(printable("a\x01\x7f\xff\xc3\x28"),
            "a\xE2\x90\x81\xE2\x90\xA1\xEF\xBF\xBD\xEF\xBF\xBD(");
  EXPECT_EQ(printable("\xC3\xA9\xF0\x9F\x98\x80"), "\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(printable("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(printable("\xF0\x9F"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(marked_up("<a href=\"x\">'&\n", true), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#10;");
}

}  // namespace
}  // namespace crosswalk::sim
