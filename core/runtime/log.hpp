#pragma once

/// \file
/// The daemon's log: one line per event, a fixed word and named values, never a sentence with
/// somebody in it. There is no way to log free text, so a record, a secret or a vendor's words
/// cannot slip in by accident; values are escaped, so they cannot forge a line either.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// One named value. The text is borrowed for the call; cut at 200 bytes.
struct LogField {
  LogField(std::string_view field_name, std::string_view value) : name(field_name), text(value) {}
  LogField(std::string_view field_name, const char* value) : name(field_name), text(value) {}
  LogField(std::string_view field_name, const std::string& value) : name(field_name), text(value) {}
  LogField(std::string_view field_name, std::int64_t value)
      : name(field_name), number(value), is_number(true) {}

  std::string_view name;
  std::string_view text;
  std::int64_t number = 0;
  bool is_number = false;
};

/// "debug", "info", "warning" or "error"; anything else is invalid_input.
Result<LogLevel> log_level(std::string_view name);

/// Sets the least level written. Lines go to standard error, which the supervisor keeps.
void start_log(LogLevel least);

/// Writes `event=WORD name=value …`. [any thread]
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

/// The line log() would write, for the test of its escaping.
std::string log_line(std::string_view event, std::initializer_list<LogField> fields);

}  // namespace crosswalk
