#pragma once

/// \file
/// Points in time as values. Everything below `runtime` receives the time as an argument and
/// never asks for it; milliseconds since the epoch, UTC, is also what LinkedIn counts in.

#include <chrono>
#include <cstdint>

namespace crosswalk {

using Duration = std::chrono::milliseconds;

/// A point in time, UTC, in milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<Duration>;

/// Milliseconds since the epoch.
inline std::int64_t to_ms(Instant at) { return at.time_since_epoch().count(); }

/// The inverse of to_ms().
inline Instant from_ms(std::int64_t ms) { return Instant{Duration{ms}}; }

}  // namespace crosswalk
