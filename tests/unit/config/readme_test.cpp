// The operator's page describes every option. It is written from the table, so it can only be
// wrong if somebody edits it by hand. CROSSWALK_UPDATE=1 writes it anew.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "runtime/config/options.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view begin_mark =
    "<!-- options: begin; written from the table in core/runtime/config/options.cpp -->\n";
constexpr std::string_view end_mark = "<!-- options: end -->";

TEST(Readme, TheOperatorsPageSaysWhatTheTableSays) {
  const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/core/daemon/README.md";
  std::ifstream in(path, std::ios::binary);
  std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t begin = page.find(begin_mark);
  const std::size_t end = page.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + begin_mark.size();
  if (std::getenv("CROSSWALK_UPDATE") != nullptr) {
    page.replace(from, end - from, options_markdown());
    std::ofstream(path, std::ios::binary) << page;
    return;
  }
  EXPECT_EQ(page.substr(from, end - from), options_markdown())
      << "run this test with CROSSWALK_UPDATE=1 and read the diff";
}

}  // namespace
}  // namespace crosswalk
