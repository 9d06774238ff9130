#pragma once

/// \file
/// The syntax of Rest.li protocol 2.0.0: `List(a,b)` and `(name:value,name:value)`. Its reserved
/// characters stand for themselves only as structure and are percent-encoded inside values, so a
/// text is cut into its parts first and decoded after.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk::sim::linkedin {

/// The raw value of a parameter in an encoded query; nothing when absent or named twice.
std::optional<std::string_view> raw_parameter(std::string_view query, std::string_view name);

/// The members of `List(..)`, still encoded. Nothing when brackets do not match.
std::optional<std::vector<std::string_view>> read_list(std::string_view text);

/// The decoded names and values of `(a:1,b:2)`. What a complex key may carry first, `$params:()`,
/// is passed over. Nothing when it is no such text or its bytes are no UTF-8.
std::optional<std::vector<std::pair<std::string, std::string>>> read_members(std::string_view text);

}  // namespace crosswalk::sim::linkedin
