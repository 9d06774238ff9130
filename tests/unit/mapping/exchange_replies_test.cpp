// A reply to a write decides whether it is done again. What cannot be read must never be taken for
// "it did not take place", and somebody else's record never for the one that was made.

#include "unit/mapping/exchange_fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

struct Reply {
  int status = 200;
  std::string body;
  std::string link;
};

std::string read(WriteStep step, const WriteValues& values, const Reply& reply,
                 const std::string& errors = {}) {
  Mapper mapper = mapper_of(with_exchange(errors + writes_section()));
  HttpResponse response{reply.status, {}, reply.body};
  if (!reply.link.empty()) response.headers.emplace_back("Link", reply.link);
  const Result<Written> written = mapper.read_write({step, values, response});
  if (!written) {
    return written.error().code == ErrorCode::unsupported ? "too many" : "unreadable";
  }
  if (written->meaning != ReplyClass::ok) {
    EXPECT_TRUE(written->candidate.empty() && written->application.empty());
    return std::string(name_of(written->meaning));
  }
  return written->candidate + "/" + written->application;
}

WriteValues of_candidate() {
  WriteValues values = ida();
  values.candidate = "7";
  return values;
}

TEST(WriteReplies, ACreateNamesWhatItMade) {
  EXPECT_EQ(read(WriteStep::create_candidate, ida(), {201, R"({"id":7,"x":1})", {}}), "7/");
  EXPECT_EQ(read(WriteStep::create_candidate, ida(), {200, R"({"person":{"id":"7"}})", {}}), "7/");
  EXPECT_EQ(read(WriteStep::create_application, of_candidate(), {201, R"({"id":51})", {}}), "7/51");
}

TEST(WriteReplies, EveryStatusMeansSomething) {
  const std::pair<int, const char*> meanings[] = {
      {400, "refused"},   {401, "credential"}, {403, "forbidden"}, {404, "gone"},
      {409, "refused"},   {410, "gone"},       {422, "refused"},   {429, "throttled"},
      {500, "transient"}, {503, "transient"},  {302, "refused"}};
  for (const auto& [status, meaning] : meanings) {
    for (const WriteStep step : {WriteStep::find_created, WriteStep::create_candidate}) {
      EXPECT_EQ(read(step, ida(), {status, R"({"id":7})", {}}), meaning) << status;
    }
  }
}

TEST(WriteReplies, ThereIsNoCursorThatCouldExpire) {
  const std::string errors = "errors: { 422: cursor_expired, 409: transient }\n";
  EXPECT_EQ(read(WriteStep::create_candidate, ida(), {422, "", {}}, errors), "refused");
  EXPECT_EQ(read(WriteStep::create_candidate, ida(), {409, "", {}}, errors), "transient");
}

TEST(WriteReplies, WhatCannotBeReadIsNotTakenForAnAnswer) {
  for (const char* body : {"", "{}", "[]", "null", "7", "{\"id\":null}", "{\"id\":{}}",
                           "{\"id\":", "<html>", "{\"id\":7}x", "[{\"id\":7},{\"id\":8}]",
                           "{\"id\":true}", "{\"id\":7,\"id\":8}", "{\"id\":\"a\\u0001\"}"}) {
    EXPECT_EQ(read(WriteStep::create_candidate, ida(), {201, body, {}}), "unreadable") << body;
    EXPECT_EQ(read(WriteStep::create_application, of_candidate(), {201, body, {}}), "unreadable")
        << body;
  }
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, "{\"id\":", {}}), "unreadable");
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, R"([{"tags":["cw-1"]}])", {}}),
            "unreadable");
}

TEST(WriteReplies, OnlyTheMarkerTellsWhichCandidateIsOurs) {
  const std::string body = R"([{"id":5,"tags":["LinkedIn","cw-11"]},{"id":6,"tags":null},
      {"id":7,"tags":["cw-1","x"],"application_ids":[51]},{"id":8,"tags":["cw-1"]}])";
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, body, {}}), "7/51");
  WriteValues other = ida();
  other.marker = "cw-2";
  EXPECT_EQ(read(WriteStep::find_created, other, {200, body, {}}), "/");
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, "[]", {}}), "/");
}

TEST(WriteReplies, AFurtherPageMayHoldIt) {
  const std::string link = "<https://api.acme.test/people?cursor=x>; rel=\"next\"";
  const std::string others = R"([{"id":5,"tags":["cw-2"]}])";
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, others, link}), "too many");
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, "[]", link}), "unreadable")
      << "it is asked again, not given up";
  const std::string body = R"([{"id":7,"tags":["cw-1"]}])";
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, body, link}), "7/");
}

