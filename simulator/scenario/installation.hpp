#pragma once

/// \file
/// A complete installation of the product in a directory of its own: secrets, a root key, a
/// configuration for the tenant a running simulator announces. What an operator writes by hand,
/// written for the demo, the bench and the tests that use the real programs.

#include <string>

#include "base/result.hpp"
#include "base/text/json.hpp"

namespace crosswalk::sim {

/// Where the programs and connectors are.
struct Programs {
  std::string binaries;    ///< Holds crosswalk and crosswalk-worker.
  std::string connectors;  ///< Holds greenhouse.connector.so.

  std::string crosswalk() const { return binaries + "/crosswalk"; }
};

struct Installation {
  std::string directory;  ///< Absolute, mode 0700, the caller's to remove.
  std::string config;     ///< The configuration file.
  std::string log;        ///< Where the daemon's output goes.
};

/// Writes secrets (0600), the configuration and, through `crosswalk keys init`, the root key.
/// `announcement` is what Server::announcement() says. LinkedIn's budgets are off when the
/// simulator's quotas are. `poll` is a duration such as "5m".
Result<Installation> install(const std::string& directory, const Programs& programs,
                             const Json& announcement, bool quotas, const std::string& poll);

/// Makes a fresh directory of mode 0700 below the system's temporary one.
Result<std::string> fresh_directory(const std::string& prefix);

/// A GET to a simulator's control side, parsed. `unavailable` when nobody answers, or not 200.
Result<Json> ask_control(const std::string& origin, const std::string& target);

}  // namespace crosswalk::sim
