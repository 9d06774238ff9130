#pragma once

/// \file
/// Hides what would let somebody in: of headers by name, of bodies and targets by the name before
/// the value, in JSON as in forms. By names alone, because a body may be cut, or no JSON at all.

#include <string>
#include <string_view>

namespace crosswalk::sim {

/// What stands where a credential stood.
inline constexpr std::string_view hidden = "(hidden)";

/// Whether the value of a header, a member or a parameter of this name is a credential:
/// "Authorization", "client_secret", "accessToken", "api_key".
bool holds_secret(std::string_view name);

/// The text with every such value hidden: `"access_token":"AQ1"` and `client_secret=s`.
std::string without_secrets(std::string_view text);

}  // namespace crosswalk::sim
