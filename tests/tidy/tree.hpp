#pragma once

// The source tree as the tidy tests see it: files with their lines, the include table of
// core/README.md, and which layer a file belongs to.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::tidy {

struct SourceFile {
  std::string path;  // From the root, with '/'.
  std::vector<std::string> lines;
};

// One row of the table. `ours` are folders or single headers; `third_party` maps a header
// prefix to the file names it is limited to, none meaning every file of the layer.
struct LayerRow {
  std::set<std::string> ours;
  std::map<std::string, std::set<std::string>> third_party;
};

using LayerTable = std::map<std::string, LayerRow>;

// Every .hpp, .h and .cpp below the given folders of the tree.
std::vector<SourceFile> sources_below(const std::vector<std::string>& folders);

// The whole text of a file of the tree; fails the test when it cannot be read.
std::string text_of(std::string_view path);

// Reads the table; an empty one means that it could not be found.
LayerTable read_layer_table(std::string_view readme);

// "core/base/text/json.cpp" -> "base/text"; empty when no row speaks of the file.
std::string layer_of(std::string_view path, const LayerTable& table);

// The code of a line: no comment, no text in quotes. `in_block` carries /* */ over lines.
std::string code_of(const std::string& line, bool& in_block);

// Lines that hold code, and lines that hold nothing but comment.
struct LineCount {
  std::size_t code = 0;
  std::size_t comment = 0;
};
LineCount count_lines(const SourceFile& file);

}  // namespace crosswalk::tidy
