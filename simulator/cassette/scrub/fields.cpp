#include "cassette/scrub/fields.hpp"

#include <algorithm>

#include "base/text/dates.hpp"
#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

struct Field {
  std::string_view name;
  FieldKind kind;
};

constexpr Field whole[] = {{"contenttype", FieldKind::media},
                           {"link", FieldKind::link},
                           {"location", FieldKind::location},
                           {"retryafter", FieldKind::wait},
                           {"etag", FieldKind::tag},
                           {"lastmodified", FieldKind::date},
                           {"allow", FieldKind::words},
                           {"sunset", FieldKind::date},
                           {"deprecation", FieldKind::wait},
                           {"contentrange", FieldKind::counts},
                           {"wwwauthenticate", FieldKind::challenge},
                           {"xrestliid", FieldKind::id},
                           {"xlinkedinid", FieldKind::id}};
constexpr Field families[] = {{"xratelimit", FieldKind::counts}, {"ratelimit", FieldKind::counts},
                              {"xrestli", FieldKind::words},     {"xlinkedin", FieldKind::words},
                              {"xlierror", FieldKind::words},    {"xtotal", FieldKind::cursor},
                              {"xpage", FieldKind::cursor},      {"xnext", FieldKind::cursor}};

// What limits, ranges, flags and methods are written with.
constexpr std::string_view known[] = {
    "limit", "remaining", "reset",   "used",    "policy", "w",     "q",        "r",   "t",
    "bytes", "items",     "default", "burst",   "true",   "false", "get",      "put", "post",
    "patch", "delete",    "head",    "options", "window", "none",  "sustained"};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Nothing but known words, short numbers and moments with what stands between them.
bool counts_only(std::string_view value) {
  if (is_phone(value)) return false;
  while (!value.empty()) {
    const auto end = std::ranges::find_if_not(value, is_word);
    const std::string_view part = value.substr(0, static_cast<std::size_t>(end - value.begin()));
    const bool good = part.empty() || is_short_number(part) || is_epoch(part) ||
                      std::ranges::find(known, squeezed(part)) != std::end(known);
    if (!good) return false;
    value.remove_prefix(std::min(part.size() + 1, value.size()));
  }
  return true;
}

std::optional<std::string> media_type(std::string_view value) {
  const std::string_view type = value.substr(0, value.find(';'));
  const bool plain = type.size() <= 80 && std::ranges::count(type, '/') == 1 &&
                     std::ranges::all_of(type, [](char c) {
                       return is_word(c) || std::string_view("/.+- ").find(c) != std::string::npos;
                     });
  if (!plain) return std::nullopt;
  std::string made(type.substr(0, type.find_last_not_of(' ') + 1));
  if (squeezed(value).find("charsetutf8") != std::string::npos) made += "; charset=utf-8";
  return made;
}

std::string rel_of(std::string_view parameters) {
  const std::size_t at = parameters.find("rel=");
  if (at == std::string_view::npos) return {};
  std::string_view rest = parameters.substr(at + 4);
  if (rest.starts_with('"')) rest.remove_prefix(1);
  const auto end = std::ranges::find_if_not(rest, is_word);
  const std::string_view word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  constexpr std::string_view rels[] = {"next", "prev", "previous", "first", "last", "self"};
  const bool told = std::ranges::find(rels, word) != std::end(rels);
  return told ? "; rel=\"" + std::string(word) + "\"" : "";
}

}  // namespace

FieldKind field_kind(std::string_view name) {
  const auto found = std::ranges::find(whole, name, &Field::name);
  if (found != std::end(whole)) return found->kind;
  for (const Field& family : families) {
    if (name.starts_with(family.name)) return family.kind;
  }
  return FieldKind::dropped;
}

std::optional<std::string> harmless_field(FieldKind kind, std::string_view value) {
  const bool date = parse_http_date(value).has_value();
  const auto when = [&](bool good) {
    return good ? std::optional<std::string>(value) : std::nullopt;
  };
  switch (kind) {
    case FieldKind::media:
      return media_type(value);
    case FieldKind::date:
      return when(date);
    case FieldKind::wait:
      return when(date || is_short_number(value) || value == "true" ||
                  (value.starts_with('@') && is_epoch(value.substr(1))));
    case FieldKind::counts:
      return when(date || counts_only(value) || is_date_or_moment(value));
    case FieldKind::words:
      return when(counts_only(value));
    default:
      return std::nullopt;
  }
}

std::string rewritten_link(std::string_view value,
                           const std::function<std::string(std::string_view url)>& rewrite) {
  std::string made;
  while (true) {
    const std::size_t open = value.find('<');
    const std::size_t close = value.find('>', open);
    if (close == std::string_view::npos) return made;
    if (!made.empty()) made += ", ";
    made += '<' + rewrite(value.substr(open + 1, close - open - 1)) + '>';
    value.remove_prefix(close + 1);
    made += rel_of(value.substr(0, value.find('<')));
  }
}

}  // namespace crosswalk::sim
