#pragma once

/// \file
/// The pure transforms of the manifest language: a closed set, each a function of its text. What
/// a connector cannot say with them it says in a hook.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk {

/// What a value is read as.
enum class ReadAs : std::uint8_t {
  text,
  instant,     ///< ISO 8601, what every instant field reads unless told otherwise.
  instant_s,   ///< Seconds since 1970, as a number or as digits.
  instant_ms,  ///< Milliseconds since 1970.
  phone,       ///< Digits and a leading or inner '+', nothing else; nothing is guessed.
  country      ///< A country's two-letter code, lower case.
};

enum class NamePart : std::uint8_t { whole, first, last };

/// Applied in the order of the members.
struct Transforms {
  bool html_to_text = false;
  bool trim = false;
  NamePart split_name = NamePart::whole;
  std::vector<std::pair<std::string, std::string>> words;  ///< The vendor's and ours.
  std::optional<std::string> otherwise;                    ///< For a word not among them.
  ReadAs as = ReadAs::text;
  bool keep_valid = false;              ///< E-mail addresses only.
  std::optional<std::string> fallback;  ///< When there is nothing at all.

  bool none() const;
  bool trims_at_most() const;
};

/// Without white space at both ends.
std::string_view trim(std::string_view text);

/// The first or last name out of one text: "Given Family", or "Family, Given". Lower-case
/// particles before the last word ("van der", "de") belong to it. One word is a first name.
std::string_view split_name(std::string_view whole, NamePart part);

/// Digits and '+'; empty without a digit.
std::string phone(std::string_view text);

/// The lower-case ISO 3166 code of a two-letter or three-letter code, or of an English short
/// name that is often used; nothing for anything else.
std::optional<std::string> country(std::string_view text);

/// The text of a piece of HTML: entities decoded, tags gone, blocks on lines of their own, items
/// with a dash, scripts and styles left out, runs of blanks made one. Linear in its size.
std::string html_to_text(std::string_view html);

/// x@x.x without blanks or control characters: the least LinkedIn asks of an address.
bool is_email(std::string_view text);

/// A text that stands for these: the same for the same texts in the same order, and for no others.
std::string digest_text(std::span<const std::string_view> parts);

/// A whole number of seconds or milliseconds within the years 1970..9999.
std::optional<Instant> epoch_instant(std::string_view digits, ReadAs as);

}  // namespace crosswalk
