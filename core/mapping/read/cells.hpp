#pragma once

/// \file
/// What was gathered from one item: for each slot of a Shape a list of values, in order. The
/// texts are borrowed from the page that is being walked; nothing is allocated per value.

#include <cstdint>
#include <string_view>
#include <vector>

#include "mapping/manifest/paths.hpp"

namespace crosswalk {

enum class CellKind : std::uint8_t {
  text,
  number,  ///< As written.
  flag,    ///< "true" or "false".
  wrong    ///< Something of a type the path cannot lead to.
};

struct Cell {
  std::string_view text;   ///< Unescaped; empty for `wrong`.
  std::uint32_t row = 0;   ///< Which element of the outermost array it stood in.
  std::int32_t next = -1;  ///< The next value of the same slot; see Cells::after().
  CellKind kind = CellKind::text;
};

/// The values of one item. Null and absent leave no value.
class Cells {
 public:
  /// Forgets everything and makes room for that many slots.
  void begin(SlotId slots) {
    cells_.clear();
    ends_.assign(slots, {-1, -1});
  }

  /// Appends a value to a slot.
  void add(SlotId slot, std::string_view text, CellKind kind, std::uint32_t row) {
    const auto at = static_cast<std::int32_t>(cells_.size());
    Cell& cell = cells_.emplace_back();  // In place: a copy would wait for its stores.
    cell.text = text;
    cell.row = row;
    cell.kind = kind;
    Ends& ends = ends_[slot];
    if (ends.last < 0) {
      ends.first = at;
    } else {
      cells_[static_cast<std::size_t>(ends.last)].next = at;
    }
    ends.last = at;
  }

  /// The first value of a slot; null when it has none.
  const Cell* first(SlotId slot) const { return at(ends_[slot].first); }
  /// The value behind one of the same slot; null behind the last.
  const Cell* after(const Cell& cell) const { return at(cell.next); }

  /// Takes back all values of a slot.
  void clear(SlotId slot) { ends_[slot] = {-1, -1}; }
  /// The last value of a slot, for cut(); -1 while there is none.
  std::int32_t mark(SlotId slot) const { return ends_[slot].last; }
  /// Takes back what was added to the slot since mark().
  void cut(SlotId slot, std::int32_t mark) {
    if (mark < 0) return clear(slot);
    cells_[static_cast<std::size_t>(mark)].next = -1;
    ends_[slot].last = mark;
  }

 private:
  struct Ends {
    std::int32_t first;
    std::int32_t last;
  };
  const Cell* at(std::int32_t index) const {
    return index < 0 ? nullptr : &cells_[static_cast<std::size_t>(index)];
  }

  std::vector<Cell> cells_;
  std::vector<Ends> ends_;
};

}  // namespace crosswalk
