// Notes, feedback and stages hang on a candidate or an application and go with it; and the
// switches that make LinkedIn stricter, or ill.

#include <gtest/gtest.h>

#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

std::string below(EntityKind kind, std::string_view parent, std::string_view child) {
  return Client::path(kind) + "/" + percent_encode(Client::key(kind, parent)) + "/" +
         std::string(child);
}

HttpResponse put_child(Client& client, const std::string& path, const std::string& id,
                       const std::string& json) {
  return client.send("PUT", path + "?ids=" + id, "{\"entities\":{\"" + id + "\":" + json + "}}");
}

TEST(LinkedInChildren, StagesNeedATimeAndAName) {
  Client client;
  const std::string path = below(application_kind, "A-1", "stages");
  EXPECT_TRUE(says(put_child(client, path, "S1", R"({"atsCreatedAt":5,"stage":"Offer"})"),
                   "\"S1\":{\"status\":204}"));
  for (const char* wrong :
       {R"({"stage":"Offer"})", R"({"atsCreatedAt":5})", R"({"atsCreatedAt":5,"stage":""})",
        R"({"atsCreatedAt":5,"stage":"Not Available"})", R"({"atsCreatedAt":0,"stage":"Offer"})"}) {
    EXPECT_TRUE(says(put_child(client, path, "S2", wrong), "\"status\":422")) << wrong;
  }
}

TEST(LinkedInChildren, AnAuthorNeedsBothNames) {
  Client client;
  const std::string path = below(candidate_kind, "C-1", "notes");
  EXPECT_TRUE(says(put_child(client, path, "N1", R"({"note":"x"})"), "204"));
  EXPECT_TRUE(
      says(put_child(client, path, "N1", R"({"author":{"firstName":"A"}})"), "/author/lastName"));
  EXPECT_TRUE(says(put_child(client, below(application_kind, "A-1", "interviewFeedback"), "F1",
                             R"({"interviewType":"PHONE"})"),
                   "enum symbol"));
}

TEST(LinkedInChildren, DeletingAnApplicationTakesWhatHangsOnIt) {
  Client client;
  client.put(application_kind, {{"A-1", application_json()}, {"A-2", application_json()}});
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  put_child(client, below(application_kind, "A-1", "stages"), "S1",
            R"({"atsCreatedAt":5,"stage":"x"})");
  put_child(client, below(application_kind, "A-1", "notes"), "N1", R"({"note":"x"})");
  put_child(client, below(application_kind, "A-1", "interviewFeedback"), "F1", "{}");
  put_child(client, below(application_kind, "A-2", "stages"), "S1",
            R"({"atsCreatedAt":5,"stage":"x"})");
  client.remove(application_kind, {{"A-1", ""}});
  EXPECT_EQ(client.find(EntityKind::stage, "A-1\nS1"), nullptr);
  EXPECT_EQ(client.find(EntityKind::application_note, "A-1\nN1"), nullptr);
  EXPECT_EQ(client.find(EntityKind::feedback, "A-1\nF1"), nullptr);
  EXPECT_NE(client.find(EntityKind::stage, "A-2\nS1"), nullptr);
  EXPECT_NE(client.find(candidate_kind, "C-1"), nullptr);
}

TEST(LinkedInChildren, DeletingACandidateTakesItsNotesAndLeavesItsApplications) {
  Client client;
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  client.put(application_kind, {{"C-1", application_json()}});
  put_child(client, below(candidate_kind, "C-1", "notes"), "N1", R"({"note":"x"})");
  put_child(client, below(application_kind, "C-1", "notes"), "N1", R"({"note":"x"})");
  client.remove(candidate_kind, {{"C-1", ""}});
  EXPECT_EQ(client.find(EntityKind::candidate_note, "C-1\nN1"), nullptr);
  EXPECT_NE(client.find(EntityKind::application_note, "C-1\nN1"), nullptr);
  EXPECT_NE(client.find(application_kind, "C-1"), nullptr);
}

