#include "commands/explore.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "commands/words.hpp"
#include "explore/explore.hpp"
#include "explore/shrink.hpp"
#include "explore/story.hpp"
#include "language/language.hpp"
#include "scenario/guard.hpp"
#include "scenario/play.hpp"

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

// A child plays so many seeds one after another; only when it finds something is one played alone.
constexpr std::uint64_t seeds_a_child = 25;
constexpr std::chrono::seconds patience_of_one{60};

/// One seed that did not hold, as small as it became.
struct Found {
  std::uint64_t seed = 0;
  explore::Failure failure;
  Scenario scenario;
  History history;
  std::string file;
  std::size_t runs = 0;
};

struct Tally {
  std::uint64_t seeds = 0;
  std::uint64_t records = 0;  ///< People, jobs and what hangs on them, as worlds begin.
  double wall_s = 0;
};

std::uint64_t records_of(const Scenario& scenario) {
  double records = 0;
  for (const TenantSpec& tenant : scenario.tenants) {
    const WorldOptions& world = tenant.world;
    const double applications = world.candidates * world.applications_per_candidate;
    records += world.jobs + world.candidates * (1 + world.notes_per_candidate) +
               applications * (1 + world.scorecards_per_application);
  }
  return static_cast<std::uint64_t>(records);
}

class Exploring {
 public:
  Exploring(const ExploreWords& words, const explore::Families& families)
      : words_(words), families_(families), shows_(isatty(STDERR_FILENO) != 0) {
    options_.keeps_happenings = false;
  }

  std::vector<Found> run();
  const Tally& tally() const { return tally_; }

 private:
  History play(const Scenario& scenario) const {
    return run_virtual(scenario, words_.programs.connectors, options_);
  }
  History play_apart(const Scenario& scenario) const {
    GuardOptions guard;
    guard.patience = patience_of_one;
    return run_guarded(
        scenario, [this](const Scenario& each) { return play(each); }, guard);
  }
  bool all_hold(std::uint64_t from, std::uint64_t to) const;
  std::optional<Found> look_at(std::uint64_t seed) const;
  void show(std::uint64_t done, std::size_t found) const;

  const ExploreWords& words_;
  explore::Families families_;
  bool shows_;
  PlayOptions options_;
  Tally tally_;
};

void Exploring::show(std::uint64_t done, std::size_t found) const {
  if (!shows_) return;
  std::fprintf(stderr, "\r\033[K  [%llu/%llu] %zu found", static_cast<unsigned long long>(done),
               static_cast<unsigned long long>(words_.seeds), found);
}

// In a child of its own. Its history says "some seed did not hold" by a check; a crash says it,
// too.
bool Exploring::all_hold(std::uint64_t from, std::uint64_t to) const {
  const auto plays = [&](const Scenario&) {
    History all;
    for (std::uint64_t seed = from; seed < to && all.broke.empty(); ++seed) {
      Scenario scenario = explore::invent(seed, families_);
      const History history =
          explore::play_feasible(scenario, [this](const Scenario& each) { return play(each); });
      if (explore::failure_of(history)) all.broke = "seed " + std::to_string(seed);
    }
    return all;
  };
  GuardOptions guard;
  guard.patience = patience_of_one * static_cast<int>(to - from);
  return run_guarded(Scenario{}, plays, guard).broke.empty();
}

std::optional<Found> Exploring::look_at(std::uint64_t seed) const {
  const explore::Plays plays = [this](const Scenario& each) { return play_apart(each); };
  Found found;
  found.seed = seed;
  found.scenario = explore::invent(seed, families_);
  found.history = explore::play_feasible(found.scenario, plays);
  const auto failure = explore::failure_of(found.history);
  if (!failure) return std::nullopt;
  found.failure = *failure;
  const auto still_fails = [&](const Scenario& smaller) {
    const auto again = explore::failure_of(plays(smaller));
    return again && again->is_like(found.failure);
  };
  explore::Shrunk shrunk = explore::shrink(found.scenario, still_fails, words_.shrink_runs);
  found.scenario = std::move(shrunk.scenario);
  found.runs = shrunk.runs;
  found.history = plays(found.scenario);
  found.file =
      (std::filesystem::path(words_.out) / ("explore-" + std::to_string(seed) + ".yaml")).string();
  return found;
}

