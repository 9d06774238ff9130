// Who is taken for whom. At stake: the wrong person's record is shown to a recruiter, or an erased
// person comes back because of a capital letter; and a digest that could be guessed would be the
// address itself.

#include "privacy/identity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

const std::string key(32, 'k');
const std::string other_key(32, 'o');

TEST(Identity, AnAddressIsComparedWithoutCaseAndOuterBlanks) {
  const Identity plain = email_identity("ada@example.com", key);
  EXPECT_EQ(email_identity("  Ada@Example.COM\t\r\n", key), plain);
  EXPECT_NE(email_identity("ada+1@example.com", key), plain);
  EXPECT_NE(email_identity("ad a@example.com", key), plain);
  EXPECT_EQ(plain.kind, IdentityKind::email);
}

TEST(Identity, ANameIsComparedWithoutCaseAndRunsOfBlanks) {
  const Identity plain = email_and_name_identity("a@example.com", "Ada Maria", "Love", key);
  EXPECT_EQ(email_and_name_identity("A@example.com", " ADA   maria ", "love ", key), plain);
  EXPECT_NE(email_and_name_identity("a@example.com", "AdaMaria", "Love", key), plain);
  EXPECT_NE(email_and_name_identity("a@example.com", "Ada", "Maria Love", key), plain);
  EXPECT_NE(email_and_name_identity("b@example.com", "Ada Maria", "Love", key), plain);
}

// What another script means by case is not ours to decide.
TEST(Identity, OnlyAsciiLettersFold) {
  EXPECT_NE(email_and_name_identity("a@example.com", "\xC3\x89va", "L", key),
            email_and_name_identity("a@example.com", "\xC3\xA9va", "L", key));
  EXPECT_NE(email_identity("\xC3\xA9@example.com", key), email_identity("e@example.com", key));
}

TEST(Identity, KindsAndPartsNeverMakeTheSameDigest) {
  const std::string text = "urn:li:person:1";
  const RecordDigest candidate = candidate_identity(text, key).digest;
  const RecordDigest member = member_identity(text, key).digest;
  const RecordDigest email = email_identity(text, key).digest;
  EXPECT_NE(candidate, member);
  EXPECT_NE(member, email);
  EXPECT_NE(email, email_and_name_identity(text, "", "", key).digest);
  EXPECT_NE(email_and_name_identity("a", "bc", "d", key).digest,
            email_and_name_identity("a", "b", "cd", key).digest);
  EXPECT_NE(email_and_name_identity("a", "b", "", key).digest,
            email_and_name_identity("a", "", "b", key).digest);
}

TEST(Identity, IdsAndMembersKeepTheirCase) {
  EXPECT_NE(candidate_identity("aB", key), candidate_identity("ab", key));
  EXPECT_NE(member_identity("urn:li:person:aB", key), member_identity("urn:li:person:ab", key));
  EXPECT_EQ(member_identity(" urn:li:person:aB ", key), member_identity("urn:li:person:aB", key));
}

TEST(Identity, AnotherTenantsKeyGivesAnotherDigest) {
  EXPECT_NE(email_identity("ada@example.com", key), email_identity("ada@example.com", other_key));
}

// Whoever reads the disk could otherwise try every address there is.
TEST(Identity, NoUnkeyedDigestOfTheAddressIsInIt) {
  const std::string address = "ada@example.com";
  const Sha256 plain = sha256(address);
  const Identity made = email_identity(address, key);
  EXPECT_FALSE(std::ranges::equal(std::span(plain).first(made.digest.size()), made.digest));
}

// The digests lie in stores for years: they are what they were.
TEST(Identity, TheDigestsAreFixed) {
  std::string bytes("crosswalk identity");
  bytes.push_back('\0');
  bytes.push_back('\3');
  bytes += std::string("\x0f\0\0\0", 4) + "ada@example.com";
  const Sha256 expected = hmac_sha256(key, bytes);
  const Identity made = email_identity("Ada@example.com", key);
  EXPECT_TRUE(std::ranges::equal(std::span(expected).first(made.digest.size()), made.digest));
}

Record ada() {
  Record record;
  record.key = {RecordKind::candidate, "7"};
  record.set(Field::candidate_first_name, std::string("Ada"));
  record.set(Field::candidate_last_name, std::string("Love"));
  record.set(Field::candidate_emails, std::vector<std::string>{"ada@example.com", "ADA@example.com",
                                                               " ", "love@example.com"});
  record.set(Field::candidate_person, std::string("urn:li:person:A"));
  return record;
}

TEST(IdentitiesOf, EachAddressAloneAndWithTheNameAndTheMember) {
  const std::vector<Identity> found = identities_of(ada(), key);
  std::vector<Identity> expected{member_identity("urn:li:person:A", key),
                                 email_identity("ada@example.com", key),
                                 email_identity("love@example.com", key),
                                 email_and_name_identity("ada@example.com", "Ada", "Love", key),
                                 email_and_name_identity("love@example.com", "Ada", "Love", key)};
  std::ranges::sort(expected);
  EXPECT_EQ(found, expected) << "sorted, without repeats";
}

// Half a name takes two people for one too easily.
TEST(IdentitiesOf, WithoutAWholeNameTheAddressStandsAlone) {
  Record record = ada();
  record.set(Field::candidate_last_name, std::string("  "));
  record.erase(Field::candidate_person);
  const std::vector<Identity> found = identities_of(record, key);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(std::ranges::all_of(
      found, [](const Identity& each) { return each.kind == IdentityKind::email; }));
}

TEST(IdentitiesOf, NobodyElseHasAny) {
  Record record = ada();
  record.key.kind = RecordKind::application;
  EXPECT_TRUE(identities_of(record, key).empty());
  Record bare;
  bare.key = {RecordKind::candidate, "8"};
  EXPECT_TRUE(identities_of(bare, key).empty());
}

}  // namespace
}  // namespace crosswalk
