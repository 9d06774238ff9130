#include <algorithm>
#include <map>

#include "base/text/counted.hpp"
#include "report/report.hpp"
#include "report/standins/standins.hpp"
#include "report/words.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t checks_shown_max = 20;
constexpr std::size_t told_shown_max = 5;

struct Paint {
  bool on;
  std::string operator()(std::string_view code, std::string_view text) const {
    if (!on) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
};

constexpr std::string_view green = "32", red = "1;31", yellow = "33", dim = "2", bold = "1";

std::string_view colour_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return green;
    case Outcome::skipped:
      return yellow;
    case Outcome::failed:
    case Outcome::broke:
      break;
  }
  return red;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  if (out.size() < width) out.append(width - out.size(), ' ');
  return out;
}

// Nothing of it can move the cursor, it stays on its line, and nobody is in it.
std::string anonymous(NumberedStandIns& stand_ins, std::string_view text) {
  std::string words = stand_ins.in_words(text);
  std::ranges::replace(words, '\n', ' ');
  return one_line(words);
}

std::string line_of(const History& history, std::size_t name_width, const Paint& paint) {
  const Outcome outcome = outcome_of(history);
  std::string out = paint(colour_of(outcome), padded(word_of(outcome), 7)) + "  ";
  out += padded(one_line(history.scenario), name_width) + "  ";
  if (outcome == Outcome::skipped) return out + one_line(history.skipped) + '\n';
  std::uint64_t requests = 0;
  for (const auto& [endpoint, count] : history.requests) requests += count;
  out += "seed " + std::to_string(history.seed) + "  transcript " + history.transcript;
  out += paint(dim, "  " + counted(requests, "request") + ", " +
                        span_words(history.end - history.start) + " " + history.mode + ", took " +
                        seconds_words(history.wall_s));
  return out + '\n';
}

// What helps to see why it failed: faults that never ended, and what a person was told.
std::string circumstances_of(const History& history, NumberedStandIns& stand_ins) {
  std::string out;
  for (const std::string& each : still_struck(history)) {
    out += "    " + anonymous(stand_ins, each) + '\n';
  }
  const std::size_t shown = std::min(history.told.size(), told_shown_max);
  for (std::size_t at = 0; at < shown; ++at) {
    out += "    a person was told: " + anonymous(stand_ins, history.told[at]) + '\n';
  }
  const std::size_t more = history.told.size() - shown;
  if (more > 0) out += "    and " + counted(more, "message") + " more, in the other reports\n";
  return out;
}

std::string details_of(const History& history, NumberedStandIns& stand_ins, const Paint& paint) {
  const Outcome outcome = outcome_of(history);
  std::string out;
  if (outcome == Outcome::broke) {
    out += "    " + paint(red, one_line(history.file)) +
           ": ended early: " + anonymous(stand_ins, history.broke) + '\n';
  }
  std::size_t shown = 0;
  const std::size_t failed = failed_checks(history);
  for (const Check& check : history.checks) {
    if (check.good && check.name == repeatable) out += "    " + one_line(check.words) + '\n';
    if (check.good || shown == checks_shown_max) continue;
    ++shown;
    out += "    " + paint(red, one_line(place_words(history, check.line))) + ": " +
           paint(bold, anonymous(stand_ins, check_words(check))) + ": " +
           anonymous(stand_ins, check.words) + '\n';
  }
  if (failed > shown) {
    out += "    and " + counted(failed - shown, "failed check") + " more, in the other reports\n";
  }
  if (outcome == Outcome::failed || outcome == Outcome::broke) {
    out += circumstances_of(history, stand_ins);
    out += "    replay: " + one_line(history.replay) + '\n';
  }
  return out;
}

}  // namespace

std::string write_terminal(const std::vector<History>& histories, bool colours) {
  const Paint paint{colours};
  NumberedStandIns stand_ins;
  std::size_t width = 0;
  std::map<Outcome, std::size_t> counts;
  for (const History& each : histories) {
    width = std::max(width, std::min<std::size_t>(each.scenario.size(), 48));
    ++counts[outcome_of(each)];
  }
  std::string out;
  for (const History& each : histories) {
    out += line_of(each, width, paint);
    const Outcome outcome = outcome_of(each);
    if (outcome == Outcome::failed || outcome == Outcome::broke) learn(stand_ins, each);
    out += details_of(each, stand_ins, paint);
    if (histories.size() == 1 && outcome_of(each) == Outcome::passed) {
      out += "    replay: " + one_line(each.replay) + '\n';
    }
  }
  if (histories.size() == 1) return out;
  out += counted(histories.size(), "scenario") + ":";
  for (const auto& [outcome, count] : counts) {
    if (out.back() != ':') out += ',';
    out += ' ' + paint(colour_of(outcome), grouped(count) + ' ' + std::string(word_of(outcome)));
  }
  if (histories.empty()) out += " nothing was run";
  return out + '\n';
}

}  // namespace crosswalk::sim
