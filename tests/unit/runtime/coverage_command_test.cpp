// What a customer is shown before anything is agreed on. At stake: the table says for which
// settings it holds, leaves no field out, never answers for other settings than were asked for,
// and every member of its JSON stands in the operator's page.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/text/json.hpp"
#include "sdk/fields.hpp"
#include "site.hpp"

namespace crosswalk {
namespace {

using test::Ended;
using test::holds;
using test::lines;
using test::Site;

std::string file_of(const std::string& connector) {
  return CROSSWALK_BINARY_DIR "/lib/connectors/" + connector + ".connector.so";
}

Ended shown(const std::string& connector, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"connector", "coverage", file_of(connector)};
  words.insert(words.end(), more.begin(), more.end());
  return Site().run(words, false);
}

Json json_of(const std::string& connector, std::vector<std::string> more = {}) {
  more.push_back("--json");
  const auto json = parse_json(shown(connector, more).out);
  EXPECT_TRUE(json);
  return json ? *json : Json();
}

Json kind_of(const Json& table, RecordKind kind) {
  return table.find("kinds")->items()->at(static_cast<std::size_t>(kind));
}

std::size_t size_of(const Json& object, const char* list) {
  return object.find(list)->items()->size();
}

TEST(CoverageCommand, ShowsEveryKindAgainstWhatAConnectorCarries) {
  const Ended text = shown("plain");
  EXPECT_EQ(text.code, 0) << text.error;
  for (const RecordKind kind : record_kinds) {
    EXPECT_TRUE(holds(text.out, "\n" + std::string(name_of(kind)) + ": ")) << text.out;
  }
  EXPECT_TRUE(holds(text.out, "\nNo setting changes this table.\n")) << text.out;
  EXPECT_TRUE(holds(text.out, "not read")) << text.out;
  EXPECT_TRUE(holds(text.out, "INCOMPLETE, none can be sent without ")) << text.out;
  const Json table = json_of("plain");
  ASSERT_EQ(size_of(table, "kinds"), record_kinds.size());
  std::size_t fields = 0;
  for (const Json& kind : *table.find("kinds")->items()) {
    fields += size_of(kind, "fields") + size_of(kind, "never_sent");
  }
  EXPECT_EQ(fields, field_table().size()) << "every field has its line";
}

TEST(CoverageCommand, SaysForWhichSettingsItHolds) {
  const Ended text = shown("greenhouse");
  EXPECT_TRUE(holds(text.out,
                    "\n  api_version                      v3                         "
                    "or v1\n"))
      << text.out;
  EXPECT_FALSE(holds(text.out, "client_secret")) << text.out;
  const Ended other = shown("greenhouse", {"--setting", "api_version=v1"});
  EXPECT_EQ(other.code, 0) << other.error;
  EXPECT_TRUE(holds(other.out, "v1                         or v3\n")) << other.out;
  EXPECT_TRUE(holds(text.out, "\ncandidate_note: complete\n")) << text.out;
  EXPECT_TRUE(holds(other.out, "\ncandidate_note: not read\n")) << other.out;
}

TEST(CoverageCommand, ASettingMaySayWhatIsOnlyRead) {
  const auto viewers = [](std::vector<std::string> more) {
    const Json job = kind_of(json_of("greenhouse", std::move(more)), RecordKind::job);
    for (const Json& each : *job.find("never_sent")->items()) {
      if (each.text_of("field") != "viewers") continue;
      EXPECT_EQ(each.text_of("read_by"), "linkedin.members");
      return std::string(each.text_of("carried"));
    }
    return std::string();
  };
  EXPECT_EQ(viewers({}), "no");
  EXPECT_EQ(viewers({"--setting", "hiring_team=yes"}), "connector");
  EXPECT_EQ(viewers({"--setting=hiring_team=yes", "--setting", "scorecard_attributes=no"}),
            "connector");
}

TEST(CoverageCommand, WhatIsOnlyReadStandsInASectionOfItsOwn) {
  const std::string out = shown("greenhouse").out;
  const std::size_t section = out.find("\nnever sent; ");
  ASSERT_NE(section, std::string::npos) << out;
  const std::size_t line = out.find("\n  job.confidential ");
  EXPECT_GT(line, section);
  EXPECT_TRUE(holds(out.substr(section), "policy.confidential_jobs")) << out;
}

TEST(CoverageCommand, AMistakenSettingIsRefusedAndNothingIsShown) {
  const auto said = [](std::vector<std::string> more) {
    const Ended end = shown("greenhouse", std::move(more));
    EXPECT_EQ(end.code, 2);
    EXPECT_EQ(end.out, "");
    EXPECT_EQ(lines(end.error), 1u) << end.error;
    return end.error;
  };
  EXPECT_TRUE(holds(said({"--setting", "api_versoin=v1"}), "did you mean 'api_version'?"));
  EXPECT_TRUE(holds(said({"--setting", "api_version=v11"}), "v1, v3; did you mean 'v1'?"));
  EXPECT_TRUE(holds(said({"--setting", "api_version"}), "NAME=VALUE"));
  EXPECT_TRUE(holds(said({"--setting", "user_id=1", "--setting", "user_id=2"}), "given twice"));
  EXPECT_TRUE(holds(said({"--setting", "job_board=acme"}), "plays no part"));
  const std::string secret = said({"--setting", "client_secret=hunter2"});
  EXPECT_TRUE(holds(secret, "is a secret")) << secret;
  EXPECT_FALSE(holds(secret, "hunter2")) << secret;
  EXPECT_TRUE(holds(said({"--seting", "api_version=v1"}), "did you mean '--setting'?"));
}

TEST(CoverageCommand, TheManifestIsShownForTheSameSettings) {
  const Site site;
  const auto objects = [&](const std::string& version) {
    const Ended end = site.run({"connector", "show", file_of("greenhouse"), "--json", "--setting",
                                "api_version=" + version},
                               false);
    const auto json = parse_json(end.out);
    EXPECT_TRUE(json) << end.error;
    return json ? size_of(*json, "objects") : 0;
  };
  EXPECT_NE(objects("v1"), objects("v3"));
}

TEST(CoverageCommand, WhatIsNoConnectorIsRefusedWithItsPlace) {
  const Site site;
  const Ended garbage = site.run({"connector", "coverage", site.config()}, false);
  EXPECT_EQ(garbage.code, 1);
  EXPECT_TRUE(holds(garbage.error, "crosswalk.yaml")) << garbage.error;
  EXPECT_EQ(site.run({"connector", "coverage", "nothing"}).code, 1);
}

void add_members(const Json& json, const std::string& path, std::set<std::string>& paths) {
  if (json.items() != nullptr) {
    for (const Json& each : *json.items()) add_members(each, path + "[]", paths);
  }
  if (json.members() == nullptr) return;
  for (const auto& [name, value] : *json.members()) {
    const std::string own = path.empty() ? name : path + "." + name;
    const bool leads_on = value.items() != nullptr && !value.items()->empty() &&
                          value.items()->front().members() != nullptr;
    if (!leads_on) paths.insert(own);
    add_members(value, own, paths);
  }
}

TEST(CoverageCommand, EveryMemberStandsInTheOperatorsPage) {
  std::ifstream in(CROSSWALK_SOURCE_DIR "/core/daemon/README.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::set<std::string> paths;
  add_members(json_of("greenhouse"), {}, paths);
  EXPECT_GT(paths.size(), 12u);
  for (const std::string& path : paths) EXPECT_TRUE(holds(page, "`" + path + "`")) << path;
}

}  // namespace
}  // namespace crosswalk
