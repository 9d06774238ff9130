// An alarm wakes somebody. At stake: every sentence that can do so stands in the operator's table,
// with what it means and what to do.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "tidy/tree.hpp"

namespace crosswalk::tidy {
namespace {

constexpr char gap = '\1';  // Where a sentence takes in a name or a number.

// What raises an alarm, or makes the words of one that something else raises.
const std::vector<std::string> makers{"alarm(",
                                      "Kind::stop,",
                                      "stop(\"",
                                      "drop(notice",
                                      "refuse(\"LinkedIn",
                                      "missing_at_once =",
                                      "sunset_ =",
                                      "trouble_ =",
                                      "halted_ =",
                                      "words = \"LinkedIn",
                                      "const std::string what = \"the vendor",
                                      "alarms.push_back",
                                      "alarms.emplace_back",
                                      "needs.push_back",
                                      "return std::string(\"pushes"};

// From `begin` to the end of the statement.
std::string statement_at(const std::string& code, std::size_t begin) {
  bool quoted = false;
  for (std::size_t at = begin; at < code.size(); ++at) {
    if (code[at] == '"' && code[at - 1] != '\\') quoted = !quoted;
    if (code[at] == ';' && !quoted) return code.substr(begin, at - begin);
  }
  return code.substr(begin);
}

// What stands in quotes, with a gap for all that stands between and is no mere line break.
std::string sentence_in(const std::string& statement) {
  std::string sentence;
  std::string between;
  bool quoted = false;
  for (std::size_t at = 0; at < statement.size(); ++at) {
    if (statement[at] == '"') {
      quoted = !quoted;
      const bool joined =
          std::ranges::all_of(between, [](unsigned char c) { return std::isspace(c); });
      if (quoted && !sentence.empty() && !joined) sentence += gap;
      between.clear();
    } else {
      (quoted ? sentence : between) += statement[at];
    }
  }
  return sentence;
}

std::string code_without_comments(const SourceFile& file) {
  std::string code;
  for (const std::string& line : file.lines) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first != std::string::npos && line.compare(first, 2, "//") == 0) continue;
    code.append(line).append("\n");
  }
  return code;
}

// Constants whose words an alarm takes: `alarm(std::string(NAME)`.
std::vector<std::string> constants_in(const std::string& code) {
  const std::string taken = "alarm(std::string(";
  std::vector<std::string> names;
  for (auto at = code.find(taken); at != std::string::npos; at = code.find(taken, at + 1)) {
    const std::size_t begin = at + taken.size();
    names.push_back("string_view " + code.substr(begin, code.find(')', begin) - begin) + " =");
  }
  return names;
}

struct Alarm {
  std::string place;
  std::string sentence;
};

std::vector<Alarm> alarms_in(const SourceFile& file) {
  constexpr std::size_t sentence_min = 12;  // Shorter ones are reasons and codes.
  std::vector<Alarm> alarms;
  const std::string code = code_without_comments(file);
  std::vector<std::string> all = constants_in(code);
  all.insert(all.end(), makers.begin(), makers.end());
  for (const std::string& maker : all) {
    for (auto at = code.find(maker); at != std::string::npos; at = code.find(maker, at + 1)) {
      std::string sentence = sentence_in(statement_at(code, at));
      const bool is_word = sentence.find(' ') == std::string::npos;
      if (!is_word && sentence.size() >= sentence_min)
        alarms.push_back({file.path, std::move(sentence)});
    }
  }
  return alarms;
}

// One sentence of the table, as the parts between "...", capitals and parentheses.
using Row = std::vector<std::string>;

Row parts_of(std::string text) {
  for (const std::string open : {"...", "(s)"}) {
    for (auto at = text.find(open); at != std::string::npos; at = text.find(open)) {
      text.replace(at, open.size(), 1, gap);
    }
  }
  Row parts;
  std::string part;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto end_part = [&] {
    const auto first = part.find_first_not_of(' ');
    if (first != std::string::npos) {
      parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
    }
    part.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t end = at;
    while (end < text.size() && is_capital(text[end])) ++end;
    const bool word_begins = at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0;
    const bool word_ends =
        end == text.size() || std::isalnum(static_cast<unsigned char>(text[end])) == 0;
    const std::string word = text.substr(at, end - at);
    const bool stands_for = end > at && word_begins && word_ends && word != "ATS";
    if (stands_for || text[at] == gap) {
      end_part();
      at = std::max(at, end - (stands_for ? 1 : 0));
    } else {
      part += text[at];
    }
  }
  end_part();
  return parts;
}

