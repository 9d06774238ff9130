#pragma once

/// \file
/// What the quirks of a scenario's tenants make of a vendor's account and of the one LinkedIn they
/// share, and how a step sets one of them otherwise, by its name. Both stages use it.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "language/scenario.hpp"
#include "linkedin/options.hpp"
#include "vendors/gem/gem.hpp"
#include "vendors/greenhouse/options.hpp"

namespace crosswalk::sim {

/// LinkedIn's options without applications. invalid_input when two tenants want different things of
/// it: what one of them leaves as usual the other may set.
Result<LinkedInOptions> linkedin_options(const std::vector<TenantSpec>& tenants);

/// The account at the vendor is like this; what no quirk names stays.
void set_account(const Quirks& quirks, GreenhouseOptions& options);
void set_account(const Quirks& quirks, GemOptions& options);

/// Sets the quirk of that name to what is written: "true", "500", "5m", a list divided by commas.
/// invalid_input with the nearest known name, or with what the value must be.
Result<Done> set_quirk(Quirks& quirks, std::string_view name, std::string_view text);

}  // namespace crosswalk::sim
