// The last word on a run. Each way of being wrong is planted once, and the verdict must turn red
// and say which entity and which field, but never a value.

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "judged_world.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class JudgeVerdict : public JudgedWorld {};

TEST_F(JudgeVerdict, AgreesWhenLinkedInWasToldTheTruth) {
  const Verdict found = verdict();
  EXPECT_TRUE(found.agrees()) << write_json(to_json(found), true);
  for (const auto kind : {job_kind, candidate_kind, application_kind}) {
    const Comparison& count = found.kinds[static_cast<std::size_t>(kind)];
    EXPECT_GT(count.expected, 10u);
    EXPECT_EQ(count.equal, count.expected);
    EXPECT_EQ(count.held, count.expected);
    EXPECT_GT(count.incomplete + count.withheld, 0u) << "the world must have oddities";
  }
  for (const auto kind : {EntityKind::stage, EntityKind::candidate_note,
                          EntityKind::application_note, EntityKind::feedback}) {
    const Comparison& count = found.kinds[static_cast<std::size_t>(kind)];
    EXPECT_GT(count.expected, 10u) << name_of(kind);
    EXPECT_EQ(count.equal, count.expected);
    EXPECT_EQ(count.held, count.expected);
  }
  EXPECT_EQ(*to_json(found).find("agrees")->flag(), true);
}

TEST_F(JudgeVerdict, AnEmptyLinkedInDisagreesUnlessTheWorldIsEmpty) {
  client.peer.reset();
  EXPECT_FALSE(verdict().agrees());
  world = World(WorldOptions{.candidates = 0, .jobs = 0});
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAMissingEntity) {
  const Id id = some<Application>().id;
  client.remove(application_kind, {{std::to_string(id), ""}});
  const auto found = only();
  EXPECT_EQ(found.what, "missing");
  EXPECT_EQ(found.id, std::to_string(id));
  EXPECT_EQ(found.kind, application_kind);
}

TEST_F(JudgeVerdict, SeesAnInventedEntity) {
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  EXPECT_EQ(only().what, "extra");
  EXPECT_EQ(only().id, "C-1");
}

TEST_F(JudgeVerdict, SeesAnEntitySentUnderASecondSpellingOfItsId) {
  const Id id = some<Candidate>().id;
  client.put(candidate_kind, {{"0" + std::to_string(id), candidate_json()}});
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesWhatWasToBeWithheld) {
  put(candidate_kind, some<Candidate>(Standing::withheld).id, candidate_json());
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesWhatCouldOnlyBeInvented) {
  put(candidate_kind, some<Candidate>(Standing::incomplete).id, candidate_json());
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesAProspectSentAsAnApplication) {
  put(application_kind, some<Application>(Standing::nothing).id, application_json());
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesOneChangedFieldAndNamesItWithoutItsValue) {
  const Candidate& row = some<Candidate>();
  std::string json = content(Truth(world, policy), row);
  json.replace(json.find(row.first_name), row.first_name.size(), "Mallory");
  put(candidate_kind, row.id, json);
  const auto found = only();
  EXPECT_EQ(found.what, "differs");
  EXPECT_EQ(found.fields, std::vector<std::string>{"firstName"});
  const std::string shown = write_json(to_json(verdict()));
  EXPECT_EQ(shown.find("Mallory"), std::string::npos);
  EXPECT_EQ(shown.find(std::string(row.email)), std::string::npos);
}

TEST_F(JudgeVerdict, SeesAnOmittedAndAnAddedField) {
  const Candidate& row = some<Candidate>();
  std::string json = content(Truth(world, policy), row);
  const std::size_t at = json.find(",\"doNotContact\"");
  json.erase(at, json.find_first_of(",}", at + 1) - at);
  json.insert(json.size() - 1, ",\"suffix\":\"Jr\"");
  put(candidate_kind, row.id, json);
  EXPECT_EQ(only().fields, (std::vector<std::string>{"doNotContact", "suffix"}));
}

