#pragma once

/// \file
/// One record: a key, its parents, and values for canonical fields. It crosses from the worker
/// to the host as a flat run of bytes that the mapping writes once, so a page of records needs
/// no tree of objects; whoever decides about a record decodes it.
///
/// The bytes: kind u8 | id | parent count u8, each kind u8 + id | field count u16, each field
/// u16 + type u8 + length u32 + value. An id is length u32 + UTF-8, and so is each text inside a
/// list, which begins with a count u32; rows and the pairs of each row are counted alike; a text
/// that is the value itself is bare UTF-8. Numbers are little-endian. Fields stand in ascending
/// order of their number, each at most once. Which parents a record may have says parents_of().

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {

/// Names one record of a tenant.
struct RecordKey {
  RecordKind kind = RecordKind::job;
  std::string id;  ///< The vendor's id as text, 1..200 bytes.

  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

/// One address, phone number or the like: (name, text) in order, names of the field table.
using Row = std::vector<std::pair<std::string, std::string>>;

/// A value. The alternative is fixed by the field's ValueType: text -> string, instant ->
/// int64 (milliseconds), flag -> bool, texts -> vector<string>, rows -> vector<Row>.
using Value =
    std::variant<std::string, std::int64_t, bool, std::vector<std::string>, std::vector<Row>>;

struct FieldValue {
  Field field;
  Value value;

  friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// A record, decoded. `fields` is sorted by field, without repeats.
struct Record {
  RecordKey key;
  std::vector<RecordKey> parents;  ///< Of an application: its job and its candidate.
  std::vector<FieldValue> fields;

  const Value* find(Field field) const;        ///< Null when the record lacks it.
  void set(Field field, Value value);          ///< Adds or replaces, keeps the order.
  void erase(Field field);                     ///< Removes it if there.
  const std::string* text(Field field) const;  ///< Null when absent or not a text.

  friend bool operator==(const Record&, const Record&) = default;
};

/// Bounds every encoded record keeps; decode_record() refuses what is beyond them.
inline constexpr std::size_t record_bytes_max = 1024 * 1024;
inline constexpr std::size_t record_id_bytes_max = 200;

/// Appends the bytes of `record` to `out`.
void encode_record(const Record& record, std::string& out);

/// Reads one record from the front of `bytes` and moves the view past it. Anything malformed,
/// a field the table does not have, or a value of another type is invalid_input.
Result<Record> decode_record(std::string_view& bytes);

/// Writes records without building them first: begin(), parents, values in ascending field
/// order, finish(). The mapping's hot path. Borrows `out` and only appends to it.
class RecordWriter {
 public:
  explicit RecordWriter(std::string& out) : out_(out) {}

  void begin(RecordKind kind, std::string_view id);
  void parent(RecordKind kind, std::string_view id);  ///< Before the first value.
  void text(Field field, std::string_view value);
  void instant(Field field, std::int64_t ms);
  void flag(Field field, bool value);
  /// Opens a list; each item follows by item(); then close_texts().
  void open_texts(Field field);
  void item(std::string_view value);
  void close_texts();
  /// Any value, by its alternative.
  void value(Field field, const Value& value);
  void finish();
  /// Takes back everything since begin().
  void discard();

 private:
  void head(Field field, ValueType type);
  void put_text(std::string_view value);

  std::string& out_;
  std::size_t start_ = 0;
  std::size_t parents_at_ = 0;
  std::size_t fields_at_ = 0;
  std::size_t length_at_ = 0;
  std::uint32_t items_ = 0;
  std::uint16_t fields_ = 0;
  std::uint8_t parents_ = 0;
};

}  // namespace crosswalk
