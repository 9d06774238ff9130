#include "report/html/calls.hpp"

#include <algorithm>

#include "base/text/counted.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

// On paper the bodies are open of so many requests with which something went wrong.
constexpr std::size_t paper_bodies_max = 25;

bool is_shown(const Happening& each) {
  return is_call(each) || each.what == Happening::What::alarm;
}

std::string status_words(int status) {
  const std::string_view classes = status < 100    ? "status lost"
                                   : status >= 500 ? "status broken"
                                   : status >= 400 ? "status refused"
                                                   : "status good";
  return element("span", classes, status < 100 ? "no answer" : std::to_string(status));
}

std::string body(std::string_view label, const std::string& text, const Happening& each,
                 Page& page) {
  if (text.empty()) return "";
  std::string out = "<div>" + element("h5", "", label);
  if (page.body_bytes_left < text.size()) {
    return out +
           element("p", "note",
                   counted(text.size(), "byte") +
                       " not shown: the page has as many bodies as it takes") +
           "</div>";
  }
  page.body_bytes_left -= text.size();
  const bool cut = text.size() >= body_kept;
  const std::string shown =
      page.stand_ins.in_body(text, {.endpoint = each.endpoint, .indented = true, .cut = cut});
  out += "<pre tabindex=\"0\" aria-label=\"" + std::string(label) + "\">" + with_stand_ins(shown) +
         "</pre>";
  if (cut) out += element("p", "note", "The first " + grouped(body_kept) + " bytes were kept.");
  return out + "</div>";
}

std::string summary(const History& history, const Happening& each, Page& page) {
  std::string out = element("span", "at", clock_words(each.at));
  out += element("span", "peer",
                 each.what == Happening::What::alarm  ? "alarm"
                 : each.what == Happening::What::push ? each.peer + " pushes"
                                                      : each.peer);
  out += "<span class=\"what\"><code>" + words(page, each.words) + "</code>";
  if (!each.tenant.empty() && history.verdict.members() != nullptr &&
      history.verdict.members()->size() > 1) {
    out += element("span", "chip", each.tenant);
  }
  for (const std::string& rule : each.faults) out += fault_chip(history, rule);
  out += "</span>";
  if (!is_call(each)) return out;
  return out + status_words(each.status) + element("span", "took", span_words(each.took));
}

std::string one_call(const History& history, const Happening& each, Page& page, bool on_paper) {
  const std::string classes = is_odd(each) ? "call odd" : "call";
  const std::string row = summary(history, each, page);
  if (each.request_body.empty() && each.reply_body.empty()) {
    return "<li class=\"" + classes + "\"><div class=\"row\">" + row + "</div></li>\n";
  }
  const bool push = each.what == Happening::What::push;
  std::string out = "<li class=\"" + classes + "\"><details" + (on_paper ? " data-paper" : "") +
                    "><summary class=\"row\">" + row + "</summary><div class=\"bodies\">";
  out += body(push ? "Pushed" : "Sent", each.request_body, each, page);
  out += body(push ? "Answered" : "Came back", each.reply_body, each, page);
  return out + "</div></details></li>\n";
}

std::string gap(std::uint64_t count) {
  return "<li class=\"gap\">" + counted(count, "request") + " left out here</li>\n";
}

}  // namespace

std::vector<std::size_t> chosen_calls(const History& history, std::size_t most) {
  std::vector<std::size_t> all;
  for (std::size_t at = 0; at < history.happenings.size(); ++at) {
    if (is_shown(history.happenings[at])) all.push_back(at);
  }
  if (all.size() <= most) return all;
  std::vector<bool> chosen(all.size(), false);
  std::size_t count = 0;
  const auto choose = [&](std::size_t at) {
    if (at >= all.size() || chosen[at] || count == most) return;
    chosen[at] = true;
    ++count;
  };
  // Half of the room is for what went wrong, so that a flood of refusals leaves its beginning.
  for (std::size_t at = 0; at < all.size() && count < most / 2; ++at) {
    if (is_odd(history.happenings[all[at]])) choose(at);
  }
  const std::vector<bool> odd = chosen;
  for (std::size_t at = 0; at < all.size() && count < most * 3 / 4; ++at) {
    if (!odd[at]) continue;
    if (at > 0) choose(at - 1);
    choose(at + 1);
  }
  for (std::size_t at = 0; at < 10; ++at) choose(all.size() - 1 - at);
  for (std::size_t at = 0; at < all.size() && count < most; ++at) choose(at);
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (chosen[at]) out.push_back(all[at]);
  }
  return out;
}

std::string calls(const History& history, Page& page, std::size_t most) {
  const std::vector<std::size_t> chosen = chosen_calls(history, most);
  std::uint64_t calls = 0;
  for (const Happening& each : history.happenings) calls += is_shown(each) ? 1 : 0;
  std::string out;
  if (chosen.size() < calls) {
    out += element("p", "note",
                   "Of " + grouped(calls) + " requests and pushes " + grouped(chosen.size()) +
                       " are shown and " + grouped(calls - chosen.size()) +
                       " left out: shown are those with which something went wrong, what stands "
                       "around them, and the beginning.");
  }
  if (history.happenings_dropped > 0) {
    out += element("p", "note",
                   grouped(history.happenings_dropped) +
                       " later happenings were counted and not kept by the history.");
  }
  if (calls == 0) return out + element("p", "note", "Nothing crossed a wire.");
  out += "<div class=\"filter\" hidden></div><ol class=\"calls\">\n";
  std::size_t next = 0;
  std::size_t papers = 0;
  std::string day;
  for (const std::size_t at : chosen) {
    std::uint64_t skipped = 0;
    for (; next < at; ++next) skipped += is_shown(history.happenings[next]) ? 1 : 0;
    if (skipped > 0) out += gap(skipped);
    const std::string here = moment_words(history.happenings[at].at).substr(0, 10);
    if (here != day) out += "<li class=\"day\">" + here + "</li>\n";
    day = here;
    const bool on_paper = is_odd(history.happenings[at]) && papers++ < paper_bodies_max;
    out += one_call(history, history.happenings[at], page, on_paper);
    next = at + 1;
  }
  std::uint64_t rest = 0;
  for (; next < history.happenings.size(); ++next) rest += is_shown(history.happenings[next]);
  if (rest > 0) out += gap(rest);
  return out + "</ol>\n";
}

}  // namespace crosswalk::sim::html
