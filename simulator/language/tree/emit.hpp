#pragma once

/// \file
/// A tree as YAML that the strict reader reads back the same, laid out as a person would: sections
/// in lines, what is small in braces. One value to a line, in the order of the tree.

#include <string>

#include "language/tree/node.hpp"

namespace crosswalk::sim::language {

/// The node on one line: `{full: true, tenant: acme}`. Texts are quoted where YAML needs it.
std::string in_one_line(const Node& node);

/// A document whose root is a map; ends with a line end. Control characters are written as escapes;
/// texts must be UTF-8.
std::string to_yaml(const Node& root);

}  // namespace crosswalk::sim::language
