// Nothing may be sent before LinkedIn says that the customer enabled it, and what is configured
// here decides who is told of exports and who sees a company's jobs. Requests byte for byte;
// replies that are read too kindly would open a gate.

#include <gtest/gtest.h>

#include "linkedin/exchange/integrations.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

const std::string v2_export_key =
    "dataProvider=ATS&integrationContext=urn:li:organization:5000&"
    "integrationType=ONE_CLICK_EXPORT&tenantType=RECRUITER";
const std::string rest_context = "integrationContext:urn%3Ali%3Aorganization%3A5000";
const std::string rest_export_key =
    "(" + rest_context + ",integrationType:ONE_CLICK_EXPORT,tenantType:RECRUITER)";
const std::vector<std::string_view> only_export = {one_click_export};

TEST(Provisioning, MakesAnApplicationAndFindsItAgain) {
  const HttpRequest made = provision_request(sample_target(), "acme/1", "Crosswalk - Acme");
  EXPECT_EQ(made.method, "POST");
  EXPECT_EQ(made.origin, "https://api.linkedin.example");
  EXPECT_EQ(made.target, "/v2/provisionedApplications");
  EXPECT_EQ(header(made.headers, "Content-Type"), "application/json");
  EXPECT_EQ(header(made.headers, "LinkedIn-Version"), "");
  EXPECT_EQ(made.body, R"({"uniqueForeignId":"acme/1","name":"Crosswalk - Acme","description":)"
                       R"("Keeps Recruiter and the applicant tracking system in step"})");
  const HttpRequest found = provisioned_request(sample_target(), "acme/1");
  EXPECT_EQ(found.method, "GET");
  EXPECT_EQ(found.target,
            "/v2/provisionedApplications?q=credentialsByUniqueForeignId&uniqueForeignId=acme%2F1");
}

TEST(Provisioning, ReadsTheCredentialsOfEitherReply) {
  const Provisioned made =
      read_provisioned({201,
                        {},
                        R"({"key":"urn:li:developerApplication:7","credentials":)"
                        R"({"client_id":"id-1","client_secret":"a/b+c="}})"});
  EXPECT_TRUE(made.readable);
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.client_id, "id-1");
  EXPECT_EQ(made.client_secret, "a/b+c=");
  const Provisioned found = read_provisioned(
      {200, {}, R"({"elements":[{"credentials":{"client_id":"id-1"},"uniqueForeignId":"acme"}]})"});
  EXPECT_TRUE(found.readable);
  EXPECT_EQ(found.client_id, "id-1");
  EXPECT_EQ(found.client_secret, "");
}

TEST(Provisioning, WithoutAnApplicationIsNotReadable) {
  for (const auto* body :
       {"", "{}", R"({"elements":[]})", R"({"elements":{}})", R"({"credentials":"x"})",
        R"({"credentials":{"client_secret":"x"}})", R"({"credentials":{"client_id":7}})",
        R"({"credentials":{"client_id":"a b"}})", R"({"credentials":{"client_id":"a\r\nX: y"}})"}) {
    EXPECT_FALSE(read_provisioned({200, {}, body}).readable) << body;
  }
  EXPECT_FALSE(read_provisioned(
                   {200, {}, R"({"credentials":{"client_id":")" + std::string(1025, 'x') + "\"}}"})
                   .readable);
  const Provisioned conflict = read_provisioned({409, {}, R"({"credentials":{"client_id":"x"}})"});
  EXPECT_EQ(conflict.status, 409);
  EXPECT_FALSE(conflict.readable);
}

TEST(Naming, IsAPartialUpdateOfEachIntegration) {
  const HttpRequest request =
      name_request(v2, sample_target(), integration_types(), "Crosswalk - \"Acme\"");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_partial_update");
  EXPECT_EQ(request.target,
            "/v2/atsIntegrations?ids%5B0%5D.dataProvider=ATS&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000&"
            "ids%5B0%5D.integrationType=ONE_CLICK_EXPORT&ids%5B0%5D.tenantType=RECRUITER&"
            "ids%5B1%5D.dataProvider=ATS&ids%5B1%5D.integrationContext=urn:li:organization:5000&"
            "ids%5B1%5D.integrationType=IN_ATS_INDICATOR&ids%5B1%5D.tenantType=RECRUITER");
  const std::string patch = R"(":{"patch":{"$set":{"integrationName":"Crosswalk - \"Acme\""}}})";
  EXPECT_EQ(request.body, R"({"entities":{")" + v2_export_key + patch +
                              R"(,"dataProvider=ATS&integrationContext=urn:li:organization:5000&)"
                              R"(integrationType=IN_ATS_INDICATOR&tenantType=RECRUITER)" +
                              patch + "}}");
}

