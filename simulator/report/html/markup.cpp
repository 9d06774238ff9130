#include "report/html/markup.hpp"

#include <algorithm>
#include <array>

#include "base/text/counted.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The size of a stand-in at the beginning of the text, such as "EMAIL-12"; 0: there is none.
std::size_t stand_in_size(std::string_view text) {
  for (int at = 0; at <= static_cast<int>(Personal::secret); ++at) {
    const std::string_view word = word_of(static_cast<Personal>(at));
    if (!text.starts_with(word) || text.size() < word.size() + 2) continue;
    std::size_t end = word.size() + 1;
    if (text[word.size()] != '-' || !is_digit(text[end])) continue;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end;
  }
  return 0;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string letter_of(const History& history, std::string_view rule) {
  std::size_t at = 0;
  for (const auto& [id, times] : history.fired) {
    if (id == rule) {
      return at < 26 ? std::string(1, static_cast<char>('A' + at)) : std::to_string(at + 1);
    }
    ++at;
  }
  return {};
}

std::string element(std::string_view name, std::string_view classes, std::string_view text) {
  std::string out = "<" + std::string(name);
  if (!classes.empty()) out += " class=\"" + std::string(classes) + '"';
  return out + '>' + marked_up(text) + "</" + std::string(name) + '>';
}

std::string with_stand_ins(std::string_view text) {
  const std::string escaped = marked_up(text);
  std::string out;
  out.reserve(escaped.size());
  for (std::size_t at = 0; at < escaped.size();) {
    const bool may = is_upper(escaped[at]) && (at == 0 || !is_upper(escaped[at - 1]));
    const std::size_t size = may ? stand_in_size(std::string_view(escaped).substr(at)) : 0;
    if (size > 0) {
      out += "<b>" + escaped.substr(at, size) + "</b>";
      at += size;
    } else {
      out += escaped[at++];
    }
  }
  return out;
}

std::string words(Page& page, std::string_view text) {
  return with_stand_ins(page.stand_ins.in_words(text));
}

std::string ids_words(const Played& step) {
  std::string out;
  for (const std::string& each : step.ids) out += (out.empty() ? "fell on " : ", ") + each;
  if (step.ids_more > 0) out += " and " + grouped(step.ids_more) + " more";
  return out;
}

std::string scrolling(std::string_view label, std::string_view inner) {
  return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
         marked_up(label, true) + "\">" + std::string(inner) + "</div>\n";
}

std::string table(std::string_view caption, const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows) {
  const bool stacks = std::ranges::any_of(
      headings, [](const std::string& each) { return each.starts_with(wide_cell); });
  std::string out = std::string("<table") + (stacks ? " class=\"stack\"" : "") +
                    "><caption class=\"away\">" + marked_up(caption) + "</caption><thead><tr>";
  std::vector<std::string_view> classes;
  for (const std::string& each : headings) {
    const bool marked = each.starts_with(number_cell) || each.starts_with(wide_cell);
    classes.push_back(!marked                         ? ""
                      : each.starts_with(number_cell) ? " class=\"n\""
                                                      : " class=\"wide\"");
    out += "<th scope=\"col\"" + std::string(classes.back()) + '>' +
           marked_up(std::string_view(each).substr(marked ? 1 : 0)) + "</th>";
  }
  out += "</tr></thead><tbody>\n";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t at = 0; at < row.size() && at < classes.size(); ++at) {
      out += "<td" + std::string(classes[at]) + '>' + row[at] + "</td>";
    }
    out += "</tr>\n";
  }
  return scrolling(caption, out + "</tbody></table>");
}

std::string number(std::uint64_t value) {
  return value == 0 ? "<span class=\"none\">0</span>" : grouped(value);
}

std::string fault_chip(const History& history, std::string_view rule) {
  const std::string letter = letter_of(history, rule);
  return "<span class=\"chip fault\"><i aria-hidden=\"true\">" + letter + "</i>" + marked_up(rule) +
         "</span>";
}

bool is_call(const Happening& happening) {
  return happening.what == Happening::What::request || happening.what == Happening::What::push;
}

bool is_odd(const Happening& happening) {
  if (happening.what == Happening::What::alarm) return true;
  return is_call(happening) &&
         (!happening.faults.empty() || happening.status < 200 || happening.status >= 400);
}

std::string anchor(std::size_t scenario, std::string_view part) {
  std::string out = "s" + std::to_string(scenario + 1);
  if (!part.empty()) out += '-' + std::string(part);
  return out;
}

}  // namespace crosswalk::sim::html
