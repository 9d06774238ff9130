#pragma once

/// \file
/// What the control side tells when it is asked: how the tenant's callback and hooks fare, what
/// LinkedIn holds, who was erased; and what is announced. Nothing here changes anything.

#include "base/text/json.hpp"
#include "judge/judge.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// The judge's verdict, for GET /_sim/agreement. An order of an export that nothing came of is open
/// for two minutes and lost from then on.
Json agreement_account(Peers& peers, const TenantPolicy& policy, Instant now);

/// How the tenant's callback and the vendor's web hooks fare, for GET /_sim/callback.
Json callback_account(Peers& peers, const ServeSettings& settings);

/// What LinkedIn holds that somebody could choose, for GET /_sim/held: the first hundred open jobs
/// and candidates by id.
Json held_account(Peers& peers, const ServeSettings& settings, Instant now);

/// What a configuration of the product says of the vendor at `origin`, for the announcement, and
/// the policy that /_sim/policy is to be told of it.
Json vendor_account(const Vendor& vendor, const ServeSettings& settings, const World& world,
                    const std::string& origin);

/// Whom the judge was told of as erased, and since when, for GET /_sim/erased.
Json erased_account(const Peers& peers);

}  // namespace crosswalk::sim
