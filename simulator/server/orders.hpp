#pragma once

/// \file
/// What people do at LinkedIn and at the vendor's settings page, ordered through /_sim/...: a
/// member is exported, an integration is enabled, jobs are asked for again, a web hook is set up.
/// Paths and bodies are listed in simulator/peers.md.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/text/json.hpp"
#include "sdk/http.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// The paths that orders are posted to.
std::span<const std::string_view> order_paths();

/// Carries an order out for the one tenant there is. What could not be done is told as
/// {"refused":"job_closed"} with status 409; a body that cannot be read is invalid_input.
Result<Json> carry_out_order(std::string_view path, const Json& body, Peers& peers,
                             const ServeSettings& settings, Instant now);

}  // namespace crosswalk::sim
