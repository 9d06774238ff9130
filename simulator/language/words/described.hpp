#pragma once

/// \file
/// What a table of words looks like to an editor and to a reader of the reference, and how one
/// part is a value inside another.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/words/reading.hpp"

namespace crosswalk::sim::language {

/// A table without its types: what the schema and the reference are made of.
struct Described {
  /// One word.
  struct Row {
    std::string key, type, help;
    std::string usual;      ///< What holds unless it is said; empty where nothing does.
    Json schema;            ///< Of its value.
    bool required = false;  ///< It must be said, and there is no `usual`.
  };
  std::string name, help;  ///< Of the part that it describes.
  std::vector<Row> rows;   ///< In the order of the table.
};

/// What holds unless it is said, as one would write it; empty texts and lists are nothing.
std::string usual_text(const Node& node);

/// The table, where `usual` is what holds while nothing is said.
template <class T>
Described describe(const Section<T>& section, const T& usual = {}) {
  Described told{std::string(section.name), std::string(section.help), {}};
  for (const Word<T>& word : section.words) {
    told.rows.push_back({std::string(word.key), word.type, std::string(word.help),
                         word.required ? "" : usual_text(word.write(usual, usual)), word.schema,
                         word.required});
  }
  return told;
}

/// {"type": "object", ...} of a table; each word with its help and what holds unless it is said.
Json object_schema(const Described& described);

/// An object with exactly one of the properties, or one whose name holds a variable.
Json one_key_of(Json properties);

/// {"$ref": "#/definitions/NAME"}
Json reference_to(std::string_view name);

/// One part as a value of another. The section must live as long as the program.
template <class S>
Value<S> inside(const Section<S>& section) {
  Value<S> value;
  value.type = "see `" + std::string(section.name) + "`";
  value.schema = reference_to(section.name);
  value.read = [&section](const Node& node, const Reader& reader, S& into) {
    return read_section(section, node, reader, into);
  };
  value.write = [&section](const S& said, const S& usual) {
    return write_section(section, said, usual);
  };
  return value;
}

}  // namespace crosswalk::sim::language
