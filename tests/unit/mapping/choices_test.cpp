// Settings typed by hand decide which table a customer is shown. A misspelt word that quietly
// meant the default would show the table of something else.

#include "mapping/choices.hpp"

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string yaml =
    "manifest: 1\nconnector: acme\nversion: 1.0.0\ntitle: Acme\n"
    "settings:\n"
    "  key: { help: The key, secret: true, required: true }\n"
    "  api_version: { help: Which, words: [v1, v3], default: v3 }\n"
    "  board: { help: Only v1, only_if: { api_version: v1 } }\n"
    "hosts: { api: 'https://api.acme.test' }\n"
    "auth:\n"
    "  basic: { user: key, only_if: { api_version: v1 } }\n"
    "  headers: { send: { K: key }, only_if: { api_version: v3 } }\n"
    "objects:\n  people: { kind: candidate, full: GET /p, map: { id: /id } }\n";

std::vector<SettingSpec> declared(const std::string& text = yaml) {
  const auto all = declared_settings(text, "m.yaml");
  EXPECT_TRUE(all) << to_string(all.error());
  return all ? *all : std::vector<SettingSpec>();
}

std::string choice_mistake(const Settings& chosen, const std::string& text = yaml) {
  const Result<Done> fit = check_choices(declared(text), chosen);
  return fit ? "" : fit.error().what;
}

TEST(Choices, EverySettingIsDeclaredWhicheverVariantItIsFor) {
  const auto all = declared();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].words, (std::vector<std::string>{"v1", "v3"}));
  EXPECT_EQ(compile_manifest(yaml, "m.yaml", {})->settings.size(), 2u);
}

TEST(Choices, WhatFitsIsTaken) {
  EXPECT_EQ(choice_mistake({}), "");
  EXPECT_EQ(choice_mistake({{"api_version", "v1"}, {"board", "any text"}}), "");
}

TEST(Choices, AnUnknownSettingIsToldWithTheNearestOrAll) {
  EXPECT_EQ(choice_mistake({{"api_versoin", "v1"}}),
            "the connector has no setting 'api_versoin'; did you mean 'api_version'?");
  EXPECT_EQ(choice_mistake({{"colour", "red"}}),
            "the connector has no setting 'colour'; there are: api_version, board");
}

TEST(Choices, AWordThatIsNoneIsToldWithAllAndTheNearest) {
  EXPECT_EQ(choice_mistake({{"api_version", "v11"}}),
            "the setting 'api_version' must be one of its words: v1, v3; did you mean 'v1'?");
}

TEST(Choices, ASecretHasNoPlaceInACommandAndIsNotRepeated) {
  const std::string said = choice_mistake({{"key", "hunter2"}});
  EXPECT_NE(said.find("'key' is a secret"), std::string::npos) << said;
  EXPECT_EQ(said.find("hunter2"), std::string::npos);
}

TEST(Choices, WhatHasWordsAndNoDefaultMustBeChosen) {
  std::string open = yaml;
  open.replace(open.find(", default: v3"), 13, "");
  EXPECT_EQ(choice_mistake({}, open),
            "the setting 'api_version' has no default and must be given, as one of its words: v1, "
            "v3");
  EXPECT_EQ(choice_mistake({{"api_version", "v1"}}, open), "");
}

TEST(Choices, WhatTheVariantLeavesOutIsNotTakenInSilence) {
  const Result<Plan> plan = compile_manifest(yaml, "m.yaml", {});
  ASSERT_TRUE(plan);
  EXPECT_TRUE(check_in_force(*plan, {{"api_version", "v3"}}));
  const Result<Done> idle = check_in_force(*plan, {{"board", "b"}});
  ASSERT_FALSE(idle);
  EXPECT_NE(idle.error().what.find("'board' plays no part"), std::string::npos);
}

TEST(Choices, SettingsThatCannotBeReadAreToldWithTheirPlace) {
  const auto broken = declared_settings("settings:\n  key: { hlep: x }\n", "m.yaml");
  ASSERT_FALSE(broken);
  EXPECT_EQ(to_string(broken.error()), "m.yaml:2:10: unknown key 'hlep'; did you mean 'help'?");
}

}  // namespace
}  // namespace crosswalk
