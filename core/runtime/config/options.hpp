#pragma once

/// \file
/// Every key of the daemon's configuration, in one table: name, type, default, bounds and what
/// it is for. Reading, `config check`, the help text and the README section all come from it.
/// Sections are written with a dot, lists of sections with "[]": "tenants[].linkedin.api".

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk {

enum class OptionType : std::uint8_t {
  section,   ///< A map of further keys of the table.
  sections,  ///< A list of such maps.
  text,      ///< Any text.
  name,      ///< 1..64 lower-case letters, digits, '-' and '_', a letter or digit first.
  path,      ///< A file or directory; a relative one is below the configuration's own folder.
  word,      ///< One of `words`.
  flag,      ///< true or false.
  integer,   ///< Digits, within the bounds.
  duration,  ///< Digits and one of ms, s, m, h, d; bounds in milliseconds.
  origin,    ///< https://host or https://host:port.
  urn,       ///< urn:li:organization:NUMBER.
  secret,    ///< file:PATH or credential:NAME.
  texts,     ///< A list of text.
  pairs,     ///< A map of free names to text.
  secrets    ///< A map of free names to references.
};

std::string_view name_of(OptionType type);

struct OptionSpec {
  std::string_view path;
  OptionType type = OptionType::text;
  bool required = false;
  std::string_view fallback;  ///< As it would be written; empty: none.
  std::int64_t least = 0;     ///< Of an integer or a duration.
  std::int64_t most = 0;
  std::string_view words;  ///< Of a word, separated by '|'.
  std::string_view help;
};

/// The whole table, in the order a person best reads it.
std::span<const OptionSpec> option_table();

/// The row of a path; nothing when there is none.
const OptionSpec* find_option(std::string_view path);

/// The rows directly below a section; the empty path is the document.
std::vector<const OptionSpec*> options_below(std::string_view section);

/// The last part of a path: "api".
std::string_view key_of(const OptionSpec& option);

/// "30s", "5m", "7d"; nothing when it is not written so, or has more than 12 digits.
std::optional<Duration> parse_duration(std::string_view text);

/// The table for a terminal, at most 100 columns wide.
std::string options_help();

/// The table as a Markdown section of the README.
std::string options_markdown();

}  // namespace crosswalk
