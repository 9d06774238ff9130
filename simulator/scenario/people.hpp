#pragma once

/// \file
/// What people do in a scenario, whichever stage it is played on: steps put into the words of the
/// world, of LinkedIn and of the judge. Nothing here knows a clock or the product.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "judge/judge.hpp"
#include "language/scenario.hpp"
#include "linkedin/linkedin.hpp"
#include "server/settings.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {

/// "urn:li:person:NAME" of a short name; a URN stays as it is.
std::string member_urn(const std::string& name);

/// Makes the step's change at the vendor's; the ids it fell on, as text. `turn` rises with each
/// draw: whoever is drawn may be beyond such a change, and then somebody else is.
Result<std::vector<std::string>> change_world(World& world, const VendorStep& step,
                                              std::uint64_t& turn, Instant now);

/// Who is exported, where to and by whom; empty `job` where LinkedIn holds no open one. Where jobs
/// are seen by their hiring teams alone, one of the team exports.
ExportOrder order_of(const ExportStep& step, LinkedIn& linkedin, const TenantPolicy& judged,
                     Instant now);

/// From the moment the product said so, the judge takes it at its word.
void promise(Erased& erased, const World* world, const EraseStep& step, Instant now);

/// The policy as the judge must know it: what the vendor's connector cannot tell is no
/// disagreement, whatever the tenant lets out. `world` may be null.
TenantPolicy judged_policy(const TenantSpec& spec, const Vendor& vendor, const World* world,
                           const std::string& organization, const TenantPolicy& given);

}  // namespace crosswalk::sim
