// The page that is handed over. At stake: that it is whole without a network, that nothing a peer
// said can become markup or script, that nobody can be read in it, and that a history of any length
// gives a page of bearable size which says what it left out.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <set>

#include "base/text/digest.hpp"
#include "report/html/axis.hpp"
#include "report/html/calls.hpp"
#include "report/report.hpp"
#include "unit/sim_instrument/report/sample.hpp"

namespace crosswalk::sim {
namespace {

using sample::shows;
using namespace std::chrono_literals;

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++out;
  }
  return out;
}

std::string between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from) + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

TEST(Page, SaysWhatSomebodyNeedsWhoWasNotThere) {
  const std::string page = write_html({sample::failed()});
  for (const char* part :
       {"<span class=\"verdict\">failed</span> export-under-mutation", "<dt>Seed</dt>",
        "crosswalk-sim run tests/scenarios/deletion/export-under-mutation.yaml --seed 42",
        "export-under-mutation.yaml:31", "gone once quiet", "Both sides, on one axis",
        "they disagree", "both sides agree", "of_a_deleted_person", "never fired",
        "one deletion could not be confirmed", "greenhouse delete 1 candidate",
        "<span class=\"status refused\">429</span>", "no answer"}) {
    EXPECT_TRUE(shows(page, part)) << part;
  }
}

TEST(Page, EveryFaultThatFiredIsMarkedOnTheTimeline) {
  const std::string page = write_html({sample::failed()});
  const std::string drawing = between(page, "<svg class=\"time\"", "</svg>");
  for (const char* rule : {"answer-lost", "busy", "cut-in-body", "mutation-p3", "hook-doubled"}) {
    EXPECT_TRUE(shows(drawing, std::string("<title>") + rule + " fired ")) << rule;
  }
  EXPECT_FALSE(shows(drawing, "never-met fired"));
  EXPECT_EQ(count(drawing, "<g class=\"failure\">"), 3U);
  EXPECT_TRUE(shows(drawing, ">acme</text>"));
  EXPECT_TRUE(shows(drawing, ">beta</text>"));
}

TEST(Page, NeedsNothingButItself) {
  const std::string page = write_html(sample::all());
  const std::string shell = std::regex_replace(page, std::regex("<pre[^]*?</pre>"), "");
  for (const char* part : {"src=", "@import", "url(", "<link", "http:", "fetch(", "XMLHttp"}) {
    EXPECT_FALSE(shows(shell, part)) << part;
  }
  const std::string script = between(page, "<script>", "</script>");
  EXPECT_TRUE(shows(page, "script-src 'sha256-" + to_base64(bytes_of(sha256(script))) + "'"));
  EXPECT_EQ(count(page, "<script"), 1U);
}

TEST(Page, LinksAndNamesOfPlacesMeet) {
  const std::string page = write_html(sample::all());
  std::set<std::string> ids;
  static const std::regex id(" id=\"([^\"]+)\""), link("href=\"#([^\"]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), id), end; at != end; ++at) {
    EXPECT_TRUE(ids.insert((*at)[1]).second) << (*at)[1] << " is there twice";
  }
  std::size_t links = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at, ++links) {
    EXPECT_TRUE(ids.contains((*at)[1])) << (*at)[1];
  }
  EXPECT_EQ(links, 5U);
}

TEST(Page, WhatWentWrongComesFirst) {
  const std::string page = write_html(sample::all());
  EXPECT_LT(page.find("href=\"#s1\">killed-amid-export"), page.find(">export-under-mutation</a>"));
  EXPECT_LT(page.find(">export-under-mutation</a>"), page.find(">night-long-quota</a>"));
  EXPECT_LT(page.find(">night-long-quota</a>"), page.find(">first-load</a>"));
  EXPECT_EQ(count(page, "<details class=\"run\" open>"), 2U);
  EXPECT_EQ(count(page, "<details class=\"run\"><summary>"), 1U);
}

