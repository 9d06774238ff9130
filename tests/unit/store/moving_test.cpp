// Records that hang on somebody else since, as after a merge at the vendor's. LinkedIn keeps a note
// under whom it was written about, and an application under whom it was sent for. At stake: a
// deletion takes along what was not deleted, something of a person who is gone stays there for
// good, or what belongs to whoever stays is lost on the way.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

/// Candidates "p" and "q" at LinkedIn; of "p" an application with a stage, and a note.
void fill_with_family(Bed& bed) {
  bed.page({ready(job("j")), ready(person("p")), ready(person("q"))});
  for (const RecordKey& key : {job("j"), person("p"), person("q")}) bed.confirm(key);
  bed.page(
      {ready(application("a"), 1, {job("j"), person("p")}), ready(note("n"), 1, {person("p")})});
  for (const RecordKey& key : {application("a"), note("n")}) bed.confirm(key);
  bed.page({ready(stage("s"), 1, {application("a")})});
  bed.confirm(stage("s"));
}

Bed with_family() {
  Bed bed(in_memory());
  fill_with_family(bed);
  return bed;
}

std::vector<WorkItem> leaving(Bed& bed, RecordKind kind) {
  TakeChildren verb{.kind = kind, .withdrawals = true, .one_parent = true, .busy = {}};
  verb.limit = 100;
  return bed.ask<Work>(verb).items;
}

void has_left(Bed& bed, const RecordKey& key) {
  bed.commit({outcome(key, bed.row(key).wanted, OutcomeKind::withdrawn)});
}

void goes(Bed& bed, const std::string& candidate) {
  bed.mark(RecordKind::candidate, {candidate}, EntityState::withdrawing, "absent");
}

// ---- what hangs on one parent ----------------------------------------------------------------

TEST(Moving, ANoteLeavesItsFormerCandidateAndFollowsUnderItsOwn) {
  Bed bed = with_family();
  bed.page({ready(note("n"), 2, {person("q")})}, 2);
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(note("n")).reason, "moved");
  ASSERT_EQ(leaving(bed, RecordKind::candidate_note).size(), 1u);
  EXPECT_EQ(leaving(bed, RecordKind::candidate_note).at(0).parent, "p");
  EXPECT_TRUE(bed.children(RecordKind::candidate_note).empty());
  const OutcomesCommitted done = bed.commit({outcome(note("n"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(done.erased[static_cast<std::size_t>(RecordKind::candidate_note)], 0u) << "it moved";
  const std::vector<WorkItem> work = bed.children(RecordKind::candidate_note);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(work.at(0).parent, "q");
  EXPECT_EQ(work.at(0).payload, "payload of n at 2");
  bed.confirm(note("n"), work.at(0).version);
  EXPECT_EQ(bed.state(note("n")), EntityState::sent);
}

TEST(Moving, ACrashAnywhereLosesNothing) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  const auto opened_again = [&options](auto&& todo) {
    Bed bed(opened(options));
    bed.ask<Opening>(Open{usual_policy});
    todo(bed);
  };
  opened_again([](Bed& bed) { fill_with_family(bed); });
  opened_again([](Bed& bed) { bed.page({ready(note("n"), 2, {person("q")})}, 2); });
  opened_again([](Bed& bed) { goes(bed, "p"); });
  opened_again([](Bed& bed) {
    ASSERT_EQ(leaving(bed, RecordKind::candidate_note).size(), 1u);
    EXPECT_EQ(leaving(bed, RecordKind::candidate_note).at(0).parent, "p");
    has_left(bed, note("n"));
  });
  opened_again([](Bed& bed) {
    ASSERT_EQ(bed.children(RecordKind::candidate_note).size(), 1u);
    EXPECT_EQ(bed.children(RecordKind::candidate_note).at(0).parent, "q");
    EXPECT_EQ(bed.children(RecordKind::candidate_note).at(0).payload, "payload of n at 2");
  });
}

TEST(Moving, ADeletionUnderWayIsNotBegunAnew) {
  Bed bed = with_family();
  goes(bed, "p");
  const std::uint32_t asked = bed.row(note("n")).wanted;
  bed.page({ready(note("n"), asked + 1, {person("q")})}, 2);
  bed.page({ready(note("n"), asked + 1, {person("q")})}, 3);
  EXPECT_EQ(bed.row(note("n")).wanted, asked);
  bed.commit({outcome(note("n"), asked, OutcomeKind::withdrawn)});
  EXPECT_EQ(bed.state(note("n")), EntityState::ready);
  EXPECT_EQ(bed.children(RecordKind::candidate_note).at(0).parent, "q");
}

TEST(Moving, ItStaysAwayUnderWhomIsNotShared) {
  Bed bed = with_family();
  bed.page({ready(note("n"), 2, {person("q")})}, 2);
  goes(bed, "q");
  has_left(bed, note("n"));
  EXPECT_EQ(bed.state(note("n")), EntityState::withheld);
  EXPECT_TRUE(bed.children(RecordKind::candidate_note).empty());
}

TEST(Moving, WithoutItsContentItIsReadAgain) {
  Bed bed = with_family();
  EntityWrite held = decided(note("n"), 2, EntityState::held, "missing:note_text");
  held.parents = {person("q")};
  bed.page({held}, 2);
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawing);
  EXPECT_EQ(leaving(bed, RecordKind::candidate_note).at(0).parent, "p");
  has_left(bed, note("n"));
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawn);
  EXPECT_EQ(bed.rereads(RecordKind::candidate_note), (Ids{"n"}));
}

