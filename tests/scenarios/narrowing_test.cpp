// A tenant that shares less from today on, at a vendor that tells no history. At stake: what it
// showed yesterday stands on no page any more, so no listing brings it before the new policy, and
// it must leave LinkedIn all the same, wherever the power is cut meanwhile.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

// What Harvest v1 and Gem do not tell, the judge does not expect.
BedSettings tiny(const std::string& vendor) {
  const bool gem = vendor == "gem";
  BedSettings settings{.world = BedSettings::sized_world(6, 2)};
  settings.connector = gem ? "gem" : "greenhouse";
  settings.world.posting_url =
      gem ? "https://jobs.gem.com/acorn/" : "https://boards.greenhouse.io/acorn/jobs/";
  settings.settings = {{"job_board", "acorn"}};
  if (!gem) settings.settings["api_version"] = "v1";
  settings.secrets = {{"api_key", gem ? "gem-key" : "greenhouse-key"}};
  if (gem) settings.secrets["application_secret"] = "gem-secret";
  settings.judged.without_history = true;
  settings.judged.withheld_kinds = {"candidate_note", "application_note"};
  settings.judged.withheld_fields = {"feedback.feedback"};
  if (gem) {
    settings.judged.withheld_kinds.push_back("feedback");
    settings.judged.withheld_fields.push_back("candidate.doNotContact");
  }
  return settings;
}

// Everybody was seen in one stage and then in the next, so LinkedIn holds what no page shows.
struct Moved {
  explicit Moved(const std::string& vendor) : settings(tiny(vendor)), bed(settings) {
    EXPECT_TRUE(bed.sync());
    bed.run->advance(1h);
    bed.change(Kind::application, Operation::advance, {}, {}, 4);
    EXPECT_TRUE(bed.sync());
    EXPECT_GT(bed.held(EntityKind::stage), shown()) << "the ones before stay";
  }

  // How many stages the vendor shows: that of today of each application.
  std::uint64_t shown() {
    return bed.verdict().kinds[static_cast<std::size_t>(EntityKind::stage)].expected;
  }

  void share_no_stages() {
    TenantPolicy policy;
    policy.withheld_kinds = {RecordKind::stage};
    sim::TenantPolicy judged = settings.judged;
    judged.withheld_kinds.push_back("stage");
    bed.run->advance(1h);
    bed.restart_with(policy, judged);
  }

  void share_no_stage_named(const std::string& name) {
    TenantPolicy policy;
    policy.rules = {{"no such stage", RecordKind::stage, Field::stage_name, {name}}};
    bed.run->advance(1h);
    bed.restart_with(policy, settings.judged);
  }

  std::vector<std::string> stage_texts() {
    std::vector<std::string> texts;
    for (const auto& [key, content] : bed.contents()) {
      if (key.starts_with("stage ")) texts.push_back(content);
    }
    return texts;
  }

  BedSettings settings;
  TenantBed bed;
};

class Narrowed : public testing::TestWithParam<std::string> {};

TEST_P(Narrowed, StagesThatNoPageShowsLeaveLinkedInWithTheOthers) {
  Moved tenant(GetParam());
  tenant.share_no_stages();
  ASSERT_TRUE(tenant.bed.sync());
  EXPECT_EQ(tenant.bed.held(EntityKind::stage), 0u);
  EXPECT_TRUE(tenant.bed.agrees());
  EXPECT_GT(tenant.bed.held(EntityKind::application), 0u);
}

// Also while the vendor is silent: nothing has to be read for it.
TEST_P(Narrowed, TheyLeaveAlthoughTheVendorAnswersNothing) {
  Moved tenant(GetParam());
  tenant.bed.meddle = [](Peer peer, const HttpRequest&, HttpResponse reply) {
    return peer == Peer::vendor ? std::nullopt : std::optional(std::move(reply));
  };
  tenant.share_no_stages();
  ASSERT_TRUE(tenant.bed.sync());
  EXPECT_EQ(tenant.bed.held(EntityKind::stage), 0u);
  EXPECT_GT(tenant.bed.held(EntityKind::application), 0u);
}

TEST_P(Narrowed, WhereverThePowerIsCutTheyAreGoneInTheNextLife) {
  std::uint64_t cuts = 0;
  for (std::uint64_t k = 0;; k += 1 + k / 16) {
    Moved tenant(GetParam());
    tenant.share_no_stages();
    tenant.bed.run->ask_sync(false);
    if (!tenant.bed.run->run_then_crash(k)) break;
    ++cuts;
    tenant.bed.run->restart();
    ASSERT_TRUE(tenant.bed.sync());
    ASSERT_EQ(tenant.bed.held(EntityKind::stage), 0u) << "cut after effect " << k;
    ASSERT_TRUE(tenant.bed.agrees()) << "cut after effect " << k;
  }
  EXPECT_GT(cuts, 20u);
}

// Of what no page shows nobody can say any more what it is called.
TEST_P(Narrowed, ARuleTakesBackWhatItCannotBeAskedAbout) {
  Moved tenant(GetParam());
  tenant.share_no_stage_named("Nowhere in the world");
  ASSERT_TRUE(tenant.bed.sync());
  EXPECT_EQ(tenant.bed.held(EntityKind::stage), tenant.shown()) << "one each, that of today";
  EXPECT_TRUE(tenant.bed.agrees());
}

TEST_P(Narrowed, ARuleTakesBackWhereverThePowerIsCut) {
  std::uint64_t cuts = 0;
  for (std::uint64_t k = 0;; k += 1 + k / 16) {
    Moved tenant(GetParam());
    tenant.share_no_stage_named("Nowhere in the world");
    tenant.bed.run->ask_sync(false);
    if (!tenant.bed.run->run_then_crash(k)) break;
    ++cuts;
    tenant.bed.run->restart();
    ASSERT_TRUE(tenant.bed.sync());
    ASSERT_EQ(tenant.bed.held(EntityKind::stage), tenant.shown()) << "cut after effect " << k;
  }
  EXPECT_GT(cuts, 20u);
}

// The twin: a policy that keeps nothing more back takes nothing back, and sends nothing again.
TEST_P(Narrowed, AWiderPolicyLeavesThemThere) {
  Moved tenant(GetParam());
  const std::vector<std::string> before = tenant.stage_texts();
  TenantPolicy wider;
  wider.private_notes = true;
  tenant.bed.restart_with(wider, tenant.settings.judged);
  ASSERT_TRUE(tenant.bed.sync());
  EXPECT_EQ(tenant.stage_texts(), before);
  EXPECT_EQ(tenant.bed.repeated(), 0u);
}

TEST_P(Narrowed, SharedAgainTheStageOfTodayComesBack) {
  Moved tenant(GetParam());
  tenant.share_no_stages();
  ASSERT_TRUE(tenant.bed.sync());
  tenant.bed.restart_with({}, tenant.settings.judged);
  ASSERT_TRUE(tenant.bed.sync());
  EXPECT_TRUE(tenant.bed.agrees());
  EXPECT_EQ(tenant.bed.held(EntityKind::stage), tenant.shown());
}

INSTANTIATE_TEST_SUITE_P(Of, Narrowed, testing::Values("greenhouse-v1", "gem"),
                         [](const auto& each) {
                           return std::string(each.param) == "gem" ? "Gem" : "HarvestV1";
                         });

}  // namespace
}  // namespace crosswalk
