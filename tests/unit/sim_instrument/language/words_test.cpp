// The same tables read a scenario, draw an editor's underlines and fill the reference. At stake:
// that they know every kind, field and parameter there is, and that what is committed is what they
// say.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "judge/invariants/invariants.hpp"
#include "language/language.hpp"
#include "language/tables/tables.hpp"
#include "unit/sim_instrument/language/invent.hpp"

namespace crosswalk::sim {
namespace {

// CROSSWALK_UPDATE=1 writes the file anew.
void expect_committed(const std::string& name, const std::string& made) {
  const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/simulator/language/" + name;
  const char* const update = std::getenv("CROSSWALK_UPDATE");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << made;
  }
  std::ifstream in(path, std::ios::binary);
  const std::string there((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(there == made) << "run this test with CROSSWALK_UPDATE=1 and read the diff";
}

TEST(Schema, TheCommittedOneIsWhatTheTablesSay) {
  expect_committed("scenario.schema.json", write_json(scenario_schema(), true) + "\n");
}

TEST(Tables, TheCommittedReferenceIsWhatTheySay) {
  expect_committed("reference.md",
                   "# Every word of a scenario\n\nWritten from the tables in `tables/`; what a "
                   "scenario is, `../README.md` tells.\n\n" +
                       scenario_reference());
}

// Every "$ref" must lead somewhere, or an editor stops at it without a word.
void follow(const Json& schema, const Json& definitions, std::set<std::string>& met) {
  if (const auto* items = schema.items()) {
    for (const Json& each : *items) follow(each, definitions, met);
  }
  if (const auto* members = schema.members()) {
    for (const auto& [name, value] : *members) {
      if (name == "$ref" && value.text() != nullptr) {
        const std::string target = value.text()->substr(std::string("#/definitions/").size());
        EXPECT_NE(definitions.find(target), nullptr) << target;
        met.insert(target);
      }
      follow(value, definitions, met);
    }
  }
}

TEST(Schema, EveryReferenceLeadsSomewhereAndEveryDefinitionIsUsed) {
  const Json schema = scenario_schema();
  std::set<std::string> met;
  const Json& definitions = *schema.find("definitions");
  follow(schema, definitions, met);
  for (const auto& [name, value] : *definitions.members()) EXPECT_TRUE(met.contains(name)) << name;
}

TEST(Schema, KnowsEveryKindOfFaultAndEveryStep) {
  const std::string text = write_json(scenario_schema());
  for (const FaultWord& each : fault_words()) {
    EXPECT_NE(text.find("\"" + std::string(each.word) + "\""), std::string::npos) << each.word;
  }
  for (const language::StepRow& row : language::step_rows()) {
    EXPECT_NE(text.find("\"" + std::string(row.word) + "\":{"), std::string::npos) << row.word;
  }
}

TEST(Tables, EveryKindOfStepHasARowAndEveryRowMakesItsStep) {
  std::set<std::size_t> kinds;
  for (const language::StepRow& row : language::step_rows()) {
    kinds.insert(row.made.what.index());
    EXPECT_EQ(language::row_of(row.made).word, row.word);
    const auto known = row.section.known();
    if (!row.brief.empty()) {
      EXPECT_NE(std::ranges::find(known, row.brief), known.end()) << row.word;
    }
    EXPECT_EQ(std::set<std::string_view>(known.begin(), known.end()).size(), known.size());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<StepWhat>);
}

TEST(Tables, KnowTheInvariantsThatTheJudgeKnows) {
  std::vector<std::string_view> ids;
  for (const InvariantWord& each : invariant_words()) ids.push_back(each.id);
  EXPECT_EQ(language::invariant_ids(), ids);
}

TEST(Tables, EveryParameterOfEveryKindOfFaultCanBeSaid) {
  for (const FaultWord& each : fault_words()) {
    FaultDeed deed;
    deed.kind = each.kind;
    const language::Node node = language::deed_value().write(deed, {});
    FaultDeed again;
    EXPECT_FALSE(language::deed_value().read(node, language::Reader{{"a"}, {}}, again));
    EXPECT_TRUE(again == deed) << each.word;
  }
}

TEST(Tables, TheReferenceHasALineForEveryWord) {
  const std::string text = scenario_reference();
  for (const auto key : language::quirks_section().known()) {
    EXPECT_NE(text.find("| `" + std::string(key) + "` |"), std::string::npos) << key;
  }
  for (const auto key : language::scenario_section().known()) {
    EXPECT_NE(text.find("| `" + std::string(key) + "` |"), std::string::npos) << key;
  }
  EXPECT_NE(text.find("| `candidates` | a whole number from 0 to 10000000 | 200 |"),
            std::string::npos);
}

TEST(Words, OfAStepAreOneLineForAPerson) {
  const auto words = [](StepWhat what, std::string tenant = {}, std::string as = {}) {
    return words_of({std::move(what), std::move(tenant), std::move(as)});
  };
  EXPECT_EQ(words(SyncStep{}), "sync");
  EXPECT_EQ(words(SyncStep{.full = true, .wait = false}, "acme"), "sync acme, full, not wait");
  EXPECT_EQ(words(AdvanceStep{std::chrono::minutes(90)}), "advance 90m");
  VendorStep change;
  change.count = 5;
  EXPECT_EQ(words(change, {}, "changed"), "vendor update, count 5, kept as $changed");
  EXPECT_EQ(words(LeaveStep{"anna", true}), "close account anna");
  EXPECT_EQ(words(KillStep{12}), "kill 12");
  EXPECT_EQ(words(IntegrationStep{false}), "integration off");
  EXPECT_EQ(words(FaultStep{{"f1", "f2"}, false}), "faults, off [f1, f2]");
}

// Steps are shown in reports and on terminals, where nobody's address belongs.
TEST(Words, OfAStepTellNobodysAddress) {
  EraseStep erase;
  erase.email = "somebody@example.com";
  EXPECT_EQ(words_of({erase, {}, {}}), "erase, email");
  VendorStep change;
  change.fields = {{"last_name", "Somebody"}};
  EXPECT_EQ(words_of({change, {}, {}}), "vendor update, fields");
  ExportStep exported;
  exported.member = "anna";
  exported.last_name = "Somebody";
  EXPECT_EQ(words_of({exported, {}, {}}), "export anna, last name");
}

TEST(Words, OfALongStepAreCutBetweenLetters) {
  ResyncStep step;
  for (int i = 0; i < 100; ++i) step.jobs.push_back("h\xc3\xa9" + std::to_string(i));
  const std::string words = words_of({step, {}, {}});
  EXPECT_LE(words.size(), 163u);
  EXPECT_TRUE(words.ends_with("..."));
}

std::string why(void (*change)(Scenario&)) {
  Scenario scenario;
  change(scenario);
  return why_one_mode(scenario);
}

TEST(Modes, WhatOnlyVirtualTimeCanDoIsSaid) {
  EXPECT_EQ(why([](Scenario&) {}), "");
  EXPECT_NE(why([](Scenario& s) { s.steps.push_back({AdvanceStep{Duration{1}}}); }), "");
  EXPECT_NE(why([](Scenario& s) { s.steps.push_back({KillStep{3}}); }), "");
  EXPECT_EQ(why([](Scenario& s) { s.steps.push_back({KillStep{}}); }), "");
  EXPECT_NE(why([](Scenario& s) { s.tenants.emplace_back(); }), "");
  EXPECT_NE(why([](Scenario& s) { s.tenants.front().fixture = "a"; }), "");
  EXPECT_NE(why([](Scenario& s) { s.tenants.front().quirks.linkedin_records_per_minute = 1; }), "");
  EXPECT_NE(why([](Scenario& s) { s.tenants.front().quirks.write_lag = Duration{60'000}; }), "");
  EXPECT_NE(why([](Scenario& s) { s.faults.emplace_back().what.wait = Duration{60'000}; }), "");
  EXPECT_EQ(why([](Scenario& s) { s.faults.emplace_back().what.wait = Duration{2'000}; }), "");
  EXPECT_NE(why([](Scenario& s) { s.expect.virtual_time_s = Amount{{}, 60}; }), "");
}

TEST(Explained, ThePlanSaysEverythingThatWouldBeDone) {
  const auto read = read_scenarios(R"(why: It shows.
world: {candidates: 20, jobs: 5, quirks: {page_items: 10}}
faults:
  - {id: f1, at: "greenhouse.*.list", when: {page: 2}, do: {latency: 2s}}
  - {id: f2, at: linkedin.token, do: stall, off: true}
steps: [sync, {advance: 30m}, {faults: {on: f2}}]
expect: {held: {job: "<= 5"}}
)",
                                   "a.yaml", {});
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(explain(read->front()), R"(a
  It shows.
  seed 1, begins 2026-01-01T00:00:00.000Z, on virtual time only: only virtual time can be advanced

tenants
  acme: greenhouse, 20 candidates, 5 jobs; LinkedIn /v2
    quirks {page_items: 10}

faults
  f1 at greenhouse.*.list (19 endpoints), page 2: latency 2s
  f2 at linkedin.token, always: stall; off until a step switches it on

steps
  1. sync
  2. advance 30m
  3. faults, on [f2]

at the end
  agree: true
  held: {job: "<= 5"}
  f1 must have struck at least once
)");
}

TEST(Explained, WhateverIsInvented) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Scenario scenario = Inventor(seed).scenario();
    const std::string plan = explain(scenario);
    for (const FaultRule& rule : scenario.faults) {
      EXPECT_NE(plan.find("  " + rule.id + " at "), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace crosswalk::sim
