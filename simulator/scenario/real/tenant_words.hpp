#pragma once

/// \file
/// A tenant of a scenario as the product's configuration says it. The policy is translated by
/// product_policy(), which the virtual stage uses as well.

#include "base/result.hpp"
#include "judge/policy.hpp"
#include "language/scenario.hpp"
#include "scenario/installation.hpp"

namespace crosswalk::sim::real {

/// How the tenant is installed; `judged` knows who the vendor's users are at LinkedIn.
/// invalid_input for a policy there is not.
Result<InstallOptions> install_options(const TenantSpec& spec, const TenantPolicy& judged);

}  // namespace crosswalk::sim::real
