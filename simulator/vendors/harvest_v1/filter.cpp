#include "vendors/harvest_v1/filter.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/text/dates.hpp"

namespace crosswalk::sim::harvest {
namespace {

constexpr std::uint64_t per_page_max = 500;
constexpr std::uint64_t page_max = 1'000'000'000;
constexpr std::size_t ids_max = 50;
constexpr std::string_view everywhere[] = {"per_page", "page", "skip_count"};
constexpr std::string_view words[] = {"email",  "status",   "requisition_id", "live",
                                      "active", "internal", "full_content"};

Error wrong(std::string_view name, const char* what) {
  return {ErrorCode::invalid_input, what, std::string(name)};
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Takes "created_after" and its like; false for another name.
Result<bool> read_bound(Filter& filter, std::string_view name, std::string_view value) {
  const std::size_t line = name.rfind('_');
  if (line == std::string_view::npos) return false;
  const std::string_view which = name.substr(0, line);
  const bool after = name.substr(line + 1) == "after";
  if (!after && name.substr(line + 1) != "before") return false;
  Window& window = which == "created"   ? filter.created
                   : which == "updated" ? filter.updated
                                        : filter.activity;
  const auto at = parse_instant(value);
  if (!at) return wrong(name, "must be a time in ISO 8601");
  if (after) {
    window.from = *at;
  } else {
    window.to = *at - Duration(1);
  }
  return true;
}

std::optional<Error> read_ids(Filter& filter, std::string_view name, std::string_view text) {
  filter.by_ids = true;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const auto id = whole_number(part);
    if (!id) return wrong(name, "must be ids separated by commas");
    if (filter.ids.size() == ids_max) return wrong(name, "names more than 50 ids");
    filter.ids.push_back(*id);
  }
  return std::nullopt;
}

/// What every list has; false for another name.
Result<bool> read_paging(Filter& filter, std::string_view name, std::string_view value) {
  if (name == "skip_count") return filter.skip_count = value == "true", true;
  if (name != "per_page" && name != "page") return false;
  const auto number = whole_number(value);
  if (name == "per_page") {
    if (!number || *number < 1 || *number > per_page_max) {
      return wrong(name, "must be an integer between 1 and 500");
    }
    filter.per_page = static_cast<std::uint32_t>(*number);
  } else {
    if (!number || *number < 1 || *number > page_max) return wrong(name, "must be at least 1");
    filter.page = *number;
  }
  return true;
}

}  // namespace

const std::string* Filter::word(std::string_view name) const {
  for (const auto& [known, value] : words) {
    if (known == name) return &value;
  }
  return nullptr;
}

Result<Filter> read_filter(const Target& target, std::span<const std::string_view> known,
                           bool ignores_unknown) {
  Filter filter;
  for (const auto& [name, value] : target.parameters) {
    if (!among(known, name) && !among(everywhere, name)) {
      if (ignores_unknown) continue;
      return wrong(name, "is not a parameter of this list");
    }
    auto taken = read_paging(filter, name, value);
    if (taken && !*taken) taken = read_bound(filter, name, value);
    if (!taken) return std::move(taken).error();
    if (*taken) continue;
    if (name == "job_id") {
      const auto id = whole_number(value);
      if (!id || *id == 0) return wrong(name, "must be an id");
      filter.job = *id;
    } else if (name == "candidate_ids") {
      if (auto error = read_ids(filter, name, value)) return *std::move(error);
    } else if (name == "include_deleted") {
      filter.include_deleted = value == "true";
    } else if (const auto word = std::ranges::find(words, name); word != std::end(words)) {
      filter.words.emplace_back(*word, value);
    }
  }
  // An address beats the ids, as documented.
  if (filter.word("email") != nullptr) filter.by_ids = false;
  return filter;
}

}  // namespace crosswalk::sim::harvest
