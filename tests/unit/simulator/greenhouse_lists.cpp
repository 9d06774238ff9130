// The lists are what a synchronisation reads. A walk that loses or repeats a record, a filter
// that lets too much through or a page that shows yesterday's text would be blamed on the
// product; a rule that the vendor has and this has not would let a wrong product pass.

#include <algorithm>
#include <random>
#include <set>

#include "base/text/dates.hpp"
#include "unit/simulator/greenhouse_client.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class GreenhouseLists : public testing::Test, public GreenhouseClient {
 protected:
  template <class T>
  std::set<Id> living() const {
    std::set<Id> all;
    for (const T& row : world.all<T>()) all.insert(row.id);
    return all;
  }

  /// Each exactly once.
  static void expect_each_once(const std::vector<Id>& walked, const std::set<Id>& wanted) {
    EXPECT_EQ(walked.size(), wanted.size());
    EXPECT_EQ(std::set<Id>(walked.begin(), walked.end()), wanted);
  }

  static std::string gte(Instant at) { return "gte%7C" + format_instant(at); }
};

TEST_F(GreenhouseLists, EveryWalkSeesEveryRecordOnce) {
  std::mt19937 random(42);
  for (std::size_t left = world.all<Candidate>().size(); left > 30; --left) {
    world.remove(Kind::candidate, world.all<Candidate>().first_id() + left, now);
  }
  const std::set<Id> people = living<Candidate>();
  const std::set<Id> applications = living<Application>();
  for (int walk_number = 0; walk_number < 1000; ++walk_number) {
    const std::string size = std::to_string(1 + random() % 40);
    if (walk_number % 2 == 0) {
      expect_each_once(walk("/v3/candidates?per_page=" + size), people);
    } else {
      expect_each_once(walk("/v3/applications?per_page=" + size), applications);
    }
  }
}

TEST_F(GreenhouseLists, EveryResourceWalksToItsEnd) {
  expect_each_once(walk("/v3/jobs?per_page=7"), living<Job>());
  expect_each_once(walk("/v3/job_interview_stages?per_page=7"), living<JobStage>());
  expect_each_once(walk("/v3/application_stages?per_page=77"), living<ApplicationStage>());
  expect_each_once(walk("/v3/rejection_details?per_page=9"), living<RejectionDetail>());
  expect_each_once(walk("/v3/rejection_reasons?per_page=1"), living<RejectionReason>());
  expect_each_once(walk("/v3/departments?per_page=1"), living<Department>());
  expect_each_once(walk("/v3/offices?per_page=5"), living<Office>());
  expect_each_once(walk("/v3/sources"), living<Source>());
  expect_each_once(walk("/v3/users"), living<User>());
  expect_each_once(walk("/v3/user_emails"), living<User>());
  expect_each_once(walk("/v3/job_owners"), living<Job>());
  expect_each_once(walk("/v3/job_hiring_managers"), living<Job>());
}

TEST_F(GreenhouseLists, APageIsABareArrayOfAtMostWhatWasAsked) {
  const HttpResponse reply = get("/v3/candidates?per_page=3");
  EXPECT_EQ(rows(reply).size(), 3U);
  EXPECT_EQ(reply.body.front(), '[');
  EXPECT_EQ(rows(get("/v3/candidates")).size(), 100U) << "the default";
  EXPECT_EQ(get("/v3/candidates?ids=1").body, "[]");
  EXPECT_TRUE(next(get("/v3/candidates?ids=1")).empty());
}

TEST_F(GreenhouseLists, AFullLastPageHasNoLink) {
  const std::string all = std::to_string(world.all<Candidate>().size());
  EXPECT_TRUE(next(get("/v3/candidates?per_page=" + all)).empty());
}

TEST_F(GreenhouseLists, TheNewestComeFirstUnlessTheAccountSaysOtherwise) {
  const std::vector<Id> newest = walk("/v3/candidates");
  EXPECT_TRUE(std::ranges::is_sorted(newest, std::greater{}));
  GreenhouseOptions account = peer.options();
  account.newest_first = false;
  peer.set_options(account);
  const std::vector<Id> oldest = walk("/v3/candidates?per_page=33");
  EXPECT_TRUE(std::ranges::is_sorted(oldest));
  EXPECT_EQ(oldest.size(), newest.size());
}

TEST_F(GreenhouseLists, TheCursorMustBeAloneWholeAndFresh) {
  const std::string link = next(get("/v3/candidates?per_page=10"));
  EXPECT_EQ(get(link).status, 200);
  EXPECT_EQ(get(link + "&per_page=10").status, 422);
  EXPECT_EQ(get(link + "&status=open").status, 422);
  std::string forged = link;
  forged[forged.size() - 4] = forged[forged.size() - 4] == 'A' ? 'B' : 'A';
  EXPECT_EQ(get(forged).status, 422);
  EXPECT_EQ(get("/v3/candidates?cursor=").status, 422);
  EXPECT_EQ(get("/v3/candidates?cursor=MTIz").status, 422);
  EXPECT_EQ(get("/v3/jobs" + link.substr(link.find('?'))).status, 422) << "of another list";
  now += 10min;
  EXPECT_EQ(get(link).status, 200);
  now += 1ms;
  EXPECT_EQ(get(link).status, 422);
}

