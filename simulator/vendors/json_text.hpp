#pragma once

/// \file
/// Writes JSON straight into a text, one record at a time. Records are kept as text and pages
/// are glued from them, so there is no tree anywhere on the way to the wire.

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace crosswalk::sim {

/// Appends `text` as a JSON string, quotes included. Text must be UTF-8; it is not escaped
/// beyond what JSON demands.
void append_json_text(std::string& out, std::string_view text);

/// "2026-02-03T09:15:00.120Z"; `at` must lie in the years 0 to 9999.
std::array<char, 24> instant_text(Instant at);

/// Appends one object member by member. Names are written as they are.
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

  JsonObject& text(std::string_view name, std::string_view value);
  /// null when empty.
  JsonObject& text_or_null(std::string_view name, std::string_view value);
  JsonObject& number(std::string_view name, std::uint64_t value);
  /// null when 0.
  JsonObject& number_or_null(std::string_view name, std::uint64_t value);
  JsonObject& flag(std::string_view name, bool value);
  JsonObject& null(std::string_view name) { return raw(name, "null"); }
  /// "2026-02-03T09:15:00.120Z", or null.
  JsonObject& instant(std::string_view name, std::optional<Instant> value);
  /// `json` must be one JSON value.
  JsonObject& raw(std::string_view name, std::string_view json);
  /// The place to append a value of one's own to.
  std::string& value(std::string_view name);
  /// The text written so far, whose last value may still be changed.
  std::string& written() { return out_; }

  void close() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace crosswalk::sim
