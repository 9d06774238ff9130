// Who was not seen. At stake: silence must not become a deletion by a wrong mark, and whoever
// is restricted must come back exactly as before.

#include <algorithm>
#include <map>
#include <tuple>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

Ids suspects(Bed& bed, std::uint32_t mark, std::string object = "things") {
  return bed.ask<Absent>(FindAbsent{std::move(object), RecordKind::candidate, mark}).suspects;
}

Bed with_three_sent() {
  Bed bed(in_memory());
  bed.page({ready(person("1")), ready(person("2")), ready(person("3"))}, 1);
  for (const char* id : {"1", "2", "3"}) bed.confirm(person(id));
  return bed;
}

TEST(FindAbsent, WhoCarriesAnOlderMarkIsSuspected) {
  Bed bed = with_three_sent();
  bed.page({ready(person("2"), 2)}, 2, {person("1")});
  const Absent absent = bed.ask<Absent>(FindAbsent{"things", RecordKind::candidate, 2});
  EXPECT_EQ(absent.suspects, (Ids{"3"}));
  EXPECT_EQ(absent.known, 3u);
}

TEST(FindAbsent, ALaterMarkOfAnotherReadingIsNoAbsence) {
  Bed bed = with_three_sent();
  bed.page({}, 5, {person("1"), person("2"), person("3")});
  EXPECT_TRUE(suspects(bed, 4).empty());
}

TEST(FindAbsent, AListingOfOneObjectSaysNothingOfAnother) {
  Bed bed = with_three_sent();
  bed.page({ready(person("9"))}, 2, {}, "prospects");
  EXPECT_TRUE(suspects(bed, 2, "prospects").empty());
  EXPECT_TRUE(suspects(bed, 2, "never read").empty());
}

TEST(FindAbsent, TombstonesAndWithheldRecordsAreNotSuspected) {
  Bed bed(in_memory());
  bed.page({decided(person("1"), 1, EntityState::withheld, "private"),
            decided(person("2"), 1, EntityState::held, "missing:last_name"), ready(person("3")),
            ready(person("4"))});
  bed.mark(RecordKind::candidate, {"3"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(suspects(bed, 2), (Ids{"4"}));
  const auto items = bed.withdrawals(RecordKind::candidate);
  bed.commit({outcome(person("3"), items.at(0).version, OutcomeKind::withdrawn)});
  const Absent absent = bed.ask<Absent>(FindAbsent{"things", RecordKind::candidate, 2});
  EXPECT_EQ(absent.known, 1u);
}

TEST(FindAbsent, WhatWaitsToGoIsSuspectedToo) {
  Bed bed(in_memory());
  bed.page({ready(application("a"), 1, {person("unknown")})});
  const Absent absent = bed.ask<Absent>(FindAbsent{"things", RecordKind::application, 2});
  EXPECT_EQ(absent.suspects, (Ids{"a"}));
  bed.mark(RecordKind::application, {"a"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(bed.state(application("a")), EntityState::withdrawn);
}

TEST(Mark, RestrictedRecordsAreNeitherSentNorForgotten) {
  Bed bed = with_three_sent();
  bed.page({ready(person("1"), 2)});
  bed.mark(RecordKind::candidate, {"1", "2", "nobody"}, EntityState::restricted, "many_absent");
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::restricted, "many_absent"), 2u);
  bed.mark(RecordKind::candidate, {"1", "2"}, EntityState::sent, "");
  EXPECT_EQ(bed.state(person("2")), EntityState::sent);
  const auto items = bed.take(RecordKind::candidate);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].payload, "payload of 1 at 2");
}

TEST(Mark, AnAnswerDuringTheRestrictionIsNotLost) {
  Bed bed(in_memory());
  bed.page({ready(person("1"))});
  bed.mark(RecordKind::candidate, {"1"}, EntityState::restricted, "many_absent");
  bed.confirm(person("1"));
  EXPECT_EQ(bed.state(person("1")), EntityState::restricted);
  bed.mark(RecordKind::candidate, {"1"}, EntityState::sent, "");
  EXPECT_EQ(bed.state(person("1")), EntityState::sent);
  EXPECT_TRUE(bed.take(RecordKind::candidate).empty());
}

