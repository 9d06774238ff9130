#pragma once

/// \file
/// Times as text, both ways. No clock and no zone database: a zone is an offset or Z.

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace crosswalk {

/// ISO 8601 date and time with zone ("2026-02-03T09:15:00.120Z", "+01:00", seconds optional
/// fraction of 1..9 digits), or a bare date, which is midnight UTC. Nothing when it is not one,
/// or outside years 1970..9999. Fast: the mapping calls it for every record.
std::optional<Instant> parse_instant(std::string_view text);

/// "2026-02-03T09:15:00.120Z".
std::string format_instant(Instant at);

/// An HTTP date as RFC 9110 section 5.6.7 writes it (IMF-fixdate only).
std::optional<Instant> parse_http_date(std::string_view text);
std::string format_http_date(Instant at);

}  // namespace crosswalk
