#pragma once

/// \file
/// What a manifest says of the other side: what a tenant must know of it, where it listens, how
/// one proves oneself to it, and how often it may be asked. The host reads these; of all of them
/// the mapping needs the settings alone.

#include <vector>

#include "mapping/manifest/plan.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// `settings:`, of every variant; their only_if is not looked at.
std::vector<SettingSpec> read_settings(ManifestReading& reading, const YamlNode& node);

/// `hosts:`, each an origin "https://host[:port]".
std::vector<HostSpec> read_hosts(ManifestReading& reading, const YamlNode& node);

/// `auth:`, exactly one recipe. Settings and the plan's hosts must be known by now.
AuthSpec read_auth(ManifestReading& reading, const YamlNode& node, const Plan& plan);

/// `rate:`, the names of headers and what holds before any was seen.
RateSpec read_rate(ManifestReading& reading, const YamlNode& node);

}  // namespace crosswalk
