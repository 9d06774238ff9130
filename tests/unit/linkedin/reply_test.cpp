// HTTP 200 proves nothing: each entity has its own status, somewhere in the body, under a key
// that may be written another way. Each test says what LinkedIn answered and what is believed
// of every entity asked about; what is not said is 0 and never success.

#include <gtest/gtest.h>

#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

using Ids = std::vector<std::string>;

std::vector<EntityName> names(const Ids& ids) {
  std::vector<EntityName> all;
  for (const std::string& id : ids) all.push_back(named(id));
  return all;
}

HttpResponse ok(std::string body) { return {200, {}, std::move(body)}; }

BatchReply upserts(const Ids& ids, std::string body) {
  return read_upserts(v2, RecordKind::candidate, names(ids), ok(std::move(body)));
}

BatchReply jobs(const Ids& ids, std::string body) {
  return read_upserts(v2, RecordKind::job, names(ids), ok(std::move(body)));
}

std::string results(const std::string& inside, const std::string& errors = "") {
  return R"({"errors":{)" + errors + R"(},"results":{)" + inside + "}}";
}

std::string entry(const std::string& id, const std::string& value) {
  return '"' + candidate_key(id) + "\":" + value;
}

TEST(Upserts, EachEntityHasItsOwnStatus) {
  const BatchReply reply =
      upserts({"C-1", "C-2", "C-3"},
              results(entry("C-2", R"({"status":204})") + "," + entry("C-1", R"({"status":201})") +
                      "," + entry("C-3", R"({"status":422})")));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.readable);
  EXPECT_EQ(statuses(reply), (std::vector<int>{201, 204, 422}));
  EXPECT_EQ(reply.entities[1].id, "C-2");
}

TEST(Upserts, AnErrorIsReadFromTheMapOfErrors) {
  const BatchReply reply =
      upserts({"C-1", "C-2"},
              results(entry("C-1", R"({"status":204})"),
                      entry("C-2", R"({"status":422,"serviceErrorCode":100,"message":)"
                                   R"("ERROR :: /lastName :: field is required but not found"})")));
  EXPECT_EQ(statuses(reply), (std::vector<int>{204, 422}));
  EXPECT_EQ(reply.entities[1].detail, "lastName");
  EXPECT_EQ(reply.entities[0].detail, "");
}

TEST(Upserts, AnErrorWithoutANumberIsStillAnError) {
  for (const auto* error : {"{}", R"({"message":"x"})", R"({"status":"422"})", R"({"status":204})",
                            R"({"status":-5})", R"({"status":1e300})"}) {
    EXPECT_EQ(statuses(upserts({"C-1"}, results("", entry("C-1", error)))), std::vector<int>{500})
        << error;
  }
}

