// What an export made shows minutes later, under the time it was made at. At stake: a reading whose
// window begins behind that time never sees it, and then nobody knows that it is there; and what is
// taken for read must have been read by every listing that could have shown it.

#include <gtest/gtest.h>

#include "flow/reading/round.hpp"
#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// A candidate and a job made just after a reading, and shown when four more minutes were read.
struct Late : PaperTenant {
  explicit Late(Duration readable_within) {
    setup.tenant.plan.writes.readable_within = readable_within;
    vendor.write("jobs", "J1", {.name = "Welder"}, setup.start - 24h);
    EXPECT_TRUE(sync());
    const Instant made = run->now() + 1s;
    run->advance(4min);
    EXPECT_TRUE(sync());
    vendor.write("candidates", "C9", {.name = "Ana"}, made);
    vendor.write("jobs", "J9", {.name = "Fitter"}, made);
    run->advance(10s);
    EXPECT_TRUE(sync());
  }
};

TEST(Hidden, AReadingReachesBackToWhatMayHaveBeenHiddenAtTheLast) {
  Late tenant(5min);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 1u);
  EXPECT_EQ(tenant.held(EntityKind::job), 1u) << "no export makes a job, and none is read again";
}

TEST(Hidden, WithoutWritesAReadingReachesBackNoFurtherThanItIsTold) {
  Late tenant(0s);
  EXPECT_EQ(tenant.held(EntityKind::candidate), 0u);
}

// Each cursor's position is so many seconds.
Instant read_until(RecordKind kind, std::vector<ObjectSpec> objects,
                   const std::map<std::string, int>& positions) {
  TenantSetup setup;
  setup.digest_key = std::string(32, 'k');
  setup.plan.objects = std::move(objects);
  Context context(std::move(setup));
  Round round(
      context, [](RecordKind) {}, [] {});
  Opening opening;
  for (const auto& [object, seconds] : positions) {
    Cursor cursor;
    cursor.object = object;
    cursor.position = from_ms(seconds * 1000);
    opening.cursors.push_back(std::move(cursor));
  }
  round.open(std::move(opening));
  return round.read_until(kind);
}

ObjectSpec listed(std::string name, RecordKind kind) {
  return {.name = std::move(name), .kind = kind, .full = true, .delta = true};
}

ObjectSpec names_changed(std::string name, RecordKind kind, std::string of) {
  ObjectSpec object{.name = std::move(name), .kind = kind, .delta = true};
  object.group_read = std::move(of);
  return object;
}

TEST(Hidden, WhatRidesIsReadAsFarAsEveryListingThatShowsIt) {
  ObjectSpec riding{.name = "applications", .kind = RecordKind::application, .by_id = true};
  riding.rides = "candidates";
  riding.asked_by = RecordKind::candidate;
  const std::vector<ObjectSpec> objects{
      listed("jobs", RecordKind::job), listed("candidates", RecordKind::candidate), riding,
      names_changed("changed", RecordKind::candidate, "candidates")};
  const auto until = [&](std::map<std::string, int> positions) {
    return to_ms(read_until(RecordKind::application, objects, positions)) / 1000;
  };
  EXPECT_EQ(until({{"jobs", 9}, {"candidates", 500}, {"changed", 200}}), 200);
  EXPECT_EQ(until({{"jobs", 9}, {"candidates", 200}, {"changed", 500}}), 200);
  EXPECT_EQ(until({{"candidates", 500}}), 0) << "what names changes was never read";
  EXPECT_EQ(until({}), 0);
}

TEST(Hidden, AListingOfItsOwnCountsForItselfAlone) {
  ObjectSpec stages{.name = "stages", .kind = RecordKind::stage, .full = true, .by_id = true};
  const std::vector<ObjectSpec> objects{listed("candidates", RecordKind::candidate),
                                        listed("applications", RecordKind::application), stages,
                                        names_changed("changed", RecordKind::stage, "stages")};
  const std::map<std::string, int> positions{
      {"candidates", 7}, {"applications", 500}, {"stages", 400}, {"changed", 300}};
  EXPECT_EQ(to_ms(read_until(RecordKind::application, objects, positions)), 500'000);
  EXPECT_EQ(to_ms(read_until(RecordKind::stage, objects, positions)), 300'000);
  EXPECT_EQ(to_ms(read_until(RecordKind::feedback, objects, positions)), 0);
}

}  // namespace
}  // namespace crosswalk
