// Parents and children. At stake: an application must never reach LinkedIn before its job and
// its candidate, nor stay there after one of them had to go, and no wait may last for ever.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

EntityWrite child(std::uint32_t version = 1) {
  return ready(application("a"), version, {job("j"), person("p")});
}

/// A bed with job and candidate at LinkedIn.
Bed with_parents() {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(person("p"))});
  bed.confirm(job("j"));
  bed.confirm(person("p"));
  return bed;
}

TEST(Family, AChildWaitsForBothParentsAndGoesWhenTheLastIsThere) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(person("p")), child()});
  EXPECT_EQ(bed.state(application("a")), EntityState::waiting);
  EXPECT_TRUE(bed.take(RecordKind::application).empty());
  bed.confirm(job("j"));
  EXPECT_EQ(bed.state(application("a")), EntityState::waiting);
  bed.confirm(person("p"));
  const auto items = bed.take(RecordKind::application);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].payload, "payload of a at 1");
}

TEST(Family, AChildOfAnUnknownParentWaits) {
  Bed bed(in_memory());
  bed.page({child()});
  EXPECT_EQ(bed.state(application("a")), EntityState::waiting);
}

// Decided from rows looked up before the parent was confirmed: no wait may last for ever.
TEST(Family, AStaleWaitingIsReadyWhenTheParentsAreThereByNow) {
  Bed bed = with_parents();
  EntityWrite write = child();
  write.state = EntityState::waiting;
  bed.page({write});
  EXPECT_EQ(bed.state(application("a")), EntityState::ready);
}

TEST(Family, AStaleReadyIsHeldWhenAParentIsHeldByNow) {
  Bed bed = with_parents();
  bed.page({decided(job("j"), 2, EntityState::held, "missing:title")});
  bed.page({child()});
  EXPECT_EQ(bed.state(application("a")), EntityState::held);
  EXPECT_EQ(bed.row(application("a")).reason, "parent_held");
}

TEST(Family, AHeldParentHoldsItsChildrenAndReleasesThemAgain) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(person("p")), child()});
  bed.confirm(person("p"));
  bed.commit({outcome(job("j"), 1, OutcomeKind::held, 0, "refused:422")});
  EXPECT_EQ(bed.row(application("a")).reason, "parent_held");
  bed.page({ready(job("j"), 2)});
  EXPECT_EQ(bed.ask<Rereads>(TakeRereads{RecordKind::application, {}, 9}).ids, (Ids{"a"}));
  bed.page({child()}, 2);
  EXPECT_EQ(bed.state(application("a")), EntityState::waiting);
  bed.confirm(job("j"), 2);
  EXPECT_EQ(ids_of(bed.take(RecordKind::application)), (Ids{"a"}));
}

TEST(Family, NothingOfAPersonIsKeptUnderAHeldParent) {
  Bed bed(in_memory());
  bed.page({decided(job("j"), 1, EntityState::held, "missing:title"), ready(person("p")), child()});
  EXPECT_EQ(bed.row(application("a")).reason, "parent_held");
  bed.page({ready(job("j"), 2)}, 2);
  EXPECT_EQ(bed.state(application("a")), EntityState::held) << "its content must be read again";
}

TEST(Forget, OnlyWhomLinkedInNeverHadAndWhoDoesNotWait) {
  Bed bed = with_parents();
  bed.page({child(), decided(person("held"), 1, EntityState::held, "missing:emails"),
            decided(person("withheld"), 1, EntityState::withheld, "private"),
            ready(person("waits"))});
  const Absent absent = bed.ask<Absent>(FindAbsent{"things", RecordKind::candidate, 2});
  EXPECT_EQ(absent.unsent, (Ids{"held", "withheld"}));
  const Forgotten done = bed.ask<Forgotten>(
      Forget{RecordKind::candidate, {"held", "p", "unknown", "waits", "withheld"}});
  EXPECT_EQ(done.count, 2u);
  const Rows rows = bed.ask<Rows>(LookUp{{person("held"), person("p"), person("waits")}});
  EXPECT_FALSE(rows.rows[0].has_value());
  EXPECT_TRUE(rows.rows[1].has_value());
  EXPECT_TRUE(rows.rows[2].has_value());
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::held, "missing:emails"), 0u);
}

