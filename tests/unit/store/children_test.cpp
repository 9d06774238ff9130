// Stages, notes and feedback. At stake: LinkedIn takes one parent's records in a request and only
// so many requests a day, so the newest must go first, and never before their parent.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

EntityWrite child(RecordKey key, RecordKey parent, std::int64_t recent_ms,
                  std::uint32_t version = 1) {
  EntityWrite write = ready(std::move(key), version, {std::move(parent)});
  write.recent = from_ms(recent_ms);
  return write;
}

/// A bed with candidates "p" and "q" at LinkedIn, and notes of both: newest is "n4" of "q".
Bed with_notes() {
  Bed bed(in_memory());
  bed.page({ready(person("p")), ready(person("q"))});
  bed.confirm(person("p"));
  bed.confirm(person("q"));
  bed.page({child(note("n1"), person("p"), 10), child(note("n2"), person("q"), 20),
            child(note("n3"), person("p"), 30), child(note("n4"), person("q"), 40)});
  return bed;
}

TEST(TakeChildren, TheNewestsParentGoesAloneAndItsNewestFirst) {
  Bed bed = with_notes();
  const auto items = bed.children(RecordKind::candidate_note);
  ASSERT_EQ(ids_of(items), (Ids{"n4", "n2"}));
  EXPECT_EQ(items[0].parent, "q");
  EXPECT_EQ(items[0].payload, "payload of n4 at 1");
  EXPECT_FALSE(items[0].withdrawing);
  EXPECT_FALSE(items[0].confirmed);
}

TEST(TakeChildren, WithoutTheGroupingAllGoNewestFirst) {
  Bed bed = with_notes();
  EXPECT_EQ(ids_of(bed.children(RecordKind::candidate_note, {}, false)),
            (Ids{"n4", "n3", "n2", "n1"}));
  EXPECT_EQ(ids_of(bed.children(RecordKind::candidate_note, {}, false, 2)), (Ids{"n4", "n3"}));
  EXPECT_EQ(ids_of(bed.children(RecordKind::candidate_note, {"q"}, false)), (Ids{"n3", "n1"}));
}

TEST(TakeChildren, BusyParentsAreLeftOut) {
  Bed bed = with_notes();
  EXPECT_EQ(ids_of(bed.children(RecordKind::candidate_note, {"q"})), (Ids{"n3", "n1"}));
  EXPECT_TRUE(bed.children(RecordKind::candidate_note, {"q", "p"}).empty());
}

TEST(TakeChildren, OneTimeForAllIsNoTrouble) {
  Bed bed(in_memory());
  bed.page({ready(person("p"))});
  bed.confirm(person("p"));
  std::vector<EntityWrite> writes;
  for (int at = 10; at < 60; ++at) {
    writes.push_back(child(note(std::to_string(at)), person("p"), 7));
  }
  bed.page(std::move(writes));
  const auto items = bed.children(RecordKind::candidate_note, {}, true, 20);
  ASSERT_EQ(items.size(), 20u);
  EXPECT_EQ(items.front().key.id, "10");
  EXPECT_EQ(items.back().key.id, "29");
}

TEST(TakeChildren, NoneGoesByTheOtherVerbs) {
  Bed bed = with_notes();
  EXPECT_TRUE(bed.take(RecordKind::candidate_note).empty());
  bed.confirm(note("n4"));
  bed.mark(RecordKind::candidate_note, {"n4"}, EntityState::withdrawing, "absent");
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate_note).empty());
  EXPECT_TRUE(bed.ask<Work>(TakeChildren{.kind = RecordKind::candidate, .busy = {}}).items.empty());
}

TEST(TakeChildren, WithdrawalsComeWithoutPayloadWhateverThePolicy) {
  Bed bed = with_notes();
  for (const char* id : {"n1", "n2", "n4"}) bed.confirm(note(id));
  bed.mark(RecordKind::candidate_note, {"n1", "n2", "n4"}, EntityState::withdrawing, "absent");
  TakeChildren verb{.kind = RecordKind::candidate_note, .withdrawals = true, .busy = {}};
  verb.policy = usual_policy + 1;
  const auto items = bed.ask<Work>(verb).items;
  ASSERT_EQ(ids_of(items), (Ids{"n4", "n2"}));
  EXPECT_TRUE(items[0].withdrawing);
  EXPECT_TRUE(items[0].confirmed);
  EXPECT_TRUE(items[0].payload.empty());
}

TEST(TakeChildren, AChildWaitsForItsParentAndForItsRetryTime) {
  Bed bed(in_memory());
  bed.page({ready(person("p")), child(note("n"), person("p"), 5)});
  EXPECT_EQ(bed.state(note("n")), EntityState::waiting);
  EXPECT_TRUE(bed.children(RecordKind::candidate_note).empty());
  bed.confirm(person("p"));
  bed.commit({outcome(note("n"), 1, OutcomeKind::later, 5000)});
  EXPECT_TRUE(bed.children(RecordKind::candidate_note, {}, true, 100, 4999).empty());
  const auto items = bed.children(RecordKind::candidate_note, {}, true, 100, 5000);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].attempts, 1u);
}

