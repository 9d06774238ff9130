#include "language/tree/node.hpp"

#include <algorithm>

namespace crosswalk::sim::language {
namespace {

std::size_t place(const Node& node, std::string_view key) {
  if (!node.is_map()) return node.keys.size();
  const auto found = std::ranges::find(node.keys, key, &Node::text);
  return static_cast<std::size_t>(found - node.keys.begin());
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const std::size_t at = place(*this, key);
  return at < keys.size() ? &items[at] : nullptr;
}

Node* Node::find(std::string_view key) {
  const std::size_t at = place(*this, key);
  return at < keys.size() ? &items[at] : nullptr;
}

Node scalar(std::string text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  return node;
}

Node list() {
  Node node;
  node.kind = Node::Kind::list;
  return node;
}

Node map() {
  Node node;
  node.kind = Node::Kind::map;
  return node;
}

void put(Node& into, std::string key, Node value) {
  into.keys.push_back(scalar(std::move(key)));
  into.items.push_back(std::move(value));
}

void take_out(Node& map, std::string_view key) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    if (map.keys[i].text != key) continue;
    map.keys.erase(map.keys.begin() + static_cast<std::ptrdiff_t>(i));
    map.items.erase(map.items.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

Node from_yaml(YamlNode&& yaml, std::uint32_t file) {
  Node node;
  node.kind = yaml.kind;
  node.text = std::move(yaml.text);
  node.line = yaml.line;
  node.column = yaml.column;
  node.file = file;
  for (YamlNode& each : yaml.items) node.items.push_back(from_yaml(std::move(each), file));
  for (YamlNode& each : yaml.keys) node.keys.push_back(from_yaml(std::move(each), file));
  return node;
}

void merge(Node& below, Node&& above) {
  if (below.is_list() && above.is_list()) {
    std::ranges::move(above.items, std::back_inserter(below.items));
  } else if (below.is_map() && above.is_map()) {
    for (std::size_t i = 0; i < above.keys.size(); ++i) {
      if (Node* const there = below.find(above.keys[i].text)) {
        merge(*there, std::move(above.items[i]));
      } else {
        below.keys.push_back(std::move(above.keys[i]));
        below.items.push_back(std::move(above.items[i]));
      }
    }
  } else {
    below = std::move(above);
  }
}

Problem Reader::noted(Problem wrong) const {
  if (!wrong || mistakes == nullptr) return wrong;
  const auto told = [&](const Error& each) {
    return each.where == wrong->where && each.what == wrong->what;
  };
  const bool anew = std::ranges::none_of(*mistakes, told);
  if (anew && mistakes->size() < mistakes_max) mistakes->push_back(*wrong);
  return mistakes->size() < mistakes_max ? Problem{} : wrong;
}

Error Reader::wrong(const Node& at, std::string what) const {
  if (!run.empty()) what += " (in the run" + run + ")";
  return {ErrorCode::invalid_input, std::move(what),
          files.at(at.file) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column)};
}

Error Reader::unknown(const Node& at, std::string_view noun, std::string_view word,
                      const std::vector<std::string_view>& known, std::string_view more) const {
  constexpr std::size_t shown_max = 60;
  std::string what =
      "there is no " + std::string(noun) + " '" + std::string(word.substr(0, shown_max)) + "'";
  if (const auto nearest = nearest_word(word, known)) {
    what += "; did you mean '" + *nearest + "'?";
  } else if (!known.empty()) {
    what += known.size() == 1 ? "; the only one is " : "; known are ";
    for (std::size_t i = 0; i < known.size(); ++i) {
      what += (i == 0 ? "" : ", ") + std::string(known[i]);
    }
  } else {
    what += "; none is there";
  }
  if (!more.empty()) what += (what.ends_with('?') ? " " : ". ") + std::string(more);
  return wrong(at, std::move(what));
}

}  // namespace crosswalk::sim::language
