// The versioned API is the same LinkedIn under other names. What a client sends through one door
// must be found behind the other, and a sunset version must be told as such and touch nothing.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

const std::string context(org);

struct Sample {
  EntityKind kind;
  std::string path, old_path;
  Parts key;
  std::string old_id;  // In the body of v2.
  std::string json;
  std::string held;  // The id in the ledger.
};

std::string below(const std::string& resource, const std::string& key, const std::string& child) {
  return resource + "/" + percent_encode(key) + "/" + child;
}

std::vector<Sample> samples(const Speaker& v2) {
  const std::string candidate =
      v2.key({{"atsCandidateId", "C-1"}, {"integrationContext", context}});
  const std::string application =
      v2.key({{"atsJobApplicationId", "A-1"}, {"integrationContext", context}});
  const std::string note = R"({"atsCreatedAt":5,"note":"n"})";
  return {
      {EntityKind::candidate,
       "candidates",
       "atsCandidates",
       {{"externalCandidateId", "C-1"}, {"integrationContext", context}},
       candidate,
       candidate_json(),
       "C-1"},
      {EntityKind::application,
       "atsApplications",
       "atsApplications",
       {{"atsJobApplicationId", "A-1"}, {"integrationContext", context}},
       application,
       application_json(),
       "A-1"},
      {EntityKind::candidate_note,
       "candidateNotes",
       below("atsCandidates", candidate, "notes"),
       {{"externalCandidateId", "C-1"}, {"externalNoteId", "N"}, {"integrationContext", context}},
       "N",
       note,
       "C-1\nN"},
      {EntityKind::application_note,
       "applicationNotes",
       below("atsApplications", application, "notes"),
       {{"externalJobApplicationId", "A-1"},
        {"externalNoteId", "N"},
        {"integrationContext", context}},
       "N",
       note,
       "A-1\nN"},
      {EntityKind::stage,
       "applicationStage",
       below("atsApplications", application, "stages"),
       {{"jobApplicationId", "A-1"},
        {"jobApplicationStageId", "S"},
        {"integrationContext", context}},
       "S",
       R"({"atsCreatedAt":5,"stage":"Offer"})",
       "A-1\nS"},
  };
}

HttpResponse put_new(Speaker& client, const Sample& sample) {
  return client.say("PUT", sample.path + "?" + client.ids({sample.key}),
                    Speaker::entities({{client.key(sample.key), client.named(sample.json)}}));
}

HttpResponse put_old(Speaker& client, const Sample& sample) {
  const bool plain = sample.old_path.find('/') != std::string::npos;
  Parts key = sample.key;
  if (!plain && sample.kind == EntityKind::candidate) key[0].first = "atsCandidateId";
  const std::string ids = plain ? "ids=" + sample.old_id : client.ids({key});
  return client.say("PUT", sample.old_path + "?" + ids,
                    Speaker::entities({{sample.old_id, sample.json}}));
}

TEST(LinkedInRest, BothDoorsLeadToTheSameEntries) {
  Speaker client(true);
  for (const Sample& sample : samples(Speaker(false))) {
    client.rest = true;
    const auto reply = put_new(client, sample);
    EXPECT_TRUE(says(reply, "\"status\":204")) << sample.path << reply.body;
    EXPECT_EQ(header(reply.headers, "X-RestLi-Protocol-Version"), "2.0.0");
    const std::string content = client.content(sample.kind, sample.held);
    EXPECT_NE(content, "") << sample.path;
    client.rest = false;
    EXPECT_TRUE(says(put_old(client, sample), "\"status\":204")) << sample.old_path;
    EXPECT_EQ(client.content(sample.kind, sample.held), content) << sample.path;
    EXPECT_EQ(client.find(sample.kind, sample.held)->unchanged, 1u) << "nothing was sent anew";
  }
  EXPECT_TRUE(client.peer.ledger(client.now).unknown().empty());
}

