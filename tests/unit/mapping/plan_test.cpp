// What the host learns of a connector before it lets it run: where it sends, how it proves itself,
// what it reads. The daemon trusts nothing else of a manifest.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string tail =
    "objects:\n  people:\n    kind: candidate\n    full: GET /p\n    map: { id: /id }\n";

std::string with_auth(const std::string& auth) {
  return "manifest: 1\nconnector: a\nversion: 2.1\ntitle: A\nsettings:\n"
         "  client: { help: C, secret: true, required: true }\n"
         "  pass: { help: P, secret: true }\n  user: { help: U, default: '7' }\n"
         "hosts:\n  api: https://a.test\n  auth: https://b.test:8443\n" +
         auth + tail;
}

TEST(Plan, BasicAuthenticationNamesItsSettings) {
  const Plan plan = compiled(with_auth("auth: { basic: { user: client, password: pass } }\n"));
  EXPECT_EQ(plan.auth.kind, AuthKind::basic);
  EXPECT_EQ(plan.auth.user, "client");
  EXPECT_EQ(plan.auth.password, "pass");
  EXPECT_EQ(compiled(with_auth("auth: { basic: { user: client } }\n")).auth.password, "");
}

TEST(Plan, ClientCredentialsNameTheTokenRequest) {
  const Plan plan = compiled(
      with_auth("auth:\n  oauth2_client_credentials:\n    client: client\n    secret: pass\n"
                "    client_in: form\n    token: POST auth:/oauth/token\n"
                "    form: { grant_type: client_credentials, sub: '{user}' }\n"));
  EXPECT_EQ(plan.auth.kind, AuthKind::oauth2_client_credentials);
  EXPECT_EQ(plan.auth.token_host, "auth");
  EXPECT_EQ(plan.auth.token_target, "/oauth/token");
  EXPECT_FALSE(plan.auth.client_in_header);
  const std::vector<std::pair<std::string, std::string>> form = {
      {"grant_type", "client_credentials"}, {"sub", "{user}"}};
  EXPECT_EQ(plan.auth.form, form);
}

