// A layout that nobody has to think about keeps changes small and readable. The one formatter
// decides; what is laid out by hand, such as a table, says so in its own place.

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "tidy/tree.hpp"

namespace crosswalk::tidy {
namespace {

constexpr const char* formatter = "clang-format-14";

// C text for strangers, laid out to be read as a table.
const std::set<std::string> by_hand{"core/sdk/abi.h"};

// What the formatter would change in the named files; empty when nothing.
std::string complaints(const std::vector<std::string>& paths) {
  const std::string list = testing::TempDir() + "crosswalk-format-" + std::to_string(getpid());
  {
    std::ofstream out(list);
    for (const std::string& path : paths) out << path << '\n';
  }
  const std::string command = std::string("cd '") + CROSSWALK_SOURCE_DIR + "' && " + formatter +
                              " --dry-run --Werror --files='" + list + "' 2>&1";
  std::string said;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "the formatter cannot be started";
  char chunk[4096];
  while (const std::size_t size = std::fread(chunk, 1, sizeof chunk, pipe)) {
    said.append(chunk, size);
  }
  const int status = pclose(pipe);
  std::remove(list.c_str());
  if (status == 0) return "";
  return said.empty() ? "the formatter failed and gave no reason" : said.substr(0, 4000);
}

TEST(Format, EveryFileIsLaidOutByTheOneFormatter) {
  std::vector<std::string> paths;
  for (const SourceFile& file : sources_below({"core", "plugins", "simulator", "tests"})) {
    if (!by_hand.contains(file.path)) paths.push_back(file.path);
  }
  ASSERT_GT(paths.size(), 100u);
  EXPECT_EQ(complaints(paths), "") << "clang-format-14 -i FILE lays a file out";
}

TEST(Format, AFileLaidOutOtherwiseIsNoticed) {
  const std::string path = testing::TempDir() + "crosswalk-crooked.cpp";
  std::ofstream(path) << "int  f( ){return 1 ;}\n";
  EXPECT_NE(complaints({path}), "");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace crosswalk::tidy
