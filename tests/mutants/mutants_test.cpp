// Who judges the judges: hosts and connectors with one mistake each. The scenario that a mutant
// names is green without the mistake and must be red with it; a mutant that survives is a hole in
// the library. A crash and a run that never ends are found by it as well.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "language/language.hpp"
#include "mutants/catalogue.hpp"
#include "mutants/switch.hpp"
#include "scenario/guard.hpp"
#include "scenario/play.hpp"

namespace crosswalk::mutants {

// Called by gtest.
void PrintTo(const Mutant& mutant, std::ostream* out) { *out << mutant.why; }

namespace {

namespace fs = std::filesystem;

const fs::path root = CROSSWALK_SOURCE_DIR;

// A mutant that never ends is caught; what is right is given time on a slow machine.
constexpr std::chrono::seconds patience_with_a_mistake{10}, patience{120};

// It asks for its switch and changes nothing: the harness must let it live.
constexpr const char* control = "changes_nothing";

std::vector<Mutant> catalogue() {
  Result<std::vector<Mutant>> all = read_catalogue((root / "tests/mutants/mutants.yaml").string());
  if (!all) {
    ADD_FAILURE() << to_string(all.error());
    return {};
  }
  return *std::move(all);
}

std::vector<Mutant> mistakes() {
  std::vector<Mutant> all = catalogue();
  std::erase_if(all, [](const Mutant& each) { return each.id == control; });
  return all;
}

int number_of(const std::string& id) {
  const std::vector<Mutant> all = catalogue();
  for (std::size_t place = 0; place < all.size(); ++place) {
    if (all[place].id == id) return static_cast<int>(place);
  }
  ADD_FAILURE() << "mutants.yaml has no " << id;
  return none;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<sim::Scenario> scenarios_of(const std::string& name) {
  const fs::path path = root / "tests/scenarios" / (name + ".yaml");
  const auto fragments = [&path](const std::string& fragment) -> Result<std::string> {
    return text_of(path.parent_path() / fragment);
  };
  Result<std::vector<sim::Scenario>> read =
      sim::read_scenarios(text_of(path), path.string(), fragments);
  if (!read) {
    ADD_FAILURE() << to_string(read.error());
    return {};
  }
  return *std::move(read);
}

std::string first_failure_of(const sim::History& history) {
  for (const sim::Check& check : history.checks) {
    if (check.good) continue;
    const std::string when = check.after.empty() ? "at the end" : "after " + check.after;
    return history.scenario + ": " + check.name + " " + when + ": " + check.words;
  }
  return history.passed() ? std::string() : history.scenario + ": it did not pass";
}

struct Outcome {
  std::string failure;           // The first check that failed; empty: none.
  std::set<std::string> failed;  // The names of all.
  std::string broke;             // What ended it before its end; empty: nothing.
  bool passed() const { return failure.empty() && broke.empty(); }
};

// Of the file's runs, each in a process of its own, the first that did not pass.
Outcome played(const std::string& name, int mutant) {
  sim::PlayOptions without_happenings;
  without_happenings.keeps_happenings = false;
  const auto play = [&](const sim::Scenario& each) {
    return sim::run_virtual(each, CROSSWALK_CONNECTORS, without_happenings);
  };
  const std::vector<sim::Scenario> scenarios = scenarios_of(name);
  EXPECT_FALSE(scenarios.empty()) << name;
  Outcome outcome;
  on = mutant;
  for (const sim::Scenario& scenario : scenarios) {
    sim::GuardOptions options;
    options.patience = mutant == none ? patience : patience_with_a_mistake;
    const sim::History history = sim::run_guarded(scenario, play, options);
    outcome.broke = history.broke;
    if (outcome.broke.empty()) outcome.failure = first_failure_of(history);
    for (const sim::Check& check : history.checks) {
      if (!check.good) outcome.failed.insert(check.name);
    }
    if (!outcome.passed()) break;
  }
  on = none;
  return outcome;
}

class Mutants : public testing::TestWithParam<Mutant> {};

TEST_P(Mutants, IsCaughtByItsScenario) {
  const Mutant& mutant = GetParam();
  const Outcome right = played(mutant.caught_by, none);
  EXPECT_TRUE(right.passed()) << mutant.caught_by << " fails without a mistake: " << right.failure
                              << right.broke;
  const Outcome wrong = played(mutant.caught_by, number_of(mutant.id));
  EXPECT_FALSE(wrong.passed()) << mutant.id << " survives " << mutant.caught_by << ": "
                               << mutant.why;
  // A crash would be noticed by any scenario and proves nothing about this one.
  EXPECT_EQ(mutant.ends.empty(), wrong.broke.empty()) << wrong.broke;
  EXPECT_TRUE(wrong.broke.starts_with(mutant.ends)) << wrong.broke;
  EXPECT_TRUE(mutant.breaks.empty() || wrong.failed.contains(mutant.breaks))
      << mutant.id << " does not break " << mutant.breaks << " but " << wrong.failure;
  std::cout << "  " << mutant.id << " fails " << wrong.failure.substr(0, 300) << wrong.broke
            << "\n";
}

TEST(MutantsThemselves, SurviveWhereTheyChangeNothing) {
  const int number = number_of(control);
  ASSERT_NE(number, none);
  const Mutant mutant = catalogue()[static_cast<std::size_t>(number)];
  const Outcome outcome = played(mutant.caught_by, number);
  EXPECT_TRUE(outcome.passed()) << outcome.failure << outcome.broke;
}

TEST(MutantsThemselves, AreThirtyAtLeastAndTheirManifestsHaveThePlace) {
  const std::vector<Mutant> all = mistakes();
  EXPECT_GE(all.size(), 30u);
  for (const Mutant& mutant : all) {
    for (const Place& place : mutant.places) {
      if (!in_a_manifest(place)) continue;
      const std::string text = text_of(root / place.file);
      const std::size_t at = text.find(place.find);
      EXPECT_NE(at, std::string::npos) << mutant.id << " has lost its place in " << place.file;
      EXPECT_EQ(text.find(place.find, at + 1), std::string::npos) << mutant.id;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Each, Mutants, testing::ValuesIn(mistakes()),
                         [](const auto& each) { return each.param.id; });

}  // namespace

std::string manifest(std::string_view yaml) {
  std::string text(yaml);
  if (on == none) return text;
  const Mutant mutant = catalogue().at(static_cast<std::size_t>(on));
  for (const Place& place : mutant.places) {
    const std::size_t at = in_a_manifest(place) ? text.find(place.find) : std::string::npos;
    if (at != std::string::npos) text.replace(at, place.find.size(), place.put);
  }
  return text;
}

}  // namespace crosswalk::mutants
