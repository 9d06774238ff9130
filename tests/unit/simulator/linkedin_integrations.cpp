// Nothing may be sent before the customer has said yes. Whoever forgets a step of the onboarding,
// or sends too early, must be seen to do so.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view hook = "https://ats.example.test/hook";

LinkedInOptions not_enabled() {
  LinkedInOptions options = one_app();
  options.starts_enabled = false;
  return options;
}

class LinkedInIntegrations : public BothGenerations {
 protected:
  LinkedInIntegrations() : client(GetParam(), not_enabled()) {}

  static Parts integration(const std::string& type, std::string context = std::string(org)) {
    return {{"integrationContext", std::move(context)},
            {"integrationType", type},
            {"tenantType", "RECRUITER"}};
  }

  std::string resource() const { return client.rest ? "integrations" : "atsIntegrations"; }

  HttpResponse name(const Parts& key, const std::string& as = "Acme") {
    const std::string patch = "{\"patch\":{\"$set\":{\"integrationName\":\"" + as + "\"}}}";
    return client.say("POST", resource() + "?" + client.ids({key}),
                      Speaker::entities({{client.key(key), patch}}), "batch_partial_update");
  }

  // Addresses one configuration: below the integration in v2, flat in the versioned API.
  HttpResponse configuration(const std::string& method, Parts key, const std::string& which,
                             std::string_view value = "") {
    const std::string json = "{\"configurationValue\":{\"string\":\"" + std::string(value) + "\"}}";
    std::string path =
        resource() + "/" + percent_encode(client.key(key)) + "/configurations?ids=" + which;
    std::string name = which;
    if (client.rest) {
      key.emplace_back("configurationType", which);
      path = "integrationConfigurations?" + client.ids({key});
      name = client.key(key);
    }
    return client.say(method, path, value.empty() ? "" : Speaker::entities({{name, json}}));
  }

  HttpResponse configure(const std::string& type, const std::string& which,
                         std::string_view value) {
    return configuration("PUT", integration(type), which, value);
  }

  HttpResponse write_candidate() {
    return client.put(EntityKind::candidate, {{"C-1", candidate_json()}});
  }

  Speaker client;
};

TEST_P(LinkedInIntegrations, AreNamedConfiguredAndThenEnabled) {
  EXPECT_EQ(client.peer.enable(org, "ONE_CLICK_EXPORT", client.now), "integration_unknown");
  EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "CALLBACK_URL", hook), "204"));
  EXPECT_EQ(client.peer.enable(org, "ONE_CLICK_EXPORT", client.now), "not_named");
  EXPECT_TRUE(says(name(integration("ONE_CLICK_EXPORT")), "204"));
  EXPECT_EQ(client.peer.enable(org, "ONE_CLICK_EXPORT", client.now), "");
  EXPECT_TRUE(client.peer.is_enabled(org, "ONE_CLICK_EXPORT"));
}

TEST_P(LinkedInIntegrations, CannotBeEnabledWithoutACallback) {
  name(integration("ONE_CLICK_EXPORT"));
  name(integration("IN_ATS_INDICATOR"));
  EXPECT_EQ(client.peer.enable(org, "ONE_CLICK_EXPORT", client.now), "no_callback");
  EXPECT_EQ(client.peer.enable(org, "", client.now), "no_callback");
  EXPECT_EQ(client.peer.enable(org, "IN_ATS_INDICATOR", client.now), "");
  EXPECT_EQ(client.peer.enable("urn:li:organization:9", "", client.now), "organization_unknown");
}

TEST_P(LinkedInIntegrations, RecordsSentTooEarlyAreRefusedAndCounted) {
  EXPECT_EQ(write_candidate().status, 403);
  EXPECT_EQ(client.find(EntityKind::candidate, "C-1"), nullptr);
  EXPECT_EQ(client.peer.ledger(client.now).writes_before_enabled(), 1u);
  client.peer.options().require_enabled = false;
  EXPECT_EQ(write_candidate().status, 200);
  EXPECT_EQ(client.peer.ledger(client.now).writes_before_enabled(), 2u);
  EXPECT_EQ(client.post_jobs({job_json("J-1")}).status, 200);
  client.peer.options().require_enabled = true;
  EXPECT_EQ(client.post_jobs({job_json("J-1")}).status, 403);
  EXPECT_EQ(client.remove(EntityKind::candidate, {{"C-1", ""}}).status, 200)
      << "forgetting is always allowed";
  name(integration("IN_ATS_INDICATOR"));
  client.peer.enable(org, "", client.now);
  EXPECT_EQ(write_candidate().status, 200);
  client.peer.disable(org, "", client.now);
  EXPECT_EQ(write_candidate().status, 403);
}

