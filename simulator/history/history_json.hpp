#pragma once

/// \file
/// Histories as JSON: for `--json`, and for the child that plays a scenario and hands what happened
/// to its parent. Reading gives back what was written; it trusts nothing all the same, because a
/// child that dies may leave half a text behind.

#include <string_view>

#include "history/history.hpp"

namespace crosswalk::sim {

/// Times are whole milliseconds since 1970.
Json to_json(const History& history);

/// invalid_input, with the member's name, for what to_json() does not write.
Result<History> history_in(const Json& json);

/// The words of Happening::What: "step", "request", "push", "effect", "alarm".
std::string_view name_of(Happening::What what);

}  // namespace crosswalk::sim
