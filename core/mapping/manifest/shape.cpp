#include <algorithm>
#include <cstring>

#include "base/check.hpp"
#include "mapping/manifest/paths.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t members_max = 64;  // One bit each marks a repeated key while walking.
constexpr std::size_t slots_max = 1024;

std::uint64_t eight_bytes(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Reads eight bytes from the name's beginning, whose tail beyond `size` is masked away.
std::size_t hash(const char* name, std::size_t size) {
  std::uint64_t first = eight_bytes(name);
  if (size < 8) first &= (std::uint64_t{1} << (size * 8)) - 1;
  const std::uint64_t last = size < 8 ? first : eight_bytes(name + size - 8);
  const std::uint64_t mixed = (first ^ (last * 3) ^ size) * 0x9E3779B97F4A7C15u;
  return static_cast<std::size_t>(mixed >> 32);
}

}  // namespace

std::int32_t KeyTable::find(const char* name, std::size_t size) const {
  if (table_.empty()) return none;
  for (std::size_t at = hash(name, size) & mask_;; at = (at + 1) & mask_) {
    const std::int16_t index = table_[at];
    if (index < 0) return none;
    const Entry& entry = entries_[static_cast<std::size_t>(index)];
    if (entry.name.size() == size && std::memcmp(entry.name.data(), name, size) == 0) {
      return index;
    }
  }
}

std::int32_t KeyTable::find_added(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  return found == entries_.end() ? none : found->child;
}

void KeyTable::add(std::string_view name, std::int32_t child) {
  entries_.push_back({std::string(name), child});
  rebuild();
}

// A table four times as long as its names, so that a foreign key nearly always meets an empty
// place at once.
void KeyTable::rebuild() {
  std::size_t places = 8;
  while (places < entries_.size() * 4) places *= 2;
  mask_ = places - 1;
  table_.assign(places, -1);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const std::string padded = entries_[i].name + std::string(8, '\0');
    std::size_t at = hash(padded.data(), entries_[i].name.size()) & mask_;
    while (table_[at] >= 0) at = (at + 1) & mask_;
    table_[at] = static_cast<std::int16_t>(i);
  }
}

std::int32_t Shape::member_of(std::int32_t node, std::string_view name) {
  if (name.empty()) return node;
  const std::int32_t known = nodes[static_cast<std::size_t>(node)].members.find_added(name);
  if (known != KeyTable::none) return known;
  if (nodes[static_cast<std::size_t>(node)].members.size() == members_max) return KeyTable::none;
  const auto fresh = static_cast<std::int32_t>(nodes.size());
  nodes.emplace_back();
  nodes[static_cast<std::size_t>(node)].members.add(name, fresh);
  return fresh;
}

Result<SlotId> Shape::add(const Path& path) {
  const std::string text = to_text(path);
  for (const auto& [known, slot] : known_) {
    if (known == text) return slot;
  }
  const SlotId slot = slot_count++;
  const Error crowded{ErrorCode::invalid_input,
                      "more than 64 members of one object, or 1024 paths, are of interest", {}};
  std::int32_t at = 0;
  std::vector<std::int32_t> way{0};
  for (const PathStep& step : path) {
    at = member_of(at, step.member);
    if (at == KeyTable::none || slot_count > slots_max) return crowded;
    if (at != way.back()) way.push_back(at);
    if (!step.elements) continue;
    const std::int32_t array = at;
    if (nodes[static_cast<std::size_t>(array)].elements == KeyTable::none) {
      nodes[static_cast<std::size_t>(array)].elements = static_cast<std::int32_t>(nodes.size());
      nodes.emplace_back();
    }
    at = nodes[static_cast<std::size_t>(array)].elements;
    way.push_back(at);
    if (step.filters.empty()) continue;
    Gate gate{.tests = {}, .governed = {slot}};
    for (const Filter& filter : step.filters) {
      const std::int32_t member = member_of(at, filter.member);
      if (member == KeyTable::none) return crowded;
      const SlotId tested = slot_count++;
      nodes[static_cast<std::size_t>(member)].slots.push_back(tested);
      nodes[static_cast<std::size_t>(at)].tested.push_back(tested);
      gate.tests.push_back({tested, filter.op, filter.word});
    }
    nodes[static_cast<std::size_t>(at)].gates.push_back(std::move(gate));
  }
  nodes[static_cast<std::size_t>(at)].slots.push_back(slot);
  for (const std::int32_t node : way) nodes[static_cast<std::size_t>(node)].beneath.push_back(slot);
  known_.emplace_back(text, slot);
  return slot;
}

Result<std::int32_t> Shape::node_of(const Path& path) {
  std::int32_t at = 0;
  for (const PathStep& step : path) {
    if (step.elements) {
      return Error{ErrorCode::invalid_input, "brackets have no place in this path", {}};
    }
    at = member_of(at, step.member);
    if (at == KeyTable::none) {
      return Error{ErrorCode::invalid_input, "too many members of one object", {}};
    }
  }
  return at;
}

}  // namespace crosswalk
