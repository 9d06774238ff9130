#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/text/counted.hpp"
#include "base/text/digest.hpp"
#include "report/html/calls.hpp"
#include "report/html/section.hpp"
#include "report/report.hpp"
#include "report/words.hpp"

namespace crosswalk::sim {

namespace embedded {
extern const std::string_view html_page_css;
extern const std::string_view html_page_js;
}  // namespace embedded

namespace {

using html::element;

std::string counts_words(const std::vector<History>& histories) {
  std::map<Outcome, std::size_t> counts;
  for (const History& each : histories) ++counts[outcome_of(each)];
  std::string out;
  for (const auto& [outcome, count] : counts) {
    out += (out.empty() ? "" : ", ") + grouped(count) + ' ' + std::string(word_of(outcome));
  }
  return out;
}

Outcome worst_of(const std::vector<History>& histories) {
  bool failed = false, passed = false;
  for (const History& each : histories) {
    const Outcome outcome = outcome_of(each);
    failed = failed || outcome == Outcome::failed || outcome == Outcome::broke;
    passed = passed || outcome == Outcome::passed;
  }
  return failed ? Outcome::failed : passed ? Outcome::passed : Outcome::skipped;
}

std::vector<const History*> worst_first(const std::vector<History>& histories) {
  static constexpr std::array<int, 4> ranks = {3, 1, 0, 2};  // In the order of Outcome.
  std::vector<const History*> out;
  for (const History& each : histories) out.push_back(&each);
  std::ranges::stable_sort(out, {}, [](const History* each) {
    return ranks[static_cast<std::size_t>(outcome_of(*each))];
  });
  return out;
}

std::string title_of(const std::vector<History>& histories) {
  if (histories.empty()) return "Nothing was run";
  if (histories.size() == 1) return histories.front().scenario;
  return counted(histories.size(), "scenario") + ": " + counts_words(histories);
}

// Nothing is fetched and nothing runs but our own script, whatever a body holds.
std::string policy() {
  return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" +
         to_base64(bytes_of(sha256(embedded::html_page_js))) +
         "'; base-uri 'none'; form-action 'none'";
}

std::string head(const std::vector<History>& histories) {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         policy() +
         "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         marked_up(title_of(histories)) + " – Crosswalk simulator</title>\n<style>\n" +
         std::string(embedded::html_page_css) + "</style></head>\n";
}

std::string banner(const std::vector<History>& histories) {
  const std::string worst(
      word_of(histories.size() == 1 ? outcome_of(histories.front()) : worst_of(histories)));
  std::string out = "<header class=\"banner " + worst +
                    "\"><p class=\"product\">Crosswalk simulator"
                    " <span>run report</span></p><h1>" +
                    element("span", "verdict", worst) + ' ' + marked_up(title_of(histories)) +
                    "</h1>";
  return out + "</header>\n";
}

}  // namespace

std::string write_html(const std::vector<History>& histories) {
  NumberedStandIns stand_ins;
  for (const History& each : histories) learn(stand_ins, each);
  html::Page page{stand_ins, html::page_body_bytes_max, histories.size() == 1};
  std::string out =
      head(histories) + "<body>\n<a class=\"skip\" href=\"#main\">Skip to the result</a>\n";
  out += banner(histories) + "<main id=\"main\">\n";
  const std::vector<const History*> ordered = worst_first(histories);
  if (!page.single && !histories.empty()) out += html::overview(ordered, page);
  for (std::size_t at = 0; at < ordered.size(); ++at) {
    out += html::section(*ordered[at], page, at);
  }
  std::string replaced;
  for (const auto& [kind, count] : stand_ins.shown()) {
    replaced +=
        (replaced.empty() ? "" : ", ") + grouped(count) + " × " + std::string(word_of(kind));
  }
  out +=
      "</main>\n<footer><p>Everybody here is invented. Names, addresses, telephone numbers, "
      "profiles and secrets have stand-ins all the same, one for each value throughout this page";
  out += replaced.empty() ? "." : ": " + replaced + ".";
  return out + "</p></footer>\n<script>" + std::string(embedded::html_page_js) +
         "</script>\n</body></html>\n";
}

}  // namespace crosswalk::sim
