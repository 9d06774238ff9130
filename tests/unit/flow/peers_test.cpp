// Both peers misbehave, each in its own ways. Whatever they do, one bad record costs one record,
// nothing is inferred from an error, and the rest is delivered.

#include <gtest/gtest.h>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

void fill_candidates(PaperTenant& tenant, int candidates) {
  const Instant at = tenant.setup.start - 24h;
  tenant.vendor.write("jobs", "J1", {.name = "Welder"}, at);
  for (int person = 1; person <= candidates; ++person) {
    tenant.vendor.write("candidates", "C" + std::to_string(person), {.name = "Ana"}, at);
  }
}

using Meddling = std::function<std::optional<HttpResponse>(const HttpRequest&, HttpResponse)>;

// Meddles with the first `times` replies of one peer whose target begins so.
void meddle(PaperTenant& tenant, Peer peer, std::string target, int times, Meddling how) {
  auto left = std::make_shared<int>(times);
  tenant.meddle = [=](Peer which, const HttpRequest& request, HttpResponse reply) {
    if (which != peer || !request.target.starts_with(target) || *left <= 0) {
      return std::optional(std::move(reply));
    }
    --*left;
    return how(request, std::move(reply));
  };
}

Meddling answers(int status) {
  return [status](const HttpRequest&, HttpResponse reply) {
    reply.status = status;
    reply.body.clear();
    return std::optional(std::move(reply));
  };
}

TEST(Vendor, TroubleThatPassesCostsTimeOnly) {
  for (const int status : {429, 500, 502, 503, 504}) {
    PaperTenant tenant;
    fill_candidates(tenant, 5);
    meddle(tenant, Peer::vendor, "/candidates", 3, answers(status));
    ASSERT_TRUE(tenant.sync()) << status;
    EXPECT_EQ(tenant.held(EntityKind::candidate), 5u) << status;
  }
}

TEST(Vendor, ALostReplyIsAskedForAgain) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  meddle(tenant, Peer::vendor, "/candidates", 2,
         [](const HttpRequest&, HttpResponse) { return std::optional<HttpResponse>(); });
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
}

TEST(Vendor, RetryAfterIsAPromiseToWait) {
  PaperTenant tenant;
  fill_candidates(tenant, 2);
  Instant refused{}, next{};
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor && request.target.starts_with("/candidates")) {
      if (refused == Instant{}) {
        refused = tenant.run->now();
        reply.status = 429;
        reply.headers.emplace_back("Retry-After", "600");
      } else if (next == Instant{}) {
        next = tenant.run->now();
      }
    }
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  EXPECT_GE(next - refused, 600s);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 2u);
}

TEST(Vendor, AnExpiredTokenIsFetchedOnceAndTheReadGoesOn) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  meddle(tenant, Peer::vendor, "/candidates", 1, answers(401));
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
  EXPECT_EQ(tenant.vendor.requests["token"], 2);
  EXPECT_TRUE(tenant.run->report().alarms.empty());
}

TEST(Vendor, AMissingPermissionStopsThatObjectAndIsSaid) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  meddle(tenant, Peer::vendor, "/candidates", 1000, answers(403));
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::job), 1u);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 0u);
  EXPECT_TRUE(tenant.alarmed("forbids reading candidates"));
}

TEST(Vendor, ADeadNextLinkBeginsTheListingAnew) {
  PaperTenant tenant;
  fill_candidates(tenant, 9);
  meddle(tenant, Peer::vendor, "/candidates?page=1", 1, answers(422));
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 9u);
}

TEST(Vendor, ARepeatedPageEndsTheWalkAndDeletesNobody) {
  PaperTenant tenant;
  fill_candidates(tenant, 9);
  ASSERT_TRUE(tenant.sync());
  tenant.vendor.objects["candidates"].erase("C2");
  meddle(tenant, Peer::vendor, "/candidates?page=1", 1000, [&](const HttpRequest&, HttpResponse) {
    return std::optional(tenant.vendor.answer({.target = "/candidates?page=0"}, {}));
  });
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_TRUE(tenant.alarmed("repeats a page of candidates"));
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C2"), nullptr);
}

TEST(Vendor, ANextLinkToAnotherHostIsRefusedBeforeAByteLeaves) {
  PaperTenant tenant;
  fill_candidates(tenant, 2);
  class Astray : public PaperEngine {
    Result<Answer> take(const Step& step) override {
      Result<Answer> answer = PaperEngine::take(step);
      PageRead* page = answer ? std::get_if<PageRead>(&*answer) : nullptr;
      if (page != nullptr && std::get<ReadPage>(step).object == "candidates") {
        page->next = PlannedRequest{"api", {.origin = "https://elsewhere.test"}};
        page->complete = false;
      }
      return answer;
    }
  };
  tenant.setup.engine = [] { return std::make_unique<Astray>(); };
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(tenant.run->report().alarms.empty());
  EXPECT_EQ(tenant.store.cursors.at("candidates").position, Instant{});
}

