#pragma once

/// \file
/// What differs between one Greenhouse account and another, and how strict the stand-in is.
/// Strict by default: a client that works here works there.

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk::sim {

struct GreenhouseOptions {
  std::string client_id = "greenhouse-client";
  std::string client_secret = "greenhouse-secret";
  std::uint64_t seed = 1;  ///< Of access tokens and of the key that proves cursors.

  Duration token_lifetime = std::chrono::hours(1);
  /// Minting a token kills the one before it, as seen with client credentials.
  bool single_active_token = true;
  Duration cursor_lifetime = std::chrono::minutes(10);

  /// Requests in a window of 30 s; 0 switches the limit off. 75 is the published example.
  std::uint32_t requests_per_window = 75;
  Duration rate_window = std::chrono::seconds(30);

  /// How many ids one filter may name; the documentation's examples stay at 50.
  std::size_t ids_max = 50;
  /// Whether the token's user may see private candidates in full.
  bool sees_private = false;
  /// Pages run from the newest id to the oldest, as a third party observed; else the other way.
  bool newest_first = true;
  /// Resources the client has no permission for: 403.
  std::vector<std::string> denied;
};

}  // namespace crosswalk::sim