TEST(Forget, ChildrenOfWhoIsForgottenWaitForAParent) {
  Bed bed(in_memory());
  bed.page({decided(job("j"), 1, EntityState::held, "missing:title"), ready(person("p")), child()});
  bed.ask<Forgotten>(Forget{RecordKind::job, {"j"}});
  bed.confirm(person("p"));
  EXPECT_TRUE(bed.take(RecordKind::application).empty());
}

TEST(Family, AHeldParentLeavesWhatLinkedInHas) {
  Bed bed = with_parents();
  bed.page({child()});
  bed.confirm(application("a"));
  bed.page({decided(job("j"), 2, EntityState::held, "missing:title")});
  EXPECT_EQ(bed.state(application("a")), EntityState::sent);
}

TEST(Family, AWithheldJobTakesItsApplicationsWithItAndNotTheCandidate) {
  Bed bed = with_parents();
  bed.page({child()});
  bed.confirm(application("a"));
  bed.page({decided(job("j"), 2, EntityState::withheld, "confidential")});
  EXPECT_EQ(bed.state(job("j")), EntityState::withdrawing);
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(application("a")).reason, "parent_withheld");
  EXPECT_EQ(bed.state(person("p")), EntityState::sent);
}

TEST(Family, WithdrawalsGoChildrenFirst) {
  Bed bed = with_parents();
  bed.page({child()});
  bed.confirm(application("a"));
  bed.mark(RecordKind::candidate, {"p"}, EntityState::withdrawing, "absent");
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate).empty());
  const auto items = bed.withdrawals(RecordKind::application);
  ASSERT_EQ(ids_of(items), (Ids{"a"}));
  bed.commit({outcome(application("a"), items[0].version, OutcomeKind::withdrawn)});
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::candidate)), (Ids{"p"}));
}

// Twin: a parent that is blocked must not hide one behind it that may go.
TEST(Family, ABlockedWithdrawalDoesNotStopTheNextOne) {
  Bed bed = with_parents();
  bed.page({child(), ready(person("q"))});
  bed.confirm(application("a"));
  bed.confirm(person("q"));
  bed.mark(RecordKind::candidate, {"p", "q"}, EntityState::withdrawing, "absent");
  const Work work = bed.ask<Work>(TakeWithdrawals{RecordKind::candidate, {}, 1, from_ms(0)});
  EXPECT_EQ(ids_of(work.items), (Ids{"q"}));
}

TEST(Family, AChildThatNeverLeftIsWithheldAtOnceAndItsPayloadForgotten) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(person("p")), child()});
  bed.mark(RecordKind::job, {"j"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(bed.state(application("a")), EntityState::withheld);
  EXPECT_EQ(bed.row(application("a")).reason, "parent_withheld");
}

TEST(Family, ChildrenOfAParentThatReturnsAskToBeReadAgain) {
  Bed bed = with_parents();
  bed.page({child()});
  bed.confirm(application("a"));
  bed.page({decided(job("j"), 2, EntityState::withheld, "confidential")});
  const auto items = bed.withdrawals(RecordKind::application);
  bed.commit({outcome(application("a"), items.at(0).version, OutcomeKind::withdrawn)});
  bed.commit({outcome(job("j"), 2, OutcomeKind::withdrawn)});
  bed.page({ready(job("j"), 3)});
  EXPECT_EQ(bed.ask<Rereads>(TakeRereads{RecordKind::application, {}, 50}).ids, (Ids{"a"}));
}

TEST(Family, AChildThatMovedIsNoLongerBoundToItsOldParent) {
  Bed bed = with_parents();
  bed.page({ready(job("k")), child()});
  bed.confirm(job("k"));
  bed.confirm(application("a"));
  bed.page({ready(application("a"), 2, {job("k"), person("p")})});
  bed.confirm(application("a"), 2);
  bed.mark(RecordKind::job, {"j"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(bed.state(application("a")), EntityState::sent);
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::job)), (Ids{"j"}));
}

}  // namespace
}  // namespace crosswalk
