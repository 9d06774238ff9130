// LinkedIn asks for jobs again. At stake: half an hour, in which every open job must be there
// whatever else waits, and that nothing but jobs is sent for it.

#include "scenarios/generations.hpp"
#include "scenarios/traces.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

constexpr std::uint32_t thousands = 4'500;

BedSettings asked_for_jobs(const char* version) {
  BedSettings settings;
  settings.version = version;
  settings.world = BedSettings::sized_world(40, 20);
  settings.exchange = true;
  return settings;
}

class Resync : public InEitherGeneration {
 protected:
  explicit Resync(const BedSettings& settings = asked_for_jobs(GetParam())) : bed(settings) {
    EXPECT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
    jobs = bed.open_jobs();
    EXPECT_GE(jobs.size(), 4u);
    before = writes();
  }

  std::string_view ask(const std::vector<std::string>& ids) {
    return bed.linkedin.ask_for_jobs(bed_organization, ids, bed.run->now());
  }

  // How often each job was written.
  std::map<std::string, std::uint32_t> writes() {
    std::map<std::string, std::uint32_t> all;
    const sim::Ledger& ledger = bed.linkedin.ledger(bed.run->now());
    for (const sim::Job& job : bed.world.all<sim::Job>()) {
      const std::string id = std::to_string(job.id);
      const sim::Entity* known = ledger.find(EntityKind::job, bed_organization, id);
      if (known != nullptr) all[id] = known->writes;
    }
    return all;
  }

  // `before`, and once more for each of these.
  std::map<std::string, std::uint32_t> once_more(const std::vector<std::string>& ids) const {
    auto all = before;
    for (const std::string& id : ids) ++all[id];
    return all;
  }

  std::uint64_t waiting() {
    std::uint64_t all = 0;
    for (const Counts::Count& each : bed.counts().counts) {
      if (each.kind == RecordKind::candidate && each.state == EntityState::ready) all += each.count;
    }
    return all;
  }

  TenantBed bed;
  std::vector<std::string> jobs;
  std::map<std::string, std::uint32_t> before;
};

IN_BOTH_GENERATIONS(Resync);

