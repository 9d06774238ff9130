// People who must go. At stake: from the moment of the word nothing of them is sent, all of it
// leaves LinkedIn, and no page, mark, retry or restart ever brings them back.

#include <algorithm>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

/// Candidate "p" with an application, its stage and a note, all at LinkedIn; "q" beside them.
void fill(Bed& bed) {
  bed.page({ready(job("j")), known_as("p", {email(1), named(1)}), known_as("q", {email(2)})});
  bed.confirm(job("j"));
  bed.confirm(person("p"));
  bed.confirm(person("q"));
  bed.page({ready(application("a"), 1, {job("j"), person("p")}),
            ready(application("b"), 1, {job("j"), person("q")}),
            ready(note("n"), 1, {person("p")})});
  bed.confirm(application("a"));
  bed.confirm(note("n"));
  bed.page({ready(stage("s"), 1, {application("a")})});
  bed.confirm(stage("s"));
}

const std::vector<RecordKey> family{person("p"), application("a"), note("n"), stage("s")};

void withdraw_all(Bed& bed, const std::vector<RecordKey>& keys) {
  for (const RecordKey& key : keys) {
    bed.commit({outcome(key, bed.row(key).wanted, OutcomeKind::withdrawn)});
  }
}

Bed filled() {
  Bed bed(in_memory());
  fill(bed);
  return bed;
}

TEST(Suppress, TheCandidateAndAllThatHangsOnItMustGo) {
  Bed bed = filled();
  const Suppressed done = bed.suppress("case-1", {"p"});
  EXPECT_EQ(done.candidates, 1u);
  EXPECT_EQ(done.records, 4u);
  for (const RecordKey& key : family) {
    EXPECT_EQ(bed.state(key), EntityState::withdrawing) << key.id;
    EXPECT_EQ(bed.row(key).reason, "erased") << key.id;
    EXPECT_EQ(bed.row(key).digest, RecordDigest{}) << key.id;
  }
  EXPECT_EQ(bed.state(job("j")), EntityState::sent) << "a job is nobody's";
  EXPECT_EQ(bed.state(person("q")), EntityState::sent);
  EXPECT_EQ(bed.state(application("b")), EntityState::ready);
}

TEST(Suppress, AnAddressAloneIsEnough) {
  Bed bed = filled();
  EXPECT_EQ(bed.suppress("case-1", {}, {email(1)}).records, 4u);
  EXPECT_EQ(bed.state(person("p")), EntityState::withdrawing);
  EXPECT_EQ(bed.state(person("q")), EntityState::sent);
}

TEST(Suppress, TheMemberIsEnough) {
  Bed bed = filled();
  bed.ask<PersonLinked>(LinkPerson{"q", "urn:li:person:Q", member(4)});
  EXPECT_EQ(bed.suppress("case-1", {}, {member(4)}).candidates, 1u);
  EXPECT_EQ(bed.state(person("q")), EntityState::withdrawing);
  EXPECT_EQ(bed.state(application("b")), EntityState::withdrawing) << "it may be on its way";
  EXPECT_TRUE(bed.row(person("q")).person.empty());
}

// The store may be younger than what LinkedIn holds: only LinkedIn can say that it has nothing.
TEST(Suppress, WhoNeverLeftByOurAccountLosesItsPayloadAndIsDeletedAllTheSame) {
  Bed bed(in_memory());
  EntityWrite held = known_as("h", {email(1)});
  held.state = EntityState::held;
  bed.page({held, ready(application("w"), 1, {job("unknown"), person("h")})});
  const Suppressed done = bed.suppress("case-1", {"h"});
  EXPECT_EQ(done.candidates, 1u);
  EXPECT_EQ(done.records, 2u);
  EXPECT_EQ(bed.state(person("h")), EntityState::withdrawing);
  EXPECT_EQ(bed.state(application("w")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(application("w")).reason, "erased");
  withdraw_all(bed, {application("w"), person("h")});
  EXPECT_EQ(bed.erasures().at(0).gone.size(), 2u) << "and both are asked for";
}

TEST(Suppress, SomebodyNobodyReadYetNeverComesIn) {
  Bed bed(in_memory());
  const Suppressed done = bed.suppress("case-1", {"later"});
  EXPECT_EQ(done.candidates, 0u);
  EXPECT_EQ(done.records, 1u);
  EXPECT_TRUE(done.found) << "LinkedIn is asked about whoever is named by id";
  EXPECT_EQ(bed.row(person("later")).reason, "erased");
  EXPECT_EQ(bed.page({ready(person("later"))}), 1u);
  EXPECT_EQ(bed.state(person("later")), EntityState::withdrawing);
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::candidate)), (Ids{"later"}));
  withdraw_all(bed, {person("later")});
  EXPECT_EQ(bed.page({ready(person("later"), 2)}, 2), 1u);
  EXPECT_EQ(bed.state(person("later")), EntityState::withdrawn);
  EXPECT_EQ(bed.erasures().at(0).gone, (std::vector<RecordKey>{person("later")}));
}