TEST_F(JudgeVerdict, OrderAndSpellingOfJsonDoNotMatter) {
  const Candidate& row = some<Candidate>();
  const std::string json = content(Truth(world, policy), row);
  const std::size_t cut = json.find(",\"atsCreatedAt\"");
  put(candidate_kind, row.id,
      "{" + json.substr(cut + 1, json.size() - cut - 2) + ", " + json.substr(1, cut - 1) + "}");
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAStaleVersion) {
  const Id id = some<Candidate>().id;
  world.edit<Candidate>(id, later, [](Candidate& row) { row.title = "Director"; });
  const auto found = only();
  EXPECT_EQ(found.what, "stale");
  EXPECT_EQ(found.fields, (std::vector<std::string>{"atsLastModifiedAt", "currentJobTitle"}));
  put(candidate_kind, id, content(Truth(world, policy), *world.find<Candidate>(id)));
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesARefusedWriteEvenWhenItWasMadeGood) {
  const Candidate& row = some<Candidate>();
  put(candidate_kind, row.id, "{}");
  put(candidate_kind, row.id, content(Truth(world, policy), row));
  const Verdict found = verdict();
  EXPECT_FALSE(found.agrees());
  EXPECT_GT(found.refused_writes, 0u);
  EXPECT_EQ(found.first.front().what, "refused");
  EXPECT_EQ(found.first.front().fields, std::vector<std::string>{"firstName"});
}

TEST_F(JudgeVerdict, SeesWhatIsLeftOfADeletedPerson) {
  Id id = 0;
  for (const Application& each : world.all<Application>()) {
    if (Truth(world, policy).of(each) == Standing::sent) id = each.candidate_id;
  }
  world.remove(Kind::candidate, id, later);
  EXPECT_EQ(verdict().first.front().what, "of_a_deleted_person");
  EXPECT_GT(verdict().of_deleted_persons, 1u) << "the applications are theirs as well";
  take_back(*world.all<Candidate>().ever(id));
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
}

TEST_F(JudgeVerdict, SeesWhatIsLeftOfAnAnonymisedPerson) {
  world.anonymise(some<Candidate>().id, later);
  EXPECT_GT(verdict().of_deleted_persons, 0u);
}

TEST_F(JudgeVerdict, AJobTakenBackIsClosedButNeverSecretlySent) {
  const Id secret = some<Job>(Standing::withheld).id;
  const Job& row = some<Job>();
  const std::string json = content(Truth(world, policy), row);
  const Id id = row.id;
  world.edit<Job>(id, later, [](Job& each) { each.confidential = true; });
  EXPECT_FALSE(verdict().agrees());
  std::string closed = json;
  closed.replace(closed.find("LISTED"), 6, "CLOSED");
  post(id, closed);
  for (const Application* each : world.applications_of(*world.find<Job>(id))) take_back(*each);
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);

  post(secret, closed);
  EXPECT_EQ(only().what, "extra") << "closed from the start is sent, not taken back";
}

TEST_F(JudgeVerdict, AClosedJobThatANarrowerPolicyWithholdsCannotBeDeleted) {
  Id closed = 0;
  for (const Job& each : world.all<Job>()) {
    if (each.status == JobStatus::closed && Truth(world, policy).of(each) == Standing::sent) {
      closed = each.id;
    }
  }
  ASSERT_NE(closed, 0u);
  const Job& row = *world.find<Job>(closed);
  policy.withheld_departments = {std::string(world.find<Department>(row.department_id)->name)};
  const auto extra = [&] { return verdict().kinds[static_cast<std::size_t>(job_kind)].extra; };
  const std::uint64_t open_and_closed = extra();
  policy.was_wider = true;
  EXPECT_LT(extra(), open_and_closed);
}

TEST_F(JudgeVerdict, ARecordThatLostARequiredFieldKeepsItsEarlierVersion) {
  world.edit<Candidate>(some<Candidate>().id, later,
                        [](Candidate& row) { row.email = row.work_email = {}; });
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesOversizedBatchesQuotaBreachesAndUnknownFields) {
  Entities many;
  for (int at = 0; at < 101; ++at) many.emplace_back("C-" + std::to_string(at), candidate_json());
  client.put(candidate_kind, many);
  EXPECT_EQ(verdict().oversized_batches, 1u);
  EXPECT_FALSE(verdict().agrees());
  EXPECT_TRUE(verdict().first.empty());
}

