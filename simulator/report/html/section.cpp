#include "report/html/section.hpp"

#include <algorithm>

#include "base/text/counted.hpp"
#include "report/html/calls.hpp"
#include "report/html/parts.hpp"
#include "report/html/timeline.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

std::string badge(Outcome outcome) {
  const std::string word(word_of(outcome));
  return element("span", "badge " + word, word);
}

std::string fact(std::string_view name, std::string_view markup) {
  return "<div>" + element("dt", "", name) + "<dd>" + std::string(markup) + "</dd></div>";
}

std::uint64_t requests_of(const History& history) {
  std::uint64_t out = 0;
  for (const auto& [endpoint, count] : history.requests) out += count;
  return out;
}

std::uint64_t fired_of(const History& history) {
  std::uint64_t out = 0;
  for (const auto& [rule, times] : history.fired) out += times;
  return out;
}

std::string facts(const History& history) {
  std::string out = "<dl class=\"facts\">";
  out += fact("Seed", element("code", "", std::to_string(history.seed)));
  out += fact("Mode", marked_up(history.mode));
  out += fact("Began", began(history) ? moment_words(history.start) : "never");
  out += fact(history.mode == "real" ? "Lasted" : "Virtual time",
              span_words(history.end - history.start));
  out += fact("Took", seconds_words(history.wall_s));
  out += fact("Requests", grouped(requests_of(history)));
  out += fact("Transcript", element("code", "digest", history.transcript));
  return out + "</dl>\n";
}

std::string replay(const History& history) {
  if (history.replay.empty()) return "";
  return "<div class=\"replay\"><span class=\"label\">Replay</span><code tabindex=\"0\">" +
         marked_up(history.replay) +
         "</code><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n";
}

std::string part(std::size_t index, std::string_view id, std::string_view title,
                 const std::string& inner) {
  if (inner.empty()) return "";
  return "<section id=\"" + anchor(index, id) + "\">" + element("h3", "", title) + "\n" + inner +
         "</section>\n";
}

// Long parts of a scenario that passed are closed until somebody asks; on paper they are open.
std::string folded(std::size_t index, std::string_view id, std::string_view title, bool open,
                   const std::string& inner) {
  if (inner.empty()) return "";
  return "<section id=\"" + anchor(index, id) + "\"><details class=\"part\"" +
         (open ? " open" : "") + "><summary>" + element("h3", "", title) + "</summary>\n" + inner +
         "</details></section>\n";
}

std::string contents(const History& history, Page& page, std::size_t index, bool near) {
  std::string out = replay(history) + facts(history);
  out += part(index, "failed", "What failed", failures(history, page));
  out += part(index, "time", "Both sides, on one axis", timeline(history, page, index));
  out += part(index, "invariants", "Invariants", invariants(history));
  out += part(index, "ledger", "Ledger against source", ledger(history, page));
  out += part(index, "faults", "Faults", faults(history, page));
  out += part(index, "told", "What a person was shown", told(history, page));
  out += folded(index, "expected", "Expectations", near, expectations(history, page));
  out += folded(index, "steps", "Steps", near, steps(history, page, index));
  out += folded(index, "scenario", "Scenario", false, scenario_file(history, page));
  out += folded(index, "endpoints", "Requests by endpoint", false, endpoints(history));
  // What passed leaves the room for bodies to what did not.
  const std::size_t before = page.body_bytes_left;
  const std::size_t share = near ? before : std::min(before, bodies_of_passed_max);
  page.body_bytes_left = share;
  out += folded(index, "calls", "Requests", near,
                calls(history, page, near ? calls_max : calls_of_passed_max));
  page.body_bytes_left = before - (share - page.body_bytes_left);
  return out;
}

}  // namespace

std::string section(const History& history, Page& page, std::size_t index) {
  const Outcome outcome = outcome_of(history);
  std::string out = "<article class=\"scenario " + std::string(word_of(outcome)) + "\">\n";
  const std::string id = "<div class=\"inner\" id=\"" + anchor(index, "") + "\">\n";
  const std::string why = "<p class=\"why\">" + words(page, history.why) +
                          " <code class=\"place\">" + marked_up(history.file) + "</code></p>\n";
  const std::string title = "<h2>" + badge(outcome) + ' ' + marked_up(history.scenario) + "</h2>";
  if (outcome == Outcome::skipped) {
    return out + id + (page.single ? "" : title) + why +
           "<p class=\"not-run\">Not run: " + words(page, history.skipped) +
           "</p></div></article>\n";
  }
  if (page.single) {
    return out + id + why + contents(history, page, index, true) + "</div></article>\n";
  }
  // Among many, what passed is closed: whoever looks for what went wrong has it before them.
  const bool near = outcome != Outcome::passed;
  out += std::string("<details class=\"run\"") + (near ? " open" : "") + "><summary>" + title +
         "</summary>\n";
  return out + id + why + contents(history, page, index, near) + "</div></details></article>\n";
}

std::string overview(const std::vector<const History*>& histories, Page& page) {
  std::vector<std::vector<std::string>> rows;
  std::size_t index = 0;
  for (const History* const one : histories) {
    const History& each = *one;
    const Outcome outcome = outcome_of(each);
    const std::string name = "<a href=\"#" + anchor(index++, "") + "\">" +
                             marked_up(each.scenario) + "</a><small>" + words(page, each.why) +
                             "</small>";
    if (outcome == Outcome::skipped) {
      rows.push_back({badge(outcome), name, "", "", "", "", ""});
      continue;
    }
    const std::size_t failed = failed_checks(each);
    rows.push_back(
        {badge(outcome), name,
         (failed > 0 ? "<strong class=\"bad\">" + grouped(failed) + "</strong>" : number(0)),
         number(fired_of(each)), number(requests_of(each)), span_words(each.end - each.start),
         "<code>" + std::to_string(each.seed) + "</code>"});
  }
  return "<nav class=\"overview\" aria-label=\"Scenarios\">" +
         table("Scenarios",
               {"Outcome", "Scenario", "#failed checks", "#faults fired", "#requests", "#time",
                "#seed"},
               rows) +
         "</nav>\n";
}

}  // namespace crosswalk::sim::html