TEST(WriteReplies, ASearchMayLookBelowTheTop) {
  const std::string yaml = with_exchange(changed(writes_section(), "    next: link\n",
                                                 "    items: /people\n    next: { url: /next }\n"));
  Mapper mapper = mapper_of(yaml);
  const auto found = [&](const std::string& body) {
    const Result<Written> written =
        mapper.read_write({WriteStep::find_created, ida(), {200, {}, body}});
    return written ? written->candidate : written.error().what;
  };
  EXPECT_EQ(found(R"({"people":[{"id":7,"tags":["cw-1"]}],"next":null})"), "7");
  EXPECT_EQ(found(R"({"people":[],"next":null})"), "");
  EXPECT_EQ(found(R"({"people":[],"next":"/people?page=2"})"), "an empty page leads to another");
}

TEST(WriteReplies, WithoutTheComparisonAStrangerWouldBeTaken) {
  // The twin of the marker's test: a page under a manifest that compares with what everybody
  // has. It is the comparison, not the request, that keeps the candidates apart.
  const std::string blind = changed(writes_section(), "match: { \"/tags[]\": \"{marker}\" }",
                                    "match: { \"/tags[]\": \"{first_name|marker}\" }");
  Mapper mapper = mapper_of(with_exchange(blind));
  const HttpResponse page{200, {}, R"([{"id":5,"tags":["Ida"]}])"};
  const Result<Written> taken = mapper.read_write({WriteStep::find_created, ida(), page});
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->candidate, "5");
  EXPECT_EQ(read(WriteStep::find_created, ida(), {200, page.body, {}}), "/");
}

TEST(WriteReplies, GreenhousesRoutesGoRoundOnce) {
  Mapper mapper = mapper_of(file_text("plugins/greenhouse/connector.yaml"), nullptr,
                            {{"linkedin_source_id", "31"}});
  WriteValues values = ida();
  values.person.emplace_back("company", "Boats of Bergen");
  Result<Planned> plan = mapper.plan_write({WriteStep::create_candidate, values, {}});
  ASSERT_TRUE(plan) << to_string(plan.error());
  EXPECT_EQ(plan->requests[0].http.body,
            R"({"first_name":"Ida","last_name":"Berg","company":"Boats of Bergen",)"
            R"("title":"Welder at sea","tags":["LinkedIn","cw-1"]})");
  values.candidate = "7";
  plan = mapper.plan_write({WriteStep::create_application, values, {}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->requests[0].http.body, R"({"candidate_id":7,"job_id":9,"source_id":31})");
  EXPECT_TRUE(mapper.plan().writes.export_candidates);
  EXPECT_FALSE(mapper.plan().writes.creates_application);
  EXPECT_EQ(mapper.plan().writes.readable_within, Duration{300'000});
}

TEST(WriteReplies, HarvestOneWritesBothAtOnce) {
  Mapper mapper =
      mapper_of(file_text("plugins/greenhouse/connector.yaml"), nullptr,
                {{"api_version", "v1"}, {"on_behalf_of", "12"}, {"job_board", "boats"}});
  EXPECT_TRUE(mapper.plan().writes.creates_application);
  Result<Planned> plan = mapper.plan_write({WriteStep::create_candidate, ida(), {}});
  ASSERT_TRUE(plan) << to_string(plan.error());
  EXPECT_EQ(plan->requests[0].http.target, "/v1/candidates");
  EXPECT_EQ(header(plan->requests[0].http.headers, "On-Behalf-Of"), "12");
  EXPECT_EQ(plan->requests[0].http.body,
            R"({"first_name":"Ida","last_name":"Berg","title":"Welder at sea",)"
            R"("tags":["LinkedIn","cw-1"],"applications":[{"job_id":9}]})");
  for (const char* body : {R"({"id":7,"application_ids":[51]})",
                           R"({"id":7,"application_ids":[],"applications":[{"id":51}]})"}) {
    const Result<Written> written =
        mapper.read_write({WriteStep::create_candidate, ida(), {201, {}, body}});
    ASSERT_TRUE(written);
    EXPECT_EQ(written->candidate + "/" + written->application, "7/51");
  }
  plan = mapper.plan_write({WriteStep::create_application, of_candidate(), {}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->requests[0].http.target, "/v1/candidates/7/applications");
  plan = mapper.plan_write({WriteStep::find_created, ida(), {}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->requests[0].http.target,
            "/v1/candidates?per_page=500&created_after=2023-11-14T22%3A13%3A20.000Z&job_id=9");
}

}  // namespace
}  // namespace crosswalk
