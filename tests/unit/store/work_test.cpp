// What the flow takes, and when. At stake: nothing that is due may be overlooked, nothing may leave
// under a policy that is no longer the tenant's, and a person must find the alarms after a restart.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

constexpr std::uint64_t new_policy = usual_policy + 1;

TEST(TakeReady, WhatAnotherPolicyDecidedWaitsUntilItIsReadAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1")), ready(person("2"))});
  EXPECT_EQ(bed.take(RecordKind::candidate).size(), 2u);
  EXPECT_TRUE(bed.take(RecordKind::candidate, 0, {}, 100, new_policy).empty());
  CommitPage again;
  again.mark = 2;
  again.policy = new_policy;
  again.seen = {person("2")};
  bed.ask<PageCommitted>(again);
  EXPECT_EQ(ids_of(bed.take(RecordKind::candidate, 0, {}, 100, new_policy)), (Ids{"2"}));
}

TEST(Open, SetsAsideWhatAnotherPolicyDecidedUntilItIsSeenAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1")), ready(person("2"))});
  bed.ask<Opening>(Open{new_policy});
  EXPECT_TRUE(bed.take(RecordKind::candidate, 0, {}, 100, new_policy).empty());
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  CommitPage again;
  again.mark = 2;
  again.policy = new_policy;
  again.seen = {person("1")};
  bed.ask<PageCommitted>(again);
  EXPECT_EQ(ids_of(bed.take(RecordKind::candidate, 0, {}, 100, new_policy)), (Ids{"1"}));
}

TEST(CommitPage, WhatIsUnfitGoesAndWhatIsDoubtedIsListedAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.confirm(person("1"));
  CommitPage verb;
  verb.kind = RecordKind::candidate;
  verb.unfit = {"1"};
  verb.doubted = "things";
  verb.mark = 2;
  bed.ask<PageCommitted>(verb);
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(person("1")).reason, "not_for_linkedin");
  const Opening opening = bed.ask<Opening>(Open{usual_policy});
  ASSERT_EQ(opening.cursors.size(), 1u);
  EXPECT_EQ(opening.cursors[0].policy, 0u);
  EXPECT_FALSE(opening.cursors[0].reading);
}

TEST(SaveLookup, ItsDependentsAreListedAgainWhateverHappensNext) {
  Bed bed(in_memory());
  CommitPage page;
  page.cursor.object = "jobs";
  page.cursor.policy = usual_policy;
  page.cursor.reading = true;
  page.cursor.next = PlannedRequest{"api", {}};
  bed.ask<PageCommitted>(page);
  bed.ask<LookupSaved>(SaveLookup{{"departments", "1=Design", 7}, {"jobs", "never read"}});
  const Opening opening = bed.ask<Opening>(Open{usual_policy});
  ASSERT_EQ(opening.cursors.size(), 1u);
  EXPECT_EQ(opening.cursors[0].policy, 0u);
  EXPECT_FALSE(opening.cursors[0].reading);
  EXPECT_FALSE(opening.cursors[0].next.has_value());
}

TEST(TakeReady, OnePolicysRecordsAreFoundBehindManyOfAnother) {
  Bed bed(in_memory());
  std::vector<EntityWrite> writes;
  for (int at = 100; at < 350; ++at) writes.push_back(ready(person(std::to_string(at))));
  writes.back().policy = new_policy;
  bed.page(std::move(writes));
  EXPECT_EQ(ids_of(bed.take(RecordKind::candidate, 0, {}, 100, new_policy)), (Ids{"349"}));
}

TEST(NextDue, WhatFellDueWhileAnotherLaneLookedIsStillTold) {
  Bed bed(in_memory());
  bed.page({ready(person("1")), ready(job("j"))});
  bed.commit({outcome(job("j"), 1, OutcomeKind::task, 5000, {}, "task-1"),
              outcome(person("1"), 1, OutcomeKind::later, 7000)});
  EXPECT_TRUE(bed.take(RecordKind::candidate, 6000).empty());
  EXPECT_EQ(bed.ask<Due>(NextDue{}).at, from_ms(5000));
  EXPECT_EQ(bed.tasks(6000).size(), 1u);
  EXPECT_EQ(bed.ask<Due>(NextDue{}).at, from_ms(7000));
}

TEST(Unpark, ARefusedWithdrawalIsTriedAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.confirm(person("1"));
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  bed.commit({outcome(person("1"), 2, OutcomeKind::held, 0, "refused:403")});
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate, 1'000'000'000'000).empty());
  bed.ask<Unparked>(Unpark{});
  EXPECT_EQ(bed.withdrawals(RecordKind::candidate, 10).size(), 1u);
}

