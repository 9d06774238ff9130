// A manifest over another one: a mistake must still name the file and the line a person has to
// edit, and what was taken away must be gone.

#include "mapping/manifest/overlay.hpp"
#include <algorithm>

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

std::string base() { return candidates("      title: /title\n"); }

Result<Plan> laid(const std::string& over, const Settings& settings = {}) {
  return compile_manifest(overlaid("acme/c.yaml", base(), "twin/c.yaml", over), "x.yaml", settings);
}

TEST(Overlay, ReplacesWhatItSaysAndKeepsTheRest) {
  const Result<Plan> plan = laid(
      "connector: twin\nobjects:\n  people:\n    full: GET /twins\n    map: { title: absent }\n"
      "auth:\n  basic: absent\n  headers:\n    send: { x-key: key, x-more: region }\n");
  ASSERT_TRUE(plan) << to_string(plan.error());
  EXPECT_EQ(plan->connector, "twin");
  EXPECT_EQ(plan->version, "1.0.0");
  EXPECT_EQ(plan->auth.kind, AuthKind::headers);
  EXPECT_EQ(plan->auth.headers.at(1).second, "region");
  EXPECT_FALSE(can_carry(*plan, RecordKind::candidate, Field::candidate_title));
  Mapper mapper(*plan, nullptr);
  const Result<Planned> planned = mapper.plan_read({.object = "people", .mode = ReadMode::full});
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->requests.at(0).http.target, "/twins");
}

TEST(Overlay, MistakesNameTheFileAndTheLineTheyStandIn) {
  const auto mistake = [](const std::string& over) {
    const Result<Plan> plan = laid(over);
    return plan ? std::string("none") : plan.error().where + " " + plan.error().what;
  };
  EXPECT_EQ(mistake("connector: twin\nobjects:\n  people:\n    ful: GET /t\n"),
            "twin/c.yaml:4:5 unknown key 'ful'; did you mean 'full'?");
  EXPECT_EQ(mistake("hosts:\n  api: nowhere\n"),
            "twin/c.yaml:2:8 expected an origin: https://host or https://host:port");
  EXPECT_EQ(mistake("objects:\n  pople: absent\n"),
            "twin/c.yaml:2:3 there is no such key to take away");
  EXPECT_EQ(mistake("a: [\n").substr(0, 12), "twin/c.yaml:");
  EXPECT_EQ(mistake("- a\n"), "twin/c.yaml what is laid over a manifest is a map");
  // A setting the base still speaks of.
  EXPECT_EQ(mistake("settings:\n  key: absent\n").substr(0, 15), "acme/c.yaml:12:");
}

TEST(Overlay, AManifestOfOneDocumentIsReadAsItIs) {
  const Result<Documents> one = parse_documents("a: 1\nb: 2\n", "c.yaml");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->places.size(), 1u);
  EXPECT_EQ(one->places[0].file, "c.yaml");
  EXPECT_EQ(one->root.keys.at(1).line, 2);
}

TEST(Variants, OnlyWhatAppliesIsThere) {
  const std::string text = file_text("plugins/greenhouse/connector.yaml");
  const Result<Plan> old =
      compile_manifest(text, "m.yaml", {{"api_version", "v1"}, {"job_board", "b"}});
  ASSERT_TRUE(old) << to_string(old.error());
  EXPECT_EQ(old->auth.kind, AuthKind::basic);
  EXPECT_EQ(old->rate.window, std::chrono::seconds(10));
  EXPECT_TRUE(old->lookups.empty());
  std::vector<std::string> asked;
  for (const SettingSpec& setting : old->settings) {
    if (setting.required) asked.push_back(setting.name);
  }
  EXPECT_EQ(asked, (std::vector<std::string>{"api_key", "job_board"}));
  const Result<Plan> young = compile_manifest(text, "m.yaml", {{"user_id", "7"}});
  ASSERT_TRUE(young);
  EXPECT_EQ(young->auth.kind, AuthKind::oauth2_client_credentials);
  EXPECT_EQ(young->rate.window, std::chrono::seconds(30));
  for (const ObjectSpec& object : old->objects) {
    const auto same = std::ranges::find(young->objects, object.name, &ObjectSpec::name);
    ASSERT_NE(same, young->objects.end()) << object.name;
    if (object.group_read.empty()) {
      EXPECT_EQ(same->kind, object.kind) << object.name;
    }
  }
}

}  // namespace
}  // namespace crosswalk
