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

const fs::path tests_folder = fs::path(CROSSWALK_SOURCE_DIR) / "tests";

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
  for (const auto& entry : fs::recursive_directory_iterator(tests_folder / "scenarios")) {
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

// What a person copies first. Blocks that begin with the editor's line or with `why:` are whole
// scenarios; paths of fragments are relative to a theme's folder.
TEST(Examples, EveryWholeScenarioOfTheReadmeIsRead) {
  const std::string page = text_of(tests_folder.parent_path() / "simulator/README.md");
  ASSERT_NE(page.find("\n## Scenarios\n"), std::string::npos);
  std::size_t whole = 0;
  for (std::size_t at = page.find("```yaml\n"); at != std::string::npos;
       at = page.find("```yaml\n", at)) {
    at += 8;
    const std::string block = page.substr(at, page.find("```", at) - at);
    if (!block.starts_with("why:") && !block.starts_with("# yaml-language-server")) continue;
    const auto fragments = [](const std::string& name) -> Result<std::string> {
      return text_of(tests_folder / "scenarios/delta" / name);
    };
    const auto read = read_scenarios(block, "README.md", fragments);
    EXPECT_TRUE(read) << (read ? "" : to_string(read.error())) << "\n" << block;
    ++whole;
  }
  EXPECT_GE(whole, 3u);
}

}  // namespace
}  // namespace crosswalk::sim
