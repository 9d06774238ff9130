// A fault on a route that has no name would never strike, and one on the wrong name would strike
// somebody else.

#include <gtest/gtest.h>

#include <set>

#include "faults/endpoints.hpp"
#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

HttpRequest request(std::string method, std::string target, std::string body = {},
                    Headers headers = {}) {
  return {.method = std::move(method),
          .origin = {},
          .target = std::move(target),
          .headers = std::move(headers),
          .body = std::move(body)};
}

struct Case {
  std::string_view peer;
  HttpRequest request;
  std::string_view name;
};

const Headers form{{"X-HTTP-Method-Override", "GET"},
                   {"Content-Type", "application/x-www-form-urlencoded"}};
const Headers patch{{"X-RestLi-Method", "batch_partial_update"}};
const Headers event_header{{"Greenhouse-Event-ID", "e"}};

TEST(Endpoints, VendorsRoutesAreNamed) {
  const Case cases[] = {
      {"greenhouse", request("POST", "/token"), "greenhouse.token"},
      {"greenhouse", request("GET", "/v3/candidates?per_page=500"), "greenhouse.candidates.list"},
      {"greenhouse", request("GET", "/v3/candidates?cursor=x"), "greenhouse.candidates.list"},
      {"greenhouse", request("GET", "/v3/candidates?per_page=5&ids=1,2"),
       "greenhouse.candidates.ids"},
      {"greenhouse", request("GET", "/v3/job_posts?job_ids=1"), "greenhouse.job_posts.ids"},
      {"greenhouse", request("GET", "/v3/job_interview_stages"), "greenhouse.job_stages.list"},
      {"greenhouse", request("POST", "/v3/applications", "{}"), "greenhouse.applications.create"},
      {"greenhouse-v1", request("GET", "/v1/jobs?page=2"), "greenhouse.jobs.list"},
      {"greenhouse", request("GET", "/v1/jobs/7"), "greenhouse.jobs.ids"},
      {"greenhouse", request("GET", "/v1/jobs/7/job_posts?active=true"),
       "greenhouse.job_posts.ids"},
      {"greenhouse", request("GET", "/v1/jobs/7/stages"), "greenhouse.job_stages.ids"},
      {"greenhouse", request("GET", "/v1/candidates/7/activity_feed"),
       "greenhouse.activity_feed.ids"},
      {"greenhouse", request("POST", "/v1/candidates/7/applications"),
       "greenhouse.applications.create"},
      {"greenhouse", request("GET", "/v3/nothing"), "greenhouse.other"},
      {"greenhouse", request("DELETE", "/v3/candidates"), "greenhouse.other"},
      {"gem", request("GET", "/ats/v0/candidates?candidate_ids=1"), "gem.candidates.ids"},
      {"gem", request("GET", "/ats/v0/applications?updated_after=x"), "gem.applications.list"},
      {"gem", request("GET", "/elsewhere"), "gem.other"},
      {"nobody", request("GET", "/v3/candidates"), "other"}};
  for (const Case& each : cases) {
    EXPECT_EQ(endpoint_of(each.peer, each.request), each.name) << each.request.target;
  }
}

