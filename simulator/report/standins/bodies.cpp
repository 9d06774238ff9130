// The half of standins.hpp that reads bodies.

#include <algorithm>
#include <optional>

#include "report/standins/patterns.hpp"
#include "report/standins/scan.hpp"
#include "report/standins/standins.hpp"

namespace crosswalk::sim {
namespace {

constexpr int nested_max = 3;
constexpr std::size_t indent_max = 24;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// "candidates" of "greenhouse.candidates.list".
std::string_view root_of(std::string_view endpoint) {
  const std::size_t first = endpoint.find('.'), last = endpoint.rfind('.');
  return first == last ? std::string_view{} : endpoint.substr(first + 1, last - first - 1);
}

// Where a JSON text begins at or after `from`.
std::size_t json_begin(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] != '{' && text[at] != '[') continue;
    std::size_t next = at + 1;
    while (next < text.size() && is_blank(text[next])) ++next;
    if (next >= text.size() ||
        std::string_view("\"{}[]").find(text[next]) != std::string_view::npos)
      return at;
  }
  return text.size();
}

std::string escaped_json(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out;
}

// Half a word at a cut may be half a name.
std::string_view without_last_word(std::string_view text) {
  while (!text.empty() && !is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

class NumberedStandIns::Learner : public JsonListener {
 public:
  explicit Learner(NumberedStandIns& all) : all_(all) {}
  void mark(char, std::size_t) override {}
  void name(std::string_view) override {}
  void text(std::string_view raw, const std::vector<std::string>& path, bool) override {
    if (const auto kind = personal_field(path)) all_.remember(unescaped_json(raw), *kind);
  }
  void bare(std::string_view, const std::vector<std::string>&) override {}

 private:
  NumberedStandIns& all_;
};

class NumberedStandIns::Writer : public JsonListener {
 public:
  Writer(NumberedStandIns& all, std::string& out, const BodyForm& form, int depth)
      : all_(all), out_(out), form_(form), depth_(depth) {}

  void mark(char mark, std::size_t depth) override {
    const bool closes = mark == '}' || mark == ']';
    if (closes && out_.back() != '{' && out_.back() != '[') new_line(depth);
    if (!closes && mark != ',' && mark != ':') value();
    out_ += mark;
    if (mark == ':' && form_.indented) out_ += ' ';
    fresh_ = mark != ':' && !closes;
    level_ = fresh_ && mark != ',' ? depth + 1 : depth;
  }
  void name(std::string_view raw) override {
    value();
    out_ += '"' + escaped_json(all_.in_words(unescaped_json(raw))) + '"';
  }
  void text(std::string_view raw, const std::vector<std::string>& path, bool whole) override {
    value();
    const auto kind = personal_field(path);
    std::string said = unescaped_json(raw);
    if (kind && !said.empty()) {
      out_ += '"' + all_.stand_in(said, *kind) + '"';
      return;
    }
    const bool cut = form_.cut && !whole;
    if (cut) said = without_last_word(said);
    const BodyForm inner{.endpoint = form_.endpoint};
    const std::string shown = all_.rewrite(said, inner, depth_ + 1);
    out_ += '"';
    out_ += shown == said && !cut ? std::string(raw) : escaped_json(shown);
    if (whole) out_ += '"';
  }
  void bare(std::string_view raw, const std::vector<std::string>& path) override {
    value();
    const bool literal = raw == "null" || raw == "true" || raw == "false";
    const auto kind = literal ? std::nullopt : personal_field(path);
    out_ += kind ? all_.stand_in(raw, *kind) : all_.in_words(raw);
  }

 private:
  void value() {
    if (fresh_) new_line(level_);
    fresh_ = false;
  }
  void new_line(std::size_t depth) {
    if (!form_.indented) return;
    out_ += '\n';
    out_.append(2 * std::min(depth, indent_max), ' ');
  }

  NumberedStandIns& all_;
  std::string& out_;
  const BodyForm& form_;
  int depth_;
  bool fresh_ = false;
  std::size_t level_ = 0;
};

void NumberedStandIns::learn(std::string_view body, std::string_view endpoint) {
  Learner learner(*this);
  for (std::size_t at = json_begin(body, 0); at < body.size(); at = json_begin(body, at)) {
    at += scan_json(body.substr(at), root_of(endpoint), learner);
  }
}

std::string NumberedStandIns::in_body(std::string_view body, const BodyForm& form) {
  return rewrite(body, form, 0);
}

std::string NumberedStandIns::in_words(std::string_view text) {
  return rewrite(text, {}, nested_max - 1);
}

std::string NumberedStandIns::rewrite(std::string_view text, const BodyForm& form, int depth) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = depth < nested_max ? json_begin(text, at) : text.size();
    std::string_view before = text.substr(at, begin - at);
    if (form.cut && begin == text.size()) before = without_last_word(before);
    out += in_plain(before, root_of(form.endpoint));
    if (begin == text.size()) break;
    Writer writer(*this, out, form, depth);
    at = begin + scan_json(text.substr(begin), root_of(form.endpoint), writer);
  }
  return out;
}

}  // namespace crosswalk::sim