TEST(LinkedInRest, FeedbackStandsBelowItsApplication) {
  Speaker client(true);
  const std::string parent =
      client.key({{"atsJobApplicationId", "A-1"}, {"integrationContext", context}});
  const std::string path = "atsApplications/" + parent + "/interviewFeedback?ids=List(F1,F2)";
  const auto reply =
      client.say("PUT", path, R"({"entities":{"F1":{"feedback":"good"},"F2":{"feedback":"so"}}})");
  EXPECT_TRUE(says(reply, "\"F1\":{\"status\":204}")) << reply.body;
  EXPECT_NE(client.find(EntityKind::feedback, "A-1\nF2"), nullptr);
  EXPECT_TRUE(says(client.say("GET", path), "\"feedback\":\"good\""));
  EXPECT_TRUE(says(client.say("DELETE", path), "204"));
  EXPECT_EQ(client.find(EntityKind::feedback, "A-1\nF1"), nullptr);
  EXPECT_EQ(client.say("GET", "atsApplications/(x:1)/interviewFeedback?ids=List(F1)").status, 400);
}

TEST(LinkedInRest, FlatChildrenGoWithTheirApplication) {
  Speaker client(true);
  for (const Sample& sample : samples(Speaker(false))) put_new(client, sample);
  const auto gone =
      client.say("DELETE", "atsApplications?" + client.ids({{{"atsJobApplicationId", "A-1"},
                                                             {"integrationContext", context}}}));
  EXPECT_TRUE(says(gone, "204"));
  EXPECT_EQ(client.find(EntityKind::stage, "A-1\nS"), nullptr);
  EXPECT_EQ(client.find(EntityKind::application_note, "A-1\nN"), nullptr);
  EXPECT_NE(client.find(EntityKind::candidate_note, "C-1\nN"), nullptr);
}

TEST(LinkedInRest, AMissingVersionAndASunsetOneAreToldApartAndApplyNothing) {
  Speaker client(true);
  const Sample sample = samples(Speaker(false))[0];
  const auto none = client.send("GET", "/rest/candidates?" + client.ids({sample.key}));
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(member_of(none, "code"), "VERSION_MISSING");

  std::erase(client.peer.options().versions, "202603");
  const auto sunset = put_new(client, sample);
  EXPECT_EQ(sunset.status, 426);
  EXPECT_EQ(sunset.body,
            "{\"code\":\"NONEXISTENT_VERSION\",\"message\":\"Requested version 20260301 is not "
            "active\",\"status\":426}");
  EXPECT_EQ(header(sunset.headers, "X-RestLi-Error-Response"), "true");
  EXPECT_EQ(client.find(EntityKind::candidate, "C-1"), nullptr);
  client.version = "202602";
  EXPECT_EQ(put_new(client, sample).status, 200);
  client.version = "20<script>";
  EXPECT_EQ(member_of(put_new(client, sample), "message"), "Requested version is not active");
}

TEST(LinkedInRest, OldNamesAreNotKnownWhereTheNewOnesAreDocumented) {
  Speaker client(true);
  const Sample sample = samples(Speaker(false))[0];
  const auto reply = client.say("PUT", sample.path + "?" + client.ids({sample.key}),
                                Speaker::entities({{client.key(sample.key), candidate_json()}}));
  EXPECT_TRUE(says(reply, "/externalCreatedAt :: field is required")) << reply.body;
  Parts old = sample.key;
  old[0].first = "atsCandidateId";
  EXPECT_EQ(client.say("GET", "candidates?" + client.ids({old})).status, 400);
  EXPECT_EQ(client.say("GET", "atsCandidates?" + client.ids({sample.key})).status, 404);
  Parts provided = sample.key;
  provided.emplace_back("dataProvider", "ATS");
  EXPECT_EQ(client.say("GET", "candidates?" + client.ids({provided})).status, 400);
}

TEST(LinkedInRest, AnAnswerSpeaksTheGenerationItWasAskedIn) {
  Speaker client(true);
  const Sample sample = samples(Speaker(false))[0];
  put_new(client, sample);
  const auto reply = client.say("GET", "candidates?" + client.ids({sample.key}));
  EXPECT_TRUE(says(reply, "\"externalCreatedAt\":1760000000000")) << reply.body;
  EXPECT_FALSE(says(reply, "atsCreatedAt"));
  EXPECT_TRUE(says(reply, "(externalCandidateId:C-1,integrationContext:urn%3Ali%3Aorg"));
}

