#pragma once

/// \file
/// A fixture's pages in the place of a vendor: a folder under fixtures/ whose page is all there is
/// of its kind of record. There is no world behind it, so nothing can happen at this vendor and the
/// judge has no truth to compare with; a scenario says itself what must be held.

#include <memory>
#include <string>

#include "base/result.hpp"
#include "scenario/virtual/vendor_seat.hpp"

namespace crosswalk::sim {

/// What is wrong with the folder, with the remedy; empty: it holds pages. [shell: files]
std::string fixture_trouble(const std::string& fixture, const std::string& scenario_file);

/// The folder named by the tenant, relative to the scenario's file; else to where the command runs.
/// invalid_input for a folder that is not there or holds no case. [shell: files]
Result<std::unique_ptr<VendorSeat>> fixture_seat(const TenantSpec& tenant, const Vendor& vendor,
                                                 const std::string& scenario_file,
                                                 const std::string& connector_file);

}  // namespace crosswalk::sim
