#pragma once

/// \file
/// Turns expressions into values: texts borrowed from the page where nothing changes them, or
/// kept for the length of one item. Doubts become findings of the field being made; nothing here
/// fails.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/read/arena.hpp"
#include "mapping/read/cells.hpp"
#include "mapping/read/joined_rows.hpp"
#include "mapping/read/lookup_table.hpp"
#include "sdk/findings.hpp"

namespace crosswalk {

/// One value on its way into a field.
struct MadeValue {
  std::string_view text;
  std::int64_t ms = 0;      ///< Of an instant.
  std::uint32_t row = 0;    ///< As in Cell.
  bool is_instant = false;  ///< Then `ms` counts, not `text`.
  CellKind kind = CellKind::text;
};

/// What an item's values may be joined with. Borrowed; as many as the programs have.
struct Surroundings {
  std::span<const JoinedRows> joins;
  std::span<const LookupTable> lookups;
};

/// Whether all conditions hold for the item.
bool hold(const Conditions& conditions, const Cells& item);

class Evaluator {
 public:
  /// Borrows both for its life.
  Evaluator(const ObjectProgram& object, Surroundings around) : object_(object), around_(around) {}

  /// Begins the next item: what was made of the one before is gone.
  void begin(const Cells& item);

  /// The values of an output's expression, none of them empty; good until the next call.
  std::span<const MadeValue> make(const Output& output);
  /// The values of one column of an output of rows.
  std::span<const MadeValue> make(const Output& output, const Expr& column);

  /// Doubts since begin(), each field and code once.
  Findings& findings() { return findings_; }
  /// Doubts the field made last.
  void doubt(FindingCode code);

 private:
  // Whether all conditions hold; a doubt when that cannot be told.
  bool applies(const Conditions& conditions);
  // Each appends to values_ what it gives, and works on nothing before `from`.
  void evaluate(const Expr& expr);
  void evaluate_parts(const Expr& expr, std::size_t from);
  void append(const Source& source);
  void append_joined(const Source& source);
  void append_looked_up(const Source& source);
  void concat(const Expr& expr, std::size_t from);
  void digest(const Expr& expr, std::size_t from);
  void select_extreme(bool least, std::size_t from);
  void drop_repeats(std::size_t from);
  void transform(const Transforms& transforms, std::size_t from);
  // False: the value is to be left out.
  bool transform_one(const Transforms& transforms, MadeValue& value);
  bool read_as(ReadAs as, MadeValue& value);
  bool to_instant(ReadAs as, MadeValue& value);
  void drop_useless(std::size_t from);

  const ObjectProgram& object_;
  Surroundings around_;
  const Cells* item_ = nullptr;
  Field field_{};                  // Which a doubt is about.
  std::size_t blanks_ = 0;         // Ids whose entry in a lookup lacks what was asked for.
  std::vector<MadeValue> values_;  // A stack: parts stand behind what they are part of.
  Findings findings_;
  TextArena texts_;  // What transforms wrote anew.
};

}  // namespace crosswalk
