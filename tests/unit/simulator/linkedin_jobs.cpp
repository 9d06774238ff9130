// A job is accepted at once and decided later. A client that takes the 202 for success is wrong,
// and must be seen to be wrong here.

#include <gtest/gtest.h>

#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

std::string task_of(const HttpResponse& reply, std::size_t at = 0) {
  const auto json = parse_json(reply.body);
  return std::string((*json->find("elements")->items())[at].text_of("id"));
}

std::int64_t status_at(const HttpResponse& reply, std::size_t at = 0) {
  const auto json = parse_json(reply.body);
  return *(*json->find("elements")->items())[at].find("status")->integer();
}

std::string task_status(Client& client, const std::string& urn) {
  const auto reply = client.send("GET", "/v2/simpleJobPostingTasks?ids=" + percent_encode(urn));
  const auto json = parse_json(reply.body);
  if (reply.status != 200) return std::to_string(reply.status);
  const Json* const task = json->find("results")->find(urn);
  if (task != nullptr) return std::string(task->text_of("status"));
  return "error " + std::to_string(*json->find("errors")->find(urn)->find("status")->integer());
}

std::string refusal(Client& client, const std::string& json) {
  const auto reply = client.post_jobs({json});
  if (reply.status != 200) return "whole";
  const auto parsed = parse_json(reply.body);
  const Json* const error = (*parsed->find("elements")->items())[0].find("error");
  return error == nullptr ? "" : std::string(error->text_of("message"));
}

TEST(LinkedInJobs, ATaskIsOpenedForEachElement) {
  Client client;
  const auto reply = client.post_jobs({job_json("J-1"), job_json("J-2")});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(status_at(reply, 1), 202);
  EXPECT_NE(task_of(reply, 0), task_of(reply, 1));
  EXPECT_TRUE(says(reply, "\"location\":\"/simpleJobPostings/urn%3Ali%3AsimpleJobPostingTask%3A"));
  EXPECT_EQ(task_status(client, task_of(reply)), "SUCCEEDED");
  EXPECT_NE(client.content(job_kind, "J-1").find("\"state\":\"LISTED\""), std::string::npos);
}

TEST(LinkedInJobs, NothingIsHeldWhileTheTaskIsInProgress) {
  Client client;
  client.peer.options().task_delay = 30s;
  const std::string urn = task_of(client.post_jobs({job_json("J-1")}));
  EXPECT_EQ(task_status(client, urn), "IN_PROGRESS");
  EXPECT_EQ(client.find(job_kind, "J-1"), nullptr);
  EXPECT_TRUE(says(client.send("GET", "/v2/jobPostingStatus?ids=J-1"), "IN_PROGRESS"));
  client.now += 30s;
  EXPECT_EQ(task_status(client, urn), "SUCCEEDED");
  EXPECT_NE(client.find(job_kind, "J-1"), nullptr);
}

TEST(LinkedInJobs, ATaskMayFailThoughItsPostWasAccepted) {
  Client client;
  client.peer.options().failing_jobs = {"J-1"};
  const auto reply = client.post_jobs({job_json("J-1")});
  EXPECT_EQ(status_at(reply), 202);
  EXPECT_EQ(task_status(client, task_of(reply)), "FAILED");
  EXPECT_EQ(client.find(job_kind, "J-1"), nullptr);
}

TEST(LinkedInJobs, TasksAreForgottenAfterADayAndForgedOnesRefused) {
  Client client;
  const std::string urn = task_of(client.post_jobs({job_json("J-1")}));
  client.now += 24h - 1ms;
  client.log_in();
  EXPECT_EQ(task_status(client, urn), "SUCCEEDED");
  client.now += 1ms;
  EXPECT_EQ(task_status(client, urn), "error 404");
  EXPECT_EQ(task_status(client, "urn:li:simpleJobPostingTask:12345678-1234-1234-1234-123456789abc"),
            "error 404");
  for (const char* forged : {"J-1", "urn:li:simpleJobPostingTask:1", "urn:li:person:a"}) {
    EXPECT_EQ(task_status(client, forged), "400") << forged;
  }
}

TEST(LinkedInJobs, EachRequiredFieldIsMissed) {
  Client client;
  EXPECT_EQ(refusal(client, job_json("J-1")), "");
  for (const char* field : {"integrationContext", "externalJobPostingId", "title", "description",
                            "location", "companyApplyUrl", "listedAt", "availability", "state"}) {
    EXPECT_EQ(refusal(client, without(job_json("J-1"), field)),
              "ERROR :: /" + std::string(field) +
                  " :: field is required but not found and has no default value\n");
  }
}

TEST(LinkedInJobs, CountryAndPostalCodeStandInForTheLocation) {
  Client client;
  const auto with = [&](std::string_view more) {
    return refusal(
        client, without(job_json("J-1", ",\"state\":\"LISTED\"" + std::string(more)), "location"));
  };
  EXPECT_NE(with(",\"countryCode\":\"gb\""), "");
  EXPECT_EQ(with(",\"countryCode\":\"gb\",\"postalCode\":\"LS1\""), "");
}

