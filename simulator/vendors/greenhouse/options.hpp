#pragma once

/// \file
/// What differs between one Greenhouse account and another, and how strict the stand-in is.
/// Strict by default: a client that works here works there.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk::sim {

/// One web hook of the account.
struct GreenhouseHook {
  std::string url;     ///< "https://host/path"; where it is posted.
  std::string secret;  ///< Signs each body.
  /// Only these, such as "delete_candidate"; empty for all. A merge is told as delete_candidate
  /// to a hook that knows that one and not merge_candidate.
  std::vector<std::string> actions;

  friend bool operator==(const GreenhouseHook&, const GreenhouseHook&) = default;
};

/// What goes wrong with web hooks on their way. Of each, every N-th event; 0 for never.
struct HookMischief {
  std::uint32_t lose_every = 0;                   ///< Never sent.
  std::uint32_t double_every = 0;                 ///< Sent twice, under one event id.
  std::uint32_t reorder_every = 0;                ///< Held back, so that later ones overtake it,
  Duration reorder_by = std::chrono::seconds(5);  ///< for so long.
  std::uint32_t missign_every = 0;                ///< Signed with some other secret.
  Duration late{0};                               ///< Every one comes so much later.
  /// Told at once although the record cannot be read yet; else when it can.
  bool before_readable = false;
};

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
  /// Resources the client has no permission for: 403. "candidates" for reading, for writing
  /// "candidates:create".
  std::vector<std::string> denied;

  /// How long a record that a client wrote is neither listed nor found by id.
  Duration write_lag{0};
  /// A second application of somebody for one job is refused with 422; else it is made.
  bool one_application_per_job = true;
  /// Scorecards carry their ratings as v1's did; else these are a resource of their own only.
  bool embedded_attributes = true;

  // Harvest v1, on the same host under /v1.
  std::string api_key = "greenhouse-key";  ///< The user name of Basic; the password is empty.
  std::optional<Instant> v1_ends;          ///< From then on all of it answers 410.
  /// In a fixed window of 10 s; 50 is the documentation's example. 0, there or above: no limit.
  std::uint32_t v1_requests_per_window = 50;
  Duration v1_rate_window = std::chrono::seconds(10);
  bool v1_ignores_unknown = false;  ///< Parameters a list does not know: no effect, else 422.

  std::vector<GreenhouseHook> hooks;  ///< Each is pinged when it appears or changes.
  HookMischief mischief;
};

}  // namespace crosswalk::sim
