// Size is where a code base rots first. The limits are few, the exceptions are named one by one,
// and each stands beside its reason.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "tidy/tree.hpp"

namespace crosswalk::tidy {
namespace {

const std::vector<std::string> product_folders{"core", "plugins", "simulator"};

constexpr std::size_t header_lines_max = 120;
constexpr std::size_t source_lines_max = 300;
constexpr std::size_t function_lines_max = 60;
constexpr std::size_t column_max = 100;
constexpr std::size_t folder_units_max = 12;

struct Raised {
  std::size_t limit;
  std::string reason;
};

const std::map<std::string, Raised> raised_lines{
    {"core/flow/store_port.hpp",
     {341, "every verb of the store with its answer: one contract, read from top to bottom"}},
    {"core/flow/exchange_port.hpp",
     {300, "the verbs of exports, erasures and onboarding: the other half of that contract"}},
    {"core/flow/effects.hpp", {145, "all that goes into a flow and all that comes out"}},
    {"core/flow/flow.hpp", {140, "how a tenant is run and what it tells: one contract"}},
    {"core/flow/lanes/lane.hpp", {155, "one lane, written in four sources"}},
    {"core/runtime/host/tenant.hpp", {140, "all that a tenant owns while it runs, in order"}},
    {"core/mapping/manifest/plan.hpp", {140, "all that a manifest says to the host"}},
    {"core/sdk/fields.hpp", {160, "the enumeration of every canonical field"}},
    {"core/sdk/field_table.cpp", {320, "one row for each canonical field"}},
    {"core/sdk/record.hpp", {125, "the record, its bytes and their writer are one idea"}},
    {"simulator/world/world.hpp",
     {155, "everything a world is asked and everything that can happen in it"}},
    {"core/mapping/steps.hpp", {220, "the whole conversation between host and engine"}},
};

const std::map<std::string, Raised> raised_units{};

bool is_header(const SourceFile& file) { return !file.path.ends_with(".cpp"); }

std::size_t lines_max(const SourceFile& file) {
  const auto raised = raised_lines.find(file.path);
  if (raised != raised_lines.end()) return raised->second.limit;
  return is_header(file) ? header_lines_max : source_lines_max;
}

TEST(Budgets, FilesFunctionsAndLinesStayShort) {
  for (const SourceFile& file : sources_below(product_folders)) {
    EXPECT_LE(file.lines.size(), lines_max(file)) << file.path << " has too many lines";
    for (std::size_t at = 0; at < file.lines.size(); ++at) {
      // Columns are code points: a name in another script counts as it reads.
      const auto columns = std::ranges::count_if(
          file.lines[at], [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
      EXPECT_LE(static_cast<std::size_t>(columns), column_max)
          << file.path << ":" << at + 1 << " is too long";
    }
  }
}

TEST(Budgets, AFolderHoldsFewUnits) {
  std::map<std::string, std::set<std::string>> units;
  for (const SourceFile& file : sources_below(product_folders)) {
    const std::size_t slash = file.path.rfind('/');
    const std::string name = file.path.substr(slash + 1);
    units[file.path.substr(0, slash)].insert(name.substr(0, name.rfind('.')));
  }
  for (const auto& [folder, names] : units) {
    const auto raised = raised_units.find(folder);
    const std::size_t limit =
        raised == raised_units.end() ? folder_units_max : raised->second.limit;
    EXPECT_LE(names.size(), limit) << folder << " holds too many units";
  }
}

// A function is a brace that opens outside any other function, after a parameter list.
struct Function {
  std::size_t line = 0;
  std::size_t lines = 0;
};

bool opens_function(const std::string& before) {
  static const std::regex scope(
      R"(^\s*(extern\s+"")?\s*(inline\s+)?(namespace|class|struct|union|enum)\b)");
  if (before.find('(') == std::string::npos) return false;
  if (std::regex_search(before, scope) && before.find(')') == std::string::npos) return false;
  static const std::regex table(R"(=\s*(std::to_array<[^>]*>\()?\s*$)");
  return !std::regex_search(before, table);
}

std::vector<Function> functions_of(const SourceFile& file) {
  std::vector<Function> found;
  std::string before;
  std::size_t depth = 0, function_depth = 0, began = 0;
  bool in_block = false;
  for (std::size_t at = 0; at < file.lines.size(); ++at) {
    const std::string code = code_of(file.lines[at], in_block);
    if (code.starts_with("#")) continue;
    for (const char c : code) {
      if (c == '{') {
        ++depth;
        if (function_depth == 0 && opens_function(before)) {
          function_depth = depth;
          began = at;
        }
        before.clear();
      } else if (c == '}') {
        if (function_depth != 0 && depth == function_depth) {
          found.push_back({began + 1, at - began + 1});
          function_depth = 0;
        }
        if (depth > 0) --depth;
        before.clear();
      } else if (c == ';') {
        before.clear();
      } else {
        before += c;
      }
    }
    before += ' ';
  }
  return found;
}

TEST(Budgets, FunctionsFitTheEye) {
  for (const SourceFile& file : sources_below(product_folders)) {
    for (const Function& function : functions_of(file)) {
      EXPECT_LE(function.lines, function_lines_max)
          << file.path << ":" << function.line << " opens a function that is too long";
    }
  }
}

TEST(Budgets, HeadersExplainAndSourcesGiveReasonsOnly) {
  for (const SourceFile& file : sources_below({"core", "simulator"})) {
    const LineCount count = count_lines(file);
    // In a file of a few lines a share says nothing.
    if (count.code < (is_header(file) ? 10u : 40u)) continue;
    const double all = static_cast<double>(count.code + count.comment);
    const double share = static_cast<double>(count.comment) / all;
    if (is_header(file)) {
      EXPECT_GE(share, 0.20) << file.path << " says too little";
      EXPECT_LE(share, 0.50) << file.path << " says too much";
    } else {
      EXPECT_LE(share, 0.10) << file.path << " comments more than reasons";
    }
  }
}

std::size_t code_below(const std::string& folder, const std::set<std::string>& without = {}) {
  std::size_t lines = 0;
  for (const SourceFile& file : sources_below({folder})) {
    const bool skipped = std::ranges::any_of(
        without, [&](const std::string& inner) { return file.path.starts_with(inner); });
    if (!skipped) lines += count_lines(file).code;
  }
  return lines;
}

TEST(Budgets, PureLayersAreTestedLineForLine) {
  const std::vector<std::pair<std::string, std::string>> layers{
      {"core/base", "tests/unit/base"},         {"core/sdk", "tests/unit/sdk"},
      {"core/mapping", "tests/unit/mapping"},   {"core/policy", "tests/unit/policy"},
      {"core/access", "tests/unit/access"},     {"core/sync", "tests/unit/sync"},
      {"core/linkedin", "tests/unit/linkedin"}, {"core/flow", "tests/unit/flow"}};
  // The field table is facts, row by row, and is tested as a whole.
  const std::set<std::string> tables{"core/sdk/fields.cpp"};
  for (const auto& [layer, tests] : layers) {
    const double code = static_cast<double>(code_below(layer, tables));
    const double test = static_cast<double>(code_below(tests));
    EXPECT_GE(test / code, 0.6) << layer << " has " << test << " lines of test for " << code;
  }
}

TEST(Budgets, TheCountersCount) {
  SourceFile file{"x.cpp",
                  {"// one", "int f(int a) {", "  return a;  // why", "}", "", "struct S {",
                   "  int g() const {", "    return 1;", "  }", "};"}};
  EXPECT_EQ(count_lines(file).code, 8u);
  EXPECT_EQ(count_lines(file).comment, 1u);
  const std::vector<Function> found = functions_of(file);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].lines, 3u);
  EXPECT_EQ(found[1].line, 7u);
}

}  // namespace
}  // namespace crosswalk::tidy