TEST_P(LinkedInIntegrations, AreReadWithTheirStatus) {
  const Parts key = integration("IN_ATS_INDICATOR");
  const std::string read = resource() + "?" + client.ids({key});
  EXPECT_TRUE(says(client.say("GET", read), "\"errors\":{\"")) << "never named";
  name(key, "Acme at work");
  EXPECT_TRUE(says(client.say("GET", read), "\"status\":\"DISABLED\""));
  client.peer.enable(org, "", client.now);
  const auto reply = client.say("GET", read);
  EXPECT_TRUE(says(reply, "\"status\":\"ENABLED\"")) << reply.body;
  EXPECT_TRUE(says(reply, "\"integrationName\":\"Acme at work\""));
  EXPECT_EQ(says(reply, "dataProvider\":\"ATS"), !GetParam());
}

TEST_P(LinkedInIntegrations, ContractsBelongToTheTypesThatReadActivity) {
  EXPECT_TRUE(says(name(integration("CSA_API", "urn:li:contract:7")), "204"));
  EXPECT_TRUE(says(name(integration("CSA_API")), "422"));
  EXPECT_TRUE(says(name(integration("ONE_CLICK_EXPORT", "urn:li:contract:7")), "422"));
  EXPECT_TRUE(says(name(integration("TELEPATHY")), "422"));
  EXPECT_TRUE(says(name(integration("PROFILE_PLUGIN"), ""), "422"));
  EXPECT_EQ(name(integration("PROFILE_PLUGIN", "urn:li:organization:6000")).status, 403);
  EXPECT_EQ(name(integration("PROFILE_PLUGIN", "urn:li:person:6000")).status, 400);
}

TEST_P(LinkedInIntegrations, ACallbackIsHttpsAndOneCustomersOwn) {
  for (const char* wrong : {"http://ats.example.test/", "http://127.0.0.1:8080/hook", "ftp://x/",
                            "https://", "https://a b/", "https://user@ats.example.test/"}) {
    EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "CALLBACK_URL", wrong), "422")) << wrong;
  }
  client.peer.options().loopback_callbacks = true;
  EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "CALLBACK_URL", "http://127.0.0.1:80/h"), "204"));
  EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "CALLBACK_URL", "http://ats.test/"), "422"));
  EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "CALLBACK_URL", hook), "204"));
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  const Parts other = integration("ONE_CLICK_EXPORT", "urn:li:organization:6000");
  EXPECT_TRUE(says(configuration("PUT", other, "CALLBACK_URL", hook), "409"));
}

TEST_P(LinkedInIntegrations, ViewersAreEverybodyAndEachKeyHasItsType) {
  EXPECT_TRUE(
      says(configure("ONE_CLICK_EXPORT", "JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS"), "204"));
  EXPECT_TRUE(
      says(configure("IN_ATS_INDICATOR", "APPLICATION_VIEWERS", "ALL_PRODUCT_USERS"), "204"));
  EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "JOB_POSTING_VIEWERS", "NOBODY"), "422"));
  EXPECT_TRUE(says(configure("IN_ATS_INDICATOR", "CALLBACK_URL", hook), "422"));
  EXPECT_TRUE(
      says(configure("ONE_CLICK_EXPORT", "APPLICATION_VIEWERS", "ALL_PRODUCT_USERS"), "422"));
  EXPECT_TRUE(says(configure("ONE_CLICK_EXPORT", "COLOR", "red"), "422"));
}

