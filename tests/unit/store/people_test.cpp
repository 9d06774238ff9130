// Who is who. At stake: two records of one person are found without the store knowing either
// name, and nobody is taken for somebody else.

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

/// Matches as "kind:candidate".
Ids matches(Bed& bed, std::vector<Identity> identities) {
  Ids found;
  for (const auto& match : bed.ask<PersonFound>(FindPerson{std::move(identities)}).matches) {
    found.push_back(std::to_string(static_cast<int>(match.kind)) + ":" + match.candidate);
  }
  return found;
}

TEST(FindPerson, TheSurestIdentityComesFirst) {
  Bed bed(in_memory());
  bed.page({known_as("d", {email(1)}), known_as("c", {email(1), named(1)}),
            known_as("b", {email(1)}), known_as("a", {email(2)})});
  bed.ask<PersonLinked>(LinkPerson{"z", "urn:li:person:z", member(1)});
  EXPECT_EQ(matches(bed, {email(1), named(1), member(1)}), (Ids{"2:z", "4:c", "3:b", "3:d"}));
  EXPECT_TRUE(matches(bed, {email(9)}).empty());
  EXPECT_TRUE(matches(bed, {named(2)}).empty()) << "kinds never share a digest";
}

TEST(FindPerson, ANewVersionsIdentitiesReplaceTheOldOnes) {
  Bed bed(in_memory());
  bed.page({known_as("a", {email(1), email(2)})});
  EXPECT_EQ(matches(bed, {email(1)}), (Ids{"3:a"}));
  bed.page({known_as("a", {email(2), email(3)}, 2)}, 2);
  EXPECT_TRUE(matches(bed, {email(1)}).empty());
  EXPECT_EQ(matches(bed, {email(3)}), (Ids{"3:a"}));
}

TEST(FindPerson, WhoIsGoneFromTheVendorIsFoundNoMore) {
  Bed bed(in_memory());
  bed.page({known_as("gone", {email(1)}), known_as("hidden", {email(1)}),
            decided(person("unsent"), 1, EntityState::held, "missing:last_name")});
  bed.confirm(person("gone"));
  bed.ask<PersonLinked>(LinkPerson{"gone", "urn:li:person:g", member(1)});
  bed.page({decided(person("hidden"), 2, EntityState::withheld, "private")}, 2);
  bed.mark(RecordKind::candidate, {"gone"}, EntityState::withdrawing, "absent");
  bed.commit({outcome(person("gone"), 2, OutcomeKind::withdrawn)});
  EXPECT_TRUE(matches(bed, {email(1), member(1)}).empty());
}

TEST(FindPerson, WhoIsForgottenIsFoundNoMore) {
  Bed bed(in_memory());
  EntityWrite held = known_as("h", {email(1)});
  held.state = EntityState::held;
  held.reason = "missing:last_name";
  bed.page({held});
  EXPECT_EQ(matches(bed, {email(1)}), (Ids{"3:h"}));
  bed.ask<Forgotten>(Forget{RecordKind::candidate, {"h"}});
  EXPECT_TRUE(matches(bed, {email(1)}).empty());
}

TEST(LinkPerson, TheRowTellsTheMemberAndIsReadAgain) {
  Bed bed(in_memory());
  bed.page({known_as("a", {email(1)}), known_as("b", {email(2)})});
  bed.ask<PersonLinked>(LinkPerson{"a", "urn:li:person:A", member(1)});
  EXPECT_EQ(bed.row(person("a")).person, "urn:li:person:A");
  EXPECT_TRUE(bed.row(person("b")).person.empty());
  EXPECT_EQ(bed.rereads(RecordKind::candidate), (Ids{"a"}));
  bed.ask<PersonLinked>(LinkPerson{"a", "urn:li:person:AA", member(2)});
  EXPECT_EQ(bed.row(person("a")).person, "urn:li:person:AA");
  EXPECT_TRUE(matches(bed, {member(1)}).empty());
  bed.ask<PersonLinked>(LinkPerson{"a", {}, {}});
  EXPECT_TRUE(bed.row(person("a")).person.empty());
  EXPECT_TRUE(matches(bed, {member(2)}).empty());
}

TEST(LinkPerson, ACandidateNobodyReadYetIsKnownByItsMemberAlone) {
  Bed bed(in_memory());
  bed.ask<PersonLinked>(LinkPerson{"new", "urn:li:person:N", member(1)});
  const EntityRow row = bed.row(person("new"));
  EXPECT_EQ(row.person, "urn:li:person:N");
  EXPECT_EQ(row.wanted, 0u);
  EXPECT_EQ(row.sent, 0u);
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::waiting), 0u);
  bed.page({known_as("new", {email(1), member(1)})});
  EXPECT_EQ(bed.state(person("new")), EntityState::ready);
  EXPECT_EQ(bed.row(person("new")).person, "urn:li:person:N");
}

// Deleted, anonymised or made unfit at the vendor: whoever asks for them finds nobody to write to.
TEST(FindPerson, WhoWasDeletedOrAnonymisedIsForgottenOnceLinkedInHasThemNoMore) {
  for (const std::string reason : {"gone", "not_for_linkedin"}) {
    Bed bed(in_memory());
    bed.page({known_as("a", {email(1)})});
    bed.confirm(person("a"));
    bed.ask<PersonLinked>(LinkPerson{"a", "urn:li:person:A", member(1)});
    bed.mark(RecordKind::candidate, {"a"}, EntityState::withdrawing, reason);
    EXPECT_FALSE(matches(bed, {email(1)}).empty()) << "while it is there: " << reason;
    bed.commit({outcome(person("a"), 2, OutcomeKind::withdrawn)});
    EXPECT_TRUE(matches(bed, {email(1), member(1)}).empty()) << reason;
    EXPECT_TRUE(bed.row(person("a")).person.empty()) << reason;
  }
}

}  // namespace
}  // namespace crosswalk