TEST(Vendor, AnEmptyPageInTheMiddleIsNotTheEnd) {
  PaperTenant tenant;
  fill_candidates(tenant, 9);
  meddle(tenant, Peer::vendor, "/candidates?page=1", 1, [](const HttpRequest&, HttpResponse reply) {
    reply.body.clear();
    return std::optional(std::move(reply));
  });
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 6u);
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C9"), nullptr);
}

TEST(Vendor, HtmlAndACutPageAreReadAgainAndThenSaid) {
  for (const char* body : {"<html>", "C1;Ana"}) {
    PaperTenant tenant;
    fill_candidates(tenant, 3);
    meddle(tenant, Peer::vendor, "/candidates", 1000,
           [body](const HttpRequest&, HttpResponse reply) {
             reply.body = body;
             return std::optional(std::move(reply));
           });
    ASSERT_TRUE(tenant.sync());
    EXPECT_TRUE(tenant.alarmed("a page of candidates cannot be read"));
    EXPECT_EQ(tenant.held(EntityKind::candidate), 0u);
    EXPECT_EQ(tenant.held(EntityKind::job), 1u);
  }
}

TEST(Vendor, AnItemThatKillsTheConnectorIsFoundAndHeld) {
  PaperTenant tenant;
  tenant.vendor.page_items = 8;
  fill_candidates(tenant, 8);
  tenant.vendor.write("candidates", "C5", {.name = "crash"}, tenant.setup.start - 24h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 7u);
  EXPECT_EQ(tenant.reason(RecordKind::candidate, "C5"), "connector_crashed");
  EXPECT_TRUE(tenant.alarmed("the connector died of a page of candidates"));
}

TEST(Vendor, AnItemWithoutAnIdCostsItselfAlone) {
  PaperTenant tenant;
  fill_candidates(tenant, 3);
  tenant.vendor.write("candidates", "", {.name = "Nobody"}, tenant.setup.start - 24h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 3u);
  EXPECT_TRUE(tenant.alarmed("1 item of candidates carries no id and is left out"));
}

void planned(PaperTenant& tenant, sim::PlannedRefusal refusal) {
  tenant.linkedin->options().refusals.push_back(std::move(refusal));
}

TEST(LinkedIn, ARefusalInsideA200HoldsThatRecordWithTheField) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  planned(tenant, {.kind = EntityKind::candidate,
                   .id = "C2",
                   .status = 422,
                   .field = "firstName",
                   .times = 100});
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 4u);
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C2"), EntityState::held);
  EXPECT_EQ(tenant.reason(RecordKind::candidate, "C2"), "refused:firstName");
}

TEST(LinkedIn, ABatchRefusedWholeIsHalvedUntilThePoisonIsFound) {
  PaperTenant tenant;
  tenant.vendor.page_items = 64;
  fill_candidates(tenant, 64);
  planned(tenant, {.kind = EntityKind::candidate, .id = "C40", .times = 1000, .whole_batch = true});
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 63u);
  EXPECT_EQ(tenant.reason(RecordKind::candidate, "C40"), "refused:400");
}

TEST(LinkedIn, AnAnswerLostAfterItWasAppliedIsSafeToRepeat) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  meddle(tenant, Peer::linkedin, "/v2/ats", 1,
         [](const HttpRequest&, HttpResponse) { return std::optional<HttpResponse>(); });
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
  EXPECT_EQ(tenant.state(RecordKind::candidate, "C1"), EntityState::sent);
}

TEST(LinkedIn, AnExpiredTokenCostsOneFetch) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  ASSERT_TRUE(tenant.sync());
  tenant.linkedin->expire_tokens();
  tenant.vendor.write("candidates", "C1", {.name = "Anja"}, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C1")->content.find("Anja"),
            std::string::npos);
}

TEST(LinkedIn, ThrottlingIsWaitedOutAndNothingIsLost) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  meddle(tenant, Peer::linkedin, "/v2/ats", 3, answers(429));
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
}

TEST(LinkedIn, AJobTaskThatEndsFailedHoldsTheJob) {
  PaperTenant tenant;
  fill_candidates(tenant, 1);
  tenant.linkedin->options().failing_jobs = {"J1"};
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::held);
  EXPECT_TRUE(tenant.reason(RecordKind::job, "J1").starts_with("task_failed"));
}

TEST(LinkedIn, ASlowJobTaskIsAskedAboutUntilItEnds) {
  PaperTenant tenant;
  fill_candidates(tenant, 1);
  tenant.linkedin->options().task_delay = 5min;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.state(RecordKind::job, "J1"), EntityState::sent);
}

TEST(LinkedIn, NoBatchExceedsAHundredAndTheQuotaIsNeverBroken) {
  PaperTenant tenant;
  tenant.vendor.page_items = 150;
  fill_candidates(tenant, 301);
  tenant.linkedin->options().quotas.records_per_minute = 120;
  tenant.setup.tenant.options.records_per_minute = 120;
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 301u);
  for (const auto& [name, tally] : tenant.linkedin->ledger(tenant.run->now()).tallies()) {
    EXPECT_LE(tally.largest_batch, 100u) << name;
    EXPECT_EQ(tally.quota_breaches, 0u) << name;
  }
}

