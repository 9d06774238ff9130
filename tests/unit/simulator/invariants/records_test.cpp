// I1 to I5. An oracle that fires without cause is switched off, and one that never fires is of no
// use: for each there is something that breaks it, and something close by that does not.

#include <functional>

#include "held.hpp"
#include "judge/invariants/records/absences.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class Records : public Held {
 protected:
  // A candidate that is sent and has an application that is sent.
  const Candidate& applicant() {
    const Truth truth(world, policy);
    for (const Application& each : world.all<Application>()) {
      if (truth.of(each) == Standing::sent) return *world.find<Candidate>(each.candidate_id);
    }
    ADD_FAILURE() << "nobody applied";
    return *world.all<Candidate>().begin();
  }
  const Note& note_of_person() {
    for (const Note& each : world.all<Note>()) {
      if (client.find(EntityKind::candidate_note, key_of(each)) != nullptr) return each;
    }
    ADD_FAILURE() << "no note is held";
    return *world.all<Note>().begin();
  }
};

TEST_F(Records, TheTruthBreaksNothing) {
  EXPECT_EQ(words(look()), "");
  listing(true);
  EXPECT_EQ(words(look()), "");
}

TEST_F(Records, I1AMissingRecordIsToldOnceItIsQuiet) {
  const Id id = some<Application>().id;
  client.remove(application_kind, {{std::to_string(id), ""}});
  EXPECT_EQ(words(look(false)), "");
  const auto found = look();
  ASSERT_NE(words(found).find("I1: application " + std::to_string(id) + " is not at LinkedIn"),
            std::string::npos)
      << words(found);
  EXPECT_EQ(words(look()), "") << "each breach is told once";
}

TEST_F(Records, I1WhoeverWasNeverToldOfARecordCannotMissIt) {
  listing(true);
  look();
  client.now += 1min;
  const Id id = world.add_candidate(client.now);
  EXPECT_EQ(words(look()), "") << "nobody has read since";
  EXPECT_EQ(invariants.excused(), (Excused{{"I1", 1}}));
  listing(false);
  const auto found = look();
  EXPECT_TRUE(invariants.excused().empty()) << "what is told is not excused";
  EXPECT_EQ(words(found), "I1: candidate " + std::to_string(id) + " is not at LinkedIn\n");
}

TEST_F(Records, I1AListingThatFailedToldNobody) {
  listing(true);
  look();
  client.now += 1min;
  world.add_candidate(client.now);
  listing(false, {.status = 500, .headers = {}, .body = {}});
  EXPECT_EQ(words(look()), "");
  listing(false);
  EXPECT_EQ(ids(look()), "I1");
}

TEST_F(Records, I1AFalsePageIsPutRightByAWholeListing) {
  listing(true);
  look();
  client.now += 1min;
  world.add_candidate(client.now);
  listing(false, {.status = 200, .headers = {}, .body = {}}, Candour::falsified);
  EXPECT_EQ(words(look()), "");
  listing(false);
  EXPECT_EQ(words(look()), "") << "what was false then is not listed again";
  listing(true);
  EXPECT_EQ(ids(look()), "I1");
}

TEST_F(Records, I1APageThatLeftSomethingOutIsPutRightByTheNextListing) {
  listing(true);
  look();
  client.now += 1min;
  world.add_candidate(client.now);
  listing(false, {.status = 200, .headers = {}, .body = {}}, Candour::late);
  EXPECT_EQ(words(look()), "");
  listing(false);
  EXPECT_EQ(ids(look()), "I1");
}

// What fails, is late or is false speaks for what is made of it and for nothing else.
class Beside : public Records {
 protected:
  // A candidate and a note that nobody sends, once all was read but for `broken`.
  std::string missed(const std::function<void()>& broken) {
    listing(true);
    asked("notes", 200);
    look();
    client.now += 1min;
    world.add_candidate(client.now);
    const Note& note = note_of_person();
    remove_child(EntityKind::candidate_note, note.candidate_id, note.id);
    listing(true);
    asked("notes", 200);
    broken();
    return ids(look());
  }
};

