#pragma once

/// \file
/// `crosswalk-sim configure`: whoever tries the product against a simulator that serves gets a
/// configuration that works, for whichever vendor it serves, and the commands to type next.

#include <cstdint>
#include <string>

#include "scenario/installation.hpp"

namespace crosswalk::sim {

struct ConfigureSettings {
  Programs programs;
  std::string directory;   ///< What `serve --dir` was given; the configuration goes there, too.
  std::string vendor;      ///< Empty: the one that is served for.
  std::uint16_t port = 0;  ///< Of the callback; 0 takes a free one.
};

/// Waits up to ten seconds for a simulator that announced itself in the directory and answers, then
/// writes secrets/, its root key and crosswalk.yaml. 0 with the next commands on standard output;
/// 1 with the reason on standard error. [shell: files, a socket, a process]
int run_configure(const ConfigureSettings& settings);

}  // namespace crosswalk::sim
