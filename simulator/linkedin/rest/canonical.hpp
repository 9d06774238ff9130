#pragma once

/// \file
/// One way of writing each JSON value, so that equal values have equal text and the ledger can
/// compare contents as strings. Parsing is simdjson's on-demand reader.

#include <simdjson.h>

#include <string>
#include <string_view>

namespace crosswalk::sim::linkedin {

/// Appends `text` as a JSON string: quote, backslash and control characters escaped, the rest
/// as UTF-8.
void append_quoted(std::string& out, std::string_view text);

/// Appends any JSON value without blanks. False when it is malformed or nested more than 16
/// levels deep; `out` is then void.
bool append_canonical(simdjson::ondemand::value value, std::string& out, int depth = 0);

/// Whether the value is a well-formed null; simdjson's own answer would throw when it is not.
bool is_null(simdjson::ondemand::value value);

/// X@X.X: one '@', something before it, a dot inside what follows, no blanks.
bool is_email(std::string_view text);

}  // namespace crosswalk::sim::linkedin
