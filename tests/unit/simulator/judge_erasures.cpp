// A promise to somebody who asked to be forgotten. Were the judge to look away here, a product that
// lets them come back with the next full listing, or for an hour only, would pass every test.

#include <vector>

#include "judged_world.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class JudgeErasures : public JudgedWorld {
 protected:
  JudgeErasures() {
    note = &held<Note>(EntityKind::application_note);
    application = world.find<Application>(note->application_id);
    person = world.find<Candidate>(application->candidate_id);
  }

  // What the product has to do, then the promise.
  void forget() {
    take_back(*person);
    client.now += 1min;
    promised = client.now;
    erased.candidates = {{person->id, promised}};
    client.now += 1min;
  }
  void tell_again() { put(candidate_kind, person->id, content(Truth(world, policy), *person)); }
  void tell_application_again() {
    put(application_kind, application->id, content(Truth(world, policy), *application));
  }

  std::vector<std::string> words() {
    std::vector<std::string> all;
    for (const Disagreement& each : verdict().first) {
      all.push_back(std::string(name_of(each.kind)) + " " + std::string(each.what));
    }
    return all;
  }

  const Note* note = nullptr;
  const Application* application = nullptr;
  const Candidate* person = nullptr;
  Instant promised{};
};

using Words = std::vector<std::string>;

TEST_F(JudgeErasures, WhoLeftForGoodIsNotMissed) {
  forget();
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
  EXPECT_EQ(*to_json(verdict()).find("invariants")->find("broken_erasures")->integer(), 0);
}

// The twin: without the promise somebody who lives at the vendor must be at LinkedIn.
TEST_F(JudgeErasures, WithoutAPromiseTheyAreMissing) {
  forget();
  erased = {};
  EXPECT_FALSE(verdict().agrees());
  EXPECT_EQ(verdict().first.front().what, "missing");
  EXPECT_EQ(verdict().broken_erasures, 0u);
}

TEST_F(JudgeErasures, WhatIsStillThereIsNamedOnceWithAllThatHangsOnIt) {
  erased.candidates = {{person->id, client.now}};
  const Verdict found = verdict();
  EXPECT_FALSE(found.agrees());
  EXPECT_GE(found.broken_erasures, 3u) << "a person, an application and a note at least";
  for (const Disagreement& each : found.first) EXPECT_EQ(each.what, "erased_and_held");
  EXPECT_EQ(found.first.size(), std::min<std::size_t>(found.broken_erasures, 20));
  EXPECT_EQ(found.of_deleted_persons, 0u);
}

TEST_F(JudgeErasures, WhoComesBackBreaksThePromise) {
  forget();
  tell_again();
  EXPECT_EQ(words(), (Words{"candidate erased_and_back"}));
  EXPECT_EQ(verdict().broken_erasures, 1u);
  tell_application_again();
  EXPECT_EQ(words(), (Words{"candidate erased_and_back", "application erased_and_back"}));
  put_child(EntityKind::application_note, application->id, note->id,
            content(Truth(world, policy), *note));
  EXPECT_EQ(verdict().broken_erasures, 3u);
  EXPECT_EQ(write_json(to_json(verdict())).find(std::string(person->last_name)), std::string::npos);
}

TEST_F(JudgeErasures, WhoComesBackAndLeavesAgainHasStillBeenTold) {
  forget();
  tell_again();
  client.now += 1min;
  client.remove(candidate_kind, {{std::to_string(person->id), ""}});
  EXPECT_EQ(words(), (Words{"candidate erased_and_back"}));
  EXPECT_EQ(verdict().kinds[1].extra, 0u) << "it is not there";
}

TEST_F(JudgeErasures, AChildAloneThatComesBackIsSeen) {
  forget();
  tell_application_again();
  put_child(EntityKind::application_note, application->id, note->id,
            content(Truth(world, policy), *note));
  EXPECT_EQ(words(), (Words{"application erased_and_back", "application_note erased_and_back"}));
}

TEST_F(JudgeErasures, ThePromiseOutlivesThePersonAtTheVendor) {
  forget();
  world.remove(Kind::candidate, person->id, later);
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
  put(candidate_kind, person->id, content(Truth(world, policy), *person));
  EXPECT_EQ(words(), (Words{"candidate erased_and_back"})) << "said once, in its own word";
}

TEST_F(JudgeErasures, AMembersPromiseIsThatOfTheirCandidateAndOfEveryFurtherExport) {
  const std::string member = "urn:li:person:ada";
  forget();
  erased.candidates.clear();
  erased.members = {{member, promised}};
  exports.members = {{person->id, member}};
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
  Candidate wanted;
  wanted.first_name = "Ada";
  wanted.last_name = "Fernhollow";
  const Id again = world.admit(wanted, promised + 1h);
  exports.members[again] = member;
  EXPECT_EQ(words(), (Words{"candidate erased_and_exported"}));
  erased.members.clear();
  erased.candidates = {{person->id, promised}};
  EXPECT_EQ(words(), (Words{"candidate erased_and_exported"}))
      << "erased by id, a candidate stands for the same member";
}

TEST_F(JudgeErasures, ALinkedCandidateOfAnErasedMemberIsSeenThoughNoExportIsKnown) {
  std::string json = content(Truth(world, policy), *person);
  json.insert(json.size() - 1, ",\"manualMatchedMember\":\"urn:li:person:ada\"");
  put(candidate_kind, person->id, json);
  EXPECT_EQ(words(), (Words{"candidate wrong_member"})) << "a link that nobody ordered";
  erased.members = {{"urn:li:person:ada", client.now}};
  EXPECT_FALSE(verdict().agrees());
  EXPECT_EQ(words().front(), "candidate erased_and_held");
}

TEST_F(JudgeErasures, OfAVendorWithoutHistoryTheirStagesAreNamedOnce) {
  policy.without_history = true;
  erased.candidates = {{person->id, client.now}};
  std::size_t stages = 0;
  for (const std::string& each : words()) {
    stages += each.starts_with("stage") && each != "stage erased_and_held" ? 1 : 0;
  }
  EXPECT_EQ(stages, 0u);
}

}  // namespace
}  // namespace crosswalk::sim
