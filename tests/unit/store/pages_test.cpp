// Commit 1: what a page leaves behind. At stake: a record that was read must wait to be sent
// exactly once, whatever was in flight when it was decided.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

TEST(CommitPage, WhatIsReadyIsTakenWithItsPayloadInIdOrder) {
  Bed bed(in_memory());
  EXPECT_EQ(bed.page({ready(person("30")), ready(person("10")), ready(person("20"))}), 3u);
  const auto items = bed.take(RecordKind::candidate);
  ASSERT_EQ(ids_of(items), (Ids{"10", "20", "30"}));
  EXPECT_EQ(items[0].payload, "payload of 10 at 1");
  EXPECT_EQ(items[0].version, 1u);
  EXPECT_TRUE(bed.take(RecordKind::job).empty());
}

TEST(CommitPage, TakingGoesOnAfterAnIdAndStopsAtTheLimit) {
  Bed bed(in_memory());
  bed.page({ready(person("1")), ready(person("2")), ready(person("3"))});
  EXPECT_EQ(ids_of(bed.take(RecordKind::candidate, 0, "1", 1)), (Ids{"2"}));
}

TEST(CommitPage, RowsAreFoundInTheOrderAskedAndUnknownOnesStayEmpty) {
  Bed bed(in_memory());
  bed.page({ready(person("b")), ready(job("a"))});
  const Rows rows = bed.ask<Rows>(LookUp{{person("b"), person("nobody"), job("a")}});
  ASSERT_EQ(rows.rows.size(), 3u);
  ASSERT_TRUE(rows.rows[0] && rows.rows[2]);
  EXPECT_FALSE(rows.rows[1]);
  EXPECT_EQ(rows.rows[0]->key, person("b"));
  EXPECT_EQ(rows.rows[0]->policy, 99u);
  EXPECT_EQ(rows.rows[0]->digest[15], 1);
  EXPECT_EQ(rows.rows[2]->key, job("a"));
}

TEST(CommitPage, CountsEachRecordOncePerMark) {
  Bed bed(in_memory());
  EXPECT_EQ(bed.page({ready(person("1"))}, 1), 1u);
  EXPECT_EQ(bed.page({}, 1, {person("1")}), 0u);
  EXPECT_EQ(bed.page({}, 2, {person("1"), person("1"), person("unknown")}), 1u);
}

TEST(CommitPage, ANewerVersionReplacesTheOneThatWaits) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.page({ready(person("1"), 2)});
  const auto items = bed.take(RecordKind::candidate);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].version, 2u);
  EXPECT_EQ(items[0].payload, "payload of 1 at 2");
}

TEST(CommitPage, AHoldDropsThePayloadThatWaited) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.page({decided(person("1"), 2, EntityState::held, "missing:last_name")});
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  EXPECT_EQ(bed.row(person("1")).reason, "missing:last_name");
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::held, "missing:last_name"), 1u);
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::ready), 0u);
}

TEST(CommitPage, TheSameRecordInTwoPagesInFlightIsSentOnce) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.confirm(person("1"));
  EXPECT_EQ(bed.page({ready(person("1"), 1)}, 2), 1u);
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  EXPECT_EQ(bed.row(person("1")).wanted, 1u);
}

TEST(CommitPage, AStaleVersionWithOtherContentStillBecomesTheNewest) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 5)});
  EntityWrite other = ready(person("1"), 5);
  other.digest.fill(77);
  other.payload = "other";
  bed.page({other});
  const auto items = bed.take(RecordKind::candidate);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].version, 6u);
  EXPECT_EQ(items[0].payload, "other");
}

TEST(CommitPage, WithholdingWhatMayBeOnItsWayWithdrawsIt) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  EXPECT_EQ(bed.take(RecordKind::candidate).size(), 1u);
  bed.page({decided(person("1"), 2, EntityState::withheld, "private")});
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
  bed.page({decided(person("2"), 1, EntityState::withheld, "private")});
  EXPECT_EQ(bed.state(person("2")), EntityState::withheld);
}

// Twin: a hold in between must not make the store forget that a version was on its way.
TEST(CommitPage, AHoldInBetweenDoesNotHideWhatMayBeThere) {
  Bed bed(in_memory());
  bed.page({ready(person("1"), 1)});
  bed.page({decided(person("1"), 2, EntityState::held, "missing:last_name")});
  bed.page({decided(person("1"), 3, EntityState::withheld, "private")});
  EXPECT_EQ(bed.state(person("1")), EntityState::withdrawing);
}

