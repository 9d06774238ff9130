// The grammar of `webhook` and `writes`. A manifest that could create a person twice, send a
// secret away, or take anybody's signature must not compile.

#include "unit/mapping/exchange_fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

std::string mistake(const std::string& sections, const Settings& settings = {}) {
  const Result<Plan> plan = compile_manifest(with_exchange(sections), "m.yaml", settings);
  return plan ? "" : plan.error().what;
}

std::string webhook_mistake(const std::string& from, const std::string& to) {
  return mistake(changed(webhook_section(), from, to));
}

std::string writes_mistake(const std::string& from, const std::string& to) {
  return mistake(changed(writes_section(), from, to));
}

TEST(ExchangeManifest, TheHostLearnsHowAPushIsProven) {
  const Result<Plan> plan = compile_manifest(with_exchange(webhook_section()), "m.yaml", {});
  ASSERT_TRUE(plan) << to_string(plan.error());
  ASSERT_TRUE(plan->webhook);
  EXPECT_EQ(plan->webhook->signature_header, "X-Proof");
  EXPECT_EQ(plan->webhook->signature_prefix, "sha256=");
  EXPECT_EQ(plan->webhook->secrets, std::vector<std::string>{"key"});
  EXPECT_EQ(plan->webhook->id_header, "X-Delivery");
  EXPECT_FALSE(plan->writes.export_candidates);
  EXPECT_FALSE(compile_manifest(candidates(""), "m.yaml", {})->webhook);
}

TEST(ExchangeManifest, OnlyASecretProves) {
  EXPECT_EQ(webhook_mistake("[key]", "[region]"), "expected a secret setting: one of key");
  EXPECT_EQ(webhook_mistake("[key]", "[kez]"),
            "expected a secret setting: one of key; did you mean 'key'?");
  EXPECT_EQ(webhook_mistake("[key]", "[]"), "without a secret nothing can be proven");
  EXPECT_EQ(webhook_mistake(", secrets: [key]", ""), "the key 'secrets' is missing here");
}

TEST(ExchangeManifest, MistakesInAWebhookAreTold) {
  EXPECT_EQ(webhook_mistake("header: X-Proof", "header: \"X Proof\""),
            "the name of a header has letters, digits and '-' only");
  EXPECT_EQ(webhook_mistake("{ changed: job, id", "{ edited: job, id").substr(0, 20),
            "unknown key 'edited'");
  EXPECT_EQ(webhook_mistake("{ changed: job, id", "{ gone: job, changed: job, id"),
            "a signal says either 'changed' or 'gone'");
  EXPECT_EQ(webhook_mistake("{ changed: job, id: /data/job }", "{ changed: job }"),
            "the key 'id' is missing here");
  EXPECT_EQ(webhook_mistake("changed: job", "changed: jobb").substr(0, 26),
            "expected a kind of record:");
  EXPECT_EQ(webhook_mistake("id: /data/job }", "id: data }").substr(0, 11), "in the path");
  EXPECT_EQ(webhook_mistake("{ changed: job, id: /data/job }", "[]"),
            "expected at least one signal");
  EXPECT_EQ(webhook_mistake("  action: /event\n", ""), "the key 'action' is missing here");
  for (const char* of : {"changed: job, into: /x", "gone: job, into: /x",
                         "changed: candidate, into: /x", "gone: application, into: /x"}) {
    EXPECT_EQ(webhook_mistake("changed: job", of),
              "only a candidate that is gone can have gone into another");
  }
}

TEST(ExchangeManifest, AllThreeRoutesOrNone) {
  EXPECT_EQ(mistake(writes_section()), "");
  const std::string all = writes_section();
  EXPECT_EQ(mistake(all.substr(0, all.find("  find_created"))),
            "the key 'find_created' is missing here");
  EXPECT_EQ(mistake("writes: { readable_within_s: 9 }\n"),
            "the key 'find_created' is missing here");
  EXPECT_EQ(writes_mistake("readable_within_s: 60", "readable_within_s: 3601"),
            "expected a whole number from 0 to 3600");
}

TEST(ExchangeManifest, ACreateThatCouldNotBeFoundAgainDoesNotCompile) {
  EXPECT_EQ(writes_mistake("tags: [LinkedIn, \"{marker}\"]", "tags: [LinkedIn]"),
            "a candidate is created with its {marker}, or never found");
  EXPECT_EQ(writes_mistake("\"/tags[]\": \"{marker}\"", "\"/tags[]\": \"{job}\""),
            "'match' must compare the {marker}");
  EXPECT_EQ(writes_mistake("    match: { \"/tags[]\": \"{marker}\" }\n", ""),
            "the key 'match' is missing here");
  EXPECT_EQ(writes_mistake("{ job_id: \"{job:number}\" }", "{ job_id: 9 }"),
            "this route must say {candidate} and {job}");
  EXPECT_EQ(writes_mistake("next: link", "next: { page: page }"),
            "whether a search shows all must be seen by link, url or cursor");
}