TEST(Moving, WhatIsWithheldMeanwhileDoesNotComeBack) {
  Bed bed = with_family();
  bed.page({ready(note("n"), 2, {person("q")})}, 2);
  EntityWrite kept = decided(note("n"), 3, EntityState::withdrawing, "private");
  kept.parents = {person("q")};
  bed.page({kept}, 3);
  EXPECT_EQ(leaving(bed, RecordKind::candidate_note).at(0).parent, "p") << "it is there still";
  has_left(bed, note("n"));
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawn);
  EXPECT_TRUE(bed.children(RecordKind::candidate_note).empty());
}

TEST(Moving, WhatIsGoneMeanwhileDoesNotComeBack) {
  Bed bed = with_family();
  bed.page({ready(note("n"), 2, {person("q")})}, 2);
  bed.mark(RecordKind::candidate_note, {"n"}, EntityState::withdrawing, "gone");
  has_left(bed, note("n"));
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawn);
  EXPECT_TRUE(bed.rereads(RecordKind::candidate_note).empty());
}

TEST(Moving, WhatIsErasedMeanwhileDoesNotComeBack) {
  Bed bed = with_family();
  bed.page({ready(note("n"), 2, {person("q")})}, 2);
  bed.suppress("case-1", {"q"});
  EXPECT_EQ(leaving(bed, RecordKind::candidate_note).at(0).parent, "p");
  has_left(bed, note("n"));
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawn);
  EXPECT_EQ(bed.row(note("n")).reason, "erased");
}

TEST(Moving, ThereAndBackAgainItStays) {
  Bed bed = with_family();
  bed.page({ready(note("n"), 2, {person("q")})}, 2);
  bed.page({ready(note("n"), 3, {person("p")})}, 3);
  EXPECT_EQ(bed.state(note("n")), EntityState::ready);
  EXPECT_EQ(bed.children(RecordKind::candidate_note).at(0).parent, "p");
  // The deletion had left already, and may have come before or after.
  bed.commit({outcome(note("n"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(bed.state(note("n")), EntityState::ready);
}

// ---- applications ----------------------------------------------------------------------------

TEST(Moving, ACandidateWaitsForTheApplicationThatGoesOver) {
  Bed bed = with_family();
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  goes(bed, "p");
  EXPECT_EQ(bed.state(application("a")), EntityState::ready) << "it is not taken away";
  EXPECT_EQ(bed.state(stage("s")), EntityState::sent);
  has_left(bed, note("n"));
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate).empty()) << "it would be left behind";
  bed.commit({outcome(application("a"), 2, OutcomeKind::later, 500)});
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate).empty());
  bed.confirm(application("a"), 2);
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::candidate)), (Ids{"p"}));
}