TEST(Upserts, AKeyIsTheSameInAnyOrderAndEscaping) {
  for (const auto* key :
       {"atsCandidateId=C-1&dataProvider=ATS&integrationContext=urn:li:organization:5000",
        "integrationContext=urn%3Ali%3Aorganization%3A5000&dataProvider=ATS&atsCandidateId=C-1",
        "dataProvider=ATS&atsCandidateId=C%2D1&integrationContext=urn:li:organization:5000"}) {
    const auto reply = upserts({"C-1"}, results('"' + std::string(key) + R"(":{"status":204})"));
    EXPECT_EQ(statuses(reply), std::vector<int>{204}) << key;
  }
}

TEST(Upserts, AKeyThatIsNotOursSaysNothingOfOurs) {
  for (const auto* key : {"atsCandidateId=C-1", "C-1", "", "dataProvider=ATS&atsCandidateId=C-1",
                          "atsCandidateId=C-1&dataProvider=PARTNER&integrationContext=x",
                          "atsCandidateId=C-10&dataProvider=ATS&integrationContext=x",
                          "atsJobApplicationId=C-1&dataProvider=ATS&integrationContext=x",
                          "atsCandidateId=C-1&atsCandidateId=C-1&dataProvider=ATS&"
                          "integrationContext=x"}) {
    const auto reply = upserts({"C-1"}, results('"' + std::string(key) + R"(":{"status":204})"));
    EXPECT_TRUE(reply.readable) << key;
    EXPECT_EQ(statuses(reply), std::vector<int>{0}) << key;
  }
}

TEST(Upserts, AnEntityThatIsNotMentionedHasNoStatus) {
  const BatchReply reply = upserts({"C-1", "C-2"}, results(entry("C-1", R"({"status":204})")));
  EXPECT_EQ(statuses(reply), (std::vector<int>{204, 0}));
  EXPECT_EQ(statuses(upserts({"C-1"}, results(entry("C-1", "{}")))), std::vector<int>{0});
}

TEST(Upserts, TwoContradictingWordsAreNone) {
  EXPECT_EQ(statuses(upserts({"C-1"}, results(entry("C-1", R"({"status":204})") + "," +
                                              entry("C-1", R"({"status":422})")))),
            std::vector<int>{0});
  EXPECT_EQ(statuses(upserts({"C-1"}, results(entry("C-1", R"({"status":204})"),
                                              entry("C-1", R"({"status":422})")))),
            std::vector<int>{0});
  EXPECT_EQ(statuses(upserts({"C-1"}, results(entry("C-1", R"({"status":204})") + "," +
                                              entry("C-1", R"({"status":422})") + "," +
                                              entry("C-1", R"({"status":204})")))),
            std::vector<int>{0});
}

TEST(Upserts, TheSameWordTwiceIsThatWord) {
  EXPECT_EQ(statuses(upserts({"C-1"}, results(entry("C-1", R"({"status":204})") + "," +
                                              entry("C-1", R"({"status":204})")))),
            std::vector<int>{204});
}

TEST(Upserts, AHundredEntitiesAreMatched) {
  Ids ids;
  for (const EntityName& name : numbered(100)) ids.push_back(name.id);
  std::string inside;
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    inside += (inside.empty() ? "" : ",") + entry(*id, R"({"status":204})");
  }
  EXPECT_EQ(statuses(upserts(ids, results(inside))), std::vector<int>(100, 204));
}

TEST(Reply, ABodyThatIsNotWholeSaysNothing) {
  const std::string whole = results(entry("C-1", R"({"status":204})"));
  std::vector<std::string> bodies = {"",
                                     "null",
                                     "[]",
                                     "{}",
                                     "<html></html>",
                                     "7",
                                     "\"x\"",
                                     R"({"value":1})",
                                     whole + "x",
                                     whole + whole,
                                     R"({"results":[]})",
                                     R"({"results":null,"errors":{}})",
                                     R"({"results":{},"results":{}})",
                                     "{\"results\":{\"\xff\":{}}}",
                                     R"({"elements":[{"status":204}]})",
                                     results(entry("C-1", "7")) + "}",
                                     results(entry("C-1", "[]")),
                                     results(entry("C-1", "null"))};
  for (std::size_t cut = 0; cut < whole.size(); ++cut) bodies.push_back(whole.substr(0, cut));
  for (const std::string& body : bodies) {
    const BatchReply reply = upserts({"C-1"}, body);
    EXPECT_EQ(reply.status, 200);
    EXPECT_FALSE(reply.readable) << body;
    EXPECT_TRUE(reply.entities.empty()) << body;
  }
  EXPECT_TRUE(upserts({"C-1"}, whole + " \n").readable);
}

TEST(Reply, ARefusedBatchIsNotReadPerEntity) {
  for (const int status : {0, 302, 400, 401, 429, 500, 503}) {
    const BatchReply reply = read_upserts(v2, RecordKind::candidate, names(Ids{"C-1"}),
                                          {status, {}, results(entry("C-1", R"({"status":204})"))});
    EXPECT_EQ(reply.status, status);
    EXPECT_FALSE(reply.readable);
    EXPECT_TRUE(reply.entities.empty());
  }
}

TEST(Reply, WhatIsTooLargeIsNotRead) {
  std::string body = results(entry("C-1", R"({"status":204})"));
  body.insert(1, std::string(9 * 1024 * 1024, ' '));
  EXPECT_FALSE(upserts({"C-1"}, body).readable);
}

TEST(Reply, MembersNobodyAskedForAreSteppedOver) {
  EXPECT_EQ(statuses(upserts({"C-1"}, R"({"x":{"results":{"status":1}},"y":[[],{}],"results":{)" +
                                          entry("C-1", R"({"z":[1,{"status":500}],"status":204})") +
                                          R"(},"statuses":{}})")),
            std::vector<int>{204});
}

TEST(Detail, IsAFieldThatLinkedInNamesAndWeSend) {
  const auto detail = [](std::string message) {
    return jobs({"J-1"}, R"({"elements":[{"status":422,"error":{"status":422,"code":"BAD_JOB",)"
                         R"("serviceErrorCode":7,"message":")" +
                             message + "\"}}]}")
        .entities.at(0)
        .detail;
  };
  EXPECT_EQ(detail("ERROR :: /title :: field is required but not found\\n"), "title");
  EXPECT_EQ(detail("ERROR :: /externalJobPostingId :: too long"), "externalJobPostingId");
  EXPECT_EQ(detail("ERROR :: /availability :: it has to be closed"), "availability");
  EXPECT_EQ(detail("a\\nERROR :: /compensation/compensations/0 :: x"), "compensation");
  for (const auto* message : {"ERROR :: /Ada Byron :: x", "ERROR :: /title", "ERROR :: / :: x",
                              "title", "", "error :: /title :: x", "ERROR :: /lastName :: x"}) {
    EXPECT_EQ(detail(message), "BAD_JOB") << message;
  }
}

