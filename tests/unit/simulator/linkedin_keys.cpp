// One entity has one key in three spellings. Comparing them as text would refuse what LinkedIn
// accepts, and accepting a half key would hide a client's mistake.

#include <gtest/gtest.h>

#include "linkedin/rest/keys.hpp"
#include "linkedin/rest/lists.hpp"
#include "linkedin_client.hpp"

namespace crosswalk::sim::linkedin {
namespace {

std::string id_of(std::string_view text) {
  const auto key = read_key(candidate_kind, text);
  return key ? key->id : "refused";
}

TEST(LinkedInKeys, PartsMayComeInAnyOrder) {
  EXPECT_EQ(id_of("atsCandidateId=C-9&dataProvider=ATS&integrationContext=urn:li:organization:5"),
            "C-9");
  EXPECT_EQ(id_of("integrationContext=urn:li:organization:5&atsCandidateId=C-9&dataProvider=ATS"),
            "C-9");
}

TEST(LinkedInKeys, PercentAndTildeEscapesAreUndone) {
  const std::string tail = "&dataProvider=ATS&integrationContext=urn%3Ali%3Aorganization%3A5";
  EXPECT_EQ(id_of("atsCandidateId=a%26b%3Dc" + tail), "a&b=c");
  EXPECT_EQ(id_of("atsCandidateId=a~2Eb~5Bc~5Dd~7Ee" + tail), "a.b[c]d~e");
  EXPECT_EQ(id_of("atsCandidateId=a~b~2" + tail), "a~b~2");
  EXPECT_EQ(id_of("atsCandidateId=%F0%9F%90%8E" + tail), "\xF0\x9F\x90\x8E");
}

TEST(LinkedInKeys, WhatIsNoWholeKeyIsRefused) {
  const std::string context = "&integrationContext=urn:li:organization:5";
  for (const std::string& text :
       {std::string("C-9"), std::string(), "atsCandidateId=C-9" + context,
        "atsCandidateId=C-9&dataProvider=PARTNER" + context,
        "atsCandidateId=&dataProvider=ATS" + context,
        "atsCandidateId=C-9&atsCandidateId=C-8&dataProvider=ATS" + context,
        "atsCandidateId=C-9&dataProvider=ATS&color=red" + context,
        "atsJobApplicationId=C-9&dataProvider=ATS" + context,
        "atsCandidateId=%zz&dataProvider=ATS" + context,
        std::string("atsCandidateId=C-9&dataProvider=ATS&integrationContext=urn:li:contract:5"),
        std::string("atsCandidateId=C-9&dataProvider=ATS&integrationContext=urn:li:group:5")}) {
    EXPECT_EQ(id_of(text), "refused") << text;
  }
}

std::size_t keys_in(std::string_view query) {
  const auto parameters = read_query(query);
  if (!parameters) return 999;
  const auto keys = read_batch_keys(candidate_kind, *parameters);
  return keys ? keys->size() : 999;
}

TEST(LinkedInKeys, BracketsComeRawOrEncoded) {
  EXPECT_EQ(keys_in("ids[0].atsCandidateId=a&ids[0].dataProvider=ATS"
                    "&ids%5B0%5D.integrationContext=urn%3Ali%3Aorganization%3A5"
                    "&ids%5b1%5d.dataProvider=ATS&ids[1].atsCandidateId=b"
                    "&ids[1].integrationContext=urn:li:organization:5&fields=x"),
            2u);
  EXPECT_EQ(keys_in(""), 0u);
}

TEST(LinkedInKeys, ABatchWithAHalfOrDoubledKeyIsRefused) {
  const std::string whole =
      "ids[0].atsCandidateId=a&ids[0].dataProvider=ATS"
      "&ids[0].integrationContext=urn:li:organization:5";
  EXPECT_EQ(keys_in(whole), 1u);
  EXPECT_EQ(keys_in(whole + "&ids[1].atsCandidateId=b"), 999u);
  EXPECT_EQ(keys_in(whole + "&ids[0].atsCandidateId=b"), 999u);
  EXPECT_EQ(keys_in(whole + "&ids[x].atsCandidateId=b"), 999u);
  EXPECT_EQ(keys_in(whole + "&ids[10000].atsCandidateId=b"), 999u);
  EXPECT_EQ(keys_in(whole + "&ids=b"), 999u);
  EXPECT_EQ(keys_in(whole + "&ids[1].atsCandidateId=a&ids[1].dataProvider=ATS"
                            "&ids[1].integrationContext=urn:li:organization:5"),
            999u);
  EXPECT_EQ(keys_in("ids[0].atsCandidateId=%2"), 999u);
  EXPECT_EQ(keys_in("ids[0].atsCandidateId=%FF"), 999u) << "no UTF-8";
}

TEST(LinkedInKeys, AnEchoCarriesTheSamePairsInTheChosenOrder) {
  const EntityKey key{.id = "C-9", .organization = "o", .text = "b=2&c=3&a=1"};
  EXPECT_EQ(echoed(key, KeyEcho::as_sent), "b=2&c=3&a=1");
  EXPECT_EQ(echoed(key, KeyEcho::sorted), "a=1&b=2&c=3");
  EXPECT_EQ(echoed(key, KeyEcho::reversed), "c=3&b=2&a=1");
}

TEST(LinkedInKeys, AKeyFromTheQueryIsWrittenSoThatItReadsTheSame) {
  const auto parameters = read_query(
      "ids[0].atsCandidateId=a%26b%3D%25~7E+c&ids[0].dataProvider="
      "ATS&ids[0].integrationContext=urn:li:organization:5");
  const auto keys = read_batch_keys(candidate_kind, *parameters);
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->front().id, "a&b=%~ c");
  EXPECT_EQ(id_of(keys->front().text), "a&b=%~ c");
}

TEST(LinkedInLists, AreCutAtTheirOwnCommasBeforeAnythingIsDecoded) {
  const auto list = read_list("List((a:1,b:2),x%2Cy,)");
  ASSERT_TRUE(list);
  EXPECT_EQ(*list, (std::vector<std::string_view>{"(a:1,b:2)", "x%2Cy", ""}));
  EXPECT_EQ(read_list("List()")->size(), 0u);
  for (const char* wrong : {"List((a:1)", "List(a))", "List(a)b", "(a)", "list(a)", ""}) {
    EXPECT_FALSE(read_list(wrong)) << wrong;
  }
}

TEST(LinkedInLists, MembersAreDecodedAndComplexParametersPassedOver) {
  const auto members = read_members("($params:(x:1),a:b%3Ac%29,d:)");
  ASSERT_TRUE(members);
  EXPECT_EQ(*members, (Parameters{{"a", "b:c)"}, {"d", ""}}));
  for (const char* wrong : {"(a)", "(a:b:c)", "(a:%FF)", "(a:%2)", "(a:(b:c))", "a:b", "("}) {
    EXPECT_FALSE(read_members(wrong)) << wrong;
  }
}

TEST(LinkedInLists, AParameterGivenTwiceIsNone) {
  EXPECT_EQ(raw_parameter("x=1&ids=List(a%2C)&y", "ids"), "List(a%2C)");
  EXPECT_FALSE(raw_parameter("ids=1&ids=2", "ids"));
  EXPECT_FALSE(raw_parameter("xids=1&ids", "ids"));
}

}  // namespace
}  // namespace crosswalk::sim::linkedin
