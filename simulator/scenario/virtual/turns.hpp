#pragma once

/// \file
/// Faults that change a peer itself: its tokens, its permissions, its world, what it will refuse.
/// Everything else that goes wrong is done to requests and replies (faults/faults.hpp).

#include "faults/faults.hpp"
#include "linkedin/linkedin.hpp"
#include "scenario/virtual/ground.hpp"

namespace crosswalk::sim {

/// Carries the deed out at the tenant's vendor, just before it answers `request`.
void turn_vendor(Ground& ground, const FaultDeed& deed, std::uint64_t turn_no, Instant now);

/// The same at LinkedIn, for the tenant's application.
void turn_linkedin(LinkedIn& linkedin, Ground& ground, const FaultDeed& deed,
                   const HttpRequest& request, std::uint64_t turn_no);

/// Another secret is right for the tenant's application from now on; gives it.
std::string change_secret(LinkedIn& linkedin, const Ground& ground);

}  // namespace crosswalk::sim
