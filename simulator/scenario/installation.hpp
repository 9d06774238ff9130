#pragma once

/// \file
/// A complete installation of the product in a directory of its own: secrets, a root key, a
/// configuration for the tenant a running simulator announces. What an operator writes by hand,
/// written for the demo, the bench and the tests that use the real programs.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text/json.hpp"

namespace crosswalk::sim {

/// Where the programs and connectors are.
struct Programs {
  std::string binaries;    ///< Holds crosswalk and crosswalk-worker.
  std::string connectors;  ///< Holds greenhouse.connector.so and the others.

  std::string crosswalk() const { return binaries + "/crosswalk"; }
};

struct Installation {
  std::string directory;  ///< Absolute, mode 0700, the caller's to remove.
  std::string config;     ///< The configuration file.
  std::string log;        ///< Where the daemon's output goes.
  std::string callback;   ///< Of the receiver, "https://127.0.0.1:port"; empty: there is none.
};

/// What the vendor's web hooks are signed with in a trial.
inline constexpr std::string_view trial_hook_secret = "trial-webhook-secret";

struct InstallOptions {
  bool quotas = false;      ///< LinkedIn's budgets are off when the simulator's quotas are.
  std::string poll = "5m";  ///< A duration.
  std::string vendor;       ///< One of those announced; empty: the one it serves for.
  bool listens = false;     ///< A callback under the certificate the simulator wrote.
  std::uint16_t port = 0;   ///< Of that callback; 0 takes a free one.
  bool activated = true;    ///< Connected, agreed to, and asked whether LinkedIn has it enabled.
  /// Of the connector, beside those the vendor's account needs.
  std::vector<std::pair<std::string, std::string>> settings{};
  std::string tenant_lines;      ///< Further lines of the tenant, indented by four.
  std::string linkedin_lines{};  ///< Further lines of its section `linkedin`, indented by six.
};

/// Writes secrets (0600), the configuration and, through `crosswalk keys init`, the root key where
/// there is none yet, and activates the tenant. `announcement` is what Server::announcement() says;
/// with `listens` the simulator must have been given a directory.
Result<Installation> install(const std::string& directory, const Programs& programs,
                             const Json& announcement, const InstallOptions& options);

/// A POST to a simulator's control side, parsed; as ask_control(), and 409 counts as an answer.
Result<Json> order_control(const std::string& origin, const std::string& target,
                           const std::string& body);

/// Makes a fresh directory of mode 0700 below the system's temporary one.
Result<std::string> fresh_directory(const std::string& prefix);

/// A GET to a simulator's control side, parsed. `unavailable` when nobody answers, or not 200.
Result<Json> ask_control(const std::string& origin, const std::string& target);

}  // namespace crosswalk::sim
