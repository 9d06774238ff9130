#pragma once

/// \file
/// What one field of a record is made of: values gathered from the item, a joined row or a
/// lookup, conditions over the item, and transforms. Plain values, compiled once; mapping/map
/// evaluates them for every item.

#include <cstdint>
#include <string>
#include <vector>

#include "mapping/manifest/paths.hpp"
#include "mapping/map/transforms.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {

/// Holds when the slot's first value is one of `words`, or by its mere absence or presence.
struct Condition {
  SlotId slot = no_slot;
  std::vector<std::string> words;
  bool unless = false;     ///< Holds when it is none of `words`; absent and unreadable hold.
  bool when_none = false;  ///< Absent, null and empty hold.
  bool when_any = false;   ///< Anything else holds.
};

using Conditions = std::vector<Condition>;  ///< All must hold.

/// Where a value is taken from.
struct Source {
  enum class From : std::uint8_t { item, join, lookup };
  From from = From::item;
  SlotId slot = no_slot;           ///< Of the item, or of the join's row; of a lookup: its field.
  std::uint16_t index = 0;         ///< Which join of the object, which lookup of the program.
  std::vector<Shape::Test> tests;  ///< Which rows of a join are meant.
  std::vector<Source> key;         ///< Of a lookup: the one source of the id looked up.
};

/// One expression of the language; `parts` belong to the kinds that have some.
struct Expr {
  enum class Kind : std::uint8_t {
    // clang-format off
    path, literal, first, concat, collect, min, max, rows, digest
    // clang-format on
  };
  Kind kind = Kind::path;
  Source source;
  std::string literal;
  std::vector<Expr> parts;
  /// Of rows: the column each part fills; none where the parts are sets of rows themselves.
  std::vector<std::string> names;
  Conditions when;
  Transforms transforms;

  /// A path of the item, trimmed at most: the common case, which is written straight away.
  bool plain() const;
};

struct Output {
  Field field{};
  ValueType type = ValueType::text;
  Expr expr;
  bool plain = false;  ///< Expr::plain(), asked once.
};

}  // namespace crosswalk
