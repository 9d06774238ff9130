#pragma once

/// \file
/// One tenant's part of the configuration, as values.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "runtime/config/document.hpp"
#include "runtime/config/host_config.hpp"

namespace crosswalk {

/// Reads one entry of `tenants`. Relative paths are below `folder`.
Result<TenantConfig> read_tenant(const Section& section, std::string_view folder);

/// Reads `policy`. Refused: a group or field that does not exist (with the nearest one that
/// does), a field LinkedIn requires, a rule over a field no value can be compared with.
Result<TenantPolicy> read_policy(const Section& section);

/// `path` as it is when absolute or empty, else below `folder`.
std::string below_folder(std::string_view folder, std::string path);

}  // namespace crosswalk
