#pragma once

/// \file
/// The records that a row hangs on, as the bytes they are stored as: of each its kind, the length
/// of its id, and the id.

#include <string>
#include <string_view>
#include <vector>

#include "sdk/record.hpp"

namespace crosswalk::store {

/// Needs ids of at most 255 bytes, which is what a usable one has at most.
std::string encode_parents(const std::vector<RecordKey>& parents);

/// The same back; bytes that end early give what they hold.
std::vector<RecordKey> decode_parents(std::string_view bytes);

}  // namespace crosswalk::store
