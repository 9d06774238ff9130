#include "sdk/value_bytes.hpp"

#include <cstdint>

namespace crosswalk {
namespace {

void append_u32(std::size_t number, std::string& out) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((number >> shift) & 0xFF);
}

void append_sized(std::string_view text, std::string& out) {
  append_u32(text.size(), out);
  out += text;
}

std::optional<std::uint32_t> take_u32(std::string_view& bytes) {
  if (bytes.size() < 4) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < 4; ++at) {
    number |= std::uint32_t{static_cast<unsigned char>(bytes[at])} << (8 * at);
  }
  bytes.remove_prefix(4);
  return number;
}

std::optional<std::string> take_sized(std::string_view& bytes) {
  const auto size = take_u32(bytes);
  if (!size || *size > bytes.size()) return std::nullopt;
  std::string text(bytes.substr(0, *size));
  bytes.remove_prefix(*size);
  return text;
}

std::optional<Value> read_instant(std::string_view bytes) {
  if (bytes.size() != 8) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < 8; ++at) {
    number |= std::uint64_t{static_cast<unsigned char>(bytes[at])} << (8 * at);
  }
  return Value{static_cast<std::int64_t>(number)};
}

std::optional<Value> read_texts(std::string_view bytes) {
  std::vector<std::string> texts;
  while (!bytes.empty()) {
    auto text = take_sized(bytes);
    if (!text) return std::nullopt;
    texts.push_back(std::move(*text));
  }
  return Value{std::move(texts)};
}

std::optional<Row> take_row(std::string_view& bytes) {
  const auto pairs = take_u32(bytes);
  if (!pairs) return std::nullopt;
  Row row;
  for (std::uint32_t pair = 0; pair < *pairs; ++pair) {
    auto name = take_sized(bytes);
    if (!name) return std::nullopt;
    auto value = take_sized(bytes);
    if (!value) return std::nullopt;
    row.emplace_back(std::move(*name), std::move(*value));
  }
  return row;
}

std::optional<Value> read_rows(std::string_view bytes) {
  std::vector<Row> rows;
  while (!bytes.empty()) {
    auto row = take_row(bytes);
    if (!row) return std::nullopt;
    rows.push_back(std::move(*row));
  }
  return Value{std::move(rows)};
}

struct Append {
  std::string& out;

  void operator()(const std::string& text) const { out += text; }
  void operator()(std::int64_t ms) const {
    append_u32(static_cast<std::uint64_t>(ms) & 0xFFFFFFFFu, out);
    append_u32(static_cast<std::uint64_t>(ms) >> 32, out);
  }
  void operator()(bool flag) const { out += flag ? '\1' : '\0'; }
  void operator()(const std::vector<std::string>& texts) const {
    for (const auto& text : texts) append_sized(text, out);
  }
  void operator()(const std::vector<Row>& rows) const {
    for (const Row& row : rows) {
      append_u32(row.size(), out);
      for (const auto& [name, value] : row) {
        append_sized(name, out);
        append_sized(value, out);
      }
    }
  }
};

}  // namespace

ValueType type_of(const Value& value) { return static_cast<ValueType>(value.index()); }

void append_value_bytes(const Value& value, std::string& out) { std::visit(Append{out}, value); }

std::optional<Value> read_value_bytes(ValueType type, std::string_view bytes) {
  switch (type) {
    case ValueType::text:
      return Value{std::string(bytes)};
    case ValueType::instant:
      return read_instant(bytes);
    case ValueType::flag:
      if (bytes.size() != 1 || (bytes[0] != '\0' && bytes[0] != '\1')) return std::nullopt;
      return Value{bytes[0] == '\1'};
    case ValueType::texts:
      return read_texts(bytes);
    case ValueType::rows:
      return read_rows(bytes);
  }
  return std::nullopt;
}

}  // namespace crosswalk
