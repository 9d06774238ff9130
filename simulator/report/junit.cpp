#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

#include "base/text/dates.hpp"
#include "report/report.hpp"
#include "report/standins/standins.hpp"
#include "report/words.hpp"

namespace crosswalk::sim {
namespace {

// What several readers of such files agree on: attributes that all know, children in the order that
// the strictest asks for, one outcome to a testcase, times without a zone.
std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + marked_up(value, true) + '"';
}

// Where a scenario's time begins that says nothing else.
constexpr Instant virtual_beginning{Duration{1'767'225'600'000}};

// A name of blanks is none to those who read the file.
std::string name_of(std::string_view words) {
  const bool blank = words.find_first_not_of(" \t\r\n") == std::string_view::npos;
  return blank ? "without a name" : std::string(words);
}

std::string seconds(double value) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.3f", value < 0 ? 0 : value);
  return text.data();
}

/// One testcase: "passed" has no child.
struct Case {
  std::string name;
  std::string child;  ///< "failure", "error", "skipped", or empty.
  std::string type;
  std::string words;
  std::string more;  ///< The text of the child.
};

class Suite {
 public:
  Suite(const History& history, NumberedStandIns& stand_ins)
      : history_(history), stand_ins_(stand_ins) {
    if (!history.skipped.empty()) {
      add({"scenario", "skipped", "", history.skipped, ""});
      return;
    }
    for (const Check& check : history.checks) add(case_of(check));
    if (!history.broke.empty()) {
      add({"run", "error", "broke", history.broke, "replay: " + history.replay});
    }
    if (cases_.empty()) add({"run", "", "", "", ""});
  }

  /// What never began bears `otherwise` for a moment: the strictest readers ask for one.
  std::string write(std::size_t id, Instant otherwise) const {
    const History& h = history_;
    std::string out =
        "  <testsuite" + attribute("name", name_of(h.scenario)) +
        attribute("package", "crosswalk.scenarios") + attribute("id", std::to_string(id)) +
        attribute("hostname", "localhost") +
        attribute("timestamp", format_instant(began(h) ? h.start : otherwise).substr(0, 19)) +
        attribute("tests", std::to_string(cases_.size())) +
        attribute("failures", count("failure")) + attribute("errors", count("error")) +
        attribute("skipped", count("skipped")) + attribute("time", seconds(h.wall_s)) +
        ">\n    <properties>\n";
    out += property("file", h.file) + property("seed", std::to_string(h.seed)) +
           property("mode", h.mode) + property("transcript", h.transcript) +
           property("replay", h.replay);
    out += "    </properties>\n";
    bool first = true;
    for (const Case& each : cases_) {
      // The time of a run is nobody's check; the first has it, so that sums come out right.
      out += write_case(each, first ? h.wall_s : 0);
      first = false;
    }
    out += "    <system-out>" + marked_up(stand_ins_.in_words(story())) + "</system-out>\n";
    return out + "    <system-err></system-err>\n  </testsuite>\n";
  }

 private:
  Case case_of(const Check& check) const {
    Case out{check_words(check), "", "", "", ""};
    if (check.good) return out;
    out.child = "failure";
    out.type = check.name;
    out.words = check.words;
    out.more = place_words(history_, check.line) + ": " + check.words + "\nseed " +
               std::to_string(history_.seed) + ", transcript " + history_.transcript +
               "\nreplay: " + history_.replay;
    return out;
  }

  // Readers tell testcases apart by their names.
  void add(Case one) {
    one.name = name_of(stand_ins_.in_words(one.name));
    const std::size_t times = ++names_[one.name];
    if (times > 1) one.name += " (" + std::to_string(times) + ')';
    if (!one.child.empty()) ++children_[one.child];
    cases_.push_back(std::move(one));
  }

  std::string count(const std::string& child) const {
    const auto found = children_.find(child);
    return std::to_string(found == children_.end() ? 0 : found->second);
  }

  static std::string property(std::string_view name, std::string_view value) {
    return "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  }

  std::string write_case(const Case& one, double time) const {
    std::string out = "    <testcase" + attribute("name", one.name) +
                      attribute("classname", "scenarios." + history_.scenario) +
                      attribute("time", seconds(time));
    if (one.child.empty()) return out + "/>\n";
    out += ">\n      <" + one.child;
    if (one.child == "skipped") {
      return out + attribute("message", one.words) + "/>\n    </testcase>\n";
    }
    out += attribute("message", stand_ins_.in_words(one.words)) + attribute("type", one.type) + '>';
    out += marked_up(stand_ins_.in_words(one.more));
    return out + "</" + one.child + ">\n    </testcase>\n";
  }

  std::string story() const {
    std::string out = history_.why + '\n';
    for (const Played& step : history_.steps) {
      out += clock_words(step.begun) + "  " + step.words + '\n';
    }
    for (const auto& [rule, times] : history_.fired) {
      out += "fault " + rule + " fired " + std::to_string(times) + " times\n";
    }
    return out;
  }

  const History& history_;
  NumberedStandIns& stand_ins_;
  std::vector<Case> cases_;
  std::map<std::string, std::size_t> names_, children_;
};

}  // namespace

std::string write_junit(const std::vector<History>& histories) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  NumberedStandIns stand_ins;
  std::size_t id = 0;
  for (const History& each : histories) {
    if (outcome_of(each) != Outcome::passed) learn(stand_ins, each);
  }
  const auto first = std::ranges::find_if(histories, began);
  Instant moment = first == histories.end() ? virtual_beginning : first->start;
  for (const History& each : histories) {
    if (began(each)) moment = each.start;
    out += Suite(each, stand_ins).write(id++, moment);
  }
  return out + "</testsuites>\n";
}

}  // namespace crosswalk::sim