TEST_F(Beside, WithoutATroubleBothAreMissed) {
  EXPECT_EQ(missed([] {}), "I1 I1");
}

TEST_F(Beside, UsersThatMayNotBeListedExcuseNotesAlone) {
  EXPECT_EQ(missed([&] { asked("users", 403); }), "I1");
  asked("users", 200);
  EXPECT_EQ(ids(look()), "I1");
}

TEST_F(Beside, UsersThatAreLateOrFalseExcuseNotesAlone) {
  EXPECT_EQ(missed([&] { asked("users", 200, Candour::late); }), "I1");
  invariants = Invariants();
  EXPECT_EQ(missed([&] { asked("users", 200, Candour::falsified); }), "I1");
}

TEST_F(Beside, ScorecardsAskedForInVainExcuseNeither) {
  EXPECT_EQ(missed([&] {
              asked("scorecards", 403);
              asked("scorecard_candidate_attributes", 500, Candour::full, "/v3/s?scorecard_ids=1");
            }),
            "I1 I1");
}

TEST_F(Beside, ACandidateThatWasAskedForInVainExcusesPeopleAndWhatHangsOnThem) {
  EXPECT_EQ(missed([&] { asked("candidates", 500, Candour::full, "/v3/candidates?ids=1"); }), "");
  asked("candidates", 200, Candour::full, "/v3/candidates?ids=1");
  EXPECT_EQ(ids(look()), "I1 I1");
}

TEST_F(Beside, JobsThatFailExcuseNoPeople) {
  EXPECT_EQ(missed([&] { asked("jobs", 500); }), "I1 I1");
}

TEST_F(Beside, APostThatWasAskedForInVainExcusesItsJobAndWhoAppliedForIt) {
  client.peer.reset();
  client.log_in();
  invariants = Invariants();
  const Truth truth(world, policy);
  for (const Candidate& each : world.all<Candidate>()) {
    if (truth.of(each) == Standing::sent) put(candidate_kind, each.id, told(each));
  }
  listing(true);
  asked("job_posts", 500, Candour::full, "/v3/job_posts?job_ids=1");
  EXPECT_EQ(words(look()).find("I1: application"), std::string::npos);
  asked("job_posts", 200, Candour::full, "/v3/job_posts?job_ids=1");
  EXPECT_NE(words(look()).find("I1: job"), std::string::npos);
}

TEST_F(Beside, WhoeverIsDeletedTakesTheirNotesAlongThoughNoNoteMayBeListed) {
  listing(true);
  look();
  client.now += 1min;
  const Id person = note_of_person().candidate_id;
  world.remove(Kind::candidate, person, client.now);
  listing(true);
  asked("notes", 403);
  const std::string found = words(look());
  EXPECT_NE(found.find("I5: candidate " + std::to_string(person)), std::string::npos) << found;
  EXPECT_NE(found.find("I5: candidate_note " + std::to_string(person)), std::string::npos) << found;
}

TEST_F(Records, I2AnInventedRecordIsToldAtOnce) {
  client.put(candidate_kind, {{"4711", candidate_json()}});
  EXPECT_EQ(words(look(false)),
            "I2: candidate 4711 was written to LinkedIn and the source never had it\n");
  EXPECT_EQ(words(look()), "") << "and not again once it is quiet";
}

TEST_F(Records, I2AnInventedIdIsNotShown) {
  client.put(candidate_kind, {{"ada@example.test", candidate_json()}});
  EXPECT_EQ(words(look(false)).find("ada"), std::string::npos);
}

TEST_F(Records, I2SomebodyWhoWasNeverToBeLetOutIsToldAtOnce) {
  put(candidate_kind, some<Candidate>(Standing::withheld).id, candidate_json());
  EXPECT_EQ(ids(look(false)), "I2");
}

