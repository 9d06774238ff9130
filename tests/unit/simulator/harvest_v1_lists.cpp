// Harvest v1 as its pages describe it: who may ask, how lists are paged and filtered. A connector
// that works here must work there, and the traps of the old interface must be traps here as well.

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>

#include "base/text/dates.hpp"
#include "unit/simulator/harvest_v1_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class HarvestV1Lists : public testing::Test, public HarvestClient {
 protected:
  template <class T>
  std::vector<Id> living() const {
    std::vector<Id> all;
    for (const T& row : world.all<T>()) all.push_back(row.id);
    return all;
  }
  static std::string at(Instant when) { return format_instant(when); }
};

TEST_F(HarvestV1Lists, TheKeyIsTheUserAndThePasswordIsEmpty) {
  EXPECT_EQ(get("/v1/jobs").status, 200);
  HttpRequest with_password = request("/v1/jobs");
  with_password.headers[0].second = "Basic " + to_base64("greenhouse-key:x");
  EXPECT_EQ(peer.answer(with_password, now).status, 401);
  key = "another";
  EXPECT_EQ(get("/v1/jobs").status, 401);
  EXPECT_EQ(peer.answer({.target = "/v1/jobs"}, now).status, 401);
}

TEST_F(HarvestV1Lists, AGetWithABodyAndADeniedEndpointAreForbidden) {
  HttpRequest with_body = request("/v1/jobs");
  with_body.body = "{}";
  EXPECT_EQ(peer.answer(with_body, now).status, 403);
  GreenhouseOptions account = peer.options();
  account.denied = {"scorecards"};
  peer.set_options(account);
  EXPECT_EQ(get("/v1/scorecards").status, 403);
  EXPECT_EQ(get("/v1/applications/200000001/scorecards").status, 403);
  EXPECT_EQ(get("/v1/jobs").status, 200);
}

TEST_F(HarvestV1Lists, AWindowOfTenSecondsHoldsSoManyRequests) {
  GreenhouseOptions account;
  account.v1_requests_per_window = 2;
  peer.set_options(account);
  const HttpResponse first = get("/v1/users");
  EXPECT_EQ(header(first.headers, "X-RateLimit-Limit"), "2");
  EXPECT_EQ(header(first.headers, "X-RateLimit-Remaining"), "1");
  EXPECT_EQ(get("/v1/users").status, 200);
  now += 2500ms;
  const HttpResponse over = get("/v1/users");
  EXPECT_EQ(over.status, 429);
  EXPECT_EQ(header(over.headers, "Retry-After"), "8");
  EXPECT_NE(header(over.headers, "X-RateLimit-Reset"), "");
  EXPECT_EQ(header(over.headers, "X-RateLimit-Remaining"), "") << "documented: not on a 429";
  EXPECT_EQ(peer.refused(), 1u);
  now += 7500ms;
  EXPECT_EQ(get("/v1/users").status, 200);
}

TEST_F(HarvestV1Lists, AfterItsEndAllOfItIsGoneAndV3IsNot) {
  GreenhouseOptions account = no_limit();
  account.v1_ends = now + 1min;
  peer.set_options(account);
  EXPECT_EQ(get("/v1/jobs").status, 200);
  now += 1min;
  EXPECT_EQ(get("/v1/jobs").status, 410);
  EXPECT_EQ(get("/v1/jobs/1").status, 410);
  EXPECT_EQ(get("/v3/jobs").status, 401) << "asks for a token, as ever";
}

TEST_F(HarvestV1Lists, LinksNameTheNextTheLastAndThePageBefore) {
  const std::size_t count = world.all<Candidate>().size();
  ASSERT_EQ(count, 200u);
  const HttpResponse first = get("/v1/candidates?per_page=90&created_after=2001-01-01T00:00:00Z");
  EXPECT_EQ(link(first, "next"),
            "/v1/candidates?page=2&per_page=90&created_after=2001-01-01T00:00:00Z");
  EXPECT_EQ(link(first, "last"),
            "/v1/candidates?page=3&per_page=90&created_after=2001-01-01T00:00:00Z");
  EXPECT_EQ(link(first, "prev"), "");
  const HttpResponse second = get(link(first, "next"));
  EXPECT_NE(link(second, "prev"), "");
  const HttpResponse last = get(link(first, "last"));
  EXPECT_EQ(rows(last).size(), 20u);
  EXPECT_EQ(link(last, "next"), "");
  EXPECT_EQ(link(get("/v1/candidates?per_page=90&skip_count=true"), "last"), "");
  EXPECT_NE(link(get("/v1/candidates?per_page=90&skip_count=true"), "next"), "");
  EXPECT_EQ(header(get("/v1/candidates?per_page=200").headers, "Link"), "") << "one page only";
  EXPECT_EQ(get("/v1/candidates?page=9").body, "[]");
}