TEST(Mark, ARestrictedJobCanStillBeClosed) {
  Bed bed(in_memory());
  bed.page({ready(job("1"))});
  bed.confirm(job("1"));
  bed.mark(RecordKind::job, {"1"}, EntityState::restricted, "many_absent");
  bed.mark(RecordKind::job, {"1"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(bed.withdrawals(RecordKind::job).at(0).payload, "payload of 1 at 1");
}

TEST(Mark, ChildrenOfARestrictedParentWaitWithIt) {
  Bed bed(in_memory());
  bed.page({ready(person("p"))});
  bed.confirm(person("p"));
  bed.page({ready(application("a"), 1, {person("p")})});
  bed.mark(RecordKind::candidate, {"p"}, EntityState::restricted, "many_absent");
  EXPECT_TRUE(bed.take(RecordKind::application).empty());
  bed.mark(RecordKind::candidate, {"p"}, EntityState::sent, "");
  EXPECT_EQ(bed.ask<Rereads>(TakeRereads{RecordKind::application, {}, 9}).ids, (Ids{"a"}));
  bed.page({ready(application("a"), 1, {person("p")})}, 2);
  EXPECT_EQ(bed.take(RecordKind::application).size(), 1u);
}

TEST(Mark, PuttingBackTouchesNobodyElse) {
  Bed bed = with_three_sent();
  bed.page({decided(person("1"), 2, EntityState::held, "missing:last_name")});
  bed.mark(RecordKind::candidate, {"1", "2"}, EntityState::sent, "");
  EXPECT_EQ(bed.row(person("1")).reason, "missing:last_name");
}

/// A long walk of random steps over few records, remembering who belongs to whom.
class Walk {
 public:
  Walk() : bed(in_memory()) {}

  void go(int steps) {
    for (int step = 0; step < steps; ++step) {
      take_step();
      if (step % 100 == 0) bed.take(RecordKind::application, 50);
    }
  }

  std::optional<EntityRow> row(const RecordKey& key) {
    return bed.ask<Rows>(LookUp{{key}}).rows.at(0);
  }

  Bed bed;
  std::map<RecordKey, std::vector<RecordKey>> parents;

 private:
  std::uint32_t roll(std::uint32_t sides) {
    dice_ = dice_ * 1664525u + 1013904223u;
    return (dice_ >> 16) % sides;
  }

  void take_step() {
    const std::string id = std::to_string(roll(12));
    const RecordKey key{static_cast<RecordKind>(roll(3)), id};
    const std::optional<EntityRow> known = row(key);
    const std::uint32_t wanted = known ? known->wanted : 0;
    const EntityState states[] = {EntityState::restricted, EntityState::withdrawing,
                                  EntityState::sent};
    switch (roll(6)) {
      case 0:
        parents[key] = {};
        return void(bed.page({decided(
            key, wanted + 1, roll(2) == 0 ? EntityState::held : EntityState::withheld, "why")}));
      case 1:
      case 2:
        parents[key] = {};
        if (key.kind == RecordKind::application) {
          parents[key] = {job(std::to_string(roll(12))), person(std::to_string(roll(12)))};
        }
        return void(bed.page({ready(key, wanted + 1, parents[key])}));
      case 3:
        return bed.mark(key.kind, {id}, states[roll(3)], "absent");
      default:
        bed.commit({outcome(key, wanted - std::min(wanted, roll(2)),
                            static_cast<OutcomeKind>(roll(5)), roll(99), "refused", "urn:t:1")});
    }
  }

  std::uint32_t dice_ = 12345;
};

// The counts are kept beside the rows; both must agree wherever the walk led.
TEST(Tally, AgreesWithTheRowsAfterAnyWalk) {
  Walk walk;
  walk.go(2000);
  std::map<std::tuple<RecordKind, EntityState, std::string>, std::uint64_t> counted, told;
  for (int at = 0; at < 36; ++at) {
    const RecordKey key{static_cast<RecordKind>(at % 3), std::to_string(at / 3)};
    if (const auto row = walk.row(key)) ++counted[{key.kind, row->state, row->reason}];
  }
  for (const Counts::Count& each : walk.bed.ask<Counts>(Tally{}).counts) {
    told[{each.kind, each.state, each.reason}] = each.count;
  }
  EXPECT_EQ(counted, told);
}

// Wherever the walk led: nobody ready without its parents, nobody waiting beside them, nobody
// at LinkedIn under a parent that must not be there.
TEST(Family, NoWalkLeavesAChildWhereItsParentsForbid) {
  Walk walk;
  const auto there = [&walk](const RecordKey& key) {
    const auto row = walk.row(key);
    return row && row->sent > 0 && row->state != EntityState::held &&
           row->state != EntityState::restricted && row->state != EntityState::withdrawing &&
           row->state != EntityState::withdrawn && row->state != EntityState::withheld;
  };
  const auto closed = [&walk](const RecordKey& key) {
    const auto row = walk.row(key);
    return row && (row->state == EntityState::withdrawing || row->state == EntityState::withdrawn ||
                   row->state == EntityState::withheld);
  };
  for (int round = 0; round < 60; ++round) {
    walk.go(25);
    for (const auto& [key, parents] : walk.parents) {
      const auto row = walk.row(key);
      if (!row || parents.empty()) continue;
      const bool all_there = std::ranges::all_of(parents, there);
      const bool one_closed = std::ranges::any_of(parents, closed);
      EXPECT_TRUE(row->state != EntityState::ready || all_there) << key.id;
      EXPECT_TRUE(row->state != EntityState::waiting || !all_there) << key.id;
      EXPECT_TRUE(row->state != EntityState::sent || !one_closed) << key.id;
    }
  }
}

}  // namespace
}  // namespace crosswalk
