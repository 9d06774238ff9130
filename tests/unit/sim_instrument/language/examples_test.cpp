// The files that ship are what people copy from. At stake: each of them is read, and says what its
// reader thinks it says.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "language/language.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

const fs::path root = fs::path(CROSSWALK_SOURCE_DIR) / "tests";

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Scenario> read_file(const fs::path& path) {
  const auto fragments = [&](const std::string& name) -> Result<std::string> {
    const fs::path fragment = path.parent_path() / name;
    if (!fs::exists(fragment))
      return Error{ErrorCode::invalid_input, "there is no such file", name};
    return text_of(fragment);
  };
  auto read = read_scenarios(text_of(path), path.string(), fragments);
  EXPECT_TRUE(read) << (read ? "" : to_string(read.error()));
  return read ? *std::move(read) : std::vector<Scenario>{};
}

std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root / "scenarios")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  return files;
}

TEST(Examples, EveryScenarioThatShipsIsReadAndSaysWhyItExists) {
  const std::vector<fs::path> files = shipped();
  ASSERT_GE(files.size(), 3u);
  for (const fs::path& file : files) {
    for (const Scenario& scenario : read_file(file)) {
      EXPECT_GE(scenario.why.size(), 20u) << file;
      EXPECT_FALSE(scenario.steps.empty()) << file;
    }
  }
}

TEST(Examples, EachIsWrittenSoThatItReadsBackTheSame) {
  for (const fs::path& file : shipped()) {
    for (const Scenario& scenario : read_file(file)) {
      const std::string written = write_scenario(scenario);
      const auto again = read_scenarios(written, "again.yaml", {});
      ASSERT_TRUE(again) << file << "\n" << to_string(again.error()) << "\n" << written;
      EXPECT_TRUE(again->front() == scenario) << file << "\n" << written;
    }
  }
}

TEST(Examples, AMatrixIsOneRunForEachCombinationWithItsValuesInTheName) {
  const auto runs = read_file(root / "scenarios/first_load/all_records.yaml");
  ASSERT_EQ(runs.size(), 6u);
  EXPECT_EQ(runs.front().name, "all_records seed=1 vendor=greenhouse");
  EXPECT_EQ(runs.back().name, "all_records seed=3 vendor=gem");
  EXPECT_EQ(runs.back().seed, 3u);
  EXPECT_EQ(runs.back().tenants.front().vendor, "gem");
  EXPECT_EQ(runs.back().tenants.front().world.candidates, 60u);
}

TEST(Examples, AFragmentIsJoinedBelowTheFileThatUsesIt) {
  const auto runs = read_file(root / "scenarios/limits/throttled_listing.yaml");
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].tenants.front().world.candidates, 30u);
  EXPECT_EQ(runs[0].tenants.front().quirks.page_items, 10u);
  EXPECT_EQ(runs[0].faults.front().line, 5);
}

}  // namespace
}  // namespace crosswalk::sim
