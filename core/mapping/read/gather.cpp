#include "mapping/read/gather.hpp"

#include <bit>
#include <cstring>

namespace crosswalk {
namespace {

constexpr std::size_t number_bytes_max = 64;

std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - 0x0101010101010101u) & ~word & 0x8080808080808080u;
}

// The length of a key up to its quote, eight bytes at a time; a backslash ends it, too.
std::size_t key_size(const char* key) {
  for (std::size_t size = 0;; size += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, key + size, sizeof word);
    const std::uint64_t hits =
        zero_bytes(word ^ 0x2222222222222222u) | zero_bytes(word ^ 0x5C5C5C5C5C5C5C5Cu);
    if (hits != 0) return size + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
  }
}

std::string_view without_blanks(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

std::size_t digits(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

bool is_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = at;
  at = digits(text, at);
  if (at == whole || (text[whole] == '0' && at > whole + 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = at + 1;
    at = digits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

}  // namespace

namespace od = simdjson::ondemand;

std::int32_t Gatherer::place_of_escaped(od::field& field, const KeyTable& members) {
  std::string_view plain;
  if (field.unescaped_key().get(plain) != simdjson::SUCCESS) return KeyTable::none;
  key_.assign(plain).append(8, '\0');
  return members.find(key_.data(), plain.size());
}

bool Gatherer::object(od::object object, std::int32_t at) {
  std::uint64_t seen = 0;
  const KeyTable& members = node(at).members;
  for (auto result : object) {
    if (result.error() != simdjson::SUCCESS) return stop("the JSON is broken");
    // By reference: a copy would wait for the stores that have just made it.
    od::field& field = result.value_unsafe();
    const char* name = field.key().raw();
    const std::size_t size = key_size(name);
    const std::int32_t place =
        name[size] == '"' ? members.find(name, size) : place_of_escaped(field, members);
    if (place < 0) continue;
    const std::uint64_t bit = std::uint64_t{1} << place;
    if ((seen & bit) != 0) duplicate_key_ = true;
    seen |= bit;
    if (!value(field.value(), members.child(place))) return false;
  }
  return true;
}

bool Gatherer::value(od::value& value, std::int32_t at) {
  if (at == elsewhere_at_) {
    elsewhere(value);
    return trouble_ == nullptr;
  }
  od::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return stop("the JSON is broken");
  const Shape::Node& here = node(at);
  if (type == od::json_type::object) {
    if (here.members.size() == 0) {
      wrong(here);
      return true;
    }
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return stop("the JSON is broken");
    return this->object(object, at);
  }
  if (type == od::json_type::array) {
    if (here.elements == KeyTable::none) {
      wrong(here);
      return true;
    }
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return stop("the JSON is broken");
    return this->array(array, here.elements);
  }
  return scalar(value, type, here);
}

bool Gatherer::array(od::array array, std::int32_t at) {
  const Shape::Node& element = node(at);
  const bool outermost = arrays_++ == 0;
  std::uint32_t row = 0;
  for (auto result : array) {
    if (result.error() != simdjson::SUCCESS) return stop("the JSON is broken");
    od::value& each = result.value_unsafe();
    if (outermost) row_ = row++;
    const std::size_t marks = marks_.size();
    for (const Shape::Gate& gate : element.gates) {
      for (const SlotId slot : gate.governed) marks_.push_back(cells_.mark(slot));
    }
    for (const auto& [member, slot] : element.tested) cells_.clear(slot);
    if (!value(each, at)) return false;
    pass_gates(element, marks);
  }
  if (--arrays_ == 0) row_ = 0;
  return true;
}

bool Gatherer::passes_tests(const Shape::Gate& gate) const {
  for (const Shape::Test& test : gate.tests) {
    const Cell* cell = cells_.first(test.slot);
    if (!passes(test.op, test.word, cell ? cell->text : std::string_view(), cell != nullptr)) {
      return false;
    }
  }
  return true;
}

void Gatherer::pass_gates(const Shape::Node& element, std::size_t marks) {
  std::size_t mark = marks;
  for (const Shape::Gate& gate : element.gates) {
    const bool open = passes_tests(gate);
    for (const SlotId slot : gate.governed) {
      if (!open) cells_.cut(slot, marks_[mark]);
      ++mark;
    }
  }
  marks_.resize(marks);
}

bool Gatherer::scalar(od::value& value, od::json_type type, const Shape::Node& node) {
  CellKind kind = CellKind::text;
  std::string_view text;
  if (type == od::json_type::string) {
    if (!node.slots.empty() && value.get_string().get(text) != simdjson::SUCCESS) {
      kind = CellKind::wrong;  // An escape that stands for nothing, such as half a surrogate.
      text = {};
    }
  } else {
    text = without_blanks(value.raw_json_token());
    if (type == od::json_type::null) {
      return text == "null" || stop("the JSON is broken");
    }
    const bool flag = type == od::json_type::boolean;
    const bool sound = flag ? text == "true" || text == "false" : is_number(text);
    if (!sound) return stop("the JSON is broken");
    kind = flag ? CellKind::flag : CellKind::number;
    if (text.size() > number_bytes_max) kind = CellKind::wrong;
  }
  if (node.slots.empty()) {
    wrong(node);
    return true;
  }
  for (const SlotId slot : node.slots) cells_.add(slot, text, kind, row_);
  return true;
}

void Gatherer::wrong(const Shape::Node& node) {
  for (const SlotId slot : node.beneath) cells_.add(slot, {}, CellKind::wrong, row_);
}

}  // namespace crosswalk
