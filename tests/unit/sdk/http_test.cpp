// HTTP values are what connectors, hosts and the simulator agree on: a header found under
// another case, or a query encoded otherwise, asks a vendor for something else.

#include "sdk/http.hpp"

#include <gtest/gtest.h>

#include "sdk/findings.hpp"

namespace crosswalk {
namespace {

TEST(Headers, CompareWithoutCase) {
  const Headers headers = {
      {"Content-Type", "text/html"}, {"RETRY-AFTER", "3"}, {"retry-after", "4"}};
  EXPECT_EQ(header(headers, "content-type"), "text/html");
  EXPECT_EQ(header(headers, "Retry-After"), "3");
  EXPECT_EQ(header(headers, "Retry"), "");
}

TEST(Headers, SettingReplacesEveryFieldOfTheName) {
  Headers headers = {{"accept", "a"}, {"X", "1"}, {"ACCEPT", "b"}};
  set_header(headers, "Accept", "c");
  EXPECT_EQ(headers, (Headers{{"X", "1"}, {"Accept", "c"}}));
}

TEST(PercentEncoding, LeavesOnlyUnreservedCharacters) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b+c/d%"), "a%20b%2Bc%2Fd%25");
  EXPECT_EQ(percent_encode("ë"), "%C3%AB");
}

TEST(PercentEncoding, ComesBackTheSame) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_decode("a+b%2b"), "a+b+");
}

TEST(PercentEncoding, ABrokenOneIsNothing) {
  for (const char* text : {"%", "%2", "a%2", "%zz", "%2x", "%%20"}) {
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
  }
}

TEST(FindingNames, AreShortStableWords) {
  EXPECT_EQ(name_of(FindingCode::not_an_email), "not_an_email");
  EXPECT_EQ(name_of(FindingCode::from_hook), "from_hook");
  EXPECT_EQ(name_of(static_cast<FindingCode>(0)), "unknown");
}

}  // namespace
}  // namespace crosswalk
