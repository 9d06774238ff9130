#include "linkedin/rest/canonical.hpp"

#include <algorithm>
#include <charconv>

namespace crosswalk::sim::linkedin {
namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

constexpr int depth_max = 16;

bool append_members(object members, std::string& out, int depth) {
  out += '{';
  const std::size_t first = out.size();
  for (auto member : members) {
    std::string_view name;
    value inner;
    if (member.unescaped_key().get(name) || member.value().get(inner)) return false;
    if (out.size() > first) out += ',';
    append_quoted(out, name);
    out += ':';
    if (!append_canonical(inner, out, depth + 1)) return false;
  }
  out += '}';
  return true;
}

bool append_items(simdjson::ondemand::array items, std::string& out, int depth) {
  out += '[';
  const std::size_t first = out.size();
  for (auto item : items) {
    value inner;
    if (item.get(inner)) return false;
    if (out.size() > first) out += ',';
    if (!append_canonical(inner, out, depth + 1)) return false;
  }
  out += ']';
  return true;
}

bool append_number(value number, std::string& out) {
  std::int64_t whole = 0;
  if (number.get_int64().get(whole) == simdjson::SUCCESS) {
    out += std::to_string(whole);
    return true;
  }
  double real = 0;
  if (number.get_double().get(real)) return false;
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, real).ptr;
  out.append(text, end);
  return true;
}

}  // namespace

bool append_canonical(value any, std::string& out, int depth) {
  json_type type{};
  if (depth > depth_max || any.type().get(type)) return false;
  std::string_view text;
  bool flag = false;
  object members;
  simdjson::ondemand::array items;
  switch (type) {
    case json_type::object:
      return any.get_object().get(members) == simdjson::SUCCESS &&
             append_members(members, out, depth);
    case json_type::array:
      return any.get_array().get(items) == simdjson::SUCCESS && append_items(items, out, depth);
    case json_type::string:
      if (any.get_string().get(text)) return false;
      append_quoted(out, text);
      return true;
    case json_type::number:
      return append_number(any, out);
    case json_type::boolean:
      if (any.get_bool().get(flag)) return false;
      out += flag ? "true" : "false";
      return true;
    case json_type::null:
      break;
  }
  out += "null";
  return is_null(any);
}

bool is_null(value any) {
  bool null = false;
  return any.is_null().get(null) == simdjson::SUCCESS && null;
}

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) continue;
    out.append(text, plain, at - plain);
    plain = at + 1;
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += "\\u00";
      out += digits[static_cast<unsigned char>(c) >> 4];
      out += digits[c & 15];
    }
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == domain.size()) return false;
  return domain.find('@') == std::string_view::npos &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

}  // namespace crosswalk::sim::linkedin
