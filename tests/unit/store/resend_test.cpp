// LinkedIn asks for jobs anew. At stake: it gets them within half an hour, ahead of everything
// else, and nothing that was kept back comes along.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

std::vector<WorkItem> resync(Bed& bed, std::uint64_t policy = usual_policy,
                             std::int64_t now_ms = 0) {
  TakeReady verb;
  verb.now = from_ms(now_ms);
  verb.policy = policy;
  verb.resync = true;
  return bed.ask<Work>(verb).items;
}

Bed with_jobs() {
  Bed bed(in_memory());
  bed.page({ready(job("1")), ready(job("2")), ready(job("new"))});
  bed.confirm(job("1"));
  bed.confirm(job("2"));
  return bed;
}

TEST(Resend, WhatLinkedInHasGoesOnceMoreInALaneOfItsOwn) {
  Bed bed = with_jobs();
  const Resent resent = bed.ask<Resent>(Resend{{"2", "nobody", "2"}, false});
  EXPECT_EQ(resent.jobs, 1u);
  EXPECT_EQ(resent.unknown, (Ids{"nobody"}));
  const auto items = resync(bed);
  ASSERT_EQ(ids_of(items), (Ids{"2"}));
  EXPECT_EQ(items[0].payload, "payload of 2 at 1");
  EXPECT_EQ(ids_of(bed.take(RecordKind::job)), (Ids{"new"})) << "never in the usual lane";
  bed.confirm(job("2"));
  EXPECT_EQ(bed.state(job("2")), EntityState::sent);
  EXPECT_TRUE(resync(bed).empty());
}

TEST(Resend, EveryOpenOneAndNotWhatWasKeptBackOrNeverSent) {
  Bed bed = with_jobs();
  bed.page({ready(job("held")), ready(job("gone"))});
  bed.confirm(job("held"));
  bed.confirm(job("gone"));
  bed.page({decided(job("held"), 2, EntityState::held, "missing:title"),
            decided(job("gone"), 2, EntityState::withheld, "confidential")});
  const Resent resent = bed.ask<Resent>(Resend{{"held", "gone", "new"}, true});
  EXPECT_EQ(resent.jobs, 2u);
  EXPECT_EQ(resent.unknown, (Ids{"gone", "held", "new"}));
  EXPECT_EQ(ids_of(resync(bed)), (Ids{"1", "2"}));
}

TEST(Resend, ItStaysAheadThroughRetriesTasksAndNewVersions) {
  Bed bed = with_jobs();
  bed.ask<Resent>(Resend{{"1", "2"}, false});
  bed.commit({outcome(job("1"), 1, OutcomeKind::later, 50),
              outcome(job("2"), 1, OutcomeKind::task, 50, {}, "urn:t:1")});
  EXPECT_EQ(ids_of(resync(bed, usual_policy, 60)), (Ids{"1"}));
  bed.commit({outcome(job("2"), 1, OutcomeKind::later, 70)});
  EXPECT_EQ(ids_of(resync(bed, usual_policy, 80)), (Ids{"1", "2"}));
  bed.page({ready(job("1"), 2)}, 2);
  EXPECT_EQ(resync(bed, usual_policy, 80).at(0).payload, "payload of 1 at 2");
}

TEST(Resend, WhatAnotherPolicyDecidedWaitsHereToo) {
  Bed bed = with_jobs();
  bed.ask<Resent>(Resend{{"1"}, false});
  EXPECT_TRUE(resync(bed, usual_policy + 1).empty());
  bed.ask<Opening>(Open{usual_policy + 1});
  CommitPage again;
  again.mark = 2;
  again.policy = usual_policy + 1;
  again.seen = {job("1")};
  bed.ask<PageCommitted>(again);
  EXPECT_EQ(ids_of(resync(bed, usual_policy + 1)), (Ids{"1"}));
}

TEST(Resend, AClosedJobIsForgottenByTheLane) {
  Bed bed = with_jobs();
  bed.ask<Resent>(Resend{{"1"}, false});
  bed.mark(RecordKind::job, {"1"}, EntityState::withdrawing, "absent");
  EXPECT_TRUE(resync(bed).empty());
  EXPECT_EQ(bed.withdrawals(RecordKind::job).at(0).payload, "payload of 1 at 1");
}

TEST(Resend, ApplicationsOfAJobThatGoesAgainAreLeftAlone) {
  Bed bed = with_jobs();
  bed.page({ready(person("p"))});
  bed.confirm(person("p"));
  bed.page({ready(application("a"), 1, {job("1"), person("p")})});
  bed.ask<Resent>(Resend{{}, true});
  EXPECT_EQ(bed.state(application("a")), EntityState::ready);
}

}  // namespace
}  // namespace crosswalk
