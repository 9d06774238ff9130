// One table speaks for the configuration in four places. At stake: a row that contradicts
// itself would make the help, the check and the reading disagree.

#include "runtime/config/options.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "runtime/config/option_values.hpp"

namespace crosswalk {
namespace {

TEST(Options, EveryRowStandsUnderASectionOfTheTable) {
  std::set<std::string_view> seen;
  for (const OptionSpec& option : option_table()) {
    EXPECT_TRUE(seen.insert(option.path).second) << option.path;
    EXPECT_FALSE(option.help.empty()) << option.path;
    const std::size_t dot = option.path.rfind('.');
    if (dot == std::string_view::npos) continue;
    std::string parent(option.path.substr(0, dot));
    const bool list = parent.ends_with("[]");
    if (list) parent.resize(parent.size() - 2);
    const OptionSpec* section = find_option(parent);
    ASSERT_NE(section, nullptr) << option.path;
    EXPECT_EQ(section->type, list ? OptionType::sections : OptionType::section) << option.path;
  }
}

TEST(Options, EveryDefaultObeysItsOwnRow) {
  for (const OptionSpec& option : option_table()) {
    if (option.fallback.empty()) continue;
    EXPECT_FALSE(option.required) << option.path;
    EXPECT_EQ(broken_rule(option, option.fallback), std::nullopt) << option.path;
  }
}

TEST(Options, HelpAndPageNameEveryRowWithinTheWidth) {
  const std::string help = options_help();
  const std::string page = options_markdown();
  for (const OptionSpec& option : option_table()) {
    EXPECT_NE(help.find("  " + std::string(option.path) + "\n"), std::string::npos);
    EXPECT_NE(page.find("| `" + std::string(option.path) + "` |"), std::string::npos);
  }
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(Options, DurationsAreNumbersWithAUnit) {
  EXPECT_EQ(parse_duration("250ms"), Duration{250});
  EXPECT_EQ(parse_duration("30s"), Duration{30'000});
  EXPECT_EQ(parse_duration("5m"), Duration{300'000});
  EXPECT_EQ(parse_duration("12h"), Duration{43'200'000});
  EXPECT_EQ(parse_duration("7d"), Duration{604'800'000});
  for (const char* wrong : {"", "5", "m", "-5m", "+5m", "5 m", "5M", "5mm", "1.5h", "0x5s",
                            "1234567890123s", "999999999999d9"}) {
    EXPECT_EQ(parse_duration(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace crosswalk
