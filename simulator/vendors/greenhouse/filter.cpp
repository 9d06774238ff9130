#include "vendors/greenhouse/filter.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text/dates.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

constexpr std::uint32_t per_page_max = 500;

Error wrong(std::string_view name, std::string what) {
  return {ErrorCode::invalid_input, std::move(what), std::string(name)};
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<std::vector<Id>> read_ids(std::string_view name, std::string_view text, std::size_t max) {
  std::vector<Id> ids;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const auto id = whole_number<Id>(part);
    if (!id) return wrong(name, "must be integers separated by commas");
    if (ids.size() == max) return wrong(name, "names too many ids");
    ids.push_back(*id);
  }
  return ids;
}

/// "gte|2026-01-01T00:00:00Z|lte|2026-02-01T00:00:00Z", one or two bounds.
Result<Window> read_window(std::string_view name, std::string_view text) {
  constexpr Duration tick{1};
  Window window;
  if (text.empty()) return wrong(name, "must be an operator, '|' and a time");
  for (int bounds = 0; !text.empty(); ++bounds) {
    if (bounds == 2) return wrong(name, "has more than two bounds");
    const std::size_t bar = text.find('|');
    if (bar == std::string_view::npos) return wrong(name, "must be an operator, '|' and a time");
    const std::string_view what = text.substr(0, bar);
    text.remove_prefix(bar + 1);
    const std::string_view when = text.substr(0, text.find('|'));
    text.remove_prefix(std::min(text.size(), when.size() + 1));
    const auto at = parse_instant(when);
    if (!at) return wrong(name, "has a time that is not ISO 8601");
    if (what == "gte") {
      window.from = std::max(window.from, *at);
    } else if (what == "gt") {
      window.from = std::max(window.from, *at + tick);
    } else if (what == "lte") {
      window.to = std::min(window.to, *at);
    } else if (what == "lt") {
      window.to = std::min(window.to, *at - tick);
    } else {
      return wrong(name, "knows gte, gt, lte and lt only");
    }
  }
  return window;
}

int place_of(std::span<const std::string_view> names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

}  // namespace

Result<Filter> read_filter(const Target& target, std::span<const std::string_view> parents,
                           std::span<const std::string_view> words, std::size_t ids_max) {
  Filter filter;
  for (const auto& [name, value] : target.parameters) {
    if (name == "per_page") {
      const auto size = whole_number<std::uint32_t>(value);
      if (!size || *size < 1 || *size > per_page_max) return wrong(name, "must be 1 to 500");
      filter.per_page = *size;
    } else if (name == "created_at" || name == "updated_at") {
      const auto window = read_window(name, value);
      if (!window) return window.error();
      (name == "created_at" ? filter.created : filter.updated) = *window;
    } else if (const int word = place_of(words, name); word >= 0) {
      filter.exact.emplace_back(word, value);
    } else {
      const int parent = place_of(parents, name);
      if (name != "ids" && parent < 0) return wrong(name, "is not a parameter of this list");
      auto ids = read_ids(name, value, ids_max);
      if (!ids) return std::move(ids).error();
      if (name == "ids") {
        filter.by_ids = true;
        filter.ids = std::move(*ids);
        continue;
      }
      if (filter.parent >= 0) return wrong(name, "cannot be combined with another parent");
      filter.parent = parent;
      filter.parent_ids = std::move(*ids);
    }
  }
  return filter;
}

}  // namespace crosswalk::sim::greenhouse