TEST_F(HarvestV1Lists, EveryWalkSeesEveryRecordOnce) {
  world.remove(Kind::candidate, world.all<Candidate>().first_id() + 5, now);
  for (const int size : {1, 7, 100, 500}) {
    const std::string per_page = "?per_page=" + std::to_string(size);
    EXPECT_EQ(walk("/v1/candidates" + per_page), living<Candidate>()) << size;
    EXPECT_EQ(walk("/v1/applications" + per_page), living<Application>()) << size;
    EXPECT_EQ(walk("/v1/jobs" + per_page), living<Job>()) << size;
    EXPECT_EQ(walk("/v1/job_posts" + per_page), living<JobPost>()) << size;
  }
  EXPECT_EQ(walk("/v1/job_stages?per_page=7"), living<JobStage>());
  EXPECT_EQ(walk("/v1/departments"), living<Department>());
  EXPECT_EQ(walk("/v1/offices?per_page=3"), living<Office>());
  EXPECT_EQ(walk("/v1/sources"), living<Source>());
  EXPECT_EQ(walk("/v1/rejection_reasons"), living<RejectionReason>());
  EXPECT_EQ(walk("/v1/users"), living<User>());
}

TEST_F(HarvestV1Lists, ADeletionBetweenTwoPagesMakesTheNextPageSkipOne) {
  const std::vector<Id> all = living<Candidate>();
  const HttpResponse first = get("/v1/candidates?per_page=10");
  world.remove(Kind::candidate, all[3], now);
  EXPECT_EQ(ids(get(link(first, "next"))).front(), all[11]) << "all[10] moved to the first page";
}

TEST_F(HarvestV1Lists, OnlySubmittedScorecardsAreListed) {
  std::vector<Id> complete;
  for (const Scorecard& row : world.all<Scorecard>()) {
    if (row.complete) complete.push_back(row.id);
    EXPECT_EQ(get("/v1/scorecards/" + std::to_string(row.id)).status, row.complete ? 200 : 404);
  }
  ASSERT_LT(complete.size(), world.all<Scorecard>().size());
  EXPECT_EQ(walk("/v1/scorecards?per_page=13"), complete);
}

TEST_F(HarvestV1Lists, AWindowTakesItsBeginningAndLeavesItsEnd) {
  const Id id = world.all<Candidate>().first_id() + 20;
  now += 1h;
  world.edit<Candidate>(id, now, [](Candidate& row) { row.title = "Miller"; });
  const auto window = [&](std::string_view name, Instant when) {
    const auto found = walk("/v1/candidates?" + std::string(name) + "=" + at(when));
    return std::ranges::count(found, id);
  };
  EXPECT_EQ(window("updated_after", now), 1);
  EXPECT_EQ(window("updated_after", now + 1ms), 0);
  EXPECT_EQ(window("updated_before", now), 0);
  EXPECT_EQ(window("updated_before", now + 1ms), 1);
  EXPECT_EQ(window("created_after", now), 0);
  EXPECT_EQ(get("/v1/candidates?updated_after=yesterday").status, 422);
}

TEST_F(HarvestV1Lists, ApplicationsHaveNoUpdatedAfterAndAreFoundByTheirLastActivity) {
  EXPECT_EQ(get("/v1/applications?updated_after=" + at(now)).status, 422);
  GreenhouseOptions account = peer.options();
  account.v1_ignores_unknown = true;
  peer.set_options(account);
  EXPECT_EQ(walk("/v1/applications?updated_after=" + at(now)), living<Application>());
  const Id id = some<Application>([](const Application& row) {
                  return row.status == ApplicationStatus::in_progress && row.job_stage_id != 0;
                }).id;
  now += 1h;
  world.edit<Application>(id, now, [](Application& row) { row.location = "Leeds"; });
  EXPECT_EQ(get("/v1/applications?last_activity_after=" + at(now)).body, "[]")
      << "an edit is no activity";
  world.advance(id, now);
  EXPECT_EQ(walk("/v1/applications?last_activity_after=" + at(now)), std::vector<Id>{id});
}