// Whoever is sent the page has nothing else: it holds the whole scenario, as text.
TEST(Page, HoldsTheScenarioAsItWasPlayed) {
  History run = sample::failed();
  EXPECT_FALSE(shows(write_html({run}), "id=\"s1-scenario\""));
  run.played =
      "why: \"1 < 2, so it is\"\nsteps:\n  - sync: {full: true}\n"
      "  - expect: {records: [{candidate: $ada, held: true, fields: {a: b, \"c\": '10:00'}}]}\n";
  std::string page = write_html({run});
  const std::string part = between(page, "<section id=\"s1-scenario\">", "</section>");
  EXPECT_TRUE(part.starts_with("<details class=\"part\"><summary>")) << part;
  EXPECT_TRUE(shows(part, "class=\"copy\""));
  EXPECT_EQ(between(part, "<code>", "</code>"),
            "why: &quot;1 &lt; 2, so it is&quot;\nsteps:\n  - sync: {full: true}\n"
            "  - expect: {records: [{candidate: $ada, held: true, fields: {a: b, "
            "&quot;c&quot;: &#39;10:00&#39;}}]}\n");
  EXPECT_FALSE(shows(part, "stand-in"));
  run.played += "  - erase: {email: " + sample::email(3) + "}\n";
  page = write_html({run});
  EXPECT_FALSE(shows(page, sample::email(3)));
  EXPECT_TRUE(shows(page, "has a stand-in here"));
  run.played = std::string(html::page_body_bytes_max + 1, 'x');
  EXPECT_TRUE(shows(write_html({run}), "bytes not shown: the page has as many bodies"));
}

TEST(Page, AStepSaysWhatItFellOn) {
  History run = sample::failed();
  run.steps[3].ids = {"4117", "4118"};
  run.steps[3].ids_more = 5;
  const std::string page = write_html({run});
  const std::string drawing = between(page, "<svg class=\"time\"", "</svg>");
  EXPECT_TRUE(shows(drawing, "as $gone; it fell on 4117, 4118 and 5 more</title>"));
  EXPECT_TRUE(shows(between(page, "<section id=\"s1-steps\">", "</section>"),
                    "fell on 4117, 4118 and 5 more"));
}

// A green word beside a red verdict has to say why.
TEST(Page, WhatAnInvariantExcusedStandsBesideIt) {
  History run = sample::failed();
  EXPECT_FALSE(shows(write_html({run}), "excused"));
  run.checks[0].excused = 1;  // I1, which held.
  const std::string page = write_html({run});
  EXPECT_TRUE(shows(page, "held, 1 excused</span>"));
  EXPECT_TRUE(shows(page, "Excused is what disagrees although no invariant is broken"));
  EXPECT_EQ(to_report_json({run})
                .find("scenarios")
                ->items()
                ->front()
                .find("checks")
                ->items()
                ->front()
                .integer_of("excused"),
            1);
}

TEST(Page, NobodyCanBeReadInIt) {
  const std::string page = write_html({sample::failed()});
  const std::string bodies = between(page, "<ol class=\"calls\">", "<footer>");
  EXPECT_TRUE(shows(bodies, "<b>PERSON-1</b>"));
  for (const char* name : sample::first_names) EXPECT_FALSE(shows(bodies, name)) << name;
  for (const char* name : sample::last_names) EXPECT_FALSE(shows(bodies, name)) << name;
  for (const char* part : {"@people.example.com", "+44 20 7946", "Weir Lane", "linkedin.com/in",
                           "AQX-acme", "s%2Fe", "urn:li:person"}) {
    EXPECT_FALSE(shows(page, part)) << part;
  }
}

TEST(Page, HostileWordsAreWords) {
  const std::string hostile =
      "</script><script>alert(1)</script><img src=x onerror=y>\" ' & \x01\xff";
  History bad = sample::failed();
  bad.scenario = bad.why = bad.file = bad.replay = bad.mode = bad.transcript = hostile;
  bad.fired[hostile] = 3;
  bad.fault_words[hostile] = hostile;
  bad.requests[hostile] = 2;
  bad.told = {hostile};
  for (Check& each : bad.checks) each.words = each.after = hostile;
  for (Played& each : bad.steps) each.words = hostile;
  for (Happening& each : bad.happenings) {
    each.words = each.peer = each.endpoint = each.tenant = hostile;
    each.request_body = each.reply_body = hostile;
    if (!each.faults.empty()) each.faults = {hostile};
  }
  bad.verdict = Json::Members{{hostile, sample::verdict(false)}};
  const std::string page = write_html({bad, bad});
  EXPECT_EQ(count(page, "<script"), 1U);
  EXPECT_EQ(count(page, "<img"), 0U);
  EXPECT_EQ(page.find('\x01'), std::string::npos);
  EXPECT_EQ(page.find('\xff'), std::string::npos);
}

TEST(Page, LongHistoriesStayShortAndSayIt) {
  History run = sample::long_run(happenings_max);
  run.happenings_dropped = 1'234;
  const auto begun = std::chrono::steady_clock::now();
  const std::string page = write_html({run});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  EXPECT_LT(page.size(), 6U * 1024 * 1024);
  EXPECT_LT(took.count(), 20.0);  // Under sanitizers, too.
  EXPECT_TRUE(shows(page, "Of 20,000 requests and pushes 400 are shown and 19,600 left out"));
  EXPECT_TRUE(shows(page, "1,234 later happenings"));
  EXPECT_TRUE(shows(page, "requests left out here"));
}

