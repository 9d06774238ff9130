// The product's promise, whole: whatever is true at the vendor and may be shown is at LinkedIn,
// and nothing else. Each test changes the truth in one way, lets a round pass and asks the judge.

#include "scenarios/month.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

TEST(Agreement, AFirstLoadBringsEverythingThatMayBeThere) {
  TenantBed bed({.world = BedSettings::sized_world(400, 60), .page_items = 50});
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
  EXPECT_GT(bed.held(EntityKind::candidate), 350u);
  EXPECT_GT(bed.held(EntityKind::application), 250u);
  EXPECT_GT(bed.held(EntityKind::job), 40u);
  EXPECT_EQ(bed.repeated(), 0u);
}

TEST(Agreement, ASecondSyncSendsNothing) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  const std::uint64_t before = bed.written();
  for (const bool full : {false, true}) {
    bed.run->advance(1h);
    ASSERT_TRUE(bed.sync(full));
    EXPECT_EQ(bed.written(), before) << (full ? "full" : "delta");
    EXPECT_EQ(bed.run->report().kinds[1].sent, 0u);
    EXPECT_TRUE(bed.agrees());
  }
}

// What may happen at a vendor's between two syncs and is seen by a delta read.
TEST(Agreement, EveryKindOfChangeArrivesWithTheNextDelta) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  const std::vector<std::pair<Kind, Operation>> changes{
      {Kind::candidate, Operation::update},    {Kind::candidate, Operation::insert},
      {Kind::application, Operation::insert},  {Kind::application, Operation::update},
      {Kind::application, Operation::advance}, {Kind::application, Operation::reject},
      {Kind::job, Operation::insert},          {Kind::job, Operation::update},
      {Kind::job, Operation::close},           {Kind::department, Operation::update},
      {Kind::job_post, Operation::update},     {Kind::job_post, Operation::insert},
      {Kind::source, Operation::update},       {Kind::rejection_reason, Operation::update},
      {Kind::job_stage, Operation::update},    {Kind::user, Operation::update},
      {Kind::candidate, Operation::anonymise}};
  for (const auto& [kind, operation] : changes) {
    bed.run->advance(1h);
    bed.change(kind, operation);
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind) << ", operation " << int(operation);
  }
}

TEST(Agreement, AJobThatClosesAndOpensAgainIsFollowed) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  sim::Id open = 0;
  for (const sim::Job& job : bed.world.all<sim::Job>()) {
    const sim::Entity* held = bed.at_linkedin(EntityKind::job, std::to_string(job.id));
    if (held != nullptr && job.status == sim::JobStatus::open) open = job.id;
  }
  ASSERT_NE(open, 0u);
  for (const Operation operation : {Operation::close, Operation::reopen, Operation::close}) {
    bed.run->advance(1h);
    bed.change(Kind::job, operation, {}, {open});
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << int(operation);
  }
}

// The vendor moves nothing of the job's then, so only the posts themselves can tell.
TEST(Agreement, AnEditOfAPostAloneArrivesWithTheNextDelta) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  const sim::JobPost* post = nullptr;
  for (const sim::JobPost& each : bed.world.all<sim::JobPost>()) {
    const sim::Entity* held = bed.at_linkedin(EntityKind::job, std::to_string(each.job_id));
    const std::string shown = "\"companyApplyUrl\":\"" + std::string(each.public_url) + "\"";
    if (held != nullptr && held->content.find(shown) != std::string::npos) post = &each;
  }
  ASSERT_NE(post, nullptr);
  const std::string job = std::to_string(post->job_id);
  const Instant modified = bed.world.find<sim::Job>(post->job_id)->updated_at;
  const std::string text = "<p>" + std::string(120, 'x') + "</p>";
  for (const auto& [field, value] : {std::pair("content", text),
                                     {"title", "Night baker"},
                                     {"public_url", "https://jobs.test/another"}}) {
    bed.run->advance(1h);
    const auto before = bed.contents();
    bed.change(Kind::job_post, Operation::update, {{field, value}}, {post->id});
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << field;
    EXPECT_NE(bed.at_linkedin(EntityKind::job, job)->content.find(value), std::string::npos);
    auto after = bed.contents();
    EXPECT_NE(after["job " + job], before.at("job " + job));
    after["job " + job] = before.at("job " + job);
    EXPECT_EQ(after, before) << "nothing else changed";
  }
  EXPECT_EQ(bed.world.find<sim::Job>(post->job_id)->updated_at, modified);
  bed.run->advance(1h);
  const std::uint64_t before = bed.written();
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.written(), before) << "the overlap shows the post again, and the digest decides";
  EXPECT_EQ(bed.repeated(), 0u);
  EXPECT_EQ(bed.alarms(), "");
}

