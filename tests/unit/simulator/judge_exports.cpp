// What became of an export. Somebody at the wrong job, somebody who never arrived, somebody twice,
// or more of a person in the ATS than was granted: were the judge to look away here, every test of
// an export would pass without it.

#include <algorithm>

#include "judged_world.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

using Words = std::vector<std::string>;

class JudgeExports : public JudgedWorld {
 protected:
  JudgeExports() {
    exports.now = client.now;
    for (const Job& each : world.all<Job>()) {
      const bool open = each.status == JobStatus::open &&
                        client.find(job_kind, std::to_string(each.id)) != nullptr;
      if (open) jobs.push_back(std::to_string(each.id));
    }
    order.organization = org;
    order.job = jobs.at(0);
    order.member = "urn:li:person:nadja";
    order.first_name = "Nadja";
    order.last_name = "Invented";
    order.headline = "Welder at Acorn";
    order.location = "Leeds";
    order.profile_url = "https://www.linkedin.com/in/invented-nadja";
    order.employers = {"Acorn"};
    order.emails = {"nadja@example.com"};
  }

  void place(const ExportOrder& placed, bool to_be_refused = false) {
    exports.orders.push_back({placed, client.now, to_be_refused});
  }

  // Whom a right client writes.
  Candidate described(Text mark = "mark-1") {
    Candidate person;
    person.first_name = world.keep(order.first_name);
    person.last_name = world.keep(order.last_name);
    person.title = "Welder at Acorn";
    person.company = "Acorn";
    person.address = "Leeds";
    person.tags = {"LinkedIn", mark};
    return person;
  }
  Id apply(Id person, const std::string& job, bool by_client = true) {
    const Id id = world.add_application(person, std::stoull(job), later);
    world.edit<Application>(id, later, [&](Application& row) { row.admitted = by_client; });
    return id;
  }
  // What is new of them at LinkedIn, linked to the member.
  void tell_linkedin(Id person, const std::string& member) {
    Exports linked = exports;
    linked.members[person] = member;
    const Truth truth(world, policy, linked);
    const Candidate& row = *world.find<Candidate>(person);
    std::string json = content(truth, row);
    json.insert(json.size() - 1, ",\"manualMatchedMember\":\"" + member + "\"");
    put(candidate_kind, person, json);
    for (const Application* each : world.applications_of(row)) {
      if (truth.of(*each) != Standing::sent) continue;
      put(application_kind, each->id, content(truth, *each));
      for (const ApplicationStage* stage : world.stages_of(*each)) {
        tell_child(truth, *stage, EntityKind::stage, each->id);
      }
    }
  }
  // All of it, for the order as it stands.
  Id fulfil(const Candidate& wanted) {
    const Id person = world.admit(wanted, later);
    apply(person, order.job);
    tell_linkedin(person, order.member);
    return person;
  }
  Id fulfil() { return fulfil(described()); }

  Words words() {
    Words all;
    for (const Disagreement& each : verdict().first) {
      all.push_back(std::string(name_of(each.kind)) + " " + std::string(each.what));
    }
    return all;
  }
  testing::AssertionResult agrees() {
    const Verdict found = verdict();
    if (found.agrees()) return testing::AssertionSuccess();
    return testing::AssertionFailure() << write_json(to_json(found), true);
  }

  std::vector<std::string> jobs;
  ExportOrder order;
};

TEST_F(JudgeExports, OnePersonWithOneApplicationOnThatJobIsRight) {
  place(order);
  fulfil();
  EXPECT_TRUE(agrees());
  EXPECT_EQ(verdict().orders.fulfilled, 1u);
  const Json told = to_json(verdict());
  EXPECT_EQ(told.find("exports")->integer_of("fulfilled"), 1);
  place(order);
  EXPECT_TRUE(agrees()) << "the same once more changes nothing";
  EXPECT_EQ(verdict().orders.fulfilled, 2u);
}

// ---- the job -------------------------------------------------------------------------------

TEST_F(JudgeExports, AnOrderThatNothingCameOfIsLost) {
  place(order);
  EXPECT_EQ(words(), (Words{"job lost_export"}));
  EXPECT_EQ(only().id, order.job);
  EXPECT_EQ(only().fields, std::vector<std::string>{"export 1"});
  EXPECT_EQ(write_json(to_json(verdict())).find("adja"), std::string::npos);
}

TEST_F(JudgeExports, AYoungOrderIsOpenAndAnOldOneLost) {
  place(order);
  exports.patience = 10min;
  exports.now = client.now + 10min;
  EXPECT_TRUE(agrees());
  EXPECT_EQ(verdict().orders.open, 1u);
  exports.now += 1ms;
  EXPECT_EQ(verdict().lost_exports, 1u);
  EXPECT_EQ(verdict().orders.open, 0u);
}