TEST(Page, ManyLongScenariosShareOneBudgetOfBodies) {
  const std::string page = write_html(std::vector<History>(12, sample::long_run(500)));
  EXPECT_TRUE(shows(page, "not shown: the page has as many bodies as it takes"));
  EXPECT_LT(page.size(), 24U * 1024 * 1024);
}

TEST(Page, WhatPassedLeavesTheRoomToWhatDidNot) {
  History good = sample::long_run(300);
  good.checks.clear();
  const std::string alone = write_html({good});
  EXPECT_FALSE(shows(alone, "as many bodies as it takes"));
  const std::string page = write_html(std::vector<History>(60, good));
  EXPECT_TRUE(shows(page, "as many bodies as it takes"));
  EXPECT_LT(page.size(), 16U * 1024 * 1024);
}

TEST(Page, EmptyRunsAreNoSpecialCase) {
  EXPECT_TRUE(shows(write_html({}), "Nothing was run"));
  EXPECT_TRUE(shows(write_html({History{}}), "Nothing crossed a wire."));
}

TEST(Calls, WhatWentWrongIsChosenWithItsNeighbours) {
  const History run = sample::long_run(1'000);
  const std::vector<std::size_t> chosen = html::chosen_calls(run, 100);
  EXPECT_EQ(chosen.size(), 100U);
  EXPECT_TRUE(std::ranges::is_sorted(chosen));
  for (std::size_t odd = 49; odd < 1'000; odd += 50) {
    EXPECT_TRUE(std::ranges::binary_search(chosen, odd)) << odd;
    EXPECT_TRUE(std::ranges::binary_search(chosen, odd - 1)) << odd;
  }
  EXPECT_EQ(html::chosen_calls(run, 1'000).size(), 1'000U);
}

TEST(Axis, IsLinearWithinAStretchAndNeverGoesBack) {
  const Instant start = sample::morning;
  std::vector<html::Interval> all;
  for (int at = 0; at <= 100; ++at) all.push_back({start + at * 100ms, start + at * 100ms});
  for (int at = 0; at <= 100; ++at) all.push_back({start + 9h + at * 1s, start + 9h + at * 1s});
  const html::Axis axis(all, 100, 1'100);
  ASSERT_EQ(axis.stretches().size(), 2U);
  EXPECT_EQ(axis.x(start), 100);
  EXPECT_EQ(axis.x(start + 9h + 100s), 1'100);
  const html::Stretch& first = axis.stretches().front();
  EXPECT_NEAR(axis.x(start + 5s), (first.left + first.right) / 2, 1e-9);
  EXPECT_EQ(axis.x(start + 3h), first.right);
  double before = 0;
  for (const html::Interval& each : all) {
    EXPECT_GE(axis.x(each.from), before);
    before = axis.x(each.from);
  }
}

TEST(Axis, NothingUnderWayIsBrokenInTwo) {
  const Instant start = sample::morning;
  std::vector<html::Interval> all;
  for (int at = 0; at < 50; ++at) all.push_back({start + at * 20ms, start + at * 20ms});
  all.push_back({start + 1s, start + 2h});
  EXPECT_EQ(html::Axis(all, 0, 1'000).stretches().size(), 1U);
  all.back().to = all.back().from;
  all.push_back({start + 2h, start + 2h});
  EXPECT_EQ(html::Axis(all, 0, 1'000).stretches().size(), 2U);
}

TEST(Axis, TicksHaveRoomForTheirWords) {
  std::vector<html::Interval> all;
  for (int at = 0; at < 3'000; ++at) {
    const Instant when = sample::morning + at % 7 * 25h + at * 731ms;
    all.push_back({when, when});
  }
  const html::Axis axis(all, 104, 1'104);
  EXPECT_LE(axis.stretches().size(), html::Axis::stretches_max);
  double before = -100;
  for (const html::Tick& each : axis.ticks()) {
    EXPECT_GE(each.x, 104);
    EXPECT_LE(each.x, 1'104);
    if (each.words.empty()) continue;
    EXPECT_GE(each.x - before, 60) << each.words;
    before = each.x;
  }
  EXPECT_EQ(axis.days().front().words, "2026-01-01");
}

TEST(Axis, OneMomentIsAnAxis) {
  const html::Axis axis({{sample::morning, sample::morning}}, 0, 100);
  EXPECT_EQ(axis.stretches().size(), 1U);
  EXPECT_EQ(axis.ticks().size(), 1U);
}

}  // namespace
}  // namespace crosswalk::sim
