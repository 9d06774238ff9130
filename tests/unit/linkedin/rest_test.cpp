// The versioned API, byte for byte: the same records under other paths, keys and names. A tenant
// that is moved to it must lose nothing, and keys of another syntax must match the same entities.

#include <gtest/gtest.h>

#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

const std::string context = "integrationContext:urn%3Ali%3Aorganization%3A5000";

HttpRequest upsert_by_rest(const std::vector<Record>& records) {
  return upsert_request(rest, sample_target(), records.front().key.kind, records);
}

std::vector<int> upserts(RecordKind kind, const std::vector<EntityName>& names, std::string body) {
  return statuses(read_upserts(rest, kind, names, {200, {}, std::move(body)}));
}

TEST(RestUpsert, OfCandidates) {
  const HttpRequest request = upsert_by_rest({sample_candidate(), sample_candidate("C-10")});
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.target, "/rest/candidates?ids=List((externalCandidateId:C-9," + context +
                                "),(externalCandidateId:C-10," + context + "))");
  EXPECT_EQ(header(request.headers, "LinkedIn-Version"), "202603");
  EXPECT_EQ(header(request.headers, "X-RestLi-Protocol-Version"), "2.0.0");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_update");
  EXPECT_TRUE(request.body.starts_with(
      R"({"entities":{"(externalCandidateId:C-9,)" + context +
      R"_()":{"firstName":"Ada","lastName":"Byron","emailAddresses":["ada@example.com"],)_"
      R"("phoneNumbers":[],"addresses":[],"externalCreatedAt":1760000000000,)"
      R"("externalLastModifiedAt":1760000000001},"(externalCandidateId:C-10,)"))
      << request.body;
}

TEST(RestUpsert, OfAnApplicationKeepsItsNames) {
  const HttpRequest request = upsert_by_rest({sample_application()});
  EXPECT_EQ(request.target,
            "/rest/atsApplications?ids=List((atsJobApplicationId:A-3," + context + "))");
  EXPECT_EQ(request.body, R"({"entities":{"(atsJobApplicationId:A-3,)" + context +
                              R"_()":{"atsCandidateId":"C-9","atsJobPostingId":"J-1",)_"
                              R"("atsCreatedAt":1760000000000,"atsLastModifiedAt":1760000000001,)"
                              R"("atsJobPostingName":"Welder","firstName":"Ada",)"
                              R"("lastName":"Byron"}}})");
}

TEST(RestUpsert, OfAJobNamesTheCompany) {
  const HttpRequest request = upsert_by_rest({sample_job()});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/rest/simpleJobPostings");
  EXPECT_TRUE(request.body.starts_with(R"({"elements":[{"externalJobPostingId":"J-1",)"
                                       R"("company":"urn:li:organization:5000",)"
                                       R"("availability":"PRIVATE_TO_ATS_INTEGRATION",)"))
      << request.body;
  EXPECT_EQ(request.body.find("integrationContext"), std::string::npos);
}

TEST(RestUpsert, OfStagesOfManyApplicationsIsOneBatch) {
  const HttpRequest request =
      upsert_by_rest({sample_stage("S-1", "A-3"), sample_stage("S-1", "A-4")});
  EXPECT_EQ(request.target, "/rest/applicationStage?ids=List((" + context +
                                ",jobApplicationId:A-3,jobApplicationStageId:S-1),(" + context +
                                ",jobApplicationId:A-4,jobApplicationStageId:S-1))");
  const std::string stage = R"_(:{"stage":"Screening","atsCreatedAt":1760000000002})_";
  EXPECT_EQ(request.body,
            R"_({"entities":{"()_" + context +
                R"_(,jobApplicationId:A-3,jobApplicationStageId:S-1)")_" + stage + R"_(,"()_" +
                context + R"_(,jobApplicationId:A-4,jobApplicationStageId:S-1)")_" + stage + "}}");
}

