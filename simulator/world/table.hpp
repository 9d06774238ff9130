#pragma once

/// \file
/// Rows with strictly rising ids, as a vendor's database hands them out. A row never moves:
/// deleting marks it, so the id stays taken for ever and finding one is an index. Beside the
/// rows runs a log of who changed when; it answers "changed since" without reading the table.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "world/row.hpp"

namespace crosswalk::sim {

/// The rows of one kind; T is a Row. Cheap to walk, never reallocates what it handed out.
template <class T>
class Table {
 public:
  /// The row with this index was updated then; out of date when the row itself says otherwise.
  struct Stamp {
    Instant at;
    std::uint32_t row;
  };

  /// Walks the rows that are not gone, oldest first.
  class Iterator {
   public:
    Iterator(const Table& table, std::size_t at) : table_(&table), at_(at) { skip(); }
    const T& operator*() const { return table_->row(at_); }
    const T* operator->() const { return &table_->row(at_); }
    Iterator& operator++() { return ++at_, skip(), *this; }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    /// To the next living row, or the end.
    void skip() {
      while (at_ < table_->rows() && table_->row(at_).gone) ++at_;
    }
    const Table* table_;
    std::size_t at_;
  };

  /// Ids count up from `first`.
  explicit Table(Id first) : first_(first) {}

  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, rows_}; }
  std::size_t size() const { return live_; }  ///< How many are not gone.
  std::size_t rows() const { return rows_; }  ///< Including those gone.
  Id first_id() const { return first_; }
  /// By place, 0 to rows() - 1, gone or not.
  const T& row(std::size_t at) const { return chunks_[at / chunk_rows][at % chunk_rows]; }

  /// The record, or null when it never was or is gone; valid as long as the table.
  const T* find(Id id) const {
    const T* const found = ever(id);
    return found == nullptr || found->gone ? nullptr : found;
  }
  /// The record, gone or not; null only when it never was.
  const T* ever(Id id) const { return id - first_ < rows_ ? &row(id - first_) : nullptr; }

  /// The changes of [from, to], oldest first, out-of-date ones among them.
  std::span<const Stamp> changed(Instant from, Instant to) const {
    const auto low = std::ranges::lower_bound(log_, from, {}, &Stamp::at);
    const auto high = std::ranges::upper_bound(log_, to, {}, &Stamp::at);
    return low < high ? std::span<const Stamp>(low, high) : std::span<const Stamp>{};
  }

  // The rest is for the World alone, which hands out constant tables only. Instants never fall.

  /// A new row with the next id, created and updated at `at`.
  T& add(Instant at) {
    if (rows_ % chunk_rows == 0) chunks_.push_back(std::make_unique<T[]>(chunk_rows));
    T& fresh = chunks_.back()[rows_ % chunk_rows];
    fresh.id = first_ + rows_++;
    fresh.created_at = fresh.updated_at = at;
    ++live_;
    if (settled_) log_.push_back({at, static_cast<std::uint32_t>(rows_ - 1)});
    return fresh;
  }
  /// find() for changing; a change must be followed by touch().
  T* edit(Id id) { return const_cast<T*>(find(id)); }
  T& any(Id id) { return const_cast<T&>(row(id - first_)); }  ///< Gone or not, but existing.
  /// Notes that the row changed at `at`.
  void touch(T& row, Instant at) {
    row.updated_at = at;
    ++row.revision;
    if (settled_) log_.push_back({at, static_cast<std::uint32_t>(row.id - first_)});
  }
  /// Takes the row away for good; its id stays taken.
  void remove(T& row, Instant at) {
    touch(row, at);
    row.gone = true;
    --live_;
  }
  /// Ends generation, in which updated_at may be set freely: from here on the log is kept.
  void settle() {
    settled_ = true;
    for (std::uint32_t at = 0; at < rows_; ++at) log_.push_back({row(at).updated_at, at});
    std::ranges::sort(log_, {}, [](const Stamp& s) { return std::pair(s.at, s.row); });
  }

 private:
  static constexpr std::size_t chunk_rows = 1024;

  Id first_;
  std::vector<std::unique_ptr<T[]>> chunks_;
  std::vector<Stamp> log_;
  std::size_t rows_ = 0;
  std::size_t live_ = 0;
  bool settled_ = false;
};

}  // namespace crosswalk::sim
