// The simulator's own command line, and the demo through it. What is at stake: whoever mistypes
// learns the word that was meant, and whoever keeps a demo finds it again, in a script too.

#include <filesystem>

#include "base/text/json.hpp"
#include "site.hpp"

namespace crosswalk {
namespace {

using test::Ended;
using test::run_program;

Ended simulator(const std::vector<std::string>& words) {
  const test::Site site;  // A folder of its own.
  return run_program("crosswalk-sim", words, site.folder);
}

TEST(SimulatorWords, AMistypedWordIsToldWithTheNearest) {
  const auto said = [](const std::vector<std::string>& words, const std::string& meant) {
    const Ended end = simulator(words);
    EXPECT_EQ(end.code, 2);
    EXPECT_EQ(test::lines(end.error), 1u) << end.error;
    EXPECT_NE(end.error.find("did you mean '" + meant + "'?"), std::string::npos) << end.error;
  };
  said({"sevre"}, "serve");
  said({"serve", "--candidate", "3"}, "--candidates");
  said({"serve", "--no-qoutas"}, "--no-quotas");
  said({"demo", "--kep=1"}, "--keep");
}

TEST(SimulatorWords, OtherMistakesAreToldAsBefore) {
  EXPECT_EQ(simulator({}).code, 2);
  const Ended range = simulator({"serve", "--candidates", "-4"});
  EXPECT_EQ(range.code, 2);
  EXPECT_NE(range.error.find("--candidates"), std::string::npos) << range.error;
  EXPECT_EQ(simulator({"serve", "--help"}).code, 0);
}

TEST(SimulatorWords, AKeptDemoIsNamedInItsJsonAndOnStandardError) {
  const Ended end =
      simulator({"demo", "--binaries", CROSSWALK_BINARY_DIR "/bin", "--connectors",
                 CROSSWALK_BINARY_DIR "/lib/connectors", "--candidates", "20", "--json", "--keep"});
  ASSERT_EQ(end.code, 0) << end.error;
  const auto json = parse_json(end.out);
  ASSERT_TRUE(json) << end.out;
  const std::string kept(json->text_of("kept"));
  ASSERT_FALSE(kept.empty()) << end.out;
  EXPECT_TRUE(std::filesystem::exists(kept + "/crosswalk.yaml"));
  EXPECT_NE(end.error.find("kept: " + kept), std::string::npos) << end.error;
  std::filesystem::remove_all(kept);
}

}  // namespace
}  // namespace crosswalk