TEST(Suppress, AnAddressNobodyHasClosesAsOneAboutNobody) {
  Bed bed = filled();
  const Suppressed done = bed.suppress("case-1", {}, {email(9)});
  EXPECT_FALSE(done.found);
  ASSERT_EQ(bed.erasures().size(), 1u);
  EXPECT_FALSE(bed.erasures()[0].found);
  bed.ask<ErasureClosed>(CloseErasure{"case-1", from_ms(9)});
  EXPECT_TRUE(bed.erasures().empty());
  const auto about = bed.ask<Erasures>(TakeErasures{.also = "case-1"}).cases;
  ASSERT_EQ(about.size(), 1u);
  EXPECT_EQ(about[0].standing, ErasureStanding::nobody);
  ExchangeCounts counts = bed.ask<Counts>(Tally{}).exchange;
  EXPECT_EQ(counts.erasures_confirmed, 0u) << "LinkedIn was never asked";
  EXPECT_EQ(counts.erasures_of_nobody, 1u);
  bed.page({known_as("new", {email(9)})}, 2);
  EXPECT_EQ(bed.row(person("new")).reason, "erased_before") << "suppressed all the same";
  const Suppressed again = bed.suppress("case-2", {}, {email(9)});
  EXPECT_EQ(again.erasure, "case-1") << "the same asking, and now somebody is there";
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.candidates, 1u);
  EXPECT_EQ(bed.state(person("new")), EntityState::withdrawing);
  counts = bed.ask<Counts>(Tally{}).exchange;
  EXPECT_EQ(counts.erasures_requested, 1u);
  EXPECT_EQ(counts.erasures_of_nobody, 0u);
}

// What flow/exchange/erasing asks with: the digest of the id beside the id.
Identity known_by(std::uint8_t id) { return {IdentityKind::candidate, email(id).digest}; }

TEST(Suppress, AskedForAgainItIsTheSameCaseOpenOrConfirmed) {
  Bed bed = filled();
  EXPECT_FALSE(bed.suppress("case-1", {"p"}, {known_by(7)}).repeated);
  Suppressed again = bed.suppress("case-2", {"p"}, {known_by(7)});
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.erasure, "case-1");
  EXPECT_EQ(again.records, 4u);
  withdraw_all(bed, {stage("s"), note("n"), application("a"), person("p")});
  bed.ask<ErasureClosed>(CloseErasure{"case-1", from_ms(9)});
  again = bed.suppress("case-3", {}, {email(1)});
  EXPECT_EQ(again.erasure, "case-1");
  EXPECT_TRUE(again.found) << "confirmed once, and nobody has come since";
  EXPECT_TRUE(bed.erasures().empty());
  again = bed.suppress("case-4", {"p"}, {known_by(7)});
  EXPECT_EQ(again.erasure, "case-1");
  EXPECT_EQ(bed.state(person("p")), EntityState::withdrawing) << "LinkedIn is told again";
  EXPECT_EQ(bed.erasures().size(), 1u);
  EXPECT_EQ(bed.ask<Counts>(Tally{}).exchange.erasures_requested, 1u);
}

TEST(Suppress, WhatWaitedForSomebodyNobodyReadYetGoesToo) {
  Bed bed(in_memory());
  bed.page({ready(note("n"), 1, {person("later")})});
  bed.suppress("case-1", {"later"});
  EXPECT_EQ(bed.state(note("n")), EntityState::withheld);
  EXPECT_EQ(bed.row(note("n")).digest, RecordDigest{});
  bed.page({ready(note("n"), 3, {person("else")})}, 2);
  EXPECT_EQ(bed.state(note("n")), EntityState::withheld) << "it is erased itself";
}

TEST(Suppress, ACaseThatIsThereIsLeftAsItIs) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  const Suppressed again = bed.suppress("case-1", {"p", "q"}, {email(2)});
  EXPECT_EQ(again.candidates, 1u);
  EXPECT_EQ(again.records, 4u);
  EXPECT_EQ(bed.state(person("q")), EntityState::sent);
  EXPECT_EQ(bed.erasures().size(), 1u);
}