TEST_F(JudgeVerdict, SeesAQuotaBreach) {
  client.peer.options().quotas.records_per_minute = 1;
  client.put(candidate_kind, {{"C-1", candidate_json()}, {"C-2", candidate_json()}});
  EXPECT_EQ(verdict().quota_breaches, 1u);
  EXPECT_FALSE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAFieldThatLinkedInDoesNotKnow) {
  const Candidate& row = some<Candidate>();
  std::string json = content(Truth(world, policy), row);
  json.insert(json.size() - 1, ",\"birthday\":\"x\"");
  put(candidate_kind, row.id, json);
  EXPECT_EQ(verdict().unknown_fields, 1u);
  EXPECT_FALSE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAChildWithoutItsParent) {
  const std::string key = percent_encode(Client::key(candidate_kind, "C-1"));
  client.send("PUT", "/v2/atsCandidates/" + key + "/notes?ids=N1",
              "{\"entities\":{\"N1\":{\"note\":\"x\"}}}");
  EXPECT_EQ(only().kind, EntityKind::candidate_note);
}

TEST_F(JudgeVerdict, SeesAMissingChildOfEachKind) {
  const auto& stage = held<ApplicationStage>(EntityKind::stage);
  remove_child(EntityKind::stage, stage.application_id, stage.id);
  EXPECT_EQ(only().what, "missing");
  EXPECT_EQ(only().id, key_of(stage));
  EXPECT_EQ(only().kind, EntityKind::stage);
  const auto& card = held<Scorecard>(EntityKind::feedback);
  remove_child(EntityKind::feedback, card.application_id, card.id);
  const auto& note = held<Note>(EntityKind::candidate_note);
  remove_child(EntityKind::candidate_note, note.candidate_id, note.id);
  const auto& other = held<Note>(EntityKind::application_note);
  remove_child(EntityKind::application_note, other.application_id, other.id);
  EXPECT_EQ(verdict().first.size(), 4u);
}

TEST_F(JudgeVerdict, SeesAChangedChildAndNamesTheFieldWithoutItsValue) {
  const auto& note = held<Note>(EntityKind::candidate_note);
  world.edit<Note>(note.id, later, [](Note& row) { row.body = "Something private"; });
  EXPECT_EQ(only().what, "differs");
  EXPECT_EQ(only().fields, std::vector<std::string>{"note"});
  EXPECT_EQ(write_json(to_json(verdict())).find("private"), std::string::npos);
}

TEST_F(JudgeVerdict, SeesEveryChildThatShouldNotHaveLeft) {
  std::set<std::string> wrong;
  const auto plant = [&](EntityKind kind, Id parent, const auto& row, const char* json) {
    put_child(kind, parent, row.id, json);
    wrong.insert(key_of(row));
  };
  bool hidden = false, traced = false, draft = false;
  for (const Note& each : world.all<Note>()) {
    const bool there = client.find(candidate_kind, std::to_string(each.candidate_id)) != nullptr;
    if (each.application_id != 0 || !there) continue;
    bool& planted = each.type == NoteType::note ? hidden : traced;
    const bool open = each.type == NoteType::note && each.visibility == Visibility::everyone;
    if (open || std::exchange(planted, true)) continue;
    plant(EntityKind::candidate_note, each.candidate_id, each, R"({"note":"x"})");
  }
  for (const Scorecard& each : world.all<Scorecard>()) {
    const auto* above = client.find(application_kind, std::to_string(each.application_id));
    if (each.complete || above == nullptr || std::exchange(draft, true)) continue;
    plant(EntityKind::feedback, each.application_id, each, "{}");
  }
  EXPECT_TRUE(hidden && traced && draft);
  const Verdict found = verdict();
  EXPECT_EQ(found.first.size(), wrong.size());
  for (const Disagreement& each : found.first) {
    EXPECT_EQ(each.what, "extra");
    EXPECT_TRUE(wrong.contains(each.id));
  }
}

TEST_F(JudgeVerdict, SeesAChildUnderTheWrongParent) {
  const auto& card = held<Scorecard>(EntityKind::feedback);
  Id other = 0;
  for (const Application& each : world.all<Application>()) {
    if (client.find(application_kind, std::to_string(each.id)) != nullptr) other = each.id;
  }
  ASSERT_NE(other, card.application_id);
  put_child(EntityKind::feedback, other, card.id, "{}");
  EXPECT_EQ(only().what, "extra");
  EXPECT_EQ(only().id, std::to_string(other) + "\n" + std::to_string(card.id));
}

