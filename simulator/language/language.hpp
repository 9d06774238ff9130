#pragma once

/// \file
/// Scenario files: strict YAML in, scenarios out, and back. An unknown word is refused with line,
/// column and the nearest known one; a matrix gives several scenarios; `use` brings in fragments,
/// which are read through the caller. Pure.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim {

/// The most runs one file may stand for.
inline constexpr std::size_t matrix_runs_max = 10'000;

/// The text of a fragment, named by a path relative to the file that uses it.
using FragmentReader = std::function<Result<std::string>(const std::string& path)>;

/// What else whoever reads may want.
struct ReadingWishes {
  std::vector<Error>* mistakes = nullptr;  ///< All of the file's, up to 20, in their order.
  /// What is wrong with a folder of pages, as the file names it; empty text: nothing.
  std::function<std::string(const std::string& folder)> fixture_trouble{};
};

/// All scenarios of a file, in the order of its matrix; at least one. invalid_input with
/// "file:line:column" and the remedy: the first mistake. Of a matrix only the first run that has
/// any tells them.
Result<std::vector<Scenario>> read_scenarios(std::string_view text, std::string_view file,
                                             const FragmentReader& fragments,
                                             const ReadingWishes& wishes = {});

/// A file that reads back as the same scenario.
std::string write_scenario(const Scenario& scenario);

/// What would be done, for a person, without running it.
std::string explain(const Scenario& scenario);

/// JSON Schema (draft 07) for editors, written from the same tables that reading uses.
Json scenario_schema();

/// Every word with its meaning, bounds and default, as Markdown, from the same tables.
std::string scenario_reference();

}  // namespace crosswalk::sim
