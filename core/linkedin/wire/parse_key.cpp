#include <algorithm>

#include "linkedin/wire/keys.hpp"
#include "sdk/http.hpp"

namespace crosswalk {
namespace {

// Only the four characters that Rest.li escapes this way; another tilde stands for itself.
char tilde_escape(std::string_view two) {
  if (two == "2E" || two == "2e") return '.';
  if (two == "5B" || two == "5b") return '[';
  if (two == "5D" || two == "5d") return ']';
  if (two == "7E" || two == "7e") return '~';
  return '\0';
}

std::optional<std::string> decoded(std::string_view text, KeySyntax syntax) {
  if (syntax == KeySyntax::protocol_2 && text == "''") return std::string();
  auto plain_text = percent_decode(text);
  if (!plain_text || syntax == KeySyntax::protocol_2) return plain_text;
  if (plain_text->find('~') == std::string::npos) return plain_text;
  std::string out;
  out.reserve(plain_text->size());
  for (std::size_t at = 0; at < plain_text->size(); ++at) {
    const char c = (*plain_text)[at];
    const char escaped =
        c == '~' ? tilde_escape(std::string_view(*plain_text).substr(at + 1, 2)) : '\0';
    out += escaped ? escaped : c;
    if (escaped) at += 2;
  }
  return out;
}

// One "name=value" or "name:value". A value of protocol 2 may hold a bare ':', as URNs do where
// somebody forgot to escape them, and no other character of the syntax.
bool add_part(KeyParts& parts, std::string_view part, KeySyntax syntax) {
  const bool second = syntax == KeySyntax::protocol_2;
  const std::size_t middle = part.find(second ? ':' : '=');
  if (middle == std::string_view::npos || middle == 0) return false;
  if (parts.size() == key_parts_max) return false;
  const std::string_view given = part.substr(middle + 1);
  if (second && (given.empty() || part.find_first_of("()") != std::string_view::npos)) return false;
  auto name = decoded(part.substr(0, middle), syntax);
  auto value = decoded(given, syntax);
  if (!name || name->empty() || !value) return false;
  parts.emplace_back(std::move(*name), std::move(*value));
  return true;
}

// What stands between the parentheses of a protocol 2 key, without its parameters, which are of
// no use to us and stand first where there are any.
std::optional<std::string_view> inside(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  constexpr std::string_view parameters = "$params:(";
  if (!text.starts_with(parameters)) return text;
  std::size_t depth = 1;
  std::size_t at = parameters.size();
  for (; at < text.size() && depth > 0; ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')') --depth;
  }
  if (depth > 0 || at == text.size() || text[at] != ',') return std::nullopt;
  return text.substr(at + 1);
}

}  // namespace

std::optional<KeyParts> parse_key(std::string_view text, KeySyntax syntax) {
  if (text.empty() || text.size() > key_bytes_max) return std::nullopt;
  const bool second = syntax == KeySyntax::protocol_2;
  if (second) {
    const auto within = inside(text);
    if (!within) return std::nullopt;
    text = *within;
  }
  KeyParts parts;
  while (true) {
    const std::size_t end = text.find(second ? ',' : '&');
    if (!add_part(parts, text.substr(0, end), syntax)) return std::nullopt;
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  std::ranges::sort(parts);
  const auto same_name = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::ranges::adjacent_find(parts, same_name) != parts.end()) return std::nullopt;
  return parts;
}

}  // namespace crosswalk
