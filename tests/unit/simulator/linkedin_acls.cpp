// Who may see a secured job. A job that is shown to a recruiter who was taken off it is a leak, and
// one that stays hidden makes the export useless.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view ann = "urn:li:person:ann";
constexpr std::string_view ben = "urn:li:person:ben";

class LinkedInAcls : public BothGenerations {
 protected:
  LinkedInAcls() : client(GetParam(), with_callback()) {
    client.post_jobs({job_json("J-1"), job_json("J-2")});
    client.put(EntityKind::application, {{"A-1", application_json("J-1")}});
  }

  std::string resource(bool people) const {
    const std::string name = people ? "EntityAclAssignees" : "EntityAcls";
    return client.rest ? "e" + name.substr(1) : "ats" + name;
  }

  Parts part(std::string_view acl, bool people, std::string_view subject,
             std::string_view context = org) const {
    const std::string prefix = client.rest ? "external" : "ats";
    return {{prefix + "EntityAclId", std::string(acl)},
            {"integrationContext", std::string(context)},
            {prefix + "EntityType", "JOB_POSTING"},
            {people ? "assignee" : prefix + "EntityId", std::string(subject)}};
  }

  HttpResponse put(bool people, std::string_view acl, std::string_view subject,
                   std::string_view context = org) {
    const Parts key = part(acl, people, subject, context);
    return client.say("PUT", resource(people) + "?" + client.ids({key}),
                      Speaker::entities({{client.key(key), "{}"}}));
  }

  HttpResponse remove(bool people, std::string_view acl, std::string_view subject) {
    return client.say("DELETE", resource(people) + "?" + client.ids({part(acl, people, subject)}));
  }

  bool sees(std::string_view person, std::string_view job = "J-1") {
    return client.peer.sees_job(org, job, person);
  }

  Speaker client;
};

TEST_P(LinkedInAcls, WithoutAclsTheViewersConfigurationDecides) {
  EXPECT_TRUE(sees(ann));
  EXPECT_TRUE(client.peer.sees_application(org, "A-1", ann));
  EXPECT_FALSE(client.peer.sees_application(org, "A-9", ann)) << "not held";
  Speaker bare(GetParam());
  bare.post_jobs({job_json("J-1")});
  EXPECT_FALSE(bare.peer.sees_job(org, "J-1", ann)) << "hidden from everybody by default";
}

TEST_P(LinkedInAcls, ASecuredJobIsSeenByItsAssigneesOnly) {
  EXPECT_TRUE(says(put(false, "team", "J-1"), "204"));
  EXPECT_FALSE(sees(ann));
  EXPECT_TRUE(says(put(true, "team", ann), "204"));
  EXPECT_TRUE(sees(ann));
  EXPECT_FALSE(sees(ben));
  EXPECT_TRUE(sees(ben, "J-2")) << "not secured";
  EXPECT_TRUE(client.peer.sees_application(org, "A-1", ann));
  EXPECT_FALSE(client.peer.sees_application(org, "A-1", ben)) << "the indicator goes with the job";
}

TEST_P(LinkedInAcls, WhoIsTakenOffSeesNothingUntilPutBack) {
  put(false, "team", "J-1");
  put(true, "team", ann);
  EXPECT_TRUE(says(remove(true, "team", ann), "204"));
  EXPECT_FALSE(sees(ann));
  EXPECT_TRUE(says(remove(true, "team", ann), "404"));
  put(true, "team", ann);
  EXPECT_TRUE(sees(ann));
  EXPECT_TRUE(says(remove(false, "team", "J-1"), "204"));
  EXPECT_TRUE(sees(ben)) << "secured no more";
}

TEST_P(LinkedInAcls, AHiddenJobIsNotOfferedForExport) {
  put(false, "team", "J-1");
  put(true, "team", ann);
  ExportOrder order{.organization = std::string(org),
                    .job = "J-1",
                    .member = "urn:li:person:m",
                    .first_name = "M",
                    .last_name = "N"};
  EXPECT_EQ(client.peer.order_export(order, client.now).why_not, "job_hidden");
  order.recruiter = ann;
  EXPECT_EQ(client.peer.order_export(order, client.now).why_not, "");
}

TEST_P(LinkedInAcls, OneAclOpensAJobToAll) {
  put(false, client.peer.options().acl_for_all, "J-1");
  EXPECT_TRUE(sees(ben));
}

TEST_P(LinkedInAcls, APersonHasTenAtMost) {
  for (int at = 0; at < 10; ++at) {
    EXPECT_TRUE(says(put(true, "team" + std::to_string(at), ann), "204"));
  }
  EXPECT_TRUE(says(put(true, "team9", ann), "204")) << "again is not one more";
  EXPECT_TRUE(says(put(true, "team10", ann), "422"));
  EXPECT_TRUE(says(put(true, "team10", ben), "204"));
  remove(true, "team0", ann);
  EXPECT_TRUE(says(put(true, "team10", ann), "204"));
}

TEST_P(LinkedInAcls, AreFoundByCriteria) {
  put(false, "team", "J-1");
  put(false, "team", "J-2");
  put(true, "team", ann);
  const auto jobs = elements_of(client.say("GET", resource(false) + "?q=criteria"));
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].text_of(GetParam() ? "externalEntityId" : "atsEntityId"), "J-1");
  EXPECT_EQ(
      elements_of(client.say("GET", resource(true) + "?q=criteria&assignee=" + percent_encode(ben)))
          .size(),
      0u);
  EXPECT_EQ(
      elements_of(client.say("GET", resource(true) + "?q=criteria&assignee=" + percent_encode(ann)))
          .size(),
      1u);
  EXPECT_EQ(client.say("GET", resource(true) + "?q=all").status, 400);
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  EXPECT_TRUE(elements_of(client.say("GET", resource(false) + "?q=criteria")).empty());
}

TEST_P(LinkedInAcls, WrongKeysAndForeignOrganizationsAreRefused) {
  EXPECT_EQ(put(true, "team", "urn:li:seat:1").status, 400) << "an assignee is a person";
  EXPECT_EQ(put(false, "team", "J-1", "urn:li:organization:6000").status, 403);
  const Parts key = part("team", false, "J-1");
  const std::string path = resource(false) + "?" + client.ids({key});
  for (const char* body : {"{}", "{\"entities\":{}}", "{\"entities\":{\"x\":{}}}", "[1"}) {
    EXPECT_EQ(client.say("PUT", path, body).status, 400) << body;
  }
  EXPECT_EQ(client.say("PUT", path, Speaker::entities({{client.key(key), "7"}})).status, 400);
  EXPECT_EQ(client.say("PUT", resource(false) + "?" + client.ids({key, key})).status, 400);
  EXPECT_EQ(client.say("POST", path, "{}", "batch_partial_update").status, 405);
  EXPECT_TRUE(sees(ben)) << "nothing was applied";
}

INSTANTIATE_TEST_SUITE_P(In, LinkedInAcls, testing::Bool(), generation_name);

}  // namespace
}  // namespace crosswalk::sim
