#include "report/html/parts.hpp"

#include <algorithm>
#include <array>

#include "base/text/counted.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t checks_max = 200;
constexpr std::size_t told_max = 100;
constexpr std::size_t steps_max = 300;
constexpr std::size_t disagreements_max = 20;

struct Law {
  std::string_view id, title;
};
constexpr auto laws = std::to_array<Law>({{"I1", "completeness"},
                                          {"I2", "no invention"},
                                          {"I3", "freshness"},
                                          {"I4", "no stale overwrite"},
                                          {"I5", "deletion"},
                                          {"I6", "quota"},
                                          {"I7", "batches"},
                                          {"I8", "idempotency"},
                                          {"I9", "no leak"},
                                          {"I10", "liveness"},
                                          {"I11", "bounds"},
                                          {"I12", "checkpoint"}});

bool is_invariant(const Check& check) {
  return std::ranges::find(laws, std::string_view(check.name), &Law::id) != laws.end();
}

std::string state(std::string_view classes, std::string_view word) {
  return element("span", "state " + std::string(classes), word);
}

std::string left_out(std::size_t all, std::size_t shown, std::string_view noun) {
  if (all <= shown) return "";
  return element("p", "note", counted(all - shown, noun) + " more left out here.");
}

std::string place(const History& history, int line) {
  return element("code", "place", place_words(history, line));
}

std::string line_words(int line) {
  return line > 0 ? element("span", "place", "line " + std::to_string(line)) : "";
}

// A column of the judge's that must be 0 for both sides to agree.
std::string wrong(std::int64_t value) {
  const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
  return count == 0 ? number(0) : "<strong class=\"bad\">" + grouped(count) + "</strong>";
}

std::string right(std::int64_t value) {
  return number(static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0)));
}

std::string disagreements(const Json& verdict, Page& page) {
  const Json* const list = verdict.find("disagreements");
  if (list == nullptr || list->items() == nullptr || list->items()->empty()) return "";
  std::string out = "<ul class=\"plain\">";
  std::size_t shown = 0;
  for (const Json& each : *list->items()) {
    if (++shown > disagreements_max) break;
    out += "<li>" + element("code", "", each.text_of("kind")) + ' ' +
           words(page, each.text_of("id")) + ": " + element("strong", "bad", each.text_of("what"));
    if (const Json* const fields = each.find("fields"); fields && fields->items()) {
      for (const Json& field : *fields->items()) {
        if (field.text() != nullptr) out += ' ' + element("code", "", *field.text());
      }
    }
    out += "</li>";
  }
  return out + "</ul>" + left_out(list->items()->size(), disagreements_max, "disagreement");
}

// Each word by itself, so that what stands between them stays YAML.
std::string scenario_text(Page& page, std::string_view text) {
  std::string out;
  std::size_t begun = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at == text.size() ? '\n' : text[at];
    const bool ends = at + 1 >= text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
    const bool mark = std::string_view("{}[]\"'\n").find(c) != std::string_view::npos ||
                      ((c == ':' || c == ',') && ends);
    if (!mark) continue;
    if (at > begun) out += page.stand_ins.in_words(text.substr(begun, at - begun));
    if (at < text.size()) out += c;
    begun = at + 1;
  }
  return out;
}

std::string of_tenant(const std::string& tenant, const Json& verdict, Page& page) {
  const Json* const agrees = verdict.find("agrees");
  const bool good = agrees != nullptr && agrees->flag() != nullptr && *agrees->flag();
  std::string out = "<h4>" + (tenant.empty() ? "" : marked_up(tenant) + ' ');
  out += good ? state("good", "both sides agree") : state("bad", "they disagree");
  out += "</h4>";
  Rows rows;
  if (const Json* const objects = verdict.find("objects"); objects && objects->members()) {
    for (const auto& [kind, each] : *objects->members()) {
      rows.push_back({marked_up(kind), right(each.integer_of("expected")),
                      right(each.integer_of("held")), right(each.integer_of("equal")),
                      wrong(each.integer_of("differing")), wrong(each.integer_of("missing")),
                      wrong(each.integer_of("extra")), right(each.integer_of("withheld")),
                      right(each.integer_of("incomplete"))});
    }
  }
  out += table("Ledger against source " + tenant,
               {"Kind", "#source asks for", "#LinkedIn holds", "#equal", "#differ", "#missing",
                "#too many", "#withheld", "#incomplete"},
               rows);
  std::string broken;
  if (const Json* const counts = verdict.find("invariants"); counts && counts->members()) {
    for (const auto& [name, count] : *counts->members()) {
      if (count.integer() == nullptr || *count.integer() == 0) continue;
      std::string word = name;
      std::ranges::replace(word, '_', ' ');
      broken += "<li>" + marked_up(word) + ": <strong class=\"bad\">" +
                std::to_string(*count.integer()) + "</strong></li>";
    }
  }
  if (!broken.empty()) out += "<ul class=\"plain\">" + broken + "</ul>";
  return out + disagreements(verdict, page);
}

}  // namespace

std::string failures(const History& history, Page& page) {
  std::string out;
  if (!history.broke.empty()) {
    out += "<li><h4>" + state("bad", "ended early") + ' ' + place(history, 0) + "</h4><p>" +
           words(page, history.broke) + "</p></li>\n";
  }
  std::size_t shown = 0;
  for (const Check& check : history.checks) {
    if (check.good || ++shown > checks_max) continue;
    out += "<li><h4>" + state("bad", check.name) + ' ' + place(history, check.line) + "</h4><p>" +
           words(page, check.words) + "</p>";
    if (!check.after.empty()) {
      out += "<p class=\"note\">after <code>" + words(page, check.after) + "</code></p>";
    }
    out += "</li>\n";
  }
  if (out.empty()) return "";
  return "<ol class=\"failures\">\n" + out + "</ol>\n" +
         left_out(shown, checks_max, "failed check");
}