TEST(Moving, AnApplicationThatCannotGoOverLeavesWithAllOfIt) {
  Bed bed = with_family();
  bed.page({decided(person("q"), 2, EntityState::held, "missing:last_name")}, 2);
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  EXPECT_EQ(bed.state(application("a")), EntityState::held) << "whom it stands under stays";
  goes(bed, "p");
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawing);
  EXPECT_EQ(bed.state(stage("s")), EntityState::withdrawing);
  EXPECT_TRUE(bed.withdrawals(RecordKind::application).empty()) << "children first";
  has_left(bed, stage("s"));
  has_left(bed, application("a"));
  has_left(bed, note("n"));
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::candidate)), (Ids{"p"}));
  bed.page({ready(person("q"), 3)}, 3);
  bed.confirm(person("q"), 3);
  EXPECT_EQ(bed.rereads(RecordKind::application), (Ids{"a"})) << "it comes with whom it belongs to";
}

TEST(Moving, AnApplicationThatArrivedWhileItWasRestrictedStays) {
  Bed bed = with_family();
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  bed.mark(RecordKind::application, {"a"}, EntityState::restricted, "many_absent");
  bed.confirm(application("a"), 2);
  goes(bed, "p");
  bed.mark(RecordKind::application, {"a"}, EntityState::sent, {});
  EXPECT_EQ(bed.state(application("a")), EntityState::sent);
}

TEST(Moving, AnApplicationThatStopsOnItsWayLeaves) {
  Bed bed = with_family();
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  goes(bed, "p");
  bed.commit({outcome(application("a"), 2, OutcomeKind::held, 0, "refused:422")});
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawing);
}

TEST(Moving, ItIsAwaitedUnderWhomLinkedInHasNotYet) {
  Bed bed = with_family();
  bed.page({ready(person("r")), ready(application("a"), 2, {job("j"), person("r")})}, 2);
  goes(bed, "p");
  EXPECT_EQ(bed.state(application("a")), EntityState::waiting);
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate).empty());
  bed.confirm(person("r"));
  EXPECT_EQ(bed.state(application("a")), EntityState::ready);
}

TEST(Moving, UnderWhomNobodyKnowsItIsNotAwaited) {
  Bed bed = with_family();
  bed.page({ready(application("a"), 2, {job("j"), person("stranger")})}, 2);
  EXPECT_EQ(bed.state(application("a")), EntityState::waiting);
  goes(bed, "p");
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawing);
}

TEST(Moving, WhoeverWasErasedWaitsForNothing) {
  Bed bed = with_family();
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  bed.suppress("case-1", {"p"});
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawing);
  has_left(bed, stage("s"));
  has_left(bed, application("a"));
  has_left(bed, note("n"));
  has_left(bed, person("p"));
  EXPECT_EQ(bed.erasures().at(0).leaving, 0u);
  bed.page({ready(application("a"), 9, {job("j"), person("q")})}, 3);
  EXPECT_EQ(bed.state(application("a")), EntityState::ready) << "it is of somebody else now";
}

TEST(Moving, OverTwoCandidatesBothWait) {
  Bed bed = with_family();
  bed.page({ready(person("r"))}, 2);
  bed.confirm(person("r"));
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  bed.page({ready(application("a"), 3, {job("j"), person("r")})}, 3);
  goes(bed, "p");
  goes(bed, "q");
  has_left(bed, note("n"));
  bed.confirm(application("a"), 2);
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate).empty()) << "under which of them is it?";
  bed.confirm(application("a"), 3);
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::candidate)), (Ids{"p", "q"}));
}

