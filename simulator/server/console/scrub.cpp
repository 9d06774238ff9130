#include "server/console/scrub.hpp"

#include <algorithm>
#include <array>

namespace crosswalk::sim {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
  return at;
}

// Behind the end of the JSON text whose first character is at `at`; a cut one ends with the text.
std::size_t end_of_text(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

std::size_t end_of_parameter(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of("&; \n\"", at), text.size());
}

}  // namespace

bool holds_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 7> parts{
      "authorization", "secret", "accesstoken", "refreshtoken", "apikey", "password", "cookie"};
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return plain.find(part) != std::string::npos; });
}

std::string without_secrets(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (!is_name(text[at])) {
      shown += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name(text[end])) ++end;
    const std::string_view name = text.substr(at, end - at);
    shown += name;
    at = end;
    if (!holds_secret(name)) continue;
    if (at < text.size() && text[at] == '=') {
      shown += '=';
      shown += hidden;
      at = end_of_parameter(text, at + 1);
      continue;
    }
    const std::size_t colon = at < text.size() && text[at] == '"' ? skip_blanks(text, at + 1) : at;
    if (colon == at || colon >= text.size() || text[colon] != ':') continue;
    const std::size_t value = skip_blanks(text, colon + 1);
    if (value >= text.size() || text[value] != '"') continue;
    shown += text.substr(at, value + 1 - at);
    shown += hidden;
    at = end_of_text(text, value + 1);
  }
  return shown;
}

}  // namespace crosswalk::sim
