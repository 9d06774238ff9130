// Token replies and configuration come through here, and the daemon that reads them holds the
// keys: a document that can be read in two ways is refused.

#include "base/text/json.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

Json parsed(std::string_view text) {
  auto value = parse_json(text);
  EXPECT_TRUE(value) << (value ? "" : to_string(value.error()));
  return value ? *std::move(value) : Json();
}

Error refusal(std::string_view text, std::size_t bytes_max = 1000) {
  auto value = parse_json(text, bytes_max);
  EXPECT_FALSE(value) << text;
  return value ? Error{} : value.error();
}

TEST(ParseJson, KeepsTypesAndOrder) {
  const Json value = parsed(R"({"z":1,"a":[true,null,-2,2.5,"x"],"m":{}})");
  ASSERT_NE(value.members(), nullptr);
  EXPECT_EQ((*value.members())[0].first, "z");
  EXPECT_EQ((*value.members())[1].first, "a");
  EXPECT_EQ(*value.find("z")->integer(), 1);
  const Json::List& items = *value.find("a")->items();
  EXPECT_TRUE(*items[0].flag());
  EXPECT_TRUE(items[1].is_null());
  EXPECT_EQ(*items[2].integer(), -2);
  EXPECT_EQ(*items[3].real(), 2.5);
  EXPECT_EQ(*items[4].text(), "x");
  EXPECT_TRUE(value.find("m")->members()->empty());
}

TEST(ParseJson, ANumberIsAnIntegerWhenItWasWrittenAsOne) {
  EXPECT_NE(parsed("1").integer(), nullptr);
  EXPECT_EQ(parsed("1.0").integer(), nullptr);
  EXPECT_EQ(*parsed("9223372036854775807").integer(), INT64_MAX);
  EXPECT_EQ(*parsed("-9223372036854775808").integer(), INT64_MIN);
}

TEST(ParseJson, ANumberThatDoesNotFitIsRefusedAndNotRounded) {
  refusal("9223372036854775808");
  refusal("-9223372036854775809");
  refusal("123456789012345678901234567890");
  refusal("1e999");
}

TEST(ParseJson, UnescapesText) {
  EXPECT_EQ(*parsed(R"("a\"\\\/\n\t\u00eb\ud83d\ude42")").text(), "a\"\\/\n\t\u00eb\U0001F642");
}

TEST(ParseJson, ADuplicateKeyIsRefusedWhereItStands) {
  const Error error = refusal("{\"client\":1,\n \"client\":2}");
  EXPECT_EQ(error.code, ErrorCode::invalid_input);
  EXPECT_EQ(error.where.substr(0, 6), "line 2");
  EXPECT_EQ(error.what.find("client"), std::string::npos);
  EXPECT_EQ(parsed(R"([{"a":1},{"a":2}])").items()->size(), 2U);
  EXPECT_TRUE(parse_json(R"({"a":{"a":1}})"));
}

TEST(ParseJson, SixtyFourLevelsAreEnough) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_TRUE(parse_json(nested(64)));
  EXPECT_FALSE(parse_json(nested(65)));
  EXPECT_FALSE(parse_json(std::string(900'000, '[')));
  std::string objects;
  for (int level = 0; level < 65; ++level) objects += R"({"a":)";
  EXPECT_FALSE(parse_json(objects + "1" + std::string(65, '}')));
}

TEST(ParseJson, BadUtf8IsRefused) {
  refusal("\"\xC3\x28\"");
  refusal("\"\xED\xA0\x80\"");
  refusal("{\"\xFF\":1}");
  refusal(R"("\ud83d")");
}

TEST(ParseJson, AnythingElseThanOneDocumentIsRefused) {
  for (const char* text : {"", " ", "{}{}", "{} x", "[1,]", "{\"a\":1,}", "{'a':1}", "nul", "NaN",
                           "[1 2]", "\"open", "{\"a\"}", "01", "// note\n1", "\"tab\there\""}) {
    refusal(text);
  }
}

TEST(ParseJson, EveryCutOfADocumentIsRefused) {
  const std::string text = R"({"access_token":"t\u00eb","expires_in":1800,"x":[1,{"y":null}]})";
  ASSERT_TRUE(parse_json(text));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(parse_json(text.substr(0, size))) << size;
  }
}

TEST(ParseJson, ThePlaceOfAMistakeIsTold) {
  EXPECT_EQ(refusal("{\n  \"a\": ?\n}").where, "line 2, column 8");
}

TEST(ParseJson, ALargerDocumentThanAllowedIsRefusedUnread) {
  EXPECT_TRUE(parse_json("[1,2]", 5));
  EXPECT_FALSE(parse_json("[1,2]", 4));
}

TEST(WriteJson, WritesWhatItRead) {
  const std::string text =
      R"({"z":1,"a":[true,false,null,-2,2.5,"x\"\\\n"],"empty":{},"none":[],"ë":"🙂"})";
  EXPECT_EQ(write_json(parsed(text)), text);
}

TEST(WriteJson, IndentsByTwo) {
  EXPECT_EQ(write_json(parsed(R"({"a":[1,2],"b":{},"c":[]})"), true),
            "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}");
}

TEST(WriteJson, BadUtf8BecomesTheReplacementCharacter) {
  EXPECT_EQ(write_json(Json("a\xFF"
                            "b")),
            "\"a\xEF\xBF\xBD"
            "b\"");
}

TEST(WriteJson, RealNumbersComeBackTheSame) {
  for (const double number : {0.1, 1.0, 1e300, -2.5e-10}) {
    const Json back = parsed(write_json(Json(number)));
    ASSERT_NE(back.real(), nullptr) << number;
    EXPECT_EQ(*back.real(), number);
  }
}

TEST(JsonValue, SetReplacesAndPushAppends) {
  Json value;
  value.set("a", 1);
  value.set("b", "x");
  value.set("a", 2).is_null();
  EXPECT_EQ(write_json(value), R"({"a":2,"b":"x"})");
  Json list;
  list.push(1);
  list.push(true);
  EXPECT_EQ(write_json(list), "[1,true]");
}

TEST(JsonValue, AskingTheWrongTypeGivesNothing) {
  const Json value = parsed(R"({"a":1})");
  EXPECT_EQ(value.find("b"), nullptr);
  EXPECT_EQ(value.text_of("a"), "");
  EXPECT_EQ(value.text_of("b"), "");
  EXPECT_EQ(parsed(R"({"a":"x"})").text_of("a"), "x");
  EXPECT_EQ(parsed(R"({"a":"x"})").integer_of("a"), 0);
  EXPECT_EQ(value.integer_of("a"), 1);
  EXPECT_EQ(value.integer_of("b") + parsed("[1]").integer_of("a"), 0);
  EXPECT_EQ(parsed("[1]").find("a"), nullptr);
  EXPECT_EQ(parsed("\"x\"").items(), nullptr);
}

}  // namespace
}  // namespace crosswalk
