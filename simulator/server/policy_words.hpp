#pragma once

/// \file
/// The tenant's policy as /_sim/policy reads and tells it. A word that no rule of the judge knows
/// would let a test pass that tests nothing, so it is refused.

#include "base/text/json.hpp"
#include "judge/policy.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// Reads {"availability":"PUBLIC","private_candidates":true,"withheld_fields":["..."]}: the names
/// of TenantPolicy, each optional, and what is not named is as in `start`. invalid_input names the
/// place and the nearest known word. Departments are those that live in `world` now.
Result<TenantPolicy> read_policy(const Json& json, const TenantPolicy& start, const World& world);

/// {"policy":{...},"known":{"availability":[...],"withheld_departments":[...],
/// "withheld_fields":[...]}}: what is in force, and the words there are.
Json account_of(const TenantPolicy& policy, const World& world);

}  // namespace crosswalk::sim