// ---- jobs that everybody sees ------------------------------------------------------------------

EntityWrite shown(std::uint32_t version, bool to_everybody) {
  EntityWrite write = ready(job("j"), version);
  write.exposed = to_everybody;
  return write;
}

EntityOutcome told(std::uint32_t version, OutcomeKind kind, Seen seen, std::string task = {}) {
  EntityOutcome made = outcome(job("j"), version, kind, 0, {}, std::move(task));
  made.seen = seen;
  return made;
}

EntityOutcome closing(std::uint32_t version, OutcomeKind kind, std::string task = {}) {
  EntityOutcome made = told(version, kind, Seen::fewer, std::move(task));
  made.closes = true;
  return made;
}

// What the lanes are shown of the job: whether everybody sees it, and whether everybody may.
using Sight = std::pair<bool, bool>;
constexpr Sight seen{true, false}, maybe_seen{false, true}, unseen{false, false};

Sight sight_of(Bed& bed) {
  std::vector<WorkItem> work = bed.take(RecordKind::job);
  if (work.empty()) work = bed.withdrawals(RecordKind::job);
  EXPECT_EQ(work.size(), 1u);
  if (work.empty()) return {};
  return {work.at(0).exposed, work.at(0).maybe_exposed};
}

// LinkedIn has it public and open, and told so; now it is to be private.
void fill_with_seen(Bed& bed) {
  bed.page({shown(1, true)});
  bed.commit({told(1, OutcomeKind::task, Seen::everybody, "t0")});
  bed.confirm(job("j"));
  bed.page({shown(2, false)}, 2);
}

TEST(Exposed, AJobIsClosedBeforeItIsShownToFewer) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    fill_with_seen(bed);
    EXPECT_EQ(sight_of(bed), seen);
    bed.commit({closing(2, OutcomeKind::task, "t1")}, 2);
    EXPECT_EQ(bed.state(job("j")), EntityState::task);
  }
  {
    Bed bed(opened(options));  // Another life asks what became of it.
    const OutcomesCommitted done = bed.commit({outcome(job("j"), 2, OutcomeKind::confirmed)}, 3);
    EXPECT_EQ(done.sent[static_cast<std::size_t>(RecordKind::job)], 0u);
    EXPECT_EQ(bed.state(job("j")), EntityState::ready);
  }
  Bed bed(opened(options));
  const std::vector<WorkItem> work = bed.take(RecordKind::job);
  ASSERT_EQ(work.size(), 1u);
  EXPECT_EQ(sight_of(bed), unseen);
  EXPECT_EQ(work.at(0).payload, "payload of j at 2");
  bed.commit({outcome(job("j"), 2, OutcomeKind::task, 0, {}, "t2")}, 3);
  bed.confirm(job("j"), 2);
  EXPECT_EQ(bed.state(job("j")), EntityState::sent);
}

TEST(Exposed, AClosingThatFailedIsAskedForAgain) {
  Bed bed(in_memory());
  fill_with_seen(bed);
  bed.commit({closing(2, OutcomeKind::task, "t1")}, 2);
  bed.commit({outcome(job("j"), 2, OutcomeKind::later)}, 2);
  EXPECT_TRUE(bed.take(RecordKind::job).at(0).exposed);
  bed.commit({closing(2, OutcomeKind::task, "t2")}, 2);
  bed.page({shown(3, false)}, 3);
  bed.commit({outcome(job("j"), 2, OutcomeKind::confirmed)}, 3);
  EXPECT_TRUE(bed.take(RecordKind::job).at(0).exposed) << "an answer about an older form";
}

