// One word per thing. A name that says nothing ("manager") or the same as another name
// ("plugin") costs every later reader; a marker of unfinished work has no place in the tree.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tidy/tree.hpp"

namespace crosswalk::tidy {
namespace {

const std::set<std::string> banned{"manager", "helper", "util",    "utils",  "common",
                                   "data",    "info",   "process", "handle", "do"};

// Words in a name: snake_case parts, and the parts of a PascalCase type.
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (c == '_' || upper) {
      if (!word.empty()) words.push_back(word);
      word.clear();
    }
    if (c != '_') word += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

bool says_nothing(const std::string& name) {
  for (const std::string& word : words_of(name)) {
    if (banned.contains(word)) return true;
  }
  return false;
}

// Whether a banned word can be in the line at all. Expressions are slow, and most lines are fine.
bool worth_a_look(std::string line) {
  for (char& c : line) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::ranges::any_of(
      banned, [&line](const std::string& word) { return line.find(word) != std::string::npos; });
}

TEST(Words, NamesOfFilesTypesAndFunctionsSaySomething) {
  static const std::regex type(R"(\b(?:class|struct|enum class|enum|using)\s+([A-Z]\w+))");
  static const std::regex function(
      R"(^\s*(?:[\w:<>,&*\s\[\]]+\s+[&*]*)([a-z]\w+)\([^;]*(?:\{|;|,)\s*$)");
  for (const SourceFile& file : sources_below({"core", "plugins", "simulator", "tests"})) {
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    EXPECT_FALSE(says_nothing(name.substr(0, name.rfind('.')))) << file.path;
    bool in_block = false;
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
      const std::string code = code_of(file.lines[at], in_block);
      if (!worth_a_look(code)) continue;
      std::smatch match;
      if (std::regex_search(code, match, type)) {
        EXPECT_FALSE(says_nothing(match[1])) << file.path << ":" << at + 1 << ": " << match[1];
      }
      const bool call =
          code.find("return ") != std::string::npos || code.find('=') < code.find('(');
      if (!call && std::regex_search(code, match, function)) {
        EXPECT_FALSE(says_nothing(match[1])) << file.path << ":" << at + 1 << ": " << match[1];
      }
    }
  }
}

TEST(Words, AConnectorIsNeverCalledAnythingElse) {
  static const std::regex other(R"(\b[Pp]lug-?ins?\b)");
  // Our folder, and LinkedIn's own name for its widget.
  static const std::regex allowed(R"(plugins/|[Pp]rofile[ -][Pp]lugin)");
  for (const SourceFile& file : sources_below({"core", "plugins", "simulator"})) {
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
      if (file.lines[at].find("lug") == std::string::npos) continue;
      const std::string line = std::regex_replace(file.lines[at], allowed, "");
      EXPECT_FALSE(std::regex_search(line, other)) << file.path << ":" << at + 1;
    }
  }
}

TEST(Words, NothingIsLeftUnfinished) {
  // In two halves each, or this file would be the first to be found.
  static const std::vector<std::string> markers{
      std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X",
      std::string("not imple") + "mented", std::string("for n") + "ow"};
  for (const SourceFile& file : sources_below({"core", "plugins", "simulator", "tests"})) {
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
      for (const std::string& marker : markers) {
        if (file.lines[at].find(marker) == std::string::npos) continue;
        const std::regex whole_words("\\b" + marker + "\\b");
        EXPECT_FALSE(std::regex_search(file.lines[at], whole_words)) << file.path << ":" << at + 1;
      }
    }
  }
}

TEST(Words, TheWordListBites) {
  EXPECT_TRUE(says_nothing("TenantManager"));
  EXPECT_TRUE(says_nothing("process_page"));
  EXPECT_FALSE(says_nothing("metadata_of"));
  EXPECT_FALSE(says_nothing("done"));
}

}  // namespace
}  // namespace crosswalk::tidy
