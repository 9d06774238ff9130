#pragma once

/// \file
/// The query of a list in the style of Harvest v1: pages by number, and windows of time whose
/// beginning belongs to them and whose end does not.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "vendors/greenhouse/filter.hpp"
#include "vendors/query.hpp"

namespace crosswalk::sim::harvest {

using greenhouse::Window;

struct Filter {
  std::uint32_t per_page = 100;
  std::uint64_t page = 1;
  bool skip_count = false;
  bool include_deleted = false;
  Window created, updated, activity;
  Id job = 0;
  bool by_ids = false;
  std::vector<Id> ids;
  /// Parameters that the list itself understands, such as status, as they were sent.
  std::vector<std::pair<std::string_view, std::string>> words;

  /// Whether every record passes, but for those gone.
  bool is_everything() const {
    return created.is_everything() && updated.is_everything() && activity.is_everything() &&
           job == 0 && !by_ids && words.empty();
  }
  /// The value of such a parameter; null when it was not sent.
  const std::string* word(std::string_view name) const;
};

/// Reads a query. `known` are the parameters of the list beside per_page, page and skip_count;
/// with `ignores_unknown` others have no effect, else they are errors, as are sizes outside 1..500,
/// pages below 1, times that are not ISO 8601 and more than 50 ids. Errors name the parameter in
/// `where`.
Result<Filter> read_filter(const Target& target, std::span<const std::string_view> known,
                           bool ignores_unknown);

}  // namespace crosswalk::sim::harvest