TEST(Exposed, WhatHangsOnTheJobStaysThroughIt) {
  Bed bed = with_family();
  bed.page({shown(2, true)}, 2);
  bed.commit({told(2, OutcomeKind::confirmed, Seen::everybody)}, 2);
  bed.page({shown(3, false)}, 3);
  bed.commit({closing(3, OutcomeKind::task, "t1")}, 3);
  bed.confirm(job("j"), 3);
  EXPECT_EQ(bed.state(application("a")), EntityState::sent);
  EXPECT_EQ(bed.state(job("j")), EntityState::ready);
}

// Closing as public what LinkedIn never had, or has private, would show it to everybody.
TEST(Exposed, WhatNeverLeftIsNotSeen) {
  Bed bed(in_memory());
  EntityWrite held = decided(job("j"), 1, EntityState::held, "confidential");
  bed.page({held});
  bed.page({shown(2, false)}, 2);
  EXPECT_EQ(sight_of(bed), unseen);
}

TEST(Exposed, WhatMayHaveLeftMayBeSeen) {
  Bed bed(in_memory());
  bed.page({shown(1, true)});
  EXPECT_EQ(sight_of(bed), maybe_seen) << "from here on it may leave";
  bed.commit({outcome(job("j"), 1, OutcomeKind::held, 0, "refused:422")});
  bed.page({shown(2, false)}, 2);
  EXPECT_EQ(sight_of(bed), maybe_seen);
  bed.commit({told(2, OutcomeKind::task, Seen::fewer, "t1")}, 2);
  bed.confirm(job("j"), 2);
  bed.page({shown(3, false)}, 3);
  EXPECT_EQ(sight_of(bed), unseen) << "LinkedIn has it private";
}

TEST(Exposed, AnAnswerAboutAnotherTaskSaysNothing) {
  Bed bed(in_memory());
  bed.page({shown(1, true)});
  bed.commit({told(1, OutcomeKind::task, Seen::everybody, "t1")});
  bed.commit({outcome(job("j"), 1, OutcomeKind::later)});
  bed.confirm(job("j"));
  bed.page({shown(2, false)}, 2);
  EXPECT_EQ(sight_of(bed), maybe_seen);
}

TEST(Exposed, LinkedInSaysThatEverybodySeesIt) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    bed.page({shown(1, true)});
    bed.page({shown(2, false)}, 2);
    bed.commit({told(2, OutcomeKind::task, Seen::fewer, "t1")}, 2);
    bed.commit({told(2, OutcomeKind::later, Seen::everybody)}, 2);
    EXPECT_EQ(bed.state(job("j")), EntityState::ready);
  }
  Bed bed(opened(options));
  EXPECT_EQ(sight_of(bed), seen);
}

TEST(Exposed, AClosedOneIsNotSeen) {
  Bed bed(in_memory());
  fill_with_seen(bed);
  bed.page({shown(3, false)}, 3);
  EXPECT_EQ(sight_of(bed), seen);
  bed.commit({told(3, OutcomeKind::confirmed, Seen::fewer)}, 3);
  bed.mark(RecordKind::job, {"j"}, EntityState::withdrawing, "confidential");
  EXPECT_EQ(sight_of(bed), unseen);
}

TEST(Exposed, WhatArrivesAfterItLeftMayBeSeen) {
  Bed bed(in_memory());
  bed.page({shown(1, true)});
  bed.mark(RecordKind::job, {"j"}, EntityState::withdrawing, "gone");
  EXPECT_EQ(sight_of(bed), maybe_seen);
  bed.commit({outcome(job("j"), bed.row(job("j")).wanted, OutcomeKind::withdrawn)});
  bed.commit({told(1, OutcomeKind::confirmed, Seen::everybody)});
  EXPECT_EQ(bed.state(job("j")), EntityState::withdrawing);
  EXPECT_EQ(sight_of(bed), maybe_seen);
}

}  // namespace
}  // namespace crosswalk
