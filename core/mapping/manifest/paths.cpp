#include "mapping/manifest/paths.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

constexpr std::size_t path_steps_max = 16;
constexpr std::size_t filters_max = 8;
constexpr std::size_t members_max = 64;  // One bit each marks a repeated key while walking.
constexpr std::size_t slots_max = 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_letter(char a, char b) { return lower(a) == lower(b); }

bool begins(const char* text, std::string_view word) {
  for (const char c : word) {
    if (!same_letter(*text++, c)) return false;
  }
  return true;
}

bool contains(std::string_view text, std::string_view word) {
  const char first = lower(word.front());
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (lower(text[at]) == first && begins(text.data() + at, word)) return true;
  }
  return false;
}

Error mistake(std::string what) { return {ErrorCode::invalid_input, std::move(what), {}}; }

std::optional<std::string> unescape(std::string_view name) {
  std::string plain;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '~') {
      plain += name[i];
      continue;
    }
    if (++i == name.size() || (name[i] != '0' && name[i] != '1')) return std::nullopt;
    plain += name[i] == '0' ? '~' : '/';
  }
  return plain;
}

std::string escape(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

std::string text_of(const Filter& filter) {
  constexpr std::string_view ops[] = {"=", "!=", "~", "^"};
  return filter.member + std::string(ops[static_cast<std::size_t>(filter.op)]) + filter.word;
}

Result<Filter> parse_filter(std::string_view text) {
  const std::size_t at = text.find_first_of("=!~^");
  if (at == std::string_view::npos) {
    return mistake("a filter is member=word, member!=word, member~part or member^beginning");
  }
  Filter filter{.member = std::string(text.substr(0, at)), .op = FilterOp::equals, .word = {}};
  std::size_t word = at + 1;
  switch (text[at]) {
    case '!':
      if (word == text.size() || text[word] != '=') return mistake("'!' must be followed by '='");
      ++word;
      filter.op = FilterOp::differs;
      break;
    case '~':
      filter.op = FilterOp::contains;
      break;
    case '^':
      filter.op = FilterOp::begins;
      break;
    default:
      break;
  }
  filter.word = text.substr(word);
  if (filter.word.empty()) return mistake("a filter needs a word to compare with");
  return filter;
}

// Cuts one "name[filters]" off the front of `rest`, which begins behind the slash.
Result<PathStep> take_step(std::string_view& rest) {
  std::size_t end = rest.find_first_of("/[");
  if (end == std::string_view::npos) end = rest.size();
  std::optional<std::string> name = unescape(rest.substr(0, end));
  if (!name) return mistake("'~' in a name is written ~0 and '/' is written ~1");
  PathStep step{.member = *std::move(name), .elements = false, .filters = {}};
  rest.remove_prefix(end);
  if (!rest.empty() && rest.front() == '[') {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) return mistake("'[' without ']'");
    Result<std::vector<Filter>> filters = parse_filters(rest.substr(1, close - 1));
    if (!filters) return std::move(filters).error();
    step.elements = true;
    step.filters = *std::move(filters);
    rest.remove_prefix(close + 1);
  }
  if (step.member.empty() && !step.elements) return mistake("a name is missing between slashes");
  if (!rest.empty() && rest.front() != '/') return mistake("'/' must follow ']'");
  return step;
}

}  // namespace

bool passes(FilterOp op, std::string_view word, std::string_view text, bool present) {
  if (!present) return op == FilterOp::differs;
  switch (op) {
    case FilterOp::equals:
      return text == word;
    case FilterOp::differs:
      return text != word;
    case FilterOp::contains:
      return contains(text, word);
    case FilterOp::begins:
      return text.size() >= word.size() && begins(text.data(), word);
  }
  return false;
}

Result<std::vector<Filter>> parse_filters(std::string_view text) {
  std::vector<Filter> filters;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    Result<Filter> filter = parse_filter(text.substr(0, comma));
    if (!filter) return std::move(filter).error();
    filters.push_back(*std::move(filter));
    if (filters.size() > filters_max) return mistake("more than 8 filters in one pair of brackets");
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return filters;
}

Result<Path> parse_path(std::string_view text) {
  Path path;
  if (text.empty() || text == "/") return path;
  if (text.front() != '/') return mistake("a path begins with '/'");
  while (!text.empty()) {
    text.remove_prefix(1);
    Result<PathStep> step = take_step(text);
    if (!step) return std::move(step).error();
    path.push_back(*std::move(step));
    if (path.size() > path_steps_max) return mistake("a path has more than 16 steps");
  }
  return path;
}

std::string to_text(const Path& path) {
  std::string text;
  for (const PathStep& step : path) {
    text += '/' + escape(step.member);
    if (!step.elements) continue;
    text += '[';
    for (const Filter& filter : step.filters) {
      if (&filter != &step.filters.front()) text += ',';
      text += text_of(filter);
    }
    text += ']';
  }
  return text;
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
                      "more than 64 members of one object, or 1024 paths, are of interest",
                      {}};
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
