#include <algorithm>

#include "base/utf8.hpp"
#include "sdk/record.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t field_head_size = 2 + 1 + 4;

/// Takes values from the front of bytes nobody vouches for; `good` stays false once they end
/// too early or say something that cannot be.
struct Intake {
  std::string_view rest;
  bool good = true;

  template <class Number>
  Number number() {
    if (!good || rest.size() < sizeof(Number)) {
      good = false;
      return Number{};
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(rest[i])} << (8 * i);
    }
    rest.remove_prefix(sizeof(Number));
    return static_cast<Number>(value);
  }

  std::string_view bytes(std::size_t size) {
    if (!good || rest.size() < size) {
      good = false;
      return {};
    }
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }

  std::string_view text() {
    const std::string_view taken = bytes(number<std::uint32_t>());
    good = good && valid_utf8(taken);
    return taken;
  }

  /// A count of things that take at least `least` bytes each, so that no count makes us
  /// reserve more than what was sent.
  std::uint32_t count(std::size_t least) {
    const auto counted = number<std::uint32_t>();
    good = good && counted <= rest.size() / least;
    return good ? counted : 0;
  }
};

std::vector<std::string> take_texts(Intake& from) {
  const std::uint32_t count = from.count(4);
  std::vector<std::string> texts;
  texts.reserve(count);
  for (std::uint32_t i = 0; i < count && from.good; ++i) texts.emplace_back(from.text());
  return texts;
}

std::vector<Row> take_rows(Intake& from) {
  const std::uint32_t count = from.count(4);
  std::vector<Row> rows;
  rows.reserve(count);
  for (std::uint32_t i = 0; i < count && from.good; ++i) {
    const std::uint32_t pairs = from.count(8);
    Row& row = rows.emplace_back();
    row.reserve(pairs);
    for (std::uint32_t p = 0; p < pairs && from.good; ++p) {
      std::string name(from.text());
      row.emplace_back(std::move(name), from.text());
    }
  }
  return rows;
}

Value take_value(ValueType type, Intake& from) {
  switch (type) {
    case ValueType::text:
      from.good = from.good && valid_utf8(from.rest);
      return std::string(from.bytes(from.rest.size()));
    case ValueType::instant:
      return from.number<std::int64_t>();
    case ValueType::flag: {
      const auto written = from.number<std::uint8_t>();
      from.good = from.good && written <= 1;
      return written == 1;
    }
    case ValueType::texts:
      return take_texts(from);
    case ValueType::rows:
      return take_rows(from);
  }
  from.good = false;
  return {};
}

RecordKey take_key(Intake& from) {
  RecordKey key;
  const auto kind = from.number<std::uint8_t>();
  from.good = from.good && kind < record_kind_count;
  if (from.good) key.kind = static_cast<RecordKind>(kind);
  key.id = from.text();
  from.good = from.good && !key.id.empty() && key.id.size() <= record_id_bytes_max;
  return key;
}

void take_parents(Intake& from, Record& record) {
  const auto count = from.number<std::uint8_t>();
  if (!from.good) return;  // The kind may be none.
  const auto may = parents_of(record.key.kind);
  from.good = count <= may.size();
  for (std::uint8_t i = 0; i < count && from.good; ++i) {
    RecordKey parent = take_key(from);
    const bool twice =
        std::ranges::find(record.parents, parent.kind, &RecordKey::kind) != record.parents.end();
    from.good = from.good && !twice && std::ranges::find(may, parent.kind) != may.end();
    record.parents.push_back(std::move(parent));
  }
}

void take_fields(Intake& from, Record& record) {
  const auto count = from.number<std::uint16_t>();
  from.good = from.good && count <= from.rest.size() / field_head_size;
  if (from.good) record.fields.reserve(count);
  std::uint16_t before = 0;
  for (std::uint16_t i = 0; i < count && from.good; ++i) {
    const auto number = from.number<std::uint16_t>();
    const auto type = from.number<std::uint8_t>();
    const std::string_view bytes = from.bytes(from.number<std::uint32_t>());
    const FieldSpec* spec = find_field(number);
    const bool known = spec != nullptr && spec->kind == record.key.kind &&
                       static_cast<std::uint8_t>(spec->type) == type;
    if (!from.good || !known || number <= before) {
      from.good = false;
      return;
    }
    before = number;
    Intake inside{bytes};
    Value value = take_value(spec->type, inside);
    from.good = inside.good && inside.rest.empty();
    record.fields.push_back({spec->field, std::move(value)});
  }
}

}  // namespace

Result<Record> decode_record(std::string_view& bytes) {
  Intake from{bytes.substr(0, record_bytes_max)};
  Record record;
  record.key = take_key(from);
  take_parents(from, record);
  take_fields(from, record);
  if (!from.good) {
    return Error{ErrorCode::invalid_input, "the bytes are not a record as the table has it",
                 "encoded record"};
  }
  bytes.remove_prefix(std::min(bytes.size(), record_bytes_max) - from.rest.size());
  return record;
}

}  // namespace crosswalk
