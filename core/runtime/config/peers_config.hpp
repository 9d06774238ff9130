#pragma once

/// \file
/// What all tenants share of the outside world: where peers push to, and the partner's own
/// application at LinkedIn.

#include <string_view>

#include "base/result.hpp"
#include "runtime/config/document.hpp"
#include "runtime/config/host_config.hpp"

namespace crosswalk {

/// Reads `webhooks` and `partner` into `host`. Refused: half of what belongs together, and
/// listening for others than this machine without a certificate.
Result<Done> read_peers(const Section& top, std::string_view folder, HostConfig& host);

}  // namespace crosswalk
