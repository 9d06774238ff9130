// A power cut may come after any effect: a request answered, a page mapped, a commit made. Here it
// comes after each one in turn, over the real store in a file that is closed and opened again.
// Wherever it fell, the next life must end with the same records at LinkedIn: nobody lost,
// nobody told twice without need, nobody left behind.

#include <filesystem>

#include "scenario/installation.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::Kind;
using sim::Operation;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t stride = 97;  // A life takes some twenty times as long.
#else
constexpr std::uint64_t stride = 23;
#endif

// Where an fsync costs nothing, so that hundreds of lives fit into seconds.
class StoreFolder {
 public:
  StoreFolder() {
    const std::string memory = "/dev/shm/crosswalk-scenario-XXXXXX";
    std::string name = memory;
    if (mkdtemp(name.data()) == nullptr) name = *sim::fresh_directory("crosswalk-scenario");
    path_ = name;
  }
  ~StoreFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  StoreFolder(const StoreFolder&) = delete;
  StoreFolder& operator=(const StoreFolder&) = delete;

  std::string file() const { return path_ + "/tenant.db"; }

 private:
  std::string path_;
};

BedSettings small(const StoreFolder& folder) {
  BedSettings settings;
  settings.world = BedSettings::sized_world(12, 6);
  settings.page_items = 5;
  settings.store_path = folder.file();
  return settings;
}

// A power cut after effect `at`, counted over the whole story.
struct Cut {
  std::uint64_t at = std::numeric_limits<std::uint64_t>::max();
  bool fell = false;
};

void round(TenantBed& bed, bool full, Cut& cut) {
  bed.run->ask_sync(full);
  if (!cut.fell && cut.at >= bed.run->effects() &&
      bed.run->run_then_crash(cut.at - bed.run->effects())) {
    cut.fell = true;
    bed.close_store();
    bed.open_store();
    bed.run->restart();
    bed.run->ask_sync(full);
  }
  ASSERT_TRUE(bed.run->run_to_quiet()) << "cut after effect " << cut.at;
}

// What happens at the vendor's happens at the same moment in every life: it stands in the records.
void wait_until(TenantBed& bed, Duration after_start) {
  const Instant moment = bed.setup.start + after_start;
  ASSERT_LT(bed.run->now(), moment);
  bed.run->advance(moment - bed.run->now());
}

// A first load, a day's changes and a delta, departures and a full listing.
void story(TenantBed& bed, Cut& cut) {
  round(bed, false, cut);
  wait_until(bed, 6h);
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {}, 2);
  bed.change(Kind::candidate, Operation::insert);
  bed.change(Kind::application, Operation::insert);
  bed.change(Kind::job, Operation::update);
  bed.change(Kind::application, Operation::reject);
  round(bed, false, cut);
  wait_until(bed, 12h);
  bed.change(Kind::candidate, Operation::remove, {}, {}, 2);
  bed.change(Kind::application, Operation::remove);
  bed.change(Kind::job, Operation::remove);
  round(bed, true, cut);
}

// The most often that LinkedIn was told of one record what it held already.
std::uint32_t most_repeated(TenantBed& bed) {
  std::uint32_t most = 0;
  for (const auto kind :
       {sim::EntityKind::job, sim::EntityKind::candidate, sim::EntityKind::application}) {
    const sim::Shelf* shelf = bed.linkedin.ledger(bed.run->now()).shelf(kind, bed_organization);
    if (shelf == nullptr) continue;
    for (const auto& [id, entity] : shelf->entities) most = std::max(most, entity.unchanged);
  }
  return most;
}

TEST(PowerCut, AfterAnyEffectTheNextLifeEndsInTheSameState) {
  const StoreFolder undisturbed_folder;
  TenantBed undisturbed(small(undisturbed_folder));
  Cut never;
  story(undisturbed, never);
  ASSERT_TRUE(undisturbed.agrees());
  ASSERT_EQ(undisturbed.repeated(), 0u);
  const auto expected = undisturbed.contents();
  const std::uint64_t effects = undisturbed.run->effects();
  ASSERT_GT(effects, 150u);
  std::uint64_t cuts = 0;
  for (std::uint64_t k = 1; k < effects; k += stride) {
    const StoreFolder folder;
    TenantBed bed(small(folder));
    Cut cut{.at = k};
    story(bed, cut);
    ASSERT_FALSE(HasFatalFailure());
    // Asking for a round only looks into the store, in one breath: no cut falls in there.
    if (!cut.fell) continue;
    ++cuts;
    ASSERT_TRUE(bed.agrees()) << "cut after effect " << k;
    ASSERT_EQ(bed.contents(), expected) << "cut after effect " << k;
    ASSERT_LE(most_repeated(bed), 1u) << "cut after effect " << k;
  }
  EXPECT_GT(cuts, effects * 9 / 10 / stride);
}

}  // namespace
}  // namespace crosswalk
