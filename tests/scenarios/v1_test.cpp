// A tenant that still speaks Harvest v1: applications inside candidates, no history, no time of
// change, no address of a post. What v1 tells must be at LinkedIn, and the day it ends or the
// tenant moves to v3 nobody may be deleted and nothing be sent again.

#include "scenarios/month.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

const std::map<std::string, std::string> api_key{{"api_key", "greenhouse-key"}};
const std::map<std::string, std::string> client{{"client_id", "greenhouse-client"},
                                                {"client_secret", "greenhouse-secret"}};

// What the connector reads of v1: no notes, and of feedback no text, because private notes stand
// beside it.
sim::TenantPolicy judged_v1() {
  sim::TenantPolicy judged;
  judged.without_history = true;
  judged.withheld_kinds = {"candidate_note", "application_note"};
  judged.withheld_fields = {"feedback.feedback"};
  return judged;
}

BedSettings v1(std::uint32_t candidates = 60, std::uint32_t jobs = 20) {
  BedSettings settings{.world = BedSettings::sized_world(candidates, jobs)};
  settings.world.posting_url = "https://boards.greenhouse.io/acorn/jobs/";
  settings.settings = {{"api_version", "v1"}, {"job_board", "acorn"}};
  settings.secrets = api_key;
  settings.judged = judged_v1();
  return settings;
}

// Of a job not its name, which is a matter of its own.
std::vector<std::pair<std::string, std::string>> plain(Kind kind, Operation operation) {
  if (kind != Kind::job || operation != Operation::update) return {};
  return {{"requisition_id", "R-77"}};
}

TEST(HarvestV1, AFirstLoadBringsEverythingThatV1Tells) {
  BedSettings settings = v1(400, 60);
  settings.page_items = 50;
  TenantBed bed(settings);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
  EXPECT_GT(bed.held(EntityKind::candidate), 350u);
  EXPECT_GT(bed.held(EntityKind::application), 250u);
  EXPECT_GT(bed.held(EntityKind::job), 40u);
  EXPECT_GT(bed.held(EntityKind::stage), 150u);
  EXPECT_GT(bed.held(EntityKind::feedback), 50u);
  EXPECT_EQ(bed.repeated(), 0u);
}

// The twin: told that there is a history, the judge misses it.
TEST(HarvestV1, AJudgeWhoExpectsHistoryDisagrees) {
  BedSettings settings = v1();
  settings.judged.without_history = false;
  TenantBed bed(settings);
  ASSERT_TRUE(bed.sync());
  EXPECT_FALSE(bed.agrees());
  const sim::Verdict said = bed.verdict();
  EXPECT_GT(said.kinds[static_cast<std::size_t>(EntityKind::stage)].missing, 0u);
}

TEST(HarvestV1, ASecondSyncSendsNothing) {
  TenantBed bed(v1());
  ASSERT_TRUE(bed.sync());
  const std::uint64_t before = bed.written();
  for (const bool full : {false, true}) {
    bed.run->advance(1h);
    ASSERT_TRUE(bed.sync(full));
    EXPECT_EQ(bed.written(), before) << (full ? "full" : "delta");
    EXPECT_TRUE(bed.agrees());
  }
}

TEST(HarvestV1, EveryKindOfChangeArrivesWithTheNextDelta) {
  TenantBed bed(v1());
  ASSERT_TRUE(bed.sync());
  const std::vector<std::pair<Kind, Operation>> changes{
      {Kind::candidate, Operation::update},   {Kind::candidate, Operation::insert},
      {Kind::application, Operation::insert}, {Kind::application, Operation::advance},
      {Kind::application, Operation::reject}, {Kind::job, Operation::insert},
      {Kind::job, Operation::update},         {Kind::job, Operation::close},
      {Kind::job_post, Operation::update},    {Kind::job_post, Operation::insert},
      {Kind::scorecard, Operation::insert},   {Kind::scorecard, Operation::update},
      {Kind::candidate, Operation::anonymise}};
  for (const auto& [kind, operation] : changes) {
    bed.run->advance(1h);
    bed.change(kind, operation, plain(kind, operation));
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind) << ", operation " << int(operation);
  }
}

// v1 tells neither that an application was edited nor that a name in a list was, but for the
// candidates who have one of them and were changed themselves.
TEST(HarvestV1, WhatV1TellsOfNoChangeArrivesWithTheNextFullSync) {
  TenantBed bed(v1());
  ASSERT_TRUE(bed.sync());
  for (const Kind kind : {Kind::application, Kind::source, Kind::rejection_reason, Kind::office,
                          Kind::department, Kind::job_stage, Kind::user}) {
    bed.run->advance(1h);
    bed.change(kind, Operation::update);
    ASSERT_TRUE(bed.sync(true));
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind);
  }
}

TEST(HarvestV1, WhoWasDeletedOrMergedIsGoneAfterAFullSync) {
  TenantBed bed(v1());
  ASSERT_TRUE(bed.sync());
  for (const auto& [kind, operation] : {std::pair(Kind::candidate, Operation::remove),
                                        {Kind::application, Operation::remove},
                                        {Kind::job, Operation::remove},
                                        {Kind::scorecard, Operation::remove},
                                        {Kind::candidate, Operation::merge}}) {
    bed.run->advance(2h);
    bed.change(kind, operation, {}, {}, operation == Operation::merge ? 1 : 2);
    ASSERT_TRUE(bed.sync(true));
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind) << ", operation " << int(operation);
  }
}

