// Two candidates whom the vendor made one. At stake: the link to a member is lost or falls to
// somebody else, whoever was erased comes back under the other id, and a case is called done while
// the other half of the person is still at LinkedIn.

#include <algorithm>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

/// Candidates "p" and "q", each with an application and "p" with a note, all at LinkedIn.
Bed two_people() {
  Bed bed(in_memory());
  bed.page({ready(job("j")), known_as("p", {email(1)}), known_as("q", {email(2)})});
  for (const RecordKey& key : {job("j"), person("p"), person("q")}) bed.confirm(key);
  bed.page({ready(application("a"), 1, {job("j"), person("p")}),
            ready(application("b"), 1, {job("j"), person("q")}),
            ready(note("n"), 1, {person("p")})});
  for (const RecordKey& key : {application("a"), application("b"), note("n")}) bed.confirm(key);
  return bed;
}

PersonMerged merge(Bed& bed, const std::string& gone, const std::string& into) {
  return bed.ask<PersonMerged>(MergePerson{gone, into});
}

void link(Bed& bed, const std::string& candidate, std::uint8_t number) {
  const std::string urn = "urn:li:person:" + std::to_string(number);
  bed.ask<PersonLinked>(LinkPerson{candidate, urn, member(number)});
}

void withdraw(Bed& bed, const std::vector<RecordKey>& keys) {
  for (const RecordKey& key : keys) {
    bed.commit({outcome(key, bed.row(key).wanted, OutcomeKind::withdrawn)});
  }
}

TEST(FindChildren, NamesWhatStandsUnderTheRecordAndWasNotErased) {
  Bed bed = two_people();
  const auto below = [&bed](const RecordKey& parent) {
    return bed.ask<ChildrenFound>(FindChildren{parent}).keys;
  };
  EXPECT_EQ(below(person("p")), (std::vector<RecordKey>{application("a"), note("n")}));
  EXPECT_EQ(below(job("j")), (std::vector<RecordKey>{application("a"), application("b")}));
  EXPECT_TRUE(below(person("nobody")).empty());
  bed.suppress("case-1", {"p"});
  EXPECT_TRUE(below(person("p")).empty());
}

TEST(MergePerson, TheLinkGoesOverAndTheOtherGoes) {
  Bed bed = two_people();
  link(bed, "p", 7);
  bed.page({}, 2, {person("p")});  // What asked for its reading is settled.
  const PersonMerged merged = merge(bed, "p", "q");
  EXPECT_TRUE(merged.carried);
  EXPECT_FALSE(merged.kept_apart);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:7");
  EXPECT_TRUE(bed.row(person("p")).person.empty());
  EXPECT_EQ(bed.rereads(RecordKind::candidate), (Ids{"q"}));
  EXPECT_EQ(bed.state(person("p")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(person("p")).reason, "gone");
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawing) << "it did not go over";
  EXPECT_EQ(bed.state(application("b")), EntityState::sent);
}

TEST(MergePerson, TwiceIsOnce) {
  Bed bed = two_people();
  link(bed, "p", 7);
  merge(bed, "p", "q");
  const std::uint32_t wanted = bed.row(person("p")).wanted;
  EXPECT_FALSE(merge(bed, "p", "q").carried);
  EXPECT_EQ(bed.row(person("p")).wanted, wanted);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:7");
  withdraw(bed, {application("a"), note("n"), person("p")});
  EXPECT_FALSE(merge(bed, "p", "q").carried);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:7");
  EXPECT_EQ(bed.state(person("p")), EntityState::withdrawn);
}

TEST(MergePerson, WhatWentOverBeforeStays) {
  Bed bed = two_people();
  bed.page({ready(application("a"), 2, {job("j"), person("q")})}, 2);
  merge(bed, "p", "q");
  EXPECT_EQ(bed.state(application("a")), EntityState::ready);
  EXPECT_EQ(bed.state(note("n")), EntityState::withdrawing);
}

TEST(MergePerson, ALinkOfTheOneWhoStaysIsLeft) {
  Bed bed = two_people();
  link(bed, "p", 7);
  link(bed, "q", 8);
  const PersonMerged merged = merge(bed, "p", "q");
  EXPECT_TRUE(merged.kept_apart);
  EXPECT_FALSE(merged.carried);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:8");
  withdraw(bed, {application("a"), note("n"), person("p")});
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{member(7)}}).matches.empty());
}

TEST(MergePerson, TheSameLinkTwiceIsNoQuarrel) {
  Bed bed = two_people();
  link(bed, "p", 7);
  link(bed, "q", 7);
  EXPECT_FALSE(merge(bed, "p", "q").kept_apart);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:7");
}

TEST(MergePerson, WhomLinkedInNeverHadIsForgottenAndTheLinkIsNot) {
  Bed bed = two_people();
  bed.page({decided(person("h"), 1, EntityState::held, "missing:last_name")}, 2);
  link(bed, "h", 7);
  EXPECT_TRUE(merge(bed, "h", "q").carried);
  EXPECT_FALSE(bed.ask<Rows>(LookUp{{person("h")}}).rows[0]);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:7");
}

TEST(MergePerson, WhoWasOnlyLinkedAndNeverReadHandsTheLinkOn) {
  Bed bed = two_people();
  link(bed, "unread", 7);
  EXPECT_TRUE(merge(bed, "unread", "q").carried);
  EXPECT_EQ(bed.row(person("q")).person, "urn:li:person:7");
  EXPECT_FALSE(bed.ask<Rows>(LookUp{{person("unread")}}).rows[0]);
}

TEST(MergePerson, IntoItselfIsNothing) {
  Bed bed = two_people();
  merge(bed, "p", "p");
  EXPECT_EQ(bed.state(person("p")), EntityState::sent);
}

