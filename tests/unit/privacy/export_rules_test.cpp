// Only what a customer was told may cross from LinkedIn into its ATS. Each test puts more into a
// profile than may pass and looks at what comes out; and every refusal must be readable by the
// recruiter who is told of it.

#include "privacy/export_rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace crosswalk {
namespace {

ExportedMember whole() {
  return {.first_name = "Ana",
          .last_name = "Example",
          .headline = "Welder of the old school",
          .company = "Forge Ltd",
          .title = "Welder",
          .location = "Leeds",
          .email = "ana@example.com",
          .profile_url = "https://www.linkedin.com/in/ana-example"};
}

std::map<std::string, std::string> by_name(const ExportedMember& member,
                                           const ExportGrants& grants) {
  std::map<std::string, std::string> named;
  for (auto& [name, text] : admitted(member, grants)) EXPECT_TRUE(named.emplace(name, text).second);
  return named;
}

TEST(ExportRules, TheFiveGroupsPassAndNothingElse) {
  const auto person = by_name(whole(), {});
  EXPECT_EQ(person, (std::map<std::string, std::string>{{"first_name", "Ana"},
                                                        {"last_name", "Example"},
                                                        {"headline", "Welder of the old school"},
                                                        {"company", "Forge Ltd"},
                                                        {"title", "Welder"},
                                                        {"location", "Leeds"}}));
}

TEST(ExportRules, AnAddressPassesByItsOwnGrantOnly) {
  EXPECT_EQ(by_name(whole(), {.profile_url = true}).count("email"), 0u);
  EXPECT_EQ(by_name(whole(), {.email = true}).at("email"), "ana@example.com");
  EXPECT_EQ(by_name(whole(), {.email = true}).count("profile_url"), 0u);
  EXPECT_EQ(by_name(whole(), {.profile_url = true}).at("profile_url"),
            "https://www.linkedin.com/in/ana-example");
}

TEST(ExportRules, WhatIsNotThereIsNotWritten) {
  ExportedMember member;
  member.first_name = "Ana";
  member.last_name = " \t";
  EXPECT_EQ(by_name(member, {true, true}),
            (std::map<std::string, std::string>{{"first_name", "Ana"}}));
  EXPECT_TRUE(admitted({}, {true, true}).empty());
}

TEST(ExportRules, ControlCharactersNeverReachTheAts) {
  ExportedMember member = whole();
  member.headline = std::string(" one\r\ntwo\0three\x7F ", 16);
  EXPECT_EQ(by_name(member, {}).at("headline"), "one two three");
}

TEST(ExportRules, ATextThatIsNoUtf8IsLeftOutWhole) {
  ExportedMember member = whole();
  member.title = "Weld\xFFr";
  EXPECT_EQ(by_name(member, {}).count("title"), 0u);
}

TEST(ExportRules, ALongTextIsCutAtACodePoint) {
  ExportedMember member = whole();
  member.headline.clear();
  for (int at = 0; at < 600; ++at) member.headline += "\xC3\xB6";
  EXPECT_EQ(by_name(member, {}).at("headline").size(), 1000u);
}

TEST(Refusals, EveryWordIsExplainedInASentenceOfItsOwn) {
  std::set<std::string> sentences;
  for (const std::string_view word : refusal_words()) {
    const std::string sentence = explain_refusal(word);
    EXPECT_TRUE(sentence.ends_with(".")) << word;
    EXPECT_EQ(sentence.find('_'), std::string::npos) << "no word of ours stands in: " << sentence;
    EXPECT_TRUE(sentences.insert(sentence).second) << word;
  }
  EXPECT_GE(sentences.size(), 12u);
}

TEST(Refusals, AnUnknownWordIsShownAsItIs) {
  EXPECT_NE(explain_refusal("of_a_later_release").find("of_a_later_release"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk
