// Commit 2: what LinkedIn's answers leave behind. At stake: an answer about an older version
// must never count for a newer one, and what was acknowledged must not be kept.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

TEST(CommitOutcomes, AConfirmedRecordRestsWithoutItsPayload) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  const auto done = bed.commit({outcome(person("1"), 1, OutcomeKind::confirmed)}, 4);
  EXPECT_EQ(done.sent[static_cast<std::size_t>(RecordKind::candidate)], 1u);
  EXPECT_EQ(bed.state(person("1")), EntityState::sent);
  EXPECT_EQ(bed.row(person("1")).sent, 1u);
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::sent), 1u);
}

TEST(CommitOutcomes, ARecordCountsOncePerRun) {
  Bed bed(in_memory());
  const auto sent = [&](std::uint32_t version, std::uint32_t run) {
    bed.page({ready(person("1"), version)});
    const auto done = bed.commit({outcome(person("1"), version, OutcomeKind::confirmed)}, run);
    return done.sent[static_cast<std::size_t>(RecordKind::candidate)];
  };
  EXPECT_EQ(sent(1, 1), 1u);
  EXPECT_EQ(sent(2, 1), 0u);
  EXPECT_EQ(sent(3, 2), 1u);
}

TEST(CommitOutcomes, AnOlderVersionNeverConfirmsTheNewerOne) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.page({ready(person("1"), 2)});
  bed.confirm(person("1"), 1);
  const EntityRow row = bed.row(person("1"));
  EXPECT_EQ(row.sent, 1u);
  EXPECT_EQ(row.wanted, 2u);
  EXPECT_EQ(row.state, EntityState::ready);
  const auto items = bed.take(RecordKind::candidate);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].payload, "payload of 1 at 2");
}

TEST(CommitOutcomes, EveryKindOfOutcomeOfAnOlderVersionLeavesTheNewerReady) {
  for (const OutcomeKind kind :
       {OutcomeKind::task, OutcomeKind::later, OutcomeKind::held, OutcomeKind::withdrawn}) {
    Bed bed(in_memory());
    bed.page({ready(job("1"), 1)});
    bed.page({ready(job("1"), 2)});
    bed.commit({outcome(job("1"), 1, kind, 1000, "refused", "urn:task:1")});
    EXPECT_EQ(bed.state(job("1")), EntityState::ready);
    ASSERT_EQ(bed.take(RecordKind::job).size(), 1u);
    EXPECT_EQ(bed.take(RecordKind::job)[0].attempts, 0u);
  }
}

TEST(CommitOutcomes, OutcomesOfUnknownRecordsAndVersionsToComeAreIgnored) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.commit({outcome(person("2"), 1, OutcomeKind::confirmed),
              outcome(person("1"), 9, OutcomeKind::confirmed)});
  EXPECT_EQ(bed.state(person("1")), EntityState::ready);
  EXPECT_EQ(bed.row(person("1")).sent, 0u);
}

TEST(CommitOutcomes, LaterWaitsForItsTimeAndCountsTheAttempt) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.commit({outcome(person("1"), 1, OutcomeKind::later, 5000)});
  EXPECT_TRUE(bed.take(RecordKind::candidate, 4999).empty());
  EXPECT_EQ(bed.ask<Due>(NextDue{}).at, from_ms(5000));
  const auto items = bed.take(RecordKind::candidate, 5000);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].attempts, 1u);
  EXPECT_EQ(items[0].payload, "payload of 1 at 1");
  EXPECT_EQ(bed.ask<Due>(NextDue{}).at, std::nullopt);
}

TEST(CommitOutcomes, AFailedExchangeIsNoAttemptButMayHaveArrived) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  EntityOutcome failed = outcome(person("1"), 1, OutcomeKind::later, 5000);
  failed.blameless = true;
  bed.commit({failed});
  EXPECT_EQ(bed.take(RecordKind::candidate, 5000).at(0).attempts, 0u);
  bed.commit({outcome(person("1"), 1, OutcomeKind::held, 0, "refused:422")});
  bed.page({decided(person("1"), 2, EntityState::withheld, "private")});
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
}

// Twin: what was refused at the first attempt is not there, and needs no withdrawal.
TEST(CommitOutcomes, WhatWasPlainlyRefusedIsNotThere) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.commit({outcome(person("1"), 1, OutcomeKind::held, 0, "refused:422")});
  bed.page({decided(person("1"), 2, EntityState::withheld, "private")});
  EXPECT_EQ(bed.state(person("1")), EntityState::withheld);
}

TEST(CommitOutcomes, ANewVersionForgetsAttemptsAndWaiting) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.commit({outcome(person("1"), 1, OutcomeKind::later, 5000)});
  bed.page({ready(person("1"), 2)});
  const auto items = bed.take(RecordKind::candidate);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].attempts, 0u);
}

TEST(CommitOutcomes, AHeldRecordKeepsWhatLinkedInHas) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.confirm(person("1"), 1);
  bed.page({ready(person("1"), 2)});
  bed.commit({outcome(person("1"), 2, OutcomeKind::held, 0, "refused:422")});
  const EntityRow row = bed.row(person("1"));
  EXPECT_EQ(row.state, EntityState::held);
  EXPECT_EQ(row.reason, "refused:422");
  EXPECT_EQ(row.sent, 1u);
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
}

TEST(Tasks, AreAskedAboutWhenTheirTimeComes) {
  Bed bed(in_memory());
  bed.page({ready(job("1"))});
  bed.commit({outcome(job("1"), 1, OutcomeKind::task, 500, {}, "urn:task:1")});
  EXPECT_EQ(bed.state(job("1")), EntityState::task);
  EXPECT_TRUE(bed.take(RecordKind::job).empty());
  EXPECT_TRUE(bed.tasks(499).empty());
  const auto items = bed.tasks(500);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].task, "urn:task:1");
  EXPECT_FALSE(items[0].withdrawing);
  bed.commit({outcome(job("1"), 1, OutcomeKind::task, 900, {}, "urn:task:1")});
  EXPECT_TRUE(bed.tasks(899).empty());
  EXPECT_EQ(bed.tasks(900).at(0).attempts, 1u);
  bed.confirm(job("1"));
  EXPECT_EQ(bed.state(job("1")), EntityState::sent);
  EXPECT_TRUE(bed.tasks(9000).empty());
}

TEST(Tasks, AForgottenTaskIsSentAnew) {
  Bed bed(in_memory());
  bed.page({ready(job("1"))});
  bed.commit({outcome(job("1"), 1, OutcomeKind::task, 500, {}, "urn:task:1")});
  bed.commit({outcome(job("1"), 1, OutcomeKind::later, 700)});
  EXPECT_TRUE(bed.tasks(9000).empty());
  EXPECT_EQ(bed.take(RecordKind::job, 700).at(0).payload, "payload of 1 at 1");
}

TEST(Withdrawals, AJobComesWithItsLastPayloadAndIsClosedThroughATask) {
  Bed bed(in_memory());
  bed.page({ready(job("1"))});
  bed.confirm(job("1"));
  bed.page({decided(job("1"), 2, EntityState::withdrawing, "rule:hush")});
  auto items = bed.withdrawals(RecordKind::job);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].payload, "payload of 1 at 1");
  EXPECT_TRUE(items[0].withdrawing);
  bed.commit({outcome(job("1"), 2, OutcomeKind::task, 500, {}, "urn:task:2")});
  EXPECT_EQ(bed.state(job("1")), EntityState::withdrawing);
  EXPECT_TRUE(bed.withdrawals(RecordKind::job, 500).empty());
  items = bed.tasks(500);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_TRUE(items[0].withdrawing);
  const auto done = bed.commit({outcome(job("1"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(done.erased[static_cast<std::size_t>(RecordKind::job)], 1u);
  EXPECT_EQ(bed.state(job("1")), EntityState::withdrawn);
  EXPECT_EQ(bed.row(job("1")).sent, 0u);
}

// Twin: the answer to the last upsert must not pass for the answer to the withdrawal.
TEST(Withdrawals, AnUpsertAnsweredAfterTheDecisionDoesNotUndoIt) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  bed.confirm(person("1"), 1);
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
  EXPECT_EQ(bed.withdrawals(RecordKind::candidate).size(), 1u);
}

TEST(Withdrawals, AnUpsertAnsweredAfterTheTombstoneIsWithdrawnAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  const std::uint32_t version = bed.row(person("1")).wanted;
  bed.commit({outcome(person("1"), version, OutcomeKind::withdrawn)});
  ASSERT_EQ(bed.state(person("1")), EntityState::withdrawn);
  bed.confirm(person("1"), 1);
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
}

// Nobody knows whether it arrived after the deletion; only a further deletion makes it certain.
TEST(Withdrawals, AnUpsertWhoseAnswerIsLostAfterTheTombstoneIsWithdrawnAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  const std::uint32_t version = bed.row(person("1")).wanted;
  bed.commit({outcome(person("1"), version, OutcomeKind::withdrawn)});
  bed.commit({outcome(person("1"), 1, OutcomeKind::later, 1000)});
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
  EXPECT_EQ(bed.withdrawals(RecordKind::candidate).size(), 1u);
}

TEST(Withdrawals, ARecordThatComesBackIsNotErasedByTheOldWithdrawal) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.confirm(person("1"));
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  bed.page({ready(person("1"), 3)});
  const auto done = bed.commit({outcome(person("1"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(done.erased[static_cast<std::size_t>(RecordKind::candidate)], 0u);
  EXPECT_EQ(bed.state(person("1")), EntityState::ready);
  EXPECT_EQ(bed.row(person("1")).sent, 0u);
}

TEST(Withdrawals, ARefusedOneRestsUntilARestartOrANewDecision) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.confirm(person("1"));
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  bed.commit({outcome(person("1"), 2, OutcomeKind::held, 0, "refused:403")});
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate, 1'000'000'000'000).empty());
  EXPECT_EQ(bed.row(person("1")).reason, "refused:403");
  EXPECT_EQ(bed.ask<Due>(NextDue{}).at, std::nullopt);
  bed.ask<Opening>(Open{usual_policy});
  EXPECT_EQ(bed.withdrawals(RecordKind::candidate, 10).size(), 1u);
  bed.commit({outcome(person("1"), 2, OutcomeKind::held, 0, "refused:403")});
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(bed.withdrawals(RecordKind::candidate).size(), 1u);
}

TEST(CommitOutcomes, WhatIsUsedOfTheDayOutlivesTheProcess) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  const Instant today = from_ms(86'400'000LL * 20'000);
  {
    Bed bed(opened(options));
    EXPECT_EQ(bed.ask<Opening>(Open{usual_policy}).used.requests, 0u);
    bed.ask<OutcomesCommitted>(CommitOutcomes{{}, 1, {today, 40, 7}});
    bed.ask<OutcomesCommitted>(CommitOutcomes{{}, 1, {today, 41, 9, today + Duration{5'000}}});
    bed.ask<OutcomesCommitted>(CommitOutcomes{{}, 1, {today - Duration{86'400'000}, 99, 99}});
    bed.commit({});
  }
  Bed bed(opened(options));
  const DayUse used = bed.ask<Opening>(Open{usual_policy}).used;
  EXPECT_EQ(used.day, today);
  EXPECT_EQ(used.requests, 41u);
  EXPECT_EQ(used.job_records, 9u);
  EXPECT_EQ(used.rests, today + Duration{5'000});
}

}  // namespace
}  // namespace crosswalk
