#include "vendors/greenhouse/cursor.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text/digest.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

constexpr std::size_t proof_bytes = 12;
constexpr std::size_t cursor_bytes_max = 16 * 1024;

std::string url_safe(std::string_view bytes) {
  std::string text = to_base64(bytes);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

int six_bits(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '-') return 62;
  return c == '_' ? 63 : -1;
}

std::optional<std::string> from_url_safe(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const int value = six_bits(c);
    if (value < 0) return std::nullopt;
    held = (held << 6) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((held >> bits) & 0xff);
  }
  return bytes;
}

std::string proof(std::string_view text, std::string_view key) {
  const Sha256 digest = hmac_sha256(key, text);
  return std::string(bytes_of(digest).substr(0, proof_bytes));
}

/// Cuts the part before the next line break off `text`.
std::string_view next_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

}  // namespace

std::string write_cursor(const Cursor& cursor, std::string_view key) {
  std::string text = cursor.resource + '\n' + std::to_string(cursor.after) + '\n' +
                     std::to_string(to_ms(cursor.issued)) + '\n' + cursor.query;
  return url_safe(proof(text, key) + text);
}

Result<Cursor> read_cursor(std::string_view text, std::string_view key) {
  const Error wrong{ErrorCode::invalid_input, "not a cursor of ours", "cursor"};
  if (text.size() > cursor_bytes_max) return wrong;
  const auto bytes = from_url_safe(text);
  if (!bytes || bytes->size() <= proof_bytes) return wrong;
  std::string_view rest = *bytes;
  const std::string_view given = rest.substr(0, proof_bytes);
  rest.remove_prefix(proof_bytes);
  if (!equal_in_constant_time(given, proof(rest, key))) return wrong;
  Cursor cursor;
  cursor.resource = next_line(rest);
  const std::string_view after = next_line(rest);
  const std::string_view issued = next_line(rest);
  std::int64_t ms = 0;
  std::from_chars(after.data(), after.data() + after.size(), cursor.after);
  std::from_chars(issued.data(), issued.data() + issued.size(), ms);
  cursor.issued = from_ms(ms);
  cursor.query = rest;
  return cursor;
}

}  // namespace crosswalk::sim::greenhouse