// The twin of the test above: with the changed posts hidden, nothing else tells of the edit.
TEST(Agreement, OnlyTheListOfChangedPostsTellsOfSuchAnEdit) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  bool hidden = false;
  bed.meddle = [&](Peer, const HttpRequest& request, HttpResponse reply) {
    const bool posts = request.target.starts_with("/v3/job_posts?") &&
                       request.target.find("updated_at=") != std::string::npos;
    if (posts) reply.body = "[]";
    hidden = hidden || posts;
    return std::optional(std::move(reply));
  };
  bed.run->advance(1h);
  bed.change(Kind::job_post, Operation::update, {{"title", "Night baker"}}, {}, 20);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(hidden);
  EXPECT_FALSE(bed.agrees());
  bed.meddle = nullptr;
  bed.run->advance(1h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(Agreement, AFieldThatChangesBackAndForthArrivesEachTime) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  const sim::Id id = bed.change(Kind::candidate, Operation::update).front();
  ASSERT_TRUE(bed.sync());
  for (const char* name : {"Maren", "Ilse", "Maren"}) {
    bed.run->advance(1h);
    bed.change(Kind::candidate, Operation::update, {{"first_name", name}}, {id});
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << name;
  }
}

// A removed post is in no list of changes, so the job it belonged to is not named by one.
TEST(Agreement, APlaceThatChangedOrAPostThatWentArrivesWithTheNextFullSync) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  bed.run->advance(1h);
  bed.change(Kind::office, Operation::update);
  ASSERT_TRUE(bed.sync(true));
  ASSERT_TRUE(bed.agrees());
  bed.change(Kind::job_post, Operation::remove);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(Agreement, WhoWasDeletedIsGoneAfterAFullSync) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  for (const Kind kind : {Kind::candidate, Kind::application, Kind::job}) {
    bed.run->advance(2h);
    const std::vector<sim::Id> gone = bed.change(kind, Operation::remove, {}, {}, 2);
    ASSERT_TRUE(bed.sync(true));
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind);
    if (kind == Kind::candidate) {
      for (const sim::Id id : gone) {
        EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, std::to_string(id)), nullptr);
      }
    }
  }
}

// A person is deleted and nothing else happens: a delta must not take silence for a deletion.
TEST(Agreement, ADeltaDeletesNobodyAndTheSweepDoes) {
  TenantBed bed;
  ASSERT_TRUE(bed.sync());
  const std::uint64_t before = bed.held(EntityKind::candidate);
  bed.change(Kind::candidate, Operation::remove);
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.held(EntityKind::candidate), before);
  bed.run->advance(8 * 24h);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
}

TEST(Agreement, AMonthOfRandomChangesEndsInAgreement) {
  TenantBed bed({.world = BedSettings::sized_world(80, 20), .page_items = 10});
  ASSERT_TRUE(bed.sync());
  ASSERT_NO_FATAL_FAILURE(live_a_month(bed));
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.repeated(), 0u);
}

struct Choice {
  const char* name;
  TenantPolicy policy;
  sim::TenantPolicy judged;
  bool sees_private = false;
  Settings settings;
};

std::vector<Choice> choices(const sim::World& world) {
  const std::string department(world.all<sim::Department>().row(0).name);
  std::vector<Choice> all(6);
  all[0] = {.name = "private people",
            .policy = {.private_candidates = true},
            .judged = {.private_candidates = true},
            .sees_private = true};
  all[1] = {.name = "confidential jobs",
            .policy = {.confidential_jobs = true},
            .judged = {.confidential_jobs = true}};
  all[2] = {.name = "a department",
            .policy = {.rules = {{"quiet", RecordKind::job, Field::job_department, {department}}}},
            .judged = {.withheld_departments = {department}}};
  all[3] = {
      .name = "employment",
      .policy = {.withheld_groups = {OptOutGroup::employment}},
      .judged = {.withheld_fields = {"candidate.currentCompanyName", "candidate.currentJobTitle"}}};
  all[4] = {.name = "source, reason and code",
            .policy = {.withheld_fields = {Field::application_source,
                                           Field::application_disposition_reason,
                                           Field::job_company_job_code}},
            .judged = {.withheld_fields = {"application.source", "application.dispositionReason",
                                           "job.companyJobCode"}}};
  all[5] = {.name = "answers",
            .judged = {.linkedin_from_answers = true},
            .settings = {{"linkedin_from_answers", "yes"}}};
  return all;
}

TEST(Agreement, EveryPolicyIsKeptFromTheFirstLoadOn) {
  const BedSettings plain{.world = BedSettings::sized_world(150, 60)};
  for (const Choice& choice : choices(sim::World(plain.world))) {
    BedSettings settings = plain;
    settings.policy = choice.policy;
    settings.judged = choice.judged;
    settings.settings = choice.settings;
    settings.greenhouse.sees_private = choice.sees_private;
    TenantBed bed(std::move(settings));
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees()) << choice.name;
  }
}

// A tenant changes its mind, and again: what must not be there any more goes, and comes back.
TEST(Agreement, AChangedPolicyIsCarriedOutBothWays) {
  BedSettings settings{.world = BedSettings::sized_world(150, 60)};
  settings.greenhouse.sees_private = true;
  TenantBed bed(settings);
  ASSERT_TRUE(bed.sync());
  for (const Choice& choice : choices(bed.world)) {
    if (!choice.settings.empty()) continue;
    bed.run->advance(1h);
    bed.restart_with(choice.policy, choice.judged);
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << choice.name;
    bed.restart_with({}, {});
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << "without " << choice.name;
  }
}

}  // namespace
}  // namespace crosswalk