// ---- who was erased ------------------------------------------------------------------------

TEST(MergePerson, WhoTakesInSomebodyErasedIsWithdrawnAndHeldUntilReleased) {
  Bed bed = two_people();
  bed.suppress("case-1", {"p"});
  withdraw(bed, {application("a"), note("n"), person("p")});
  merge(bed, "p", "q");
  EXPECT_EQ(bed.state(person("q")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  EXPECT_EQ(bed.state(application("b")), EntityState::withdrawing);
  EXPECT_EQ(bed.row(person("p")).reason, "erased");
  bed.page({known_as("q", {email(2)}, 3)}, 2);
  EXPECT_EQ(bed.state(person("q")), EntityState::withdrawing) << "listed while it leaves";
  withdraw(bed, {application("b"), person("q")});
  bed.page({known_as("q", {email(2)}, 5)}, 3);
  EXPECT_EQ(bed.state(person("q")), EntityState::held);
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  EXPECT_TRUE(bed.ask<PersonReleased>(ReleasePerson{"q"}).known);
  bed.page({known_as("q", {email(2)}, 7)}, 4);
  EXPECT_EQ(bed.state(person("q")), EntityState::ready);
  merge(bed, "p", "q");
  EXPECT_EQ(bed.state(person("q")), EntityState::ready) << "told twice, and released between";
}

TEST(MergePerson, AnOpenCaseIsAboutWhoTookThemInAsWell) {
  Bed bed = two_people();
  bed.suppress("case-1", {"p"});
  ASSERT_EQ(bed.erasures().at(0).leaving, 3u);
  merge(bed, "p", "q");
  EXPECT_EQ(bed.erasures().at(0).leaving, 5u);
  withdraw(bed, {application("a"), note("n"), person("p"), application("b"), person("q")});
  const Erasures::Case open = bed.erasures().at(0);
  EXPECT_EQ(open.leaving, 0u);
  EXPECT_EQ(open.gone,
            (std::vector<RecordKey>{person("p"), person("q"), application("a"), application("b")}))
      << "each is to be verified";
}

TEST(MergePerson, NoExportFindsWhoTookInSomebodyErased) {
  Bed bed = two_people();
  link(bed, "q", 8);
  bed.suppress("case-1", {"p"});
  EXPECT_FALSE(bed.ask<PersonFound>(FindPerson{{member(8)}}).erased);
  merge(bed, "p", "q");
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{member(8)}}).erased);
}

TEST(MergePerson, WhoIsHeldForAnErasureKeepsBackWhoTakesThemIn) {
  Bed bed = two_people();
  bed.suppress("case-1", {}, {email(9)});
  bed.page({known_as("h", {email(9)})}, 2);
  ASSERT_EQ(bed.row(person("h")).reason, "erased_before");
  merge(bed, "h", "q");
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  EXPECT_EQ(bed.erasures().at(0).leaving, 2u);
  bed.page({known_as("r", {email(3)})}, 2);
  merge(bed, "q", "r");
  EXPECT_EQ(bed.row(person("r")).reason, "erased_before") << "and so on";
}

TEST(MergePerson, WhoWasReleasedKeepsNobodyBack) {
  Bed bed = two_people();
  bed.suppress("case-1", {}, {email(9)});
  bed.page({known_as("h", {email(9)})}, 2);
  bed.ask<PersonReleased>(ReleasePerson{"h"});
  merge(bed, "h", "q");
  EXPECT_EQ(bed.state(person("q")), EntityState::sent);
}

// An older release spoke of another person.
TEST(MergePerson, AReleaseDoesNotCoverWhoIsTakenInLater) {
  Bed bed = two_people();
  bed.suppress("case-1", {}, {email(9)});
  bed.page({known_as("q", {email(2), email(9)}, 2)}, 2);
  bed.ask<PersonReleased>(ReleasePerson{"q"});
  bed.suppress("case-2", {"p"});
  merge(bed, "p", "q");
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  bed.page({known_as("q", {email(2), email(9)}, 5)}, 3);
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
}

TEST(MergePerson, OfWhoWentIntoSomebodyErasedNothingIsTakenBack) {
  Bed bed = two_people();
  link(bed, "p", 7);
  bed.suppress("case-1", {"q"});
  EXPECT_FALSE(merge(bed, "p", "q").carried);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{member(7)}}).erased);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{email(1)}}).erased);
  EXPECT_TRUE(bed.row(person("q")).person.empty());
  EXPECT_EQ(bed.erasures().at(0).leaving, 5u) << "the open case is about both of them";
  bed.page({known_as("again", {email(1)})}, 2);
  EXPECT_EQ(bed.row(person("again")).reason, "erased_before");
}

TEST(MergePerson, AMemberWhoWasErasedIsNotHandedOn) {
  Bed bed = two_people();
  bed.suppress("case-1", {}, {member(7)});
  link(bed, "p", 7);
  EXPECT_FALSE(merge(bed, "p", "q").carried);
  EXPECT_TRUE(bed.row(person("q")).person.empty());
}

TEST(MergePerson, OutlivesTheStore) {
  TemporaryDirectory directory;
  const StoreOptions options = options_at(directory.file("tenant.db"));
  {
    Bed bed(opened(options));
    bed.page({known_as("p", {email(1)}), known_as("q", {})});
    bed.confirm(person("q"));
    bed.suppress("case-1", {"p"});
    merge(bed, "p", "q");
  }
  Bed bed(opened(options));
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  withdraw(bed, {person("q")});
  bed.page({known_as("q", {}, 9)}, 3);
  EXPECT_EQ(bed.state(person("q")), EntityState::held) << "nothing but the merge says so";
}

}  // namespace
}  // namespace crosswalk