TEST_F(JudgeExports, SomebodyOnTheWrongJobIsLostThereAndUnorderedHere) {
  place(order);
  const Id person = world.admit(described(), later);
  apply(person, jobs.at(1));
  tell_linkedin(person, order.member);
  EXPECT_EQ(words(), (Words{"job lost_export", "application not_ordered"}));
}

TEST_F(JudgeExports, SomebodyWithoutAnApplicationIsLost) {
  place(order);
  const Id person = world.admit(described(), later);
  tell_linkedin(person, order.member);
  EXPECT_EQ(words(), (Words{"job lost_export"}));
}

TEST_F(JudgeExports, WhatHadToBeRefusedMustComeToNothing) {
  place(order, true);
  EXPECT_TRUE(agrees());
  EXPECT_EQ(verdict().orders.refused, 1u);
  fulfil();
  EXPECT_EQ(words(), (Words{"candidate not_ordered", "application not_ordered"}));
}

TEST_F(JudgeExports, WhomNobodyOrderedMustNotBeThere) {
  fulfil();
  EXPECT_EQ(verdict().not_ordered, 2u);
  EXPECT_EQ(verdict().wrong_members, 1u);
}

TEST_F(JudgeExports, OfAnErasedMemberNothingIsExpected) {
  place(order);
  erased.members = {{order.member, client.now}};
  EXPECT_TRUE(agrees());
  EXPECT_EQ(verdict().orders.refused, 1u);
}

// ---- how often -----------------------------------------------------------------------------

TEST_F(JudgeExports, TwoWhoStandForOneMemberAreOneThoughNothingElseIsAlike) {
  place(order);
  fulfil();
  order.job = jobs.at(1);
  place(order);
  fulfil(described("mark-2"));
  EXPECT_EQ(words(), (Words{"candidate exported_twice"}));
}

TEST_F(JudgeExports, ASecondApplicationForTheJobIsSeen) {
  place(order);
  const Id person = fulfil();
  const Id second = apply(person, order.job);
  tell_linkedin(person, order.member);
  EXPECT_EQ(words(), (Words{"application exported_twice"}));
  EXPECT_EQ(only().id, std::to_string(second));
  EXPECT_EQ(verdict().doubled_exports, 1u);
  world.edit<Application>(second, later, [](Application& row) { row.admitted = false; });
  tell_linkedin(person, order.member);
  EXPECT_TRUE(agrees()) << "what people add to it is their affair";
}

TEST_F(JudgeExports, AnApplicationBesideOneThatWasThereIsSeen) {
  place(order);
  const Id person = world.admit(described(), later);
  apply(person, order.job, false);
  apply(person, order.job);
  tell_linkedin(person, order.member);
  EXPECT_EQ(words(), (Words{"application exported_twice"}));
}

// ---- who -----------------------------------------------------------------------------------

TEST_F(JudgeExports, SomebodyKnownByNameAndAddressIsWhomTheyLinkedOrAppliedFor) {
  const Candidate* known = nullptr;
  for (const Candidate& each : world.all<Candidate>()) {
    const bool sent = client.find(candidate_kind, std::to_string(each.id)) != nullptr;
    const auto applied = [&](const Application* one) {
      return std::to_string(one->job_id) == order.job;
    };
    const bool free = std::ranges::none_of(world.applications_of(each), applied);
    if (sent && free && !each.email.empty()) known = &each;
  }
  ASSERT_NE(known, nullptr);
  order.first_name = known->first_name;
  order.last_name = known->last_name;
  order.emails = {std::string(known->email)};
  place(order);
  EXPECT_EQ(words(), (Words{"job lost_export"})) << "nothing was done for them";
  apply(known->id, order.job);
  tell_linkedin(known->id, order.member);
  EXPECT_TRUE(agrees());
  order.emails = {"somebody.else@example.com"};
  exports.orders.clear();
  place(order);
  EXPECT_GT(verdict().wrong_members, 0u) << "of the same name, and nobody says it is they";
}

TEST_F(JudgeExports, WhatPeopleDoWithThemLaterIsNoLoss) {
  const auto later_on = client.now;
  place(order);
  const Id person = fulfil();
  world.edit<Candidate>(person, later_on, [](Candidate& row) {
    row.last_name = "Married";
    row.phone = "+44 1632 960000";
  });
  tell_linkedin(person, order.member);
  EXPECT_TRUE(agrees()) << "renamed";
  world.anonymise(person, later_on);
  take_back(*world.find<Candidate>(person));
  EXPECT_TRUE(agrees()) << "anonymised";
  world.remove(Kind::candidate, person, later_on);
  EXPECT_TRUE(agrees()) << "deleted";
}

