#include "mapping/manifest/sources.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

constexpr std::string_view join_prefix = "join:";
constexpr std::string_view lookup_prefix = "lookup:";

template <class Program>
Words names_of(const std::vector<Program>& programs) {
  Words names;
  for (const Program& program : programs) names.push_back(program.name);
  return names;
}

void unknown_name(ManifestReading& reading, const YamlNode& node, std::string_view what,
                  std::string_view name, const Words& known) {
  std::string text = "unknown " + std::string(what) + " '" + std::string(name) + "'";
  if (const auto near = nearest_word(name, known)) text += "; did you mean '" + *near + "'?";
  reading.fail(node, std::move(text));
}

Source read_nested(ManifestReading& reading, const YamlNode& node, std::string_view text,
                   ExprScope& scope, std::size_t depth);

// "posts[live=true]/content": a join's name, which of its rows, and a path in the row.
Source read_join(ManifestReading& reading, const YamlNode& node, std::string_view text,
                 ExprScope& scope) {
  const std::size_t end = std::min(text.find_first_of("/["), text.size());
  const std::string_view name = text.substr(0, end);
  Source source{.from = Source::From::join, .slot = no_slot, .index = 0, .tests = {}, .key = {}};
  if (std::ranges::find(scope.absent_joins, name) != scope.absent_joins.end()) {
    source.index = UINT16_MAX;
    return source;
  }
  const auto join = std::ranges::find(scope.joins, name, &JoinProgram::name);
  if (join == scope.joins.end()) {
    unknown_name(reading, node, "join", name, names_of(scope.joins));
    return source;
  }
  source.index = static_cast<std::uint16_t>(join - scope.joins.begin());
  text.remove_prefix(end);
  if (text.starts_with('[')) {
    const std::size_t close = std::min(text.find(']'), text.size());
    Result<std::vector<Filter>> filters = parse_filters(text.substr(1, close - 1));
    if (!filters || close == text.size()) {
      reading.fail(node, filters ? "'[' without ']'" : filters.error().what);
      return source;
    }
    for (const Filter& filter : *filters) {
      const SlotId slot = reading.slot(node, '/' + filter.member, join->shape);
      source.tests.push_back({slot, filter.op, filter.word});
    }
    text.remove_prefix(close + 1);
  }
  source.slot = reading.slot(node, text, join->shape);
  return source;
}

// "departments(/department_id)/name": a lookup's name, the id in brackets, a path in the entry.
Source read_lookup(ManifestReading& reading, const YamlNode& node, std::string_view text,
                   ExprScope& scope, std::size_t depth) {
  Source source{.from = Source::From::lookup, .slot = 0, .index = 0, .tests = {}, .key = {}};
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    reading.fail(node, "a lookup is written lookup:name(/path/of/id)/path/in/entry");
    return source;
  }
  const std::string_view name = text.substr(0, open);
  const auto lookup = std::ranges::find(scope.lookups, name, &LookupProgram::name);
  if (lookup == scope.lookups.end()) {
    unknown_name(reading, node, "lookup", name, names_of(scope.lookups));
    return source;
  }
  if (lookup->absent) {
    source.index = UINT16_MAX;
    return source;
  }
  source.index = static_cast<std::uint16_t>(lookup - scope.lookups.begin());
  if (std::ranges::find(scope.used, source.index) == scope.used.end()) {
    scope.used.push_back(source.index);
  }
  const SlotId field = reading.slot(node, text.substr(close + 1), lookup->shape);
  const auto kept = std::ranges::find(lookup->fields, field);
  source.slot = static_cast<SlotId>(kept - lookup->fields.begin());
  if (kept == lookup->fields.end()) lookup->fields.push_back(field);
  source.key.push_back(
      read_nested(reading, node, text.substr(open + 1, close - open - 1), scope, depth + 1));
  return source;
}

Source read_nested(ManifestReading& reading, const YamlNode& node, std::string_view text,
                   ExprScope& scope, std::size_t depth) {
  if (depth > 2) {
    reading.fail(node, "lookups are nested at most two deep");
    return {};
  }
  if (text.starts_with(join_prefix)) {
    return read_join(reading, node, text.substr(join_prefix.size()), scope);
  }
  if (text.starts_with(lookup_prefix)) {
    return read_lookup(reading, node, text.substr(lookup_prefix.size()), scope, depth);
  }
  Source source;
  source.slot = reading.slot(node, text, scope.item);
  return source;
}

}  // namespace

bool is_path(std::string_view text) {
  return text.starts_with('/') || text.starts_with(join_prefix) || text.starts_with(lookup_prefix);
}

Source read_source(ManifestReading& reading, const YamlNode& node, std::string_view text,
                   ExprScope& scope) {
  return read_nested(reading, node, text, scope, 0);
}

}  // namespace crosswalk
