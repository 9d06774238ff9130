#include "mapping/map/transforms.hpp"

#include <algorithm>
#include <charconv>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view last_word(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && !is_blank(text[at - 1])) --at;
  return text.substr(at);
}

// "van", "de", "der": written small, part of what follows. Only ASCII has a case here.
bool is_particle(std::string_view word) {
  return !word.empty() && word.front() >= 'a' && word.front() <= 'z';
}

}  // namespace

bool Transforms::trims_at_most() const {
  return !html_to_text && split_name == NamePart::whole && words.empty() && as == ReadAs::text &&
         !keep_valid && !fallback;
}

bool Transforms::none() const { return !trim && trims_at_most(); }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view split_name(std::string_view whole, NamePart part) {
  whole = trim(whole);
  if (part == NamePart::whole) return whole;
  const std::size_t comma = whole.find(',');
  if (comma != std::string_view::npos) {
    return trim(part == NamePart::last ? whole.substr(0, comma) : whole.substr(comma + 1));
  }
  std::size_t cut = whole.size();
  for (;;) {
    const std::string_view before = trim(whole.substr(0, cut));
    const std::string_view word = last_word(before);
    if (word.size() == before.size()) break;
    if (cut != whole.size() && !is_particle(word)) break;
    cut = static_cast<std::size_t>(word.data() - whole.data());
  }
  if (cut == whole.size()) return part == NamePart::first ? whole : std::string_view();
  return trim(part == NamePart::first ? whole.substr(0, cut) : whole.substr(cut));
}

std::string phone(std::string_view text) {
  std::string kept;
  bool digit = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit || c == '+') kept += c;
    digit = digit || is_digit;
  }
  return digit ? kept : std::string();
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.find('.');
  if (dot == 0 || dot == std::string_view::npos || domain.ends_with('.')) return false;
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F;
  });
}

std::optional<Instant> epoch_instant(std::string_view digits, ReadAs as) {
  constexpr std::int64_t year_9999_ms = 253'402'300'799'999;
  std::int64_t count = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, trouble] = std::from_chars(digits.data(), end, count);
  const std::int64_t unit = as == ReadAs::instant_s ? 1000 : 1;
  if (trouble != std::errc{} || stopped != end || count < 0 || count > year_9999_ms / unit) {
    return std::nullopt;
  }
  return from_ms(count * unit);
}

std::string digest_text(std::span<const std::string_view> parts) {
  constexpr std::size_t bytes = 16;
  std::string whole;
  for (const std::string_view part : parts) {
    whole.append(std::to_string(part.size())).append(":").append(part);
  }
  return to_hex(bytes_of(sha256(whole)).substr(0, bytes));
}

}  // namespace crosswalk
