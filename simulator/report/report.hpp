#pragma once

/// \file
/// Runs, written down for whoever was not there: a few lines for a terminal, JUnit XML for
/// machines that collect tests, JSON for programs, and one HTML page that needs nothing else. All
/// are functions of the histories alone. Whoever is named in what crossed a wire has a stand-in,
/// the same one throughout a report (standins/standins.hpp).

#include <cstddef>
#include <string>
#include <vector>

#include "base/text/json.hpp"
#include "history/history.hpp"

namespace crosswalk::sim {

/// How a run ended. A run that was skipped counts for neither side.
enum class Outcome { passed, failed, broke, skipped };

inline constexpr const char* repeatable = "repeatable";  ///< A check that is shown when good, too.

/// Broke when something ended it early, else failed when any check did.
Outcome outcome_of(const History& history);

/// One line for each scenario; below each that did not pass, what failed with its place, what was
/// found and expected, and the command that runs it again. Escape sequences only with `colours`.
std::string write_terminal(const std::vector<History>& histories, bool colours);

/// UTF-8, valid against the schema of JUnit reports that Jenkins, GitLab and Surefire share. A
/// scenario that never began bears the moment of the one before it.
std::string write_junit(const std::vector<History>& histories);

/// {"report":1,"passed":bool,"counts":{..},"scenarios":[{..}]}: everything but bodies.
Json to_report_json(const std::vector<History>& histories);
inline constexpr std::size_t json_happenings_max = 5'000;  ///< Of each scenario; the rest counts.

/// One page. Of long histories it shows what went wrong and what is nearest to it, and says how
/// much was left out.
std::string write_html(const std::vector<History>& histories);

}  // namespace crosswalk::sim
