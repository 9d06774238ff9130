// Outcomes are matched to entities by keys, and a key that matches the wrong entity marks a
// record as delivered that is not. Order and escaping vary; the set of parts must not.

#include <gtest/gtest.h>

#include "linkedin/wire/keys.hpp"

namespace crosswalk {
namespace {

// Writes a key with `id_name` as its id and the rest as what all keys share.
std::string text_of(const KeyParts& others, std::string_view id_name, std::string_view id) {
  std::string out;
  KeyWriter(KeySyntax::protocol_1, id_name, {}, others).append_text(out, id);
  return out;
}

std::string value_of(std::string_view value) {
  std::string out;
  append_key_value(out, value);
  return out;
}

const KeyParts shared = {{"integrationContext", "urn:li:organization:5000"},
                         {"dataProvider", "ATS"}};

const KeyParts candidate = {{"atsCandidateId", "C-9"},
                            {"dataProvider", "ATS"},
                            {"integrationContext", "urn:li:organization:5000"}};

TEST(Key, IsWrittenInThreeForms) {
  EXPECT_EQ(text_of(shared, "atsCandidateId", "C-9"),
            "atsCandidateId=C-9&dataProvider=ATS&integrationContext=urn:li:organization:5000");
  const KeyWriter keys(KeySyntax::protocol_1, "atsCandidateId", {}, shared);
  std::string query;
  keys.append_query(query, 0, "C-9");
  EXPECT_EQ(query,
            "ids%5B0%5D.atsCandidateId=C-9&ids%5B0%5D.dataProvider=ATS&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000");
  keys.append_query(query, 17, "C&1");
  EXPECT_NE(query.find("5000&ids%5B17%5D.atsCandidateId=C%261&ids%5B17%5D."), std::string::npos);
}

TEST(Key, EscapesWhateverWouldEndAPartOrAPath) {
  EXPECT_EQ(value_of("x&y=z"), "x%26y%3Dz");
  EXPECT_EQ(value_of("x/y?z#%"), "x%2Fy%3Fz%23%25");
  EXPECT_EQ(value_of("1.2[3]~"), "1~2E2~5B3~5D~7E");
  EXPECT_EQ(value_of("\xc3\xa9 +"), "%C3%A9%20%2B");
  EXPECT_EQ(text_of({{"a", "x&y"}}, "b", "1=2"), "a=x%26y&b=1%3D2");
}

TEST(Key, WritesItsPartsByNameWhereverTheIdStands) {
  EXPECT_EQ(text_of({{"c", "3"}, {"a", "1"}}, "b", "2"), "a=1&b=2&c=3");
  EXPECT_EQ(text_of({}, "b", "2"), "b=2");
  EXPECT_DEATH(text_of({{"b", "1"}}, "b", "2"), "broken promise");
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
    EXPECT_EQ(parse_key(text_of({{"b", "x"}}, "a", value)), (KeyParts{{"a", value}, {"b", "x"}}));
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
