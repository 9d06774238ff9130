#pragma once

/// \file
/// The path and the query of a request target, strictly read: what a vendor would answer with
/// 400 or 422 is refused here rather than guessed at. Input is hostile and bounded.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace crosswalk::sim {

struct Target {
  std::string path;   ///< Percent-decoded, begins with '/'.
  std::string query;  ///< As sent, without '?'.
  std::vector<std::pair<std::string, std::string>> parameters;  ///< Decoded, in order.

  /// The value of a parameter; null when absent.
  const std::string* find(std::string_view name) const;
};

/// invalid_input for a target over 8 KiB or 64 parameters, a bad percent-encoding, a parameter
/// without a name or given twice. A '+' in the query stands for a blank.
Result<Target> parse_target(std::string_view target);

/// The parameters of a query or of a form body, under the same rules.
Result<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view text);

/// Whether two addresses are one, whatever their case; an empty one is nobody's.
bool same_address(std::string_view a, std::string_view b);

}  // namespace crosswalk::sim
