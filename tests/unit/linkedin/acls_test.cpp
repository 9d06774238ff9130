// Access lists decide which recruiters see a secured job. An entry too many shows it to somebody
// it was hidden from, so keys must say exactly one list, one job and one person.

#include <gtest/gtest.h>

#include "linkedin/exchange/acls.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

TEST(Acls, PutJobsIntoLists) {
  const std::vector<AclEntry> entries = {{"L-1", "J-1"}, {"L/2", "J&2"}};
  const HttpRequest request = acl_request(v2, sample_target(), AclChange::add, entries);
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_update");
  EXPECT_EQ(request.target,
            "/v2/atsEntityAcls?ids%5B0%5D.atsEntityAclId=L-1&ids%5B0%5D.atsEntityId=J-1&"
            "ids%5B0%5D.atsEntityType=JOB_POSTING&ids%5B0%5D.dataProvider=ATS&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000&"
            "ids%5B1%5D.atsEntityAclId=L%2F2&ids%5B1%5D.atsEntityId=J%262&"
            "ids%5B1%5D.atsEntityType=JOB_POSTING&ids%5B1%5D.dataProvider=ATS&"
            "ids%5B1%5D.integrationContext=urn:li:organization:5000");
  EXPECT_EQ(request.body,
            R"({"entities":{"atsEntityAclId=L-1&atsEntityId=J-1&atsEntityType=JOB_POSTING&)"
            R"(dataProvider=ATS&integrationContext=urn:li:organization:5000":{},)"
            R"("atsEntityAclId=L%2F2&atsEntityId=J%262&atsEntityType=JOB_POSTING&)"
            R"(dataProvider=ATS&integrationContext=urn:li:organization:5000":{}}})");
}

TEST(Acls, PutPeopleIntoLists) {
  const std::vector<AclAssignee> assignees = {{"L-1", "urn:li:person:abc"}};
  const HttpRequest request =
      acl_assignees_request(rest, sample_target(), AclChange::add, assignees);
  const std::string key =
      "(assignee:urn%3Ali%3Aperson%3Aabc,atsEntityAclId:L-1,atsEntityType:JOB_POSTING,"
      "integrationContext:urn%3Ali%3Aorganization%3A5000)";
  EXPECT_EQ(request.target, "/rest/entityAclAssignees?ids=List(" + key + ")");
  EXPECT_EQ(request.body, R"({"entities":{")" + key + R"(":{}}})");
}

TEST(Acls, TakeOutWithoutABody) {
  const std::vector<AclEntry> entries = {{"L-1", "J-1"}};
  const HttpRequest request = acl_request(rest, sample_target(), AclChange::remove, entries);
  EXPECT_EQ(request.method, "DELETE");
  EXPECT_TRUE(request.body.empty());
  EXPECT_EQ(request.target,
            "/rest/entityAcls?ids=List((atsEntityAclId:L-1,atsEntityId:J-1,"
            "atsEntityType:JOB_POSTING,integrationContext:urn%3Ali%3Aorganization%3A5000))");
  const std::vector<AclAssignee> assignees = {{"L-1", "urn:li:person:abc"}};
  EXPECT_TRUE(acl_assignees_request(v2, sample_target(), AclChange::remove, assignees)
                  .target.starts_with("/v2/atsEntityAclAssignees?ids%5B0%5D.assignee="
                                      "urn:li:person:abc&ids%5B0%5D.atsEntityAclId=L-1&"));
}

TEST(Acls, AKeyNeedsNoEscapeOfJson) {
  for (const Dialect& dialect : {v2, rest}) {
    const std::vector<AclEntry> entries = {{"\"\\\n\x01", "\xc3\xa9"}};
    const std::string body = acl_request(dialect, sample_target(), AclChange::add, entries).body;
    EXPECT_EQ(body.find('\\'), std::string::npos) << body;
    EXPECT_EQ(std::count(body.begin(), body.end(), '"'), 4) << body;
  }
}

TEST(AclsDeathTest, AHundredAndNotOneMore) {
  const std::vector<AclEntry> many(101, AclEntry{"L", "J"});
  EXPECT_DEATH(acl_request(v2, sample_target(), AclChange::add, many), "broken promise");
  EXPECT_DEATH(acl_request(v2, sample_target(), AclChange::add, {}), "broken promise");
}

TEST(AclTaken, WhatIsGoneAlreadyIsTakenOut) {
  const HttpResponse gone{200, {}, R"({"results":{},"errors":{"k":{"status":404}}})"};
  EXPECT_TRUE(acl_taken(AclChange::remove, gone));
  EXPECT_FALSE(acl_taken(AclChange::add, gone));
  const HttpResponse fine{200, {}, R"({"results":{"k":{"status":204}},"errors":{}})"};
  EXPECT_TRUE(acl_taken(AclChange::remove, fine));
  EXPECT_TRUE(acl_taken(AclChange::add, fine));
  for (const auto* body :
       {"", "{}", R"({"results":{},"errors":{}})", R"({"results":{"k":{}},"errors":{}})",
        R"({"results":{"k":{"status":204}},"errors":{"l":{"status":403}}})"}) {
    EXPECT_FALSE(acl_taken(AclChange::remove, {200, {}, body})) << body;
  }
  EXPECT_FALSE(acl_taken(AclChange::add, {500, {}, fine.body}));
}

}  // namespace
}  // namespace crosswalk