TEST(Suppress, ASecondCaseCoversTheSamePeople) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  const std::uint32_t wanted = bed.row(person("p")).wanted;
  EXPECT_EQ(bed.suppress("case-2", {"p"}).records, 4u);
  EXPECT_EQ(bed.row(person("p")).wanted, wanted) << "what is on its way is not begun anew";
  const auto cases = bed.erasures();
  ASSERT_EQ(cases.size(), 2u);
  EXPECT_EQ(cases[1].leaving, 4u);
}

TEST(Suppress, ARefusedWithdrawalIsTriedAgain) {
  Bed bed = filled();
  bed.mark(RecordKind::candidate_note, {"n"}, EntityState::withdrawing, "absent");
  bed.commit({outcome(note("n"), 2, OutcomeKind::held, 0, "refused:403")});
  bed.suppress("case-1", {"p"});
  TakeChildren verb{.kind = RecordKind::candidate_note, .withdrawals = true, .busy = {}};
  EXPECT_EQ(bed.ask<Work>(verb).items.size(), 1u);
}

TEST(Suppress, ARestrictedOneGoesAsWell) {
  Bed bed = filled();
  bed.mark(RecordKind::candidate, {"p"}, EntityState::restricted, "many_absent");
  bed.suppress("case-1", {"p"});
  bed.mark(RecordKind::candidate, {"p"}, EntityState::sent, "");
  EXPECT_EQ(bed.state(person("p")), EntityState::withdrawing);
}

TEST(Suppress, ItsNameHasBounds) {
  Bed bed(in_memory());
  for (const std::string& name : {std::string(), std::string(65, 'x')}) {
    const auto refused = bed.store().carry_out(Suppress{name, {"p"}, {}, {}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  }
  EXPECT_TRUE(bed.erasures().empty());
}

TEST(Suppress, ChildrenGoBeforeTheirParents) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  EXPECT_TRUE(bed.withdrawals(RecordKind::candidate).empty());
  EXPECT_TRUE(bed.withdrawals(RecordKind::application).empty());
  withdraw_all(bed, {stage("s")});
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::application)), (Ids{"a"}));
  withdraw_all(bed, {application("a"), note("n")});
  EXPECT_EQ(ids_of(bed.withdrawals(RecordKind::candidate)), (Ids{"p"}));
}

// Every way back that there is.
void try_to_bring_back(Bed& bed) {
  for (std::uint32_t version = 2; version < 12; version += 3) {
    bed.page(
        {known_as("p", {email(1)}, version),
         ready(application("a"), version, {job("j"), person("p")}),
         ready(note("n"), version, {person("p")}), ready(stage("s"), version, {application("a")})},
        version, {}, "all");
  }
  for (const RecordKey& key : family) {
    bed.mark(key.kind, {key.id}, EntityState::restricted, "many_absent");
    bed.mark(key.kind, {key.id}, EntityState::sent, "");
    bed.ask<Forgotten>(Forget{key.kind, {key.id}});
    bed.ask<RereadsAsked>(AskRereads{{key}});
  }
  bed.page({}, 40, family);
  bed.ask<Resent>(Resend{{"p"}, true});
  bed.ask<Unparked>(Unpark{});
  bed.ask<Opening>(Open{usual_policy});
  bed.ask<PersonLinked>(LinkPerson{"p", "urn:li:person:P", member(1)});
  bed.ask<PersonReleased>(ReleasePerson{"p"});
  bed.page({ready(job("j"), 2)}, 41);
}

void expect_away(Bed& bed, EntityState state) {
  for (const RecordKey& key : family) {
    EXPECT_EQ(bed.state(key), state) << key.id;
    EXPECT_EQ(bed.row(key).reason, "erased") << key.id;
    for (const WorkItem& item : bed.take(key.kind)) EXPECT_NE(item.key, key);
    for (const WorkItem& item : bed.children(key.kind)) EXPECT_NE(item.key, key);
  }
  for (const RecordKind kind : record_kinds) {
    for (const std::string& id : bed.rereads(kind)) {
      EXPECT_TRUE(std::ranges::find(family, RecordKey{kind, id}) == family.end()) << id;
    }
  }
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{email(1), member(1)}}).matches.empty());
  EXPECT_TRUE(bed.row(person("p")).person.empty());
}

