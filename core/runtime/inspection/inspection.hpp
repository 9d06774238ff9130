#pragma once

/// \file
/// A look at everything that `serve` opens, by the same functions, for whoever asks beforehand.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/keys/keyring.hpp"
#include "runtime/store/state_directory.hpp"
#include "runtime/store/tenant_store.hpp"

namespace crosswalk {

/// What a look at an installation found.
struct Inspection {
  std::vector<Error> problems;     ///< What a start would refuse, with place and remedy.
  std::vector<std::string> notes;  ///< What could not be looked at, and what will not work.
};

/// Starts nothing that stays. Stores that are there are tried with the key while nobody else owns
/// the state; none is made, and none of an older schema is changed. The door for pushes is opened
/// and closed again, unless the daemon that owns the state stands in it.
Inspection inspect(const HostConfig& config);

/// How a tenant's store is opened.
StoreOptions store_options_of(const StateDirectory& state, const TenantKeys& keys,
                              const std::string& tenant);

/// Certificates of ca_file that cannot be read become a problem at the line that names it.
void append_trust_problem(const HostConfig& config, std::vector<Error>& problems);

/// What the door says of a file or a port, at the line of the configuration that asks for it.
Error at_its_line(const HostConfig& config, const Error& error);

}  // namespace crosswalk
