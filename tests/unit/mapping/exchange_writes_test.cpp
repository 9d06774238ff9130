// What is written into a customer's system is about a person and cannot be taken back: the right
// values at the right places, nothing else, and never twice because an answer was misread.

#include "base/text/json.hpp"
#include "unit/mapping/exchange_fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

Mapper writer() { return mapper_of(with_exchange(writes_section())); }

PlannedRequest planned(WriteStep step, const WriteValues& values) {
  const Result<Planned> plan = writer().plan_write({step, values, {}});
  EXPECT_TRUE(plan) << to_string(plan.error());
  if (!plan || plan->requests.size() != 1) return {};
  return plan->requests.front();
}

WriteValues for_application() {
  WriteValues values = ida();
  values.candidate = "7";
  return values;
}

TEST(Writes, ACandidateIsWrittenWithWhatIsThere) {
  const PlannedRequest request = planned(WriteStep::create_candidate, ida());
  EXPECT_EQ(request.host, "api");
  EXPECT_EQ(request.http.method, "POST");
  EXPECT_EQ(request.http.target, "/people");
  EXPECT_EQ(request.http.body,
            R"({"first_name":"Ida","title":"Welder at sea","tags":["LinkedIn","cw-1"],)"
            R"("prospect":false,"quoted":"false"})");
  EXPECT_EQ(header(request.http.headers, "On-Behalf-Of"), "eu");
  EXPECT_EQ(header(request.http.headers, "X-Fixed"), "word");
  EXPECT_EQ(header(request.http.headers, "Content-Type"), "application/json");
}

TEST(Writes, TheFirstOfSeveralValuesIsTaken) {
  WriteValues values = ida();
  values.person.emplace_back("title", "Master welder");
  values.person.emplace_back("email", "ida@example.com");
  const std::string body = planned(WriteStep::create_candidate, values).http.body;
  EXPECT_NE(body.find(R"("title":"Master welder")"), std::string::npos) << body;
  EXPECT_NE(body.find(R"("emails":[{"value":"ida@example.com","type":"personal"}])"),
            std::string::npos)
      << body;
}

TEST(Writes, AHostileNameStaysAValue) {
  WriteValues values = ida();
  const std::string name = "Ida\",\"is_admin\":true,\"x\":\"\\\x01</script>\xE2\x80\xA8{marker}";
  values.person = {{"first_name", name}, {"is_admin", "true"}};
  const Result<Json> body = parse_json(planned(WriteStep::create_candidate, values).http.body);
  ASSERT_TRUE(body) << to_string(body.error());
  EXPECT_EQ(body->text_of("first_name"), name);
  EXPECT_EQ(body->members()->size(), 4u);  // Name, tags, and the two that are always there.
  EXPECT_EQ(body->find("is_admin"), nullptr);
}

TEST(Writes, AValueThatIsNotUtf8IsRefusedAndNotQuoted) {
  WriteValues values = ida();
  values.person = {{"first_name",
                    "Id\xFF"
                    "a"}};
  const Result<Planned> plan = writer().plan_write({WriteStep::create_candidate, values, {}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(to_string(plan.error()).find("Id"), std::string::npos);
}

TEST(Writes, AnApplicationNamesItsJobByANumber) {
  const PlannedRequest request = planned(WriteStep::create_application, for_application());
  EXPECT_EQ(request.http.target, "/people/7/applications");
  EXPECT_EQ(request.http.body, R"({"job_id":9})");
}

TEST(Writes, AJobThatIsNoWholeNumberIsNotWrittenAsOne) {
  for (const char* job :
       {"9a", "9.0", "09", "-", "+9", "1e3", "true", "9}", "99999999999999999999", " 9"}) {
    WriteValues values = for_application();
    values.job = job;
    EXPECT_FALSE(writer().plan_write({WriteStep::create_application, values, {}})) << job;
  }
}

TEST(Writes, WhatARequestNeedsMustBeThere) {
  const auto refused = [](WriteStep step, WriteValues values) {
    const Result<Planned> plan = writer().plan_write({step, std::move(values), {}});
    return !plan && plan.error().code == ErrorCode::invalid_input;
  };
  WriteValues values = ida();
  values.marker.clear();
  EXPECT_TRUE(refused(WriteStep::create_candidate, values));
  EXPECT_TRUE(refused(WriteStep::find_created, values));
  EXPECT_TRUE(refused(WriteStep::create_application, ida()));
  values = for_application();
  values.job.clear();
  EXPECT_TRUE(refused(WriteStep::create_application, values));
  values = ida();
  values.since = {};
  EXPECT_TRUE(refused(WriteStep::find_created, values));
}

TEST(Writes, AnIdCannotLeadToAnotherPath) {
  WriteValues values = for_application();
  values.candidate = "7/../8?x=1#y";
  EXPECT_EQ(planned(WriteStep::create_application, values).http.target,
            "/people/7%2F..%2F8%3Fx%3D1%23y/applications");
  for (const char* id : {"..", ".", "7\n"}) {
    values.candidate = id;
    EXPECT_FALSE(writer().plan_write({WriteStep::create_application, values, {}})) << id;
  }
}

TEST(Writes, ASearchAsksForTheMarker) {
  const PlannedRequest request = planned(WriteStep::find_created, ida());
  EXPECT_EQ(request.http.method, "GET");
  EXPECT_EQ(request.http.target, "/people?created_after=2023-11-14T22%3A13%3A20.000Z&tag=cw-1");
  EXPECT_TRUE(request.http.body.empty());
}

TEST(Writes, AHookMayCompleteTheRequest) {
  class Signing : public Hooks {
   public:
    Result<Done> finish_request(HttpRequest& request, Instant now) const override {
      request.target += "?signed=" + std::to_string(to_ms(now)) + request.body.substr(0, 1);
      return Done{};
    }
    Result<CutPage> split_page(const HttpResponse&) const override { return CutPage(); }
    Result<Done> amend_record(std::span<const HookInput>, Record&, Findings&) const override {
      return Done{};
    }
    Result<std::optional<ReplyClass>> classify_reply(const HttpResponse&) const override {
      return std::optional(ReplyClass::throttled);
    }
  } hooks;
  Mapper mapper = mapper_of(
      with_exchange("hooks: { finish_request: true, classify_reply: true }\n" + writes_section()),
      &hooks);
  const Result<Planned> plan = mapper.plan_write({WriteStep::create_candidate, ida(), from_ms(5)});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->requests.front().http.target, "/people?signed=5{");
  const Result<Written> written =
      mapper.read_write({WriteStep::create_candidate, ida(), {201, {}, R"({"id":7})"}});
  ASSERT_TRUE(written);
  EXPECT_EQ(written->meaning, ReplyClass::throttled);
}

TEST(Writes, AConnectorWithoutARouteSaysSo) {
  Mapper mapper = mapper_of(candidates(""));
  const Result<Planned> plan = mapper.plan_write({WriteStep::create_candidate, ida(), {}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::unsupported);
  EXPECT_FALSE(mapper.read_write({WriteStep::create_candidate, ida(), {201, {}, "{}"}}));
  EXPECT_FALSE(mapper.plan().writes.export_candidates);
}

}  // namespace
}  // namespace crosswalk
