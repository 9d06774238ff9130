#pragma once

/// \file
/// The rows a join's replies brought, found by the id they belong to. Where an id has several,
/// the newest comes first if the manifest says by what, else they keep the vendor's order. A row
/// that the vendor lists twice is one row, as it came last, if the manifest says what names it.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/read/arena.hpp"
#include "mapping/read/cells.hpp"

namespace crosswalk {

class JoinedRows {
 public:
  /// Forgets all rows of the page before.
  void begin(const JoinProgram& join);
  /// Keeps a copy of one row; a row without a key belongs to nothing and is left out.
  void add(const Cells& row);
  /// Puts the rows in order: once, after the last and before the first find().
  void finish();

  /// The rows of an id, in the order they are to be tried.
  std::span<const std::uint32_t> find(std::string_view id) const;
  /// The first value of a slot in a row, and the next one of the same slot.
  const Cell* first(std::uint32_t row, SlotId slot) const;
  const Cell* after(const Cell& cell) const;
  bool passes_tests(std::uint32_t row, std::span<const Shape::Test> tests) const;

 private:
  struct Row {
    std::string_view key;
    std::int64_t newest = 0;
    std::size_t firsts = 0;  // Where its slots begin in firsts_.
  };

  void drop_repeated();

  const JoinProgram* join_ = nullptr;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> order_;
  std::vector<std::int32_t> firsts_;
  std::vector<Cell> cells_;
  TextArena texts_;
};

}  // namespace crosswalk
