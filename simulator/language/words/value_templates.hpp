#pragma once

/// \file
/// The templates of value.hpp: values made of other values. Nobody includes this but that header.
/// Each takes over the type, the schema, the reading and the writing of what it is made of, so a
/// list of durations is refused, described and written as its durations are.

#include <algorithm>

#include "language/words/value.hpp"

namespace crosswalk::sim::language {

// Replaces what was there: a tenant's list is the tenant's own, whatever the world's says. Joining
// the lists of fragments happens in the tree, before anything is read.
template <class V>
Value<std::vector<V>> list_of(Value<V> one, std::size_t items_max) {
  Value<std::vector<V>> all;
  all.type = "a list: " + one.type;
  all.schema = any_of({one.schema, Json::Members{{"type", "array"}, {"items", one.schema}}});
  all.read = [one, items_max](const Node& node, const Reader& reader,
                              std::vector<V>& into) -> Problem {
    // All or nothing: where one of them is refused, what was there before is still there.
    std::vector<V> read;
    const bool single = !node.is_list();
    const std::size_t count = single ? 1 : node.items.size();
    if (count > items_max) {
      return reader.wrong(node, "this list is longer than " + std::to_string(items_max));
    }
    for (std::size_t i = 0; i < count; ++i) {
      V value{};
      auto wrong = one.read(single ? node : node.items[i], reader, value);
      if (auto told = reader.noted(std::move(wrong))) return told;
      read.push_back(std::move(value));
    }
    into = std::move(read);
    return std::nullopt;
  };
  // A list of one keeps its brackets: what is one today is two tomorrow, and an editor's schema
  // shows which of the two forms it is.
  all.write = [one](const std::vector<V>& values, const std::vector<V>&) {
    Node node = list();
    for (const V& each : values) node.items.push_back(one.write(each, V{}));
    return node;
  };
  return all;
}

// Written only where there is a value: a word is asked to write itself if it differs from what is
// usual, and usual is nothing.
template <class V>
Value<std::optional<V>> maybe(Value<V> one) {
  Value<std::optional<V>> perhaps;
  perhaps.type = one.type;
  perhaps.schema = one.schema;
  // What is written is there: null says that a value is missing, and is refused by the value.
  perhaps.read = [one](const Node& node, const Reader& reader, std::optional<V>& into) -> Problem {
    V value{};
    if (auto wrong = one.read(node, reader, value)) return wrong;
    into = std::move(value);
    return std::nullopt;
  };
  perhaps.write = [one](const std::optional<V>& value, const std::optional<V>&) {
    // Nothing is not the value that V begins with: an editor would show that as the usual one.
    return value ? one.write(*value, V{}) : Node{};
  };
  return perhaps;
}

// The enumeration's values must begin at 0 and leave none out, in the order of the words: a value
// is the place of its word. A new value without a word is found by the test that writes invented
// scenarios and reads them back.
template <class E>
Value<E> choice(std::string noun, Known words) {
  const Value<std::string> word = one_word(std::move(noun), words);
  Value<E> chosen;
  chosen.type = word.type;
  chosen.schema = word.schema;
  // The word's own reading refuses what is no word, with the nearest one, so that a place is found.
  chosen.read = [word, words](const Node& node, const Reader& reader, E& into) -> Problem {
    std::string text;
    if (auto wrong = word.read(node, reader, text)) return wrong;
    into = static_cast<E>(std::ranges::find(words, text) - words.begin());
    return std::nullopt;
  };
  chosen.write = [words](const E& value, const E&) {
    return scalar(std::string(words.at(static_cast<std::size_t>(value))));
  };
  return chosen;
}

}  // namespace crosswalk::sim::language
