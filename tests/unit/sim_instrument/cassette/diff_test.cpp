// Two recordings of one vendor are compared to learn what it changed. At stake: a change is told by
// its path, and stand-ins of another run are no change.

#include <gtest/gtest.h>

#include "cassette/diff.hpp"
#include "cassette/recording.hpp"

namespace crosswalk::sim {
namespace {

using What = Difference::What;

struct Said {
  std::string target;
  int status = 200;
  std::string body = "[]";
  Headers headers = {};
};

Cassette cassette_of(const std::vector<Said>& all, const std::string& salt = "salt one") {
  Recording recording(salt, "https://api.vendor.test");
  Cassette cassette = recording.about({});
  for (const Said& each : all) {
    HttpRequest request{.target = each.target};
    const HttpResponse reply{each.status, each.headers, each.body};
    cassette.exchanges.push_back(recording.take(request, &reply, Duration{3}));
  }
  return cassette;
}

const std::vector<Said> usual = {
    {"/jobs", 200, R"([{"id":1,"status":"open","notes":"one"}])"},
    {"/people",
     200,
     R"([{"id":1,"first_name":"Ida","email":"ida@corp.test"},
                         {"id":2,"first_name":"Ida","email":"ben@corp.test"}])",
     {{"Link", "<https://api.vendor.test/people?cursor=abc>; rel=\"next\""}}},
    {"/people?cursor=abc", 200, "[]"}};

TEST(Diff, EqualOnesDifferInNothing) {
  const CassetteDiff diff = diff_of(cassette_of(usual), cassette_of(usual));
  EXPECT_TRUE(diff.same());
  EXPECT_EQ(diff.compared, 3U);
}

TEST(Diff, AnotherSaltIsNoDifference) {
  std::vector<Said> later = usual;
  later[1].headers[0].second = "<https://api.vendor.test/people?cursor=xyz>; rel=\"next\"";
  later[2].target = "/people?cursor=xyz";
  const CassetteDiff diff = diff_of(cassette_of(usual), cassette_of(later, "salt two"));
  EXPECT_TRUE(diff.same()) << words_of(diff.differences.at(0));
}

TEST(Diff, OnePersonBecomeAnotherIsSeenThroughTheStandIns) {
  std::vector<Said> later = usual;
  later[1].body = R"([{"id":1,"first_name":"Ida","email":"ida@corp.test"},
                      {"id":2,"first_name":"Ben","email":"ben@corp.test"}])";
  for (const char* salt : {"salt one", "salt two"}) {
    const CassetteDiff diff = diff_of(cassette_of(usual), cassette_of(later, salt));
    ASSERT_EQ(diff.total, 1U) << salt;
    EXPECT_EQ(diff.differences[0].what, What::value);
    EXPECT_EQ(diff.differences[0].path, "/1/first_name");
  }
}

TEST(Diff, EachKindOfDifferenceHasItsPlace) {
  const auto differences = [](Said left, Said right) {
    return diff_of(cassette_of({std::move(left)}), cassette_of({std::move(right)})).differences;
  };
  const auto one = [&](Said left, Said right) {
    auto all = differences(std::move(left), std::move(right));
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Difference{} : all.front();
  };
  EXPECT_EQ(one({"/jobs", 200}, {"/jobs", 503}).what, What::status);
  const Difference shape = one({"/jobs", 200, R"([{"id":1}])"}, {"/jobs", 200, R"([{"id":"1"}])"});
  EXPECT_EQ(shape.what, What::shape);
  EXPECT_EQ(shape.path, "/0/id");
  EXPECT_EQ(one({"/jobs", 200, R"([{"id":1}])"}, {"/jobs", 200, R"([{"id":2}])"}).what,
            What::value);
  Cassette slashed = cassette_of({{"/jobs", 200, "{}"}});
  slashed.exchanges[0].body = R"({"a/b":1})";
  const CassetteDiff gone = diff_of(slashed, cassette_of({{"/jobs", 200, "{}"}}));
  ASSERT_EQ(gone.total, 1U);
  EXPECT_EQ(gone.differences[0].path, "/a~1b");
  EXPECT_EQ(gone.differences[0].right, "");
  EXPECT_EQ(one({"/jobs", 200, "[]"}, {"/jobs", 200, "not json"}).what, What::shape);
  EXPECT_EQ(one({"/jobs", 200, "[1,2]"}, {"/jobs", 200, "[1]"}).left, "2 items");
  const Difference field = one({"/jobs", 200, "[]", {{"Retry-After", "1"}}}, {"/jobs"});
  EXPECT_EQ(field.what, What::header);
  EXPECT_EQ(field.path, "Retry-After");
  const auto other = differences({"/jobs"}, {"/offices"});
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(other[0].what, What::only_left);
  EXPECT_EQ(other[1].what, What::only_right);
}

