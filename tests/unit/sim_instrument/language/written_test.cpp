// Explore writes the file that replays what it found. At stake: what such a file says is what was
// found, whatever words, quotes and defaults it needs for that.

#include <gtest/gtest.h>

#include "language/language.hpp"
#include "unit/sim_instrument/language/invent.hpp"

namespace crosswalk::sim {
namespace {

Scenario must_read(const std::string& text) {
  const auto read = read_scenarios(text, "a.yaml", {});
  EXPECT_TRUE(read) << (read ? "" : to_string(read.error())) << "\n" << text;
  return read ? read->front() : Scenario{};
}

TEST(Written, WhateverIsInventedReadsBackTheSame) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Scenario invented = Inventor(seed).scenario();
    const std::string text = write_scenario(invented);
    const auto read = read_scenarios(text, "a.yaml", {});
    ASSERT_TRUE(read) << "seed " << seed << ": " << to_string(read.error()) << "\n" << text;
    ASSERT_EQ(read->size(), 1u);
    ASSERT_TRUE(read->front() == invented) << "seed " << seed << "\n"
                                           << text << "\n"
                                           << write_scenario(read->front());
    ASSERT_EQ(write_scenario(read->front()), text) << "seed " << seed;
    ASSERT_EQ(read->front().name, "invented");
    ASSERT_EQ(read->front().mode_reason, invented.mode_reason);
  }
}

// The twin of the above: were everything equal to everything, it would hold as well.
TEST(Written, InventedScenariosDiffer) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    EXPECT_FALSE(Inventor(seed).scenario() == Inventor(seed + 1).scenario()) << seed;
  }
}

TEST(Written, AnythingThatDiffersMakesAnotherScenario) {
  const auto differs = [](auto change) {
    const Scenario usual;
    Scenario other;
    change(other);
    return !(usual == other);
  };
  EXPECT_TRUE(differs([](Scenario& s) { s.why = "so"; }));
  EXPECT_TRUE(differs([](Scenario& s) { s.seed = 2; }));
  EXPECT_TRUE(differs([](Scenario& s) { s.start += Duration{1}; }));
  EXPECT_TRUE(differs([](Scenario& s) { s.mode = Mode::real_only; }));
  EXPECT_TRUE(differs([](Scenario& s) { s.tenants.front().world.odd.job_draft = 1; }));
  EXPECT_TRUE(differs([](Scenario& s) { s.faults.push_back({}); }));
  EXPECT_TRUE(differs([](Scenario& s) { s.steps.push_back({}); }));
  EXPECT_TRUE(differs([](Scenario& s) { s.expect.agree = false; }));
  EXPECT_FALSE(differs([](Scenario& s) { s.name = s.file = "elsewhere"; }));
  EXPECT_FALSE(differs([](Scenario& s) { s.tenants.front().world.seed = 9; }));
}

TEST(Written, WhereSomethingStoodIsNoPartOfIt) {
  Scenario a, b;
  a.steps.push_back({SyncStep{}, {}, {}, 3});
  b.steps.push_back({SyncStep{}, {}, {}, 9});
  a.faults.emplace_back().line = 1;
  b.faults.emplace_back().line = 2;
  EXPECT_TRUE(a == b);
}

TEST(Written, ASmallScenarioIsAsShortAsAPersonWouldWriteIt) {
  Scenario scenario;
  scenario.name = "small";
  scenario.why = "It is small.";
  scenario.tenants.front().world.candidates = 10;
  FaultRule& fault = scenario.faults.emplace_back();
  fault.id = "f1";
  fault.at = "greenhouse.candidates.list";
  fault.when.page = 2;
  fault.what.kind = FaultKind::stall;
  scenario.steps = {
      {SyncStep{.full = true}}, {AdvanceStep{std::chrono::minutes(30)}}, {KillStep{}}};
  scenario.expect.held = {{"candidate", {9, 9}}};
  EXPECT_EQ(write_scenario(scenario), R"(name: small
why: "It is small."
world:
  candidates: 10
faults:
  - id: f1
    at: greenhouse.candidates.list
    when: {page: 2}
    do: stall
steps:
  - sync: {full: true}
  - advance: 30m
  - kill
expect:
  held: {candidate: 9}
)");
}

TEST(Written, WhatTenantsShareIsSaidOnce) {
  Scenario scenario;
  scenario.tenants.front().world.candidates = 10;
  scenario.tenants.push_back(scenario.tenants.front());
  scenario.tenants.back().name = "globex";
  scenario.tenants.back().world.jobs = 40;
  scenario.steps = {{SyncStep{}}};
  scenario.tenants.back().world.candidates = 200;  // What it would be if nobody said anything.
  const std::string text = write_scenario(scenario);
  EXPECT_EQ(text,
            "world:\n  candidates: 10\ntenants:\n  - name: acme\n"
            "  - name: globex\n    candidates: 200\nsteps:\n  - sync\n");
  EXPECT_TRUE(must_read(text) == scenario);
}

TEST(Written, LongPartsAreBrokenIntoLines) {
  Scenario scenario;
  scenario.steps = {{SyncStep{}}};
  Expectations& expect = scenario.expect;
  for (int i = 0; i < 12; ++i) {
    expect.linkedin_records.push_back({"candidate", std::to_string(4000 + i), true, {}});
    expect.told.push_back("a sentence that a person was shown " + std::to_string(i));
  }
  const std::string text = write_scenario(scenario);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    EXPECT_LE(end - begin, 100u) << text.substr(begin, end - begin);
    begin = end + 1;
  }
  EXPECT_TRUE(must_read(text) == scenario);
}

}  // namespace
}  // namespace crosswalk::sim
