#include "vendors/json_text.hpp"

#include <chrono>

namespace crosswalk::sim {
namespace {

/// Writes `value` with exactly `digits` digits.
void put_digits(char* place, unsigned value, int digits) {
  for (int at = digits - 1; at >= 0; --at, value /= 10) {
    place[at] = static_cast<char>('0' + value % 10);
  }
}

}  // namespace

std::array<char, 24> instant_text(Instant at) {
  std::array<char, 24> text{"0000-00-00T00:00:00.000"};
  const auto midnight = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss time(at - midnight);
  put_digits(&text[0], static_cast<unsigned>(static_cast<int>(date.year())), 4);
  put_digits(&text[5], static_cast<unsigned>(date.month()), 2);
  put_digits(&text[8], static_cast<unsigned>(date.day()), 2);
  put_digits(&text[11], static_cast<unsigned>(time.hours().count()), 2);
  put_digits(&text[14], static_cast<unsigned>(time.minutes().count()), 2);
  put_digits(&text[17], static_cast<unsigned>(time.seconds().count()), 2);
  put_digits(&text[20], static_cast<unsigned>(time.subseconds().count()), 3);
  text[23] = 'Z';
  return text;
}

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
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
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
  if (!at) return null(name);
  const auto text = instant_text(*at);
  std::string& out = value(name);
  out += '"';
  out.append(text.data(), text.size());
  out += '"';
  return *this;
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
  value(name) += json;
  return *this;
}

}  // namespace crosswalk::sim
