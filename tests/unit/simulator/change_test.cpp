// After the first synchronisation everything is about change. A change that does not move
// updated_at is never read again, a deletion that leaves a child behind looks like a fault of
// the product, and a record that keeps a text after it was anonymised is a leak of our making.

#include <gtest/gtest.h>

#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class WorldChange : public testing::Test {
 protected:
  Instant now() const { return world.options().start + 1h; }

  const Candidate& somebody() const {
    for (const Candidate& each : world.all<Candidate>()) {
      if (world.applications_of(each).size() > 1 && !each.email.empty()) return each;
    }
    return *world.all<Candidate>().begin();
  }

  const Application& in_progress() const {
    for (const Application& each : world.all<Application>()) {
      if (each.stage_id != 0) return each;
    }
    return *world.all<Application>().begin();
  }

  Mutation mutation(Kind kind, Operation operation, std::uint32_t count = 1) {
    Mutation wanted;
    wanted.kind = kind;
    wanted.operation = operation;
    wanted.count = count;
    return wanted;
  }

  World world{WorldOptions{}};
};

TEST_F(WorldChange, AnEditMovesUpdatedAtAndTheRevision) {
  const Candidate& person = somebody();
  const std::uint32_t before = person.revision;
  EXPECT_TRUE(world.edit<Candidate>(person.id, now(), [](Candidate& c) { c.title = "Baker"; }));
  EXPECT_EQ(person.title, "Baker");
  EXPECT_EQ(person.updated_at, now());
  EXPECT_EQ(person.revision, before + 1);
}

TEST_F(WorldChange, TheLogOfChangesFindsIt) {
  const Candidate& person = somebody();
  world.edit<Candidate>(person.id, now(), [](Candidate&) {});
  const auto stamps = world.all<Candidate>().changed(now(), now() + 1h);
  ASSERT_EQ(stamps.size(), 1U);
  EXPECT_EQ(world.all<Candidate>().row(stamps[0].row).id, person.id);
}

TEST_F(WorldChange, TimeNeverRunsBackwards) {
  const Id first = world.add_candidate(now());
  const Id second = world.add_candidate(now() - 1h);
  EXPECT_LT(first, second);
  EXPECT_EQ(world.find<Candidate>(second)->created_at, now());
}

TEST_F(WorldChange, NewRecordsAreWholeAndPlain) {
  const Id job = world.add_job(now());
  const Id person = world.add_candidate(now());
  const Id application = world.add_application(person, job, now());
  ASSERT_NE(world.find<Application>(application), nullptr);
  EXPECT_FALSE(world.find<Candidate>(person)->email.empty());
  EXPECT_EQ(world.posts_of(*world.find<Job>(job)).size(), 1U);
  EXPECT_EQ(world.find<Application>(application)->job_post_id,
            world.posts_of(*world.find<Job>(job))[0]->id);
  EXPECT_EQ(world.stages_of(*world.find<Application>(application)).size(), 1U);
  EXPECT_EQ(world.applications_of(*world.find<Candidate>(person)).size(), 1U);
}

TEST_F(WorldChange, NothingIsAddedToNobody) {
  EXPECT_EQ(world.add_application(1, 0, now()), 0U);
  EXPECT_EQ(world.add_application(somebody().id, 1, now()), 0U);
  EXPECT_EQ(world.add_job_post(1, now()), 0U);
}

TEST_F(WorldChange, AnApplicationAdvancesToTheEndAndIsHired) {
  const Id id = in_progress().id;
  const Application& application = *world.find<Application>(id);
  int moves = 0;
  while (world.advance(id, now())) ++moves;
  EXPECT_GT(moves, 0);
  EXPECT_EQ(application.status, ApplicationStatus::hired);
  EXPECT_EQ(application.stage_id, 0U);
  for (const ApplicationStage* stage : world.stages_of(application)) {
    EXPECT_TRUE(stage->exited_at);
    EXPECT_FALSE(stage->current);
  }
}

