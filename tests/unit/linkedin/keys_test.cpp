// Outcomes are matched to entities by keys, and a key that matches the wrong entity marks a
// record as delivered that is not. Order and escaping vary; the set of parts must not.

#include <gtest/gtest.h>

#include "linkedin/wire/keys.hpp"

namespace crosswalk {
namespace {

const KeyParts candidate = {{"atsCandidateId", "C-9"},
                            {"dataProvider", "ATS"},
                            {"integrationContext", "urn:li:organization:5000"}};

TEST(Key, IsWrittenInThreeForms) {
  EXPECT_EQ(key_text(candidate),
            "atsCandidateId=C-9&dataProvider=ATS&integrationContext=urn:li:organization:5000");
  std::string query;
  append_key_query(query, 0, candidate);
  EXPECT_EQ(query, "ids%5B0%5D.atsCandidateId=C-9&ids%5B0%5D.dataProvider=ATS&"
                   "ids%5B0%5D.integrationContext=urn:li:organization:5000");
  append_key_query(query, 17, {{"a", "1"}});
  EXPECT_TRUE(query.ends_with("&ids%5B17%5D.a=1"));
}

TEST(Key, EscapesWhateverWouldEndAPartOrAPath) {
  EXPECT_EQ(key_text({{"a", "x&y=z"}}), "a=x%26y%3Dz");
  EXPECT_EQ(key_text({{"a", "x/y?z#%"}}), "a=x%2Fy%3Fz%23%25");
  EXPECT_EQ(key_text({{"a", "1.2[3]~"}}), "a=1~2E2~5B3~5D~7E");
  EXPECT_EQ(key_text({{"a", "\xc3\xa9 +"}}), "a=%C3%A9%20%2B");
}

TEST(Key, IsReadInAnyOrder) {
  EXPECT_EQ(parse_key("integrationContext=urn:li:organization:5000&atsCandidateId=C-9&"
                      "dataProvider=ATS"),
            candidate);
}

TEST(Key, IsReadInAnyEscaping) {
  EXPECT_EQ(parse_key("atsCandidateId=C%2D9&dataProvider=%41TS&"
                      "integrationContext=urn%3Ali%3Aorganization%3A5000"),
            candidate);
  const KeyParts dotted = {{"a", "1.2"}};
  for (const auto* text : {"a=1.2", "a=1~2E2", "a=1~2e2", "a=1%2E2", "a=1%7E2E2"}) {
    EXPECT_EQ(parse_key(text), dotted) << text;
  }
}

TEST(Key, ATildeThatEscapesNothingStandsForItself) {
  for (const auto* text : {"a~", "a~2", "~zz", "~41", "~2F", "~~2"}) {
    EXPECT_EQ(parse_key("k=" + std::string(text)), (KeyParts{{"k", text}})) << text;
  }
}

TEST(Key, GoesThereAndBack) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  for (const std::string& value : {every_byte, std::string("~2E"), std::string("%2E"),
                                   std::string("~7E2E"), std::string("a=b&c=d"), std::string()}) {
    const KeyParts parts = {{"a", value}, {"b", "x"}};
    EXPECT_EQ(parse_key(key_text(parts)), parts);
  }
}

TEST(Key, ThatIsNoneIsRefused) {
  for (const auto* text : {"", "&", "a", "a=1&", "&a=1", "=1", "a=1&b", "a=1&&b=2", "a=1&a=1",
                           "a=1&%61=2", "a=%", "a=%4", "a=%zz", "%=1", "urn:li:x"}) {
    EXPECT_EQ(parse_key(text), std::nullopt) << text;
  }
}

TEST(Key, HasBounds) {
  std::string many = "p0=x";
  for (std::size_t at = 1; at < key_parts_max; ++at) many += "&p" + std::to_string(at) + "=x";
  EXPECT_NE(parse_key(many), std::nullopt);
  EXPECT_EQ(parse_key(many + "&one_more=x"), std::nullopt);
  EXPECT_NE(parse_key("a=" + std::string(key_bytes_max - 2, 'x')), std::nullopt);
  EXPECT_EQ(parse_key("a=" + std::string(key_bytes_max - 1, 'x')), std::nullopt);
}

}  // namespace
}  // namespace crosswalk