TEST_P(Resync, AllOpenJobsAreWrittenAgainAndNothingElse) {
  const auto contents = bed.contents();
  std::size_t others = 0;
  bed.overhear = [&others](const HttpRequest& request) {
    const bool jobs_or_tokens = request.target.find("obPosting") != std::string::npos ||
                                request.target.starts_with("/oauth/");
    others += request.method != "GET" && !jobs_or_tokens ? 1 : 0;
  };
  ASSERT_EQ(ask({}), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(writes(), once_more(jobs)) << "those that are closed need not be told again";
  EXPECT_EQ(others, 0u);
  EXPECT_EQ(bed.contents(), contents);
  EXPECT_EQ(bed.alarms(), "");
  EXPECT_TRUE(bed.agrees());
}

TEST_P(Resync, NamedJobsAloneAreWrittenAgain) {
  ASSERT_EQ(ask({jobs[0], jobs[2]}), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(writes(), once_more({jobs[0], jobs[2]}));
}

TEST_P(Resync, AnUnknownJobIsToldAndTheOthersGo) {
  ASSERT_EQ(ask({"999999", jobs[1], "no such job"}), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(writes(), once_more({jobs[1]}));
  EXPECT_TRUE(bed.alarmed("asks for 2 jobs anew")) << bed.alarms();
}

TEST_P(Resync, TheSameRequestTwiceIsServedOnceAndOneOfAnotherHourAgain) {
  bed.linkedin.options().push.copies = 2;
  ASSERT_EQ(ask({}), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(writes(), once_more(jobs));
  bed.linkedin.options().push.copies = 1;
  bed.run->advance(2h);
  before = writes();
  ASSERT_EQ(ask({}), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(writes(), once_more(jobs));
}

TEST_P(Resync, WhatChangedMeanwhileGoesAsItIsNow) {
  const sim::Job& job = *bed.world.find<sim::Job>(std::stoull(jobs[0]));
  bed.change(Kind::job_post, Operation::update, {{"title", "Welder of bridges"}},
             {bed.world.posts_of(job).at(0)->id});
  ASSERT_EQ(ask({jobs[0]}), "");
  ASSERT_TRUE(bed.sync());
  const std::string& held = bed.at_linkedin(EntityKind::job, jobs[0])->content;
  EXPECT_NE(held.find("Welder of bridges"), std::string::npos);
  EXPECT_TRUE(bed.agrees());
}

TEST_P(Resync, AJobThatWasClosedIsNotOpenedByIt) {
  bed.change(Kind::job, Operation::close, {}, {std::stoull(jobs[0])});
  ASSERT_TRUE(bed.sync());
  before = writes();
  ASSERT_EQ(ask({}), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(writes(), once_more({jobs.begin() + 1, jobs.end()}));
  EXPECT_TRUE(bed.agrees());
}

class ResyncCut : public InEitherGeneration {
 protected:
  static BedSettings few() {
    BedSettings settings = asked_for_jobs(GetParam());
    settings.world = BedSettings::sized_world(4, 4);
    return settings;
  }

  // LinkedIn asks for every open job, and its push is kept.
  static void ask(TenantBed& bed) {
    ASSERT_EQ(bed.linkedin.ask_for_jobs(bed_organization, {}, bed.run->now()), "");
    for (const sim::Outgoing& push : bed.linkedin.outbox().take_due(bed.run->now())) {
      ASSERT_EQ(bed.run->knock(push.request).status, 200);
      bed.linkedin.hear(push.id, 200, "", bed.run->now());
    }
  }

  static std::vector<std::uint64_t> places_to_cut() {
    TenantBed bed(few());
    EXPECT_TRUE(bed.sync());
    const Traces traces(bed);
    ask(bed);
    const std::uint64_t asked = bed.run->effects();
    EXPECT_TRUE(bed.settle());
    return traces.beyond(asked);
  }
};

IN_BOTH_GENERATIONS(ResyncCut);

TEST_P(ResyncCut, APowerCutAtAnyEffectServesItAllTheSame) {
  const std::vector<std::uint64_t> cuts = places_to_cut();
  EXPECT_GT(cuts.size(), 3u);
  for (const std::uint64_t at : cuts) {
    TenantBed bed(few());
    ASSERT_TRUE(bed.sync());
    const std::size_t open = bed.open_jobs().size();
    const std::uint64_t written = bed.written();
    ask(bed);
    ASSERT_TRUE(bed.run->run_then_crash(at));
    bed.run->restart();
    ASSERT_TRUE(bed.sync());
    ASSERT_GE(bed.written(), written + open) << "cut after effect " << at;
    ASSERT_TRUE(bed.agrees());
  }
}

// Thousands of people changed, and LinkedIn takes no more than a batch of them in a minute.
class ResyncInARush : public Resync {
 protected:
  ResyncInARush() : Resync(crowd()) {
    bed.setup.tenant.options.records_per_minute = 10;
    bed.restart_as(GetParam());
    bed.change(Kind::candidate, Operation::update, {}, {}, thousands);
    bed.run->ask_sync();
    EXPECT_FALSE(bed.run->run_to_quiet(20min, 5min)) << bed.alarms();
    EXPECT_GT(waiting(), 3'000u);
  }

  static BedSettings crowd() {
    BedSettings settings = asked_for_jobs(GetParam());
    settings.world = BedSettings::sized_world(thousands, 20);
    settings.world.applications_per_candidate = settings.world.notes_per_candidate = 0;
    settings.greenhouse.hooks = {
        {"https://hooks.example.com/vendor/acme", "hook-secret", {"never"}}};
    return settings;
  }
};

IN_BOTH_GENERATIONS(ResyncInARush);

TEST_P(ResyncInARush, EveryOpenJobIsThereWithinHalfAnHour) {
  ASSERT_EQ(ask({}), "");
  EXPECT_FALSE(bed.run->run_to_quiet(20min, 30min));
  EXPECT_EQ(writes(), once_more(jobs));
  EXPECT_GT(waiting(), 50u) << "or nothing was overtaken";
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.agrees());
}

// The lane of its own taken away: the jobs are nobody's.
TEST_P(ResyncInARush, TwinWithoutItsLaneTheJobsAreNotThere) {
  bed.around_store = [](Store& store, const StoreVerb& verb) -> Result<StoreAnswer> {
    const auto* take = std::get_if<TakeReady>(&verb);
    if (take != nullptr && take->resync) return StoreAnswer(Work{});
    return store.carry_out(verb);
  };
  ASSERT_EQ(ask({}), "");
  EXPECT_FALSE(bed.run->run_to_quiet(20min, 30min));
  EXPECT_NE(writes(), once_more(jobs));
}

}  // namespace
}  // namespace crosswalk
