#pragma once

/// \file
/// What a manifest says of the other side: where it listens, how one proves oneself to it, and
/// how often it may be asked. The host reads these; the mapping does not.

#include <vector>

#include "mapping/manifest/plan.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// `hosts:`, each an origin "https://host[:port]".
std::vector<HostSpec> read_hosts(ManifestReading& reading, const YamlNode& node);

/// `auth:`, exactly one recipe. Settings and the plan's hosts must be known by now.
AuthSpec read_auth(ManifestReading& reading, const YamlNode& node, const Plan& plan);

/// `rate:`, the names of headers and what holds before any was seen.
RateSpec read_rate(ManifestReading& reading, const YamlNode& node);

}  // namespace crosswalk
