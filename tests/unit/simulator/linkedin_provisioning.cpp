// A customer's application is made once and its secret is told there. Making it twice, or with the
// wrong token, must fail loudly, because afterwards two tenants would share one identity.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

LinkedInOptions with_parent() {
  LinkedInOptions options = one_app();
  options.apps.push_back({"partner", "p", "", true});
  options.apps.push_back({"rival", "r", "", true});
  return options;
}

std::string child_json(std::string_view foreign_id, std::string_view name = "Crosswalk - Acme",
                       std::string_view more = "") {
  return "{\"uniqueForeignId\":\"" + std::string(foreign_id) + "\",\"name\":\"" +
         std::string(name) + "\",\"description\":\"Recruiting\"" + std::string(more) + "}";
}

class LinkedInProvisioning : public BothGenerations {
 protected:
  LinkedInProvisioning() : client(GetParam(), with_parent()) { log_in_as("partner", "p"); }

  void log_in_as(const std::string& id, const std::string& secret) {
    client.log_in("grant_type=client_credentials&client_id=" + percent_encode(id) +
                  "&client_secret=" + percent_encode(secret));
  }
  HttpResponse create(const std::string& json) {
    return client.say("POST", "provisionedApplications", json);
  }
  HttpResponse find(const std::string& foreign_id) {
    return client.say("GET",
                      "provisionedApplications?q=credentialsByUniqueForeignId"
                      "&uniqueForeignId=" +
                          foreign_id);
  }

  Speaker client;
};

TEST_P(LinkedInProvisioning, AChildGetsCredentialsThatBuyATokenOfItsOwn) {
  const auto made = create(child_json("acme"));
  EXPECT_EQ(made.status, 201);
  const auto json = parse_json(made.body);
  ASSERT_TRUE(json && json->find("credentials"));
  EXPECT_TRUE(json->text_of("key").starts_with("urn:li:developerApplication:"));
  EXPECT_EQ(header(made.headers, GetParam() ? "X-RestLi-Id" : "X-LinkedIn-Id"),
            json->text_of("key"));
  log_in_as(std::string(json->find("credentials")->text_of("client_id")),
            std::string(json->find("credentials")->text_of("client_secret")));
  EXPECT_NE(client.token, "");
  EXPECT_EQ(find("acme").status, 403) << "a customer's token provisions nothing";
}

TEST_P(LinkedInProvisioning, TheSameCustomerTwiceIsAConflictButTheFinderTells) {
  const auto made = parse_json(create(child_json("acme")).body);
  EXPECT_EQ(create(child_json("acme")).status, 409);
  const auto found = elements_of(find("acme"));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text_of("key"), made->text_of("key"));
  EXPECT_EQ(*found[0].find("credentials"), *made->find("credentials"));
  EXPECT_TRUE(elements_of(find("nobody")).empty());
  client.peer.options().finder_shows_secret = false;
  EXPECT_EQ(elements_of(find("acme"))[0].find("credentials")->find("client_secret"), nullptr);
}

TEST_P(LinkedInProvisioning, AnotherPartnerSeesNothingOfIt) {
  create(child_json("acme"));
  log_in_as("rival", "r");
  EXPECT_TRUE(elements_of(find("acme")).empty());
  EXPECT_EQ(create(child_json("acme")).status, 201) << "unique for each partner";
}

TEST_P(LinkedInProvisioning, APartnersTokenReachesNoRecords) {
  EXPECT_EQ(client.say("GET", "exportedCandidates?q=closedProfiles").status, 403);
  client.log_in();
  EXPECT_EQ(create(child_json("acme")).status, 403);
}

TEST_P(LinkedInProvisioning, NamesHaveAFormAndAnEnd) {
  for (const std::string& wrong :
       {child_json("a", ""), child_json("a", "Crosswalk"), child_json("a", "Crosswalk - "),
        child_json("a", "Crosswalk - LinkedIn"), child_json("a", "C - " + std::string(47, 'x')),
        child_json(""), std::string("{\"uniqueForeignId\":\"a\",\"name\":\"C - D\"}"),
        child_json("a", "C - D", ",\"validJsSdkDomains\":[\"https://a.example.test/\"]"),
        child_json("a", "C - D", ",\"oauth2AuthorizedCallbackUrls\":\"x\"")}) {
    EXPECT_EQ(create(wrong).status, 422) << wrong;
  }
  EXPECT_EQ(create("[]").status, 400);
  EXPECT_EQ(create(child_json("a", "C - D")).status, 201);
}

TEST_P(LinkedInProvisioning, ItsDomainsCanBeChangedLater) {
  const auto made = parse_json(create(child_json("acme")).body);
  const std::string path =
      "provisionedApplications/" + percent_encode(std::string(made->text_of("key")));
  const std::string patch =
      R"({"patch":{"$set":{"validJsSdkDomains":["https://a.example.test"]}}})";
  EXPECT_EQ(client.say("POST", path, patch, "partial_update").status, 204);
  EXPECT_TRUE(says(find("acme"), "https://a.example.test"));
  EXPECT_EQ(client.say("POST", path + "9", patch).status, 404);
  EXPECT_EQ(client.say("POST", path, "{}").status, 400);
}

INSTANTIATE_TEST_SUITE_P(In, LinkedInProvisioning, testing::Bool(), generation_name);

}  // namespace
}  // namespace crosswalk::sim
