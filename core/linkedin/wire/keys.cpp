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

void append_tilde_escaped(std::string& out, std::string_view value) {
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

}  // namespace

void append_key_value(std::string& out, std::string_view value, KeySyntax syntax) {
  if (syntax == KeySyntax::protocol_1) return append_tilde_escaped(out, value);
  out += value.empty() ? "''" : percent_encode(value);
}

KeyWriter::KeyWriter(KeySyntax syntax, std::string_view id_name, std::string_view parent_name,
                     const KeyParts& others)
    : syntax_(syntax) {
  for (const auto& [name, value] : others) {
    CROSSWALK_CHECK(name != id_name && name != parent_name);
    std::string escaped;
    append_key_value(escaped, value, syntax);
    parts_.push_back({name, std::move(escaped), Varies::never});
  }
  parts_.push_back({std::string(id_name), {}, Varies::with_id});
  if (!parent_name.empty()) {
    CROSSWALK_CHECK(parent_name != id_name);
    parts_.push_back({std::string(parent_name), {}, Varies::with_parent});
  }
  std::ranges::sort(parts_, {}, &Part::name);
}

void KeyWriter::append_value(std::string& out, const Part& part, std::string_view id,
                             std::string_view parent) const {
  if (part.varies == Varies::never) {
    out += part.value;
  } else {
    append_key_value(out, part.varies == Varies::with_id ? id : parent, syntax_);
  }
}

void KeyWriter::append_text(std::string& out, std::string_view id, std::string_view parent) const {
  const bool second = syntax_ == KeySyntax::protocol_2;
  for (std::size_t at = 0; at < parts_.size(); ++at) {
    if (at > 0) out += second ? ',' : '&';
    if (at == 0 && second) out += '(';
    out.append(parts_[at].name) += second ? ':' : '=';
    append_value(out, parts_[at], id, parent);
  }
  if (second) out += ')';
}

void KeyWriter::append_query(std::string& out, std::size_t index, std::string_view id,
                             std::string_view parent) const {
  if (syntax_ == KeySyntax::protocol_2) {
    out += index == 0 ? "ids=List(" : ",";
    return append_text(out, id, parent);
  }
  const std::string number = std::to_string(index);
  for (const Part& part : parts_) {
    if (!out.empty()) out += '&';
    out.append("ids%5B").append(number).append("%5D.").append(part.name) += '=';
    append_value(out, part, id, parent);
  }
}

void KeyWriter::close_query(std::string& out) const {
  if (syntax_ == KeySyntax::protocol_2) out += ')';
}

std::string plain_query(KeySyntax syntax, std::span<const std::string> ids) {
  const bool second = syntax == KeySyntax::protocol_2;
  std::string query = second ? "ids=List(" : "ids=";
  for (std::size_t at = 0; at < ids.size(); ++at) {
    if (at > 0) query += second ? "," : "&ids=";
    query += percent_encode(ids[at]);
  }
  if (second) query += ')';
  return query;
}

}  // namespace crosswalk