TEST_F(JudgeVerdict, AWithheldKindMustNotBeThere) {
  policy.withheld_kinds = {"feedback"};
  const Verdict found = verdict();
  const Comparison& count = found.kinds[static_cast<std::size_t>(EntityKind::feedback)];
  EXPECT_FALSE(found.agrees());
  EXPECT_EQ(count.expected, 0u);
  EXPECT_EQ(count.extra, count.held);
  EXPECT_EQ(count.withheld, count.held);
}

// The ids and times of such stages are the client's own: what can be known is whether somebody
// stood there, and whether they stand there now.
TEST_F(JudgeVerdict, OfAVendorWithoutHistoryAStageIsRightWhenItCanHaveBeenSeen) {
  const auto going = [&](const Application& row) {
    return row.status == ApplicationStatus::in_progress && row.stage_id != 0 &&
           client.find(application_kind, std::to_string(row.id)) != nullptr;
  };
  const Application* about = nullptr;
  for (const Application& row : world.all<Application>()) {
    if (going(row) && world.stages_of(row).size() == 1) about = &row;
  }
  ASSERT_NE(about, nullptr);
  const ApplicationStage& real = *world.find<ApplicationStage>(about->stage_id);
  const std::string name(world.find<JobStage>(real.job_stage_id)->name);
  const auto told = [&](const std::string& stage, Instant at) {
    return R"({"stage":")" + stage + R"(","atsCreatedAt":)" + std::to_string(to_ms(at)) + "}";
  };
  const Id own = 77;
  remove_child(EntityKind::stage, about->id, real.id);
  put_child(EntityKind::stage, about->id, own, told(name, about->last_activity_at));
  EXPECT_FALSE(verdict().agrees()) << "with a history the id is wrong";
  policy.without_history = true;
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()));

  put_child(EntityKind::stage, about->id, own, told(name, real.entered_at - 1ms));
  EXPECT_EQ(verdict().first.size(), 2u) << "seen too early, and so the real one is missing";
  put_child(EntityKind::stage, about->id, own, told(name, about->last_activity_at + 1ms));
  EXPECT_FALSE(verdict().agrees());
  put_child(EntityKind::stage, about->id, own, told("Elsewhere", real.entered_at));
  EXPECT_FALSE(verdict().agrees()) << "nobody stood there";
  remove_child(EntityKind::stage, about->id, own);
  EXPECT_EQ(only().what, "missing");
  put_child(EntityKind::stage, about->id, own, told(name, real.entered_at));
  EXPECT_TRUE(verdict().agrees());
  world.advance(about->id, later);
  const Verdict moved = verdict();
  const auto& stages = moved.kinds[static_cast<std::size_t>(EntityKind::stage)];
  EXPECT_EQ(stages.missing, 1u) << "where it stands now";
  EXPECT_EQ(stages.extra, 0u) << "where it stood was seen";
}

// Without a time of change its last activity stands for it.
TEST_F(JudgeVerdict, OfAVendorWithoutHistoryAnEditedApplicationIsNotStale) {
  const Application& row = some<Application>();
  world.edit<Application>(row.id, later, [](Application& each) { each.recruiter_id = 0; });
  EXPECT_EQ(only().what, "stale");
  policy.without_history = true;
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesANoteOfAnAnonymisedPerson) {
  const auto& note = held<Note>(EntityKind::candidate_note);
  const Id person = note.candidate_id;
  world.anonymise(person, later);
  for (const Application* each : world.applications_of(*world.find<Candidate>(person))) {
    take_back(*each);
  }
  const Verdict before = verdict();
  EXPECT_GE(before.of_deleted_persons, 2u) << "the person and the note";
  take_back(*world.find<Candidate>(person));
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
}

TEST_F(JudgeVerdict, SeesWhatIsLeftOfAMergedRecord) {
  const Id from = held<Note>(EntityKind::candidate_note).candidate_id;
  world.merge(from, world.add_candidate(later), later);
  const Verdict found = verdict();
  EXPECT_GE(found.of_deleted_persons, 2u) << "the duplicate and its notes";
  client.remove(candidate_kind, {{std::to_string(from), ""}});
  EXPECT_EQ(verdict().of_deleted_persons, 0u);
  EXPECT_FALSE(verdict().agrees()) << "the survivor is not told of yet";
}

