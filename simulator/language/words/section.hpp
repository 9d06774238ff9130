#pragma once

/// \file
/// A part of a scenario as a table of its words. Each row has the word, what it means, its value
/// and where that is kept; reading, writing, the schema and the reference all walk the same rows.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "language/words/value.hpp"

namespace crosswalk::sim::language {

/// One row. It owns all but the texts of `key` and `help`, which live as long as the program.
template <class T>
struct Word {
  std::string_view key;   ///< As it is written.
  std::string_view help;  ///< One sentence.
  std::string type;       ///< Of its value, for people.
  Json schema;            ///< Of its value, for editors.
  bool required = false;
  /// Reads over what is there; the problem names the node.
  std::function<Problem(const Node&, const Reader&, T&)> read{};
  std::function<Node(const T& value, const T& usual)> write{};
  /// Whether it must be said of `value`, where `usual` is what holds unless it is.
  std::function<bool(const T& value, const T& usual)> differs{};
};

/// One table.
template <class T>
struct Section {
  std::string_view name;       ///< Of one part that it describes: "tenant", "fault", "sync".
  std::string_view help;       ///< One sentence about that part.
  std::vector<Word<T>> words;  ///< In the order in which they are read and written.

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

/// The same word, without which a part is refused.
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

}  // namespace crosswalk::sim::language
