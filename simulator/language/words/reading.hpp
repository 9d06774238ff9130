#pragma once

/// \file
/// Reading and writing one part of a scenario by its table: a part is a map, and each of its keys a
/// row. Both walk the same rows, so whatever can be read can be written, and the other way round.
/// What is refused is refused at the word that is wrong, and the other words are read all the same,
/// so that one look shows every mistake; what is not said stays as it was, so a tenant begins as
/// the world is and a fragment's words stay where the file says none.

#include <algorithm>
#include <string>

#include "language/tree/emit.hpp"
#include "language/words/section.hpp"

namespace crosswalk::sim::language {

/// "a sync", "an export", "a user".
inline std::string with_article(std::string_view name) {
  const bool vowel = !name.empty() && std::string_view("aeio").find(name[0]) != name.npos;
  return (vowel ? "an " : "a ") + std::string(name);
}

/// Reads over what is there already, in the order of the table, whatever order the file has: what
/// the world is must be known before the first tenant. Refused are a node that is no map, a word
/// that the table has not (with the nearest one), and a part without a word that is required.
template <class T>
Problem read_section(const Section<T>& section, const Node& node, const Reader& reader, T& into) {
  if (!node.is_map()) {
    std::string words;
    for (const auto key : section.known()) words += (words.empty() ? "" : ", ") + std::string(key);
    return reader.wrong(
        node, "this must be a map of the words of " + with_article(section.name) + ": " + words);
  }
  const Known known = section.known();
  for (const Node& key : node.keys) {
    if (std::ranges::find(known, key.text) != known.end()) continue;
    auto wrong = reader.unknown(key, "word of " + with_article(section.name), key.text, known);
    if (auto told = reader.noted(std::move(wrong))) return told;
  }
  for (const Word<T>& word : section.words) {
    const Node* const value = node.find(word.key);
    if (value == nullptr && !word.required) continue;
    Problem wrong;
    if (value != nullptr) {
      wrong = word.read(*value, reader, into);
    } else {
      wrong = reader.wrong(node, "`" + std::string(word.key) + "` is missing from this " +
                                     std::string(section.name) + ": " + std::string(word.help));
    }
    if (auto told = reader.noted(std::move(wrong))) return told;
  }
  return std::nullopt;
}

/// A map of the words that must be said of `said`, where `usual` is what holds unless they are;
/// reading it over `usual` gives `said`. Words that are required are always there.
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
