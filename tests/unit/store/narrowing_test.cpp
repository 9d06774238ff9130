// What LinkedIn has and no page shows any more, on the day the tenant shares less. At stake: it was
// shared once, nobody reads it again, and so nothing but the store's own rows can take it back.

#include <algorithm>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

constexpr std::uint64_t narrow_policy = 100;
const Restriction no_offers{RecordKind::stage, 7}, no_yards{RecordKind::job, 8};

Opening open_narrow(Bed& bed, std::vector<Restriction> restrictions,
                    std::vector<RecordKind> withheld = {}) {
  return bed.ask<Opening>(Open{.policy = narrow_policy,
                               .withheld = std::move(withheld),
                               .restrictions = std::move(restrictions)});
}

void withdraw_undecided(Bed& bed) {
  bed.ask<Marked>(WithdrawUndecided{RecordKind::stage, narrow_policy});
}

// The stages that are to leave.
std::vector<WorkItem> leaving(Bed& bed) {
  TakeChildren verb{.kind = RecordKind::stage, .withdrawals = true, .one_parent = false};
  verb.limit = 100;
  verb.policy = narrow_policy;
  std::vector<WorkItem> items = bed.ask<Work>(verb).items;
  std::ranges::sort(items, {}, &WorkItem::key);
  return items;
}

// An application with two stages at LinkedIn, of which the vendor shows one no more.
Bed with_two_stages(std::unique_ptr<Store> store = in_memory()) {
  Bed bed(std::move(store));
  bed.ask<Opening>(Open{usual_policy});
  bed.page({ready(application("a"))});
  bed.confirm(application("a"));
  bed.page({ready(stage("old"), 1, {application("a")}), ready(stage("new"), 1, {application("a")}),
            ready(note("n"))});
  for (const RecordKey& key : {stage("old"), stage("new"), note("n")}) bed.confirm(key);
  return bed;
}

TEST(Narrowing, AKindThatIsWithheldIsTakenBackWithoutASingleListing) {
  Bed bed = with_two_stages();
  open_narrow(bed, {}, {RecordKind::stage});
  EXPECT_EQ(bed.state(stage("old")), EntityState::withdrawing);
  EXPECT_EQ(bed.state(stage("new")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(stage("old")).reason, "kind_withheld");
  EXPECT_EQ(ids_of(leaving(bed)), (Ids{"new", "old"}));
  EXPECT_EQ(bed.state(note("n")), EntityState::sent) << "another kind";
  EXPECT_EQ(bed.state(application("a")), EntityState::sent);
}

TEST(Narrowing, ItOutlivesTheProcessAndIsNotBegunAnew) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  {
    Bed bed = with_two_stages(opened(options_at(path)));
    open_narrow(bed, {}, {RecordKind::stage});
    const auto items = leaving(bed);
    ASSERT_EQ(items.size(), 2u);
    bed.commit({outcome(items[0].key, items[0].version, OutcomeKind::withdrawn)});
    bed.close();
  }
  Bed bed(opened(options_at(path)));
  open_narrow(bed, {}, {RecordKind::stage});
  EXPECT_EQ(ids_of(leaving(bed)), (Ids{"old"}));
  EXPECT_EQ(bed.state(stage("new")), EntityState::withdrawn);
}

TEST(Narrowing, WhatIsOnItsWayOrHeldOrRestrictedIsTakenBackToo) {
  Bed bed = with_two_stages();
  bed.page({ready(stage("going"), 1, {application("a")}),
            decided(stage("old"), 2, EntityState::held, "missing:name"),
            decided(stage("never"), 1, EntityState::held, "missing:name"),
            ready(stage("waits"), 1, {application("missing")})});
  bed.mark(RecordKind::stage, {"new"}, EntityState::restricted, "many_absent");
  open_narrow(bed, {}, {RecordKind::stage});
  for (const char* id : {"going", "old", "new"}) {
    EXPECT_EQ(bed.state(stage(id)), EntityState::withdrawing) << id;
  }
  EXPECT_EQ(bed.state(stage("waits")), EntityState::withdrawn) << "LinkedIn never had it";
  EXPECT_EQ(bed.state(stage("never")), EntityState::held);
  EXPECT_TRUE(bed.children(RecordKind::stage).empty());
}

