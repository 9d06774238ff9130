#include "linkedin/wire/keys.hpp"

#include <algorithm>

#include "sdk/http.hpp"

namespace crosswalk {
namespace {

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '-' || c == '_' || c == ':';
}

// Names are ours and plain, but for the dot that ties an index to them.
void append_pair(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += '=';
  append_key_value(out, value);
}

// Only the four characters that Rest.li escapes this way; another tilde stands for itself.
char tilde_escape(std::string_view two) {
  if (two == "2E" || two == "2e") return '.';
  if (two == "5B" || two == "5b") return '[';
  if (two == "5D" || two == "5d") return ']';
  if (two == "7E" || two == "7e") return '~';
  return '\0';
}

std::optional<std::string> decoded(std::string_view text) {
  auto plain_text = percent_decode(text);
  if (!plain_text || plain_text->find('~') == std::string::npos) return plain_text;
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

}  // namespace

void append_key_value(std::string& out, std::string_view value) {
  static constexpr char digits[] = "0123456789ABCDEF";
  for (const char c : value) {
    if (plain(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool tilde = c == '.' || c == '[' || c == ']' || c == '~';
    out += tilde ? '~' : '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

std::string key_text(const KeyParts& parts) {
  std::string out;
  for (const auto& [name, value] : parts) {
    if (!out.empty()) out += '&';
    append_pair(out, name, value);
  }
  return out;
}

void append_key_query(std::string& out, std::size_t index, const KeyParts& parts) {
  const std::string prefix = "ids%5B" + std::to_string(index) + "%5D.";
  for (const auto& [name, value] : parts) {
    if (!out.empty()) out += '&';
    out += prefix;
    append_pair(out, name, value);
  }
}

std::optional<KeyParts> parse_key(std::string_view text) {
  if (text.empty() || text.size() > key_bytes_max) return std::nullopt;
  KeyParts parts;
  while (true) {
    const std::size_t end = text.find('&');
    const std::string_view part = text.substr(0, end);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    if (parts.size() == key_parts_max) return std::nullopt;
    auto name = decoded(part.substr(0, equals));
    auto value = decoded(part.substr(equals + 1));
    if (!name || name->empty() || !value) return std::nullopt;
    parts.emplace_back(std::move(*name), std::move(*value));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  std::ranges::sort(parts);
  const auto same_name = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::ranges::adjacent_find(parts, same_name) != parts.end()) return std::nullopt;
  return parts;
}

}  // namespace crosswalk
