// A crash may come after any effect. Wherever it comes, the next life must end in the same state
// at LinkedIn: nobody lost, nobody doubled, nobody left behind.

#include <gtest/gtest.h>

#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// What a vendor's people do between two syncs: a change, a new person, a departure.
void change(PaperTenant& tenant) {
  const Instant now = tenant.setup.start + 2h;
  tenant.vendor.write("candidates", "C1", {.name = "Anja"}, now);
  tenant.vendor.write("applications", "A1", {.name = "Anja", .job = "J1", .candidate = "C1"}, now);
  tenant.vendor.write("candidates", "C6", {.name = "Bo"}, now);
  tenant.vendor.objects["applications"].erase("A3");
  tenant.vendor.objects["candidates"].erase("C3");
}

std::map<std::string, std::string> contents(PaperTenant& tenant) {
  std::map<std::string, std::string> all;
  const sim::Ledger& ledger = tenant.linkedin->ledger(tenant.run->now());
  for (const auto kind : {EntityKind::job, EntityKind::candidate, EntityKind::application}) {
    const sim::Shelf* shelf = ledger.shelf(kind, "urn:li:organization:5000");
    if (shelf == nullptr) continue;
    for (const auto& [id, entity] : shelf->entities) {
      if (entity.held) all[std::string(sim::name_of(kind)) + " " + id] = entity.content;
    }
  }
  return all;
}

std::map<std::string, std::string> undisturbed() {
  PaperTenant tenant;
  fill(tenant, 2, 5);
  EXPECT_TRUE(tenant.sync());
  tenant.run->advance(2h);
  change(tenant);
  EXPECT_TRUE(tenant.sync(true));
  return contents(tenant);
}

// Crashes the run after effect `k`, counted over the whole story. False when it was over before.
bool crashed_after(PaperTenant& tenant, std::uint64_t k) {
  fill(tenant, 2, 5);
  tenant.run = std::make_unique<sim::VirtualRun>(tenant.setup);
  tenant.run->ask_sync(false);
  bool crashed = tenant.run->run_then_crash(k);
  const std::uint64_t spent = tenant.run->effects();
  if (crashed) tenant.run->restart();
  EXPECT_TRUE(tenant.sync(true));
  tenant.run->advance(2h);
  change(tenant);
  tenant.run->ask_sync(true);
  if (!crashed && k > spent) {
    crashed = tenant.run->run_then_crash(k - spent);
    if (crashed) {
      tenant.run->restart();
      tenant.run->ask_sync(true);
    }
  }
  EXPECT_TRUE(tenant.run->run_to_quiet());
  return crashed;
}

TEST(Crash, AfterAnyEffectTheNextLifeEndsInTheSameState) {
  const std::map<std::string, std::string> expected = undisturbed();
  ASSERT_EQ(expected.size(), 2u + 5u + 4u);
  std::uint64_t crashes = 0;
  for (std::uint64_t k = 1;; ++k) {
    PaperTenant tenant;
    if (!crashed_after(tenant, k)) break;
    ++crashes;
    ASSERT_EQ(contents(tenant), expected) << "after a crash behind effect " << k;
    ASSERT_LE(tenant.linkedin->ledger(tenant.run->now()).refused_count(), 0u);
    ASSERT_LT(k, 2000u);
  }
  EXPECT_GT(crashes, 60u);
}

// The must-fail twin: a store that forgets COMMIT 2 sends everything again and again, and one
// that forgets the marks loses sight of who was seen. Both must show.
TEST(Crash, AStoreThatForgetsOutcomesIsNoticed) {
  class Forgetful : public Store {
   public:
    explicit Forgetful(Store& under) : under_(under) {}
    Result<StoreAnswer> carry_out(const StoreVerb& verb) override {
      if (const auto* outcomes = std::get_if<CommitOutcomes>(&verb)) {
        if (forgotten_++ == 1) return StoreAnswer{OutcomesCommitted{}};
        return under_.carry_out(*outcomes);
      }
      return under_.carry_out(verb);
    }

   private:
    Store& under_;
    int forgotten_ = 0;
  };
  PaperTenant tenant;
  fill(tenant, 2, 5);
  Forgetful store(tenant.store);
  tenant.setup.store = &store;
  ASSERT_TRUE(tenant.sync());
  std::uint64_t repeated = 0;
  for (const auto& [name, tally] : tenant.linkedin->ledger(tenant.run->now()).tallies()) {
    repeated += tally.unchanged;
  }
  EXPECT_GT(repeated, 0u);
}

}  // namespace
}  // namespace crosswalk
