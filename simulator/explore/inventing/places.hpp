#pragma once

/// \file
/// Where an invented fault strikes: endpoints that one of the customers really meets, the busy ones
/// more often, and patterns over them.

#include <string>
#include <string_view>
#include <vector>

#include "explore/chance.hpp"
#include "faults/kinds.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// "greenhouse" for both of its generations, else the vendor's word.
std::string_view peer_of_vendor(std::string_view vendor);

/// Whether its vendor has web hooks.
bool has_hooks(const TenantSpec& tenant);

/// Whether somebody meets that endpoint.
bool is_met(std::string_view endpoint, const std::vector<TenantSpec>& tenants);

/// An endpoint or a pattern at which faults of the kind can happen to one of these; empty when
/// there is none.
std::string invent_place(const Chance& chance, FaultKind kind,
                         const std::vector<TenantSpec>& tenants);

}  // namespace crosswalk::sim::explore
