#pragma once

/// \file
/// Which header fields of a reply a client may act on. The others say who serves the vendor and
/// since when, and sometimes whom; they are left out.

#include <string_view>

namespace crosswalk::sim {

/// `name` as squeezed() gives it: what the body is, where a listing goes on, how long to wait, what
/// a limit has left, and LinkedIn's own. `Date` is none: a replay says its own.
bool field_matters(std::string_view name);

}  // namespace crosswalk::sim
