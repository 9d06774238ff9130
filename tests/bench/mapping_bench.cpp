// What the language of the manifests costs. The same page is read by hand with the same parser,
// mapped by the product with the shipped manifest, and mapped by hand through a tree; only ratios
// taken in one run are compared. The first reading stops at strings, the other two at records.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "bench/vendor_page.hpp"
#include "mapping/read/reader.hpp"

// The text of a macro's value.
#define CROSSWALK_TEXT_OF(value) #value
#define CROSSWALK_TEXT(macro) CROSSWALK_TEXT_OF(macro)

namespace crosswalk::bench {
namespace {

constexpr std::size_t page_candidates = 100;

const std::string& page() {
  static const std::string text = candidates_page(page_candidates);
  return text;
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_mapping: %s\n", why.c_str());
  std::exit(1);
}

Mapper greenhouse() {
  std::ifstream file(CROSSWALK_SOURCE_DIR "/plugins/greenhouse/connector.yaml", std::ios::binary);
  const std::string yaml{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  Result<Plan> plan = compile_manifest(yaml, "connector.yaml", {{"user_id", "7"}});
  if (!plan) give_up(to_string(plan.error()));
  return Mapper(*std::move(plan), nullptr);
}

ReadPage question() {
  ReadPage ask;
  ask.object = "candidates";
  ask.reply.status = 200;
  ask.reply.headers = {{"Content-Type", "application/json"}};
  ask.reply.body = page();
  ask.asked = "/v3/candidates?per_page=500";
  return ask;
}

void count(benchmark::State& state) {
  const auto rounds = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(page_candidates));
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(page().size()));
}

void bare(benchmark::State& state) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string padded(page());
  for (auto _ : state) benchmark::DoNotOptimize(read_bare(parser, padded));
  count(state);
}

void mapper(benchmark::State& state) {
  Mapper mapper = greenhouse();
  const ReadPage ask = question();
  for (auto _ : state) benchmark::DoNotOptimize(mapper.read_page(ask));
  count(state);
}

void tree(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(records_of(read_tree(page())));
  count(state);
}

BENCHMARK(bare);
BENCHMARK(mapper);
BENCHMARK(tree);

// A comparison of readings that do not read the same says nothing.
void check_readings() {
  simdjson::ondemand::parser parser;
  const std::vector<Person> people = read_bare(parser, simdjson::padded_string(page()));
  if (people.size() != page_candidates || people != read_tree(page())) {
    give_up("the two plain readings differ");
  }
  const Result<PageRead> read = greenhouse().read_page(question());
  if (!read) give_up(to_string(read.error()));
  if (read->mapped != records_of(people)) give_up("the mapper makes other records");
}

}  // namespace
}  // namespace crosswalk::bench

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
  crosswalk::bench::check_readings();
  // Structure is found by the best kernel of the machine, values by the one compiled in.
  benchmark::AddCustomContext("simdjson_kernel",
                              simdjson::get_active_implementation()->name() + " and " +
                                  CROSSWALK_TEXT(SIMDJSON_BUILTIN_IMPLEMENTATION));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