TEST(Diff, WhatDiffersEachTimeIsExpectedAndItsAbsenceIsNot) {
  const auto said = [](const char* left, const char* end, const char* wait) {
    return Said{"/jobs",
                200,
                std::string(R"({"expires_at":")") + end + R"(","request_id":")" + left + "\"}",
                {{"X-RateLimit-Remaining", left}, {"Retry-After", wait}, {"Date", wait}}};
  };
  const Cassette one = cassette_of({said("49", "2026-01-01T01:00:00Z", "30")});
  const CassetteDiff diff =
      diff_of(one, cassette_of({said("12", "2027-01-01T01:00:00Z", "7")}, "salt two"));
  EXPECT_TRUE(diff.same()) << words_of(diff.differences.at(0));
  EXPECT_EQ(diff.expected, 4U);
  EXPECT_EQ(to_json(diff).integer_of("expected"), 4);
  const CassetteDiff other = diff_of(one, cassette_of({{"/jobs", 200, R"({"expires_at":7})"}}));
  EXPECT_EQ(other.total, 4U) << "two fields and a member are gone, and one is a number now";
}

TEST(Diff, NumbersDaysAndKeysOfAnotherSaltAreNoDifference) {
  const Said said{"/people", 200,
                  R"([{"id":1,"handy":4917012345678,"salary":65000,"date_of_birth":"1990-02-03",
                       "phone":"+33 4 99 00 00 00","by":{"Ida Berg":1,"Ben Ode":2}},
                      {"id":2,"handy":4917012345679,"salary":65000,"date_of_birth":"1991-02-03",
                       "phone":"+33 4 99 00 00 01","by":{"ida-berg-1":"Ida"}}])"};
  const CassetteDiff diff = diff_of(cassette_of({said}), cassette_of({said}, "salt two"));
  EXPECT_TRUE(diff.same()) << words_of(diff.differences.at(0));
  Said later = said;
  later.body.replace(later.body.find("65000"), 5, "70000");
  EXPECT_EQ(diff_of(cassette_of({said}), cassette_of({later}, "salt two")).total, 1U);
}

TEST(Diff, MoreAnswersAreADifference) {
  const CassetteDiff diff = diff_of(cassette_of({{"/jobs"}, {"/jobs"}}), cassette_of({{"/jobs"}}));
  ASSERT_EQ(diff.total, 1U);
  EXPECT_EQ(diff.differences[0].what, What::answers);
  EXPECT_EQ(words_of(diff.differences[0]), "answers  nobody  GET /jobs  2 -> 1");
}

TEST(Diff, TooManyAreCounted) {
  std::string left = "[", right = "[";
  for (int at = 0; at < 1200; ++at) {
    left += (at == 0 ? "" : ",") + std::to_string(at);
    right += (at == 0 ? "" : ",") + std::to_string(at + 1);
  }
  const CassetteDiff diff = diff_of(cassette_of({{"/jobs", 200, left + "]"}}),
                                    cassette_of({{"/jobs", 200, right + "]"}}));
  EXPECT_EQ(diff.total, 1200U);
  EXPECT_EQ(diff.differences.size(), differences_max);
  EXPECT_FALSE(*to_json(diff).find("same")->flag());
}

}  // namespace
}  // namespace crosswalk::sim
