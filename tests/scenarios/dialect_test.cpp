// LinkedIn's API in its two generations. At stake: that one of them carries less than the other,
// that a change of versions sends a whole tenant again, or that a version's end loses what came
// in the meantime.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

constexpr const char* newest = "202603";

BedSettings speaking(const std::string& version) {
  BedSettings settings;
  settings.world = BedSettings::sized_world(30, 12);
  settings.exchange = true;
  settings.version = version;
  return settings;
}

class Dialects : public testing::TestWithParam<const char*> {
 protected:
  Dialects() : bed(speaking(GetParam())) {
    bed.overhear = [this](const HttpRequest& request) {
      const std::string_view version = header(request.headers, "LinkedIn-Version");
      if (request.target.find("/oauth") != std::string::npos) return;
      EXPECT_EQ(version, GetParam());
    };
  }

  TenantBed bed;
};

TEST_P(Dialects, CarryTheSame) {
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  for (const EntityKind kind :
       {EntityKind::job, EntityKind::candidate, EntityKind::application, EntityKind::stage,
        EntityKind::candidate_note, EntityKind::application_note, EntityKind::feedback}) {
    EXPECT_GT(bed.held(kind), 0u) << sim::name_of(kind);
  }
  bed.run->advance(2h);
  bed.change(Kind::candidate, Operation::update, {}, {}, 3);
  bed.change(Kind::candidate, Operation::insert);
  bed.change(Kind::application, Operation::insert);
  bed.change(Kind::application, Operation::advance);
  bed.change(Kind::job, Operation::update);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  bed.run->advance(2h);
  bed.change(Kind::candidate, Operation::remove, {}, {}, 2);
  bed.change(Kind::application, Operation::remove);
  bed.change(Kind::job, Operation::close);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees());
  ASSERT_EQ(bed.export_to(bed.open_jobs().at(0), TenantBed::somebody("Nadja")).why_not, "");
  EXPECT_EQ(bed.counts().exchange.exports_created, 1u) << bed.alarms();
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
}

TEST_P(Dialects, ForgetTheSame) {
  ASSERT_TRUE(bed.sync());
  std::string somebody;
  for (const auto& [entry, content] : bed.contents()) {
    if (entry.starts_with("candidate ")) somebody = entry.substr(10);
  }
  const Told told = bed.answer_to(
      EraseAsked{
          .ticket = 1, .erasure = "case-1", .candidate = somebody, .email = {}, .member = {}},
      1);
  EXPECT_FALSE(told.error);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, somebody), nullptr);
  EXPECT_EQ(bed.counts().exchange.erasures_confirmed, 1u) << bed.alarms();
}

INSTANTIATE_TEST_SUITE_P(Generations, Dialects, testing::Values("", newest), [](const auto& each) {
  return each.param[0] == '\0' ? std::string("v2") : std::string("rest") + each.param;
});

TEST(DialectChange, ThereAndBackSendsNothingAgain) {
  TenantBed bed(speaking(""));
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.agrees());
  const auto contents = bed.contents();
  const std::uint64_t written = bed.written();
  for (const char* version : {newest, "202601", ""}) {
    bed.restart_as(version);
    bed.run->advance(2h);
    ASSERT_TRUE(bed.sync(true)) << version;
    EXPECT_EQ(bed.written(), written) << version;
    EXPECT_EQ(bed.contents(), contents) << version;
    EXPECT_EQ(bed.alarms(), "") << version;
  }
  bed.restart_as(newest);
  bed.change(Kind::candidate, Operation::update, {}, {}, 2);
  bed.change(Kind::candidate, Operation::remove, {}, {}, 1);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.agrees()) << "what one wrote the other changes and takes away";
  EXPECT_EQ(bed.repeated(), 0u);
}

TEST(DialectChange, InTheMiddleOfALoadLosesAndRepeatsNothing) {
  TenantBed bed(speaking(""));
  bed.run->ask_sync();
  ASSERT_TRUE(bed.run->run_then_crash(60));
  bed.restart_as(newest);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
}

void take_out_of_service(TenantBed& bed, const std::string& version) {
  std::erase(bed.linkedin.options().versions, version);
}