TEST(TakeRereads, GoesOnBehindThoseThatCouldNotBeAsked) {
  Bed bed(in_memory());
  bed.page({ready(person("p"))});
  bed.page({ready(application("a"), 1, {person("p")}), ready(application("b"), 1, {person("p")})});
  CommitPage changed;
  changed.writes = {ready(person("p"), 2)};
  bed.ask<PageCommitted>(changed);
  const auto after = [&](std::string id) {
    return bed.ask<Rereads>(TakeRereads{RecordKind::application, std::move(id), 1}).ids;
  };
  EXPECT_EQ(after(""), (Ids{"a"}));
  EXPECT_EQ(after("a"), (Ids{"b"}));
  EXPECT_TRUE(after("b").empty());
}

TEST(CommitOutcomes, ADeletionThatANewerVersionOvertookIsReadAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.confirm(person("1"));
  bed.page({ready(person("1"), 3)}, 2);
  bed.confirm(person("1"), 3);
  bed.commit({outcome(person("1"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(bed.state(person("1")), EntityState::sent);
  EXPECT_EQ(bed.row(person("1")).digest, RecordDigest{});
  EXPECT_EQ(bed.ask<Rereads>(TakeRereads{RecordKind::candidate, {}, 9}).ids, (Ids{"1"}));
}

TEST(CommitPage, ARecordSeenThroughAnotherObjectStaysInItsOwnListing) {
  Bed bed(in_memory());
  bed.page({ready(job("1")), ready(job("2"))}, 1, {}, "jobs");
  bed.confirm(job("1"));
  CommitPage posts;
  posts.cursor.object = "job_posts";
  posts.cursor.mark = 2;
  posts.writes = {ready(job("1"), 2)};
  posts.seen = {job("2")};
  posts.sourced = false;
  bed.ask<PageCommitted>(posts);
  const auto absent = bed.ask<Absent>(FindAbsent{"jobs", RecordKind::job, 3}).suspects;
  EXPECT_EQ(absent, (Ids{"1", "2"}));
}

TEST(KeepAlarms, TheLastOnesStayInTheirOrderAcrossARestart) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    bed.ask<AlarmsKept>(KeepAlarms{{"old"}});
    bed.ask<AlarmsKept>(KeepAlarms{{"second", "first"}});
  }
  Bed bed(opened(options));
  EXPECT_EQ(bed.ask<Counts>(Tally{}).alarms, (Ids{"second", "first"}));
  bed.ask<AlarmsKept>(KeepAlarms{});
  EXPECT_TRUE(bed.ask<Counts>(Tally{}).alarms.empty());
}

TEST(CommitPage, WhatAListingShowsNeedNotBeReadAgainByItsId) {
  Bed bed(in_memory());
  bed.page({ready(person("p"))});
  bed.page({ready(application("a"), 1, {person("p")}), ready(application("b"), 1, {person("p")})});
  bed.page({ready(person("p"), 2)}, 2);
  const TakeRereads waiting{RecordKind::application, {}, 9};
  ASSERT_EQ(bed.ask<Rereads>(waiting).ids, (Ids{"a", "b"}));
  bed.page({}, 2, {application("b")});
  EXPECT_EQ(bed.ask<Rereads>(waiting).ids, (Ids{"a"}));
}

// The newer version may have reached LinkedIn although its own answer never came.
TEST(Forget, NotWhomADeletionLeftWhileANewerVersionWasOnItsWay) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.confirm(person("1"));
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  bed.page({ready(person("1"), 3)}, 2);
  bed.page({decided(person("1"), 4, EntityState::held, "missing:emails")}, 2);
  bed.commit({outcome(person("1"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(bed.ask<Forgotten>(Forget{RecordKind::candidate, {"1"}}).count, 0u);
  const Absent absent = bed.ask<Absent>(FindAbsent{"things", RecordKind::candidate, 3});
  EXPECT_EQ(absent.suspects, (Ids{"1"}));
  EXPECT_TRUE(absent.unsent.empty());
}

TEST(Forget, AWithheldParentStaysWhileItHasChildren) {
  Bed bed(in_memory());
  bed.page({decided(person("p"), 1, EntityState::withheld, "private"), ready(job("j"))});
  bed.page({ready(application("a"), 1, {job("j"), person("p")})});
  ASSERT_EQ(bed.state(application("a")), EntityState::withheld);
  EXPECT_EQ(bed.ask<Forgotten>(Forget{RecordKind::candidate, {"p"}}).count, 0u);
  EXPECT_EQ(bed.ask<Forgotten>(Forget{RecordKind::application, {"a"}}).count, 1u);
  EXPECT_EQ(bed.ask<Forgotten>(Forget{RecordKind::candidate, {"p"}}).count, 1u);
}

}  // namespace
}  // namespace crosswalk