TEST(Detail, ElseIsACodeAndNeverFreeText) {
  const auto detail = [](std::string members) {
    return upserts({"C-1"}, results("", entry("C-1", R"({"status":403,)" + members + "}")))
        .entities.at(0)
        .detail;
  };
  EXPECT_EQ(detail(R"("code":"MEMBER_RESTRICTED","serviceErrorCode":5)"), "MEMBER_RESTRICTED");
  EXPECT_EQ(detail(R"("serviceErrorCode":65600,"message":"Ada is not allowed")"), "65600");
  EXPECT_EQ(detail(R"("code":"Ada Byron","message":"Ada is not allowed")"), "");
  EXPECT_EQ(detail(R"("code":7,"serviceErrorCode":"x")"), "");
  EXPECT_EQ(detail(R"("code":")" + std::string(65, 'A') + "\""), "");
}

TEST(Jobs, AreAcceptedAsTasks) {
  const BatchReply reply =
      jobs({"J-1", "J-2"},
           R"({"elements":[{"id":"urn:li:simpleJobPostingTask:u-1","status":202,)"
           R"("location":"/simpleJobPostings/urn%3Ali"},{"status":422,"error":{"status":422,)"
           R"("message":"ERROR :: /title :: too long"}}]})");
  ASSERT_EQ(statuses(reply), (std::vector<int>{202, 422}));
  EXPECT_EQ(reply.entities[0].task, "urn:li:simpleJobPostingTask:u-1");
  EXPECT_EQ(reply.entities[1].task, "");
  EXPECT_EQ(reply.entities[1].detail, "title");
}

TEST(Jobs, AnErrorsOwnStatusCountsWhereTheElementHasNone) {
  EXPECT_EQ(statuses(jobs({"J-1"}, R"({"elements":[{"error":{"status":403}}]})")),
            std::vector<int>{403});
  EXPECT_EQ(statuses(jobs({"J-1"}, R"({"elements":[{"error":{"status":403},"status":422}]})")),
            std::vector<int>{422});
  EXPECT_EQ(statuses(jobs({"J-1"}, R"({"elements":[{"error":"no"}]})")), std::vector<int>{0});
}

TEST(Jobs, AcceptanceWithoutATaskToAskAboutIsNoWord) {
  for (const auto* id :
       {"", R"("id":"",)", R"("id":7,)", R"("id":"not a urn",)",
        R"("id":"urn:li:simpleJobPostingTask:a b",)", R"("id":"urn:li:x\r\nHost: y",)"}) {
    const auto reply = jobs({"J-1"}, R"({"elements":[{)" + std::string(id) + R"("status":202}]})");
    EXPECT_EQ(statuses(reply), std::vector<int>{0}) << id;
    EXPECT_EQ(reply.entities[0].task, "");
  }
}