std::vector<Found> Exploring::run() {
  const auto begun = Clock::now();
  std::vector<Found> all;
  const std::uint64_t end = words_.from + words_.seeds;
  for (std::uint64_t from = words_.from; from < end; from += seeds_a_child) {
    const std::uint64_t to = std::min(from + seeds_a_child, end);
    show(from - words_.from, all.size());
    for (std::uint64_t seed = from; seed < to; ++seed) {
      tally_.records += records_of(explore::invent(seed, families_));
    }
    tally_.seeds += to - from;
    if (all_hold(from, to)) continue;
    for (std::uint64_t seed = from; seed < to; ++seed) {
      if (auto found = look_at(seed)) all.push_back(*std::move(found));
      if (!all.empty() && !words_.keeps_going) break;
    }
    if (!all.empty() && !words_.keeps_going) break;
  }
  if (shows_) std::fputs("\r\033[K", stderr);
  tally_.wall_s = std::chrono::duration<double>(Clock::now() - begun).count();
  return all;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  return static_cast<bool>(out);
}

std::string replay_of(const Found& found) { return "crosswalk-sim run " + found.file; }

void print_json(const std::vector<Found>& all, const Tally& tally) {
  Json failures = Json::list();
  for (const Found& each : all) {
    Json one = Json::object();
    one.set("seed", each.seed);
    one.set("check", each.failure.name);
    one.set("found", each.failure.words);
    one.set("file", each.file);
    one.set("replay", replay_of(each));
    one.set("story", explore::story(each.scenario, each.history, replay_of(each)));
    failures.push(std::move(one));
  }
  Json json = Json::object();
  json.set("seeds", tally.seeds);
  json.set("records", tally.records);
  json.set("wall_s", tally.wall_s);
  json.set("failures", std::move(failures));
  std::printf("%s\n", write_json(json).c_str());
}

void print_words(const std::vector<Found>& all, const Tally& tally) {
  for (const Found& each : all) {
    std::printf("%s\n", explore::story(each.scenario, each.history, replay_of(each)).c_str());
  }
  const double wall = std::max(tally.wall_s, 0.001);
  std::printf("%llu seeds, %zu did not hold; %.1f seeds/s, %.0f records/s\n",
              static_cast<unsigned long long>(tally.seeds), all.size(),
              static_cast<double>(tally.seeds) / wall, static_cast<double>(tally.records) / wall);
}

}  // namespace

void declare_explore(CLI::App& explore, ExploreWords& words) {
  explore.add_option("--seeds", words.seeds, "how many")->check(CLI::Range(1u, 100'000'000u));
  explore.add_option("--from", words.from, "the first of them; a seed is a scenario");
  explore.add_option("--out", words.out, "folder for the files of failures");
  explore.add_option("--families", words.families,
                     "faults of these families only, with commas between: time,page,...");
  explore.add_option("--shrink", words.shrink_runs, "runs at most to make a failure small");
  explore.add_flag("--keep-going", words.keeps_going, "look at further seeds after a failure");
  explore.add_flag("--json", words.json, "print one JSON object");
  declare_programs(explore, words.programs);
  explore.footer(
      "Exit codes: 0 every seed held, 1 one did not, 2 wrong usage.\n"
      "Example: crosswalk-sim explore --seeds 1000 --from 20000 --keep-going");
}

int run_explore(ExploreWords& words) {
  const auto families = explore::families_named(words.families);
  if (!families) return wrong_usage(to_string(families.error()));
  std::error_code failed;
  std::filesystem::create_directories(words.out, failed);
  if (!std::filesystem::is_directory(words.out, failed)) {
    return wrong_usage("--out: the folder " + words.out +
                       " cannot be made; name one that is there or can be");
  }
  if (!find_programs(words.programs)) return exit_usage;
  Exploring exploring(words, *families);
  const std::vector<Found> all = exploring.run();
  bool written = true;
  for (const Found& each : all) {
    if (write_file(each.file, write_scenario(each.scenario))) continue;
    wrong_usage("the scenario cannot be written to " + each.file);
    written = false;
  }
  if (words.json) {
    print_json(all, exploring.tally());
  } else {
    print_words(all, exploring.tally());
  }
  if (!all.empty()) return exit_needs_you;
  return written ? exit_good : exit_usage;
}

}  // namespace crosswalk::sim
