#include "vendors/json_text.hpp"

#include "base/text/dates.hpp"

namespace crosswalk::sim {

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, copied, at - copied);
    copied = at + 1;
    switch (byte) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
  }
  out.append(text, copied);
  out += '"';
}

std::string& JsonObject::value(std::string_view name) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += '"';
  out_ += name;
  out_ += "\":";
  return out_;
}

JsonObject& JsonObject::text(std::string_view name, std::string_view text) {
  append_json_text(value(name), text);
  return *this;
}

JsonObject& JsonObject::text_or_null(std::string_view name, std::string_view text) {
  return text.empty() ? null(name) : this->text(name, text);
}

JsonObject& JsonObject::number(std::string_view name, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return raw(name, {digits, static_cast<std::size_t>(end - digits)});
}

JsonObject& JsonObject::number_or_null(std::string_view name, std::uint64_t number) {
  return number == 0 ? null(name) : this->number(name, number);
}

JsonObject& JsonObject::flag(std::string_view name, bool flag) {
  return raw(name, flag ? "true" : "false");
}

JsonObject& JsonObject::instant(std::string_view name, std::optional<Instant> at) {
  return at ? text(name, format_instant(*at)) : null(name);
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
  value(name) += json;
  return *this;
}

}  // namespace crosswalk::sim
