#pragma once

/// \file
/// The opaque cursor of a walk: where it stands and which query it belongs to, proven by a
/// digest, so that the server remembers nothing and nobody can make one up.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "world/table.hpp"

namespace crosswalk::sim::greenhouse {

struct Cursor {
  std::string resource;
  std::string query;  ///< The first request's, as sent.
  Id after = 0;       ///< The last record given out.
  Instant issued{};
};

/// URL-safe Base64.
std::string write_cursor(const Cursor& cursor, std::string_view key);

/// invalid_input for anything write_cursor() did not make with the same key.
Result<Cursor> read_cursor(std::string_view text, std::string_view key);

}  // namespace crosswalk::sim::greenhouse
