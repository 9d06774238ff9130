// A vendor that shows what it made minutes later, under the time it was made at. At stake: whoever
// reads on meanwhile passes that time by, takes the application for one that was never made, and
// makes another; or it never reaches LinkedIn.

#include "scenarios/exchange_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

// Almost as long as the connector says that it may take, and longer than readings overlap.
constexpr Duration hidden{250s};

// Nobody but the readings tells what is there.
BedSettings hiding(bool by_v1) {
  BedSettings settings = by_v1 ? exchanging_by_v1() : with_a_silent_vendor();
  settings.greenhouse.hooks = with_a_silent_vendor().greenhouse.hooks;
  settings.greenhouse.write_lag = hidden;
  return settings;
}

// Counts the POSTs whose path ends so; the answer to the first is lost when it says so.
std::shared_ptr<int> count_posts(Exchange& bed, std::string path, bool lose_first) {
  auto posts = std::make_shared<int>(0);
  bed.meddle = [posts, path, lose_first](Peer peer, const HttpRequest& request,
                                         HttpResponse reply) -> std::optional<HttpResponse> {
    if (peer != Peer::vendor || request.method != "POST") return reply;
    if (!request.target.ends_with(path)) return reply;
    if (++*posts > 1 || !lose_first) return reply;
    EXPECT_EQ(reply.status, 201);
    return std::nullopt;
  };
  return posts;
}

// As a daemon polls, whatever an export does meanwhile.
void poll_for(Exchange& bed, Duration time) {
  const Instant end = bed.run->now() + time;
  while (bed.run->now() < end) {
    bed.run->ask_sync();
    bed.pass(30s);
  }
}

TEST(Hidden, AnApplicationWhoseAnswerWasLostIsMadeOnceThoughEveryReadingPassedItsTime) {
  Exchange bed(hiding(false));
  const auto posts = count_posts(bed, "/v3/applications", true);
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  poll_for(bed, 15min);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(*posts, 1);
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  EXPECT_EQ(bed.counts().exchange.exports_created, 1u);
}

TEST(Hidden, ByHarvestV1AnApplicationWhoseAnswerWasLostIsMadeOnce) {
  Exchange bed(hiding(true));
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  ASSERT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  const auto posts = count_posts(bed, "/applications", true);
  bed.order(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  poll_for(bed, 15min);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(*posts, 1);
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
  EXPECT_EQ(bed.counts().exchange.exports_created, 2u);
}

// Its stage is only listed; a reading whose window began after it was made would miss it for good.
TEST(Hidden, ByHarvestV1EverythingOfAnExportArrivesThoughReadingsGoOnMeanwhile) {
  Exchange bed(hiding(true));
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  poll_for(bed, 15min);
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

TEST(Hidden, ByHarvestV1ASecondExportToTheSameJobSeesTheFirst) {
  for (const Duration lag : {Duration{0}, hidden}) {
    BedSettings settings = hiding(true);
    settings.greenhouse.write_lag = lag;
    Exchange bed(settings);
    const auto made = count_posts(bed, "/v1/candidates", false);
    bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    ASSERT_TRUE(bed.settle());
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
    EXPECT_EQ(*made, 1);
    const auto further = count_posts(bed, "/applications", false);
    bed.order(bed.jobs.at(1), TenantBed::somebody("Nadja"));
    bed.order(bed.jobs.at(1), TenantBed::somebody("Nadja"));
    bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    ASSERT_TRUE(bed.settle());
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
    EXPECT_EQ(*further, 1) << "hidden for " << lag.count() << " ms";
    EXPECT_EQ(bed.counts().exchange.exports_created, 5u);
  }
}

// Ids are LinkedIn's, of each resource for itself.
TEST(Hidden, AnExportIsTakenThoughAnIntegrationChangeHadItsId) {
  Exchange bed;
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  const HttpRequest push = bed.take_push();
  std::string change = push.body;
  const std::string word = "EXPORT_CANDIDATE_PROFILE";
  ASSERT_NE(change.find(word), std::string::npos);
  change.replace(change.find(word), word.size(), "INTEGRATION_STATUS_CHANGE");
  EXPECT_EQ(bed.knock(Exchange::signed_push(change)), 200);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.knock(push), 200);
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

}  // namespace
}  // namespace crosswalk
