// What peers push. At stake: a push that was answered with 2xx is worked off once, however often
// it is delivered or replayed, and its words leave the store with it.

#include <algorithm>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

bool keep(Bed& bed, std::string id, NoticeSource source = NoticeSource::linkedin,
          Instant at = from_ms(1000)) {
  return bed.ask<NoticeKept>(KeepNotice{source, id, "body of " + id, at}).fresh;
}

std::vector<Notice> waiting(Bed& bed, std::int64_t now_ms = 5000, std::uint32_t limit = 10) {
  return bed.ask<Notices>(TakeNotices{limit, from_ms(now_ms)}).notices;
}

TEST(Notices, AreTakenOldestFirstWithWhatTheySay) {
  Bed bed(in_memory());
  EXPECT_TRUE(keep(bed, "z"));
  EXPECT_TRUE(keep(bed, "a", NoticeSource::vendor));
  const auto notices = waiting(bed);
  ASSERT_EQ(notices.size(), 2u);
  EXPECT_EQ(notices[0].body, "body of z");
  EXPECT_EQ(notices[0].source, NoticeSource::linkedin);
  EXPECT_EQ(notices[0].received, from_ms(1000));
  EXPECT_EQ(notices[0].attempts, 0u);
  EXPECT_TRUE(notices[0].progress.empty());
  EXPECT_EQ(notices[1].source, NoticeSource::vendor);
  EXPECT_EQ(waiting(bed, 5000, 1).size(), 2u) << "one of each source";
}

TEST(Notices, AFloodOfOneSourceHoldsNothingOfTheOtherBack) {
  Bed bed(in_memory());
  for (int at = 0; at < 50; ++at) keep(bed, std::to_string(at), NoticeSource::vendor);
  keep(bed, "export");
  const auto notices = waiting(bed, 5000, 3);
  ASSERT_EQ(notices.size(), 4u);
  EXPECT_EQ(notices[2].body, "body of 2");
  EXPECT_EQ(notices[3].body, "body of export");
}

