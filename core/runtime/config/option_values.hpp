#pragma once

/// \file
/// What may stand for one option of each type. A rule that is broken is told in words that
/// never repeat the value: it may be a secret put in the wrong place.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/config/options.hpp"

namespace crosswalk {

/// The longest value of any scalar.
inline constexpr std::size_t option_bytes_max = 4096;

/// "must be a number from 0 to 10" and the like; nothing when `value` is fine. Origins and
/// secrets are checked as far as they can be without the rest of the configuration.
std::optional<std::string> broken_rule(const OptionSpec& option, std::string_view value);

/// `what`, and the known word nearest to the given one if any is near.
std::string with_nearest(std::string what, std::string_view given,
                         const std::vector<std::string_view>& known);

/// The same, and all known words when none is near: what to write can always be seen.
std::string with_known(std::string what, std::string_view given,
                       const std::vector<std::string_view>& known);

/// "a text", "a list of text": what a value of the type is called in a sentence.
std::string article(OptionType type);

}  // namespace crosswalk