TEST_F(GreenhouseLists, AWalkCarriesItsFiltersAlong) {
  const std::vector<Id> walked = walk("/v3/applications?status=rejected&per_page=5");
  for (const Id id : walked) {
    EXPECT_EQ(world.find<Application>(id)->status, ApplicationStatus::rejected);
  }
  EXPECT_EQ(walked.size(), world.all<RejectionDetail>().size());
}

TEST_F(GreenhouseLists, FiltersByIdsAndParents) {
  const Application* chosen = nullptr;
  for (const Application& each : world.all<Application>()) {
    if (each.status == ApplicationStatus::rejected) chosen = &each;
  }
  const std::string of_person = std::to_string(chosen->candidate_id);
  const std::string of_job = std::to_string(chosen->job_id);
  const std::string itself = std::to_string(chosen->id);
  const Candidate& person = *world.find<Candidate>(chosen->candidate_id);
  EXPECT_EQ(ids(get("/v3/candidates?ids=" + of_person + ",5")), std::vector<Id>{person.id});
  EXPECT_EQ(ids(get("/v3/applications?candidate_ids=" + of_person)).size(),
            world.applications_of(person).size());
  const std::vector<Id> of_the_job = walk("/v3/applications?job_ids=" + of_job);
  EXPECT_EQ(of_the_job.size(), world.applications_of(*world.find<Job>(chosen->job_id)).size());
  EXPECT_EQ(ids(get("/v3/applications?ids=" + itself + "&job_ids=" + of_job)),
            std::vector<Id>{chosen->id});
  EXPECT_EQ(ids(get("/v3/rejection_details?application_ids=" + itself)),
            std::vector<Id>{chosen->rejection_id});
  EXPECT_EQ(ids(get("/v3/application_stages?application_ids=" + itself)).size(),
            world.stages_of(*chosen).size());
  EXPECT_EQ(get("/v3/applications?job_ids=").body, "[]");
}

TEST_F(GreenhouseLists, WindowsOfTimeAreExactAtBothEnds) {
  const Candidate& middle = world.all<Candidate>().row(100);
  const std::string updated = format_instant(middle.updated_at);
  const auto count = [&](auto holds) {
    std::size_t found = 0;
    for (const Candidate& each : world.all<Candidate>()) found += holds(each) ? 1 : 0;
    return found;
  };
  const auto walked = [&](const std::string& filter) {
    return walk("/v3/candidates?per_page=40&" + filter).size();
  };
  EXPECT_EQ(walked("updated_at=gte%7C" + updated),
            count([&](const Candidate& c) { return c.updated_at >= middle.updated_at; }));
  EXPECT_EQ(walked("updated_at=gt%7C" + updated),
            count([&](const Candidate& c) { return c.updated_at > middle.updated_at; }));
  EXPECT_EQ(walked("updated_at=lte%7C" + updated),
            count([&](const Candidate& c) { return c.updated_at <= middle.updated_at; }));
  EXPECT_EQ(walked("updated_at=lt|" + updated),
            count([&](const Candidate& c) { return c.updated_at < middle.updated_at; }));
  EXPECT_EQ(walked("updated_at=gte|" + updated + "|lte|" + updated),
            count([&](const Candidate& c) { return c.updated_at == middle.updated_at; }));
  const std::string created = format_instant(middle.created_at);
  EXPECT_EQ(walked("created_at=gte|" + created), 100U);
  EXPECT_EQ(walked("created_at=lt|" + created), 100U);
  EXPECT_EQ(walked("created_at=lt|" + created + "&updated_at=lte|" + created),
            count([&](const Candidate& c) { return c.updated_at <= middle.created_at; }));
}

TEST_F(GreenhouseLists, AnInsertUpdateOrDeletionShowsAtOnce) {
  now += 30min;
  const Id fresh = world.add_candidate(now);
  EXPECT_EQ(walk("/v3/candidates?updated_at=" + gte(now)), std::vector<Id>{fresh});
  const Id known = world.all<Candidate>().row(5).id;
  get("/v3/candidates?ids=" + std::to_string(known));
  now += 1min;
  world.edit<Candidate>(known, now, [](Candidate& c) { c.title = "Baker"; });
  const auto found = rows(get("/v3/candidates?ids=" + std::to_string(known)));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text_of("title"), "Baker");
  EXPECT_EQ(found[0].text_of("updated_at"), format_instant(now));
  EXPECT_EQ(walk("/v3/candidates?updated_at=" + gte(now)), std::vector<Id>{known});
  world.remove(Kind::candidate, known, now + 1min);
  EXPECT_EQ(get("/v3/candidates?ids=" + std::to_string(known)).body, "[]");
  expect_each_once(walk("/v3/candidates?per_page=50"), living<Candidate>());
}

