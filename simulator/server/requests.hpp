#pragma once

/// \file
/// What may be asked of the control side, read from JSON: changes of the world, and what the
/// tenant under test lets out. Input is hostile; every mistake is named.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text/json.hpp"
#include "judge/judge.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {

/// Reads {"kind":"candidate","op":"update","ids":[1],"count":3,"fields":{"title":"Baker"}}.
/// `id` may stand for a list of one; an empty list means nobody. invalid_input for anything
/// unknown or ill-typed.
Result<Mutation> read_mutation(const Json& json);

/// Reads {"availability":"PUBLIC","private_candidates":true,"withheld_fields":["..."]}: the names
/// of TenantPolicy, each optional, for `organization`.
Result<TenantPolicy> read_policy(const Json& json, std::string_view organization);

/// A whole number of 0..max under that name; `fallback` when absent, nothing when ill-typed.
std::optional<std::int64_t> whole_number_in(const Json& json, std::string_view name,
                                            std::int64_t fallback, std::int64_t max);

}  // namespace crosswalk::sim
