#pragma once

/// \file
/// Strict YAML as a tree that remembers places, built from yaml-cpp's events. Duplicate keys,
/// aliases, anchors and tags are refused; every scalar is text, so NO, yes and 1.10 stay what
/// was written; whoever reads decides what a word means.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace crosswalk {

struct YamlNode {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  std::string text;             ///< Of a scalar.
  bool quoted = false;          ///< The scalar was written in quotes or as a block.
  std::vector<YamlNode> items;  ///< Of a list; of a map, the values.
  std::vector<YamlNode> keys;   ///< Of a map, in order, always scalars.
  int line = 1;                 ///< 1-based place where the node begins.
  int column = 1;

  /// The value of a key of a map; null when this is no map or has none.
  const YamlNode* find(std::string_view key) const;
};

/// One document of at most `bytes_max` bytes and 64 levels. `file` names it in errors, whose
/// place is "file:line:column".
Result<YamlNode> parse_yaml(std::string_view text, std::string_view file,
                            std::size_t bytes_max = 1024 * 1024);

/// "file:line:column" of a node.
std::string place_of(const YamlNode& node, std::string_view file);

/// The word nearest to `given` by edit distance, at most a third of its length away.
std::optional<std::string> nearest_word(std::string_view given,
                                        const std::vector<std::string_view>& known);

/// An invalid_input error at the node: "unknown key 'x'; did you mean 'y'?" and the like.
Error unknown_key(const YamlNode& key, std::string_view file,
                  const std::vector<std::string_view>& known);

}  // namespace crosswalk