TEST(ExchangeManifest, ASearchReadsAndACreateWrites) {
  EXPECT_EQ(writes_mistake("GET /people?created", "POST /people?created"), "a search is a GET");
  EXPECT_EQ(writes_mistake("request: POST /people\n", "request: GET /people\n"),
            "a create is a POST, PUT or PATCH");
  EXPECT_NE(writes_mistake("request: POST /people\n", "request: DELETE /people\n"), "");
  EXPECT_NE(writes_mistake("{since}", "{ids}"), "");
  // Reading knows neither these blanks nor another method.
  const auto object = [](const std::string& request) {
    return compile_manifest(changed(candidates(""), "GET /people\n", request + "\n"), "m.yaml", {});
  };
  EXPECT_TRUE(object("GET /people"));
  EXPECT_FALSE(object("POST /people"));
  EXPECT_FALSE(object("GET /people?tag={marker}"));
}

TEST(ExchangeManifest, NoSecretAndNobodysNameGoesWhereItDoesNotBelong) {
  EXPECT_NE(writes_mistake("\"{first_name}\"", "\"{key}\""), "");
  EXPECT_EQ(writes_mistake("\"{region}\"", "\"{email}\""),
            "a header carries a setting, nothing of a person");
  EXPECT_NE(writes_mistake("\"{region}\"", "\"{key}\""), "");
  EXPECT_NE(writes_mistake("tag={marker}", "tag={key}"), "");
  EXPECT_EQ(writes_mistake("X-Fixed: word", "X-Fixed: \"a\\r\\nb\""),
            "a header has a character that none may have");
  const std::string free = changed(with_exchange(writes_section()), "words: [eu, us], ", "");
  EXPECT_FALSE(compile_manifest(free, "m.yaml", {{"region", "a\nX-Evil: b"}}));
  EXPECT_TRUE(compile_manifest(free, "m.yaml", {{"region", "b"}}));
}

TEST(ExchangeManifest, MistakesInABodyAreTold) {
  const std::string wrong = writes_mistake("{first_name}", "{first_nam}");
  EXPECT_NE(wrong.find("did you mean 'first_name'?"), std::string::npos) << wrong;
  EXPECT_EQ(writes_mistake("\"{first_name}\"", "\"Dear {first_name}\""),
            "a blank is a value of its own: \"{name}\" with nothing around it");
  EXPECT_NE(writes_mistake("\"{first_name}\"", "\"{}\""), "");
  EXPECT_NE(writes_mistake("\"{first_name}\"", "\"{|}\""), "");
  EXPECT_NE(writes_mistake("body: { job_id: \"{job:number}\" }", "body: [\"{job}\"]"), "");
  EXPECT_EQ(writes_mistake("prospect: false", "prospect: [[[[[[[[[[a]]]]]]]]]]"),
            "a body is nested at most 8 deep");
  EXPECT_EQ(writes_mistake("\"{job:number}\"", "\"{region:number}\""),
            "the setting named here must be a whole number for this vendor");
}

TEST(ExchangeManifest, TheVariantOfTheTenantsSettingIsTaken) {
  const std::string create = changed(
      writes_section(), "  create_application:\n    request: POST /people/{candidate}/applications",
      "  create_application:\n"
      "    - only_if: { region: us }\n"
      "      request: POST /us\n"
      "      body: { job: \"{job}\", person: \"{candidate}\" }\n"
      "      reply: { application: /id }\n"
      "    - only_if: { region: eu }\n"
      "      request: POST /eu\n"
      "      body: { job: \"{job}\", person: \"{candidate}\" }\n"
      "      reply: { application: /id }\n"
      "  find_created:\n"
      "    request: GET /people?tag={marker}\n"
      "    match: { \"/tags[]\": \"{marker}\" }\n"
      "    reply: { candidate: /id }\n");
  const std::string yaml =
      with_exchange(create.substr(0, create.find("\n    body: { job_id")) + "\n");
  WriteValues values = ida();
  values.candidate = "7";
  for (const char* region : {"us", "eu"}) {
    Mapper mapper = mapper_of(yaml, nullptr, {{"region", region}});
    const Result<Planned> plan = mapper.plan_write({WriteStep::create_application, values, {}});
    ASSERT_TRUE(plan) << to_string(plan.error());
    EXPECT_EQ(plan->requests[0].http.target, std::string("/") + region);
    EXPECT_EQ(plan->requests[0].http.body, R"({"job":"9","person":"7"})");
  }
  // Without a variant for this tenant nothing can be taken in.
  Mapper none = mapper_of(changed(yaml, "only_if: { region: eu }", "only_if: { region: us }"));
  EXPECT_FALSE(none.plan().writes.export_candidates);
  EXPECT_FALSE(none.plan_write({WriteStep::create_application, values, {}}));
}

}  // namespace
}  // namespace crosswalk
