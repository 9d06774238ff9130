// Two small decisions of an export on their own: which candidate a member is, where a wrong guess
// gives one person's file to another, and how far an export had come, where a wrong reading makes
// somebody twice.

#include <gtest/gtest.h>

#include "flow/exchange/exports/person_search.hpp"
#include "flow/exchange/exports/progress.hpp"
#include "flow/exchange/notice.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view urn_of_person = "urn:li:person:ana";

EntityRow row(const std::string& id, std::string person = {}, EntityState state = EntityState::sent,
              std::string reason = {}) {
  return {.key = {RecordKind::candidate, id},
          .wanted = 1,
          .sent = 1,
          .digest = {},
          .state = state,
          .reason = std::move(reason),
          .policy = 1,
          .person = std::move(person)};
}

PersonVerdict judge(std::vector<PersonFound::Match> matches,
                    std::vector<std::optional<EntityRow>> rows) {
  return judge_person({std::move(matches), false}, {std::move(rows)}, urn_of_person);
}

TEST(PersonSearch, NobodyIsNobody) {
  const PersonVerdict verdict = judge({}, {});
  EXPECT_TRUE(verdict.candidate.empty());
  EXPECT_FALSE(verdict.ambiguous);
}

TEST(PersonSearch, TheMemberOutweighsTheAddress) {
  const PersonVerdict verdict =
      judge({{IdentityKind::member, "C2"}, {IdentityKind::email_and_name, "C1"}},
            {row("C2", std::string(urn_of_person)), row("C1")});
  EXPECT_EQ(verdict.candidate, "C2");
}

TEST(PersonSearch, AnAddressAloneIsNeverAPerson) {
  EXPECT_TRUE(judge({{IdentityKind::email, "C1"}}, {row("C1")}).candidate.empty());
}

TEST(PersonSearch, SomebodyLinkedToAnotherMemberIsADoubt) {
  const PersonVerdict verdict =
      judge({{IdentityKind::email_and_name, "C1"}}, {row("C1", "urn:li:person:other")});
  EXPECT_TRUE(verdict.ambiguous);
  EXPECT_TRUE(verdict.candidate.empty());
}

TEST(PersonSearch, SeveralAreADoubt) {
  for (const IdentityKind kind : {IdentityKind::member, IdentityKind::email_and_name}) {
    EXPECT_TRUE(judge({{kind, "C1"}, {kind, "C2"}}, {row("C1"), row("C2")}).ambiguous);
  }
}

TEST(PersonSearch, WhoeverTheVendorHasNoMoreIsNotTaken) {
  const auto gone = row("C1", {}, EntityState::withdrawn, "gone");
  EXPECT_EQ(judge({{IdentityKind::member, "C1"}, {IdentityKind::member, "C2"}}, {gone, row("C2")})
                .candidate,
            "C2");
}

// Merged into another, whose id nobody told us: to make the person anew would be a double.
TEST(PersonSearch, AMemberWhoseCandidateIsGoneIsADoubt) {
  for (const char* reason : {"gone", "absent"}) {
    for (const EntityState state : {EntityState::withdrawing, EntityState::withdrawn}) {
      const PersonVerdict verdict =
          judge({{IdentityKind::member, "C1"}}, {row("C1", {}, state, reason)});
      EXPECT_TRUE(verdict.ambiguous);
      EXPECT_TRUE(verdict.gone);
      EXPECT_TRUE(verdict.candidate.empty());
    }
  }
  const auto gone = row("C1", std::string(urn_of_person), EntityState::withdrawn, "gone");
  EXPECT_EQ(
      judge({{IdentityKind::member, "C1"}, {IdentityKind::email_and_name, "C2"}}, {gone, row("C2")})
          .candidate,
      "C2");
}

TEST(PersonSearch, WhoeverIsOnlyKeptFromLinkedInIsTaken) {
  const auto kept_back = row("C1", {}, EntityState::withdrawn, "private");
  EXPECT_EQ(judge({{IdentityKind::member, "C1"}}, {kept_back}).candidate, "C1");
  EXPECT_EQ(judge({{IdentityKind::member, "C1"}}, {std::nullopt}).candidate, "C1");
}

