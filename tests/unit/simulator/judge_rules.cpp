// Rules that leave no trace in what LinkedIn holds in the end: who saw what, what was sent before
// anybody had agreed, and what went because something above it went.

#include <algorithm>

#include "judged_world.hpp"

namespace crosswalk::sim {
namespace {

// ---- who sees what -------------------------------------------------------------------------

class JudgeAccess : public JudgedWorld {
 protected:
  JudgeAccess() {
    for (const User& each : world.all<User>()) policy.members[each.id] = member_of(each.id);
    sees = [this](EntityKind kind, const std::string& id, const std::string& who) {
      const Job* job = world.all<Job>().ever(std::stoull(id));
      if (kind == application_kind) {
        job = world.all<Job>().ever(world.find<Application>(std::stoull(id))->job_id);
      }
      if (opened == job->id && kind == opened_kind) return true;
      if (hidden == job->id) return false;
      return who == member_of(job->recruiter_id) || who == member_of(job->hiring_manager_id);
    };
  }

  static std::string member_of(Id user) { return "urn:li:person:u" + std::to_string(user); }

  // A job with an application, both held.
  const Job& with_application() {
    for (const Application& each : world.all<Application>()) {
      const Job* const job = world.find<Job>(each.job_id);
      const bool held = client.find(application_kind, std::to_string(each.id)) != nullptr;
      if (job != nullptr && held) return *job;
    }
    ADD_FAILURE() << "no application is held";
    return some<Job>();
  }

  Id opened = 0, hidden = 0;
  EntityKind opened_kind = job_kind;
};

TEST_F(JudgeAccess, AgreesWhereTeamsSeeTheirJobsAndNobodyElseDoes) {
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
}

TEST_F(JudgeAccess, AConfidentialJobThatIsOpenToAllIsSeen) {
  const Id secret = [&] {
    for (const Job& each : world.all<Job>()) {
      if (each.confidential) return each.id;
    }
    return Id{0};
  }();
  policy.confidential_jobs = true;
  const Truth truth(world, policy);
  tell(truth, *world.find<Job>(secret));
  ASSERT_EQ(verdict().wrong_access, 0u);
  opened = secret;
  EXPECT_EQ(verdict().wrong_access, 1u);
  const auto told = [&](const Disagreement& each) {
    return each.what == "wrong_access" && each.id == std::to_string(secret);
  };
  EXPECT_TRUE(std::ranges::any_of(verdict().first, told));
}

TEST_F(JudgeAccess, AJobItsTeamCannotSeeIsSeenToo) {
  hidden = some<Job>().id;
  EXPECT_EQ(only().what, "wrong_access");
}

TEST_F(JudgeAccess, AnIndicatorThatIsOpenToAllIsSeenThoughTheJobIsNot) {
  opened = with_application().id;
  opened_kind = application_kind;
  EXPECT_EQ(only().what, "wrong_access");
  EXPECT_EQ(only().id, std::to_string(opened));
}

TEST_F(JudgeAccess, AJobTakenBackIsShownToNobodyOutsideItsTeam) {
  const Job& row = some<Job>();
  std::string closed = content(Truth(world, policy), row);
  const Id id = row.id;
  for (const Application* each : world.applications_of(row)) take_back(*each);
  world.edit<Job>(id, later, [](Job& each) { each.confidential = true; });
  closed.replace(closed.find("LISTED"), 6, "CLOSED");
  post(id, closed);
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
  hidden = id;
  EXPECT_TRUE(verdict().agrees()) << "nobody need see it any more";
  opened = id;
  EXPECT_EQ(only().what, "wrong_access");
}

TEST_F(JudgeAccess, WhereATenantDoesNotSayWhoItsUsersAreNobodyLooks) {
  opened = some<Job>().id;
  policy.members.clear();
  EXPECT_TRUE(verdict().agrees());
}

// ---- before it was enabled -----------------------------------------------------------------

class JudgeRules : public JudgedWorld {};

TEST_F(JudgeRules, AWriteBeforeLinkedInSaidEnabledIsSeenThoughItWasTaken) {
  const Candidate& row = some<Candidate>();
  client.peer.options().starts_enabled = false;
  client.peer.options().require_enabled = false;
  EXPECT_TRUE(verdict().agrees());
  put(candidate_kind, row.id, content(Truth(world, policy), row));
  EXPECT_EQ(verdict().early_writes, 1u);
  EXPECT_FALSE(verdict().agrees());
}

TEST_F(JudgeRules, ToCloseAJobIsToTakeItBackAndNeverTooEarly) {
  const Job& row = some<Job>();
  const std::string json = content(Truth(world, policy), row);
  std::string closed = json;
  closed.replace(closed.find("LISTED"), 6, "CLOSED");
  client.peer.options().starts_enabled = false;
  post(row.id, closed);
  EXPECT_EQ(verdict().early_writes, 0u);
  post(row.id, json);
  EXPECT_EQ(verdict().early_writes, 1u);
}

// ---- what goes first -----------------------------------------------------------------------

TEST_F(JudgeRules, WhatGoesAlongWithItsParentIsSeen) {
  const Id id = held<ApplicationStage>(EntityKind::stage).application_id;
  world.remove(Kind::application, id, later);
  client.remove(application_kind, {{std::to_string(id), ""}});
  const Verdict found = verdict();
  EXPECT_GT(found.cascaded, 0u);
  EXPECT_FALSE(found.agrees());
  EXPECT_EQ(to_json(found).find("invariants")->integer_of("cascaded"),
            static_cast<std::int64_t>(found.cascaded));
}

TEST_F(JudgeRules, ChildrenFirstIsRight) {
  const Id id = held<ApplicationStage>(EntityKind::stage).application_id;
  world.remove(Kind::application, id, later);
  take_back(*world.all<Application>().ever(id));
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);
}

TEST_F(JudgeRules, AnApplicationLeftBehindByItsPersonIsSeen) {
  const Application& row = some<Application>();
  const Id person = row.candidate_id;
  world.remove(Kind::candidate, person, later);
  take_children_back(EntityKind::candidate_note, person);
  client.remove(candidate_kind, {{std::to_string(person), ""}});
  take_back(*world.all<Candidate>().ever(person));
  const Verdict found = verdict();
  EXPECT_EQ(found.cascaded, 0u);
  EXPECT_GT(found.orphaned, 0u);
  EXPECT_FALSE(found.agrees());
}

TEST_F(JudgeRules, AnApplicationThatWasGivenToSomebodyElseIsNotLeftBehind) {
  const Id from = some<Application>().candidate_id;
  const Id into = world.add_candidate(later);
  world.edit<Candidate>(into, later, [](Candidate& row) { row.email = "into@example.com"; });
  world.merge(from, into, later);
  const Truth truth(world, policy);
  put(candidate_kind, into, content(truth, *world.find<Candidate>(into)));
  for (const Application* each : world.applications_of(*world.find<Candidate>(into))) {
    if (truth.of(*each) == Standing::sent) put(application_kind, each->id, content(truth, *each));
  }
  take_children_back(EntityKind::candidate_note, from);
  client.remove(candidate_kind, {{std::to_string(from), ""}});
  EXPECT_EQ(verdict().orphaned, 0u);
}

}  // namespace
}  // namespace crosswalk::sim