TEST(Jobs, AListOfAnotherLengthMatchesNothing) {
  const std::string one = R"({"id":"urn:li:simpleJobPostingTask:u-1","status":202})";
  EXPECT_FALSE(jobs({"J-1", "J-2"}, R"({"elements":[)" + one + "]}").readable);
  EXPECT_FALSE(jobs({"J-1"}, R"({"elements":[)" + one + "," + one + "]}").readable);
  EXPECT_FALSE(jobs({"J-1"}, R"({"elements":[]})").readable);
  EXPECT_FALSE(jobs({"J-1"}, R"({"elements":{}})").readable);
  EXPECT_FALSE(jobs({"J-1"}, R"({"results":{}})").readable);
}

TEST(Tasks, AreInOneOfFiveStates) {
  const Ids tasks = {"urn:li:t:1", "urn:li:t:2", "urn:li:t:3", "urn:li:t:4",
                     "urn:li:t:5", "urn:li:t:6", "urn:li:t:7"};
  const BatchReply reply =
      read_tasks(v2, tasks,
                 ok(R"({"results":{"urn:li:t:1":{"status":"IN_PROGRESS"},)"
                    R"("urn:li:t:2":{"status":"SUCCEEDED","jobPosting":"urn:li:jobPosting:1"},)"
                    R"("urn:li:t:3":{"status":"PROCESSED"},)"
                    R"("urn%3Ali%3At%3A4":{"status":"FAILED","errorMessage":)"
                    R"("ERROR :: /location :: cannot be found"},"urn:li:t:6":{"status":"QUEUED"}},)"
                    R"("errors":{"urn:li:t:5":{"status":404}},"statuses":{}})"));
  EXPECT_EQ(statuses(reply), (std::vector<int>{202, 200, 200, 422, 404, 202, 0}));
  EXPECT_EQ(reply.entities[3].id, "urn:li:t:4");
  EXPECT_EQ(reply.entities[3].detail, "location");
}

TEST(Tasks, AForgottenOneMayStandInStatusesOnly) {
  EXPECT_EQ(statuses(read_tasks(v2, Ids{"urn:li:t:1"},
                                ok(R"({"results":{},"errors":{},"statuses":{"urn:li:t:1":404}})"))),
            std::vector<int>{404});
}

TEST(Deletes, AreReadLikeUpserts) {
  const BatchReply reply =
      read_deletes(v2, RecordKind::candidate, names(Ids{"C-1", "C-2", "C-3"}),
                   ok(results(entry("C-1", R"({"status":200})"),
                              entry("C-2", R"({"status":404,"message":"no such"})"))));
  EXPECT_EQ(statuses(reply), (std::vector<int>{200, 404, 0}));
}

TEST(Entities, AreThereOrNotAndSilenceIsNeither) {
  const BatchReply reply = read_entities(
      v2, RecordKind::candidate, names(Ids{"C-1", "C-2", "C-3", "C-4"}),
      ok(R"({"results":{)" + entry("C-1", R"({"firstName":"Ada","status":"x"})") +
         R"(},"statuses":{)" + entry("C-1", "200") + "," + entry("C-3", "404") + R"(},"errors":{)" +
         entry("C-2", R"({"status":404,"message":"Ada is gone"})") + "}}"));
  EXPECT_EQ(statuses(reply), (std::vector<int>{200, 404, 404, 0}));
  for (const EntityStatus& entity : reply.entities) EXPECT_EQ(entity.detail, "");
}

TEST(Entities, AJobIsThereListedOrNotUnlessLinkedInKnowsNoSuchJob) {
  const BatchReply reply = read_entities(
      v2, RecordKind::job, names(Ids{"J/1", "J-2", "J-3", "J-4", "J-5"}),
      ok(R"({"results":{"J/1":{"listingStatus":"LISTED"},"J-2":{"listingStatus":"NOT_LISTED"},)"
         R"("J-3":{"listingStatus":"IN_PROGRESS"},"J-4":{}},"errors":{"J-5":{"status":404}}})"));
  EXPECT_EQ(statuses(reply), (std::vector<int>{200, 200, 202, 0, 404}));
}

}  // namespace
}  // namespace crosswalk
