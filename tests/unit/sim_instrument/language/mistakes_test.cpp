// Whoever wrote a scenario with five mistakes corrects five, not one five times. At stake: each is
// told at its place, in the order of the file, and none that only follows from another.

#include <gtest/gtest.h>

#include "language/language.hpp"

namespace crosswalk::sim {
namespace {

std::vector<std::string> all_of(const std::string& text) {
  std::vector<Error> mistakes;
  const auto fixture = [](const std::string& folder) {
    return folder == "there" ? std::string() : "'" + folder + "' is no folder";
  };
  EXPECT_FALSE(read_scenarios(text, "a.yaml", {}, {&mistakes, fixture}));
  std::vector<std::string> told;
  for (const Error& each : mistakes) told.push_back(to_string(each));
  return told;
}

TEST(AllMistakes, OfAFileAreToldInTheirOrderEachAtItsPlace) {
  EXPECT_EQ(all_of("steps: [sycn, quite]\nexpect: {agre: true}\nwolrd: {}\n"),
            (std::vector<std::string>{
                "a.yaml:1:9: there is no step 'sycn'; did you mean 'sync'?",
                "a.yaml:1:15: there is no step 'quite'; did you mean 'quiet'?",
                "a.yaml:2:10: there is no word of an expect 'agre'; did you mean 'agree'?",
                "a.yaml:3:1: there is no word of a scenario 'wolrd'; did you mean 'world'?"}));
}

TEST(AllMistakes, ThatOnlyTheWholeCanShowAreAllTold) {
  const std::vector<std::string> told = all_of(
      "tenants: [{name: a}, {name: a}]\n"
      "steps:\n"
      "  - sync: {tenant: c}\n"
      "  - opt_out: never_exported\n"
      "  - vendor: {do: delete, ids: $gone}\n"
      "expect: {fired: {f: 1}, records: [{job: 4, fields: {titel: A}}, {stage: 5}]}\n");
  ASSERT_EQ(told.size(), 7u);
  const char* const places[] = {"1:29", "3:20", "4:14", "5:31", "6:18", "6:53", "6:73"};
  for (std::size_t at = 0; at < told.size(); ++at) {
    EXPECT_TRUE(told[at].starts_with("a.yaml:" + std::string(places[at]) + ": ")) << told[at];
  }
}

TEST(AllMistakes, AreTwentyAtMostAndTheFirstRunOfAMatrixTellsThem) {
  std::string many = "steps:\n";
  for (int at = 0; at < 50; ++at) many += "  - nap\n";
  EXPECT_EQ(all_of(many).size(), 20u);
  const auto told = all_of("matrix: {n: [1, 2]}\nsteps: [sync: {ful: true}, advance: \"${n}x\"]\n");
  ASSERT_EQ(told.size(), 2u);
  EXPECT_NE(told[0].find("'ful'"), std::string::npos);
  EXPECT_NE(told[1].find("(in the run n=1)"), std::string::npos);
}

TEST(AllMistakes, TakeInAFolderThatIsNotThere) {
  EXPECT_EQ(all_of("tenants: [{name: a, fixture: nowhere}, {name: b, fixture: there}]\n"),
            (std::vector<std::string>{"a.yaml:1:30: 'nowhere' is no folder"}));
}

}  // namespace
}  // namespace crosswalk::sim
