// The library of scenarios: each file below this folder is one test, played on virtual time. At
// stake: everything the files say. A sample is played twice, because a run that cannot be repeated
// proves nothing of what it found.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "language/language.hpp"
#include "scenario/play.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

const fs::path library = fs::path(CROSSWALK_SOURCE_DIR) / "tests/scenarios";

constexpr std::size_t sample_every = 7;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> files() {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(library)) {
    if (entry.path().extension() != ".yaml") continue;
    all.push_back(fs::relative(entry.path(), library).replace_extension().generic_string());
  }
  std::ranges::sort(all);
  return all;
}

std::vector<Scenario> scenarios_of(const std::string& name) {
  const fs::path path = library / (name + ".yaml");
  const auto fragments = [&path](const std::string& fragment) -> Result<std::string> {
    const fs::path file = path.parent_path() / fragment;
    if (!fs::exists(file)) {
      return Error{ErrorCode::invalid_input, "there is no such file", file.string()};
    }
    return text_of(file);
  };
  Result<std::vector<Scenario>> scenarios = read_scenarios(text_of(path), path.string(), fragments);
  if (!scenarios) {
    ADD_FAILURE() << to_string(scenarios.error());
    return {};
  }
  return *std::move(scenarios);
}

std::string failures_of(const History& history) {
  std::string words = history.broke;
  for (const Check& check : history.checks) {
    if (!check.good) words += "\n" + check.name + " " + check.after + ": " + check.words;
  }
  return words;
}

// Of each seventh, so that every theme has one.
std::vector<std::string> sample() {
  const std::vector<std::string> all = files();
  std::vector<std::string> some;
  for (std::size_t at = 0; at < all.size(); at += sample_every) some.push_back(all[at]);
  return some;
}

// How often a report shows each rule.
std::map<std::string, std::uint64_t> shown_faults(const History& history) {
  std::map<std::string, std::uint64_t> shown;
  for (const auto& [rule, unused] : history.fired) shown[rule] = 0;
  for (const Happening& each : history.happenings) {
    for (const std::string& rule : each.faults) ++shown[rule];
  }
  return shown;
}

std::string word_of(const testing::TestParamInfo<std::string>& each) {
  std::string name = each.param;
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

class Library : public testing::TestWithParam<std::string> {};
class Twice : public testing::TestWithParam<std::string> {};

TEST_P(Library, Holds) {
  for (const Scenario& scenario : scenarios_of(GetParam())) {
    if (scenario.mode == Mode::real_only) continue;
    const History history = run_virtual(scenario, CROSSWALK_CONNECTORS);
    EXPECT_TRUE(history.passed()) << scenario.name << failures_of(history);
    EXPECT_FALSE(scenario.why.empty()) << "says in one sentence why it is there";
    if (history.happenings_dropped == 0) {
      EXPECT_EQ(shown_faults(history), history.fired);
    }
  }
}

TEST_P(Twice, SaysTheSame) {
  const std::vector<Scenario> scenarios = scenarios_of(GetParam());
  ASSERT_FALSE(scenarios.empty());
  const History first = run_virtual(scenarios.front(), CROSSWALK_CONNECTORS);
  const History second = run_virtual(scenarios.front(), CROSSWALK_CONNECTORS);
  EXPECT_FALSE(first.transcript.empty());
  EXPECT_EQ(first.transcript, second.transcript);
}

TEST(LibraryItself, HasSixtyScenariosInTenThemes) {
  std::set<std::string> themes;
  std::size_t count = 0;
  for (const std::string& name : files()) {
    themes.insert(name.substr(0, name.find('/')));
    ++count;
  }
  EXPECT_GE(count, 60u);
  EXPECT_EQ(themes,
            (std::set<std::string>{"delta", "deletion", "export", "failures", "first_load",
                                   "limits", "pagination", "privacy", "tenancy", "upgrade"}));
}

INSTANTIATE_TEST_SUITE_P(Of, Library, testing::ValuesIn(files()), word_of);
INSTANTIATE_TEST_SUITE_P(Of, Twice, testing::ValuesIn(sample()), word_of);

}  // namespace
}  // namespace crosswalk::sim