std::string invariants(const History& history) {
  std::string out = "<ul class=\"laws\">\n";
  std::uint64_t all_excused = 0;
  for (const Law& law : laws) {
    std::size_t bad = 0, good = 0;
    std::uint64_t excused = 0;
    for (const Check& check : history.checks) {
      if (check.name != law.id) continue;
      ++(check.good ? good : bad);
      excused += check.excused;
    }
    const std::string_view kind = bad > 0 ? "bad" : good > 0 ? "good" : "none";
    const std::string said =
        bad > 0    ? "broken" + (bad > 1 ? " " + std::to_string(bad) + " times" : std::string{})
        : good > 0 ? "held" + (excused > 0 ? ", " + grouped(excused) + " excused" : std::string{})
                   : "not looked at";
    all_excused += bad > 0 ? 0 : excused;
    out += "<li class=\"" + std::string(kind) + "\"><b>" + std::string(law.id) + "</b> <span>" +
           std::string(law.title) + "</span> " + state(kind, said) + "</li>\n";
  }
  out += "</ul>\n";
  if (all_excused == 0) return out;
  return out + element("p", "note",
                       "Excused is what disagrees although no invariant is broken: nobody told "
                       "the product of it, LinkedIn would not take it, or a person has to say.");
}

std::string expectations(const History& history, Page& page) {
  Rows rows;
  std::size_t all = 0;
  for (const bool good : {false, true}) {
    for (const Check& check : history.checks) {
      if (is_invariant(check) || check.good != good || ++all > checks_max) continue;
      rows.push_back({good ? state("good", "held") : state("bad", "failed"),
                      element("code", "", check.name), words(page, check.words),
                      line_words(check.line)});
    }
  }
  if (rows.empty()) return "";
  return table("Expectations", {"", "Expectation", "~Found, and expected", "#"}, rows) +
         left_out(all, checks_max, "expectation");
}

std::string faults(const History& history, Page& page) {
  Rows rows;
  for (const auto& [rule, times] : history.fired) {
    const auto said = history.fault_words.find(rule);
    rows.push_back({fault_chip(history, rule),
                    said == history.fault_words.end() ? "" : words(page, said->second),
                    times == 0 ? "<strong class=\"bad\">never</strong>" : grouped(times)});
  }
  if (rows.empty()) return "";
  return table("Faults", {"Fault", "~What it does", "#fired"}, rows);
}

std::string ledger(const History& history, Page& page) {
  const Json::Members* const all = history.verdict.members();
  if (all == nullptr || all->empty()) return "";
  if (history.verdict.find("objects") != nullptr) return of_tenant("", history.verdict, page);
  std::string out;
  for (const auto& [tenant, verdict] : *all) {
    if (verdict.members() != nullptr) out += of_tenant(tenant, verdict, page);
  }
  return out;
}

std::string steps(const History& history, Page& page, std::size_t scenario) {
  Rows rows;
  for (const Played& each : history.steps) {
    if (rows.size() == steps_max) break;
    std::string ids = ids_words(each);
    if (!ids.empty()) ids = "<br><small class=\"note\">" + words(page, ids) + "</small>";
    rows.push_back({"<span id=\"" + anchor(scenario, "step" + std::to_string(rows.size() + 1)) +
                        "\">" + std::to_string(rows.size() + 1) + "</span>",
                    "<span class=\"at\">" + moment_words(each.begun).substr(0, 19) + "</span>",
                    words(page, each.words) + ids, span_words(each.ended - each.begun),
                    line_words(each.line)});
  }
  if (rows.empty()) return "";
  return table("Steps", {"#", "Begun", "~Step", "#took", "#"}, rows) +
         left_out(history.steps.size(), steps_max, "step");
}

std::string scenario_file(const History& history, Page& page) {
  if (history.played.empty()) return "";
  if (page.body_bytes_left < history.played.size()) {
    return element("p", "note",
                   counted(history.played.size(), "byte") +
                       " not shown: the page has as many bodies as it takes");
  }
  page.body_bytes_left -= history.played.size();
  const std::string shown = scenario_text(page, history.played);
  std::string out = element("p", "note",
                            "As it was played, in one file: save it as replay.yaml and run "
                            "crosswalk-sim run replay.yaml");
  if (shown != history.played) {
    out += element("p", "note",
                   "Whoever is named in it has a stand-in here, so the transcript of a replay "
                   "may be another.");
  }
  return out +
         "<div class=\"file\"><button type=\"button\" class=\"copy\" hidden>Copy</button>"
         "<pre tabindex=\"0\" aria-label=\"The scenario\"><code>" +
         with_stand_ins(shown) + "</code></pre></div>\n";
}

std::string endpoints(const History& history) {
  Rows rows;
  for (const auto& [endpoint, count] : history.requests) {
    rows.push_back({element("code", "", endpoint), number(count)});
  }
  if (rows.empty()) return "";
  return table("Requests by endpoint", {"Endpoint", "#asked"}, rows);
}

std::string told(const History& history, Page& page) {
  if (history.told.empty()) return "";
  std::string out = "<ul class=\"plain told\">";
  const std::size_t shown = std::min(history.told.size(), told_max);
  for (std::size_t at = 0; at < shown; ++at) {
    out += "<li>" + words(page, history.told[at]) + "</li>\n";
  }
  return out + "</ul>" + left_out(history.told.size(), told_max, "message");
}

}  // namespace crosswalk::sim::html
