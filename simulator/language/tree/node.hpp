#pragma once

/// \file
/// The tree that a scenario is read from and written through. It is what strict YAML gave, with the
/// number of the file a node came from, because fragments are joined with the file that uses them
/// before anything is understood; an error still names the place it was written at.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text/yaml.hpp"

namespace crosswalk::sim::language {

struct Node {
  using Kind = YamlNode::Kind;

  Kind kind = Kind::null;
  std::string text;         ///< Of a scalar.
  std::vector<Node> items;  ///< Of a list; of a map, the values.
  std::vector<Node> keys;   ///< Of a map, in order, always scalars.
  int line = 0;             ///< 1-based; 0 for what was not read.
  int column = 0;
  std::uint32_t file = 0;  ///< Which of the Reader's files.

  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_scalar() const { return kind == Kind::scalar; }
};

Node scalar(std::string text);
Node list();
Node map();
/// Appends to a map. The key must be new to it.
void put(Node& into, std::string key, Node value);

/// Takes a key with its value out of a map, if it is there.
void take_out(Node& map, std::string_view key);

/// The same tree, all of it from that file.
Node from_yaml(YamlNode&& yaml, std::uint32_t file);

/// Lists are joined in order, maps merged, and else `above` wins.
void merge(Node& below, Node&& above);

using Problem = std::optional<Error>;

/// How many mistakes of one file are told at once.
inline constexpr std::size_t mistakes_max = 20;

/// Who reads: knows the files' names and how a mistake is told.
struct Reader {
  std::vector<std::string> files;
  std::string run;  ///< The matrix's values, where there is one; told with each mistake.
  std::vector<Error>* mistakes = nullptr;  ///< Where all of them are kept; null: the first ends it.
  /// What is wrong with the folder of a fixture; empty where nobody looks.
  std::function<std::string(const std::string& folder)> fixture_trouble;

  /// Keeps a mistake and goes on: nothing. The mistake itself where none are kept, or enough are.
  Problem noted(Problem wrong) const;
  std::size_t noted_so_far() const { return mistakes == nullptr ? 0 : mistakes->size(); }

  /// invalid_input at the node.
  Error wrong(const Node& at, std::string what) const;
  /// "there is no NOUN 'WORD'; did you mean ...?", or all the words there are; then a sentence
  /// `more`, if it is not empty.
  Error unknown(const Node& at, std::string_view noun, std::string_view word,
                const std::vector<std::string_view>& known, std::string_view more = {}) const;
};

}  // namespace crosswalk::sim::language
