#pragma once

/// \file
/// Where bytes may go. An origin has one spelling here, so that comparing two of them is
/// comparing texts: a link that a vendor sends us is data from outside, and every trick that
/// makes two URL readers disagree about its host is a way to carry a token to a stranger.
/// Whatever is not plainly one host name is refused instead of being understood.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

/// The longest origin that is looked at; a DNS name has at most 253 bytes.
inline constexpr std::size_t origin_bytes_max = 280;

/// `text` as "https://host" or "https://host:port", in lower case and without the default port.
/// The host is a DNS name of two labels or more in ASCII (an international name in its xn--
/// form), never an address. With `allow_loopback`, `localhost`, `127.0.0.1` and `[::1]` are
/// taken too, over http or https. Anything else is invalid_input that says which rule it broke
/// and never repeats the text.
Result<std::string> checked_origin(std::string_view text, bool allow_loopback);

/// Whether a request target is a path and query as this product writes them: begins with one
/// '/', visible ASCII without '#', '\', '"', '<', '>', every '%' followed by two hex digits, at
/// most 16 KiB, and no segment of the path that is `.` or `..`, however it is encoded.
bool plain_target(std::string_view target);

}  // namespace crosswalk