TEST(Notices, WhatOfLinkedInsWasBegunIsTakenWhateverItsTimeAndNumber) {
  Bed bed(in_memory());
  for (int at = 0; at < 20; ++at) {
    keep(bed, std::to_string(at));
    keep(bed, std::to_string(at), NoticeSource::vendor);
  }
  for (const Notice& notice : waiting(bed, 5000, 100)) {
    if (notice.ref % 4 != 1 && notice.ref != 2) continue;
    bed.ask<NoticeAdvanced>(AdvanceNotice{notice.ref, "intent", from_ms(90'000)});
  }
  const auto notices = bed.ask<Notices>(TakeNotices{1, from_ms(5000), true}).notices;
  ASSERT_EQ(notices.size(), 12u) << "ten that were begun, and one fresh of each source";
  EXPECT_TRUE(std::ranges::is_sorted(notices, {}, &Notice::ref));
  EXPECT_EQ(notices[0].progress, "intent");
  EXPECT_EQ(std::ranges::count(notices, std::string("intent"), &Notice::progress), 10);
  EXPECT_EQ(std::ranges::count(notices, NoticeSource::vendor, &Notice::source), 1);
  EXPECT_EQ(waiting(bed, 90'000, 100).size(), 40u);
  EXPECT_EQ(bed.ask<Notices>(TakeNotices{100, from_ms(90'000), true}).notices.size(), 40u);
}

TEST(Notices, ASecondDeliveryChangesNothing) {
  Bed bed(in_memory());
  EXPECT_TRUE(keep(bed, "n"));
  EXPECT_FALSE(bed.ask<NoticeKept>(KeepNotice{NoticeSource::linkedin, "n", "forged", {}}).fresh);
  ASSERT_EQ(waiting(bed).size(), 1u);
  EXPECT_EQ(waiting(bed)[0].body, "body of n");
  EXPECT_TRUE(keep(bed, "n", NoticeSource::vendor)) << "ids of two senders are not one";
}

// Neither sender signs a time, so a captured push is genuine for ever.
TEST(Notices, AReplayAfterAMonthAndARestartIsNotFresh) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    keep(bed, "n");
    bed.ask<NoticeSettled>(
        SettleNotice{waiting(bed).at(0).ref, NoticeEnd::created, {}, from_ms(2000)});
  }
  Bed bed(opened(options));
  EXPECT_FALSE(keep(bed, "n", NoticeSource::linkedin, from_ms(2000) + 24h * 30));
  EXPECT_TRUE(waiting(bed).empty());
}

TEST(Notices, ProgressIsKeptAndTheNextLookWaits) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    keep(bed, "n");
    const std::uint64_t ref = waiting(bed).at(0).ref;
    bed.ask<NoticeAdvanced>(AdvanceNotice{ref, "intent", from_ms(9000)});
    EXPECT_TRUE(waiting(bed, 8999).empty());
  }
  Bed bed(opened(options));
  const auto notices = waiting(bed, 9000);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].progress, "intent");
  EXPECT_EQ(notices[0].attempts, 1u);
  bed.ask<NoticeAdvanced>(AdvanceNotice{notices[0].ref, "created 7", {}});
  EXPECT_EQ(waiting(bed).at(0).progress, "created 7");
  EXPECT_EQ(waiting(bed).at(0).attempts, 2u);
}

TEST(Notices, WhatIsSettledStaysSettled) {
  Bed bed(in_memory());
  keep(bed, "n");
  const std::uint64_t ref = waiting(bed).at(0).ref;
  bed.ask<NoticeSettled>(SettleNotice{ref, NoticeEnd::refused, "job_closed", {}});
  bed.ask<NoticeSettled>(SettleNotice{ref, NoticeEnd::created, {}, {}});
  bed.ask<NoticeAdvanced>(AdvanceNotice{ref, "again", {}});
  bed.ask<NoticeAdvanced>(AdvanceNotice{777, "nobody", {}});
  EXPECT_TRUE(waiting(bed).empty());
  const ExchangeCounts counts = bed.ask<Counts>(Tally{}).exchange;
  EXPECT_EQ(counts.exports_refused, 1u);
  EXPECT_EQ(counts.exports_created, 0u);
}

TEST(Notices, AreCountedByTheirEnds) {
  Bed bed(in_memory());
  const auto end = [&bed](std::string id, NoticeEnd how, std::string reason) {
    keep(bed, std::move(id));
    bed.ask<NoticeSettled>(SettleNotice{waiting(bed).back().ref, how, std::move(reason), {}});
  };
  end("1", NoticeEnd::created, {});
  end("2", NoticeEnd::refused, "job_closed");
  end("3", NoticeEnd::refused, "ambiguous");
  end("4", NoticeEnd::refused, "ambiguous");
  end("5", NoticeEnd::done, {});
  end("6", NoticeEnd::dropped, "unreadable");
  keep(bed, "7");
  const ExchangeCounts counts = bed.ask<Counts>(Tally{}).exchange;
  EXPECT_EQ(counts.exports_received, 4u);
  EXPECT_EQ(counts.exports_created, 1u);
  EXPECT_EQ(counts.exports_refused, 3u);
  EXPECT_EQ(counts.notices_waiting, 1u);
  const std::vector<std::pair<std::string, std::uint64_t>> expected{{"ambiguous", 2},
                                                                    {"job_closed", 1}};
  EXPECT_EQ(counts.refusals, expected);
}

TEST(Notices, AtMostTwentyReasonsAreTold) {
  Bed bed(in_memory());
  for (int at = 0; at < 25; ++at) {
    keep(bed, std::to_string(at));
    bed.ask<NoticeSettled>(SettleNotice{
        waiting(bed).at(0).ref, NoticeEnd::refused, "reason_" + std::to_string(at), {}});
  }
  const ExchangeCounts counts = bed.ask<Counts>(Tally{}).exchange;
  EXPECT_EQ(counts.refusals.size(), 20u);
  EXPECT_EQ(counts.exports_refused, 25u);
}

TEST(Notices, AnIdBeyondItsBoundsIsRefused) {
  Bed bed(in_memory());
  for (const std::string& id : {std::string(), std::string(256, 'x')}) {
    const auto refused = bed.store().carry_out(KeepNotice{NoticeSource::vendor, id, "b", {}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  }
  EXPECT_TRUE(keep(bed, std::string(255, 'x')));
  EXPECT_EQ(waiting(bed).size(), 1u);
}

Onboarding onboarding() {
  return {.connected_at = from_ms(10),
          .callback_url = "https://crosswalk.test/in/abc",
          .integrations = {{"ONE_CLICK_EXPORT", true}, {"CRM_SYNC", false}},
          .agreed_by = "hr@example.com",
          .agreed_at = from_ms(20),
          .agreed_list = ~std::uint64_t{4},
          .client_id = "client",
          .client_secret = "secret"};
}

void expect_same(const Onboarding& told, const Onboarding& kept) {
  EXPECT_EQ(told.connected_at, kept.connected_at);
  EXPECT_EQ(told.callback_url, kept.callback_url);
  EXPECT_EQ(told.integrations, kept.integrations);
  EXPECT_EQ(told.agreed_by, kept.agreed_by);
  EXPECT_EQ(told.agreed_at, kept.agreed_at);
  EXPECT_EQ(told.agreed_list, kept.agreed_list);
  EXPECT_EQ(told.client_id, kept.client_id);
  EXPECT_EQ(told.client_secret, kept.client_secret);
}

TEST(KeepOnboarding, IsReplacedWholeAndToldAfterARestart) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    expect_same(bed.ask<Onboarding>(ReadOnboarding{}), {});
    Onboarding first;
    first.callback_url = "https://old.test";
    bed.ask<OnboardingKept>(KeepOnboarding{first});
    bed.ask<OnboardingKept>(KeepOnboarding{onboarding()});
  }
  Bed bed(opened(options));
  expect_same(bed.ask<Onboarding>(ReadOnboarding{}), onboarding());
  expect_same(bed.ask<Opening>(Open{usual_policy}).onboarding, onboarding());
}

TEST(KeepOnboarding, TheCountsDoNotTellTheSecret) {
  Bed bed(in_memory());
  bed.ask<OnboardingKept>(KeepOnboarding{onboarding()});
  Onboarding without_secret = onboarding();
  without_secret.client_secret.clear();
  expect_same(bed.ask<Counts>(Tally{}).onboarding, without_secret);
}

}  // namespace
}  // namespace crosswalk