TEST(Naming, InTheVersionedDialect) {
  const HttpRequest request = name_request(rest, sample_target(), only_export, "Crosswalk - Acme");
  EXPECT_EQ(request.target, "/rest/integrations?ids=List(" + rest_export_key + ")");
  EXPECT_EQ(request.body, R"({"entities":{")" + rest_export_key +
                              R"(":{"patch":{"$set":{"integrationName":"Crosswalk - Acme"}}}}})");
  EXPECT_EQ(header(request.headers, "LinkedIn-Version"), "202603");
}

TEST(Configuration, LivesBelowItsIntegration) {
  const std::vector<std::pair<std::string, std::string>> values = {
      {"CALLBACK_URL", "https://in.example.com/linkedin/acme"},
      {"JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS"}};
  const HttpRequest request = configure_request(v2, sample_target(), one_click_export, values);
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_update");
  EXPECT_EQ(request.target, "/v2/atsIntegrations/" + v2_export_key +
                                "/configurations?ids=CALLBACK_URL&ids=JOB_POSTING_VIEWERS");
  EXPECT_EQ(request.body, R"({"entities":{"CALLBACK_URL":{"configurationValue":{"string":)"
                          R"("https://in.example.com/linkedin/acme"}},"JOB_POSTING_VIEWERS":)"
                          R"({"configurationValue":{"string":"ALL_PRODUCT_USERS"}}}})");
}

TEST(Configuration, IsFlatInTheVersionedDialect) {
  const std::vector<std::pair<std::string, std::string>> values = {
      {"CALLBACK_URL", "https://in.example.com/linkedin/acme"}};
  const HttpRequest request = configure_request(rest, sample_target(), one_click_export, values);
  const std::string key = "(configurationKey:CALLBACK_URL," + rest_export_key.substr(1);
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.target, "/rest/integrationConfigurations?ids=List(" + key + ")");
  EXPECT_EQ(request.body, R"({"entities":{")" + key +
                              R"(":{"configurationValue":{"string":)"
                              R"("https://in.example.com/linkedin/acme"}}}})");
}

TEST(ConfigurationDeathTest, OfNothingIsAMistake) {
  EXPECT_DEATH(configure_request(v2, sample_target(), one_click_export, {}), "broken promise");
  EXPECT_DEATH(integrations_request(v2, sample_target(), {}), "broken promise");
}

bool taken(std::string body, int status = 200) { return all_taken({status, {}, std::move(body)}); }

TEST(AllTaken, MeansEveryOne) {
  EXPECT_TRUE(taken(R"({"errors":{},"results":{"A":{"status":204},"B":{"status":200}}})"));
  EXPECT_TRUE(taken(R"({"errors":{},"results":{"A":{"status":204}},"statuses":{"A":204}})"));
  for (const auto* body :
       {"", "{}", R"({"errors":{},"results":{}})", R"({"results":{"A":{"status":422}}})",
        R"({"results":{"A":{}}})", R"({"results":{"A":{"status":204}},"errors":{"B":{}}})",
        R"({"results":{"A":{"status":204},"B":{"status":500}},"errors":{}})",
        R"({"elements":[{"status":204}]})"}) {
    EXPECT_FALSE(taken(body)) << body;
  }
  EXPECT_FALSE(taken(R"({"errors":{},"results":{"A":{"status":204}}})", 500));
  EXPECT_FALSE(taken(R"({"errors":{},"results":{"A":{"status":204}}})", 302));
}

TEST(IntegrationsRequest, AsksByTypeOrByAPushsId) {
  EXPECT_EQ(integrations_request(rest, sample_target(), only_export).target,
            "/rest/integrations?ids=List(" + rest_export_key + ")");
  EXPECT_EQ(integrations_request(v2, sample_target(), only_export).target,
            "/v2/atsIntegrations?ids%5B0%5D.dataProvider=ATS&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000&"
            "ids%5B0%5D.integrationType=ONE_CLICK_EXPORT&ids%5B0%5D.tenantType=RECRUITER");
  EXPECT_EQ(changed_request(v2, sample_target(), "a/1").target,
            "/v2/atsIntegrations?q=request&requestId=a%2F1");
  EXPECT_EQ(changed_request(rest, sample_target(), "1").target,
            "/rest/integrations?q=request&requestId=1");
}