// The filters of every list are those of its documentation, posts among them; a post that is
// edited alone must show under updated_at while its job does not.
TEST_F(GreenhouseLists, AnEditedPostShowsInItsWindowAndItsJobDoesNot) {
  const JobPost& post = world.all<JobPost>().row(3);
  const Instant before = world.find<Job>(post.job_id)->updated_at;
  now += 30min;
  Mutation edit{.kind = Kind::job_post, .operation = Operation::update, .ids = {post.id}};
  edit.fields = {{"content", "<p>Another text.</p>"}, {"public_url", "https://jobs.test/9"}};
  ASSERT_TRUE(mutate(world, edit, 0, now));
  const std::string window = gte(now) + "%7Clt%7C" + format_instant(now + 1s);
  const auto found = rows(get("/v3/job_posts?per_page=500&updated_at=" + window));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(*found[0].find("id"), Json(post.id));
  EXPECT_EQ(*found[0].find("job_id"), Json(post.job_id));
  EXPECT_EQ(found[0].text_of("content"), "<p>Another text.</p>");
  EXPECT_EQ(found[0].text_of("public_url"), "https://jobs.test/9");
  EXPECT_EQ(walk("/v3/jobs?updated_at=" + gte(now)), std::vector<Id>{});
  EXPECT_EQ(world.find<Job>(post.job_id)->updated_at, before);
  EXPECT_EQ(walk("/v3/job_posts?updated_at=lt%7C" + format_instant(now)).size(),
            walk("/v3/job_posts").size() - 1);
}

TEST_F(GreenhouseLists, RecordsThatLeaveDuringAWalkAreSkippedAndTheOthersStillSeen) {
  const HttpResponse first = get("/v3/candidates?per_page=50");
  std::vector<Id> seen = ids(first);
  const Id last_seen = seen.back();
  world.remove(Kind::candidate, last_seen, now);
  world.remove(Kind::candidate, last_seen - 1, now);
  for (const Id id : walk(next(first))) seen.push_back(id);
  std::set<Id> wanted = living<Candidate>();
  wanted.insert(last_seen);
  expect_each_once(seen, wanted);
}

TEST_F(GreenhouseLists, WhatIsNoParameterIsRefusedWithItsName) {
  for (const std::string query :
       {"per_page=0", "per_page=501", "per_page=ten", "page=2", "status=open", "ids=one",
        "updated_at=2026-01-01", "updated_at=gte|yesterday", "updated_at=after|2026-01-01",
        "updated_at=", "candidate_ids=1",
        "updated_at=gte|2026-01-01|lte|2026-01-02|lt|2026-01-03"}) {
    const HttpResponse reply = get("/v3/candidates?" + query);
    EXPECT_EQ(reply.status, 422) << query;
    const auto body = parse_json(reply.body);
    ASSERT_TRUE(body && body->find("errors") != nullptr) << reply.body;
    EXPECT_EQ(body->find("errors")->items()->at(0).text_of("field"),
              query.substr(0, query.find('=')));
  }
  std::string many = "ids=1";
  for (int at = 0; at < 50; ++at) many += ",1";
  EXPECT_EQ(get("/v3/candidates?" + many).status, 422);
  EXPECT_EQ(get("/v3/applications?job_ids=1&candidate_ids=2").status, 422);
  EXPECT_EQ(get("/v3/candidates?ids=1&ids=2").status, 400);
  EXPECT_EQ(get("/v3/candidates?ids=%zz").status, 400);
}

TEST_F(GreenhouseLists, ARefusalRepeatsNothingUnreadable) {
  const HttpResponse reply = get("/v3/candidates?%ff%01=1");
  EXPECT_EQ(reply.status, 422);
  EXPECT_TRUE(parse_json(reply.body).has_value()) << reply.body;
}

TEST_F(GreenhouseLists, TheSameRequestsGiveTheSameBytes) {
  GreenhouseClient twin;
  std::string mine = "/v3/applications?per_page=100";
  std::string theirs = mine;
  while (!mine.empty()) {
    const HttpResponse a = get(mine);
    const HttpResponse b = twin.get(theirs);
    EXPECT_EQ(a.body, b.body);
    EXPECT_EQ(a.headers, b.headers);
    mine = next(a);
    theirs = next(b);
  }
}

}  // namespace
}  // namespace crosswalk::sim
