#pragma once

/// \file
/// The filters every list of Harvest v3 shares, read from a query: ids, ids of parents, created
/// and updated windows, page size. What is particular to a resource (status, live) stays as
/// text for the resource to judge.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "vendors/query.hpp"
#include "world/table.hpp"

namespace crosswalk::sim::greenhouse {

/// Both ends belong to it.
struct Window {
  Instant from = Instant::min();
  Instant to = Instant::max();

  bool holds(Instant at) const { return from <= at && at <= to; }
  bool is_everything() const { return from == Instant::min() && to == Instant::max(); }
};

struct Filter {
  std::uint32_t per_page = 100;
  bool by_ids = false;
  std::vector<Id> ids;
  int parent = -1;  ///< Which of the resource's parents `parent_ids` names; -1: none.
  std::vector<Id> parent_ids;
  Window created;
  Window updated;
  std::vector<std::pair<int, std::string>> exact;  ///< (which of the resource's words, value).
};

/// Reads the query of a first request. `parents` and `words` are the resource's own parameters,
/// "candidate_ids" and "status"; any other name is an error, as is a page size outside 1..500,
/// more than `ids_max` ids, or a window that is not gte|, gt|, lte| or lt| with an instant.
/// Errors name the parameter in `where`.
Result<Filter> read_filter(const Target& target, std::span<const std::string_view> parents,
                           std::span<const std::string_view> words, std::size_t ids_max);

}  // namespace crosswalk::sim::greenhouse
