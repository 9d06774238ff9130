#include "report/standins/scan.hpp"

#include <cstdint>
#include <optional>

namespace crosswalk::sim {
namespace {

constexpr std::size_t depth_max = 64;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool is_mark(char c) { return std::string_view("{}[],:").find(c) != std::string_view::npos; }

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Scanner {
 public:
  Scanner(std::string_view text, std::string_view root, JsonListener& listener)
      : text_(text), listener_(listener), path_{std::string(root)} {}

  std::size_t run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_blank(c)) {
        ++at_;
      } else if (is_mark(c)) {
        ++at_;
        mark(c);
        if (depth_ == 0) break;
      } else if (c == '"') {
        quoted();
      } else {
        bare();
      }
    }
    return at_;
  }

 private:
  void mark(char c) {
    const bool opens = c == '{' || c == '[';
    const bool closes = c == '}' || c == ']';
    if (closes) {
      if (depth_ > 0) --depth_;
      if (path_.size() > 1 && path_.size() > depth_ + 1) path_.pop_back();
    }
    listener_.mark(c, depth_);
    if (opens) {
      ++depth_;
      if (path_.size() < depth_max) path_.push_back(name_);
    }
    if (c != ':') name_.clear();
    awaits_value_ = c == ':';
  }

  std::size_t after_blanks(std::size_t at) const {
    while (at < text_.size() && is_blank(text_[at])) ++at;
    return at;
  }

  // The place of the quote that ends the text begun at at_, or nothing.
  std::optional<std::size_t> ending() const {
    for (std::size_t at = at_ + 1; at < text_.size(); ++at) {
      if (text_[at] == '\\') {
        ++at;
      } else if (text_[at] == '"') {
        return at;
      }
    }
    return std::nullopt;
  }

  void quoted() {
    const auto end = ending();
    if (!end) {
      tell(text_.substr(at_ + 1), false);
      at_ = text_.size();
      return;
    }
    const std::string_view raw = text_.substr(at_ + 1, *end - at_ - 1);
    const std::size_t next = after_blanks(*end + 1);
    const bool named = next < text_.size() && text_[next] == ':';
    const bool ends = next >= text_.size() || is_mark(text_[next]);
    // What a letter follows is a text whose own end was lost, and its quote opens the next.
    const bool runs_on = !ends && is_letter(text_[next]);
    at_ = runs_on ? *end : *end + 1;
    // After a colon comes a value, before one a name; where the colon was lost, a name too.
    const bool value = awaits_value_ || (!named && (ends || runs_on));
    if (value) tell(raw, !runs_on);
    if (!value) listener_.name(raw);
    if (named || !value) name_ = unescaped_json(raw);
    awaits_value_ = false;
  }

  void bare() {
    const std::size_t begin = at_;
    awaits_value_ = false;
    while (at_ < text_.size() && !is_blank(text_[at_]) && !is_mark(text_[at_]) &&
           text_[at_] != '"') {
      ++at_;
    }
    path_.push_back(name_);
    listener_.bare(text_.substr(begin, at_ - begin), full_path());
    path_.pop_back();
  }

  void tell(std::string_view raw, bool whole) {
    path_.push_back(name_);
    listener_.text(raw, full_path(), whole);
    path_.pop_back();
  }

  // Without the empty names of records in lists.
  const std::vector<std::string>& full_path() {
    full_.clear();
    for (const std::string& each : path_) {
      if (!each.empty()) full_.push_back(each);
    }
    return full_;
  }

  std::string_view text_;
  JsonListener& listener_;
  std::vector<std::string> path_, full_;
  std::string name_;
  std::size_t at_ = 0, depth_ = 0;
  bool awaits_value_ = false;
};

void append_utf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (point >> 18));
    out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

std::optional<std::uint32_t> hex4(std::string_view raw, std::size_t at) {
  if (at + 4 > raw.size()) return std::nullopt;
  std::uint32_t out = 0;
  for (const char c : raw.substr(at, 4)) {
    const std::size_t digit =
        std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
    if (digit == std::string_view::npos) return std::nullopt;
    out = out * 16 + static_cast<std::uint32_t>(digit);
  }
  return out;
}

}  // namespace

std::size_t scan_json(std::string_view text, std::string_view root, JsonListener& listener) {
  return Scanner(text, root, listener).run();
}

std::string unescaped_json(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '\\' || at + 1 >= raw.size()) {
      out += raw[at];
      continue;
    }
    static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    const char c = raw[at + 1];
    const std::size_t known = from.find(c);
    const auto unit = c == 'u' ? hex4(raw, at + 2) : std::nullopt;
    if (known != std::string_view::npos) {
      out += to[known];
      ++at;
    } else if (unit) {
      std::uint32_t point = *unit;
      at += 5;
      const bool high = point >= 0xD800 && point < 0xDC00;
      if (high && raw.substr(at + 1, 2) == "\\u") {
        if (const auto low = hex4(raw, at + 3); low && *low >= 0xDC00 && *low < 0xE000) {
          point = 0x10000 + ((point - 0xD800) << 10) + (*low - 0xDC00);
          at += 6;
        }
      }
      append_utf8(out, point >= 0xD800 && point < 0xE000 ? 0xFFFD : point);
    } else {
      out += raw[at];
    }
  }
  return out;
}

}  // namespace crosswalk::sim
