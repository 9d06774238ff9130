#pragma once

/// \file
/// A manifest that says only what differs from another. Both stand in one text, each behind a line
/// "--- # file", the later ones laid over the first: maps are merged key by key, everything else
/// is replaced, and the word `absent` takes a key away. Lines are counted through the whole text,
/// so that a mistake still names the file and the line it stands in.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text/yaml.hpp"

namespace crosswalk {

/// Where a file begins in the text.
struct DocumentPlace {
  std::string file;
  int first_line = 1;
};

/// The text of several documents, parsed and merged.
struct Documents {
  YamlNode root;
  std::vector<DocumentPlace> places;  ///< In ascending order; at least one.
};

/// Parses a text of one document, or of several behind their lines. `file` names one that has no
/// such line. A key that is to be taken away must be there. The same bounds as parse_yaml().
Result<Documents> parse_documents(std::string_view text, std::string_view file);

/// The text of two documents, as the build makes it.
std::string overlaid(std::string_view base_file, std::string_view base, std::string_view over_file,
                     std::string_view over);

/// Moves the line of a node or place into its own file, whose name is the answer.
std::string localise(const std::vector<DocumentPlace>& places, int& line);

}  // namespace crosswalk