TEST(Plan, ATokenIsNeverFetchedByGet) {
  const Result<Plan> plan = compile_manifest(
      with_auth("auth:\n  oauth2_client_credentials:\n    client: client\n    secret: pass\n"
                "    token: GET auth:/oauth/token\n"),
      "m.yaml", {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().what, "a token is fetched by 'POST host:/path'");
}

TEST(Plan, OneRecipeIsEnough) {
  EXPECT_FALSE(compile_manifest(with_auth("auth: {}\n"), "m.yaml", {}));
  EXPECT_FALSE(
      compile_manifest(with_auth("auth:\n  basic: { user: client }\n  oauth2_client_credentials:\n"
                                 "    client: client\n    secret: pass\n    token: POST auth:/t\n"),
                       "m.yaml", {}));
}

TEST(Plan, RateLimitsComeFromNamedHeaders) {
  const Plan plan =
      compiled(manifest("rate:\n  limit: X-L\n  remaining: X-R\n  reset: X-T\n"
                        "  window_s: 30\n  assumed: 12\n  in_flight: 2\n" +
                        tail));
  EXPECT_EQ(plan.rate.limit_header, "X-L");
  EXPECT_EQ(plan.rate.remaining_header, "X-R");
  EXPECT_EQ(plan.rate.reset_header, "X-T");
  EXPECT_EQ(plan.rate.window, std::chrono::seconds(30));
  EXPECT_EQ(plan.rate.assumed_limit, 12u);
  EXPECT_EQ(plan.rate.in_flight, 2u);
}

TEST(Plan, HostsAreOriginsAndNothingMore) {
  for (const char* bad : {"http://a.test", "https://", "https://a.test/", "https://u@a.test",
                          "https://a.test/v1", "https://a.test?x", "a.test", "https://a .test"}) {
    std::string yaml = manifest(tail);
    const std::string good = "https://api.acme.test";
    yaml.replace(yaml.find(good), good.size(), "'" + std::string(bad) + "'");
    EXPECT_FALSE(compile_manifest(yaml, "m.yaml", {})) << bad;
  }
}

TEST(Plan, ObjectsKeepTheirOrderAndNameWhatTheyDependOn) {
  const Plan plan = compiled(manifest(
      "lookups:\n  b: { list: GET /b, key: /id }\n  a: { list: GET /a, key: /id }\n"
      "  unused: { list: GET /u, key: /id }\n"
      "objects:\n"
      "  zoo:\n    kind: job\n    full: GET /z\n    scopes: [z.read, z.list]\n"
      "    map: { id: /id, title: lookup:a(/x)/name }\n"
      "  ant:\n    kind: candidate\n    delta: 'GET /a?f={from}'\n    by_id: 'GET /a?i={ids}'\n"
      "    batch: 9\n    map: { id: /id, title: lookup:b(/y)/n, company: lookup:a(/z)/m }\n"));
  ASSERT_EQ(plan.objects.size(), 2u);
  EXPECT_EQ(plan.objects[0].name, "zoo");
  EXPECT_EQ(plan.objects[0].kind, RecordKind::job);
  EXPECT_EQ(plan.objects[0].lookups, (std::vector<std::string>{"a"}));
  EXPECT_EQ(plan.objects[0].scopes, (std::vector<std::string>{"z.read", "z.list"}));
  EXPECT_EQ(plan.objects[1].lookups, (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(plan.objects[1].by_id_batch, 9u);
  EXPECT_FALSE(plan.objects[1].full);
  ASSERT_EQ(plan.lookups.size(), 3u);
  EXPECT_EQ(plan.lookups[0].name, "b");
}

TEST(Plan, HooksAreThoseTheManifestNames) {
  const Plan plan = compiled(manifest(tail) +
                             "hooks: { classify_reply: true, amend_record: { people: [/a] } }\n");
  EXPECT_EQ(plan.hooks, (std::vector<std::string>{"classify_reply", "amend_record"}));
  EXPECT_TRUE(compiled(manifest(tail)).hooks.empty());
}

TEST(Plan, SettingsFillRequestsAndDefaultsStandIn) {
  const std::string yaml = manifest(
      "objects:\n  people:\n    kind: candidate\n"
      "    full: GET /{region}/p\n    map: { id: /id }\n");
  PlanRead ask;
  ask.object = "people";
  EXPECT_EQ(mapper_of(yaml).plan_read(ask)->requests[0].http.target, "/eu/p");
  EXPECT_EQ(mapper_of(yaml, nullptr, {{"region", "us"}}).plan_read(ask)->requests[0].http.target,
            "/us/p");
}

TEST(Plan, AnObjectLeftOutByASettingIsNotThere) {
  const std::string yaml = manifest(tail +
                                    "  old:\n    only_if: { region: us }\n    kind: job\n"
                                    "    full: GET /old\n    map: { id: /id }\n");
  EXPECT_EQ(compiled(yaml).objects.size(), 1u);
  EXPECT_EQ(compiled(yaml, {{"region", "us"}}).objects.size(), 2u);
}

TEST(Plan, GreenhouseIsWhatItsReadmeSays) {
  const Plan plan = compiled(file_text("plugins/greenhouse/connector.yaml"), {{"user_id", "7"}});
  EXPECT_EQ(plan.connector, "greenhouse");
  EXPECT_EQ(plan.auth.kind, AuthKind::oauth2_client_credentials);
  EXPECT_TRUE(plan.auth.client_in_header);
  EXPECT_EQ(plan.auth.token_host, "auth");
  std::vector<std::string> names;
  for (const ObjectSpec& object : plan.objects) {
    names.push_back(object.name);
    EXPECT_FALSE(object.scopes.empty()) << object.name;
    EXPECT_TRUE(object.complete) << object.name;
    if (!object.group_read.empty()) continue;
    EXPECT_EQ(object.full, object.rides.empty()) << object.name;
    EXPECT_TRUE(object.by_id) << object.name;
    EXPECT_EQ(object.by_id_batch, 50u) << object.name;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"jobs", "job_posts", "candidates", "applications",
                                             "stages", "changed_applications", "candidate_notes",
                                             "application_notes", "feedback"}));
  EXPECT_EQ(plan.objects[4].asked_by, RecordKind::application);
  EXPECT_EQ(plan.objects[5].group_read, "stages");
  EXPECT_EQ(plan.objects[7].rides, "candidate_notes");
  const ObjectSpec& posts = plan.objects[1];
  EXPECT_EQ(posts.kind, RecordKind::job);
  EXPECT_FALSE(posts.full || posts.by_id) << "they only name the jobs to read anew";
  EXPECT_EQ(posts.lookups, plan.objects[0].lookups);
  for (const SettingSpec& setting : plan.settings) {
    EXPECT_FALSE(setting.help.empty());
    const bool secret =
        setting.name.starts_with("client_") || setting.name.find("_secret") != std::string::npos;
    EXPECT_EQ(setting.secret, secret) << setting.name;
  }
}

// LinkedIn's required fields must come from somewhere, or every record of the kind is held.
TEST(Plan, GreenhouseMapsEveryRequiredField) {
  const std::string yaml = file_text("plugins/greenhouse/connector.yaml");
  for (const FieldSpec& spec : field_table()) {
    if (spec.rsc != Requirement::required && spec.rsc != Requirement::conditional) continue;
    if (spec.provider != Provider::connector) continue;
    EXPECT_NE(yaml.find("      " + std::string(spec.name) + ":"), std::string::npos)
        << name_of(spec.kind) << " " << spec.name;
  }
}

TEST(Plan, KnowsWhatItsRecordsCanCarry) {
  const Plan plan = compiled(file_text("plugins/greenhouse/connector.yaml"), {{"user_id", "7"}});
  EXPECT_TRUE(can_carry(plan, RecordKind::job, Field::job_department));
  EXPECT_TRUE(can_carry(plan, RecordKind::job, Field::job_id));
  EXPECT_FALSE(can_carry(plan, RecordKind::job, Field::job_contract));
  EXPECT_FALSE(can_carry(plan, RecordKind::candidate, Field::job_department));
  EXPECT_FALSE(can_carry(plan, RecordKind::job, Field::job_viewers))
      << "both joins it stands on are left out";
  const Plan with_teams = compiled(file_text("plugins/greenhouse/connector.yaml"),
                                   {{"user_id", "7"}, {"hiring_team", "yes"}});
  EXPECT_TRUE(can_carry(with_teams, RecordKind::job, Field::job_viewers));
}

}  // namespace
}  // namespace crosswalk
