// What each vendor's oddities become is agreed on here, page by page. A difference is either a
// mistake or a decision: CROSSWALK_UPDATE=1 rewrites expected.json, and the commit says why.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "golden/golden_case.hpp"

namespace crosswalk::golden {
namespace {

namespace fs = std::filesystem;

class Golden : public ::testing::TestWithParam<fs::path> {};

std::string name_of_case(const ::testing::TestParamInfo<fs::path>& info) {
  std::string name =
      info.param.parent_path().filename().string() + "_" + info.param.filename().string();
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

TEST_P(Golden, BecomesWhatIsExpected) {
  const std::string made = account_of(GetParam());
  const fs::path expected = GetParam() / "expected.json";
  const char* update = std::getenv("CROSSWALK_UPDATE");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(expected, std::ios::binary) << made;
  }
  EXPECT_EQ(made, read_text(expected)) << "see " << (GetParam() / "NOTE.md");
}

TEST_P(Golden, SaysInANoteWhatItIsAbout) {
  EXPECT_GE(read_text(GetParam() / "NOTE.md").size(), 40u);
}

TEST_P(Golden, HoldsNothingThatIsNotRead) {
  EXPECT_EQ(mistakes_in(GetParam()), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Golden, ::testing::ValuesIn(cases()), name_of_case);

}  // namespace
}  // namespace crosswalk::golden
