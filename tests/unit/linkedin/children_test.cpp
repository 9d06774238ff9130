// Children of v2 live below their parent, whose key is a part of the path: a parent's id that
// breaks out of its segment would write one application's notes into another's.

#include <gtest/gtest.h>

#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

const std::string application_path =
    "/v2/atsApplications/atsJobApplicationId=A-3&dataProvider=ATS&"
    "integrationContext=urn:li:organization:5000";

HttpRequest upsert_children(const std::vector<Record>& records) {
  return upsert_request(v2, sample_target(), records.front().key.kind, records);
}

TEST(ChildUpsert, OfStagesIsABatchBelowTheirApplication) {
  Record hired = sample_stage("S-2");
  hired.set(Field::stage_name, std::string("Hired"));
  const HttpRequest request = upsert_children({sample_stage(), hired});
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.target, application_path + "/stages?ids=S-1&ids=S-2");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_update");
  EXPECT_EQ(header(request.headers, "Content-Type"), "application/json");
  EXPECT_EQ(request.body,
            R"({"entities":{"S-1":{"stage":"Screening","atsCreatedAt":1760000000002},)"
            R"("S-2":{"stage":"Hired","atsCreatedAt":1760000000002}}})");
}

TEST(ChildUpsert, OfACandidatesNoteNamesItsAuthor) {
  const HttpRequest request = upsert_children({sample_candidate_note()});
  EXPECT_EQ(request.target,
            "/v2/atsCandidates/atsCandidateId=C-9&dataProvider=ATS&"
            "integrationContext=urn:li:organization:5000/notes?ids=N-1");
  EXPECT_EQ(request.body, R"({"entities":{"N-1":{"note":"Welds well","atsCreatedAt":1760000000003,)"
                          R"("author":{"firstName":"Grace","lastName":"Murray"}}}})");
}

TEST(ChildUpsert, OfAnApplicationsNoteMayHaveNoAuthor) {
  const HttpRequest request = upsert_children({sample_application_note()});
  EXPECT_EQ(request.target, application_path + "/notes?ids=N-2");
  EXPECT_EQ(request.body,
            R"({"entities":{"N-2":{"note":"Called back","atsCreatedAt":1760000000005}}})");
}

TEST(ChildUpsert, HalfAPersonIsNobody) {
  for (const Field missing :
       {Field::candidate_note_author_first_name, Field::candidate_note_author_last_name}) {
    Record absent = sample_candidate_note();
    absent.erase(missing);
    EXPECT_EQ(upsert_children({absent}).body.find("author"), std::string::npos);
    EXPECT_EQ(upsert_children({absent}).body.find("Grace"), std::string::npos);
    Record empty = sample_candidate_note();
    empty.set(missing, std::string());
    EXPECT_EQ(upsert_children({empty}).body.find("author"), std::string::npos);
  }
}

TEST(ChildUpsert, OfFeedbackLeavesOutWhatJudgesNothing) {
  const HttpRequest request = upsert_children({sample_feedback()});
  EXPECT_EQ(request.target, application_path + "/interviewFeedback?ids=F-1");
  EXPECT_EQ(request.body,
            R"({"entities":{"F-1":{"atsCreatedAt":1760000000007,)"
            R"("interviewer":{"firstName":"Grace","lastName":"Murray"},"evaluations":[)"
            R"({"attribute":"Steadiness","result":"Strong"},{"attribute":"Speed"}],)"
            R"("feedback":"Hire","interviewType":"ONSITE"}}})");
  Record bare = sample_child(RecordKind::feedback, "F-2", "A-3");
  EXPECT_EQ(upsert_children({bare}).body, R"({"entities":{"F-2":{}}})");
}

struct Tricky {
  std::string id;
  std::string in_path;   // Within the key of a parent,
  std::string in_query;  // as an id of its own,
  std::string in_body;   // and as a member's name, in JSON.
};

const std::vector<Tricky> tricky = {
    {"a/b", "a%2Fb", "a%2Fb", "a/b"},
    {"a&b=c", "a%26b%3Dc", "a%26b%3Dc", "a&b=c"},
    {"x?y#z", "x%3Fy%23z", "x%3Fy%23z", "x?y#z"},
    {"(1,2):3", "%281%2C2%29:3", "%281%2C2%29%3A3", "(1,2):3"},
    {"100%", "100%25", "100%25", "100%"},
    {"..", "~2E~2E", "..", ".."},
    {"\"q\"", "%22q%22", "%22q%22", "\\\"q\\\""},
    {"\xc3\xa9t\xc3\xa9 1", "%C3%A9t%C3%A9%201", "%C3%A9t%C3%A9%201", "\xc3\xa9t\xc3\xa9 1"}};