// Missing with many others: perhaps gone, perhaps not, and nothing is hung on them until a person
// has said so.
TEST(PersonSearch, WhoeverIsRestrictedIsADoubtUnlessAnotherIsMeant) {
  const auto missing = row("C1", {}, EntityState::restricted, "many_absent");
  for (const IdentityKind kind : {IdentityKind::member, IdentityKind::email_and_name}) {
    const PersonVerdict verdict = judge({{kind, "C1"}}, {missing});
    EXPECT_TRUE(verdict.restricted && verdict.ambiguous);
    EXPECT_TRUE(verdict.candidate.empty());
  }
  const PersonVerdict another = judge(
      {{IdentityKind::member, "C2"}, {IdentityKind::email_and_name, "C1"}}, {row("C2"), missing});
  EXPECT_EQ(another.candidate, "C2");
  EXPECT_FALSE(another.restricted);
}

TEST(PersonSearch, LooksForEveryAddressAloneAndWithTheName) {
  ExportedProfile person;
  person.member = urn_of_person;
  person.first_name = "Ana";
  person.last_name = "Example";
  person.emails = {"ana@example.com", "", "a@example.com"};
  const std::vector<Identity> all = identities_of(person, std::string(32, 'k'));
  const auto count = [&all](IdentityKind kind) {
    return std::ranges::count(all, kind, &Identity::kind);
  };
  EXPECT_EQ(count(IdentityKind::member), 1);
  EXPECT_EQ(count(IdentityKind::email), 2);
  EXPECT_EQ(count(IdentityKind::email_and_name), 2);
}

ExportProgress half_way() {
  return {.stage = ExportStage::creating_application,
          .member = std::string(urn_of_person),
          .job = "J1",
          .candidate = "C1",
          .application = "A1",
          .since = from_ms(1000),
          .last = from_ms(2000),
          .failures = 3,
          .refused = true};
}

TEST(Progress, ComesBackAsItWasWritten) {
  const auto read = read_progress(write_progress(half_way()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(write_progress(*read), write_progress(half_way()));
  EXPECT_EQ(read->candidate, "C1");
  EXPECT_EQ(read->last, from_ms(2000));
  EXPECT_TRUE(read->refused);
  EXPECT_TRUE(read->unsure);
}

TEST(Progress, IsUnsureOfItsLastAttemptUnlessItSaysOtherwise) {
  ExportProgress sure = half_way();
  sure.unsure = false;
  std::string text = write_progress(sure);
  EXPECT_FALSE(read_progress(text)->unsure);
  const std::string said = R"(,"unsure":false)";
  const std::size_t at = text.find(said);
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_TRUE(read_progress(text.erase(at, said.size()))->unsure) << "as an older release wrote it";
}

TEST(Progress, OfNothingNamesNobody) {
  ExportProgress begun = half_way();
  begun.stage = ExportStage::nothing;
  const std::string text = write_progress(begun);
  EXPECT_EQ(text.find("urn:li"), std::string::npos);
  EXPECT_EQ(text.find("C1"), std::string::npos);
  EXPECT_EQ(read_progress(text)->failures, 3u);
  EXPECT_EQ(read_progress("")->stage, ExportStage::nothing);
}

TEST(Progress, ThatCannotBeReadIsNotTakenForABeginning) {
  ExportProgress nobody = half_way();
  nobody.candidate.clear();
  EXPECT_FALSE(read_progress(write_progress(nobody)).has_value());
  for (const char* text :
       {"x", "{}", "[]", R"({"stage":9,"failures":0})", R"({"stage":-1,"failures":0})",
        R"({"stage":1,"failures":0})", R"({"stage":1,"failures":0,"member":"m","job":"j"})",
        R"({"stage":0,"failures":99999999999})"}) {
    EXPECT_FALSE(read_progress(text).has_value()) << text;
  }
}

TEST(Notice, FailuresAreLookedAtFurtherAndFurtherApart) {
  const Instant now = from_ms(1'000'000'000);
  Instant at = now;
  for (std::uint32_t failures = 1; failures < 12; ++failures) {
    const Instant next = next_look(at, failures, 7);
    EXPECT_GE(next - at, std::chrono::seconds{4});
    EXPECT_LE(next - at, std::chrono::hours{2});
    at = next;
  }
  EXPECT_GE(at - now, std::chrono::hours{2});
  EXPECT_LE(at - now, std::chrono::hours{24});
}

}  // namespace
}  // namespace crosswalk
