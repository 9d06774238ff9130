#include "cassette/scrub/shapes.hpp"

#include <algorithm>

#include "base/text/dates.hpp"

namespace crosswalk::sim {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return static_cast<unsigned char>(c) <= ' '; }

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

}  // namespace

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_blank(std::string_view text) { return std::ranges::all_of(text, is_space); }

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.find('.');
  return dot != 0 && dot != std::string_view::npos && !domain.ends_with('.') &&
         std::ranges::none_of(text, is_space);
}

bool is_phone(std::string_view text) {
  constexpr std::string_view between = "+-()./ ";
  const auto digits = std::ranges::count_if(text, is_digit);
  return digits >= 7 && static_cast<std::size_t>(digits) < text.size() &&
         !is_date_or_moment(text) && std::ranges::all_of(text, [&](char c) {
           return is_digit(c) || between.find(c) != std::string_view::npos;
         });
}

bool is_url(std::string_view text) {
  return (text.starts_with("http://") || text.starts_with("https://")) &&
         std::ranges::none_of(text, is_space);
}

bool is_profile(std::string_view text) {
  return text.find("linkedin.com/") != std::string_view::npos &&
         std::ranges::none_of(text, is_space);
}

bool is_identifier(std::string_view text) {
  constexpr std::size_t longest = 200;
  constexpr std::string_view others = "-_.:=(),~%&$/+";
  const bool plain = std::ranges::all_of(text, [&](char c) {
    return is_digit(c) || is_letter(c) || others.find(c) != std::string_view::npos;
  });
  const bool told = std::ranges::any_of(text, is_digit) || text.starts_with("urn:");
  return plain && told && text.size() <= longest;
}

bool is_moment(std::string_view text) {
  return text.size() > 10 && parse_instant(text).has_value();
}

bool is_date_or_moment(std::string_view text) { return parse_instant(text).has_value(); }

bool is_epoch(std::string_view text) {
  constexpr std::int64_t first = 1'104'537'600, last = 2'000'000'000;
  if (!all_digits(text) || (text.size() != 10 && text.size() != 13)) return false;
  std::int64_t told = 0;
  for (const char c : text.substr(0, 10)) told = 10 * told + (c - '0');
  return told >= first && told < last;
}

bool is_short_number(std::string_view text) { return all_digits(text) && text.size() <= 6; }

bool is_harmless(std::string_view value) {
  constexpr std::string_view comparing[] = {"gte", "gt",  "lte",  "lt",   "eq",   "in",
                                            "ne",  "asc", "desc", "true", "false"};
  while (!value.empty()) {
    const std::string_view part = value.substr(0, value.find_first_of("|,()"));
    const bool good = part.empty() || is_short_number(part) || is_epoch(part) ||
                      is_date_or_moment(part) ||
                      std::ranges::find(comparing, part) != std::end(comparing);
    if (!good) return false;
    value.remove_prefix(std::min(part.size() + 1, value.size()));
  }
  return true;
}

std::string squeezed(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      plain += static_cast<char>(c - 'A' + 'a');
    } else if (is_letter(c) || is_digit(c)) {
      plain += c;
    }
  }
  return plain;
}

bool ends_apart(std::string_view name, std::string_view end) {
  if (name.size() <= end.size()) return false;
  const std::string_view last = name.substr(name.size() - end.size());
  const char before = name[name.size() - end.size() - 1];
  const bool same = squeezed(last) == end;
  const bool capital = last.front() >= 'A' && last.front() <= 'Z';
  return same && (before == '_' || before == '-' || before == '.' || capital);
}

std::optional<std::string> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFF);
  }
  return bytes;
}

}  // namespace crosswalk::sim