TEST_F(Records, I2WhoeverWasLetOutBeforeMayLagUntilItIsQuiet) {
  const Id id = applicant().id;
  const std::string before = told(*world.find<Candidate>(id));
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.is_private = true; });
  put(candidate_kind, id, before);
  EXPECT_EQ(words(look(false)), "");
  const std::string found = words(look());
  EXPECT_NE(found.find("I2: candidate " + std::to_string(id) + " is at LinkedIn and must not be"),
            std::string::npos)
      << found;
}

TEST_F(Records, I2AWithheldFieldIsMoreThanAStaleOne) {
  const Candidate& row = applicant();
  policy.withheld_fields = {"candidate.currentCompanyName"};
  invariants.begin_again();
  const std::string found = words(look());
  EXPECT_NE(found.find("I2: candidate " + std::to_string(row.id)), std::string::npos) << found;
  EXPECT_EQ(found.find(std::string(row.company)), std::string::npos);
}

TEST_F(Records, I2APolicyHoldsForWhatIsReadInTheMomentItBegins) {
  listing(true);
  look();
  client.now += 1min;
  policy.withheld_fields = {"candidate.currentCompanyName"};
  invariants.begin_again();
  EXPECT_EQ(words(look()), "") << "nobody has read under it";
  listing(false, {.status = 200, .headers = {}, .body = {}}, Candour::full, 0s);
  EXPECT_NE(ids(look()).find("I2"), std::string::npos);
}

TEST_F(Records, I2AJobThatBecomesPublicAgainstTheChoiceIsToldAtOnce) {
  const Job& row = some<Job>();
  const std::string before = told(row);
  policy.availability = "PUBLIC";
  const std::string shown = told(row);
  policy.availability = TenantPolicy().availability;
  client.now += 1min;
  post(row.id, shown);
  client.now += 1min;
  EXPECT_NE(words(look(false)).find("became public at LinkedIn"), std::string::npos);
  post(row.id, shown);
  client.now += 1min;
  EXPECT_EQ(words(look(false)), "") << "nobody more sees it";
}

TEST_F(Records, I2WhatWasAskedForUnderAnotherChoiceMayStillBecomePublic) {
  const Job& row = some<Job>();
  policy.availability = "PUBLIC";
  invariants.begin_again();
  look(false);
  client.peer.options().task_delay = 1min;
  client.now += 1min;
  post(row.id, told(row));
  policy.availability = TenantPolicy().availability;
  invariants.begin_again();
  look(false);
  client.now += 2min;
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Records, I3AnOldVersionIsToldOnceItIsQuiet) {
  const Id id = applicant().id;
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.title = "Director"; });
  EXPECT_EQ(words(look(false)), "");
  EXPECT_EQ(words(look()), "I3: candidate " + std::to_string(id) +
                               " is at LinkedIn in an earlier version, in atsLastModifiedAt, "
                               "currentJobTitle\n");
  put(candidate_kind, id, told(*world.find<Candidate>(id)));
  EXPECT_EQ(words(look()), "");
}

TEST_F(Records, I3WhatOnlyALookupSaysIsReadWithAWholeListing) {
  listing(true);
  look();
  client.now += 1min;
  const Source* source = nullptr;
  const Truth truth(world, policy);
  for (const Application& each : world.all<Application>()) {
    if (truth.of(each) == Standing::sent && each.source_id != 0) {
      source = world.find<Source>(each.source_id);
    }
  }
  ASSERT_NE(source, nullptr);
  world.edit<Source>(source->id, client.now, [](Source& each) { each.name = "Fair"; });
  listing(false);
  EXPECT_EQ(words(look()), "");
  listing(true);
  EXPECT_NE(ids(look()).find("I3"), std::string::npos);
}