TEST_F(JudgeExports, WhoeverTheyAreMergedIntoMayCarryTheApplicationAndTheLink) {
  place(order);
  const Id person = fulfil();
  const Id into = some<Candidate>().id;
  world.merge(person, into, client.now);
  const Truth truth(world, policy);
  put(candidate_kind, into, content(truth, *world.find<Candidate>(into)));
  for (const Application* each : world.applications_of(*world.find<Candidate>(into))) {
    if (truth.of(*each) != Standing::sent) continue;
    put(application_kind, each->id, content(truth, *each));
    for (const ApplicationStage* stage : world.stages_of(*each)) {
      tell_child(truth, *stage, EntityKind::stage, each->id);
    }
  }
  take_back(*world.all<Candidate>().ever(person));
  EXPECT_TRUE(agrees());
  tell_linkedin(into, order.member);
  EXPECT_TRUE(agrees());
}

// ---- what of them --------------------------------------------------------------------------

TEST_F(JudgeExports, WhatMayNotEnterTheAtsIsNamedByItsField) {
  struct Case {
    const char* field;
    void (*change)(Candidate&);
  };
  const Case cases[] = {
      {"address", [](Candidate& row) { row.address = "Elsewhere"; }},
      {"company", [](Candidate& row) { row.company = "Another"; }},
      {"email", [](Candidate& row) { row.email = "nadja@example.com"; }},
      {"linkedin_url",
       [](Candidate& row) { row.linkedin_url = "https://www.linkedin.com/in/invented-nadja"; }},
      {"phone", [](Candidate& row) { row.phone = "+44 1632 960000"; }},
      {"preferred_name", [](Candidate& row) { row.preferred_name = "Nad"; }},
      {"tags", [](Candidate& row) { row.tags = {"mark-1"}; }},
      {"tags",
       [](Candidate& row) {
         row.tags = {"LinkedIn", "mark-1", "another"};
       }},
      {"tags",
       [](Candidate& row) {
         row.tags = {"LinkedIn", "of nadja@example.com"};
       }},
      {"title", [](Candidate& row) { row.title = "Director"; }},
      {"website", [](Candidate& row) { row.website = "https://nadja.test"; }},
      {"work_email", [](Candidate& row) { row.work_email = "nadja@example.com"; }}};
  place(order);
  Id before = 0;
  for (const Case& each : cases) {
    if (before != 0) take_back(*world.find<Candidate>(before));
    if (before != 0) world.remove(Kind::candidate, before, later);
    Candidate wanted = described();
    each.change(wanted);
    before = fulfil(wanted);
    EXPECT_EQ(words(), (Words{"candidate miswritten"})) << each.field;
    EXPECT_EQ(only().fields, std::vector<std::string>{each.field});
  }
  EXPECT_EQ(write_json(to_json(verdict())).find("nadja"), std::string::npos);
}

TEST_F(JudgeExports, AnAddressAndAProfileMayEnterWhereTheyAreGranted) {
  place(order);
  Candidate wanted = described();
  wanted.email = "nadja@example.com";
  wanted.linkedin_url = "https://www.linkedin.com/in/invented-nadja";
  wanted.linkedin_place = LinkedInPlace::social_media;
  fulfil(wanted);
  EXPECT_EQ(only().fields, (std::vector<std::string>{"email", "linkedin_url"}));
  policy.export_email = policy.export_profile_url = true;
  EXPECT_TRUE(agrees());
}

TEST_F(JudgeExports, AnotherAddressThanTheOneHandedOverIsNoGrant) {
  place(order);
  policy.export_email = true;
  Candidate wanted = described();
  wanted.email = "nadja.private@example.com";
  fulfil(wanted);
  EXPECT_EQ(only().fields, std::vector<std::string>{"email"});
}

TEST_F(JudgeExports, AWrongNameIsSeenWhetherTheyAreLinkedOrNot) {
  place(order);
  Candidate wanted = described();
  wanted.last_name = "Mistaken";
  const Id person = fulfil(wanted);
  EXPECT_EQ(words(), (Words{"candidate miswritten"}));
  EXPECT_EQ(only().fields, std::vector<std::string>{"last_name"});
  take_back(*world.find<Candidate>(person));
  EXPECT_GT(verdict().not_ordered, 0u);
  EXPECT_EQ(verdict().lost_exports, 1u);
}

TEST_F(JudgeExports, BlanksAndCutsAreTheSameText) {
  order.first_name = " Nadja\t ";
  order.headline = "Welder  at\nAcorn";
  order.location = std::string(700, 'x');
  place(order);
  Candidate wanted = described();
  wanted.first_name = "Nadja";
  wanted.address = world.keep(std::string(500, 'x'));
  fulfil(wanted);
  EXPECT_TRUE(agrees());
}

}  // namespace
}  // namespace crosswalk::sim
