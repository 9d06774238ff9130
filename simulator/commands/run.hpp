#pragma once

/// \file
/// `crosswalk-sim run`: scenario files, played one after another, each in a process of its own, so
/// that whatever happens to one the report is whole.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/installation.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

struct RunWords {
  Programs programs;
  std::vector<std::string> paths;  ///< Files, or folders of which all are meant.
  std::string only;                ///< Part of a run's name.
  std::optional<std::uint64_t> seed;
  bool real = false;
  bool explains = false;
  bool twice = false;
  bool schema = false;
  bool json = false;
  std::string junit, html;  ///< Files to write; empty: none.
};

/// Declares the options; `words` outlives `run`.
void declare_run(CLI::App& run, RunWords& words);

/// 0 when every scenario passed or says why it cannot run so, 1 when one did not, 2 for what
/// cannot be read or written.
int run_run(RunWords& words);

}  // namespace crosswalk::sim
