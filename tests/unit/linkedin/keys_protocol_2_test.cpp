// The keys of the versioned API. As with the older ones, a key that matches the wrong entity marks
// a record as delivered that is not; here brackets, commas and colons are what an id could forge.

#include <gtest/gtest.h>

#include "linkedin/wire/keys.hpp"

namespace crosswalk {
namespace {

constexpr auto second = KeySyntax::protocol_2;
const KeyParts shared_parts = {{"integrationContext", "urn:li:organization:1"}};

std::string text_of(const KeyParts& others, std::string_view id) {
  std::string out;
  KeyWriter(second, "id", {}, others).append_text(out, id);
  return out;
}

TEST(KeyOfProtocol2, IsWrittenInBrackets) {
  const KeyWriter keys(second, "externalCandidateId", {}, shared_parts);
  std::string text;
  keys.append_text(text, "C-1");
  EXPECT_EQ(text, "(externalCandidateId:C-1,integrationContext:urn%3Ali%3Aorganization%3A1)");
  std::string query;
  keys.append_query(query, 0, "1");
  keys.append_query(query, 1, "2");
  keys.close_query(query);
  EXPECT_EQ(query,
            "ids=List((externalCandidateId:1,integrationContext:urn%3Ali%3Aorganization%3A1),"
            "(externalCandidateId:2,integrationContext:urn%3Ali%3Aorganization%3A1))");
}

TEST(KeyOfProtocol2, MayNameAParent) {
  const KeyWriter keys(second, "note", "candidate", shared_parts);
  std::string text;
  keys.append_text(text, "N,1", "C:1");
  EXPECT_EQ(text, "(candidate:C%3A1,integrationContext:urn%3Ali%3Aorganization%3A1,note:N%2C1)");
  EXPECT_DEATH(KeyWriter(second, "note", "note", shared_parts), "broken promise");
  EXPECT_DEATH(KeyWriter(second, "note", "integrationContext", shared_parts), "broken promise");
}

TEST(KeyOfProtocol2, EscapesAllThatIsStructure) {
  EXPECT_EQ(text_of({}, "a,b:c(d)'"), "(id:a%2Cb%3Ac%28d%29%27)");
  EXPECT_EQ(text_of({}, "x/y?z#%&="), "(id:x%2Fy%3Fz%23%25%26%3D)");
  EXPECT_EQ(text_of({}, "1.2~3"), "(id:1.2~3)");
  EXPECT_EQ(text_of({}, ""), "(id:'')");
}

TEST(KeyOfProtocol2, SimpleKeysAreAList) {
  const std::vector<std::string> ids = {"a,b", "urn:li:x:1"};
  EXPECT_EQ(plain_query(second, ids), "ids=List(a%2Cb,urn%3Ali%3Ax%3A1)");
  EXPECT_EQ(plain_query(KeySyntax::protocol_1, ids), "ids=a%2Cb&ids=urn%3Ali%3Ax%3A1");
}

TEST(KeyOfProtocol2, IsReadInAnyOrderAndEscaping) {
  const KeyParts parts = {{"a", "1"}, {"b", "urn:li:organization:9"}};
  for (const auto* text :
       {"(a:1,b:urn%3Ali%3Aorganization%3A9)", "(b:urn%3ali%3aorganization%3a9,a:%31)",
        "(b:urn:li:organization:9,a:1)", "($params:(),a:1,b:urn%3Ali%3Aorganization%3A9)",
        "($params:(x:(y:1),z:2),b:urn%3Ali%3Aorganization%3A9,a:1)"}) {
    EXPECT_EQ(parse_key(text, second), parts) << text;
  }
  EXPECT_EQ(parse_key("(a:'')", second), (KeyParts{{"a", ""}}));
  EXPECT_EQ(parse_key("(a:~2E)", second), (KeyParts{{"a", "~2E"}}));
}

TEST(KeyOfProtocol2, GoesThereAndBack) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  for (const std::string& value :
       {every_byte, std::string("%2E"), std::string("a=b&c=d"), std::string("(a:1,b:2)"),
        std::string("$params:()"), std::string("''"), std::string()}) {
    EXPECT_EQ(parse_key(text_of({{"b", "x"}}, value), second),
              (KeyParts{{"b", "x"}, {"id", value}}));
  }
}

TEST(KeyOfProtocol2, ThatIsNoneIsRefused) {
  for (const auto* text : {"",
                           "(",
                           ")",
                           "()",
                           "a:1",
                           "(a:1",
                           "a:1)",
                           "(a)",
                           "(a:)",
                           "(:1)",
                           "(a:1,)",
                           "(,a:1)",
                           "(a:1,,b:2)",
                           "(a:1,a:2)",
                           "(a:1,%61:2)",
                           "(a:%)",
                           "(a:%4)",
                           "(a:%zz)",
                           "((a:1))",
                           "(a:(b:1))",
                           "(a:1)(b:2)",
                           "($params:())",
                           "($params:(),)",
                           "($params:(,a:1)",
                           "($params:()a:1)",
                           "a=1&b=2"}) {
    EXPECT_EQ(parse_key(text, second), std::nullopt) << text;
  }
}

TEST(KeyOfProtocol2, HasBounds) {
  std::string many = "(p0:x";
  for (std::size_t at = 1; at < key_parts_max; ++at) many += ",p" + std::to_string(at) + ":x";
  EXPECT_NE(parse_key(many + ")", second), std::nullopt);
  EXPECT_EQ(parse_key(many + ",one_more:x)", second), std::nullopt);
  EXPECT_NE(parse_key("(a:" + std::string(key_bytes_max - 4, 'x') + ")", second), std::nullopt);
  EXPECT_EQ(parse_key("(a:" + std::string(key_bytes_max - 3, 'x') + ")", second), std::nullopt);
}

}  // namespace
}  // namespace crosswalk
