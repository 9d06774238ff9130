#pragma once

/// \file
/// Which header fields of a reply a client may act on. The others say who serves the vendor and
/// since when, and sometimes whom; they are left out.

#include <functional>
#include <string>
#include <string_view>

namespace crosswalk::sim {

/// `name` as squeezed() gives it: what the body is, where a listing goes on, how long to wait, what
/// a limit has left, and LinkedIn's own. `Date` is none: a replay says its own.
bool field_matters(std::string_view name);

/// Called with each URL of a header, and with what stands between them.
using RewriteLink = std::function<std::string(std::string_view part, bool is_url)>;

/// A Link header, `<URL>; rel="next"` and perhaps more of them. One that cannot be read is taken
/// for a URL as a whole.
std::string rewritten_link(std::string_view value, const RewriteLink& rewrite);

}  // namespace crosswalk::sim