// The name of a job stands in its applications, too, and nothing of theirs changes with it; they
// can only be asked for by their candidates, so a delta that names the job does not reach them.
TEST(HarvestV1, ARenamedJobIsRenamedInItsApplicationsWithTheNextFullSync) {
  TenantBed bed(v1());
  ASSERT_TRUE(bed.sync());
  bed.run->advance(1h);
  bed.change(Kind::job, Operation::update, {{"name", "Night baker"}}, {}, 10);
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::job)].differing, 0u);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
}

TEST(HarvestV1, AMonthOfRandomChangesEndsInAgreement) {
  BedSettings settings = v1(80, 20);
  settings.page_items = 10;
  TenantBed bed(settings);
  ASSERT_TRUE(bed.sync());
  ASSERT_NO_FATAL_FAILURE(live_a_month(bed));
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.repeated(), 0u);
}

// A page that is counted off anew moves when somebody before it goes: the one who slips through
// between two pages must not be taken for deleted.
TEST(HarvestV1, WhoSlipsBetweenTwoPagesIsNotTakenForDeleted) {
  BedSettings settings = v1();
  settings.page_items = 10;
  TenantBed bed(settings);
  ASSERT_TRUE(bed.sync());
  bed.run->advance(2h);
  const sim::Id first = bed.world.all<sim::Candidate>().first_id();
  bool removed = false;
  bed.meddle = [&](Peer, const HttpRequest& request, HttpResponse reply) {
    if (!removed && request.target.starts_with("/v1/candidates?") && reply.status == 200) {
      removed = bed.world.remove(Kind::candidate, first, bed.run->now());
    }
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(bed.sync(true));
  ASSERT_TRUE(removed);
  bed.meddle = nullptr;
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.repeated(), 0u) << "nobody was deleted and sent again";
}

TEST(HarvestV1, TheDayItEndsNothingIsDeletedAndAPersonIsTold) {
  BedSettings settings = v1();
  settings.greenhouse.v1_ends = settings.world.start + 3h;
  TenantBed bed(settings);
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.agrees());
  const auto before = bed.contents();
  for (const bool full : {false, true}) {
    bed.run->advance(3h);
    bed.sync(full);
    EXPECT_EQ(bed.contents(), before) << (full ? "full" : "delta");
    EXPECT_NE(bed.alarms(), "");
  }
}

// Stages keep the ids that were made of their content, so v3 does not know them: with the rule that
// so many are not given up unseen, a person has to say that they are gone.
TEST(HarvestV1, MovingToV3SendsNoJobCandidateOrApplicationAgain) {
  TenantBed bed(v1());
  std::vector<std::string> wrote;  // Jobs, candidates and applications; not what hangs on them.
  bed.overhear = [&](const HttpRequest& request) {
    const std::string path = request.target.substr(0, request.target.find('?'));
    const bool reads =
        request.method == "GET" || header(request.headers, "X-HTTP-Method-Override") == "GET";
    for (const char* each : {"/v2/simpleJobPostings", "/v2/atsCandidates", "/v2/atsApplications"}) {
      if (!reads && path == each) wrote.push_back(path);
    }
  };
  const auto people = [&] {
    auto all = bed.contents();
    std::erase_if(all, [](const auto& each) {
      const std::string_view key = each.first;
      return !key.starts_with("job ") && !key.starts_with("candidate ") &&
             !key.starts_with("application ");
    });
    return all;
  };
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.agrees());
  EXPECT_GE(wrote.size(), 3u) << "each of the three";
  wrote.clear();
  const auto contents = people();
  bed.run->advance(1h);
  bed.restart_asking({}, client, {});
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(people(), contents);
  EXPECT_EQ(wrote, std::vector<std::string>{});
  EXPECT_EQ(bed.repeated(), 0u);
  EXPECT_FALSE(bed.agrees());
  EXPECT_TRUE(bed.alarmed("stages are missing"));
  bed.run->ask_sync(true, true);
  ASSERT_TRUE(bed.run->run_to_quiet());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(people(), contents);
}

BedSettings gem() {
  BedSettings settings = v1();
  settings.connector = "gem";
  settings.world.posting_url = "https://jobs.gem.com/acorn/";
  settings.settings = {{"job_board", "acorn"}};
  settings.secrets = {{"api_key", "gem-key"}, {"application_secret", "gem-secret"}};
  settings.judged.withheld_kinds.push_back("feedback");
  settings.judged.withheld_fields.push_back("candidate.doNotContact");
  return settings;
}

// The twin of Harvest v1 under another name, with another key and other paths.
TEST(GemTenant, AFirstLoadAndEachChangeArrive) {
  TenantBed bed(gem());
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.agrees());
  EXPECT_GT(bed.held(EntityKind::candidate), 50u);
  for (const auto& [kind, operation] : {std::pair(Kind::candidate, Operation::update),
                                        {Kind::candidate, Operation::insert},
                                        {Kind::application, Operation::insert},
                                        {Kind::application, Operation::advance},
                                        {Kind::application, Operation::reject},
                                        {Kind::job, Operation::update},
                                        {Kind::job, Operation::close},
                                        {Kind::job_post, Operation::update}}) {
    bed.run->advance(1h);
    bed.change(kind, operation, plain(kind, operation));
    ASSERT_TRUE(bed.sync());
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind) << ", operation " << int(operation);
  }
}

TEST(GemTenant, TheDeletedAreGoneAfterAFullSync) {
  TenantBed bed(gem());
  ASSERT_TRUE(bed.sync());
  for (const Kind kind : {Kind::candidate, Kind::application, Kind::job}) {
    bed.run->advance(2h);
    bed.change(kind, Operation::remove);
    ASSERT_TRUE(bed.sync(true));
    ASSERT_TRUE(bed.agrees()) << sim::word_of(kind);
  }
}

}  // namespace
}  // namespace crosswalk
