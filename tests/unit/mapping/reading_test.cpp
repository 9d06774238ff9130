// The strict reader under every part of a manifest: the first mistake is the one that is told,
// and what follows it is read without harm.

#include "mapping/manifest/reading.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

YamlNode tree(std::string_view yaml) {
  Result<YamlNode> root = parse_yaml(yaml, "r.yaml");
  EXPECT_TRUE(root);
  return root ? *std::move(root) : YamlNode();
}

TEST(Reading, KeepsTheFirstMistakeOnly) {
  const YamlNode root = tree("a: x\nb: y\n");
  ManifestReading reading("r.yaml");
  EXPECT_TRUE(reading.ok());
  EXPECT_EQ(reading.number(*root.find("b"), 1, 9), 1u);
  EXPECT_EQ(reading.flag(*root.find("a")), false);
  EXPECT_EQ(to_string(reading.mistake()), "r.yaml:2:4: expected a whole number from 1 to 9");
}

TEST(Reading, NumbersAreWholeAndWithinTheirBounds) {
  for (const char* bad : {"0", "10", "-1", "1.5", "1 ", "0x1", "99999999999", "''", "[1]"}) {
    const YamlNode root = tree("n: " + std::string(bad) + "\n");
    ManifestReading reading("r.yaml");
    if (std::string(bad) == "1 ") {
      EXPECT_EQ(reading.number(*root.find("n"), 1, 9), 1u);  // YAML takes the blank away.
      EXPECT_TRUE(reading.ok());
      continue;
    }
    EXPECT_EQ(reading.number(*root.find("n"), 1, 9), 1u) << bad;
    EXPECT_FALSE(reading.ok()) << bad;
  }
}

TEST(Reading, FlagsAreTrueOrFalseAndNotYes) {
  const YamlNode root = tree("[true, false, yes, 'true', True]");
  std::string seen;
  for (const YamlNode& item : root.items) {
    ManifestReading reading("r.yaml");
    const bool flag = reading.flag(item);
    seen += reading.ok() ? (flag ? "t" : "f") : "-";
  }
  EXPECT_EQ(seen, "tf-t-");
}

TEST(Reading, TextsAreNotEmptyAndNoLists) {
  const YamlNode root = tree("[x, '', [a], {b: c}, ~]");
  std::string seen;
  for (const YamlNode& item : root.items) {
    ManifestReading reading("r.yaml");
    (void)reading.text(item, "a text");
    seen += reading.ok() ? "+" : "-";
  }
  EXPECT_EQ(seen, "+----");
}

TEST(Reading, SecretsAreNoSettingsOfARequest) {
  ManifestReading reading("r.yaml");
  SettingSpec secret{.name = "key", .help = "K", .fallback = {}, .words = {}, .secret = true};
  SettingSpec open{.name = "zone", .help = "Z", .fallback = "eu", .words = {}};
  reading.know({secret, open}, {{"key", "hush"}, {"zone", "us"}});
  EXPECT_EQ(reading.find("key"), nullptr);
  ASSERT_NE(reading.find("zone"), nullptr);
  EXPECT_EQ(*reading.find("zone"), "us");
  EXPECT_EQ(reading.find("other"), nullptr);
}

TEST(Reading, OnlyIfComparesEverySettingItNames) {
  ManifestReading reading("r.yaml");
  reading.know({{.name = "a", .help = "A", .fallback = "1", .words = {"1", "2"}},
                {.name = "b", .help = "B", .fallback = "x", .words = {}}},
               {{"b", "y"}});
  const YamlNode both = tree("{ a: 1, b: y }");
  const YamlNode one = tree("{ a: 2, b: y }");
  EXPECT_TRUE(reading.applies(nullptr));
  EXPECT_TRUE(reading.applies(&both));
  EXPECT_FALSE(reading.applies(&one));
  EXPECT_TRUE(reading.ok());
  const YamlNode wrong = tree("{ a: 3 }");
  (void)reading.applies(&wrong);
  EXPECT_EQ(reading.mistake().what,
            "expected a word of that setting: one of 1, 2; did you mean '1'?");
}

}  // namespace
}  // namespace crosswalk
