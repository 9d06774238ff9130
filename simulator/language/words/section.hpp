#pragma once

/// \file
/// A part of a scenario as a table of its words. Each row has the word, what it means, its value
/// and where that is kept; reading, writing, the schema and the reference all walk the same rows.

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "language/tree/emit.hpp"
#include "language/words/value.hpp"

namespace crosswalk::sim::language {

template <class T>
struct Word {
  std::string_view key;
  std::string_view help;
  std::string type;
  Json schema;
  bool required = false;
  std::function<Problem(const Node&, const Reader&, T&)> read{};
  std::function<Node(const T& value, const T& usual)> write{};
  /// Whether it must be said of `value`, where `usual` is what holds unless it is.
  std::function<bool(const T& value, const T& usual)> differs{};
};

template <class T>
struct Section {
  std::string_view name;  ///< One part of it: "tenant", "fault", "step".
  std::string_view help;
  std::vector<Word<T>> words;

  Known known() const {
    Known all;
    for (const Word<T>& word : words) all.push_back(word.key);
    return all;
  }
};

/// A word kept where `place` says: a pointer to a member, or a function of a T& (and a const T&).
template <class T, class Place, class V>
Word<T> word(std::string_view key, Place place, Value<V> value, std::string_view help) {
  Word<T> made{.key = key, .help = help, .type = value.type, .schema = value.schema};
  made.read = [place, value](const Node& node, const Reader& reader, T& into) {
    return value.read(node, reader, std::invoke(place, into));
  };
  made.write = [place, value](const T& said, const T& usual) {
    return value.write(std::invoke(place, said), std::invoke(place, usual));
  };
  made.differs = [place](const T& said, const T& usual) {
    return !(std::invoke(place, said) == std::invoke(place, usual));
  };
  return made;
}

template <class T>
Word<T> required(Word<T> made) {
  made.required = true;
  return made;
}

/// The words of a part, for the whole that holds it at `place`.
template <class T, class Part, class Place>
Word<T> lifted(const Word<Part>& inner, Place place) {
  Word<T> made{.key = inner.key, .help = inner.help, .type = inner.type, .schema = inner.schema};
  made.required = inner.required;
  made.read = [place, inner](const Node& node, const Reader& reader, T& into) {
    return inner.read(node, reader, std::invoke(place, into));
  };
  made.write = [place, inner](const T& said, const T& usual) {
    return inner.write(std::invoke(place, said), std::invoke(place, usual));
  };
  made.differs = [place, inner](const T& said, const T& usual) {
    return inner.differs(std::invoke(place, said), std::invoke(place, usual));
  };
  return made;
}

/// Reads in the order of the table, over what is there already.
template <class T>
Problem read_section(const Section<T>& section, const Node& node, const Reader& reader, T& into) {
  if (!node.is_map()) {
    std::string words;
    for (const auto key : section.known()) words += (words.empty() ? "" : ", ") + std::string(key);
    return reader.wrong(
        node, "this must be a map of the words of a " + std::string(section.name) + ": " + words);
  }
  const Known known = section.known();
  for (const Node& key : node.keys) {
    if (std::ranges::find(known, key.text) == known.end()) {
      return reader.unknown(key, "word of a " + std::string(section.name), key.text, known);
    }
  }
  for (const Word<T>& word : section.words) {
    const Node* const value = node.find(word.key);
    if (value == nullptr && word.required) {
      return reader.wrong(node, "`" + std::string(word.key) + "` is missing from this " +
                                    std::string(section.name) + ": " + std::string(word.help));
    }
    if (value == nullptr) continue;
    if (auto wrong = word.read(*value, reader, into)) return wrong;
  }
  return std::nullopt;
}

/// A map of the words that must be said.
template <class T>
Node write_section(const Section<T>& section, const T& said, const T& usual) {
  Node node = map();
  for (const Word<T>& word : section.words) {
    if (!word.required && !word.differs(said, usual)) continue;
    put(node, std::string(word.key), word.write(said, usual));
  }
  return node;
}

}  // namespace crosswalk::sim::language
