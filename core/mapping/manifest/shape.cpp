#include <algorithm>

#include "base/check.hpp"
#include "mapping/manifest/paths.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t members_max = 64;  // One bit each marks a repeated key while walking.
constexpr std::size_t slots_max = 1024;

}  // namespace

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

// One slot for each member that filters ask about, however many of them ask.
SlotId Shape::tested_slot(std::int32_t element, std::int32_t member) {
  for (const auto& [node, slot] : nodes[static_cast<std::size_t>(element)].tested) {
    if (node == member) return slot;
  }
  const SlotId fresh = slot_count++;
  nodes[static_cast<std::size_t>(member)].slots.push_back(fresh);
  nodes[static_cast<std::size_t>(element)].tested.emplace_back(member, fresh);
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
      gate.tests.push_back({tested_slot(at, member), filter.op, filter.word});
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