// LinkedIn asks for the batches of a resource in sequence: the next one leaves when the answer to
// the one before is there, a round trip later.
TEST(LinkedIn, BatchesOfAResourceFollowOneAnother) {
  PaperTenant tenant;
  tenant.vendor.page_items = 1000;
  fill_candidates(tenant, 950);
  std::vector<Instant> left;
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::linkedin && request.target.starts_with("/v2/atsCandidates")) {
      left.push_back(tenant.run->now());
    }
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  ASSERT_EQ(left.size(), 10u);
  for (std::size_t at = 1; at < left.size(); ++at) EXPECT_GE(left[at] - left[at - 1], 20ms);
}

// A deletion that LinkedIn took before a write still on its way would bring somebody back.
TEST(LinkedIn, WritingAndWithdrawingOneKindNeverOverlap) {
  PaperTenant tenant;
  tenant.vendor.page_items = 1000;
  fill_candidates(tenant, 400);
  ASSERT_TRUE(tenant.sync());
  for (int person = 1; person <= 4; ++person) {
    tenant.vendor.objects["candidates"].erase("C" + std::to_string(person));
  }
  for (int person = 5; person <= 400; ++person) {
    tenant.vendor.write("candidates", "C" + std::to_string(person), {.name = "Anja"},
                        tenant.run->now());
  }
  std::vector<Instant> left;
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::linkedin && request.target.starts_with("/v2/atsCandidates")) {
      left.push_back(tenant.run->now());
    }
    return std::optional(std::move(reply));
  };
  tenant.run->advance(2h);
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(tenant.held(EntityKind::candidate), 396u);
  EXPECT_GE(left.size(), 5u);
  for (std::size_t at = 1; at < left.size(); ++at) EXPECT_GE(left[at] - left[at - 1], 20ms);
}

TEST(LinkedIn, TroubleThatLastsIsToldAndTakenBackWhenItIsOver) {
  PaperTenant tenant;
  fill_candidates(tenant, 5);
  meddle(tenant, Peer::linkedin, "/v2/atsCandidates", 7,
         [](const HttpRequest&, HttpResponse) { return std::optional<HttpResponse>(); });
  tenant.run = std::make_unique<sim::VirtualRun>(tenant.setup);
  tenant.run->ask_sync();
  bool told = false;
  for (int minute = 0; minute < 60 && !told; ++minute) {
    tenant.run->run_to_quiet(1min, 1min);
    told = tenant.alarmed("no usable answer about candidate");
  }
  EXPECT_TRUE(told);
  ASSERT_TRUE(tenant.run->run_to_quiet());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 5u);
  EXPECT_FALSE(tenant.alarmed("no usable answer"));
}

TEST(LinkedIn, JobsKeepTheirOwnLowerLimit) {
  PaperTenant tenant;
  tenant.vendor.page_items = 1000;
  for (int job = 1; job <= 4500; ++job) {
    tenant.vendor.write("jobs", "J" + std::to_string(job), {.name = "Welder"},
                        tenant.setup.start - 24h);
  }
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::job), 4500u);
  for (const auto& [name, tally] : tenant.linkedin->ledger(tenant.run->now()).tallies()) {
    EXPECT_EQ(tally.quota_breaches, 0u) << name;
  }
}

// Each lookup and object on its own would try for minutes; a person before a screen would not.
TEST(Vendor, ASilentVendorEndsTheRoundAndIsAskedAgainInTheNext) {
  PaperTenant tenant;
  fill_candidates(tenant, 3);
  ASSERT_TRUE(tenant.sync());
  bool down = true;
  tenant.meddle = [&](Peer peer, const HttpRequest&, HttpResponse reply) {
    return down && peer == Peer::vendor ? std::nullopt : std::optional(std::move(reply));
  };
  tenant.run->advance(1h);
  const Instant began = tenant.run->now();
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_LT(tenant.run->now() - began, 3min);
  EXPECT_TRUE(tenant.alarmed("does not answer"));
  EXPECT_EQ(tenant.held(EntityKind::candidate), 3u);
  down = false;
  tenant.run->advance(1h);
  tenant.vendor.write("candidates", "C9", {.name = "Ana"}, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(tenant.alarmed("does not answer"));
  EXPECT_NE(tenant.at_linkedin(EntityKind::candidate, "C9"), nullptr);
}

TEST(Vendor, AShortSilenceIsWaitedOut) {
  PaperTenant tenant;
  fill_candidates(tenant, 3);
  int lost = 0;
  tenant.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool losing = peer == Peer::vendor && request.target.starts_with("/jobs") && ++lost < 4;
    return losing ? std::nullopt : std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  EXPECT_EQ(tenant.held(EntityKind::candidate), 3u);
  EXPECT_FALSE(tenant.alarmed("does not answer"));
}

}  // namespace
}  // namespace crosswalk