TEST(ChildUpsert, AParentsIdStaysWithinItsSegment) {
  for (const Tricky& each : tricky) {
    EXPECT_EQ(upsert_children({sample_stage("S-1", each.id)}).target,
              "/v2/atsApplications/atsJobApplicationId=" + each.in_path +
                  "&dataProvider=ATS&integrationContext=urn:li:organization:5000/stages?ids=S-1");
  }
}

TEST(ChildUpsert, AChildsIdIsEscapedInTheQueryAndPlainInTheBody) {
  for (const Tricky& each : tricky) {
    const HttpRequest request = upsert_children({sample_stage(each.id)});
    EXPECT_EQ(request.target, application_path + "/stages?ids=" + each.in_query);
    EXPECT_TRUE(request.body.starts_with(R"({"entities":{")" + each.in_body + "\":{"))
        << request.body;
  }
}

TEST(ChildUpsert, ALongQueryTravelsInTheBodyAndThePathStays) {
  std::vector<Record> records;
  for (std::size_t at = 0; at < 100; ++at) {
    records.push_back(sample_stage(std::string(60, 's') + std::to_string(at)));
  }
  const HttpRequest request = upsert_children(records);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, application_path + "/stages");
  EXPECT_EQ(header(request.headers, "X-HTTP-Method-Override"), "PUT");
  EXPECT_NE(request.body.find("\r\n\r\nids=" + std::string(60, 's') + "0&ids="), std::string::npos);
}

TEST(ChildUpsertDeathTest, ABatchHasOneParentAndEveryChildHasOne) {
  EXPECT_DEATH(upsert_children({sample_stage("S-1", "A-3"), sample_stage("S-2", "A-4")}),
               "broken promise");
  EXPECT_DEATH(upsert_children({sample_stage("S-1", "")}), "broken promise");
  Record orphan = sample_stage();
  orphan.parents.clear();
  EXPECT_DEATH(upsert_children({orphan}), "broken promise");
}

TEST(ChildDelete, IsTheSamePathWithoutABody) {
  const std::vector<EntityName> names = {named("F-1", "A-3"), named("F/2", "A-3")};
  const HttpRequest request = delete_request(v2, sample_target(), RecordKind::feedback, names);
  EXPECT_EQ(request.method, "DELETE");
  EXPECT_EQ(request.target, application_path + "/interviewFeedback?ids=F-1&ids=F%2F2");
  EXPECT_TRUE(request.body.empty());
  EXPECT_EQ(read_request(v2, sample_target(), RecordKind::feedback, names).target, request.target);
}

TEST(ChildDeleteDeathTest, NeverMixesParents) {
  const std::vector<EntityName> names = {named("F-1", "A-3"), named("F-2", "A-4")};
  EXPECT_DEATH(delete_request(v2, sample_target(), RecordKind::feedback, names), "broken promise");
}

std::vector<int> stage_statuses(const std::vector<EntityName>& names, std::string body) {
  std::vector<int> all;
  for (const EntityStatus& entity :
       read_upserts(v2, RecordKind::stage, names, {200, {}, std::move(body)}).entities) {
    all.push_back(entity.status);
  }
  return all;
}

TEST(ChildReply, IsKeyedByTheChildsOwnId) {
  const std::vector<EntityName> names = {named("S-1", "A-3"), named("S/2", "A-3"),
                                         named("S 3", "A-3"), named("S-4", "A-3")};
  EXPECT_EQ(
      stage_statuses(names, R"({"results":{"S/2":{"status":204},"S%203":{"status":201}},)"
                            R"("errors":{"S-1":{"status":422,"message":"ERROR :: /stage :: x"}}})"),
      (std::vector<int>{422, 204, 201, 0}));
}

TEST(ChildReply, AKeyThatMeansTwoOfThemMeansNeither) {
  const std::vector<EntityName> names = {named("a%2Fb", "A-3"), named("a/b", "A-3")};
  EXPECT_EQ(stage_statuses(names, R"({"results":{"a%2Fb":{"status":204}},"errors":{}})"),
            (std::vector<int>{0, 0}));
}

TEST(ChildReply, NamesTheFieldItRefuses) {
  const std::vector<EntityName> names = {named("F-1", "A-3")};
  const BatchReply reply = read_upserts(
      v2, RecordKind::feedback, names,
      {200,
       {},
       R"({"results":{},"errors":{"F-1":{"status":422,)"
       R"("message":"ERROR :: /interviewer/firstName :: field is required but not found"}}})"});
  ASSERT_EQ(reply.entities.size(), 1U);
  EXPECT_EQ(reply.entities[0].id, "F-1");
  EXPECT_EQ(reply.entities[0].detail, "interviewer");
}

}  // namespace
}  // namespace crosswalk