TEST(Erased, NothingBringsThemBackWhileTheyLeave) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  try_to_bring_back(bed);
  expect_away(bed, EntityState::withdrawing);
}

TEST(Erased, NothingBringsThemBackOnceTheyAreGone) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    fill(bed);
    bed.suppress("case-1", {"p"});
    withdraw_all(bed, {stage("s"), note("n"), application("a"), person("p")});
    bed.ask<ErasureClosed>(CloseErasure{"case-1", from_ms(9)});
    try_to_bring_back(bed);
  }
  Bed bed(opened(options));
  try_to_bring_back(bed);
  expect_away(bed, EntityState::withdrawn);
}

// Twin: the same attempts do bring back whoever was only deleted.
TEST(Erased, WhoWasOnlyAbsentComesBack) {
  Bed bed = filled();
  bed.mark(RecordKind::candidate, {"p"}, EntityState::withdrawing, "absent");
  withdraw_all(bed, {stage("s"), note("n"), application("a"), person("p")});
  try_to_bring_back(bed);
  EXPECT_EQ(bed.state(person("p")), EntityState::ready);
}

TEST(Erased, AnAnswerThatComesLateIsWithdrawnAgain) {
  Bed bed = filled();
  bed.suppress("case-1", {"q"});
  const std::uint32_t late = 1;
  withdraw_all(bed, {application("b"), person("q")});
  ASSERT_EQ(bed.state(application("b")), EntityState::withdrawn);
  bed.confirm(application("b"), late);
  EXPECT_EQ(bed.state(application("b")), EntityState::withdrawing);
  ASSERT_EQ(bed.erasures().size(), 1u);
  EXPECT_EQ(bed.erasures()[0].leaving, 1u);
}

TEST(Erased, WhatComesInUnderAnErasedCandidateIsWithheld) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  bed.page(
      {ready(application("new"), 1, {job("j"), person("p")}), ready(note("new"), 1, {person("p")}),
       ready(stage("t"), 1, {application("a")}), ready(stage("u"), 1, {application("new")})},
      3);
  for (const RecordKey& key : {application("new"), note("new"), stage("t"), stage("u")}) {
    EXPECT_EQ(bed.state(key), EntityState::withheld) << key.id;
    EXPECT_EQ(bed.row(key).reason, "erased") << key.id;
  }
  bed.page({decided(application("own"), 1, EntityState::withheld, "parent_withheld")}, 3);
  EXPECT_EQ(bed.row(application("own")).reason, "parent_withheld");
}

TEST(Erased, WhoLooksLikeThemIsHeldWithoutContentUntilReleased) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  bed.page({known_as("again", {email(1), named(7)})}, 2);
  EXPECT_EQ(bed.state(person("again")), EntityState::held);
  EXPECT_EQ(bed.row(person("again")).reason, "erased_before");
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  EXPECT_EQ(bed.ask<PersonFound>(FindPerson{{named(7)}}).matches.size(), 1u);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{email(1)}}).erased);

  EXPECT_TRUE(bed.ask<PersonReleased>(ReleasePerson{"again"}).known);
  EXPECT_EQ(bed.rereads(RecordKind::candidate), (Ids{"again"}));
  EXPECT_FALSE(bed.ask<PersonFound>(FindPerson{{email(1)}}).erased);
  bed.page({known_as("again", {email(1), named(7)}, 2)}, 3);
  EXPECT_EQ(ids_of(bed.take(RecordKind::candidate)), (Ids{"again"}));
  bed.page({known_as("third", {email(1)})}, 3);
  EXPECT_EQ(bed.row(person("third")).reason, "erased_before") << "one was released, not all";
}

TEST(Erased, WhoLooksLikeThemIsNamedAmongTheCountsUntilReadAgain) {
  Bed bed = filled();
  const auto named_now = [&bed] { return bed.ask<Counts>(Tally{}).exchange.erased_before; };
  EXPECT_TRUE(named_now().empty());
  bed.suppress("case-1", {"p"});
  EXPECT_TRUE(named_now().empty()) << "whoever was erased is named by nothing";
  bed.page({known_as("b", {email(1)}), known_as("a", {email(1)}), known_as("c", {email(5)})}, 2);
  EXPECT_EQ(named_now(), (Ids{"a", "b"}));
  bed.ask<PersonReleased>(ReleasePerson{"a"});
  bed.page({known_as("a", {email(1)}, 2)}, 3);
  EXPECT_EQ(named_now(), (Ids{"b"}));
  for (int each = 0; each < 30; ++each) {
    bed.page({known_as("m" + std::to_string(each), {email(1)})}, 4);
  }
  EXPECT_EQ(named_now().size(), kept_back_max);
}