TEST_P(LinkedInIntegrations, AConfigurationIsReadBackAndDeleted) {
  const Parts key = integration("ONE_CLICK_EXPORT");
  configure("ONE_CLICK_EXPORT", "CALLBACK_URL", hook);
  EXPECT_TRUE(says(configuration("GET", key, "CALLBACK_URL"), std::string(hook)));
  EXPECT_EQ(client.peer.callback(org)->url, hook);
  EXPECT_TRUE(says(configuration("DELETE", key, "CALLBACK_URL"), "204"));
  EXPECT_FALSE(client.peer.callback(org));
  EXPECT_TRUE(says(configuration("GET", key, "CALLBACK_URL"), "404"));
  EXPECT_TRUE(says(configuration("DELETE", key, "CALLBACK_URL"), "404"));
}

TEST_P(LinkedInIntegrations, ASwitchIsPushedAndToldToWhoeverFetchesIt) {
  configure("ONE_CLICK_EXPORT", "CALLBACK_URL", hook);
  name(integration("ONE_CLICK_EXPORT"));
  client.peer.enable(org, "ONE_CLICK_EXPORT", client.now);
  const auto push = next_push(client.peer, client.now, "s/e=c+r");
  ASSERT_TRUE(push);
  const auto json = parse_json(push->request.body);
  EXPECT_EQ(json->text_of("type"), "INTEGRATION_STATUS_CHANGE");
  const std::string fetch = resource() + "?q=request&requestId=" + std::string(json->text_of("id"));
  const auto elements = elements_of(client.say("GET", fetch));
  ASSERT_EQ(elements.size(), 1u);
  EXPECT_EQ(elements[0].text_of("status"), "ENABLED");
  EXPECT_EQ(elements[0].text_of("integrationType"), "ONE_CLICK_EXPORT");
  EXPECT_TRUE(elements_of(client.say("GET", resource() + "?q=request&requestId=1")).empty());
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  EXPECT_EQ(client.say("GET", fetch).status, 403);
}

TEST_P(LinkedInIntegrations, AProvisionedChildBelongsToWhomItNamesFirst) {
  client.peer.options().apps.push_back({"partner", "p", "", true});
  client.peer.options().starts_enabled = true;
  client.log_in("grant_type=client_credentials&client_id=partner&client_secret=p");
  const auto made =
      parse_json(client
                     .say("POST", "provisionedApplications",
                          R"({"uniqueForeignId":"a","name":"C - D","description":"d"})")
                     .body);
  const Json* const credentials = made->find("credentials");
  client.log_in(
      "grant_type=client_credentials&client_id=" + std::string(credentials->text_of("client_id")) +
      "&client_secret=" + percent_encode(std::string(credentials->text_of("client_secret"))));
  client.peer.options().require_enabled = false;
  EXPECT_EQ(write_candidate().status, 403) << "nobody's yet";
  EXPECT_TRUE(says(name(integration("IN_ATS_INDICATOR")), "204"));
  EXPECT_EQ(write_candidate().status, 200);
  client.peer.options().require_enabled = true;
  EXPECT_EQ(write_candidate().status, 403) << "a child never starts enabled";
  EXPECT_EQ(client.peer.enable(org, "", client.now), "");
  EXPECT_EQ(write_candidate().status, 200);
  EXPECT_EQ(name(integration("IN_ATS_INDICATOR", "urn:li:organization:6000")).status, 403);
}

TEST_P(LinkedInIntegrations, BodiesThatAreNoBatchAreRefusedWhole) {
  const Parts key = integration("ONE_CLICK_EXPORT");
  const std::string path = resource() + "?" + client.ids({key});
  for (const char* body : {"[]", "{}", "{\"entities\":[]}", "{\"entities\":{\"x\":{}}}", "{"}) {
    EXPECT_EQ(client.say("POST", path, body, "batch_partial_update").status, 400) << body;
  }
  EXPECT_EQ(client.say("POST", path, "{\"entities\":{}}", "batch_update").status, 400);
  EXPECT_EQ(client.say("PUT", path, "{\"entities\":{}}").status, 405);
  Parts half = key;
  half.pop_back();
  EXPECT_EQ(name(half).status, 400);
}

INSTANTIATE_TEST_SUITE_P(In, LinkedInIntegrations, testing::Bool(), generation_name);

}  // namespace
}  // namespace crosswalk::sim