TEST(TakeChildren, WhatAnotherPolicyDecidedWaits) {
  Bed bed = with_notes();
  TakeChildren verb{.kind = RecordKind::candidate_note, .busy = {}};
  verb.policy = usual_policy + 1;
  EXPECT_TRUE(bed.ask<Work>(verb).items.empty());
  bed.ask<Opening>(Open{usual_policy + 1});
  EXPECT_TRUE(bed.children(RecordKind::candidate_note).empty());
  CommitPage again;
  again.mark = 2;
  again.policy = usual_policy + 1;
  again.seen = {note("n1")};
  bed.ask<PageCommitted>(again);
  EXPECT_EQ(ids_of(bed.ask<Work>(verb).items), (Ids{"n1"}));
}

TEST(Children, AGrandchildWaitsForTheApplicationAndGoesWithIt) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(person("p")),
            ready(application("a"), 1, {job("j"), person("p")}),
            child(stage("s"), application("a"), 1)});
  bed.confirm(job("j"));
  bed.confirm(person("p"));
  EXPECT_TRUE(bed.children(RecordKind::stage).empty());
  bed.confirm(application("a"));
  ASSERT_EQ(bed.children(RecordKind::stage).size(), 1u);
  EXPECT_EQ(bed.children(RecordKind::stage)[0].parent, "a");
  bed.confirm(stage("s"));
  bed.page({decided(job("j"), 2, EntityState::withheld, "confidential")});
  EXPECT_EQ(bed.state(stage("s")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(stage("s")).reason, "parent_withheld");
  EXPECT_TRUE(bed.withdrawals(RecordKind::application).empty()) << "its stage is still there";
  bed.commit({outcome(stage("s"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(bed.withdrawals(RecordKind::application).size(), 1u);
}

TEST(Children, AParentThatComesInWithheldTakesThoseThatWaitedForIt) {
  Bed bed(in_memory());
  bed.page({child(note("n"), person("p"), 1)});
  ASSERT_EQ(bed.state(note("n")), EntityState::waiting);
  bed.page({decided(person("p"), 1, EntityState::withheld, "private")});
  EXPECT_EQ(bed.state(note("n")), EntityState::withheld);
}

// What hangs on an application carries nothing of it; only applications carry names.
TEST(Children, OnlyApplicationsOfWhatChangedAreReadAgain) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(person("p")),
            ready(application("a"), 1, {job("j"), person("p")}),
            child(stage("s"), application("a"), 1), child(note("n"), person("p"), 1)});
  bed.page({ready(person("p"), 2)}, 2);
  bed.page({ready(application("a"), 2, {job("j"), person("p")})}, 2);
  EXPECT_TRUE(bed.rereads(RecordKind::stage).empty());
  EXPECT_TRUE(bed.rereads(RecordKind::candidate_note).empty());
  bed.page({ready(job("j"), 2)}, 3);
  EXPECT_EQ(bed.rereads(RecordKind::application), (Ids{"a"}));
}

TEST(Children, AChildWhoseContentIsGoneIsReadAgainWhenItsParentIsReleased) {
  Bed bed = with_notes();
  bed.page({decided(person("q"), 2, EntityState::held, "missing:emails")}, 2);
  EXPECT_EQ(bed.row(note("n4")).reason, "parent_held");
  bed.page({ready(person("q"), 3)}, 3);
  EXPECT_EQ(bed.rereads(RecordKind::candidate_note), (Ids{"n2", "n4"}));
}

TEST(FindParents, OnePerIdInOrderAndEmptyWhereUnknown) {
  Bed bed(in_memory());
  bed.page(
      {ready(job("j")), ready(person("p")), ready(application("a"), 1, {job("j"), person("p")})});
  const auto parents = [&](RecordKind parent) {
    return bed.ask<Parents>(FindParents{RecordKind::application, parent, {"x", "a"}}).ids;
  };
  EXPECT_EQ(parents(RecordKind::candidate), (Ids{"", "p"}));
  EXPECT_EQ(parents(RecordKind::job), (Ids{"", "j"}));
}

TEST(AskRereads, AreTakenWithTheNextOnes) {
  Bed bed(in_memory());
  bed.ask<RereadsAsked>(AskRereads{{person("2"), person("1"), job("7"), person("1")}});
  EXPECT_EQ(bed.rereads(RecordKind::candidate), (Ids{"1", "2"}));
  EXPECT_EQ(bed.rereads(RecordKind::job), (Ids{"7"}));
}

TEST(FindApplications, OfThisCandidateToThisJobWhateverBecameOfThem) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(job("k")), ready(person("p")), ready(person("q")),
            ready(application("b"), 1, {job("j"), person("p")}),
            ready(application("a"), 1, {job("j"), person("p")}),
            ready(application("c"), 1, {job("k"), person("p")}),
            ready(application("d"), 1, {job("j"), person("q")})});
  bed.mark(RecordKind::application, {"b"}, EntityState::withdrawing, "absent");
  const Rows rows = bed.ask<Rows>(FindApplications{"p", "j"});
  ASSERT_EQ(rows.rows.size(), 2u);
  EXPECT_EQ(rows.rows[0]->key.id, "a");
  EXPECT_EQ(rows.rows[1]->key.id, "b");
  EXPECT_EQ(rows.rows[1]->state, EntityState::withdrawn);
  EXPECT_TRUE(bed.ask<Rows>(FindApplications{"nobody", "j"}).rows.empty());
}

