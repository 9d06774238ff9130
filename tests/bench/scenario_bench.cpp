// How fast scenarios are played on virtual time: small ones as explore plays them, on one core and
// with every check, and one of 25,000 people. Prints "NAME value" lines, as the other programs do.

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "language/language.hpp"
#include "scenario/play.hpp"

namespace crosswalk::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double small_for_s = 4;

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

Result<sim::Scenario> scenario_of(const char* name) {
  const std::string path = std::string(CROSSWALK_SOURCE_DIR "/tests/bench/") + name + ".yaml";
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto none = [](const std::string& fragment) {
    return Result<std::string>(Error{ErrorCode::invalid_input, "is not used here", fragment});
  };
  auto read = sim::read_scenarios(text, path, none);
  if (!read) return std::move(read).error();
  return std::move(read->front());
}

std::uint64_t records_of(const sim::History& history) {
  std::uint64_t records = 0;
  const Json::Members* tenants = history.verdict.members();
  if (tenants == nullptr) return 0;
  for (const auto& [tenant, verdict] : *tenants) {
    const Json* objects = verdict.find("objects");
    if (objects == nullptr || objects->members() == nullptr) continue;
    for (const auto& [kind, counts] : *objects->members()) {
      records += static_cast<std::uint64_t>(counts.integer_of("held"));
    }
  }
  return records;
}

bool played(const sim::Scenario& scenario, const std::string& connectors, std::uint64_t& records) {
  sim::PlayOptions options;
  options.keeps_happenings = false;
  const sim::History history = sim::run_virtual(scenario, connectors, options);
  records = records_of(history);
  if (!history.passed()) {
    std::fprintf(stderr, "bench_scenario: %s does not pass\n", scenario.name.c_str());
  }
  return history.passed();
}

int run(const std::string& connectors) {
  auto small = scenario_of("thousand_records");
  const auto large = scenario_of("twenty_five_thousand");
  if (!small || !large) return 1;
  std::uint64_t records = 0, count = 0;
  if (!played(*small, connectors, records)) return 1;  // What is cached is not measured.
  std::uint64_t all = 0;
  const auto began = Clock::now();
  while (seconds_since(began) < small_for_s) {
    small->seed = ++count;
    if (!played(*small, connectors, records)) return 1;
    all += records;
  }
  const double took = seconds_since(began);
  std::printf("scenarios_per_s %.3f\n", static_cast<double>(count) / took);
  std::printf("scenario_records %.0f\n", static_cast<double>(all) / static_cast<double>(count));
  std::printf("thousands_per_s %.3f\n", static_cast<double>(all) / 1000 / took);
  const auto before = Clock::now();
  if (!played(*large, connectors, records)) return 1;
  std::printf("large_s %.3f\n", seconds_since(before));
  std::printf("large_records %.0f\n", static_cast<double>(records));
  return 0;
}

}  // namespace
}  // namespace crosswalk::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_scenario CONNECTORS\n", stderr);
    return 2;
  }
  return crosswalk::bench::run(argv[1]);
}
