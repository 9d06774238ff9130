#pragma once

/// \file
/// `crosswalk-sim serve`: one tenant's peers on loopback until SIGTERM.

#include <string>

#include "server/server.hpp"

namespace CLI {
class App;
}

namespace crosswalk::sim {

/// As they were typed; the rest stands in `settings`.
struct ServeWords {
  ServeSettings settings;
  std::string vendor = "greenhouse";
  std::string start;
  bool plain = false;
  bool no_quotas = false;
  bool announce = false;
};

/// Declares the options; `words` outlives `serve`.
void declare_serve(CLI::App& serve, ServeWords& words);

/// Serves until it is told to stop; the exit code.
int run_serve(ServeWords& words);

}  // namespace crosswalk::sim
