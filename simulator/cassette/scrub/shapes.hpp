#pragma once

/// \file
/// What a text looks like, whatever its name says: an address, a telephone number, an identifier.
/// A name may lie and be missing; who scrubs asks both.

#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::sim {

bool all_digits(std::string_view text);  ///< False for an empty one.
bool is_blank(std::string_view text);    ///< Nothing but white space.

/// X@X.X without blanks.
bool is_email(std::string_view text);

/// Seven digits or more with nothing but "+-()./ " between, and not digits alone: those may be an
/// id, which its name tells.
bool is_phone(std::string_view text);

/// http:// or https:// and no blank.
bool is_url(std::string_view text);

/// An address at linkedin.com, with or without a scheme.
bool is_profile(std::string_view text);

/// Letters, digits and "-_.:=(),~%&$/+" with a digit among them, at most 200 bytes; or a URN.
bool is_identifier(std::string_view text);

/// A date and time with zone.
bool is_moment(std::string_view text);
/// That, or a bare date.
bool is_date_or_moment(std::string_view text);

/// Seconds or milliseconds since 1970 between 2005 and 2033. Ten digits that begin with 2 or more
/// are how numbers of telephones in America are written, and no time of these years.
bool is_epoch(std::string_view text);
/// Six digits at most: a count, a page, a duration; too short for a telephone's.
bool is_short_number(std::string_view text);

/// Short numbers, times and the words that compare them: "gte|2026-01-01T00:00:00Z|lt|...".
bool is_harmless(std::string_view text);

/// Lower-case letters and digits of a name: "first_name", "firstName" and "First name" are one.
std::string squeezed(std::string_view name);

/// Whether a name of several words ends with that one: "created_at" and "createdAt" with "at".
/// "format" ends with the same letters and means something else.
bool ends_apart(std::string_view name, std::string_view end);

/// Undoes standard or URL-safe base64, padded or not; nothing when it is none.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace crosswalk::sim