TEST(RestUpsert, OfACandidatesNoteSaysWhenItLastChanged) {
  const HttpRequest request = upsert_by_rest({sample_candidate_note()});
  EXPECT_EQ(request.target,
            "/rest/candidateNotes?ids=List((externalCandidateId:C-9,"
            "externalNoteId:N-1," +
                context + "))");
  EXPECT_TRUE(request.body.ends_with(R"(:{"note":"Welds well","externalCreatedAt":1760000000003,)"
                                     R"("externalLastModifiedAt":1760000000004,)"
                                     R"("author":{"firstName":"Grace","lastName":"Murray"}}}})"))
      << request.body;
}

TEST(RestUpsert, OfAnApplicationsNote) {
  const HttpRequest request = upsert_by_rest({sample_application_note()});
  EXPECT_EQ(request.target,
            "/rest/applicationNotes?ids=List((externalJobApplicationId:A-3,"
            "externalNoteId:N-2," +
                context + "))");
  EXPECT_TRUE(request.body.ends_with(R"(:{"note":"Called back","atsCreatedAt":1760000000005}}})"))
      << request.body;
}

TEST(RestUpsert, OfFeedbackStaysBelowItsApplication) {
  const HttpRequest request = upsert_by_rest({sample_feedback("F-1"), sample_feedback("F,2")});
  EXPECT_EQ(request.target, "/rest/atsApplications/(atsJobApplicationId:A-3," + context +
                                ")/interviewFeedback?ids=List(F-1,F%2C2)");
  EXPECT_TRUE(request.body.starts_with(R"({"entities":{"F-1":{"atsCreatedAt":1760000000007,)"));
  EXPECT_NE(request.body.find(R"(,"F,2":{"atsCreatedAt")"), std::string::npos);
}

TEST(RestUpsert, AnIdNeverBreaksOutOfItsKey) {
  const std::vector<std::pair<std::string, std::string>> tricky = {
      {"a/b", "a%2Fb"},       {"a&b", "a%26b"},       {"(1)", "%281%29"},
      {"a,b:c", "a%2Cb%3Ac"}, {"100%", "100%25"},     {"it's", "it%27s"},
      {"a.b~c", "a.b~c"},     {"\xc3\xa9", "%C3%A9"}, {"$params:()", "%24params%3A%28%29"}};
  for (const auto& [id, escaped] : tricky) {
    const HttpRequest request = upsert_by_rest({sample_candidate(id)});
    const std::string key = "(externalCandidateId:" + escaped + "," + context + ")";
    EXPECT_EQ(request.target, "/rest/candidates?ids=List(" + key + ")");
    EXPECT_TRUE(request.body.starts_with(R"({"entities":{")" + key + "\":{")) << request.body;
    EXPECT_EQ(upserts(RecordKind::candidate, {named(id)},
                      R"({"errors":{},"results":{")" + key + R"(":{"status":204}}})"),
              std::vector<int>{204})
        << id;
    EXPECT_EQ(upsert_by_rest({sample_feedback("F-1", id)}).target,
              "/rest/atsApplications/(atsJobApplicationId:" + escaped + "," + context +
                  ")/interviewFeedback?ids=List(F-1)");
  }
}

TEST(RestUpsert, ALongQueryTravelsInTheBody) {
  std::vector<Record> records;
  for (const EntityName& name : numbered(100)) records.push_back(sample_candidate(name.id));
  const HttpRequest request = upsert_by_rest(records);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/rest/candidates");
  EXPECT_EQ(header(request.headers, "X-HTTP-Method-Override"), "PUT");
  EXPECT_EQ(header(request.headers, "LinkedIn-Version"), "202603");
  EXPECT_NE(request.body.find("\r\n\r\nids=List((externalCandidateId:C-0,"), std::string::npos);
  EXPECT_NE(request.body.find("5000))\r\n--_crosswalk_part_0"), std::string::npos);
}

