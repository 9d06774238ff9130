// LinkedIn's bad day: refusals inside a 200, whole batches turned away, answers lost after they
// were applied. One record's trouble stays with that record, and once the day is over both sides
// agree.

#include "access/linkedin_budget.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

// A record of the world that LinkedIn must hold.
std::string some(std::string_view kind) {
  TenantBed bed(thirty());
  EXPECT_TRUE(bed.sync());
  for (const auto& [name, content] : bed.contents()) {
    if (name.starts_with(kind)) return name.substr(kind.size() + 1);
  }
  ADD_FAILURE() << "LinkedIn holds no " << kind;
  return {};
}

void agrees_the_day_after(TenantBed& bed) {
  bed.meddle = nullptr;
  bed.linkedin.options().refusals.clear();
  bed.run->advance(3h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(LinkedInFaults, ARefusalInsideA200HoldsThatRecordAlone) {
  const std::string id = some("candidate");
  TenantBed bed(thirty());
  bed.linkedin.options().refusals.push_back({.kind = EntityKind::candidate,
                                             .id = id,
                                             .status = 422,
                                             .field = "firstName",
                                             .times = 1000});
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::candidate, id).state, EntityState::held);
  EXPECT_EQ(bed.row(RecordKind::candidate, id).reason, "refused:firstName");
  EXPECT_EQ(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 1u);
  agrees_the_day_after(bed);
}

TEST(LinkedInFaults, ABatchTurnedAwayWholeIsHalvedUntilTheOneIsFound) {
  const std::string id = some("candidate");
  TenantBed bed(thirty());
  bed.linkedin.options().refusals.push_back(
      {.kind = EntityKind::candidate, .id = id, .times = 1000, .whole_batch = true});
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::candidate, id).state, EntityState::held);
  EXPECT_EQ(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 1u);
  agrees_the_day_after(bed);
}

TEST(LinkedInFaults, AnAnswerLostAfterItWasAppliedIsSafeToRepeat) {
  for (const char* path : {"/v2/simpleJobPostings", "/v2/atsCandidates", "/v2/atsApplications"}) {
    TenantBed bed(thirty());
    bool lost = false;
    bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
      if (lost || peer != Peer::linkedin || !request.target.starts_with(path)) {
        return std::optional(std::move(reply));
      }
      lost = true;
      return std::optional<HttpResponse>();
    };
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(lost);
    EXPECT_TRUE(bed.agrees()) << path;
  }
}

// Somebody must go, LinkedIn deletes them, and the answer never comes.
TEST(LinkedInFaults, ALostAnswerToADeletionIsAskedAgainAndDone) {
  TenantBed bed(thirty());
  ASSERT_TRUE(bed.sync());
  bed.run->advance(2h);
  bed.change(Kind::candidate, Operation::remove, {}, {}, 3);
  bed.linkedin.options().lost_answers = 2;
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(LinkedInFaults, AnExpiredTokenCostsOneFetch) {
  TenantBed bed(thirty());
  ASSERT_TRUE(bed.sync());
  bed.linkedin.expire_tokens();
  bed.change(Kind::candidate, Operation::update, {}, {}, 5);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
}

TEST(LinkedInFaults, TroubleOfTheWholeIsWaitedOut) {
  const std::vector<std::pair<const char*, std::function<void(HttpResponse&)>>> troubles{
      {"429", [](HttpResponse& reply) { reply.status = 429; }},
      {"429 with Retry-After",
       [](HttpResponse& reply) {
         reply.status = 429;
         reply.headers.emplace_back("Retry-After", "120");
       }},
      {"500", [](HttpResponse& reply) { reply.status = 500; }},
      {"503", [](HttpResponse& reply) { reply.status = 503; }},
      {"HTML", [](HttpResponse& reply) { reply.body = "<html>"; }},
      {"cut", [](HttpResponse& reply) { reply.body.resize(reply.body.size() / 2); }},
      {"empty", [](HttpResponse& reply) { reply.body.clear(); }},
      {"silence about everybody", [](HttpResponse& reply) { reply.body = "{}"; }}};
  for (const auto& [name, spoil] : troubles) {
    TenantBed bed(thirty());
    int left = 4;
    bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
      const bool hit = peer == Peer::linkedin && request.target.starts_with("/v2/") && --left >= 0;
      if (hit) spoil(reply);
      return std::optional(std::move(reply));
    };
    ASSERT_TRUE(bed.sync()) << name;
    EXPECT_TRUE(bed.agrees()) << name;
  }
}

TEST(LinkedInFaults, AFailedJobTaskHoldsTheJobAndIsRepairedLater) {
  const std::string id = some("job");
  TenantBed bed(thirty());
  bed.linkedin.options().failing_jobs = {id};
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::job, id).state, EntityState::held);
  EXPECT_EQ(bed.at_linkedin(EntityKind::job, id), nullptr);
  bed.linkedin.options().failing_jobs.clear();
  agrees_the_day_after(bed);
}

TEST(LinkedInFaults, ASlowJobTaskDelaysOnlyWhatHangsOnIt) {
  TenantBed bed(thirty());
  bed.linkedin.options().task_delay = 10min;
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
}

// A whole hour of nothing but refusals, then a normal day.
TEST(LinkedInFaults, ADayOf403RestsTheLanesAndTheNextDaySendsEverything) {
  TenantBed bed(thirty());
  bed.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::linkedin && request.target.starts_with("/v2/")) reply.status = 403;
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("the lane rests until the next sync")) << bed.alarms();
  agrees_the_day_after(bed);
}

TEST(LinkedInFaults, TheOrderOfKeyPartsDoesNotMatter) {
  for (const auto echo : {sim::KeyEcho::as_sent, sim::KeyEcho::sorted, sim::KeyEcho::reversed}) {
    TenantBed bed(thirty());
    bed.linkedin.options().key_echo = echo;
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
  }
}

TEST(LinkedInFaults, TheDaysQuotaIsKeptAndTheRestFollowsTheDayAfter) {
  constexpr std::uint32_t per_day = 90;
  constexpr std::uint32_t records_per_minute = 150;
  TenantBed bed(BedSettings{.world = BedSettings::sized_world(300, 20)});
  // What hangs on an application takes a request for each of them; the rest fits into four.
  bed.linkedin.options().quotas.requests_per_day = per_day;
  bed.linkedin.options().quotas.records_per_minute = records_per_minute;
  bed.setup.tenant.options.requests_per_day = per_day;
  bed.setup.tenant.options.records_per_minute = records_per_minute;
  bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
  std::map<std::chrono::sys_days, std::uint32_t> asked;
  bed.overhear = [&](const HttpRequest& request) {
    if (request.target.starts_with("/oauth/")) return;
    ++asked[std::chrono::floor<std::chrono::days>(bed.run->now())];
  };
  std::size_t refused = 0;
  bed.meddle = [&refused](Peer, const HttpRequest&, HttpResponse reply) {
    refused += reply.status == 429 ? 1 : 0;
    return std::optional(std::move(reply));
  };
  bed.run->ask_sync(false);
  EXPECT_TRUE(bed.run->run_to_quiet(48h, 14 * 24h));
  EXPECT_TRUE(bed.agrees());
  ASSERT_GE(asked.size(), 2u) << "or the quota was none";
  for (const auto& [day, count] : asked) {
    EXPECT_LE(count, per_day);
    const bool last = day == asked.rbegin()->first;
    EXPECT_TRUE(last || count >= requests_for(Share::child, per_day)) << "a day is used up";
  }
  EXPECT_EQ(refused, 0u) << "it is kept, not run into";
}

}  // namespace
}  // namespace crosswalk
