#pragma once

/// \file
/// The peers as the faults take hold of them, on virtual time and behind a socket. What a turn
/// takes away, a token aside, stays away until a step gives it back.

#include <string>
#include <string_view>

#include "faults/faults.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// Of "greenhouse" (v1 included), "gem" or "linkedin"; anything else answers 404. `peers` must
/// outlive it.
PeerHand hand_of(Peers& peers, std::string_view peer);

/// Of one customer at a LinkedIn that others may share. Tokens and secret are that customer's
/// application's; a permission is taken from all.
PeerHand hand_of(LinkedIn& linkedin, std::string organization);

/// Puts "-rotated" behind the secret by which the client proves itself, of Greenhouse behind client
/// secret and API key, and forgets its tokens. Gives the secret; empty where nobody is of that
/// name.
std::string rotate_secret(Peers& peers, std::string_view peer);
std::string rotate_secret(LinkedIn& linkedin, std::string_view organization);

}  // namespace crosswalk::sim