TEST_F(Records, I3ARecordThatLostARequiredFieldKeepsItsEarlierVersion) {
  const Id id = applicant().id;
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.last_name = {}; });
  EXPECT_EQ(words(look()), "");
}

TEST_F(Records, I4GoingBackToAnEarlierVersionIsToldAtOnce) {
  const Id id = applicant().id;
  const std::string first = told(*world.find<Candidate>(id));
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.title = "Director"; });
  put(candidate_kind, id, told(*world.find<Candidate>(id)));
  EXPECT_EQ(words(look(false)), "");
  put(candidate_kind, id, first);
  EXPECT_EQ(words(look(false)), "I4: candidate " + std::to_string(id) +
                                    " went back at LinkedIn to an earlier version\n");
}

TEST_F(Records, I4EvenWhenItIsPutRightBeforeAnybodyLooks) {
  const Id id = applicant().id;
  const std::string first = told(*world.find<Candidate>(id));
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.title = "Director"; });
  const std::string second = told(*world.find<Candidate>(id));
  put(candidate_kind, id, second);
  put(candidate_kind, id, first);
  put(candidate_kind, id, second);
  EXPECT_EQ(ids(look()), "I4");
}

TEST_F(Records, I4ATextThatBecameTrueOnceMoreIsTheNewest) {
  const Note& row = note_of_person();
  const Text first = row.body;
  const auto say = [&](Text text) {
    world.edit<Note>(row.id, client.now, [&](Note& each) { each.body = text; });
    put_child(EntityKind::candidate_note, row.candidate_id, row.id, told(row));
  };
  say("Another impression.");
  EXPECT_EQ(words(look(false)), "");
  say(first);
  EXPECT_EQ(words(look(false)), "");
  say("Another impression.");
  EXPECT_EQ(words(look()), "");
}

TEST_F(Records, I5WhatIsDeletedMustBeGoneOnceItIsQuiet) {
  const Id id = applicant().id;
  world.remove(Kind::candidate, id, client.now);
  EXPECT_EQ(words(look(false)), "");
  const std::string found = words(look());
  EXPECT_NE(found.find("I5: candidate " + std::to_string(id)), std::string::npos) << found;
  take_back(*world.all<Candidate>().ever(id));
  EXPECT_EQ(words(look()), "");
}

TEST_F(Records, I5APersonWhoIsAskedWhetherTheyMayGoIsWaitedFor) {
  world.remove(Kind::candidate, applicant().id, client.now);
  Look asking = scene();
  asking.asked_about = {EntityKind::candidate};
  EXPECT_EQ(words(invariants.check(asking)), "");
  EXPECT_EQ(words(look()), "") << "as long as nobody has answered";
  EXPECT_GT(invariants.excused().at("I5"), 0u);
  Look answered = scene();
  answered.answered = true;
  EXPECT_NE(ids(invariants.check(answered)).find("I5"), std::string::npos);
}

TEST_F(Records, I5WhoeverIsDeletedAfterTheQuestionIsNotWaitedFor) {
  const Id first = applicant().id;
  world.remove(Kind::candidate, first, client.now);
  Look asking = scene();
  asking.asked_about = {EntityKind::candidate};
  EXPECT_EQ(words(invariants.check(asking)), "");
  const Id second = applicant().id;
  ASSERT_NE(first, second);
  world.remove(Kind::candidate, second, client.now);
  const std::string found = words(look());
  EXPECT_NE(found.find("I5: candidate " + std::to_string(second)), std::string::npos) << found;
  EXPECT_EQ(found.find("candidate " + std::to_string(first) + " "), std::string::npos) << found;
}

TEST_F(Records, I5AQuestionAboutOthersExcusesNobody) {
  world.remove(Kind::candidate, applicant().id, client.now);
  Look asking = scene();
  asking.asked_about = {EntityKind::job};
  EXPECT_NE(ids(invariants.check(asking)).find("I5"), std::string::npos);
}

