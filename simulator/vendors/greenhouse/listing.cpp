#include "vendors/greenhouse/listing.hpp"

#include <algorithm>

#include "world/openings.hpp"
#include "world/people.hpp"
#include "world/remarks/remarks.hpp"

namespace crosswalk::sim::greenhouse {

template <class T>
bool TableListing<T>::selected(const T& row, const Filter& filter) const {
  if (row.gone || !filter.created.holds(row.created_at) || !filter.updated.holds(row.updated_at)) {
    return false;
  }
  if (unready_.hides(row.id)) return false;
  if (shape_.listed && !shape_.listed(row, filter)) return false;
  for (const auto& [which, value] : filter.exact) {
    if (!shape_.passes(row, which, value)) return false;
  }
  return true;
}

/// The ids to look at, sorted, where the filter names few; nothing when the table is to be
/// walked in order of id instead, because so many rows pass that a page is soon full.
template <class T>
std::optional<std::vector<Id>> TableListing<T>::narrowed(const Filter& filter) const {
  std::vector<Id> ids;
  if (filter.parent >= 0) {
    for (const Id parent : filter.parent_ids) shape_.children(filter.parent, parent, ids);
    if (filter.by_ids) {
      std::erase_if(ids, [&](Id id) { return std::ranges::count(filter.ids, id) == 0; });
    }
  } else if (filter.by_ids) {
    ids = filter.ids;
  } else {
    if (filter.updated.is_everything()) return std::nullopt;
    const auto stamps = table_.changed(filter.updated.from, filter.updated.to);
    if (stamps.size() / filter.per_page * stamps.size() > table_.rows()) return std::nullopt;
    ids.reserve(stamps.size());
    for (const auto& stamp : stamps) ids.push_back(table_.first_id() + stamp.row);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// How many rows come before the first that `early` is false for; it never becomes true again.
template <class T>
template <class Early>
std::size_t TableListing<T>::rows_before(Early early) const {
  std::size_t low = 0;
  std::size_t high = table_.rows();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    early(table_.row(middle)) ? low = middle + 1 : high = middle;
  }
  return low;
}

template <class T>
std::string_view TableListing<T>::text_of(const T& row) {
  const std::size_t at = row.id - table_.first_id();
  if (kept_.size() <= at) kept_.resize(table_.rows());
  Kept& kept = kept_[at];
  const std::uint64_t version = 1 + (shape_.version ? shape_.version(row) : row.revision);
  if (kept.version != version) {
    scratch_.clear();
    shape_.write(row, scratch_);
    kept.text = texts_.keep(scratch_);
    kept.version = version;
  }
  return kept.text;
}

template <class T>
Page TableListing<T>::page(const Filter& filter, std::optional<Id> after, bool newest_first) {
  Page page;
  page.body.reserve(page_bytes_ + page_bytes_ / 16);
  page.body += '[';
  std::uint32_t count = 0;
  Id last = 0;
  // True once the page is full and a further record waits.
  const auto add = [&](const T& row) {
    if (!selected(row, filter)) return false;
    if (count == filter.per_page) {
      page.after = last;
      return true;
    }
    if (count++ > 0) page.body += ',';
    page.body += text_of(row);
    last = row.id;
    return false;
  };
  const auto passed = [&](Id id) { return after && (newest_first ? id >= *after : id <= *after); };
  if (auto ids = narrowed(filter)) {
    if (newest_first) std::ranges::reverse(*ids);
    for (const Id id : *ids) {
      const T* const row = passed(id) ? nullptr : table_.find(id);
      if (row != nullptr && add(*row)) break;
    }
  } else {
    // Ids rise with created_at, so a window of it is a stretch of the table.
    std::size_t low =
        rows_before([&](const T& row) { return row.created_at < filter.created.from; });
    std::size_t high =
        rows_before([&](const T& row) { return row.created_at <= filter.created.to; });
    if (after) {
      const std::size_t here = *after - table_.first_id();
      newest_first ? high = std::min(high, here) : low = std::max(low, here + 1);
    }
    while (low < high) {
      if (add(table_.row(newest_first ? --high : low++))) break;
    }
  }
  page.body += ']';
  page_bytes_ = std::max(page_bytes_, page.body.size());
  return page;
}

template class TableListing<Department>;
template class TableListing<Office>;
template class TableListing<User>;
template class TableListing<Source>;
template class TableListing<RejectionReason>;
template class TableListing<Job>;
template class TableListing<JobStage>;
template class TableListing<JobPost>;
template class TableListing<Candidate>;
template class TableListing<Application>;
template class TableListing<ApplicationStage>;
template class TableListing<RejectionDetail>;
template class TableListing<Note>;
template class TableListing<JobAttribute>;
template class TableListing<Scorecard>;
template class TableListing<ScorecardAttribute>;

}  // namespace crosswalk::sim::greenhouse