TEST(LinkedInJobs, BoundsAndWordsAreHeld) {
  Client client;
  const auto with = [&](std::string_view more) {
    return refusal(client, job_json("J-1", ",\"state\":\"LISTED\"" + std::string(more)));
  };
  EXPECT_NE(with(",\"employmentStatus\":\"SOMETIMES\""), "");
  EXPECT_NE(with(",\"workplaceTypes\":[\"Remote\",\"Hybrid\"]"), "");
  EXPECT_NE(with(",\"categories\":[\"a\",\"b\",\"c\",\"d\"]"), "");
  EXPECT_NE(with(",\"listingType\":\"PREMIUM\""), "") << "premium needs a contract";
  EXPECT_NE(with(",\"skillsDescription\":\"" + std::string(4001, 's') + "\""), "");
  EXPECT_NE(with(",\"expireAt\":1760000000001"), "");
  EXPECT_EQ(with(",\"compensation\":{\"compensations\":[{\"type\":\"BASE_SALARY\"}]}"), "");
  EXPECT_NE(refusal(client, job_json("J-1", ",\"state\":\"OPEN\"")), "");
  EXPECT_NE(refusal(client, job_json(std::string(201, 'J'))), "");
  EXPECT_NE(refusal(client, job_json("J-1", ",\"state\":\"LISTED\"", "INTERNAL")), "");
  std::string brief = job_json("J-1");
  brief.erase(brief.find("dddd"), 21);
  EXPECT_NE(refusal(client, brief).find("description"), std::string::npos);
  std::string multibyte = job_json("J-1");
  multibyte.replace(multibyte.find("dddd"), 120, [] {
    std::string out;
    for (int at = 0; at < 100; ++at) out += "\xC3\xA9";
    return out;
  }());
  EXPECT_EQ(refusal(client, multibyte), "") << "characters are counted, not bytes";
}

TEST(LinkedInJobs, AJobCannotBeListedTomorrow) {
  Client client;
  client.now = from_ms(1'759'999'999'999);
  client.log_in();
  EXPECT_NE(refusal(client, job_json("J-1")).find("listedAt"), std::string::npos);
  client.now = from_ms(1'760'000'000'000);
  EXPECT_EQ(refusal(client, job_json("J-1")), "");
}

TEST(LinkedInJobs, BothContractsEndInTheSameContent) {
  Client client;
  client.post_jobs({job_json("J-1", ",\"state\":\"LISTED\"")});
  const std::string old = client.content(job_kind, "J-1");
  client.post_jobs({job_json("J-1", ",\"jobPostingOperationType\":\"UPDATE\"")});
  EXPECT_EQ(client.content(job_kind, "J-1"), old);
  EXPECT_EQ(client.find(job_kind, "J-1")->unchanged, 1u);
  client.post_jobs({job_json("J-1", ",\"jobPostingOperationType\":\"CLOSE\"")});
  EXPECT_NE(client.content(job_kind, "J-1").find("\"state\":\"CLOSED\""), std::string::npos);
  EXPECT_TRUE(client.find(job_kind, "J-1")->was_listed);
  EXPECT_TRUE(says(client.send("GET", "/v2/jobPostingStatus?ids=J-1"), "NOT_LISTED"));
}

TEST(LinkedInJobs, AnUpdateOfNothingFailsInItsTask) {
  Client client;
  const auto reply = client.post_jobs({job_json("J-1", ",\"jobPostingOperationType\":\"UPDATE\"")});
  EXPECT_EQ(status_at(reply), 202);
  EXPECT_EQ(task_status(client, task_of(reply)), "FAILED");
}

TEST(LinkedInJobs, PublicBecomesPrivateOnlyByClosingFirst) {
  Client client;
  const std::string listed = ",\"state\":\"LISTED\"";
  client.post_jobs({job_json("J-1", listed, "PUBLIC")});
  EXPECT_EQ(task_status(client, task_of(client.post_jobs({job_json("J-1")}))), "FAILED");
  EXPECT_NE(client.content(job_kind, "J-1").find("PUBLIC"), std::string::npos)
      << "a failed update leaves the prior listing";
  client.post_jobs({job_json("J-1", ",\"state\":\"CLOSED\"", "PUBLIC")});
  EXPECT_EQ(task_status(client, task_of(client.post_jobs({job_json("J-1")}))), "SUCCEEDED");
}

TEST(LinkedInJobs, ContradictionsAndMixturesAreRefused) {
  Client client;
  EXPECT_NE(refusal(client, job_json("J-1",
                                     ",\"state\":\"LISTED\",\"jobPostingOperationType\":"
                                     "\"CLOSE\"")),
            "");
  EXPECT_EQ(client
                .post_jobs({job_json("J-1", ",\"jobPostingOperationType\":\"CREATE\""),
                            job_json("J-2", ",\"jobPostingOperationType\":\"CLOSE\"")})
                .status,
            400);
  EXPECT_EQ(client.post_jobs({job_json("J-1"), job_json("J-2", ",\"state\":\"CLOSED\"")}).status,
            200);
}

TEST(LinkedInJobs, OnlyABatchOfAtMostAHundredElementsIsRead) {
  Client client;
  std::vector<std::string> many;
  for (int at = 0; at < 101; ++at) many.push_back(job_json("J-" + std::to_string(at)));
  EXPECT_EQ(client.post_jobs(many).status, 400);
  EXPECT_EQ(client.peer.ledger(client.now).held(job_kind, org), 0u);
  many.pop_back();
  EXPECT_EQ(client.post_jobs(many).status, 200);
  EXPECT_EQ(client.post_jobs({}).status, 400);
  const Headers create = {{"X-RestLi-Method", "batch_create"}};
  for (const char* body : {"", "{", "{}", "[]", "{\"elements\":{}}", "{\"elements\":[1]}",
                           "{\"elements\":[]}x", "{\"elements\":[],\"a\":1}"}) {
    EXPECT_EQ(client.send("POST", "/v2/simpleJobPostings", body, create).status, 400) << body;
  }
  EXPECT_EQ(client.send("POST", "/v2/simpleJobPostings", "{\"elements\":[]}").status, 400)
      << "the method header is mandatory";
  EXPECT_EQ(client.send("DELETE", "/v2/simpleJobPostings?ids=J-1").status, 400);
}

}  // namespace
}  // namespace crosswalk::sim
