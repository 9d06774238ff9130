#pragma once

/// \file
/// What may be asked of the control side, read from JSON. Input is hostile; every mistake is
/// named with its place, and an unknown word with the known ones.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "world/mutation.hpp"
#include "world/options.hpp"

namespace crosswalk::sim {

/// Reads {"kind":"candidate","op":"update","ids":[1],"count":3,"fields":{"title":"Baker"}}.
/// `id` may stand for a list of one; an empty list means nobody. invalid_input for anything
/// unknown or ill-typed.
Result<Mutation> read_mutation(const Json& json);

/// Reads {"seed":5,"candidates":12,"jobs":3}; what is not said is as in `start`.
Result<WorldOptions> read_reset(const Json& json, WorldOptions start);

/// invalid_input when `json` is no object or has a member beyond `known`.
std::optional<Error> refuse_others(const Json& json, const std::vector<std::string_view>& known);

}  // namespace crosswalk::sim
