// Two stores were written from one contract: SQLite for the product, maps for the flow's tests. If
// they answer alike through months of real verbs, both the contract and the tests over the maps
// can be trusted. The verbs come from the real flow, on days full of faults.

#include "scenarios/answer_words.hpp"
#include "scenarios/tenant_bed.hpp"
#include "unit/flow/model_store.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::Kind;
using sim::Operation;

struct Shadow {
  ModelStore model;
  std::uint64_t verbs = 0;
  std::uint64_t differences = 0;

  Result<StoreAnswer> carry_out(Store& store, const StoreVerb& verb) {
    ++verbs;
    Result<StoreAnswer> real = store.carry_out(verb);
    const Result<StoreAnswer> modelled = model.carry_out(verb);
    if (!real || !modelled) return real;
    const std::string told = words.of(*real);
    const std::string expected = words.of(*modelled);
    if (told != expected && ++differences <= 5) {
      ADD_FAILURE() << "verb " << verbs << ", kind " << verb.index() << "\nSQLite: " << told
                    << "\nmodel:  " << expected;
    }
    return real;
  }

  Words words;
};

// Work as usual: people come, apply, and are written about.
void a_quiet_day(TenantBed& bed, Dice& dice) {
  constexpr std::array kinds{Kind::candidate, Kind::application, Kind::job, Kind::job_post};
  bed.run->advance(Duration(std::chrono::hours(1 + dice.below(30))));
  for (std::uint64_t changes = dice.below(5); changes > 0; --changes) {
    const Kind kind = kinds[dice.below(kinds.size())];
    const std::uint32_t count = 1 + static_cast<std::uint32_t>(dice.below(3));
    bed.change(kind, Operation::update, {}, {}, count);
  }
  if (dice.below(3) == 0) bed.change(Kind::candidate, Operation::insert);
  if (dice.below(3) == 0) bed.change(Kind::application, Operation::insert);
  if (dice.below(4) == 0) bed.change(Kind::application, Operation::reject);
}

void a_day(TenantBed& bed, Dice& dice) {
  a_quiet_day(bed, dice);
  if (dice.below(4) == 0) bed.change(Kind::candidate, Operation::remove);
  if (dice.below(5) == 0) bed.change(Kind::application, Operation::remove);
  if (dice.below(6) == 0) bed.change(Kind::job, Operation::remove);
  if (dice.below(6) == 0) bed.change(Kind::candidate, Operation::anonymise);
  if (dice.below(4) == 0) {
    bed.change(Kind::candidate, Operation::update, {{"is_private", "true"}});
  }
  if (dice.below(4) == 0) {
    bed.change(Kind::candidate, Operation::update, {{"email", ""}, {"work_email", ""}});
  }
}

// LinkedIn and the vendor lose, refuse and delay at random.
void trouble(TenantBed& bed, Dice& dice) {
  bed.meddle = [&dice](Peer, const HttpRequest&, HttpResponse reply) {
    switch (dice.below(24)) {
      case 0:
        return std::optional<HttpResponse>();
      case 1:
        reply.status = 503;
        break;
      case 2:
        reply.status = 429;
        break;
      case 3:
        reply.body.resize(reply.body.size() / 2);
        break;
      default:
        break;
    }
    return std::optional(std::move(reply));
  };
}

BedSettings seeded_world(std::uint64_t seed) {
  BedSettings settings{.world = BedSettings::sized_world(25, 8), .page_items = 10};
  settings.world.seed = seed;
  return settings;
}

TEST(StoreDifferential, OnQuietDaysBothStoresAnswerEveryVerbAlike) {
  std::uint64_t verbs = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Dice dice(seed);
    Shadow shadow;
    TenantBed bed(seeded_world(seed));
    bed.around_store = [&](Store& store, const StoreVerb& verb) {
      return shadow.carry_out(store, verb);
    };
    for (int day = 0; day < 12; ++day) {
      if (day > 0) a_quiet_day(bed, dice);
      ASSERT_TRUE(bed.sync(dice.below(3) == 0));
      ASSERT_EQ(shadow.differences, 0u) << "seed " << seed << ", day " << day;
    }
    ASSERT_TRUE(bed.sync(true));
    EXPECT_TRUE(bed.agrees()) << "seed " << seed;
    verbs += shadow.verbs;
  }
  EXPECT_GT(verbs, 3000u);
}

// A story of bad days over one of the stores, then two good ones. What LinkedIn holds at the end.
std::map<std::string, std::string> bad_days(std::uint64_t seed, Store* instead) {
  Dice days(seed);
  Dice faults(seed + 1000);
  TenantBed bed(seeded_world(seed));
  if (instead != nullptr) {
    bed.around_store = [instead](Store&, const StoreVerb& verb) {
      return instead->carry_out(verb);
    };
  }
  for (int day = 0; day < 12; ++day) {
    if (day > 0) a_day(bed, days);
    trouble(bed, faults);
    bed.run->ask_sync(days.below(3) == 0);
    if (days.below(3) == 0 && bed.run->run_then_crash(days.below(200))) {
      bed.run->restart();
      bed.run->ask_sync(false);
    }
    bed.run->run_to_quiet();
  }
  bed.meddle = nullptr;
  for (int round = 0; round < 2; ++round) {
    bed.run->advance(3h);
    EXPECT_TRUE(bed.sync(true));
  }
  EXPECT_TRUE(bed.agrees()) << "seed " << seed << (instead ? ", maps" : ", SQLite");
  return bed.contents();
}

TEST(StoreDifferential, AfterBadDaysLinkedInHoldsTheSameOverEither) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    ModelStore model;
    const auto over_maps = bad_days(seed, &model);
    const auto over_sqlite = bad_days(seed, nullptr);
    ASSERT_FALSE(over_sqlite.empty());
    EXPECT_EQ(over_sqlite.size(), over_maps.size()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace crosswalk