TEST(Open, TellsCursorsLookupsAndTheHighestMark) {
  Bed bed(in_memory());
  CommitPage verb;
  verb.cursor.object = "candidates";
  verb.cursor.position = from_ms(1000);
  verb.cursor.reading = true;
  verb.cursor.mode = ReadMode::delta;
  verb.cursor.from = from_ms(2000);
  verb.cursor.until = from_ms(3000);
  verb.cursor.mark = 7;
  verb.cursor.policy = ~std::uint64_t{0};
  verb.cursor.pages = 3;
  verb.cursor.full_at = from_ms(4000);
  verb.cursor.full_mark = 6;
  verb.cursor.next = PlannedRequest{
      "api",
      {"POST", "https://vendor.test", "/v3/next?c=%00", {{"Accept", "application/json"}}, "body"}};
  bed.ask<PageCommitted>(verb);
  bed.ask<LookupSaved>(SaveLookup{{"departments", "entries", 12}});
  bed.ask<LookupSaved>(SaveLookup{{"departments", "newer entries", ~std::uint64_t{1}}});
  bed.commit({}, 9);

  const Opening opening = bed.ask<Opening>(Open{usual_policy});
  ASSERT_EQ(opening.cursors.size(), 1u);
  const Cursor& cursor = opening.cursors[0];
  EXPECT_EQ(cursor.object, "candidates");
  EXPECT_EQ(cursor.position, from_ms(1000));
  EXPECT_TRUE(cursor.reading);
  EXPECT_EQ(cursor.mode, ReadMode::delta);
  EXPECT_EQ(cursor.from, from_ms(2000));
  EXPECT_EQ(cursor.until, from_ms(3000));
  EXPECT_EQ(cursor.mark, 7u);
  EXPECT_EQ(cursor.policy, ~std::uint64_t{0});
  EXPECT_EQ(cursor.pages, 3u);
  EXPECT_EQ(cursor.full_at, from_ms(4000));
  EXPECT_EQ(cursor.full_mark, 6u);
  ASSERT_TRUE(cursor.next);
  EXPECT_EQ(cursor.next->host, "api");
  EXPECT_EQ(cursor.next->http.method, "POST");
  EXPECT_EQ(cursor.next->http.origin, "https://vendor.test");
  EXPECT_EQ(cursor.next->http.target, "/v3/next?c=%00");
  EXPECT_EQ(cursor.next->http.headers, (Headers{{"Accept", "application/json"}}));
  EXPECT_EQ(cursor.next->http.body, "body");
  ASSERT_EQ(opening.lookups.size(), 1u);
  EXPECT_EQ(opening.lookups[0].entries, "newer entries");
  EXPECT_EQ(opening.lookups[0].version, ~std::uint64_t{1});
  EXPECT_EQ(opening.last_mark, 9u);
}

TEST(Rereads, ChildrenOfWhatChangedAreAskedForUntilReadAgain) {
  Bed bed(in_memory());
  bed.page({ready(person("p"))});
  bed.page({ready(application("b"), 1, {person("p")}), ready(application("a"), 1, {person("p")})});
  CommitPage verb;
  verb.mark = 2;
  verb.writes = {ready(person("p"), 2)};
  bed.ask<PageCommitted>(verb);
  const TakeRereads take{RecordKind::application, {}, 50};
  EXPECT_EQ(bed.ask<Rereads>(take).ids, (Ids{"a", "b"}));
  CommitPage done;
  done.mark = 2;
  done.kind = RecordKind::application;
  done.reread_done = {"a"};
  bed.ask<PageCommitted>(done);
  EXPECT_EQ(bed.ask<Rereads>(take).ids, (Ids{"b"}));
  EXPECT_TRUE(bed.ask<Opening>(Open{usual_policy}).cursors.size() == 1);
}

TEST(CommitPage, AJobThatTheVendorTouchedHasItsApplicationsReadAgain) {
  Bed bed(in_memory());
  bed.page({ready(job("j")), ready(job("k")), ready(person("p"))});
  bed.page({ready(application("a"), 1, {job("j"), person("p")}),
            ready(application("b"), 1, {job("k"), person("p")})});
  CommitPage page{.cursor = {}, .writes = {}, .seen = {job("j"), person("p")}};
  bed.ask<PageCommitted>(page);
  EXPECT_TRUE(bed.rereads(RecordKind::application).empty()) << "a listing says nothing of a change";
  page.touched = true;
  page.mark = 2;
  bed.ask<PageCommitted>(page);
  EXPECT_EQ(bed.rereads(RecordKind::application), (Ids{"a"}));
}

}  // namespace
}  // namespace crosswalk
