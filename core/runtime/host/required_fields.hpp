#pragma once

/// \file
/// The list of fields that must leave for Recruiter System Connect to work at all: what a customer
/// agrees to before anything is sent. It comes from the field table, so that a release that needs
/// more has another version, and is agreed to anew.

#include <cstdint>
#include <string>
#include <vector>

#include "base/text/json.hpp"

namespace crosswalk {

/// Changes whenever a required field comes, goes or means something else. Never 0.
std::uint64_t required_list_version();

/// One line for each kind, for a terminal.
std::vector<std::string> required_fields_lines();

/// {"version":"…","fields":[{"kind":…,"field":…,"requirement":…,"meaning":…}]}
Json required_fields_json();

}  // namespace crosswalk