TEST_F(HarvestV1Lists, FiltersByJobStatusAddressAndIds) {
  const Application* const with_job =
      &some<Application>([](const Application& row) { return row.job_id != 0; });
  const std::string job = std::to_string(with_job->job_id);
  const std::vector<Id> applications = walk("/v1/applications?job_id=" + job);
  EXPECT_EQ(std::ranges::count(applications, with_job->id), 1);
  EXPECT_LT(applications.size(), world.all<Application>().size());
  EXPECT_EQ(std::ranges::count(walk("/v1/candidates?job_id=" + job), with_job->candidate_id), 1);
  for (const Id id : walk("/v1/applications?status=rejected")) {
    EXPECT_EQ(world.find<Application>(id)->status, ApplicationStatus::rejected);
  }
  EXPECT_FALSE(walk("/v1/applications?status=active").empty());
  EXPECT_EQ(get("/v1/applications?status=in_process").body, "[]") << "no error, and nothing";
  const Candidate& first = world.all<Candidate>().row(0);
  const std::string address(first.email);
  EXPECT_EQ(walk("/v1/candidates?email=" + percent_encode(address)), std::vector<Id>{first.id});
  const std::string two = std::to_string(first.id + 1) + "," + std::to_string(first.id + 2);
  EXPECT_EQ(walk("/v1/candidates?candidate_ids=" + two).size(), 2u);
  EXPECT_EQ(walk("/v1/candidates?candidate_ids=" + two + "&email=" + percent_encode(address)),
            std::vector<Id>{first.id})
      << "the ids are ignored then";
  std::string many = "1";
  for (int n = 0; n < 50; ++n) many += ",1";
  EXPECT_EQ(get("/v1/candidates?candidate_ids=" + many).status, 422);
}

TEST_F(HarvestV1Lists, PostsAreListedWhateverTheirStateUnlessAsked) {
  std::size_t deleted = 0;
  for (const JobPost& each : world.all<JobPost>()) deleted += each.active ? 0 : 1;
  ASSERT_GT(deleted, 0u);
  const std::size_t all = world.all<JobPost>().size();
  EXPECT_EQ(walk("/v1/job_posts").size(), all);
  EXPECT_EQ(walk("/v1/job_posts?active=false").size(), deleted);
  EXPECT_EQ(walk("/v1/job_posts?active=true").size(), all - deleted);
  EXPECT_LT(walk("/v1/job_posts?live=true").size(), all);
  EXPECT_EQ(walk("/v1/job_posts?live=false").size(), all) << "only true narrows it";
  for (const Job& job : world.all<Job>()) {
    const std::string path = "/v1/jobs/" + std::to_string(job.id);
    EXPECT_EQ(walk(path + "/job_posts"), job.post_ids);
    EXPECT_EQ(walk(path + "/stages"), job.stage_ids);
  }
}

TEST_F(HarvestV1Lists, WhatWasDeletedOrMergedIsNotFound) {
  const Id first = world.all<Candidate>().first_id();
  const std::string path = "/v1/candidates/";
  world.remove(Kind::candidate, first, now);
  world.merge(first + 1, first + 2, now);
  EXPECT_EQ(get(path + std::to_string(first)).status, 404);
  EXPECT_EQ(get(path + std::to_string(first + 1)).status, 404);
  EXPECT_EQ(get(path + std::to_string(first + 1) + "/activity_feed").status, 404);
  EXPECT_EQ(get(path + std::to_string(first + 2)).status, 200);
  EXPECT_EQ(get(path + "0").status, 404);
  EXPECT_EQ(get(path + "first").status, 404);
  EXPECT_EQ(get("/v1/applications/1/scorecards").status, 404);
  EXPECT_EQ(get("/v1/nothing").status, 404);
  EXPECT_EQ(get("/v1/").status, 404);
  EXPECT_EQ(get("/v1/jobs/").status, 200) << "one slash may end a path";
}

TEST_F(HarvestV1Lists, WrongParametersAreRefusedWithTheirField) {
  for (const char* query : {"per_page=0", "per_page=501", "per_page=x", "page=0", "page=-1",
                            "sort=id", "job_id=x", "candidate_ids=1,x"}) {
    const HttpResponse reply = get("/v1/candidates?" + std::string(query));
    EXPECT_EQ(reply.status, 422) << query;
    const Json said = body(reply);
    EXPECT_EQ(said.text_of("message"), "Validation error");
    const std::string_view field = said.find("errors")->items()->front().text_of("field");
    EXPECT_TRUE(std::string_view(query).starts_with(field)) << query;
  }
}

TEST_F(HarvestV1Lists, APageOfFiveHundredIsQuick) {
  WorldOptions options;
  options.candidates = 20'000;
  HarvestClient big(options);
  auto best = std::chrono::steady_clock::duration::max();
  for (int round = 0; round < 5; ++round) {
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(rows(big.get("/v1/candidates?per_page=500&page=30")).size(), 500u);
    best = std::min(best, std::chrono::steady_clock::now() - before);
  }
  EXPECT_LT(best, 250ms) << "reading the page included, in builds that are not optimised, too";
}

}  // namespace
}  // namespace crosswalk::sim
