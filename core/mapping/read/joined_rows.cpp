#include "mapping/read/joined_rows.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

std::int64_t age_of(const Cell* cell) {
  const auto at = cell ? parse_instant(cell->text) : std::nullopt;
  return at ? to_ms(*at) : std::numeric_limits<std::int64_t>::min();
}

}  // namespace

void JoinedRows::begin(const JoinProgram& join) {
  join_ = &join;
  rows_.clear();
  order_.clear();
  firsts_.clear();
  cells_.clear();
  texts_.clear();
}

void JoinedRows::add(const Cells& row) {
  const Cell* key = row.first(join_->key);
  if (key == nullptr || key->kind == CellKind::wrong || key->text.empty()) return;
  Row kept{.key = texts_.keep(key->text), .newest = 0, .firsts = firsts_.size()};
  if (join_->newest != no_slot) kept.newest = age_of(row.first(join_->newest));
  for (SlotId slot = 0; slot < join_->shape.slot_count; ++slot) {
    std::int32_t last = -1;
    firsts_.push_back(-1);
    for (const Cell* cell = row.first(slot); cell != nullptr; cell = row.after(*cell)) {
      const auto at = static_cast<std::int32_t>(cells_.size());
      cells_.push_back({texts_.keep(cell->text), cell->row, -1, cell->kind});
      (last < 0 ? firsts_.back() : cells_[static_cast<std::size_t>(last)].next) = at;
      last = at;
    }
  }
  rows_.push_back(kept);
}

void JoinedRows::finish() {
  order_.resize(rows_.size());
  std::iota(order_.begin(), order_.end(), 0u);
  if (join_->id != no_slot) drop_repeated();
  std::ranges::sort(order_, [this](std::uint32_t a, std::uint32_t b) {
    return std::tuple(rows_[a].key, rows_[b].newest, a) <
           std::tuple(rows_[b].key, rows_[a].newest, b);
  });
}

void JoinedRows::drop_repeated() {
  std::unordered_set<std::string_view> known;
  std::vector<std::uint32_t> once;
  for (std::uint32_t row = static_cast<std::uint32_t>(rows_.size()); row-- > 0;) {
    const Cell* id = first(row, join_->id);
    const bool named = id != nullptr && id->kind != CellKind::wrong;
    if (!named || known.insert(id->text).second) once.push_back(row);
  }
  order_ = std::move(once);
}

std::span<const std::uint32_t> JoinedRows::find(std::string_view id) const {
  const auto key = [this](std::uint32_t row) { return rows_[row].key; };
  const auto first = std::ranges::lower_bound(order_, id, {}, key);
  return {first, std::ranges::upper_bound(first, order_.end(), id, {}, key)};
}

const Cell* JoinedRows::first(std::uint32_t row, SlotId slot) const {
  const std::int32_t at = firsts_[rows_[row].firsts + slot];
  return at < 0 ? nullptr : &cells_[static_cast<std::size_t>(at)];
}

const Cell* JoinedRows::after(const Cell& cell) const {
  return cell.next < 0 ? nullptr : &cells_[static_cast<std::size_t>(cell.next)];
}

bool JoinedRows::passes_tests(std::uint32_t row, std::span<const Shape::Test> tests) const {
  return std::ranges::all_of(tests, [&](const Shape::Test& test) {
    const Cell* cell = first(row, test.slot);
    return passes(test.op, test.word, cell ? cell->text : std::string_view(), cell != nullptr);
  });
}

}  // namespace crosswalk
