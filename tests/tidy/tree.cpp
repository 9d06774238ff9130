#include "tidy/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>

namespace crosswalk::tidy {
namespace {

namespace fs = std::filesystem;

const fs::path root = CROSSWALK_SOURCE_DIR;

bool is_source(const fs::path& path) {
  return path.extension() == ".hpp" || path.extension() == ".cpp" || path.extension() == ".h";
}

// The words a table cell holds in back quotes.
std::vector<std::string> in_quotes(std::string_view cell) {
  std::vector<std::string> words;
  for (std::size_t at = cell.find('`'); at != std::string_view::npos; at = cell.find('`', at)) {
    const std::size_t end = cell.find('`', at + 1);
    if (end == std::string_view::npos) break;
    words.emplace_back(cell.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return words;
}

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> parts;
  std::string part;
  std::istringstream stream{std::string(text)};
  while (std::getline(stream, part, mark)) parts.push_back(part);
  return parts;
}

}  // namespace

std::vector<SourceFile> sources_below(const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      SourceFile file;
      file.path = fs::relative(entry.path(), root).generic_string();
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::string text_of(std::string_view path) {
  std::ifstream stream(root / path, std::ios::binary);
  EXPECT_TRUE(stream.good()) << path << " cannot be read";
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

LayerTable read_layer_table(std::string_view readme) {
  LayerTable table;
  bool inside = false;
  for (const std::string& line : split(readme, '\n')) {
    if (line.starts_with("| from |")) inside = true;
    if (inside && !line.starts_with("|")) break;
    if (!inside || !line.starts_with("| `")) continue;
    const std::vector<std::string> cells = split(line, '|');
    if (cells.size() < 4) continue;
    LayerRow row;
    for (std::string& ours : in_quotes(cells[2])) row.ours.insert(std::move(ours));
    for (const std::string& entry : split(cells[3], ';')) {
      std::vector<std::string> words = in_quotes(entry);
      if (words.empty()) continue;
      row.third_party[words[0]].insert(words.begin() + 1, words.end());
    }
    for (const std::string& from : in_quotes(cells[1])) table[from] = row;
  }
  return table;
}

std::string layer_of(std::string_view path, const LayerTable& table) {
  if (path.starts_with("core/")) path.remove_prefix(5);
  std::string best;
  for (const auto& [layer, row] : table) {
    const bool inside = path.starts_with(layer) && path.substr(layer.size()).starts_with("/");
    if (inside && layer.size() > best.size()) best = layer;
  }
  return best;
}

std::string code_of(const std::string& line, bool& in_block) {
  std::string code;
  char quote = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::string_view rest = std::string_view(line).substr(at);
    if (in_block) {
      if (rest.starts_with("*/")) {
        in_block = false;
        ++at;
      }
      continue;
    }
    if (quote != 0) {
      if (line[at] == '\\')
        ++at;
      else if (line[at] == quote)
        quote = 0;
      continue;
    }
    if (rest.starts_with("//")) break;
    if (rest.starts_with("/*")) {
      in_block = true;
      ++at;
      continue;
    }
    const bool digit_mark = line[at] == '\'' && at > 0 && std::isalnum(line[at - 1]) != 0;
    if ((line[at] == '"' || line[at] == '\'') && !digit_mark) {
      quote = line[at];
      code += "\"\"";
      continue;
    }
    code += line[at];
  }
  return code;
}

LineCount count_lines(const SourceFile& file) {
  LineCount count;
  bool in_block = false;
  for (const std::string& line : file.lines) {
    const bool was_inside = in_block;
    const std::string code = code_of(line, in_block);
    const auto blank = [](const std::string& text) {
      return text.find_first_not_of(" \t\r") == std::string::npos;
    };
    if (!blank(code)) {
      ++count.code;
      // A trailing `///<` documents the member beside it and counts as comment as well.
      if (line.find("///<") != std::string::npos) ++count.comment;
    } else if (!blank(line) || was_inside) {
      ++count.comment;
    }
  }
  return count;
}

}  // namespace crosswalk::tidy
