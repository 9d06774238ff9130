#include "mapping/read/lookup_table.hpp"

#include <optional>

#include "sdk/record.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t text_bytes_max = 64 * 1024;

void append_text(std::string_view text, std::string& out) {
  const auto size = static_cast<std::uint32_t>(text.size());
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift);
  out += text;
}

std::optional<std::string_view> take_text(std::string_view& rest) {
  if (rest.size() < 4) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    size |= static_cast<std::size_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
  }
  rest.remove_prefix(4);
  if (size > rest.size() || size > text_bytes_max) return std::nullopt;
  const std::string_view text = rest.substr(0, size);
  rest.remove_prefix(size);
  return text;
}

std::string_view text_of(const Cell* cell) {
  if (cell == nullptr || cell->kind == CellKind::wrong) return {};
  return cell->text.size() > text_bytes_max ? std::string_view() : cell->text;
}

}  // namespace

void append_entry(const LookupProgram& lookup, const Cells& item, std::string& entries) {
  const std::string_view id = text_of(item.first(lookup.key));
  if (id.empty() || id.size() > record_id_bytes_max) return;
  append_text(id, entries);
  entries += static_cast<char>(lookup.fields.size());
  for (const SlotId field : lookup.fields) append_text(text_of(item.first(field)), entries);
}

Result<LookupTable> LookupTable::read(std::string_view entries, std::size_t fields) {
  const Error foreign{ErrorCode::invalid_input, "these are not the entries of this lookup", {}};
  LookupTable table;
  while (!entries.empty()) {
    const auto id = take_text(entries);
    if (!id || entries.empty() || static_cast<unsigned char>(entries.front()) != fields) {
      return foreign;
    }
    entries.remove_prefix(1);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < fields; ++i) {
      const auto text = take_text(entries);
      if (!text) return foreign;
      texts.emplace_back(*text);
    }
    table.entries_[std::string(*id)] = std::move(texts);
  }
  return table;
}

const std::vector<std::string>* LookupTable::find(std::string_view id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace crosswalk