TEST(LinkedInChildren, AChildIsDeletedAlone) {
  Client client;
  const std::string path = below(application_kind, "A-1", "stages");
  put_child(client, path, "S1", R"({"atsCreatedAt":5,"stage":"x"})");
  put_child(client, path, "S2", R"({"atsCreatedAt":5,"stage":"x"})");
  EXPECT_TRUE(says(client.send("DELETE", path + "?ids=S1"), "204"));
  EXPECT_EQ(client.find(EntityKind::stage, "A-1\nS1"), nullptr);
  EXPECT_NE(client.find(EntityKind::stage, "A-1\nS2"), nullptr);
  EXPECT_TRUE(says(client.send("GET", path + "?ids=S2"), "\"stage\":\"x\""));
  EXPECT_EQ(client.send("DELETE", path + "?ids=S2&ids=S2").status, 400);
  EXPECT_EQ(client.send("GET", "/v2/atsApplications/nokey/stages?ids=S2").status, 400);
  EXPECT_EQ(client.send("GET", below(candidate_kind, "C-1", "stages") + "?ids=S2").status, 404);
}

TEST(LinkedInSwitches, ADanglingApplicationIsRefusedOnRequest) {
  Client client;
  client.peer.options().reject_dangling = true;
  const Entities one = {{"A-1", application_json()}};
  EXPECT_EQ(status_of(client.put(application_kind, one), application_kind, "A-1"), 404);
  client.post_jobs({job_json("J-1")});
  EXPECT_EQ(status_of(client.put(application_kind, one), application_kind, "A-1"), 404);
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  EXPECT_EQ(status_of(client.put(application_kind, one), application_kind, "A-1"), 204);
}

TEST(LinkedInSwitches, APlannedRefusalHitsItsEntitySoManyTimes) {
  Client client;
  client.peer.options().refusals = {{candidate_kind, "C-1", 500, "", 1, false}};
  const Entities two = {{"C-1", candidate_json()}, {"C-2", candidate_json()}};
  const auto first = client.put(candidate_kind, two);
  EXPECT_EQ(status_of(first, candidate_kind, "C-1"), 500);
  EXPECT_EQ(status_of(first, candidate_kind, "C-2"), 204);
  EXPECT_EQ(status_of(client.put(candidate_kind, two), candidate_kind, "C-1"), 204);
  EXPECT_EQ(client.peer.ledger(client.now).refused_count(), 0u) << "not the client's fault";
}

TEST(LinkedInSwitches, APoisonedEntityCostsTheBatchWithoutDetail) {
  Client client;
  client.peer.options().refusals = {{candidate_kind, "C-1", 400, "", 9, true}};
  const auto both =
      client.put(candidate_kind, {{"C-1", candidate_json()}, {"C-2", candidate_json()}});
  EXPECT_EQ(both.status, 400);
  EXPECT_FALSE(says(both, "C-1"));
  EXPECT_EQ(client.find(candidate_kind, "C-2"), nullptr);
  EXPECT_EQ(client.put(candidate_kind, {{"C-2", candidate_json()}}).status, 200);
}

TEST(LinkedInSwitches, AnAnswerIsLostAfterTheWriteWasApplied) {
  Client client;
  client.peer.options().lost_answers = 1;
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 504);
  EXPECT_NE(client.find(candidate_kind, "C-1"), nullptr);
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 200);
}

TEST(LinkedInSwitches, AnUnavailablePeerAppliesNothing) {
  Client client;
  client.peer.options().unavailable = 1;
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 503);
  EXPECT_EQ(client.find(candidate_kind, "C-1"), nullptr);
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 200);
}

TEST(LinkedInSwitches, KeysComeBackInAnotherOrderOnRequest) {
  Client client;
  client.peer.options().key_echo = KeyEcho::reversed;
  const auto reply = client.put(candidate_kind, {{"C-1", candidate_json()}});
  EXPECT_TRUE(says(reply, "integrationContext=urn:li:organization:5000&dataProvider=ATS&ats"));
}

TEST(LinkedInSwitches, ResetForgetsEverythingButTheOptions) {
  Client client;
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  client.peer.reset();
  EXPECT_EQ(client.peer.ledger(client.now).find(candidate_kind, org, "C-1"), nullptr);
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 401);
  client.log_in();
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 200);
}

}  // namespace
}  // namespace crosswalk::sim