TEST_F(WorldChange, ARejectionLeavesTheStageAndSaysWhy) {
  const Id reason = world.all<RejectionReason>().first_id();
  const Id id = in_progress().id;
  EXPECT_TRUE(world.reject(id, reason, now()));
  EXPECT_FALSE(world.reject(id, reason, now())) << "only once";
  const Application& application = *world.find<Application>(id);
  EXPECT_EQ(application.status, ApplicationStatus::rejected);
  EXPECT_EQ(application.rejected_at, now());
  EXPECT_EQ(world.find<RejectionDetail>(application.rejection_id)->rejection_reason_id, reason);
}

TEST_F(WorldChange, ClosingAJobTakesItsPostsOffLineAndReopeningBringsThemBack) {
  const Id job = world.add_job(now());
  const JobPost& post = *world.posts_of(*world.find<Job>(job))[0];
  EXPECT_TRUE(world.close_job(job, now() + 1min));
  EXPECT_FALSE(post.live);
  EXPECT_EQ(post.updated_at, now() + 1min);
  EXPECT_EQ(world.find<Job>(job)->closed_at, now() + 1min);
  EXPECT_TRUE(world.reopen_job(job, now() + 2min));
  EXPECT_TRUE(post.live);
  EXPECT_FALSE(world.find<Job>(job)->closed_at);
}

TEST_F(WorldChange, AnonymisingEmptiesThePersonAndKeepsTheRecord) {
  const Id id = somebody().id;
  ASSERT_TRUE(world.anonymise(id, now()));
  const Candidate& person = *world.find<Candidate>(id);
  EXPECT_EQ(person.first_name, "Anonymized");
  EXPECT_EQ(person.last_name, std::to_string(id));
  for (const Text text :
       {person.email, person.work_email, person.phone, person.address, person.company, person.title,
        person.website, person.linkedin_url, person.preferred_name}) {
    EXPECT_TRUE(text.empty());
  }
  ASSERT_FALSE(world.tombstones().empty());
  EXPECT_EQ(world.tombstones()[0].id, id);
  EXPECT_EQ(world.tombstones()[0].how, Departure::anonymised);
  EXPECT_TRUE(world.notes_of(person).empty()) << "what was said of them goes";
  for (const Application* each : world.applications_of(person)) {
    EXPECT_TRUE(world.scorecards_of(*each).empty());
  }
}

TEST_F(WorldChange, ADeletedCandidateTakesEverythingAlongAndNeverComesBack) {
  const Id id = somebody().id;
  std::vector<Id> applications;
  std::vector<Id> stages;
  for (const Application* each : world.applications_of(somebody())) {
    applications.push_back(each->id);
    for (const ApplicationStage* stage : world.stages_of(*each)) stages.push_back(stage->id);
  }
  const std::size_t people = world.all<Candidate>().size();
  ASSERT_TRUE(world.remove(Kind::candidate, id, now()));
  EXPECT_FALSE(world.remove(Kind::candidate, id, now()));
  EXPECT_EQ(world.find<Candidate>(id), nullptr);
  EXPECT_EQ(world.all<Candidate>().size(), people - 1);
  for (const Id each : applications) EXPECT_EQ(world.find<Application>(each), nullptr);
  for (const Id each : stages) EXPECT_EQ(world.find<ApplicationStage>(each), nullptr);
  EXPECT_GE(world.tombstones().size(), 1 + applications.size() + stages.size());
  EXPECT_GT(world.add_candidate(now()), id) << "the id stays taken";
}

TEST_F(WorldChange, ADeletedJobTakesPostsAndApplicationsAlong) {
  const Id id = in_progress().job_id;
  const auto applications = world.applications_of(*world.find<Job>(id));
  ASSERT_FALSE(applications.empty());
  ASSERT_TRUE(world.remove(Kind::job, id, now()));
  for (const Application* each : applications) EXPECT_TRUE(each->gone);
}

TEST_F(WorldChange, AMutationDrawsSomeRecordsAndTheSameTurnDrawsTheSame) {
  World twin{WorldOptions{}};
  const auto wanted = mutation(Kind::candidate, Operation::update, 5);
  const auto first = mutate(world, wanted, 3, now());
  const auto again = mutate(twin, wanted, 3, now());
  const auto other = mutate(twin, wanted, 4, now());
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(first->size(), 5U);
  EXPECT_EQ(*first, *again);
  EXPECT_NE(*first, *other);
  for (const Id id : *first) EXPECT_EQ(world.find<Candidate>(id)->updated_at, now());
}

