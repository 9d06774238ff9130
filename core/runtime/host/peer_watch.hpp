#pragma once

/// \file
/// Which peer keeps a tenant waiting, seen from what it is asked and what comes back. The flow
/// tries again by itself and raises an alarm only when it gives up, minutes later; whoever
/// watches should know at once why nothing moves.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "flow/effects.hpp"

namespace crosswalk {

class PeerWatch {
 public:
  /// Notes what the flow asks of its peers.
  void asked(const Effects& effects);

  /// Notes how that ended. Any reply but "too many requests" and trouble of the peer's own ends
  /// the wait for that peer.
  void heard(const Event& event, Instant now);

  /// One sentence for each peer that keeps us waiting, without personal data. A peer that does
  /// not answer or gives no token is told at once; one that answers that it cannot serve us now,
  /// as every busy one does, when that has lasted five seconds.
  std::vector<std::string> words() const;

 private:
  struct Trouble {
    std::string cause;
    bool at_once = false;  ///< Told without waiting whether it lasts.
    Instant since{};
    Instant last{};
  };

  void note(Peer peer, std::string cause, bool at_once, Instant now);

  std::map<Slot, Peer> on_their_way_;
  std::array<std::optional<Trouble>, all_peers.size()> troubles_;  ///< By Peer.
};

}  // namespace crosswalk