std::vector<Integration> read(const Dialect& dialect, std::string body) {
  const auto found = read_integrations(dialect, sample_target(), {200, {}, std::move(body)});
  EXPECT_TRUE(found);
  return found.value_or(std::vector<Integration>{});
}

TEST(Integrations, SayWhetherTheyAreEnabled) {
  const auto found = read(v2, R"({"elements":[{"integrationContext":"urn:li:organization:5000",)"
                              R"("integrationType":"ONE_CLICK_EXPORT","status":"ENABLED"},)"
                              R"({"integrationContext":"urn:li:organization:6000",)"
                              R"("integrationType":"IN_ATS_INDICATOR","status":"enabled"},)"
                              R"({"integrationType":"IN_ATS_INDICATOR","status":"DISABLED"},)"
                              R"({"integrationType":"SOMETHING_ELSE","status":"ENABLED"},7,)"
                              R"({"integrationType":"ONE_CLICK_EXPORT","status":true}]})");
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].type, one_click_export);
  EXPECT_TRUE(found[0].ours);
  EXPECT_TRUE(found[0].enabled);
  EXPECT_EQ(found[1].type, in_ats_indicator);
  EXPECT_FALSE(found[1].ours);
  EXPECT_TRUE(found[1].enabled);
  EXPECT_FALSE(found[2].ours);
  EXPECT_FALSE(found[2].enabled);
  EXPECT_FALSE(found[3].enabled);
}

TEST(Integrations, OnlyThatWordIsEnabled) {
  for (const auto* word : {"", "NOT_ENABLED", "ENABLED ", "ENABLE", "ENABLEDX", "PENDING"}) {
    const auto found = read(v2, R"({"elements":[{"integrationType":"ONE_CLICK_EXPORT","status":")" +
                                    std::string(word) + "\"}]}");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_FALSE(found[0].enabled) << word;
  }
}

TEST(Integrations, OfABatchMayBeNamedByTheirKeysAlone) {
  const auto of_v2 = read(v2, R"({"errors":{},"statuses":{},"results":{"tenantType=RECRUITER&)"
                              R"(integrationContext=urn%3Ali%3Aorganization%3A5000&)"
                              R"(dataProvider=ATS&integrationType=ONE_CLICK_EXPORT":)"
                              R"({"status":"Enabled"}}})");
  ASSERT_EQ(of_v2.size(), 1U);
  EXPECT_TRUE(of_v2[0].ours && of_v2[0].enabled);
  const auto of_rest =
      read(rest, R"({"errors":{},"results":{")" + rest_export_key + R"(":{"status":"DISABLED"}}})");
  ASSERT_EQ(of_rest.size(), 1U);
  EXPECT_EQ(of_rest[0].type, one_click_export);
  EXPECT_TRUE(of_rest[0].ours);
  EXPECT_FALSE(of_rest[0].enabled);
}

TEST(Integrations, ThatWereNotSaidAreNotThere) {
  EXPECT_TRUE(read(v2, R"({"elements":[]})").empty());
  EXPECT_TRUE(read(v2, R"({"results":{},"errors":{"x":{"status":404}}})").empty());
  for (const auto* body :
       {"", "[]", "{}", R"({"elements":{}})", R"({"results":[]})", R"({"elements":[)"}) {
    EXPECT_FALSE(read_integrations(v2, sample_target(), {200, {}, body})) << body;
  }
  EXPECT_FALSE(read_integrations(v2, sample_target(), {403, {}, R"({"elements":[]})"}));
}

TEST(Integrations, HaveABound) {
  std::string elements = R"({"integrationType":"ONE_CLICK_EXPORT"})";
  for (int at = 0; at < 200; ++at) elements += R"(,{"integrationType":"ONE_CLICK_EXPORT"})";
  EXPECT_EQ(read(v2, R"({"elements":[)" + elements + "]}").size(), 100U);
}

}  // namespace
}  // namespace crosswalk
