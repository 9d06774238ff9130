// The real programs with a tenant of Harvest v1 and one of Gem, configured as `crosswalk-sim
// configure` does it. At stake: that whoever tries one of them can, and that what agrees in one
// process agrees over sockets, under sandbox and certificates as well.

#include "scenarios/real_stage.hpp"

namespace crosswalk {
namespace {

class RealVendors : public testing::TestWithParam<const char*> {
 protected:
  static sim::InstallOptions served_by(const char* vendor) {
    sim::InstallOptions options;
    options.vendor = vendor;
    return options;
  }

  Json change(const char* kind, const char* op) {
    Json body = Json::object();
    body.set("kind", kind);
    body.set("op", op);
    body.set("count", 2);
    return stage.order("/_sim/mutate", body);
  }

  // Of Gem's limits nobody told, so its connector asks no more than twenty times in ten seconds.
  const bool slow = std::string(GetParam()) == "gem";
  const std::uint32_t people = slow ? 16 : 60;
  RealStage stage{people, slow ? 4u : 20u, served_by(GetParam())};
};

TEST_P(RealVendors, ATrialEndsInAgreementAndASecondSyncSendsNothing) {
  EXPECT_FALSE(stage.agrees());
  sim::Ended sync = stage.run({"sync"});
  EXPECT_LE(sync.status, 1) << sync.errors;
  EXPECT_TRUE(stage.agrees()) << stage.judged();
  EXPECT_GT(stage.held("candidate"), people / 2);
  EXPECT_GT(stage.held("job"), slow ? 1 : 10);
  const std::string before =
      write_json(stage.ask("/_sim/ledger").find("organizations")->members()->begin()->second);
  EXPECT_LE(stage.run({"sync", "--full"}).status, 1);
  EXPECT_EQ(write_json(stage.ask("/_sim/ledger").find("organizations")->members()->begin()->second),
            before);
  EXPECT_EQ(stage.repeated(), 0);
}

TEST_P(RealVendors, WhatChangesAtTheVendorArrives) {
  EXPECT_LE(stage.run({"sync"}).status, 1);
  ASSERT_TRUE(stage.agrees()) << stage.judged();
  change("candidate", "insert");
  change("candidate", "update");
  change("candidate", "delete");
  EXPECT_FALSE(stage.agrees());
  EXPECT_LE(stage.run({"sync", "--full"}).status, 1);
  EXPECT_TRUE(stage.agrees()) << stage.judged();
}

INSTANTIATE_TEST_SUITE_P(Of, RealVendors, testing::Values("greenhouse-v1", "gem"),
                         [](const auto& each) {
                           return std::string(each.param) == "gem" ? "Gem" : "HarvestV1";
                         });

}  // namespace
}  // namespace crosswalk