std::uint64_t batches(Bed& bed, RecordKind kind) {
  return bed.ask<Counts>(Tally{}).batches[static_cast<std::size_t>(kind)];
}

TEST(Tally, TellsTheRequestsThatWaitingChildrenTake) {
  Bed bed = with_notes();
  EXPECT_EQ(batches(bed, RecordKind::candidate_note), 2u);
  EXPECT_EQ(batches(bed, RecordKind::candidate), 0u);
  std::vector<EntityWrite> writes;
  for (int at = 0; at < 120; ++at) {
    writes.push_back(child(note("m" + std::to_string(at)), person("new"), at));
    writes.push_back(ready(person("c" + std::to_string(at))));
  }
  bed.page(std::move(writes));
  EXPECT_EQ(batches(bed, RecordKind::candidate_note), 4u) << "two of them for one parent";
  EXPECT_EQ(batches(bed, RecordKind::candidate), 2u);
  for (const char* id : {"n1", "n3"}) bed.confirm(note(id));
  EXPECT_EQ(batches(bed, RecordKind::candidate_note), 3u);
  bed.mark(RecordKind::candidate_note, {"n1", "n3"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(batches(bed, RecordKind::candidate_note), 3u) << "what goes away is not counted";
}

// Read before its application: nothing of it was kept, so it must be read again, not sent empty.
TEST(ChildrenWithoutContent, AreReadAgainWhenTheirParentComes) {
  Bed bed(in_memory());
  EntityWrite orphan = ready(stage("S1"), 1, {application("A1")});
  orphan.state = EntityState::waiting;
  orphan.payload.clear();
  bed.page({orphan});
  bed.page({ready(application("A1"))}, 2);
  bed.confirm(application("A1"));
  EXPECT_EQ(bed.state(stage("S1")), EntityState::waiting);
  EXPECT_TRUE(bed.children(RecordKind::stage).empty());
  EXPECT_EQ(bed.rereads(RecordKind::stage), Ids{"S1"});
}

EntityWrite orphan(const std::string& id) {
  EntityWrite write = ready(stage(id), 1, {application("unknown")});
  write.state = EntityState::waiting;
  write.payload.clear();
  write.digest = {};
  return write;
}

TEST(ChildrenWithoutContent, AreNotAmongThoseThatWaitToBeSent) {
  Bed bed(in_memory());
  bed.page({orphan("S1"), orphan("S2")});
  EXPECT_EQ(batches(bed, RecordKind::stage), 0u);
  bed.page({ready(application("known")), ready(stage("S3"), 1, {application("known")})});
  EXPECT_EQ(batches(bed, RecordKind::stage), 1u);
  EXPECT_EQ(bed.count(RecordKind::stage, EntityState::waiting, "parent_unknown"), 2u);
}

TEST(ChildrenWithoutContent, AreForgottenWhenTheyLeaveTheListing) {
  Bed bed(in_memory());
  bed.page({orphan("S1"), orphan("S2")}, 1);
  EntityWrite again = orphan("S2");
  again.version = 2;
  bed.page({again, ready(stage("S3"), 1, {application("unknown")})}, 2);
  const Absent absent = bed.ask<Absent>(FindAbsent{"things", RecordKind::stage, 2});
  EXPECT_TRUE(absent.suspects.empty());
  EXPECT_EQ(absent.unsent, (Ids{"S1"}));
  EXPECT_EQ(absent.known, 1u) << "S3 waits to be at LinkedIn";
  EXPECT_EQ(bed.ask<Forgotten>(Forget{RecordKind::stage, {"S1", "S3"}}).count, 1u);
  EXPECT_EQ(bed.count(RecordKind::stage, EntityState::waiting, "parent_unknown"), 1u);
}

// Held back by a person's doubt and let go again: it must not go without content.
TEST(ChildrenWithoutContent, AreReadAgainWhenADoubtAboutThemEnds) {
  Bed bed(in_memory());
  bed.page({ready(application("A1"))});
  bed.confirm(application("A1"));
  bed.page({orphan("S1")});
  bed.mark(RecordKind::stage, {"S1"}, EntityState::restricted, "many_absent");
  bed.mark(RecordKind::stage, {"S1"}, EntityState::sent, "");
  EXPECT_EQ(bed.state(stage("S1")), EntityState::waiting);
  EXPECT_EQ(bed.rereads(RecordKind::stage), (Ids{"S1"}));
}

}  // namespace
}  // namespace crosswalk