TEST(LinkedInRest, ComplexKeyParametersAreToleratedAndOlderSyntaxToo) {
  Speaker client(true);
  const Sample sample = samples(Speaker(false))[0];
  const std::string key =
      "($params:(),externalCandidateId:a%2Cb%29,integrationContext:" + percent_encode(context) +
      ")";
  const auto reply = client.say("PUT", "candidates?ids=List(" + key + ")",
                                Speaker::entities({{key, client.named(candidate_json())}}));
  EXPECT_TRUE(says(reply, "204")) << reply.body;
  EXPECT_NE(client.find(EntityKind::candidate, "a,b)"), nullptr);

  const std::string old_syntax =
      "externalCandidateId=C-7&integrationContext=urn:li:organization:5000";
  const auto indexed =
      client.send("PUT",
                  "/rest/candidates?ids[0].externalCandidateId=C-7"
                  "&ids[0].integrationContext=urn:li:organization:5000",
                  Speaker::entities({{old_syntax, client.named(candidate_json())}}),
                  {{"LinkedIn-Version", "202603"}});
  EXPECT_TRUE(says(indexed, "204")) << indexed.body;
  EXPECT_EQ(header(indexed.headers, "X-RestLi-Protocol-Version"), "1.0.0");
}

TEST(LinkedInRest, JobsBelongToACompany) {
  Speaker client(true);
  std::string job = job_json("J-1", ",\"jobPostingOperationType\":\"CREATE\"");
  const auto wrong =
      client.say("POST", "simpleJobPostings", "{\"elements\":[" + job + "]}", "batch_create");
  EXPECT_TRUE(says(wrong, "/company :: field is required")) << wrong.body;
  job.replace(job.find("integrationContext"), 18, "company");
  const auto right =
      client.say("POST", "simpleJobPostings", "{\"elements\":[" + job + "]}", "batch_create");
  EXPECT_TRUE(says(right, "\"status\":202")) << right.body;
  const std::size_t at = right.body.find("urn:li:simpleJobPostingTask");
  const std::string urn = right.body.substr(at, right.body.find('"', at) - at);
  EXPECT_TRUE(says(client.say("GET", "simpleJobPostingTasks?ids=List(" + percent_encode(urn) + ")"),
                   "SUCCEEDED"));
  EXPECT_TRUE(says(client.say("GET", "jobPostingStatus?ids=List(J-1)"), "\"LISTED\""));
  const std::string content = client.content(EntityKind::job, "J-1");
  client.post_jobs({job_json("J-2")});
  EXPECT_EQ(client.content(EntityKind::job, "J-2").size(), content.size());
}

TEST(LinkedInRest, APatchLinksAPerson) {
  Speaker client(true);
  const Sample sample = samples(Speaker(false))[0];
  put_new(client, sample);
  const std::string patch =
      R"({"patch":{"$set":{"manualMatchedMember":"urn:li:person:a","externalLastModifiedAt":)"
      R"(1760000000001}}})";
  const auto reply =
      client.say("POST", "candidates?" + client.ids({sample.key}),
                 Speaker::entities({{client.key(sample.key), patch}}), "batch_partial_update");
  EXPECT_TRUE(says(reply, "204")) << reply.body;
  EXPECT_EQ(client.find(EntityKind::candidate, "C-1")->member, "urn:li:person:a");
  EXPECT_NE(client.content(EntityKind::candidate, "C-1").find("1760000000001"), std::string::npos);
}

TEST(LinkedInRest, AMalformedListIsRefused) {
  Speaker client(true);
  const std::string inside =
      "(externalCandidateId:C,integrationContext:urn%3Ali%3Aorganization%3A5000)";
  const std::vector<std::string> wrong = {
      "List(" + inside,
      inside,
      "List(" + inside + "," + inside + ")",
      "List((a:1))",
      "List((externalCandidateId:C))",
      "List(())",
      "List((externalCandidateId:C",
      "List(" + inside + ")&ids=List(" + inside + ")",
      "List((externalCandidateId:C,integrationContext:urn:li:organization:5000))"};
  for (const std::string& ids : wrong) {
    EXPECT_EQ(client.say("GET", "candidates?ids=" + ids).status, 400) << ids;
  }
  EXPECT_EQ(client.say("GET", "candidates?ids=List(" + inside + ")").status, 200);
}

}  // namespace
}  // namespace crosswalk::sim