TEST(Erased, WhoLooksLikeThemAndIsNotSharedIsNotHeldInstead) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  EntityWrite hidden = known_as("hidden", {email(1)});
  hidden.state = EntityState::withheld;
  hidden.reason = "private";
  bed.page({hidden}, 2);
  EXPECT_EQ(bed.row(person("hidden")).reason, "private");
}

// A listing shows the same record again and again; its applications must not be read each time.
TEST(Erased, AHeldOneThatIsReadAgainStaysAsItWas) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  EntityWrite again = known_as("again", {email(1)});
  bed.page({again}, 2);
  bed.page({ready(application("x"), 1, {job("j"), person("again")})}, 2);
  again.version = 2;
  EXPECT_EQ(bed.page({again}, 3), 1u);
  EXPECT_EQ(bed.row(person("again")).wanted, 1u);
  EXPECT_TRUE(bed.rereads(RecordKind::application).empty());
  EXPECT_EQ(bed.row(application("x")).reason, "parent_held");
}

TEST(ReleasePerson, OnlyWhoIsHeldForThisReasonIsKnown) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  EXPECT_FALSE(bed.ask<PersonReleased>(ReleasePerson{"p"}).known);
  EXPECT_FALSE(bed.ask<PersonReleased>(ReleasePerson{"q"}).known);
  EXPECT_FALSE(bed.ask<PersonReleased>(ReleasePerson{"nobody"}).known);
  bed.page({known_as("again", {email(1)})}, 2);
  EXPECT_TRUE(bed.ask<PersonReleased>(ReleasePerson{"again"}).known);
  bed.page({known_as("again", {email(1)}, 2)}, 3);
  EXPECT_TRUE(bed.ask<PersonReleased>(ReleasePerson{"again"}).known) << "saying it twice is fine";
}

TEST(ReleasePerson, ALaterErasureEndsTheRelease) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  bed.page({known_as("again", {email(1)})}, 2);
  bed.ask<PersonReleased>(ReleasePerson{"again"});
  bed.page({known_as("again", {email(1)}, 2)}, 3);
  EXPECT_EQ(bed.suppress("case-2", {}, {email(1)}).candidates, 2u) << "of the same case";
  EXPECT_EQ(bed.state(person("again")), EntityState::withdrawing);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{email(1)}}).erased);
}

TEST(TakeErasures, TellsWhoStillLeavesAndWhatToVerify) {
  Bed bed = filled();
  bed.suppress("case-1", {"p", "later"}, {}, 77);
  auto cases = bed.erasures();
  ASSERT_EQ(cases.size(), 1u);
  EXPECT_EQ(cases[0].erasure, "case-1");
  EXPECT_EQ(cases[0].requested, from_ms(77));
  EXPECT_EQ(cases[0].leaving, 5u);
  EXPECT_TRUE(cases[0].gone.empty());
  withdraw_all(bed, {stage("s"), note("n"), application("a")});
  EXPECT_EQ(bed.erasures()[0].leaving, 2u);
  withdraw_all(bed, {person("p"), person("later")});
  cases = bed.erasures();
  EXPECT_EQ(cases[0].leaving, 0u);
  EXPECT_EQ(cases[0].gone,
            (std::vector<RecordKey>{person("later"), person("p"), application("a")}));
}

TEST(TakeErasures, WhatLinkedInStillHoldsIsWithdrawnAgain) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  withdraw_all(bed, {stage("s"), note("n"), application("a"), person("p")});
  bed.mark(RecordKind::candidate, {"p"}, EntityState::withdrawing, "erased");
  EXPECT_EQ(bed.erasures()[0].leaving, 1u);
  EXPECT_EQ(bed.withdrawals(RecordKind::candidate).size(), 1u);
  withdraw_all(bed, {person("p")});
  EXPECT_EQ(bed.erasures()[0].gone.size(), 2u);
}

TEST(CloseErasure, TheCaseIsCountedAndNotTakenAgain) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  bed.suppress("case-2", {"q"});
  bed.ask<ErasureClosed>(CloseErasure{"case-1", from_ms(9)});
  bed.ask<ErasureClosed>(CloseErasure{"nobody's", from_ms(9)});
  ASSERT_EQ(bed.erasures().size(), 1u);
  EXPECT_EQ(bed.erasures()[0].erasure, "case-2");
  const ExchangeCounts counts = bed.ask<Counts>(Tally{}).exchange;
  EXPECT_EQ(counts.erasures_requested, 2u);
  EXPECT_EQ(counts.erasures_confirmed, 1u);
}

