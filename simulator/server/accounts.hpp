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

/// How the tenant's callback and web hooks fare, for GET /_sim/callback: of each hook its "state",
/// pinged until its ping is answered, then on or off, its last answer, 0 when nobody gave one, and
/// how many messages wait.
Json callback_account(Peers& peers, const ServeSettings& settings);

/// What LinkedIn holds that somebody could choose, for GET /_sim/held: {"open_jobs":["4001"],
/// "candidates":["7001"]}, the first hundred of each by id.
Json held_account(Peers& peers, const ServeSettings& settings, Instant now);

/// What a configuration of the product says of the vendor at `origin`, for the announcement:
/// "connector", "hosts", "settings", "secrets", whether it has "webhooks", and the "policy" that
/// /_sim/policy is to be told when it is not the one served for.
Json vendor_account(const Vendor& vendor, const ServeSettings& settings, const World& world,
                    const std::string& origin);

/// Whom the judge was told of as erased, for GET /_sim/erased: {"erased":[{"candidate":"7001",
/// "since":"2026-..."},{"member":"urn:li:person:..","since":".."}]}.
Json erased_account(const Peers& peers);

}  // namespace crosswalk::sim
