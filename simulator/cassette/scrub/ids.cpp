#include "cassette/scrub/ids.hpp"

#include <algorithm>

#include "cassette/scrub/meaning.hpp"
#include "cassette/scrub/shapes.hpp"
#include "cassette/scrub/standins.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t longest = 64;
constexpr int depth_max = 8;

// What stands before a number in the ids and endpoints of hiring systems.
constexpr std::string_view records[] = {
    "job",       "jobs",     "req",       "requisition", "app",   "application", "cand",
    "candidate", "person",   "user",      "note",        "stage", "post",        "posting",
    "offer",     "dept",     "org",       "office",      "src",   "source",      "card",
    "scorecard", "feedback", "interview", "id",          "ext",   "ver",         "oauth",
    "tenant",    "account",  "page",      "version",     "v"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_lower(c) || is_upper(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? text[at] != '-' : !is_hex(text[at])) return false;
  }
  return true;
}

bool is_stand_in(std::string_view text) {
  return !text.empty() && stand_in_end(text, 0) == text.size();
}

/// Words in capitals, such as a compound key's ATS.
bool is_constant(std::string_view text) {
  return text.size() > 1 && is_upper(text[0]) &&
         std::ranges::all_of(text, [](char c) { return is_upper(c) || c == '_'; });
}

class Key {
 public:
  explicit Key(const Replace& replace) : replace_(replace) {}

  std::string of(std::string_view text, int depth) {
    if (text.empty() || is_stand_in(text) || tells_nobody(text)) return std::string(text);
    if (depth > 0 && is_constant(text)) return std::string(text);
    if (depth == depth_max) return replace_(text);
    if (text.find('%') != std::string_view::npos) return decoded(text, depth);
    if (text.starts_with("urn:")) return urn(text, depth);
    const std::size_t open = text.find('(');
    if (open != std::string_view::npos && text.ends_with(')')) return group(text, open, depth);
    if (text.find(',') != std::string_view::npos) return list(text, depth);
    const std::size_t mark = text.find_first_of(":=");
    if (mark != std::string_view::npos && meaning_of(text.substr(0, mark)) != Meaning::none) {
      return std::string(text.substr(0, mark + 1)) + of(text.substr(mark + 1), depth + 1);
    }
    return replace_(text);
  }

 private:
  std::string decoded(std::string_view text, int depth) {
    const auto plain = percent_decode(text);
    if (!plain) return replace_(text);
    const std::string made = of(*plain, depth + 1);
    return made == *plain ? std::string(text) : percent_encode(made);
  }

  std::string urn(std::string_view text, int depth) {
    const std::size_t second = text.find(':', 4);
    const std::size_t third =
        second == std::string_view::npos ? second : text.find(':', second + 1);
    const std::string_view head = text.substr(0, third);
    const bool plain = std::ranges::all_of(head, [](char c) { return is_letter(c) || c == ':'; });
    if (third == std::string_view::npos || !plain) return replace_(text);
    // A member's own is found by its shape, wherever it stands.
    if (head.ends_with(":person") || head.ends_with(":member")) return std::string(text);
    return std::string(head) + ":" + of(text.substr(third + 1), depth + 1);
  }

  std::string group(std::string_view text, std::size_t open, int depth) {
    const std::string_view head = text.substr(0, open);
    if (!head.empty() && head != "List") return replace_(text);
    return std::string(head) + "(" + list(text.substr(open + 1, text.size() - open - 2), depth) +
           ")";
  }

  /// Parts between commas that stand in no brackets of their own.
  std::string list(std::string_view text, int depth) {
    std::string made;
    std::size_t begin = 0;
    int inside = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      const char c = at == text.size() ? ',' : text[at];
      inside += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c != ',' || (inside > 0 && at < text.size())) continue;
      made += of(text.substr(begin, at - begin), depth + 1);
      if (at < text.size()) made += ',';
      begin = at + 1;
    }
    return made;
  }

  const Replace& replace_;
};

}  // namespace

bool tells_nobody(std::string_view id) {
  if (id.empty() || id.size() > longest) return false;
  if (all_digits(id) || is_uuid(id)) return true;
  const bool digits = std::ranges::any_of(id, is_digit);
  if (digits && id.size() >= 12 && std::ranges::all_of(id, is_hex)) return true;
  if (!digits) return false;
  for (std::size_t at = 0; at < id.size();) {
    if (is_digit(id[at]) || std::string_view("-_.").find(id[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < id.size() && is_letter(id[at])) ++at;
    const std::string_view word = id.substr(begin, at - begin);
    const bool known = std::ranges::find(records, squeezed(word)) != std::end(records);
    if (word.empty() || (word.size() > 2 && !known)) return false;
  }
  return true;
}

std::string rewritten_id(std::string_view id, const Replace& replace) {
  return Key(replace).of(id, 0);
}

bool is_field_name(std::string_view name) {
  if (name.empty() || name.size() > longest) return false;
  while (!name.empty() && (name[0] == '$' || name[0] == '@' || name[0] == '_')) {
    name.remove_prefix(1);
  }
  if (name.empty() ||
      !(is_lower(name[0]) || is_constant(name.substr(0, name.find_first_of("[."))))) {
    return false;
  }
  int inside = 0;
  for (const char c : name) {
    if (c == '[' || c == ']') {
      inside += c == '[' ? 1 : -1;
      if (inside < 0 || inside > 1) return false;
    } else if (!is_letter(c) && !is_digit(c) && c != '_' && c != '.') {
      return false;
    }
  }
  const auto digits = std::ranges::count_if(name, is_digit);
  return inside == 0 && digits <= 6;
}

bool is_endpoint(std::string_view segment) {
  const auto letters = [](char c) { return is_letter(c) || c == '-' || c == '_' || c == '.'; };
  if (std::ranges::all_of(segment, letters)) return true;
  const std::string_view rest = segment.substr(segment.starts_with('v') ? 1 : 0);
  return rest.size() < segment.size() && rest.size() <= 8 &&
         std::ranges::all_of(rest, [](char c) { return is_digit(c) || c == '.'; });
}

}  // namespace crosswalk::sim
