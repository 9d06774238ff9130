// Requests and replies are values that every layer shares. A header read with the wrong case, or
// an id that escapes its place in a URL, would reach the wire.

#include "sdk/http.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

TEST(Headers, AreFoundWhateverTheirCase) {
  const Headers headers{{"Content-Type", "application/json"}, {"LINK", "<a>"}};
  EXPECT_EQ(header(headers, "content-type"), "application/json");
  EXPECT_EQ(header(headers, "Link"), "<a>");
  EXPECT_EQ(header(headers, "Content-Typ"), "");
  EXPECT_EQ(header({}, "Link"), "");
}

TEST(Headers, TheFirstOfSeveralCounts) {
  const Headers headers{{"Retry-After", "5"}, {"retry-after", "9"}};
  EXPECT_EQ(header(headers, "RETRY-AFTER"), "5");
}

TEST(Headers, SettingOneReplacesAllOfThatName) {
  Headers headers{{"Accept", "a"}, {"X", "1"}, {"accept", "b"}};
  set_header(headers, "ACCEPT", "c");
  ASSERT_EQ(headers.size(), 2u);
  EXPECT_EQ(header(headers, "accept"), "c");
  EXPECT_EQ(header(headers, "x"), "1");
}

TEST(Percent, OnlyUnreservedCharactersStayAsTheyAre) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b&c=d/e?f#g%"), "a%20b%26c%3Dd%2Fe%3Ff%23g%25");
  EXPECT_EQ(percent_encode("urn:li:organization:5"), "urn%3Ali%3Aorganization%3A5");
  EXPECT_EQ(percent_encode("\xC3\xA9"), "%C3%A9");
  EXPECT_EQ(percent_encode(""), "");
}

TEST(Percent, DecodingUndoesEncodingForEveryByte) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const auto back = percent_decode(percent_encode(all));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, all);
}

TEST(Percent, BothCasesOfHexAreRead) {
  EXPECT_EQ(percent_decode("%2f%2F"), "//");
}

TEST(Percent, APlusIsAPlus) { EXPECT_EQ(percent_decode("a+b"), "a+b"); }

TEST(Percent, ABrokenEscapeIsNothing) {
  for (const char* text : {"%", "%4", "a%", "%G1", "%1G", "%%41", "100% sure"}) {
    EXPECT_FALSE(percent_decode(text)) << text;
  }
}

TEST(Request, IsAGetOfTheRootUnlessToldOtherwise) {
  const HttpRequest request;
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/");
  EXPECT_TRUE(request.origin.empty());
}

}  // namespace
}  // namespace crosswalk
