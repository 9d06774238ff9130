#include "sdk/record.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t head_size = 2 + 1 + 4;
constexpr std::size_t parents_max = 2;

template <class Number>
void put_number(Number value, std::string& out) {
  char bytes[sizeof value];
  for (std::size_t i = 0; i < sizeof value; ++i) {
    bytes[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  }
  out.append(bytes, sizeof value);
}

template <class Number>
void patch_number(Number value, std::size_t at, std::string& out) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    out[at + i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  }
}

auto place_of_field(std::vector<FieldValue>& fields, Field field) {
  return std::ranges::lower_bound(fields, field, {}, &FieldValue::field);
}

}  // namespace

const Value* Record::find(Field field) const {
  const auto at = std::ranges::lower_bound(fields, field, {}, &FieldValue::field);
  return at == fields.end() || at->field != field ? nullptr : &at->value;
}

void Record::set(Field field, Value value) {
  const auto at = place_of_field(fields, field);
  if (at != fields.end() && at->field == field) {
    at->value = std::move(value);
  } else {
    fields.insert(at, {field, std::move(value)});
  }
}

void Record::erase(Field field) {
  const auto at = place_of_field(fields, field);
  if (at != fields.end() && at->field == field) fields.erase(at);
}

const std::string* Record::text(Field field) const {
  const Value* value = find(field);
  return value == nullptr ? nullptr : std::get_if<std::string>(value);
}

void encode_record(const Record& record, std::string& out) {
  RecordWriter writer(out);
  writer.begin(record.key.kind, record.key.id);
  for (const RecordKey& parent : record.parents) writer.parent(parent.kind, parent.id);
  for (const FieldValue& entry : record.fields) writer.value(entry.field, entry.value);
  writer.finish();
}

void RecordWriter::begin(RecordKind kind, std::string_view id) {
  start_ = out_.size();
  out_ += static_cast<char>(kind);
  put_text(id);
  parents_at_ = out_.size();
  out_ += '\0';
  fields_at_ = 0;
  fields_ = 0;
  parents_ = 0;
}

void RecordWriter::parent(RecordKind kind, std::string_view id) {
  CROSSWALK_CHECK(fields_at_ == 0 && parents_ < parents_max);
  out_ += static_cast<char>(kind);
  put_text(id);
  out_[parents_at_] = static_cast<char>(++parents_);
}

void RecordWriter::text(Field field, std::string_view value) {
  head(field, ValueType::text);
  patch_number(static_cast<std::uint32_t>(value.size()), length_at_, out_);
  out_ += value;
}

void RecordWriter::instant(Field field, std::int64_t ms) {
  head(field, ValueType::instant);
  patch_number(std::uint32_t{sizeof ms}, length_at_, out_);
  put_number(ms, out_);
}

void RecordWriter::flag(Field field, bool value) {
  head(field, ValueType::flag);
  patch_number(std::uint32_t{1}, length_at_, out_);
  out_ += value ? '\1' : '\0';
}

void RecordWriter::open_texts(Field field) {
  head(field, ValueType::texts);
  items_ = 0;
  put_number(items_, out_);
}

void RecordWriter::item(std::string_view value) {
  ++items_;
  put_text(value);
}

void RecordWriter::close_texts() {
  const std::size_t count_at = length_at_ + sizeof(std::uint32_t);
  patch_number(static_cast<std::uint32_t>(out_.size() - count_at), length_at_, out_);
  patch_number(items_, count_at, out_);
}

void RecordWriter::value(Field field, const Value& value) {
  if (const auto* words = std::get_if<std::string>(&value)) return text(field, *words);
  if (const auto* ms = std::get_if<std::int64_t>(&value)) return instant(field, *ms);
  if (const auto* yes = std::get_if<bool>(&value)) return flag(field, *yes);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    open_texts(field);
    for (const std::string& each : *texts) item(each);
    return close_texts();
  }
  const auto& rows = *std::get_if<std::vector<Row>>(&value);
  head(field, ValueType::rows);
  const std::size_t value_at = out_.size();
  put_number(static_cast<std::uint32_t>(rows.size()), out_);
  for (const Row& row : rows) {
    put_number(static_cast<std::uint32_t>(row.size()), out_);
    for (const auto& [name, words] : row) {
      put_text(name);
      put_text(words);
    }
  }
  patch_number(static_cast<std::uint32_t>(out_.size() - value_at), length_at_, out_);
}

void RecordWriter::finish() {
  if (fields_at_ == 0) {
    put_number(std::uint16_t{0}, out_);
  } else {
    patch_number(fields_, fields_at_, out_);
  }
}

void RecordWriter::discard() { out_.resize(start_); }

void RecordWriter::head(Field field, ValueType type) {
  if (fields_at_ == 0) {
    fields_at_ = out_.size();
    put_number(std::uint16_t{0}, out_);
  }
  ++fields_;
  char bytes[head_size] = {};
  bytes[0] = static_cast<char>(static_cast<std::uint16_t>(field));
  bytes[1] = static_cast<char>(static_cast<std::uint16_t>(field) >> 8);
  bytes[2] = static_cast<char>(type);
  out_.append(bytes, head_size);
  length_at_ = out_.size() - sizeof(std::uint32_t);
}

void RecordWriter::put_text(std::string_view value) {
  put_number(static_cast<std::uint32_t>(value.size()), out_);
  out_ += value;
}

}  // namespace crosswalk