// What LinkedIn keeps under somebody else leaves there first, and must not come back.
TEST(Narrowing, WhatMovesToAnotherParentDoesNotArriveThere) {
  Bed bed = with_two_stages();
  bed.page({ready(application("b"))});
  bed.confirm(application("b"));
  bed.page({ready(stage("old"), 2, {application("b")})}, 2);
  ASSERT_EQ(bed.row(stage("old")).reason, moved_reason);
  open_narrow(bed, {}, {RecordKind::stage});
  for (const WorkItem& item : leaving(bed)) {
    bed.commit({outcome(item.key, item.version, OutcomeKind::withdrawn)});
  }
  EXPECT_EQ(bed.state(stage("old")), EntityState::withdrawn);
  EXPECT_TRUE(bed.children(RecordKind::stage).empty());
}

// An answer to what left before the decision arrives after it.
TEST(Narrowing, ALateConfirmationDoesNotBringItBack) {
  Bed bed = with_two_stages();
  bed.page({ready(stage("going"), 1, {application("a")})});
  open_narrow(bed, {}, {RecordKind::stage});
  bed.confirm(stage("going"));
  EXPECT_EQ(bed.state(stage("going")), EntityState::withdrawing);
  EXPECT_EQ(leaving(bed).size(), 3u);
}

TEST(Narrowing, MoreThanOneHandfulGoesAtOnce) {
  Bed bed = with_two_stages();
  std::vector<EntityWrite> writes;
  for (int i = 0; i < 2500; ++i) {
    writes.push_back(ready(stage("s" + std::to_string(i)), 1, {application("a")}));
  }
  bed.page(std::move(writes));
  open_narrow(bed, {}, {RecordKind::stage});
  EXPECT_EQ(bed.count(RecordKind::stage, EntityState::withdrawing, "kind_withheld"), 2502u);
}

TEST(Narrowing, WhatNobodyDecidedUnderTheNarrowerPolicyGoes) {
  Bed bed = with_two_stages();
  open_narrow(bed, {no_offers});
  CommitPage shown;
  shown.mark = 2;
  shown.seen = {stage("new")};
  shown.policy = narrow_policy;
  bed.ask<PageCommitted>(shown);
  withdraw_undecided(bed);
  EXPECT_EQ(bed.state(stage("old")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(stage("old")).reason, "policy_narrowed");
  EXPECT_EQ(bed.state(stage("new")), EntityState::sent) << "shown, and let out";
}

TEST(Narrowing, WhatWasDecidedUnderTheSameChoicesStays) {
  Bed bed(in_memory());
  bed.ask<Opening>(Open{.policy = usual_policy, .restrictions = {no_offers}});
  bed.page({ready(stage("old"))});
  bed.confirm(stage("old"));
  open_narrow(bed, {no_offers, no_yards});
  withdraw_undecided(bed);
  EXPECT_EQ(bed.state(stage("old")), EntityState::sent) << "the new choice is about jobs";
}

TEST(Narrowing, AWiderPolicyTakesNothingBack) {
  Bed bed(in_memory());
  bed.ask<Opening>(Open{.policy = usual_policy, .restrictions = {no_offers}});
  bed.page({ready(stage("old"))});
  bed.confirm(stage("old"));
  open_narrow(bed, {});
  withdraw_undecided(bed);
  EXPECT_EQ(bed.state(stage("old")), EntityState::sent);
}

// Narrow, wide, and narrow again: the row knows under which of them it was decided.
TEST(Narrowing, AnEarlierPolicyIsRememberedAsItWas) {
  Bed bed(in_memory());
  bed.ask<Opening>(Open{.policy = narrow_policy, .restrictions = {no_offers}});
  EntityWrite decided_narrowly = ready(stage("narrow"));
  decided_narrowly.policy = narrow_policy;
  bed.page({decided_narrowly});
  bed.confirm(stage("narrow"));
  bed.ask<Opening>(Open{usual_policy});
  bed.page({ready(stage("wide"))}, 2);
  bed.confirm(stage("wide"));
  open_narrow(bed, {no_offers});
  withdraw_undecided(bed);
  EXPECT_EQ(bed.state(stage("narrow")), EntityState::sent);
  EXPECT_EQ(bed.state(stage("wide")), EntityState::withdrawing);
}

// A store of an older program knows of no policy what it kept back.
TEST(Narrowing, OfAPolicyNobodyRemembersNothingIsTrusted) {
  Bed bed(in_memory());
  bed.page({ready(stage("old"))});
  bed.confirm(stage("old"));
  open_narrow(bed, {no_offers});
  withdraw_undecided(bed);
  EXPECT_EQ(bed.state(stage("old")), EntityState::withdrawing);
}

}  // namespace
}  // namespace crosswalk