TEST(Endpoints, BothGenerationsOfLinkedInShareNames) {
  const Case cases[] = {
      {"linkedin", request("POST", "/oauth/v2/accessToken"), "linkedin.token"},
      {"linkedin", request("POST", "/v2/simpleJobPostings"), "linkedin.jobs.create"},
      {"linkedin", request("GET", "/rest/simpleJobPostingTasks?ids=a"), "linkedin.job_tasks.ids"},
      {"linkedin", request("GET", "/v2/jobPostingStatus?ids[0]=a"), "linkedin.job_status.ids"},
      {"linkedin", request("PUT", "/v2/atsCandidates?ids[0].a=1"), "linkedin.candidates.put"},
      {"linkedin", request("PUT", "/rest/candidates?ids=List()"), "linkedin.candidates.put"},
      {"linkedin", request("POST", "/rest/candidates", "", patch), "linkedin.candidates.patch"},
      {"linkedin", request("POST", "/v2/atsCandidates", "ids[0].a=1", form),
       "linkedin.candidates.ids"},
      {"linkedin", request("DELETE", "/v2/atsApplications/a=1&b=2/stages?ids[0]=3"),
       "linkedin.stages.delete"},
      {"linkedin", request("DELETE", "/rest/applicationStage?ids=List()"),
       "linkedin.stages.delete"},
      {"linkedin", request("PUT", "/v2/atsCandidates/a=1/notes"), "linkedin.candidate_notes.put"},
      {"linkedin", request("PUT", "/rest/candidateNotes"), "linkedin.candidate_notes.put"},
      {"linkedin", request("PUT", "/v2/atsApplications/a/notes"), "linkedin.application_notes.put"},
      {"linkedin", request("PUT", "/rest/atsApplications/(a:1)/interviewFeedback"),
       "linkedin.feedback.put"},
      {"linkedin", request("GET", "/v2/exportedCandidates?q=request&requestId=r"),
       "linkedin.exports.find"},
      {"linkedin", request("GET", "/rest/exportedCandidates?q=closedProfiles"),
       "linkedin.closed_profiles.find"},
      {"linkedin", request("POST", "/v2/atsIntegrations", "q=request&requestId=r", form),
       "linkedin.integrations.find"},
      {"linkedin", request("PUT", "/rest/integrations/(a:1)/configurations"),
       "linkedin.configurations.put"},
      {"linkedin", request("PUT", "/v2/atsEntityAcls"), "linkedin.acls.put"},
      {"linkedin", request("GET", "/rest/entityAclAssignees?q=criteria"),
       "linkedin.acl_assignees.find"},
      {"linkedin", request("POST", "/v2/provisionedApplications"), "linkedin.provisioned.create"},
      {"linkedin",
       request("POST", "/v2/provisionedApplications/urn", "",
               {{"X-RestLi-Method", "partial_update"}}),
       "linkedin.provisioned.patch"},
      {"linkedin", request("GET", "/v2/atsCandidates/a=1"), "linkedin.other"},
      {"linkedin", request("GET", "/v3/candidates"), "linkedin.other"}};
  for (const Case& each : cases) {
    EXPECT_EQ(endpoint_of(each.peer, each.request), each.name) << each.request.target;
  }
}

TEST(Endpoints, WhatPeersPushIsNamed) {
  const Case cases[] = {
      {"hook", request("POST", "/vendor/acme", R"({"action":"job_created"})", event_header),
       "hook.greenhouse"},
      {"hook", request("POST", "/vendor/acme", R"({"action":"ping","payload":{}})", event_header),
       "hook.greenhouse.ping"},
      {"hook", request("GET", "/linkedin/acme?challengeCode=c&applicationId=a"),
       "hook.linkedin.challenge"},
      {"hook", request("POST", "/l", R"({"type":"EXPORT_CANDIDATE_PROFILE"})"),
       "hook.linkedin.export"},
      {"hook", request("POST", "/l", R"({"type":"RESYNC_JOBS"})"), "hook.linkedin.resync"},
      {"hook", request("POST", "/l", R"({"type":"INTEGRATION_STATUS_CHANGE"})"),
       "hook.linkedin.status"},
      {"hook", request("POST", "/l", "\xFF"), "hook.other"}};
  for (const Case& each : cases) EXPECT_EQ(endpoint_of("hook", each.request), each.name);
}

TEST(Endpoints, NamesAreSortedAndEachOnce) {
  const auto names = endpoint_names();
  EXPECT_GT(names.size(), 80u);
  EXPECT_TRUE(std::ranges::is_sorted(names));
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
}

TEST(Endpoints, AStarStandsForAnyText) {
  EXPECT_TRUE(means("*", "gem.jobs.list"));
  EXPECT_TRUE(means("gem.*.list", "gem.jobs.list"));
  EXPECT_TRUE(means("*jobs*list", "gem.jobs.list"));
  EXPECT_TRUE(means("gem.jobs.list*", "gem.jobs.list"));
  EXPECT_FALSE(means("gem.jobs", "gem.jobs.list"));
  EXPECT_FALSE(means("*.ids", "gem.jobs.list"));
  EXPECT_FALSE(means("", "gem.jobs.list"));
  EXPECT_EQ(endpoints_of("hook.linkedin.*").size(), 4u);
  EXPECT_TRUE(endpoints_of("greenhouse.candidate.list").empty());
}