TEST(VersionSunset, ParksTheTenantSaysSoAndLosesNothing) {
  TenantBed bed(speaking(newest));
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(bed.agrees());
  const std::uint64_t written = bed.written();
  const auto contents = bed.contents();
  take_out_of_service(bed, newest);
  bed.change(Kind::candidate, Operation::update, {}, {}, 4);
  bed.change(Kind::candidate, Operation::remove, {}, {}, 1);
  bed.change(Kind::application, Operation::insert);
  std::size_t asked = 0;
  bed.overhear = [&asked](const HttpRequest&) { ++asked; };
  for (int round = 0; round < 3; ++round) {
    bed.run->advance(1h);
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(bed.alarmed("does not serve version 202603")) << bed.alarms();
    EXPECT_TRUE(bed.alarmed("linkedin.version")) << "and what to do";
  }
  EXPECT_LT(asked, 30u) << "a closed door is not run against";
  EXPECT_EQ(bed.written(), written);
  EXPECT_EQ(bed.contents(), contents);

  bed.overhear = nullptr;
  bed.linkedin.options().versions.push_back("202604");
  bed.restart_as("202604");
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
  EXPECT_EQ(bed.repeated(), 0u);
}

TEST(VersionSunset, InTheMiddleOfALoadTheRestGoesWithTheNewVersion) {
  TenantBed bed(speaking(newest));
  int writes = 0;
  bed.overhear = [&](const HttpRequest& request) {
    if (request.method == "PUT" && ++writes == 3) take_out_of_service(bed, newest);
  };
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("does not serve version 202603")) << bed.alarms();
  EXPECT_FALSE(bed.agrees());
  bed.overhear = nullptr;
  bed.restart_as("202602");
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.repeated(), 0u);
}

// LinkedIn's certification, RSC-102: the customer chooses, also when jobs are there already.
TEST_P(Dialects, AnotherAvailabilityReachesTheJobsThatWereThere) {
  ASSERT_TRUE(bed.sync());
  const auto wrong = [&](const std::string& availability) {
    std::size_t jobs = 0;
    for (const auto& [name, content] : bed.contents()) {
      const bool says = content.find("\"" + availability + "\"") != std::string::npos;
      if (name.starts_with("job ") && !says) ++jobs;
    }
    return jobs;
  };
  EXPECT_EQ(wrong("PRIVATE_TO_ATS_INTEGRATION"), 0u);
  bed.setup.tenant.target.availability = "PUBLIC";
  bed.restart_as(GetParam());
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(wrong("PUBLIC"), 0u);
  const std::uint64_t before = bed.written();
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(bed.written(), before) << "once is enough";
  // LinkedIn wants a public posting closed before it becomes private.
  bed.setup.tenant.target.availability = "PRIVATE_TO_ATS_INTEGRATION";
  bed.restart_as(GetParam());
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::job, bed.open_jobs().at(0)).state, EntityState::sent);
  EXPECT_EQ(wrong("PRIVATE_TO_ATS_INTEGRATION"), 0u);
}

TEST(VersionSunset, AnExportWaitsForTheNewVersion) {
  TenantBed bed(speaking(newest));
  ASSERT_TRUE(bed.sync());
  take_out_of_service(bed, newest);
  ASSERT_EQ(bed.export_to(bed.open_jobs().at(0), TenantBed::somebody("Nadja")).why_not, "");
  EXPECT_EQ(bed.counts().exchange.exports_created, 0u);
  bed.restart_as("202602");
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.counts().exchange.exports_created, 1u)
      << bed.alarms() << bed.counts().exchange.exports_refused;
  EXPECT_TRUE(bed.agrees());
}

TEST(VersionSunset, AVersionThatIsServedAgainIsFoundByTheNextRound) {
  TenantBed bed(speaking(newest));
  ASSERT_TRUE(bed.sync());
  const auto versions = bed.linkedin.options().versions;
  take_out_of_service(bed, newest);
  bed.change(Kind::candidate, Operation::update, {}, {}, 2);
  ASSERT_TRUE(bed.sync());
  bed.linkedin.options().versions = versions;
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
}

}  // namespace
}  // namespace crosswalk
