#pragma once

/// \file
/// Scenario files as they are named on a command line: single ones, or folders of which every
/// .yaml below is meant. Fragments are read from beside the file that uses them.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim {

/// What was read, in order of path; every mistake of every file, so that one look shows all.
struct ScenarioFiles {
  std::vector<Scenario> scenarios;
  std::vector<Error> mistakes;
};

/// Reads them all. With `only` not empty, only the run of that name, or else
/// those whose names contain it. A path that is not
/// there, and a folder without scenarios, are mistakes.
ScenarioFiles read_scenario_files(const std::vector<std::string>& paths, const std::string& only);

}  // namespace crosswalk::sim
