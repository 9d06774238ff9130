#pragma once

/// \file
/// The product's main job, shown: a simulated Greenhouse account and a simulated LinkedIn start
/// on loopback over TLS, the real daemon is connected, started and driven through its admin socket
/// and its callback (demo_acts.hpp), and the judge says whether both sides hold the same.

#include <cstdint>
#include <string>

#include "scenario/installation.hpp"

namespace crosswalk::sim {

struct DemoSettings {
  Programs programs;
  std::uint32_t candidates = 500;
  std::uint64_t seed = 1;
  bool json = false;  ///< One object on standard output instead of the table.
  bool keep = false;  ///< Leaves the directory, for looking around.
};

/// Runs it. Progress goes to standard error when that is a terminal, the result to standard
/// output. 0 only when every act ended well, the judge finds agreement and a further sync sent
/// nothing; 1 otherwise, with the cause on standard error. [shell: threads, sockets, processes]
int run_demo(const DemoSettings& settings);

}  // namespace crosswalk::sim
