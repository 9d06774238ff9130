#pragma once

/// \file
/// What must be known of UTF-8 without a library: whether bytes are well formed, and how many
/// code points they hold, since that is what LinkedIn's limits count. Text from outside is
/// checked once, where it enters; after that it is taken as well formed.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace crosswalk {

/// The length, 1 to 4, of the well-formed sequence that begins at `at`, which must lie within
/// the text; 0 when there is none. Overlong forms, surrogates and anything beyond U+10FFFF are
/// not well formed (Unicode standard, table 3-7), nor is a sequence the text ends within.
inline std::size_t utf8_sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<std::uint8_t>(text[index]) : std::uint8_t{0};
  };
  const auto follows = [&](std::size_t index) { return (byte(index) & 0xC0U) == 0x80U; };
  const std::uint8_t first = byte(at);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !follows(at + 1)) return 0;
  if (first < 0xE0) return 2;
  // From here the second byte decides: E0 and F0 have overlong forms below a bound, ED has the
  // surrogates and F4 what lies beyond Unicode above one.
  const std::uint8_t second = byte(at + 1);
  if (!follows(at + 2)) return 0;
  if (first < 0xF0) {
    const bool bad = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F);
    return bad ? 0 : 3;
  }
  const bool bad = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return bad || !follows(at + 3) ? 0 : 4;
}

/// Whether all of `text` is well formed; an empty one is. O(size). Plain ASCII, which is most
/// of what vendors send, is passed eight bytes at a time.
inline bool valid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, sizeof word);
      if ((word & 0x8080808080808080ULL) == 0) {
        at += 8;
        continue;
      }
    }
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

/// The code points of a text, which must be well formed: a letter with a combining accent
/// counts as two. O(size).
inline std::size_t code_points(std::string_view text) {
  // Every byte begins a code point but those that continue one.
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

}  // namespace crosswalk