TEST_F(WorldChange, AMutationSetsNamedFields) {
  Mutation wanted = mutation(Kind::candidate, Operation::update);
  wanted.ids = {somebody().id};
  wanted.fields = {{"email", "ada@example.com"}, {"is_private", "true"}};
  ASSERT_TRUE(mutate(world, wanted, 0, now()));
  const Candidate& person = *world.find<Candidate>(wanted.ids[0]);
  EXPECT_EQ(person.email, "ada@example.com");
  EXPECT_TRUE(person.is_private);
}

TEST_F(WorldChange, AnInsertGoesWhereItIsToldAndElseWhereTheSeedDraws) {
  const Id job = in_progress().job_id;
  Mutation post = mutation(Kind::job_post, Operation::insert);
  post.fields = {{"job_id", std::to_string(job)}, {"title", "Baker"}};
  const auto told = mutate(world, post, 0, now());
  ASSERT_TRUE(told);
  EXPECT_EQ(world.find<JobPost>(told->front())->job_id, job);
  EXPECT_EQ(world.find<JobPost>(told->front())->title, "Baker");
  const auto drawn = mutate(world, mutation(Kind::job_post, Operation::insert, 3), 1, now());
  ASSERT_TRUE(drawn);
  for (const Id id : *drawn) {
    EXPECT_NE(world.find<Job>(world.find<JobPost>(id)->job_id), nullptr);
  }
  const std::size_t posts = world.all<JobPost>().size();
  for (const char* nowhere : {"7", "", "x", "-1", "0"}) {
    post.fields = {{"job_id", nowhere}};
    EXPECT_FALSE(mutate(world, post, 2, now())) << nowhere;
  }
  EXPECT_EQ(world.all<JobPost>().size(), posts);
}

TEST_F(WorldChange, EveryKindCanBeUpdatedOrSaysThatItCannot) {
  for (int at = 0; at <= static_cast<int>(Kind::scorecard_attribute); ++at) {
    const auto kind = static_cast<Kind>(at);
    const bool can = kind != Kind::application_stage && kind != Kind::rejection_detail &&
                     kind != Kind::scorecard_attribute;
    EXPECT_EQ(mutate(world, mutation(kind, Operation::update, 2), 0, now()).has_value(), can)
        << word_of(kind);
    EXPECT_EQ(kind_of(word_of(kind)), kind);
  }
}

TEST_F(WorldChange, EveryKindCanBeDeleted) {
  for (int at = 0; at <= static_cast<int>(Kind::scorecard_attribute); ++at) {
    const auto done =
        mutate(world, mutation(static_cast<Kind>(at), Operation::remove, 2), 0, now());
    EXPECT_TRUE(done.has_value()) << word_of(static_cast<Kind>(at));
  }
}

TEST_F(WorldChange, AWrongMutationChangesNothing) {
  Mutation unknown_field = mutation(Kind::candidate, Operation::update);
  unknown_field.fields = {{"title", "Baker"}, {"shoe_size", "44"}};
  Mutation unknown_id = mutation(Kind::candidate, Operation::update);
  unknown_id.ids = {somebody().id, 5};
  Mutation no_flag = mutation(Kind::job, Operation::update);
  no_flag.fields = {{"confidential", "perhaps"}};
  Mutation no_kind = mutation(Kind::office, Operation::insert);
  Mutation no_place = mutation(Kind::candidate, Operation::insert);
  no_place.fields = {{"job_id", std::to_string(world.all<Job>().first_id())}};
  Mutation given_id = mutation(Kind::candidate, Operation::insert);
  given_id.ids = {somebody().id};
  Mutation ignored = mutation(Kind::candidate, Operation::remove);
  ignored.fields = {{"title", "Baker"}};
  for (const Mutation& wrong : {unknown_field, unknown_id, no_flag, no_kind, no_place, given_id,
                                ignored, mutation(Kind::job, Operation::anonymise)}) {
    const auto done = mutate(world, wrong, 0, now());
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, ErrorCode::invalid_input);
  }
  EXPECT_TRUE(world.all<Candidate>().changed(now(), now()).empty());
}

}  // namespace
}  // namespace crosswalk::sim
