// LinkedIn's certification, RSC-401 to RSC-404: a secured job, and the indicator on whoever applied
// to it, are seen by the members of its hiring team and by nobody else. At stake: applicants shown
// to people whom the ATS does not show them to.

#include <gtest/gtest.h>

#include <algorithm>

#include "scenarios/generations.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using sim::Kind;
using sim::Operation;

std::string member_of(sim::Id user) { return "urn:li:person:u" + std::to_string(user); }

BedSettings with_teams(bool viewers_configured, const char* version) {
  BedSettings settings;
  settings.version = version;
  settings.settings = {{"hiring_team", "yes"}};
  settings.exchange = viewers_configured;
  return settings;
}

class HiringTeams : public InEitherGeneration {
 protected:
  explicit HiringTeams(bool viewers_configured = false)
      : bed(with_teams(viewers_configured, GetParam())) {
    for (const sim::User& user : bed.world.all<sim::User>()) {
      bed.setup.tenant.members.emplace(std::to_string(user.id), member_of(user.id));
    }
    bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
    EXPECT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
    for (const std::string& id : bed.open_jobs()) {
      const sim::Job* found = bed.world.find<sim::Job>(std::stoull(id));
      if (found->recruiter_id != found->hiring_manager_id) job = found;
    }
    EXPECT_NE(job, nullptr);
    for (const sim::User& user : bed.world.all<sim::User>()) {
      const bool theirs = user.id == job->recruiter_id || user.id == job->hiring_manager_id;
      if (!theirs) stranger = user.id;
    }
  }

  bool sees(sim::Id user, sim::Id seen) {
    return bed.linkedin.sees_job(bed_organization, std::to_string(seen), member_of(user));
  }
  bool sees_indicator(sim::Id user, sim::Id application) {
    return bed.linkedin.sees_application(bed_organization, std::to_string(application),
                                         member_of(user));
  }
  void recruit(sim::Id user) {
    bed.change(Kind::job, Operation::update, {{"recruiter_id", std::to_string(user)}}, {job->id});
  }
  // Who sees a job that should not, or does not and should.
  int mistakes() {
    int wrong = 0;
    for (const std::string& id : bed.open_jobs()) {
      const sim::Job& open = *bed.world.find<sim::Job>(std::stoull(id));
      for (const sim::User& user : bed.world.all<sim::User>()) {
        const bool theirs = user.id == open.recruiter_id || user.id == open.hiring_manager_id;
        if (sees(user.id, open.id) != theirs) ++wrong;
      }
    }
    return wrong;
  }

  TenantBed bed;
  const sim::Job* job = nullptr;
  sim::Id stranger = 0;
};

class HiringTeamsWhereAllMaySee : public HiringTeams {
 protected:
  HiringTeamsWhereAllMaySee() : HiringTeams(true) {}
};

TEST_P(HiringTeams, SeeTheirJobsAndWhoAppliedToThem) {
  EXPECT_EQ(mistakes(), 0) << bed.alarms();
  int indicators = 0;
  for (const sim::Application& each : bed.world.all<sim::Application>()) {
    const std::string id = std::to_string(each.id);
    if (bed.at_linkedin(sim::EntityKind::application, id) == nullptr) continue;
    if (each.job_id != job->id) continue;
    ++indicators;
    EXPECT_TRUE(sees_indicator(job->recruiter_id, each.id));
    EXPECT_FALSE(sees_indicator(stranger, each.id));
  }
  EXPECT_GT(indicators, 0) << "nobody applied to this job: the test shows nothing";
}

TEST_P(HiringTeams, WhoeverIsRemovedSeesItNoMoreAndAddedAgainDoes) {
  const sim::Id before = job->recruiter_id;
  recruit(stranger);
  ASSERT_TRUE(bed.sync());
  EXPECT_FALSE(sees(before, job->id));
  EXPECT_TRUE(sees(stranger, job->id));
  recruit(before);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(sees(before, job->id));
  EXPECT_FALSE(sees(stranger, job->id));
  EXPECT_EQ(mistakes(), 0);
}

// The twin: without the removals somebody who left the team would see the job, and this would tell.
TEST_P(HiringTeams, WereRemovalsDroppedItWouldShow) {
  bed.around_store = [](Store& store, const StoreVerb& verb) {
    Result<StoreAnswer> answer = store.carry_out(verb);
    if (auto* changes = answer ? std::get_if<AccessChanges>(&*answer) : nullptr) {
      std::erase_if(changes->changes, [](const AccessChange& each) { return !each.adds; });
    }
    return answer;
  };
  recruit(stranger);
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(mistakes(), 1);
  EXPECT_EQ(bed.verdict().wrong_access, 1u);
  EXPECT_FALSE(bed.agrees());
}

TEST_P(HiringTeams, ADeletedJobIsSeenByNobodyAnyMore) {
  bed.change(Kind::job, Operation::remove, {}, {job->id});
  const sim::Id recruiter = job->recruiter_id;
  const sim::Id gone = job->id;
  ASSERT_TRUE(bed.sync(true));
  EXPECT_FALSE(sees(recruiter, gone));
}

TEST_P(HiringTeamsWhereAllMaySee, AreTheOnlyOnesAllTheSame) {
  EXPECT_EQ(mistakes(), 0) << bed.alarms();
}

IN_BOTH_GENERATIONS(HiringTeams);
IN_BOTH_GENERATIONS(HiringTeamsWhereAllMaySee);

class WithoutTeams : public InEitherGeneration {};

IN_BOTH_GENERATIONS(WithoutTeams);

TEST_P(WithoutTeams, TheViewersOfTheIntegrationSay) {
  for (const bool configured : {false, true}) {
    TenantBed bed(with_teams(configured, GetParam()));
    ASSERT_TRUE(bed.sync());
    const std::string job = bed.open_jobs().at(0);
    EXPECT_EQ(bed.linkedin.sees_job(bed_organization, job, member_of(1)), configured);
  }
}

}  // namespace
}  // namespace crosswalk
