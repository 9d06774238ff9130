// The limits a customer meets in production: requests by UTC day, records by minute. Windows
// turn by the given clock, so a day passes between two lines.

#include <gtest/gtest.h>

#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

Entities some(std::size_t count) {
  Entities out;
  for (std::size_t at = 0; at < count; ++at) {
    out.emplace_back("C-" + std::to_string(at), candidate_json());
  }
  return out;
}

TEST(LinkedInQuotas, TheMinuteTakesSoManyRecordsAndNoMore) {
  Client client;
  client.peer.options().quotas.records_per_minute = 150;
  EXPECT_EQ(client.put(candidate_kind, some(100)).status, 200);
  const auto refused = client.put(candidate_kind, some(51));
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(says(refused, "Resource level throttle limit"));
  EXPECT_TRUE(says(refused, "\"serviceErrorCode\":101"));
  EXPECT_EQ(header(refused.headers, "Retry-After"), "");
  EXPECT_EQ(client.put(candidate_kind, some(50)).status, 200) << "what fits still passes";
  client.now = noon + 59'999ms;
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 429);
  client.now = noon + 60s;
  EXPECT_EQ(client.put(candidate_kind, some(100)).status, 200);
  EXPECT_EQ(client.peer.ledger(client.now).tallies().at("atsCandidates").quota_breaches, 2u);
}

TEST(LinkedInQuotas, ResourcesDoNotShareTheirMinute) {
  Client client;
  client.peer.options().quotas.records_per_minute = 1;
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 200);
  EXPECT_EQ(client.put(EntityKind::application, {{"A-1", application_json()}}).status, 200);
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 429);
}

TEST(LinkedInQuotas, TheDayTurnsAtMidnightUtc) {
  Client client;
  client.peer.options().token_life = 100h;
  client.log_in();
  client.peer.options().quotas.requests_per_day = 2;
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 200);
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 200);
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 429);
  client.now = noon + 12h - 1ms;
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 429);
  client.now = noon + 12h;
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 200);
}

TEST(LinkedInQuotas, JobsHaveLimitsOfTheirOwn) {
  Client client;
  client.peer.options().quotas.job_records_per_minute = 2;
  client.peer.options().quotas.job_records_per_day = 3;
  EXPECT_EQ(client.post_jobs({job_json("J-1"), job_json("J-2")}).status, 200);
  EXPECT_EQ(client.post_jobs({job_json("J-3")}).status, 429);
  client.now += 1min;
  EXPECT_EQ(client.post_jobs({job_json("J-3")}).status, 200);
  EXPECT_EQ(client.post_jobs({job_json("J-4")}).status, 429);
}

TEST(LinkedInQuotas, StatusReadsHaveALargerDay) {
  Client client;
  client.peer.options().quotas.requests_per_day = 1;
  client.peer.options().quotas.status_requests_per_day = 2;
  EXPECT_EQ(client.send("GET", "/v2/jobPostingStatus?ids=J-1").status, 200);
  EXPECT_EQ(client.send("GET", "/v2/jobPostingStatus?ids=J-1").status, 200);
  EXPECT_EQ(client.send("GET", "/v2/jobPostingStatus?ids=J-1").status, 429);
}

TEST(LinkedInQuotas, ZeroSwitchesThemOffAndTheOtherWordingExists) {
  Client client;
  client.peer.options().quotas.records_per_minute = 1;
  client.peer.options().quota_exceeded_wording = true;
  EXPECT_TRUE(says(client.put(candidate_kind, some(2)), "QUOTA_EXCEEDED"));
  client.peer.options().quotas = Quotas::off();
  for (int at = 0; at < 120; ++at) ASSERT_EQ(client.put(candidate_kind, some(100)).status, 200);
}

TEST(LinkedInQuotas, TheDefaultsAreTheDocumentedOnes) {
  Client client;
  for (int at = 0; at < 100; ++at) ASSERT_EQ(client.put(candidate_kind, some(100)).status, 200);
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 429);
  client.now += 1min;
  EXPECT_EQ(client.put(candidate_kind, some(1)).status, 200);
}

TEST(LinkedInLedger, CountsByResourceAndKindAndShowsNoContent) {
  Client client;
  client.put(candidate_kind, some(3));
  client.put(candidate_kind, {{"C-9", "{}"}});
  client.put(candidate_kind, some(3));
  client.remove(candidate_kind, {{"C-0", ""}});
  client.send("GET", "/v2/atsCandidates");
  const Json summary = client.peer.ledger(client.now).summary();
  const Json* const resource = summary.find("resources")->find("atsCandidates");
  EXPECT_EQ(*resource->find("requests")->integer(), 5);
  EXPECT_EQ(*resource->find("records")->integer(), 8);
  EXPECT_EQ(*resource->find("largest_batch")->integer(), 3);
  EXPECT_EQ(*resource->find("unchanged_writes")->integer(), 3);
  EXPECT_EQ(*resource->find("refusals")->find("400")->integer(), 1);
  EXPECT_EQ(*resource->find("entity_refusals")->find("422")->integer(), 1);
  const Json* const kind = summary.find("organizations")->find(org)->find("candidate");
  EXPECT_EQ(*kind->find("held")->integer(), 2);
  EXPECT_EQ(*kind->find("deletes")->integer(), 1);
  EXPECT_EQ(write_json(summary).find("Ada"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk::sim
