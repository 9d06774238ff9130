#pragma once

/// \file
/// What becomes of the messages that peers push, under the rules that strike them.

#include <vector>

#include "faults/passage.hpp"

namespace crosswalk::sim {

/// The deliveries of one attempt; `strikes` learns which rules took effect.
std::vector<Delivery> deliveries(std::vector<Strike>& strikes, std::string_view tenant,
                                 const HttpRequest& push, PeerMemory& memory, Instant now);

/// Takes out of a vendor's reply what its tenant cannot read yet: items of a page; a record by
/// itself becomes a 404.
void hide_unready(HttpResponse& reply, std::string_view tenant, PeerMemory& memory, Instant now);

}  // namespace crosswalk::sim