TEST_F(Records, I5APromiseToBeForgottenWaitsForNoAnswer) {
  const Id id = applicant().id;
  world.remove(Kind::candidate, id, client.now);
  erased.candidates[id] = client.now;
  Look asking = scene();
  asking.asked_about = {EntityKind::candidate};
  EXPECT_NE(ids(invariants.check(asking)).find("I5"), std::string::npos);
}

TEST(AskedAbout, TheKindStandsBeforeTheWords) {
  const auto kinds = [](std::string_view told) {
    return judging::asked_about(told, " are missing");
  };
  EXPECT_EQ(kinds("12 of 60 candidates are missing at once"), std::vector{EntityKind::candidate});
  EXPECT_EQ(kinds("12 of 60 candidates_v1 are missing"), std::vector{EntityKind::candidate});
  EXPECT_EQ(kinds("12 of 60 candidate_notes are missing"), std::vector{EntityKind::candidate_note});
  EXPECT_TRUE(kinds("12 of 60 candidates were read").empty());
  EXPECT_TRUE(kinds("12 of 60 spoons are missing").empty());
}

TEST_F(Records, I5ADeletionIsReadWithAWholeListing) {
  listing(true);
  look();
  client.now += 1min;
  world.remove(Kind::candidate, applicant().id, client.now);
  listing(false);
  EXPECT_EQ(words(look()), "");
  EXPECT_GT(invariants.excused().at("I5"), 0u) << "a green word has to say so";
  listing(true);
  EXPECT_NE(ids(look()).find("I5"), std::string::npos);
}

TEST_F(Records, I5WhoeverWasDeletedNeverComesBackNotEvenForAMoment) {
  const Id id = applicant().id;
  const std::string before = told(*world.find<Candidate>(id));
  world.remove(Kind::candidate, id, client.now);
  take_back(*world.all<Candidate>().ever(id));
  EXPECT_EQ(words(look()), "");
  client.now += 3min;
  put(candidate_kind, id, before);
  client.remove(candidate_kind, {{std::to_string(id), ""}});
  EXPECT_EQ(words(look(false)), "I5: candidate " + std::to_string(id) +
                                    " is back at LinkedIn 3 minutes after its deletion\n");
}

TEST_F(Records, I5AWriteThatWasUnderWayWhenItsPersonWasDeletedIsNoReturn) {
  const Id id = applicant().id;
  const std::string before = told(*world.find<Candidate>(id));
  world.remove(Kind::candidate, id, client.now);
  put(candidate_kind, id, before);
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Records, I5AJobThatIsGoneIsClosedAndStaysClosed) {
  const Id id = some<Job>().id;
  std::string closed = told(*world.find<Job>(id));
  const std::string listed = closed;
  closed.replace(closed.find("LISTED"), 6, "CLOSED");
  world.remove(Kind::job, id, client.now);
  for (const Id each : world.all<Job>().ever(id)->application_ids) {
    take_back(*world.all<Application>().ever(each));
  }
  post(id, closed);
  EXPECT_EQ(words(look()), "");
  post(id, listed);
  EXPECT_NE(words(look(false)).find("I5: job " + std::to_string(id) + " is back"),
            std::string::npos);
}

TEST_F(Records, I5AnErasedPersonIsForgottenWhateverTheVendorSays) {
  const Candidate& row = applicant();
  erased.candidates[row.id] = client.now;
  EXPECT_EQ(words(look(false)), "");
  EXPECT_NE(words(look()).find("I5: candidate " + std::to_string(row.id)), std::string::npos);
  take_back(row);
  EXPECT_EQ(words(look()), "");
  client.now += 2min;
  put(candidate_kind, row.id, told(row));
  EXPECT_NE(words(look(false)).find("I5: candidate " + std::to_string(row.id) + " was written"),
            std::string::npos);
}

}  // namespace
}  // namespace crosswalk::sim
