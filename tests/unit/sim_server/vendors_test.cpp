// A tenant of Harvest v1 or of Gem. Whoever tries one of them gets the origin, the key and what the
// judge must know from here; a wrong word makes the trial fail for a reason that is not the
// product.

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

ServeSettings served_for(const char* vendor) {
  ServeSettings settings;
  EXPECT_TRUE(use_vendor(settings, vendor));
  return settings;
}

std::string text_in(const Json& json, std::initializer_list<const char*> path) {
  const Json* at = &json;
  for (const char* name : path) {
    at = at == nullptr ? nullptr : at->find(name);
  }
  return at != nullptr && at->text() != nullptr ? *at->text() : std::string("?");
}

TEST(Vendors, GemAnswersOnAPortOfItsOwnToItsKey) {
  Running running;
  Wire wire(running.server->gem_origin(), running.server->ca_pem());
  const auto ask = [&](const std::string& secret) {
    return wire.ask(fetch, "/ats/v0/candidates?per_page=500", {},
                    {{"x-api-key", "gem-key"}, {"x-application-secret", secret}});
  };
  EXPECT_EQ(ask("wrong").result_int(), 401U);
  const Response page = ask("gem-secret");
  ASSERT_EQ(page.result_int(), 200U) << page.body();
  EXPECT_EQ(parse_json(page.body())->items()->size(), 60U);
  EXPECT_EQ(wire.get("/v3/jobs").result_int(), 404U) << "it is not Greenhouse's";
  EXPECT_EQ(control(running, fetch, "/_sim/traffic").integer_of("gem_requests"), 3);
}

TEST(Vendors, TheKeysAreThoseOfTheSettings) {
  ServeSettings settings;
  settings.greenhouse_api_key = "another";
  settings.gem_api_key = "one";
  settings.gem_application_secret = "more";
  Running running(settings);
  const Json told = running.server->announcement();
  Wire v1(running.server->greenhouse_origin(), running.server->ca_pem());
  const std::string key = text_in(told, {"vendors", "greenhouse-v1", "secrets", "api_key"});
  EXPECT_EQ(key, "another");
  EXPECT_EQ(v1.ask(fetch, "/v1/jobs", {}, {{"Authorization", "Basic " + to_base64(key + ":")}})
                .result_int(),
            200U);
  Wire gem(running.server->gem_origin(), running.server->ca_pem());
  EXPECT_EQ(gem.ask(fetch, "/ats/v0/jobs", {},
                    {{"x-api-key", text_in(told, {"vendors", "gem", "secrets", "api_key"})},
                     {"x-application-secret",
                      text_in(told, {"vendors", "gem", "secrets", "application_secret"})}})
                .result_int(),
            200U);
}

TEST(Vendors, TheAnnouncementSaysWhatAConfigurationNeeds) {
  Running running(served_for("gem"));
  const Json told = running.server->announcement();
  EXPECT_EQ(told.text_of("vendor"), "gem");
  EXPECT_EQ(told.text_of("posting_url"), "https://jobs.gem.com/acorn/");
  EXPECT_EQ(text_in(told, {"origins", "gem"}), running.server->gem_origin());
  const auto of = [&](const char* vendor, const char* section, const char* name) {
    return text_in(told, {"vendors", vendor, section, name});
  };
  EXPECT_EQ(text_in(told, {"vendors", "gem", "connector"}), "gem");
  EXPECT_EQ(of("gem", "hosts", "api"), running.server->gem_origin());
  EXPECT_EQ(of("gem", "settings", "job_board"), "acorn");
  EXPECT_EQ(text_in(told, {"vendors", "greenhouse-v1", "connector"}), "greenhouse");
  EXPECT_EQ(of("greenhouse-v1", "hosts", "api"), running.server->greenhouse_origin());
  EXPECT_EQ(of("greenhouse-v1", "settings", "api_version"), "v1");
  EXPECT_NE(of("greenhouse-v1", "settings", "on_behalf_of"), "?");
  EXPECT_EQ(of("greenhouse", "hosts", "auth"), running.server->greenhouse_origin());
  EXPECT_EQ(of("greenhouse", "secrets", "client_secret"), "greenhouse-secret");
  for (const Vendor& each : vendors()) {
    // The policy can be posted as it stands.
    const Json& account = *told.find("vendors")->find(each.word);
    control(running, post, "/_sim/policy", write_json(*account.find("policy")));
    EXPECT_EQ(*account.find("webhooks")->flag(), each.word != "gem");
  }
}

TEST(Vendors, PostsAreAddressedAsTheTenantsVendorDoes) {
  Running running(served_for("greenhouse-v1"));
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const Response posts = wire.get("/v3/job_posts?per_page=500", greenhouse_token(wire));
  EXPECT_NE(posts.body().find("https://boards.greenhouse.io/acorn/jobs/"), std::string::npos);
  EXPECT_EQ(posts.body().find("https://jobs.example.com/"), std::string::npos);
}

TEST(Vendors, TheJudgeKnowsWhatTheVendorCannotTellUntilItIsToldOtherwise) {
  Running running(served_for("gem"));
  const auto policy = [&] { return *control(running, fetch, "/_sim/policy").find("policy"); };
  EXPECT_TRUE(*policy().find("without_history")->flag());
  EXPECT_EQ(policy().find("withheld_kinds")->items()->size(), 3U);
  control(running, post, "/_sim/policy", R"({"confidential_jobs":true})");
  EXPECT_TRUE(*policy().find("without_history")->flag()) << "what is not named is Gem's";
  control(running, post, "/_sim/policy", R"({"withheld_kinds":["stage"]})");
  EXPECT_EQ(policy().find("withheld_kinds")->items()->size(), 1U) << "a list is taken as named";
  EXPECT_FALSE(*policy().find("confidential_jobs")->flag());
  control(running, post, "/_sim/reset");
  EXPECT_EQ(policy().find("withheld_kinds")->items()->size(), 3U);
}

TEST(Vendors, AnUnknownOneIsRefusedWithTheNearest) {
  ServeSettings settings;
  const auto refused = use_vendor(settings, "greenhouse-v2");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("did you mean 'greenhouse-v1'?"), std::string::npos);
  EXPECT_EQ(settings.vendor, "greenhouse");
}

}  // namespace
}  // namespace crosswalk::sim
