// The lines of a manifest that become requests. What is not encoded here is sent as it is, and a
// secret that could stand in a target would stand in every log on the way.

#include "mapping/manifest/requests.hpp"

#include <gtest/gtest.h>

#include <map>

namespace crosswalk {
namespace {

class SomeSettings : public SettingValues {
 public:
  const std::string* find(std::string_view name) const override {
    const auto found = values.find(name);
    return found == values.end() ? nullptr : &found->second;
  }
  std::map<std::string, std::string, std::less<>> values{{"region", "eu west/1"}};
};

const std::vector<std::string> hosts{"api", "files"};

Result<RequestTemplate> parse(std::string_view text) {
  return parse_request(text, SomeSettings(), hosts);
}

std::string filled(std::string_view text, const std::vector<std::string>& ids = {}) {
  const Result<RequestTemplate> request = parse(text);
  if (!request) return "refused: " + request.error().what;
  const PlannedRequest planned =
      fill(*request, {.ids = ids, .from = from_ms(1767225600001), .until = from_ms(1767225661000)});
  return planned.http.method + " " + planned.host + " " + planned.http.target;
}

TEST(Request, GoesToTheFirstHostUnlessItNamesOne) {
  EXPECT_EQ(filled("GET /a"), "GET api /a");
  EXPECT_EQ(filled("GET files:/a"), "GET files /a");
  EXPECT_EQ(filled("GET /a:/b"), "GET api /a:/b");
}

TEST(Request, CarriesItsLiteralsAsATargetMust) {
  EXPECT_EQ(filled("GET /a?x=gte|1 2&y=\"z\"<>é"),
            "GET api /a?x=gte%7C1%202&y=%22z%22%3C%3E%C3%A9");
  EXPECT_EQ(filled("GET /a?x=%7C,(1)"), "GET api /a?x=%7C,(1)");
}

TEST(Request, FillsItsBlanks) {
  EXPECT_EQ(filled("GET /a?i={ids}", {"1", "b&c", "ü"}), "GET api /a?i=1,b%26c,%C3%BC");
  EXPECT_EQ(filled("GET /a/{ids}/b", {"7"}), "GET api /a/7/b");
  EXPECT_EQ(filled("GET /a?f={from}&u={until}"),
            "GET api /a?f=2026-01-01T00%3A00%3A00.001Z&u=2026-01-01T00%3A01%3A01.000Z");
  EXPECT_EQ(filled("GET /a?f={from_ms}..{until_ms}"), "GET api /a?f=1767225600001..1767225661000");
  EXPECT_EQ(filled("GET /{region}/a"), "GET api /eu%20west%2F1/a");
}

TEST(Request, KnowsItsBlanks) {
  const Result<RequestTemplate> request = parse("GET /a?i={ids}&u={until_ms}&r={region}");
  ASSERT_TRUE(request);
  EXPECT_TRUE(request->has(RequestTemplate::Blank::ids));
  EXPECT_TRUE(request->has(RequestTemplate::Blank::until_ms));
  EXPECT_FALSE(request->has(RequestTemplate::Blank::from));
}

TEST(Request, WhatIsMalformedIsRefused) {
  for (const char* bad : {"", "GET", "GET ", "GET a", "get /a", "PUT /a", "GET  /a", "GET other:/a",
                          "GET /a{", "GET /a{}", "GET /a{secret}", "GET https://evil.test/a"}) {
    EXPECT_EQ(filled(bad).substr(0, 7), "refused") << bad;
  }
  EXPECT_FALSE(parse_request("GET /a", SomeSettings(), {}));
}

TEST(Request, ASettingCannotSmuggleASecondParameter) {
  SomeSettings settings;
  settings.values["region"] = "x&admin=1#\r\nHost: evil";
  const Result<RequestTemplate> request = parse_request("GET /a?r={region}", settings, hosts);
  ASSERT_TRUE(request);
  EXPECT_EQ(fill(*request, {}).http.target, "/a?r=x%26admin%3D1%23%0D%0AHost%3A%20evil");
}

}  // namespace
}  // namespace crosswalk
