#pragma once

/// \file
/// The peers as the faults take hold of them: whom a request is put to, and who carries out what
/// changes a peer itself, be it on virtual time or behind a socket. What such a turn takes away,
/// a token aside, stays away until a step gives it back.

#include <string>
#include <string_view>

#include "faults/faults.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// Of "greenhouse" (v1 included), "gem" or "linkedin"; anything else answers 404. `peers` must
/// outlive it.
PeerHand hand_of(Peers& peers, std::string_view peer);

/// Of one customer's application at a LinkedIn that others may share: tokens and secret are that
/// application's; a permission is taken from all, because LinkedIn's options know no applications.
PeerHand hand_of(LinkedIn& linkedin, std::string organization);

/// Replaces the secret by which the client proves itself, and makes what it was given unknown:
/// Greenhouse's client secret and its API key, Gem's application secret, or the secret of the
/// customer's application at LinkedIn. Gives the new one: the old with "-rotated" behind it, of
/// Greenhouse the client secret. Empty when there is nobody of that name.
std::string rotate_secret(Peers& peers, std::string_view peer);
std::string rotate_secret(LinkedIn& linkedin, std::string_view organization);

}  // namespace crosswalk::sim
