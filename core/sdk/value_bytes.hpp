#pragma once

/// \file
/// A value as the C boundary carries it: the byte forms that abi.h gives for each ValueType.
/// Both sides compile this file, so neither can write what the other does not read.

#include <optional>
#include <string>
#include <string_view>

#include "sdk/fields.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

/// The type a value has by its alternative.
ValueType type_of(const Value& value);

/// Appends the bytes of `value` to `out`.
void append_value_bytes(const Value& value, std::string& out);

/// Reads a value of that type; nothing when the bytes are malformed. They may come from a
/// hostile library: no count is trusted and nothing is reserved ahead of the bytes.
std::optional<Value> read_value_bytes(ValueType type, std::string_view bytes);

}  // namespace crosswalk