TEST(Endpoints, EveryKindFitsSomewhereAndNoneEverywhere) {
  for (const FaultWord& word : fault_words()) {
    std::size_t fitting = 0;
    for (const std::string_view name : endpoint_names()) fitting += fits(word.kind, name) ? 1 : 0;
    EXPECT_GT(fitting, 0u) << word.word;
    EXPECT_LT(fitting, endpoint_names().size()) << word.word;
  }
}

TEST(Endpoints, KindsFitWhereTheyCanHappen) {
  EXPECT_TRUE(fits(FaultKind::hook_missigned, "hook.linkedin.export"));
  EXPECT_FALSE(fits(FaultKind::hook_missigned, "hook.linkedin.challenge"));
  EXPECT_FALSE(fits(FaultKind::challenge_missed, "hook.greenhouse"));
  EXPECT_FALSE(fits(FaultKind::hook_early, "hook.greenhouse.ping"));
  EXPECT_FALSE(fits(FaultKind::hook_early, "hook.linkedin.export"));
  EXPECT_FALSE(fits(FaultKind::status, "hook.greenhouse"));
  EXPECT_FALSE(fits(FaultKind::token_expired, "gem.jobs.list"));
  EXPECT_TRUE(fits(FaultKind::secret_rotated, "gem.jobs.list"));
  EXPECT_FALSE(fits(FaultKind::page_empty, "gem.jobs.list"));
  EXPECT_TRUE(fits(FaultKind::page_capped, "gem.jobs.list"));
  EXPECT_FALSE(fits(FaultKind::page_looping, "linkedin.closed_profiles.find"));
  EXPECT_TRUE(fits(FaultKind::page_doubled, "linkedin.closed_profiles.find"));
  EXPECT_FALSE(fits(FaultKind::page_doubled, "linkedin.candidates.ids"));
  EXPECT_TRUE(fits(FaultKind::partial_failure, "linkedin.stages.patch"));
  EXPECT_FALSE(fits(FaultKind::partial_failure, "linkedin.acls.put"));
  EXPECT_FALSE(fits(FaultKind::late_job_failure, "linkedin.candidates.put"));
  EXPECT_FALSE(fits(FaultKind::mutation, "linkedin.candidates.put"));
}

TEST(Kinds, EveryWordLeadsBackToItsKindAndSaysWhatItTakes) {
  EXPECT_GE(fault_words().size(), 38u);
  const std::set<std::string> known{"wait", "most",  "distribution", "spread", "recorded",
                                    "part", "count", "path",         "status", "retry_after",
                                    "per",  "scope", "mutations"};
  for (const FaultWord& word : fault_words()) {
    EXPECT_EQ(fault_kind_of(word.word), word.kind);
    EXPECT_EQ(&word_of(word.kind), &word);
    EXPECT_FALSE(name_of(word.family).empty());
    EXPECT_TRUE(word.helps.ends_with('.')) << word.word;
    std::string takes(word.takes);
    for (std::size_t end = 0; !takes.empty(); takes.erase(0, end + 1)) {
      end = std::min(takes.find(' '), takes.size() - 1);
      std::string one = takes.substr(0, end + 1);
      std::erase(one, ' ');
      EXPECT_TRUE(known.contains(one)) << word.word << " takes " << one;
    }
  }
  EXPECT_FALSE(fault_kind_of("latencies"));
}

TEST(Rules, WhereTheyWereWrittenDoesNotMakeThemOthers) {
  FaultRule a = rule_of(FaultKind::stall), b = a;
  b.line = 12;
  EXPECT_TRUE(same(a, b));
  EXPECT_FALSE(a == b);
  b.when.page = 2;
  EXPECT_FALSE(same(a, b));
}

}  // namespace
}  // namespace crosswalk::sim
