#pragma once

/// \file
/// Identifiers and names of fields that tell nothing of anybody. Vendors make ids of what they
/// have, and some of names: "jane-doe-1234". What is not known to be a number, a UUID or the like
/// is replaced, in bodies and in paths alike, so that joins go on working.

#include <functional>
#include <string>
#include <string_view>

namespace crosswalk::sim {

/// Numbers, UUIDs, hexadecimal ones of twelve digits or more, and numbers behind two letters at
/// most or a word for a record: "R-7", "job_12". At most 64 bytes.
bool tells_nobody(std::string_view id);

using Replace = std::function<std::string(std::string_view)>;

/// `id` with each part replaced that may tell something. A part is what stands in a URN's last
/// place or in a compound key between "(),:="; its field names and words in capitals stay.
std::string rewritten_id(std::string_view id, const Replace& replace);

/// Whether it is written as programs name fields: snake_case, camelCase, CAPITALS, dotted types,
/// with "[0]" and "[gte]" behind. At most 64 bytes.
bool is_field_name(std::string_view name);

/// A segment of a path that names an endpoint: letters and "-_.", or a version.
bool is_endpoint(std::string_view segment);

}  // namespace crosswalk::sim