// The sentences in quotes of the table's first column, of rows that say what to do.
std::vector<Row> rows_of(const std::string& page) {
  std::vector<Row> rows;
  std::size_t at = page.find("\n## When something is wrong");
  const std::size_t over = page.find("\n### ", at);
  while (at != std::string::npos && (at = page.find("\n| ", at + 1)) < over) {
    const std::string line = page.substr(at + 3, page.find('\n', at + 1) - at - 3);
    const std::string seen = line.substr(0, line.find(" | "));
    const std::string rest = line.substr(std::min(line.size(), seen.size() + 3));
    const std::size_t remedy = rest.find(" | ");
    if (remedy == std::string::npos || rest.size() < remedy + 8) continue;
    for (std::size_t open = seen.find('"'); open != std::string::npos;) {
      const std::size_t close = seen.find('"', open + 1);
      if (close == std::string::npos) break;
      rows.push_back(parts_of(seen.substr(open + 1, close - open - 1)));
      open = seen.find('"', close + 1);
    }
  }
  return rows;
}

bool tells(const Row& row, const std::string& sentence) {
  std::size_t at = 0;
  for (const std::string& part : row) {
    at = sentence.find(part, at);
    if (at == std::string::npos) return false;
    at += part.size();
  }
  return !row.empty();
}

bool told(const std::vector<Row>& rows, const std::string& sentence) {
  return std::ranges::any_of(rows, [&](const Row& row) { return tells(row, sentence); });
}

TEST(Alarms, EveryOneStandsInTheOperatorsTable) {
  const std::vector<Row> rows = rows_of(text_of("core/daemon/README.md"));
  ASSERT_GT(rows.size(), 30u);
  std::size_t found = 0;
  for (const SourceFile& file :
       sources_below({"core/flow", "core/runtime/host", "core/runtime/web"})) {
    for (const Alarm& alarm : alarms_in(file)) {
      std::string shown = alarm.sentence;
      std::ranges::replace(shown, gap, '_');
      EXPECT_TRUE(told(rows, alarm.sentence)) << alarm.place << " says: " << shown;
      ++found;
    }
  }
  EXPECT_GT(found, 40u);
}

// Words that come as a value are made by one of the makers; of any other the test knows nothing.
TEST(Alarms, WhatIsRaisedAsAValueIsMadeWhereTheTestLooks) {
  const std::vector<std::string> known{"end.why",
                                       "std::move(why)",
                                       "why",
                                       "words",
                                       "std::move(sentence)",
                                       "trouble_",
                                       "sunset_",
                                       "state.context.desk.halted()"};
  for (const SourceFile& file : sources_below({"core/flow"})) {
    const std::string code = code_without_comments(file);
    for (auto at = code.find(".alarm("); at != std::string::npos;
         at = code.find(".alarm(", at + 1)) {
      std::string value = statement_at(code, at).substr(7);
      if (value.find('"') != std::string::npos) continue;
      value.pop_back();
      if (value.starts_with("std::string(")) continue;
      EXPECT_TRUE(std::ranges::find(known, value) != known.end()) << file.path << ": " << value;
    }
  }
}

// The codes that `explain` has a sentence for.
std::vector<std::string> reasons_explained() {
  std::vector<std::string> reasons;
  for (const SourceFile& file : sources_below({"core/policy"})) {
    if (!file.path.ends_with("/explain.cpp")) continue;
    for (const std::string& line : file.lines) {
      const std::string before = "    {\"";
      const std::size_t end = line.find("\",", before.size());
      if (!line.starts_with(before) || end == std::string::npos) continue;
      reasons.push_back(line.substr(before.size(), end - before.size()));
    }
  }
  std::erase(reasons, std::string());
  return reasons;
}

TEST(Alarms, EveryReasonThatIsExplainedStandsInTheOperatorsPage) {
  const std::string page = text_of("core/daemon/README.md");
  const std::vector<std::string> reasons = reasons_explained();
  ASSERT_GT(reasons.size(), 25u);
  for (const std::string& reason : reasons) {
    const bool there = page.find("`" + reason + "`") != std::string::npos ||
                       page.find("`" + reason + ":") != std::string::npos;
    EXPECT_TRUE(there) << reason;
  }
}

TEST(Alarms, OneThatIsNotThereWouldBeSeen) {
  const std::vector<Row> rows = rows_of(
      "\n## When something is wrong\n| \"the lane of KIND rests ...\", \"x\" | it rests | wait for "
      "it |\n"
      "| \"no remedy\" | nobody knows | |\n\n### more");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(told(rows, std::string("the lane of ") + gap + " rests until"));
  EXPECT_FALSE(told(rows, std::string("the lane of ") + gap + " stops"));
  EXPECT_FALSE(told(rows, "no remedy"));
  const SourceFile file{"f.cpp", {"  context.alarm(number + \" of them \"", "    \"rest\" + x);"}};
  ASSERT_EQ(alarms_in(file).size(), 1u);
  EXPECT_EQ(alarms_in(file)[0].sentence, " of them rest");
}

}  // namespace
}  // namespace crosswalk::tidy
