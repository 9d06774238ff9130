#pragma once

/// \file
/// A tenant's policy in the product's words. Scenarios say it in the judge's, which are LinkedIn's;
/// this is the one place that knows both, and it is on the side of whoever sets the product up:
/// the judge never reads it.

#include <map>
#include <string>

#include "base/result.hpp"
#include "judge/policy.hpp"
#include "mapping/manifest/plan.hpp"
#include "policy/policy.hpp"
#include "privacy/export_rules.hpp"

namespace crosswalk::sim {

/// What a configuration of the product would say.
struct ProductPolicy {
  crosswalk::TenantPolicy policy;
  ExportGrants grants;
  std::string availability;
  std::map<std::string, std::string> members;  ///< The vendor's user -> the member's URN.
  Settings settings;                           ///< Of the connector.
};

/// invalid_input for a word that is none of withholdable_fields() or withholdable_kinds().
Result<ProductPolicy> product_policy(const TenantPolicy& judged);

/// Whether `after` lets out less than `before` in any respect.
bool narrows(const TenantPolicy& before, const TenantPolicy& after);

}  // namespace crosswalk::sim
