// A power cut may come after any effect: a request answered, a page mapped, a commit made. Wherever
// it fell, the next life must end with the same records at LinkedIn: nobody lost, nobody told
// twice without need, nobody left behind. The store is the real one, in a file that is closed and
// opened again.
//
// It falls after each effect that left a trace; what is the same cut is not told again
// (traces.hpp). The story is told of two small worlds with records of all seven kinds: one is cut
// after the first trace, the third and so on, the other after the others. Left out is size, a store
// with pages and batches in the hundreds; and, under a sanitizer, most of the cuts.

#include <filesystem>
#include <set>

#include "scenario/installation.hpp"
#include "scenarios/traces.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::Kind;
using sim::Operation;

constexpr std::size_t worlds = 2;
// From one cut of a world to its next.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t stride = 23;  // A life takes some twenty times as long.
#else
constexpr std::size_t stride = worlds;
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

BedSettings small(const StoreFolder& folder, std::uint64_t seed) {
  BedSettings settings;
  settings.world = BedSettings::sized_world(5, 3);
  settings.world.seed = seed;
  // One that goes when it was closed already is closed once more, by an equal write.
  settings.world.odd.job_closed = 0;
  settings.page_items = 3;
  settings.store_path = folder.file();
  return settings;
}

// A power cut after effect `at`, counted over the whole story.
struct Cut {
  std::uint64_t at = std::numeric_limits<std::uint64_t>::max();
  bool fell = false;
};

// What a round asks at once it asks in one breath: a cut in there falls behind the breath.
void round(TenantBed& bed, bool full, Cut& cut) {
  bed.run->ask_sync(full);
  const std::uint64_t asked = bed.run->effects();
  if (!cut.fell && bed.run->run_then_crash(cut.at > asked ? cut.at - asked : 0)) {
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
  for (std::size_t kind = 0; kind < sim::entity_kinds; ++kind) {
    const sim::Shelf* shelf = bed.linkedin.ledger(bed.run->now())
                                  .shelf(static_cast<sim::EntityKind>(kind), bed_organization);
    if (shelf == nullptr) continue;
    for (const auto& [id, entity] : shelf->entities) most = std::max(most, entity.unchanged);
  }
  return most;
}

// A life that nothing disturbs: what it comes to, and the effects that left a trace.
struct Undisturbed {
  std::map<std::string, std::string> contents;
  std::set<std::string> kinds;
  std::vector<std::uint64_t> traces;

  explicit Undisturbed(std::uint64_t seed) {
    const StoreFolder folder;
    TenantBed bed(small(folder, seed));
    const Traces listening(bed);
    Cut never;
    story(bed, never);
    EXPECT_TRUE(bed.agrees());
    EXPECT_EQ(bed.repeated(), 0u);
    contents = bed.contents();
    traces = listening.all();
    for (const auto& [entry, content] : contents) kinds.insert(entry.substr(0, entry.find(' ')));
  }
};

void cut_and_compare(std::uint64_t seed, std::uint64_t at, const Undisturbed& undisturbed) {
  const StoreFolder folder;
  TenantBed bed(small(folder, seed));
  Cut cut{.at = at};
  story(bed, cut);
  if (testing::Test::HasFatalFailure()) return;
  ASSERT_TRUE(cut.fell);
  ASSERT_TRUE(bed.agrees());
  ASSERT_EQ(bed.contents(), undisturbed.contents);
  ASSERT_LE(most_repeated(bed), 1u);
}

class PowerCut : public testing::TestWithParam<std::size_t> {};

TEST_P(PowerCut, AfterAnyEffectTheNextLifeEndsInTheSameState) {
  // Each has seeds of its own.
  std::uint64_t seed = GetParam() + 1;
  Undisturbed undisturbed(seed);
  while (undisturbed.kinds.size() < sim::entity_kinds && seed < 100) {
    undisturbed = Undisturbed(seed += worlds);
  }
  ASSERT_EQ(undisturbed.kinds.size(), sim::entity_kinds);
  ASSERT_GT(undisturbed.traces.size(), 80u);
  for (std::size_t cut = GetParam(); cut < undisturbed.traces.size(); cut += stride) {
    SCOPED_TRACE("world " + std::to_string(seed) + " cut after effect " +
                 std::to_string(undisturbed.traces[cut]));
    cut_and_compare(seed, undisturbed.traces[cut], undisturbed);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Worlds, PowerCut, testing::Range(std::size_t{0}, worlds));

}  // namespace
}  // namespace crosswalk
