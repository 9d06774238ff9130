#include <algorithm>
#include <cctype>

#include "mapping/read/next.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t links_max = 64;

Error unreadable(const char* what) { return {ErrorCode::invalid_input, what, "the Link header"}; }

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

void skip_blanks(std::string_view& rest) {
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
}

bool take(std::string_view& rest, char wanted) {
  skip_blanks(rest);
  if (!rest.starts_with(wanted)) return false;
  rest.remove_prefix(1);
  return true;
}

std::string_view take_token(std::string_view& rest) {
  skip_blanks(rest);
  const std::size_t size = std::min(rest.find_first_of(" \t=;,\"<>"), rest.size());
  const std::string_view token = rest.substr(0, size);
  rest.remove_prefix(size);
  return token;
}

// A token or a quoted text; nothing when a quote stays open.
std::optional<std::string> take_value(std::string_view& rest) {
  if (!take(rest, '"')) return std::string(take_token(rest));
  std::string text;
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() == '\\') rest.remove_prefix(1);
    if (rest.empty()) break;
    text += rest.front();
    rest.remove_prefix(1);
  }
  if (!take(rest, '"')) return std::nullopt;
  return text;
}

bool says_next(std::string_view relations) {
  while (!relations.empty()) {
    const std::size_t end = std::min(relations.find(' '), relations.size());
    if (same(relations.substr(0, end), "next")) return true;
    relations.remove_prefix(std::min(end + 1, relations.size()));
  }
  return false;
}

// The parameters behind a target: whether its relation is next. Only the first `rel` counts
// (RFC 8288 section 3.3), and a link with an anchor speaks of something else.
Result<bool> take_parameters(std::string_view& rest) {
  bool next = false;
  bool has_relation = false;
  bool anchored = false;
  while (take(rest, ';')) {
    const std::string_view name = take_token(rest);
    std::optional<std::string> value = take(rest, '=') ? take_value(rest) : std::string();
    if (!value) return unreadable("a quoted text does not end");
    if (same(name, "anchor")) anchored = true;
    if (same(name, "rel") && !std::exchange(has_relation, true)) next = says_next(*value);
  }
  return next && !anchored;
}

}  // namespace

Result<std::optional<std::string>> next_link(const Headers& headers) {
  std::optional<std::string> found;
  std::size_t links = 0;
  for (const auto& [name, field] : headers) {
    if (!same(name, "link")) continue;
    std::string_view rest = field;
    for (skip_blanks(rest); !rest.empty(); skip_blanks(rest)) {
      if (take(rest, ',')) continue;
      if (!take(rest, '<')) return unreadable("a link does not begin with '<'");
      const std::size_t end = rest.find('>');
      if (end == std::string_view::npos) return unreadable("'<' without '>'");
      const std::string target(rest.substr(0, end));
      rest.remove_prefix(end + 1);
      Result<bool> next = take_parameters(rest);
      if (!next) return std::move(next).error();
      skip_blanks(rest);
      if (!rest.empty() && rest.front() != ',') return unreadable("links are parted by commas");
      if (++links > links_max) return unreadable("there are more than 64 links");
      if (!*next) continue;
      if (target.empty() || (found && *found != target)) {
        return unreadable("the next link is empty, or there are two");
      }
      found = target;
    }
  }
  return found;
}

}  // namespace crosswalk
