#pragma once

/// \file
/// One item becomes one record, or is held or skipped. Records are written once, as the flat
/// bytes the host decodes, straight from the slots; only a hook sees a decoded record.

#include <cstdint>
#include <string>

#include "mapping/manifest/program.hpp"
#include "mapping/map/evaluate.hpp"
#include "mapping/map/hooks.hpp"
#include "mapping/read/walk.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// The id of an item, or nothing it can be named by. `problem` is the word it is held for.
struct ItemId {
  std::string_view id;
  const char* problem = nullptr;
};

/// A digest is written into `room`, which must outlive the answer.
ItemId id_of(const ObjectProgram& object, const FoundItem& item, std::string& room);

/// Whether one of the manifest's skip_when conditions holds.
bool is_skipped(const ObjectProgram& object, const Cells& item);

class RecordMaker {
 public:
  /// Borrows everything. `hooks` may be null when no hook amends this object's records.
  RecordMaker(const ObjectProgram& object, Surroundings around, const Hooks* hooks)
      : object_(object), hooks_(hooks), evaluator_(object, around) {}

  /// Appends the item's record with its findings to `page.mapped`, or counts it as skipped, or
  /// holds it. `place` is its place in the page.
  void make(const FoundItem& item, std::uint32_t place, PageRead& page);

 private:
  // Values in ascending order of their field, as RecordWriter wants them.
  void write(const Cells& item, std::string_view id, std::string& mapped);
  void write_parents(RecordWriter& writer);
  void write_field(RecordWriter& writer, const Output& output, const Cells& item);
  // False: the value takes the long way, over an expression.
  bool write_plain(RecordWriter& writer, const Output& output, const Cell& cell);
  void write_rows(RecordWriter& writer, const Output& output);
  void append_rows(const Output& output, const Expr& columns, std::vector<Row>& rows);
  // False: the hook failed, or made the record too large.
  bool amend(const Cells& item, std::size_t start, std::string& mapped);

  const ObjectProgram& object_;
  const Hooks* hooks_;
  Evaluator evaluator_;
  std::vector<std::uint32_t> row_places_;  // In which elements the rows of a field stood.
  std::string id_;                         // Room for an id that is a digest.
};

}  // namespace crosswalk
