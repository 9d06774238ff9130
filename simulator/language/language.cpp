#include "language/language.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"
#include "language/tree/document.hpp"

namespace crosswalk::sim {
namespace {

using namespace language;

// Sections of their own, and not words that a matrix could set.
bool acts(const Word<TenantSpec>& word) { return word.key != "odd" && word.key != "quirks"; }

const Acting& acting() {
  static const Acting words = [] {
    Acting all{.top = {"seed"}, .world = {}};
    for (const auto& word : world_section().words) {
      if (acts(word)) all.world.push_back(word.key);
    }
    return all;
  }();
  return words;
}

std::string name_of_file(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  const std::size_t dot = file.rfind('.');
  return std::string(dot == 0 ? file : file.substr(0, dot));
}

Result<Scenario> understood(const Node& root, const Reader& reader, std::string_view file) {
  Draft draft;
  if (auto wrong = read_section(scenario_section(), root, reader, draft)) return *std::move(wrong);
  if (reader.noted_so_far() > 0) return reader.mistakes->front();
  Scenario& scenario = draft.scenario;
  scenario.file = std::string(file);
  if (scenario.name.empty()) scenario.name = name_of_file(file);
  scenario.name += reader.run;
  if (auto wrong = check(scenario, root, reader)) return *std::move(wrong);
  if (reader.noted_so_far() > 0) return reader.mistakes->front();
  return std::move(scenario);
}

// What tenants have that the whole world may have, so that it is said once.
TenantSpec shared_world(const Scenario& scenario) {
  TenantSpec world;
  if (scenario.tenants.empty()) return world;
  const TenantSpec& first = scenario.tenants.front();
  world.vendor = first.vendor;
  world.linkedin_version = first.linkedin_version;
  world.world = first.world;
  world.fixture = first.fixture;
  world.quirks = first.quirks;
  return world;
}

}  // namespace

namespace {

Result<std::vector<Scenario>> read_all(std::string_view text, std::string_view file,
                                       const FragmentReader& fragments,
                                       const ReadingWishes& wishes) {
  Result<Document> document = read_document(text, file, fragments);
  if (!document) return std::move(document).error();
  document->reader.mistakes = wishes.mistakes;
  document->reader.fixture_trouble = wishes.fixture_trouble;
  const Result<std::vector<Axis>> axes = axes_of(*document, matrix_runs_max);
  if (!axes) return axes.error();
  std::vector<Scenario> scenarios;
  for (std::uint64_t run = 0; run < runs_of(*axes); ++run) {
    const Result<Node> root = tree_of_run(*document, *axes, run, acting());
    if (!root) return root.error();
    Result<Scenario> scenario = understood(*root, document->reader, file);
    if (!scenario) return std::move(scenario).error();
    scenarios.push_back(std::move(*scenario));
  }
  return scenarios;
}

// Line and column behind a file's name.
std::pair<int, int> place_in(const Error& mistake) {
  const auto number_behind = [&](std::size_t colon) {
    return colon == std::string::npos ? 0 : std::atoi(mistake.where.c_str() + colon + 1);
  };
  const std::size_t column = mistake.where.rfind(':');
  if (column == std::string::npos || column == 0) return {0, 0};
  return {number_behind(mistake.where.rfind(':', column - 1)), number_behind(column)};
}

}  // namespace

Result<std::vector<Scenario>> read_scenarios(std::string_view text, std::string_view file,
                                             const FragmentReader& fragments,
                                             const ReadingWishes& wishes) {
  if (wishes.mistakes == nullptr) return read_all(text, file, fragments, wishes);
  std::vector<Error>& mistakes = *wishes.mistakes;
  mistakes.clear();
  Result<std::vector<Scenario>> read = read_all(text, file, fragments, wishes);
  if (read) return read;
  if (mistakes.empty()) mistakes.push_back(read.error());
  std::ranges::stable_sort(mistakes, {}, place_in);
  return mistakes.front();
}

std::string write_scenario(const Scenario& scenario) {
  const Draft said{shared_world(scenario), scenario};
  Draft usual;
  usual.scenario.tenants = {said.world};
  Node root = write_section(scenario_section(), said, usual);
  protect(root);
  return to_yaml(root);
}

}  // namespace crosswalk::sim
