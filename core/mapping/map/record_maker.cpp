#include "mapping/map/record_maker.hpp"

#include <algorithm>

#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t rows_max = 100;

const Output* output_of(const ObjectProgram& object, Field field) {
  const auto found = std::ranges::lower_bound(object.outputs, field, {}, &Output::field);
  return found == object.outputs.end() || found->field != field ? nullptr : &*found;
}

}  // namespace

ItemId id_of(const ObjectProgram& object, const FoundItem& item, std::string& room) {
  if (!item.is_object) return {{}, "no_id"};
  std::vector<std::string_view> parts;
  std::string_view text;
  for (const IdPart& part : object.id) {
    const Cell* cell = part.slot == no_slot ? nullptr : item.cells.first(part.slot);
    text = cell == nullptr ? std::string_view(part.literal) : cell->text;
    if (text.empty()) {
      return {{}, cell != nullptr && cell->kind == CellKind::wrong ? "bad_id" : "no_id"};
    }
    const bool usable =
        text.size() <= record_id_bytes_max && (cell == nullptr || cell->kind != CellKind::flag) &&
        std::ranges::none_of(
            text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
    if (!usable) return {{}, "bad_id"};
    if (object.id.size() > 1) parts.push_back(text);
  }
  if (object.id.size() > 1) text = room = digest_text(parts);
  return {text, item.duplicate_key ? "duplicate_key" : nullptr};
}

bool is_skipped(const ObjectProgram& object, const Cells& item) {
  return std::ranges::any_of(object.skip_when,
                             [&](const Conditions& skip) { return hold(skip, item); });
}

void RecordMaker::make(const FoundItem& item, std::uint32_t place, PageRead& page) {
  const ItemId id = id_of(object_, item, id_);
  const auto held = [&](const char* reason) {
    page.held.push_back({place, std::string(id.id), reason});
  };
  // An item without an id may be one that is not for LinkedIn; one that contradicts itself may not.
  const bool clear = id.problem == nullptr || std::string_view(id.problem) == "no_id";
  if (item.is_object && clear && is_skipped(object_, item.cells)) {
    ++page.skipped;
    return;
  }
  if (id.problem != nullptr) return held(id.problem);
  const std::size_t start = page.mapped.size();
  evaluator_.begin(item.cells);
  write(item.cells, id.id, page.mapped);
  const char* problem = nullptr;
  if (page.mapped.size() - start > record_bytes_max) {
    problem = "too_large";
  } else if (object_.amended && !amend(item.cells, start, page.mapped)) {
    problem = "hook_failed";
  }
  if (problem != nullptr) {
    page.mapped.resize(start);
    return held(problem);
  }
  append_findings(evaluator_.findings(), page.mapped);
}

void RecordMaker::write(const Cells& item, std::string_view id, std::string& mapped) {
  RecordWriter writer(mapped);
  writer.begin(object_.kind, id);
  write_parents(writer);
  for (const Output& output : object_.outputs) write_field(writer, output, item);
  writer.finish();
}

// Their fields follow as well; what is wrong with them is told once, there.
void RecordMaker::write_parents(RecordWriter& writer) {
  for (const RecordKind kind : parents_of(object_.kind)) {
    const Field field = parent_field(object_.kind, kind);
    const Output* output = output_of(object_, field);
    if (output == nullptr) continue;
    const std::span<const MadeValue> values = evaluator_.make(*output);
    if (!values.empty() && values.front().text.size() <= record_id_bytes_max) {
      writer.parent(kind, values.front().text);
    }
  }
}

void RecordMaker::write_field(RecordWriter& writer, const Output& output, const Cells& item) {
  if (output.plain && output.type != ValueType::texts) {
    const Cell* cell = item.first(output.expr.source.slot);
    if (cell == nullptr || write_plain(writer, output, *cell)) return;
  }
  if (output.type == ValueType::rows) return write_rows(writer, output);
  const std::span<const MadeValue> values = evaluator_.make(output);
  if (output.type == ValueType::texts) {
    writer.open_texts(output.field);
    for (const MadeValue& value : values) writer.item(value.text);
    return writer.close_texts();
  }
  if (values.empty()) return;
  const MadeValue& value = values.front();
  if (output.type == ValueType::instant) return writer.instant(output.field, value.ms);
  if (output.type == ValueType::text) return writer.text(output.field, value.text);
  if (value.text == "true" || value.text == "false") {
    return writer.flag(output.field, value.text == "true");
  }
  evaluator_.doubt(FindingCode::wrong_type);
}

// What needs no evaluation; whatever is doubtful takes the long way and is told there.
bool RecordMaker::write_plain(RecordWriter& writer, const Output& output, const Cell& cell) {
  const std::string_view text = output.expr.transforms.trim ? trim(cell.text) : cell.text;
  if (output.type == ValueType::text && cell.kind != CellKind::wrong && !text.empty()) {
    writer.text(output.field, text);
    return true;
  }
  if (output.type == ValueType::flag && cell.kind == CellKind::flag) {
    writer.flag(output.field, text == "true");
    return true;
  }
  if (output.type != ValueType::instant || cell.kind != CellKind::text) return false;
  const std::optional<Instant> at = parse_instant(text);
  if (at) writer.instant(output.field, to_ms(*at));
  return at.has_value();
}

// Where several sets of columns make the rows, each is whole or not there.
void RecordMaker::write_rows(RecordWriter& writer, const Output& output) {
  std::vector<Row> rows;
  if (output.expr.names.empty()) {
    for (const Expr& columns : output.expr.parts) {
      const auto first = static_cast<std::ptrdiff_t>(rows.size());
      append_rows(output, columns, rows);
      const auto part = [&](const Row& row) { return row.size() != columns.parts.size(); };
      rows.erase(std::remove_if(rows.begin() + first, rows.end(), part), rows.end());
    }
  } else {
    append_rows(output, output.expr, rows);
  }
  writer.value(output.field, Value(std::move(rows)));
}

// Values of the columns that stood in the same element make one row; a fixed text goes into every
// row the others make.
void RecordMaker::append_rows(const Output& output, const Expr& columns, std::vector<Row>& rows) {
  const auto first = static_cast<std::ptrdiff_t>(rows.size());
  const auto is_fixed = [](const Expr& part) { return part.kind == Expr::Kind::literal; };
  row_places_.clear();
  for (std::size_t i = 0; i < columns.parts.size(); ++i) {
    if (is_fixed(columns.parts[i])) continue;
    for (const MadeValue& value : evaluator_.make(output, columns.parts[i])) {
      const auto place = std::ranges::lower_bound(row_places_, value.row);
      const auto row = rows.begin() + first + (place - row_places_.begin());
      const std::string& name = columns.names[i];
      if (place == row_places_.end() || *place != value.row) {
        if (rows.size() == rows_max) continue;
        row_places_.insert(place, value.row);
        rows.insert(row, Row())->emplace_back(name, value.text);
      } else if (std::ranges::find(*row, name, &Row::value_type::first) == row->end()) {
        row->emplace_back(name, value.text);
      }
    }
  }
  for (std::size_t i = 0; i < columns.parts.size(); ++i) {
    if (!is_fixed(columns.parts[i])) continue;
    const auto values = evaluator_.make(output, columns.parts[i]);
    for (auto row = rows.begin() + first; row != rows.end() && !values.empty(); ++row) {
      const auto at = static_cast<std::ptrdiff_t>(std::min(i, row->size()));
      row->emplace(row->begin() + at, columns.names[i], std::string(values.front().text));
    }
  }
}

bool RecordMaker::amend(const Cells& item, std::size_t start, std::string& mapped) {
  if (hooks_ == nullptr) return false;
  std::string_view bytes = std::string_view(mapped).substr(start);
  Result<Record> record = decode_record(bytes);
  if (!record) return false;
  std::vector<HookInput> inputs;
  for (const HookNeed& need : object_.hook_needs) {
    for (const Cell* cell = item.first(need.slot); cell != nullptr; cell = item.after(*cell)) {
      if (cell->kind != CellKind::wrong) inputs.push_back({need.path, cell->text});
    }
  }
  const RecordKey key = record->key;
  const std::vector<RecordKey> parents = record->parents;
  if (!hooks_->amend_record(inputs, *record, evaluator_.findings())) return false;
  record->key = key;
  record->parents = parents;
  mapped.resize(start);
  encode_record(*record, mapped);
  return mapped.size() - start <= record_bytes_max;
}

}  // namespace crosswalk
