// Machines that collect tests drop a whole file for one wrong byte. At stake: that the XML is
// well-formed and fits the schema they share, whatever a scenario or a peer put into its words.

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "report/report.hpp"
#include "unit/sim_instrument/report/sample.hpp"
#include "unit/sim_instrument/report/xml_reader.hpp"

namespace crosswalk::sim {
namespace {

/// What an element may have, in our own words: where the schemas that Ant's and Jenkins' readers
/// publish differ, what both allow.
struct Rule {
  std::set<std::string> must, may;    ///< Attributes.
  std::vector<std::string> children;  ///< In this order, each any number of times.
  std::set<std::string> one_of;       ///< At most one child of these in all.
  std::set<std::string> always;       ///< Children there must be, once.
};

const std::map<std::string, Rule> schema = {
    {"testsuites", {{}, {}, {"testsuite"}, {}, {}}},
    {"testsuite",
     {{"name", "package", "id", "hostname", "timestamp", "tests", "failures", "errors", "time"},
      {"skipped"},
      {"properties", "testcase", "system-out", "system-err"},
      {},
      {"properties", "system-out", "system-err"}}},
    {"properties", {{}, {}, {"property"}, {}, {}}},
    {"property", {{"name", "value"}, {}, {}, {}, {}}},
    {"testcase",
     {{"name", "classname", "time"},
      {},
      {"failure", "error", "skipped"},
      {"failure", "error", "skipped"},
      {}}},
    {"failure", {{"message", "type"}, {}, {}, {}, {}}},
    {"error", {{"message", "type"}, {}, {}, {}, {}}},
    {"skipped", {{"message"}, {}, {}, {}, {}}},
    {"system-out", {{}, {}, {}, {}, {}}},
    {"system-err", {{}, {}, {}, {}, {}}}};

std::string against_schema(const xml::Node& node) {
  const auto rule = schema.find(node.name);
  if (rule == schema.end()) return "unknown element " + node.name;
  const Rule& r = rule->second;
  for (const std::string& each : r.must) {
    if (!node.attributes.contains(each)) return node.name + " lacks " + each;
  }
  for (const auto& [name, value] : node.attributes) {
    if (!r.must.contains(name) && !r.may.contains(name)) return node.name + " has " + name;
    static const std::set<std::string> counts = {"tests", "failures", "errors", "skipped", "id"};
    static const std::regex number("[0-9]+"), time("[0-9]+\\.[0-9]{3}"),
        stamp("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");
    if (counts.contains(name) && !std::regex_match(value, number)) return name + " is no number";
    if (name == "time" && !std::regex_match(value, time)) return name + " is no time";
    if (name == "timestamp" && !std::regex_match(value, stamp)) return name + " is no moment";
    if (name == "name" && value.find_first_not_of(" \n\t") == std::string::npos)
      return node.name + " has an empty name";
  }
  std::size_t place = 0, chosen = 0;
  std::map<std::string, int> seen;
  for (const xml::Node& child : node.children) {
    while (place < r.children.size() && r.children[place] != child.name) {
      if (!r.one_of.empty()) break;
      ++place;
    }
    if (place == r.children.size()) return child.name + " is out of place in " + node.name;
    chosen += r.one_of.contains(child.name) ? 1 : 0;
    ++seen[child.name];
    if (std::string inner = against_schema(child); !inner.empty()) return inner;
  }
  for (const std::string& each : r.always) {
    if (seen[each] != 1) return node.name + " must have one " + each;
  }
  return chosen > 1 ? node.name + " has two outcomes" : "";
}

std::string problem_of(std::string_view text) {
  xml::Reader reader(text);
  const xml::Node root = reader.read();
  return reader.error.empty() ? against_schema(root) : reader.error;
}

xml::Node read(const std::vector<History>& all) {
  const std::string text = write_junit(all);
  EXPECT_EQ(problem_of(text), "") << text;
  return xml::Reader(text).read();
}

std::size_t with(const xml::Node& suite, const std::string& child) {
  std::size_t out = 0;
  for (const xml::Node& each : suite.children) {
    out += each.children.size() == 1 && each.children[0].name == child ? 1 : 0;
  }
  return out;
}

TEST(JUnit, ASuiteForEachScenarioAndACaseForEachCheck) {
  const xml::Node root = read(sample::all());
  ASSERT_EQ(root.children.size(), 4U);
  for (const xml::Node& suite : root.children) {
    std::size_t cases = 0;
    std::set<std::string> names;
    for (const xml::Node& each : suite.children) {
      if (each.name != "testcase") continue;
      ++cases;
      EXPECT_TRUE(names.insert(each.attributes.at("name")).second) << each.attributes.at("name");
    }
    EXPECT_EQ(std::to_string(cases), suite.attributes.at("tests"));
    EXPECT_EQ(std::to_string(with(suite, "failure")), suite.attributes.at("failures"));
    EXPECT_EQ(std::to_string(with(suite, "error")), suite.attributes.at("errors"));
    EXPECT_EQ(std::to_string(with(suite, "skipped")), suite.attributes.at("skipped"));
  }
  EXPECT_EQ(root.children[0].attributes.at("failures"), "0");
  EXPECT_EQ(root.children[1].attributes.at("failures"), "5");
  EXPECT_EQ(root.children[2].attributes.at("skipped"), "1");
  EXPECT_EQ(root.children[3].attributes.at("errors"), "1");
}

TEST(JUnit, AFailureSaysWhereWhatAndHowToReplay) {
  const std::string text = write_junit({sample::failed()});
  for (const char* part : {"export-under-mutation.yaml:31", "expected: gone once quiet", "seed 42",
                           "9f3c1d0a77e24b5580c1f6f2ad4e9b13", "replay: crosswalk-sim run"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
}

TEST(JUnit, HostileWordsStayWords) {
  History bad = sample::failed();
  const std::string hostile =
      "]]> <b>&amp; \"x\" 'y' \x01\x1b[31m\x7f \xff\xc3( \xed\xa0\x80 "
      "\xef\xbf\xbf \xc2\x85 \xf0\x9f\x98\x80\n\ttwo";
  bad.scenario = bad.why = bad.broke = bad.replay = bad.file = hostile;
  for (Check& each : bad.checks) each.words = each.name = each.after = hostile;
  for (Played& each : bad.steps) each.words = hostile;
  bad.fired[hostile] = 1;
  const xml::Node root = read({bad});
  const std::string& name = root.children[0].attributes.at("name");
  EXPECT_NE(name.find("]]> <b>&amp; \"x\" 'y'"), std::string::npos) << name;
  EXPECT_NE(name.find("\xf0\x9f\x98\x80\n\ttwo"), std::string::npos) << name;
  EXPECT_EQ(write_junit({bad}).find('\x1b'), std::string::npos);
}

TEST(JUnit, NothingRunIsAFileAllTheSame) {
  EXPECT_EQ(problem_of(write_junit({})), "");
  History blank;
  blank.checks = {Check{}, Check{}};
  EXPECT_EQ(problem_of(write_junit({History{}, blank})), "");
}

TEST(JUnit, WhatNeverBeganHasTheMomentOfTheOneBefore) {
  const History never = sample::skipped();
  const xml::Node root = read({sample::passed(), never});
  EXPECT_EQ(root.children[1].attributes.at("timestamp"),
            root.children[0].attributes.at("timestamp"));
  EXPECT_EQ(read({never}).children[0].attributes.at("timestamp"), "2026-01-01T00:00:00");
  for (const std::string& text : {write_junit({never, sample::passed()}), write_html({never}),
                                  write_json(to_report_json({never}))}) {
    EXPECT_EQ(text.find("1970-01-01"), std::string::npos);
  }
}

TEST(JUnit, TheSchemaRefusesWhatItShould) {
  const std::string good = write_junit({sample::failed()});
  const auto swapped = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return problem_of(text.replace(at, from.size(), to));
  };
  EXPECT_NE(swapped("tests=\"", "tests=\"x"), "");
  EXPECT_NE(swapped("<properties>", "<property>"), "");
  EXPECT_NE(swapped(" hostname=\"localhost\"", ""), "");
  EXPECT_NE(swapped(" classname=", " klass="), "");
  EXPECT_NE(swapped("</failure>", "</failure><error message=\"\" type=\"\"></error>"), "");
  EXPECT_NE(swapped("expected", "a < b"), "");
  EXPECT_NE(swapped("expected", "\x02"), "");
  EXPECT_NE(swapped("T00:00:00\"", "T00:00:00Z\""), "");
  EXPECT_NE(swapped("</testsuites>", ""), "");
}

}  // namespace
}  // namespace crosswalk::sim
