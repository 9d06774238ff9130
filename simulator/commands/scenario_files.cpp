#include "commands/scenario_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "language/language.hpp"
#include "scenario/virtual/fixture_seat.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

// More than the longest scenario anybody reads.
constexpr std::uintmax_t file_bytes_max = 256 * 1024;

Result<std::string> text_of(const fs::path& path) {
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(path, failed);
  if (failed) return Error{ErrorCode::invalid_input, "there is no such file", path.string()};
  if (size > file_bytes_max) {
    return Error{ErrorCode::invalid_input,
                 "has more than 256 KiB; split it, or bring parts in by use", path.string()};
  }
  std::ifstream file(path, std::ios::binary);
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

// Empty when there is nothing of the kind.
std::vector<fs::path> files_of(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_directory(path, failed)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path, failed)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yaml") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

void read_file(const fs::path& file, const std::string& only, ScenarioFiles& all) {
  const Result<std::string> text = text_of(file);
  if (!text) return all.mistakes.push_back(text.error());
  const FragmentReader fragments = [folder = file.parent_path()](const std::string& name) {
    return text_of(folder / name);
  };
  std::vector<Error> mistakes;
  const ReadingWishes wishes{
      &mistakes, [&](const std::string& folder) { return fixture_trouble(folder, file.string()); }};
  Result<std::vector<Scenario>> read = read_scenarios(*text, file.string(), fragments, wishes);
  if (!read) return static_cast<void>(std::ranges::move(mistakes, back_inserter(all.mistakes)));
  for (Scenario& scenario : *read) {
    const bool meant = only.empty() || scenario.name.find(only) != std::string::npos;
    if (meant) all.scenarios.push_back(std::move(scenario));
  }
}

}  // namespace

ScenarioFiles read_scenario_files(const std::vector<std::string>& paths, const std::string& only) {
  ScenarioFiles all;
  for (const std::string& path : paths) {
    const std::vector<fs::path> files = files_of(path);
    if (files.empty()) {
      all.mistakes.push_back(
          {ErrorCode::invalid_input, "the folder holds no scenario (*.yaml)", path});
    }
    for (const fs::path& file : files) read_file(file, only, all);
  }
  // A whole name is that run alone, though others may begin with it.
  const auto whole = [&only](const Scenario& each) { return each.name == only; };
  if (std::ranges::any_of(all.scenarios, whole)) {
    std::erase_if(all.scenarios, [&](const Scenario& each) { return !whole(each); });
  }
  if (all.scenarios.empty() && all.mistakes.empty()) {
    all.mistakes.push_back(
        {ErrorCode::invalid_input, "no run of these files has that in its name", only});
  }
  return all;
}

}  // namespace crosswalk::sim