TEST_F(JudgeVerdict, WhatHangsOnARecordThatLostARequiredFieldStaysWithIt) {
  const auto& note = held<Note>(EntityKind::candidate_note);
  world.edit<Candidate>(note.candidate_id, later,
                        [](Candidate& row) { row.email = row.work_email = {}; });
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
  world.remove(Kind::note, note.id, later);
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, APersonExportedTwiceIsOnePerson) {
  policy.withheld_kinds.assign(withholdable_kinds().begin(), withholdable_kinds().end());
  Candidate wanted;
  wanted.first_name = "Ada";
  wanted.last_name = "Fernhollow";
  wanted.email = "ada@example.com";
  wanted.tags = {"LinkedIn", "crosswalk-1"};
  const auto doubled = [&] { return verdict().doubled_exports; };
  world.admit(wanted, later);
  EXPECT_EQ(doubled(), 0u);
  Candidate other = wanted;
  other.email = "grace@example.com";
  other.tags = {"LinkedIn", "crosswalk-2"};
  world.admit(other, later);
  EXPECT_EQ(doubled(), 0u) << "a tag that both have says nothing";
  const Id again = world.admit(wanted, later);
  EXPECT_EQ(doubled(), 1u);
  world.edit<Candidate>(again, later, [](Candidate& row) { row.email = "other@example.com"; });
  EXPECT_EQ(doubled(), 1u) << "the same mark is the same create";
  world.edit<Candidate>(again, later, [](Candidate& row) { row.tags.clear(); });
  EXPECT_EQ(doubled(), 0u);
  world.edit<Candidate>(again, later, [](Candidate& row) { row.email = "ADA@example.com"; });
  EXPECT_EQ(doubled(), 1u);
  world.remove(Kind::candidate, again, later);
  EXPECT_EQ(doubled(), 0u);
}

TEST_F(JudgeVerdict, AnExportedMemberIsLinkedToTheirCandidateAndToNobodyElse) {
  const auto link = [&](Id id, const std::string& member) {
    std::string json = content(Truth(world, policy), *world.find<Candidate>(id));
    json.insert(json.size() - 1, ",\"manualMatchedMember\":\"" + member + "\"");
    put(candidate_kind, id, json);
  };
  const Id person = some<Candidate>().id;
  const auto wrong = [&] { return verdict().wrong_members; };
  link(person, "urn:li:person:a");
  EXPECT_EQ(wrong(), 1u) << "nobody was exported";
  exports.members = {{person, "urn:li:person:b"}};
  EXPECT_EQ(wrong(), 1u);
  exports.members = {{person, "urn:li:person:a"}};
  EXPECT_EQ(wrong(), 0u);
  Id other = 0;
  for (const Candidate& each : world.all<Candidate>()) {
    if (each.id != person && Truth(world, policy).of(each) == Standing::sent) other = each.id;
  }
  link(other, "urn:li:person:a");
  EXPECT_EQ(wrong(), 1u) << "the same member twice";
  const Verdict found = verdict();
  EXPECT_FALSE(found.agrees());
  EXPECT_EQ(found.first.front().what, "wrong_member");
  EXPECT_EQ(write_json(to_json(found)).find("urn:li:person"), std::string::npos);
}

TEST_F(JudgeVerdict, ASecondTellingIsCountedButIsNoDisagreement) {
  EXPECT_EQ(verdict().unchanged_writes, 0u);
  put(candidate_kind, some<Candidate>().id, content(Truth(world, policy), some<Candidate>()));
  EXPECT_EQ(verdict().unchanged_writes, 1u);
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, OnlyTheFirstTwentyAreNamedAndAllAreCounted) {
  client.peer.reset();
  const Verdict found = verdict();
  EXPECT_EQ(found.first.size(), 20u);
  EXPECT_GT(found.kinds[static_cast<std::size_t>(candidate_kind)].missing, 20u);
}

}  // namespace
}  // namespace crosswalk::sim
