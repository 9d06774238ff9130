#include "report/standins/patterns.hpp"

#include <algorithm>
#include <array>

namespace crosswalk::sim {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool is_one_of(char c, std::string_view all) { return all.find(c) != std::string_view::npos; }

std::optional<Found> find_mail(std::string_view run) {
  for (std::size_t at = run.find('@'); at != std::string_view::npos; at = run.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && (is_word_char(run[begin - 1]) || is_one_of(run[begin - 1], "._%+-'"))) {
      --begin;
    }
    while (end < run.size() && (is_word_char(run[end]) || is_one_of(run[end], ".-"))) ++end;
    while (end > at + 1 && is_one_of(run[end - 1], ".-")) --end;
    if (begin < at && end > at + 1) return Found{begin, end - begin, Personal::email};
  }
  return std::nullopt;
}

std::optional<Found> find_urn(std::string_view run) {
  static constexpr auto kinds = std::to_array<std::string_view>(
      {"urn:li:person:", "urn:li:member:", "urn:li:seat:", "urn:li:hireSeat:"});
  for (const std::string_view kind : kinds) {
    const std::size_t begin = run.find(kind);
    if (begin == std::string_view::npos) continue;
    std::size_t end = begin + kind.size();
    while (end < run.size() && (is_word_char(run[end]) || is_one_of(run[end], "_-.~%"))) ++end;
    if (end > begin + kind.size()) return Found{begin, end - begin, Personal::member};
  }
  return std::nullopt;
}

std::optional<Found> find_profile(std::string_view run) {
  for (const std::string_view mark : {"linkedin.com/in/", "linkedin.com/pub/"}) {
    const std::size_t at = run.find(mark);
    if (at == std::string_view::npos) continue;
    const std::size_t scheme = run.substr(0, at).rfind("http");
    std::size_t begin = scheme == std::string_view::npos ? at : scheme;
    while (begin > 0 && (is_word_char(run[begin - 1]) || run[begin - 1] == '.')) --begin;
    std::size_t end = at + mark.size();
    while (end < run.size() && (is_word_char(run[end]) || is_one_of(run[end], "_-./%~"))) ++end;
    return Found{begin, end - begin, Personal::profile};
  }
  return std::nullopt;
}

std::optional<Found> find_token(std::string_view run) {
  const std::size_t begin = run.find("eyJ");
  if (begin == std::string_view::npos) return std::nullopt;
  std::size_t end = begin;
  while (end < run.size() && (is_word_char(run[end]) || is_one_of(run[end], "._-"))) ++end;
  if (end - begin < 24) return std::nullopt;
  return Found{begin, end - begin, Personal::secret};
}

}  // namespace

bool is_word_char(char c) {
  return is_digit(c) || is_ascii_letter(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::size_t sign_size(std::string_view text) {
  if (text.starts_with("\xE2\x80") && text.size() > 2) return 3;
  return text.starts_with("\xC2\xA0") ? 2 : 0;
}

std::size_t word_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_word_char(text[size])) {
    if (sign_size(text.substr(size)) > 0) break;
    ++size;
  }
  return size;
}

std::optional<Found> find_personal(std::string_view run) {
  std::optional<Found> first;
  for (const auto& found : {find_profile(run), find_mail(run), find_urn(run), find_token(run)}) {
    if (found && (!first || found->begin < first->begin)) first = found;
  }
  return first;
}

std::size_t phone_size(std::string_view text) {
  if (text.empty() || !is_one_of(text[0], "+0(")) return 0;
  std::size_t digits = 0, gaps = 0, end = 0, at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (is_digit(c)) {
      ++digits;
      end = at + 1;
    } else if (is_one_of(c, " -()/.") || (c == '+' && at == 0)) {
      // Two of them at once are no part of a number, but for a bracket.
      if (at > end + 1) break;
      gaps += at > 0 ? 1U : 0U;
    } else {
      break;
    }
  }
  const bool runs_on = end < text.size() && is_word_char(text[end]);
  const bool looks = text[0] == '+' || gaps > 0;
  return digits >= 9 && digits <= 15 && looks && !runs_on ? end : 0;
}

std::size_t credentials_size(std::string_view text, std::size_t& scheme) {
  for (const std::string_view word : {"Bearer ", "Basic ", "bearer ", "basic "}) {
    if (!text.starts_with(word)) continue;
    std::size_t end = word.size();
    while (end < text.size() && !is_blank(text[end]) && !is_one_of(text[end], "\"',;<>")) ++end;
    const std::string_view given = text.substr(word.size(), end - word.size());
    // "Basic terms" is a sentence.
    const bool tells =
        std::ranges::any_of(given, [](char c) { return is_digit(c) || is_one_of(c, "=_+/."); });
    if (given.size() < 4 || !(tells || given.size() > 20)) return 0;
    scheme = word.size();
    return end;
  }
  return 0;
}

std::string percent_decoded(std::string_view text, bool form) {
  const auto hex = [](char c) -> int {
    if (is_digit(c)) return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool room = text[at] == '%' && at + 2 < text.size();
    if (room && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0) {
      out += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
      at += 2;
    } else {
      out += form && text[at] == '+' ? ' ' : text[at];
    }
  }
  return out;
}

}  // namespace crosswalk::sim