// What could not be read says nothing: its person is still who it was.
EntityWrite unreadable(RecordKey key, std::uint32_t version) {
  EntityWrite write = decided(std::move(key), version, EntityState::held, "connector_crashed");
  write.digest = {};
  write.unmapped = true;
  return write;
}

TEST(UnmappedItem, AnEraseByAddressAfterACrashOverTheCandidateFindsIt) {
  Bed bed = filled();
  bed.page({unreadable(person("p"), 2)}, 2);
  EXPECT_EQ(bed.state(person("p")), EntityState::held);
  EXPECT_EQ(bed.suppress("case-1", {}, {email(1)}).records, 4u);
  EXPECT_EQ(bed.state(person("p")), EntityState::withdrawing);
}

TEST(UnmappedItem, AChildThatCouldNotBeReadGoesWithItsParentAndUnderIt) {
  Bed bed = filled();
  bed.page({unreadable(stage("s"), 2), unreadable(application("a"), 2)}, 2);
  EXPECT_EQ(bed.ask<Parents>(FindParents{RecordKind::stage, RecordKind::application, {"s"}}).ids,
            (Ids{"a"}));
  EXPECT_EQ(bed.suppress("case-1", {"p"}).records, 4u);
  TakeChildren verb{.kind = RecordKind::stage, .withdrawals = true, .busy = {}};
  const auto items = bed.ask<Work>(verb).items;
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].parent, "a");
}

TEST(UnmappedItem, WhoIsKeptBackStaysSoWhileItCannotBeRead) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  bed.page({known_as("again", {email(1)})}, 2);
  bed.page({unreadable(person("again"), 2)}, 3);
  EXPECT_EQ(bed.row(person("again")).reason, "erased_before");
}

// "q" was sent long ago, and now carries the address of "p": by an edit, or because the vendor
// merged the two.
TEST(Erased, WhoGainsAnErasedAddressWhileAtLinkedInIsWithdrawn) {
  Bed bed = filled();
  bed.confirm(application("b"));
  bed.suppress("case-1", {}, {email(1)});
  bed.page({known_as("q", {email(1), email(2)}, 2)}, 2);
  EXPECT_EQ(bed.state(person("q")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  EXPECT_EQ(bed.state(application("b")), EntityState::withdrawing);
  EXPECT_EQ(bed.erasures().at(0).leaving, 6u) << "the open case is about them as well";
  bed.page({known_as("q", {email(1), email(2)}, 3)}, 3);
  EXPECT_EQ(bed.state(person("q")), EntityState::withdrawing) << "listed while it leaves";
  withdraw_all(bed, {application("b"), person("q")});
  bed.page({known_as("q", {email(1), email(2)}, 4)}, 4);
  EXPECT_EQ(bed.state(person("q")), EntityState::held);
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  EXPECT_TRUE(bed.ask<PersonReleased>(ReleasePerson{"q"}).known);
  bed.page({known_as("q", {email(1), email(2)}, 6)}, 5);
  EXPECT_EQ(bed.state(person("q")), EntityState::ready);
}

TEST(Erased, WhoWasReleasedStaysAtLinkedInAfterAnEdit) {
  Bed bed = filled();
  bed.suppress("case-1", {"p"});
  bed.page({known_as("again", {email(1)})}, 2);
  bed.ask<PersonReleased>(ReleasePerson{"again"});
  bed.page({known_as("again", {email(1)}, 2)}, 3);
  bed.confirm(person("again"), 2);
  bed.page({known_as("again", {email(1)}, 3)}, 4);
  EXPECT_EQ(bed.state(person("again")), EntityState::ready);
}

TEST(Suppress, TheMemberOfACandidateLinkedButNeverReadBackStaysAway) {
  Bed bed = filled();
  bed.ask<PersonLinked>(LinkPerson{"q", "urn:li:person:Q", member(4)});
  bed.ask<PersonLinked>(LinkPerson{"unread", "urn:li:person:U", member(5)});
  bed.suppress("case-1", {"q", "unread"});
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{member(4)}}).erased);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{member(5)}}).erased);
  bed.page({known_as("other", {email(9), member(5)})}, 2);
  EXPECT_EQ(bed.row(person("other")).reason, "erased_before");
}

}  // namespace
}  // namespace crosswalk
