#include "linkedin/wire/keys.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "sdk/http.hpp"

namespace crosswalk {
namespace {

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == ':';
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

KeyWriter::KeyWriter(std::string_view id_name, const KeyParts& others) {
  for (const auto& [name, value] : others) {
    CROSSWALK_CHECK(name != id_name);
    std::string escaped;
    append_key_value(escaped, value);
    parts_.emplace_back(name, std::move(escaped));
  }
  parts_.emplace_back(std::string(id_name), std::string());
  std::ranges::sort(parts_);
  while (parts_[id_at_].first != id_name) ++id_at_;
}

void KeyWriter::append_text(std::string& out, std::string_view id) const {
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    if (at > 0) out += '&';
    out.append(parts_[at].first).append("=").append(parts_[at].second);
    if (at == id_at_) append_key_value(out, id);
  }
}

void KeyWriter::append_query(std::string& out, std::size_t index, std::string_view id) const {
  const std::string number = std::to_string(index);
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    if (!out.empty()) out += '&';
    out.append("ids%5B").append(number).append("%5D.");
    out.append(parts_[at].first).append("=").append(parts_[at].second);
    if (at == id_at_) append_key_value(out, id);
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
