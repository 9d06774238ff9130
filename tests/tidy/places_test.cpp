// A page that names a file which is not there sends its reader looking. At stake: a stranger finds
// the file for every sentence.

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "tidy/tree.hpp"

namespace crosswalk::tidy {
namespace {

const std::vector<std::string> pages{"README.md",
                                     "core/README.md",
                                     "core/privacy.md",
                                     "core/daemon/README.md",
                                     "core/sdk/README.md",
                                     "plugins/README.md",
                                     "simulator/README.md",
                                     "simulator/peers.md",
                                     "simulator/faults/README.md",
                                     "fixtures/README.md"};

// Places are written from the root, or from core/ for its layers.
bool is_there(const std::string& place) {
  for (const char* root : {"/", "/core/"}) {
    for (const char* ending : {"", ".hpp", ".cpp"}) {
      if (std::filesystem::exists(std::string(CROSSWALK_SOURCE_DIR) + root + place + ending)) {
        return true;
      }
    }
  }
  return false;
}

std::vector<std::string> places_in(const std::string& text) {
  static const std::regex place(
      "(?:^|[^A-Za-z0-9_./-])((?:core|mapping|policy|access|engine|sync|flow|runtime|worker|daemon|"
      "simulator|tests|plugins|fixtures)(?:/[a-z_]+)+(?:\\.[a-z]+)?)(?![A-Za-z0-9_/*<{-])");
  std::vector<std::string> places;
  for (std::sregex_iterator at(text.begin(), text.end(), place), end; at != end; ++at) {
    places.push_back((*at)[1]);
  }
  return places;
}

TEST(Places, EveryFileAPageNamesIsThere) {
  std::size_t found = 0;
  for (const std::string& page : pages) {
    for (const std::string& place : places_in(text_of(page))) {
      EXPECT_TRUE(is_there(place)) << page << " names " << place;
      ++found;
    }
  }
  EXPECT_GT(found, 40u);
}

TEST(Places, OneThatIsNotThereWouldBeSeen) {
  const auto places = places_in("see `flow/reading/round` and flow/nowhere, core/README.md");
  ASSERT_EQ(places, (std::vector<std::string>{"flow/reading/round", "flow/nowhere"}));
  EXPECT_TRUE(is_there(places[0]));
  EXPECT_FALSE(is_there(places[1]));
}

}  // namespace
}  // namespace crosswalk::tidy
