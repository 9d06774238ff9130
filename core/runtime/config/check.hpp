#pragma once

/// \file
/// A configuration against the machine it is for: its secrets, keys and connectors are there
/// and fit. What `config check` prints, and what `serve`, `sync` and every other command that
/// opens the state do before they open anything.

#include <string>
#include <vector>

#include "mapping/manifest/plan.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/keys/keyring.hpp"

namespace crosswalk {

/// A tenant with everything opened: enough to build its TenantSetup and its Wallet.
struct ReadyTenant {
  const TenantConfig* config = nullptr;  ///< Borrowed from the HostConfig.
  std::string manifest;  ///< The connector's own text, for whoever loads it to compare.
  Plan plan;
  Settings settings;  ///< Completed by the manifest.
  Origins origins;    ///< Every host the manifest names, overridden or not.
  Credentials credentials;

  ReadyTenant() = default;
  ReadyTenant(ReadyTenant&&) noexcept = default;
  ReadyTenant& operator=(ReadyTenant&&) noexcept = default;
  ~ReadyTenant();  ///< Wipes the credentials.
};

/// The manifest of a connector file, without running the file. Refused when the file is not
/// there, is no connector, or when others can write it or its directory: it decides what leaves.
Result<std::string> trusted_manifest(const std::string& path);

/// Opens what one tenant needs. The first thing found wrong, with place and remedy.
Result<ReadyTenant> prepare_tenant(const HostConfig& host, const TenantConfig& tenant);

/// The worker program of a configuration: the one it names, else the one beside this program.
std::string worker_path(const HostConfig& host);

/// What is wrong with the means all tenants share: root key and worker.
std::vector<Error> check_machine(const HostConfig& host);

/// That, and whatever is wrong with a tenant, one's trouble never hiding another's; empty when
/// all is well.
std::vector<Error> check_config(const HostConfig& host);

}  // namespace crosswalk
