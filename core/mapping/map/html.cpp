#include <algorithm>
#include <array>
#include <charconv>

#include "mapping/map/transforms.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t entity_bytes_max = 12;

struct Entity {
  std::string_view name;
  std::string_view text;
};

constexpr auto entities = std::to_array<Entity>({
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},   {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"},  {"rdquo", "”"},  {"bull", "•"},   {"middot", "·"}, {"hellip", "…"},
    {"euro", "€"},   {"pound", "£"},  {"copy", "©"},   {"reg", "®"},    {"trade", "™"},
    {"deg", "°"},    {"eacute", "é"}, {"egrave", "è"}, {"ecirc", "ê"},  {"agrave", "à"},
    {"aacute", "á"}, {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},
    {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"szlig", "ß"},  {"ccedil", "ç"}, {"ntilde", "ñ"},
    {"oslash", "ø"}, {"aring", "å"},  {"aelig", "æ"},  {"iacute", "í"}, {"oacute", "ó"},
    {"uacute", "ú"}, {"sect", "§"},   {"laquo", "«"},  {"raquo", "»"},
});

constexpr auto block_tags = std::to_array<std::string_view>(
    {"p",      "div",    "br",         "li", "ul",  "ol",    "h1",      "h2",
     "h3",     "h4",     "h5",         "h6", "tr",  "table", "section", "article",
     "header", "footer", "blockquote", "hr", "pre", "dl",    "dt",      "dd"});

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

void append_code_point(std::uint32_t code, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool append_numeric(std::string_view digits, std::string& out) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t code = 0;
  const char* end = digits.data() + digits.size();
  const auto [stopped, trouble] = std::from_chars(digits.data(), end, code, hex ? 16 : 10);
  const bool usable = trouble == std::errc{} && stopped == end && code <= 0x10FFFF &&
                      (code < 0xD800 || code > 0xDFFF) && (code >= ' ' || code == '\n');
  if (usable) append_code_point(code == 0xA0 ? ' ' : code, out);
  return usable;
}

class TextWriter {
 public:
  void character(char c) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f') {
      pending_blank_ = true;
      return;
    }
    if (breaks_ > 0) {
      if (!text_.empty()) text_ += '\n';
      breaks_ = 0;
    } else if (pending_blank_ && !text_.empty() && text_.back() != '\n') {
      text_ += ' ';
    }
    pending_blank_ = false;
    text_ += c;
  }
  void characters(std::string_view text) {
    for (const char c : text) character(c);
  }
  void line() { ++breaks_; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool pending_blank_ = false;
  std::size_t breaks_ = 0;
};

// One entity at the front of `rest`, which begins with '&'; a lone '&' is itself.
void take_entity(std::string_view& rest, TextWriter& writer) {
  const std::size_t end = rest.substr(0, entity_bytes_max).find(';');
  std::string decoded;
  if (end != std::string_view::npos && end > 1) {
    const std::string_view name = rest.substr(1, end - 1);
    if (name.front() == '#') {
      append_numeric(name.substr(1), decoded);
    } else {
      const auto known = std::ranges::find(entities, name, &Entity::name);
      if (known != entities.end()) decoded = known->text;
    }
  }
  if (decoded.empty()) {
    writer.character('&');
    rest.remove_prefix(1);
    return;
  }
  writer.characters(decoded);
  rest.remove_prefix(end + 1);
}

std::string tag_name(std::string_view tag) {
  std::string name;
  for (const char c : tag) {
    if (!((lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9'))) break;
    name += lower(c);
    if (name.size() > 16) break;
  }
  return name;
}

// Leaves `rest` behind the end of a script or style, whose content is no text.
void skip_content(std::string_view& rest, std::string_view name) {
  std::size_t at = rest.find("</");
  for (; at != std::string_view::npos; at = rest.find("</", at + 2)) {
    if (tag_name(rest.substr(at + 2)) != name) continue;
    const std::size_t end = rest.find('>', at);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return;
  }
  rest = {};
}

void take_tag(std::string_view& rest, TextWriter& writer) {
  if (rest.starts_with("<!--")) {
    const std::size_t end = rest.find("-->", 4);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 3);
    return;
  }
  const bool closing = rest.size() > 1 && rest[1] == '/';
  const std::string name = tag_name(rest.substr(closing ? 2 : 1));
  const std::size_t end = rest.find('>');
  if ((name.empty() && !rest.starts_with("<!")) || end == std::string_view::npos) {
    writer.character('<');
    rest.remove_prefix(1);
    return;
  }
  rest.remove_prefix(end + 1);
  if (!closing && (name == "script" || name == "style")) return skip_content(rest, name);
  if (std::ranges::find(block_tags, name) != block_tags.end()) writer.line();
  if (!closing && name == "li") writer.characters("- ");
}

}  // namespace

std::string html_to_text(std::string_view html) {
  TextWriter writer;
  // Behind the last '>' no tag can end: without this, a run of '<' would be searched each time.
  const std::size_t last = html.rfind('>');
  const std::size_t behind = last == std::string_view::npos ? html.size() : html.size() - last;
  while (!html.empty()) {
    if (html.front() == '<' && last != std::string_view::npos && html.size() >= behind) {
      take_tag(html, writer);
    } else if (html.front() == '&') {
      take_entity(html, writer);
    } else {
      writer.character(html.front());
      html.remove_prefix(1);
    }
  }
  return writer.take();
}

}  // namespace crosswalk
