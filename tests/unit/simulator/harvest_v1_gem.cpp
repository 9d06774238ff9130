// Gem's copy of Harvest v1: what it does differently, and nothing else, since the rest is the same
// code. A tombstone that is not there would make a connector guess who was deleted.

#include <algorithm>

#include "base/text/dates.hpp"
#include "unit/simulator/harvest_v1_client.hpp"
#include "vendors/gem/gem.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class GemTest : public testing::Test {
 protected:
  GemTest() : world(WorldOptions{}), peer(world, {}), now(world.options().start) {}

  HttpResponse get(std::string target) {
    HttpRequest request{.target = std::move(target)};
    request.headers = {{"x-api-key", "gem-key"}, {"x-application-secret", "gem-secret"}};
    return peer.answer(request, now);
  }

  World world;
  Gem peer;
  Instant now;
};

TEST_F(GemTest, TwoHeadersOpenTheDoor) {
  EXPECT_EQ(get("/ats/v0/jobs").status, 200);
  HttpRequest half{.target = "/ats/v0/jobs", .headers = {{"x-api-key", "gem-key"}}};
  const HttpResponse refused = peer.answer(half, now);
  EXPECT_EQ(refused.status, 401);
  const Json said = HarvestClient::body(refused);
  EXPECT_EQ(*said.find("code")->integer(), 401);
  EXPECT_NE(said.text_of("message"), "");
  EXPECT_EQ(get("/v1/jobs").status, 404);
  EXPECT_EQ(peer.requests(), 3u);
}

TEST_F(GemTest, IdsAreTextsAndAShortPageIsTheEnd) {
  const HttpResponse page = get("/ats/v0/candidates?per_page=150&page=2");
  EXPECT_EQ(header(page.headers, "Link"), "");
  const auto rows = HarvestClient::rows(page);
  ASSERT_EQ(rows.size(), 50u);
  EXPECT_NE(rows[0].find("id")->text(), nullptr);
  for (const Json& row : rows) {
    for (const Json& application : *row.find("applications")->items()) {
      EXPECT_NE(application.find("candidate_id")->text(), nullptr);
      EXPECT_NE(application.find("updated_at"), nullptr);
    }
    for (const Json& address : *row.find("email_addresses")->items()) {
      EXPECT_NE(address.find("is_primary"), nullptr);
    }
  }
}

TEST_F(GemTest, TheDeletedAreShownToWhoAsks) {
  const Id id = world.all<Candidate>().first_id();
  const std::string path = "/ats/v0/candidates/" + std::to_string(id);
  EXPECT_TRUE(HarvestClient::body(get(path)).find("deleted_at")->is_null());
  now += 1h;
  world.remove(Kind::candidate, id, now);
  EXPECT_EQ(get(path).status, 404);
  const Json gone = HarvestClient::body(get(path + "?include_deleted=true"));
  EXPECT_EQ(gone.text_of("deleted_at"), format_instant(now));
  const std::string since = "?updated_after=" + format_instant(now);
  EXPECT_EQ(get("/ats/v0/candidates" + since).body, "[]");
  const auto listed =
      HarvestClient::ids(get("/ats/v0/candidates" + since + "&include_deleted=true"));
  EXPECT_EQ(listed, std::vector<Id>{id});
}

TEST_F(GemTest, WhoeverWasNeverChangedHasNoTimeOfChange) {
  const Id id = world.add_candidate(now + 1h);
  const std::string path = "/ats/v0/candidates/" + std::to_string(id);
  EXPECT_TRUE(HarvestClient::body(get(path)).find("updated_at")->is_null());
  world.edit<Candidate>(id, now + 2h, [](Candidate& row) { row.title = "Miller"; });
  EXPECT_FALSE(HarvestClient::body(get(path)).find("updated_at")->is_null());
}

TEST_F(GemTest, ApplicationsCanBeAskedForByChange) {
  const Id id = world.all<Application>().first_id();
  now += 1h;
  world.edit<Application>(id, now, [](Application& row) { row.location = "Leeds"; });
  EXPECT_EQ(HarvestClient::ids(get("/ats/v0/applications?updated_after=" + format_instant(now))),
            std::vector<Id>{id});
}

TEST_F(GemTest, AMistakeNamesTheField) {
  const HttpResponse wrong = get("/ats/v0/candidates?per_page=0");
  EXPECT_EQ(wrong.status, 422);
  const Json said = HarvestClient::body(wrong);
  EXPECT_NE(said.find("errors")->find("per_page"), nullptr);
  EXPECT_EQ(get("/ats/v0/candidates?colour=red").status, 422);
}

TEST_F(GemTest, APermissionCanBeTakenAwayForReadingAndForWriting) {
  GemOptions options = peer.options();
  options.denied = {"candidates"};
  peer.set_options(options);
  EXPECT_EQ(get("/ats/v0/candidates").status, 403);
  EXPECT_EQ(get("/ats/v0/jobs").status, 200);
  options.denied = {"candidates:create"};
  peer.set_options(options);
  EXPECT_EQ(get("/ats/v0/candidates").status, 200);
  HttpRequest create{.method = "POST", .target = "/ats/v0/candidates", .body = "{}"};
  create.headers = {{"x-api-key", "gem-key"}, {"x-application-secret", "gem-secret"}};
  EXPECT_EQ(peer.answer(create, now).status, 403);
}

}  // namespace
}  // namespace crosswalk::sim