TEST(RestRequests, ThatReadAndDelete) {
  const std::vector<EntityName> notes = {named("N-1", "C-9"), named("N-1", "C-8")};
  const HttpRequest request =
      delete_request(rest, sample_target(), RecordKind::candidate_note, notes);
  EXPECT_EQ(request.method, "DELETE");
  EXPECT_EQ(request.target,
            "/rest/candidateNotes?ids=List((externalCandidateId:C-9,"
            "externalNoteId:N-1," +
                context + "),(externalCandidateId:C-8,externalNoteId:N-1," + context + "))");
  const std::vector<EntityName> jobs = {named("J/1"), named("J-2")};
  EXPECT_EQ(read_request(rest, sample_target(), RecordKind::job, jobs).target,
            "/rest/jobPostingStatus?ids=List(J%2F1,J-2)");
  const std::vector<std::string> tasks = {"urn:li:simpleJobPostingTask:1"};
  EXPECT_EQ(task_request(rest, sample_target(), tasks).target,
            "/rest/simpleJobPostingTasks?ids=List(urn%3Ali%3AsimpleJobPostingTask%3A1)");
}

TEST(RestReply, IsMatchedByPartsInAnyOrderAndWithParameters) {
  for (const auto* key :
       {"(externalCandidateId:C-9,integrationContext:urn%3Ali%3Aorganization%3A5000)",
        "(integrationContext:urn%3Ali%3Aorganization%3A5000,externalCandidateId:C-9)",
        "($params:(),externalCandidateId:C-9,integrationContext:urn%3Ali%3Aorganization%3A5000)",
        "(externalCandidateId:C%2D9,integrationContext:urn:li:organization:5000)"}) {
    EXPECT_EQ(upserts(RecordKind::candidate, {named("C-9")},
                      R"({"errors":{},"results":{")" + std::string(key) + R"(":{"status":201}}})"),
              std::vector<int>{201})
        << key;
  }
}

TEST(RestReply, AKeyOfTheOtherProtocolIsNotOurs) {
  EXPECT_EQ(upserts(RecordKind::candidate, {named("C-9")},
                    R"({"errors":{},"results":{"externalCandidateId=C-9&)"
                    R"(integrationContext=urn:li:organization:5000":{"status":204}}})"),
            std::vector<int>{0});
}

TEST(RestReply, ChildrenOfTheSameNameAreToldApartByTheirParents) {
  const std::vector<EntityName> names = {named("N-1", "C-9"), named("N-1", "C-8"),
                                         named("N-1", "C-7")};
  const auto key = [](const std::string& candidate) {
    return "\"(externalCandidateId:" + candidate + ",externalNoteId:N-1," + context + ")\"";
  };
  EXPECT_EQ(upserts(RecordKind::candidate_note, names,
                    R"({"results":{)" + key("C-8") + R"(:{"status":204},)" + key("C-6") +
                        R"(:{"status":204}},"errors":{)" + key("C-9") + R"(:{"status":422}}})"),
            (std::vector<int>{422, 204, 0}));
}

TEST(RestReply, AKeyWithoutItsParentIsNobodys) {
  EXPECT_EQ(upserts(RecordKind::candidate_note, {named("N-1", "C-9"), named("N-2", "")},
                    R"({"results":{"(externalNoteId:N-1,)" + context +
                        R"_()":{"status":204},"(externalNoteId:N-2,)_" + context +
                        R"_()":{"status":204}},"errors":{}})_"),
            (std::vector<int>{0, 0}));
}

TEST(RestReply, TasksAndFeedbackHaveSimpleKeys) {
  EXPECT_EQ(upserts(RecordKind::feedback, {named("F,1", "A-3"), named("F-2", "A-3")},
                    R"({"results":{"F%2C1":{"status":204},"F-2":{"status":204}},"errors":{}})"),
            (std::vector<int>{204, 204}));
  const std::vector<std::string> tasks = {"urn:li:simpleJobPostingTask:1"};
  EXPECT_EQ(statuses(read_tasks(rest, tasks,
                                {200,
                                 {},
                                 R"({"results":{"urn%3Ali%3AsimpleJobPostingTask%3A1":)"
                                 R"({"status":"SUCCEEDED"}},"errors":{}})"})),
            std::vector<int>{200});
}

TEST(VersionSunset, Is426AndNothingElse) {
  EXPECT_TRUE(version_sunset({426, {}, {}}));
  for (const int status : {0, 200, 400, 404, 410, 425, 427, 429, 500}) {
    EXPECT_FALSE(version_sunset({status, {}, R"({"status":426})"})) << status;
  }
}

}  // namespace
}  // namespace crosswalk
