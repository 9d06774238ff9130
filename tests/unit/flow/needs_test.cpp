// What is asked for beside a page, or by an id, must end whatever the vendor answers: a record that
// vanished between two requests must not stop a listing for ever, a route that repeats itself must
// not be read for ever, and neither may prove that anybody is gone.

#include <gtest/gtest.h>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// Every page of jobs asks for posts first. Of several ids "not there" is no answer, as in a
// mapping.
class PostsEngine : public PaperEngine {
 public:
  explicit PostsEngine(const bool& several) : several_(several) {}

  Result<Answer> take(const Step& step) override {
    const auto* read = std::get_if<ReadPage>(&step);
    if (read == nullptr || read->object != "jobs") return PaperEngine::take(step);
    if (!read->joins.empty() && read->joins[0].reply.status != 200 && several_) {
      PageRead gone;
      gone.meaning = ReplyClass::gone;
      return Answer{std::move(gone)};
    }
    Result<Answer> made = PaperEngine::take(step);
    PageRead* page = made ? std::get_if<PageRead>(&*made) : nullptr;
    if (page == nullptr || page->items == 0 || !read->joins.empty()) return made;
    page->mapped.clear();
    PlannedRequest posts{.host = "api", .http = {}};
    posts.http.target = "/posts?ids=J1,";
    page->needs = {{"posts", std::move(posts)}};
    return made;
  }

 private:
  const bool& several_;
};

struct PostsBed : PaperTenant {
  PostsBed() {
    setup.engine = [this] { return std::make_unique<PostsEngine>(several); };
    meddle = [this](Peer peer, const HttpRequest& request, HttpResponse reply) {
      if (peer != Peer::vendor) return std::optional(std::move(reply));
      if (request.target.starts_with("/posts")) {
        const int status = at < statuses.size() ? statuses[at++] : 200;
        return std::optional(HttpResponse{status, {}, {}});
      }
      if (repeats && request.target.find("ids=") != std::string::npos) {
        reply.headers.emplace_back("Next", request.target);
        if (empty) reply.body.clear();
      }
      return std::optional(std::move(reply));
    };
    const Instant before = setup.start - 24h;
    vendor.write("jobs", "J1", {.name = "Welder"}, before);
    for (const char* id : {"1", "2", "3"}) {
      const std::string candidate = std::string("C") + id;
      vendor.write("candidates", candidate, {.name = "Ana"}, before);
      vendor.write("applications", std::string("A") + id,
                   {.name = "Ana", .job = "J1", .candidate = candidate}, before);
    }
  }

  bool several = false;
  std::vector<int> statuses;  // Of the answers about posts, one after the other.
  std::size_t at = 0;
  bool repeats = false;
  bool empty = false;
};

TEST(Needs, WhatIsNotThereOfOneIdStopsNoListing) {
  for (const int status : {404, 410}) {
    PostsBed bed;
    bed.statuses = {status};
    ASSERT_TRUE(bed.sync());
    EXPECT_EQ(bed.held(EntityKind::job), 1u) << status;
    EXPECT_EQ(bed.held(EntityKind::application), 3u);
    EXPECT_TRUE(bed.run->report().alarms.empty());
  }
}

TEST(Needs, WhatIsNotThereOfSeveralIsTriedAgainNextTimeAndProvesNothing) {
  PostsBed bed;
  ASSERT_TRUE(bed.sync());
  bed.run->advance(1h);
  bed.several = true;
  bed.statuses = {200, 404};
  bed.at = 1;
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.alarmed("needs cannot be read"));
  EXPECT_FALSE(bed.alarmed("has no jobs at all"));
  EXPECT_EQ(bed.state(RecordKind::job, "J1"), EntityState::sent);
}

TEST(Needs, TroubleIsTriedAgainAndARefusalIsAPersonsMatter) {
  PostsBed bed;
  bed.statuses = {503, 429, 404};
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.held(EntityKind::job), 1u);
  PostsBed refused;
  refused.statuses = {400};
  ASSERT_TRUE(refused.sync());
  EXPECT_TRUE(refused.alarmed("cannot be read: status 400"));
  EXPECT_EQ(refused.held(EntityKind::job), 0u);
}

// A changed candidate has its application read again by id.
void rename(PostsBed& bed) {
  bed.run->advance(1h);
  bed.vendor.write("candidates", "C2", {.name = "Bea"}, bed.run->now());
  bed.run->advance(1min);
}

TEST(Named, ARouteThatRepeatsItsPageIsLeftAndAskedAgainNextTime) {
  PostsBed bed;
  ASSERT_TRUE(bed.sync());
  rename(bed);
  bed.repeats = true;
  const int before = bed.vendor.requests["applications"];
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("repeats a page of applications"));
  EXPECT_LE(bed.vendor.requests["applications"], before + 4);
  EXPECT_TRUE(bed.store.rereads.contains({RecordKind::application, "A2"}));
  bed.repeats = false;
  bed.run->advance(1h);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.store.rereads.empty());
  EXPECT_FALSE(bed.alarmed("repeats a page"));
}

TEST(Named, ARouteOfEmptyPagesEndsAndNobodyIsTakenAsGone) {
  PostsBed bed;
  ASSERT_TRUE(bed.sync());
  bed.run->advance(1h);
  bed.vendor.objects["applications"].erase("A3");
  bed.repeats = bed.empty = true;
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.alarmed("repeats a page of applications"));
  EXPECT_EQ(bed.state(RecordKind::application, "A3"), EntityState::sent);
  EXPECT_LE(bed.vendor.requests["applications"], 1100);
}

}  // namespace
}  // namespace crosswalk
