#include "report/html/drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "base/text/counted.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

constexpr double lane_gap = 54;
constexpr double fault_row = 19;
constexpr double fault_width = 20;
constexpr double call_bucket = 1.5;
constexpr std::size_t fault_rows_max = 3;
constexpr double label_row = 20;
constexpr double edge = 12;
constexpr double lane_left = 96, lane_right = 1112;

std::string line(std::string_view classes, double x1, double y1, double x2, double y2) {
  return "<line class=\"" + std::string(classes) + "\" x1=\"" + px(x1) + "\" y1=\"" + px(y1) +
         "\" x2=\"" + px(x2) + "\" y2=\"" + px(y2) + "\"/>";
}

std::string text(std::string_view classes, double x, double y, std::string_view words) {
  return "<text class=\"" + std::string(classes) + "\" x=\"" + px(x) + "\" y=\"" + px(y) + "\">" +
         marked_up(words) + "</text>";
}

std::string_view word_of(Mark mark) {
  static constexpr auto words =
      std::to_array<std::string_view>({"good", "refused", "broken", "lost"});
  return words[static_cast<std::size_t>(mark)];
}

// A mark's shape says what its colour says.
std::string shape(Mark mark, double x, double y, double r) {
  const std::string classes = "class=\"mark " + std::string(word_of(mark)) + '"';
  if (mark == Mark::broken) {
    return "<rect " + classes + " x=\"" + px(x - r) + "\" y=\"" + px(y - r) + "\" width=\"" +
           px(2 * r) + "\" height=\"" + px(2 * r) + "\"/>";
  }
  if (mark == Mark::lost) {
    const double a = r + 0.5;
    return "<path " + classes + " d=\"M" + px(x - a) + ' ' + px(y - a) + "L" + px(x + a) + ' ' +
           px(y + a) + "M" + px(x + a) + ' ' + px(y - a) + "L" + px(x - a) + ' ' + px(y + a) +
           "\"/>";
  }
  return "<circle " + classes + " cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"" + px(r) + "\"/>";
}

}  // namespace

std::string px(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", value);
  std::string said = out.data();
  if (said.ends_with(".0")) said.resize(said.size() - 2);
  return said;
}

Mark mark_of(const Happening& happening) {
  if (happening.status < 100) return Mark::lost;
  if (happening.status >= 500) return Mark::broken;
  return happening.status >= 400 ? Mark::refused : Mark::good;
}

void Lanes::add(const Happening& happening) {
  const double x = axis_.x(happening.at);
  const int place = static_cast<int>(std::lround(x / call_bucket));
  if (!is_call(happening)) {
    if (happening.what != Happening::What::step) {
      ++notes_[{place, happening.what == Happening::What::alarm}];
    }
    return;
  }
  const int side = happening.peer == "linkedin" ? 1 : 0;
  if (side == 0 && !happening.peer.empty()) vendors_.insert(happening.peer);
  const Mark mark = mark_of(happening);
  Calls& calls = calls_[{side, place, mark, happening.what == Happening::What::push}];
  ++calls.count;
  calls.to = std::max(calls.to, axis_.x(happening.at + happening.took));
  calls.status = happening.status;
  if (calls.endpoints.size() < 3) calls.endpoints.insert(happening.endpoint);
  if (happening.faults.empty()) return;
  auto& groups = faults_[static_cast<std::size_t>(side)];
  auto group = groups.upper_bound(x);
  const bool near = group != groups.begin() && x - std::prev(group)->first < fault_width;
  group = near ? std::prev(group) : groups.try_emplace(x).first;
  for (const std::string& rule : happening.faults) ++group->second[rule];
}

std::size_t Lanes::fault_rows(int side) const {
  std::size_t most = 0;
  for (const auto& [x, rules] : faults_[static_cast<std::size_t>(side)]) {
    most = std::max(most, rules.size());
  }
  return std::min(most, fault_rows_max);
}

double Lanes::height() const {
  const auto rows = static_cast<double>(fault_rows(0) + fault_rows(1));
  return label_row + rows * fault_row + 2 * lane_gap + 2 * edge;
}

std::string Lanes::draw_call(const Key& key, const Calls& calls, double host, double peer) const {
  const auto& [side, place, mark, push] = key;
  const double from = place * call_bucket;
  const double to = std::max(calls.to, from);
  const double middle = (from + to) / 2;
  const double r = std::min(2.6 + std::log2(static_cast<double>(calls.count)) * 0.5, 5.5);
  std::string said = counted(calls.count, push ? "push" : "request") + ", " +
                     (calls.status == 0 ? "no answer" : std::to_string(calls.status));
  for (const std::string& each : calls.endpoints) said += ", " + each;
  std::string out = "<g><title>" + marked_up(said) + "</title>";
  const std::string classes = "call " + std::string(word_of(mark)) + (push ? " push" : "");
  if (push) {
    const double tip = side == 0 ? -5 : 5;
    out += line(classes, from, peer, from, host);
    out += "<path class=\"tip " + std::string(word_of(mark)) + "\" d=\"M" + px(from - 3.5) + ' ' +
           px(host + tip * 1.6) + "L" + px(from + 3.5) + ' ' + px(host + tip * 1.6) + "L" +
           px(from) + ' ' + px(host + tip * 0.3) + "Z\"/>";
    return out + shape(mark, from, peer, r) + "</g>";
  }
  out += "<path class=\"" + classes + "\" d=\"M" + px(from) + ' ' + px(host) + "L" + px(middle) +
         ' ' + px(peer);
  if (to - from > 2 && mark != Mark::lost) out += "L" + px(to) + ' ' + px(host);
  return out + "\"/>" + shape(mark, middle, peer, r) + "</g>";
}

std::string Lanes::draw_faults(int side, double base) const {
  std::string out;
  for (const auto& [x, rules] : faults_[static_cast<std::size_t>(side)]) {
    std::size_t row = 0;
    for (const auto& [rule, count] : rules) {
      const bool last = row + 1 == fault_rows_max && rules.size() > fault_rows_max;
      const double y = base + (side == 0 ? -1 : 1) * (static_cast<double>(row) + 0.5) * fault_row;
      std::string said = rule + " fired " + counted(count, "time");
      if (last) said += ", and others";
      out += "<g class=\"fault\"><title>" + marked_up(said) + "</title><path d=\"M" + px(x - 9) +
             ' ' + px(y) + "L" + px(x) + ' ' + px(y - 9) + "L" + px(x + 9) + ' ' + px(y) + "L" +
             px(x) + ' ' + px(y + 9) + "Z\"/>" +
             text("letter", x, y + 3.6, last ? "+" : letter_of(history_, rule)) + "</g>";
      if (++row == fault_rows_max) break;
    }
  }
  return out;
}

std::string Lanes::draw(double top, const std::string& label) const {
  const double vendor = top + label_row + static_cast<double>(fault_rows(0)) * fault_row + edge;
  const double host = vendor + lane_gap, linkedin = host + lane_gap;
  std::string name;
  for (const std::string& each : vendors_) name += (name.empty() ? "" : ", ") + each;
  std::string out;
  if (!label.empty()) out += text("tenant", 4, top + 14, label);
  for (const auto& [y, words] :
       {std::pair{vendor, name.empty() ? std::string("vendor") : name},
        std::pair{host, std::string("host")}, std::pair{linkedin, std::string("linkedin")}}) {
    out += text("lane", 4, y + 4, words);
    out += line(y == host ? "rail host" : "rail", lane_left, y, lane_right, y);
  }
  out += '\n';
  // What went well lies below what did not.
  for (const Mark mark : {Mark::good, Mark::refused, Mark::broken, Mark::lost}) {
    for (const auto& [key, calls] : calls_) {
      if (std::get<Mark>(key) != mark) continue;
      out += draw_call(key, calls, host, std::get<0>(key) == 0 ? vendor : linkedin) + '\n';
    }
  }
  for (const auto& [place, count] : notes_) {
    const double x = place.first * call_bucket;
    if (!place.second) {
      out += line("effect", x, host - 4, x, host + 4);
      continue;
    }
    out += "<g class=\"alarm\"><title>" + counted(count, "alarm") + "</title><path d=\"M" +
           px(x - 7) + ' ' + px(host + 6) + "L" + px(x) + ' ' + px(host - 7) + "L" + px(x + 7) +
           ' ' + px(host + 6) + "Z\"/>" + text("letter", x, host + 4.5, "!") + "</g>";
  }
  return out + draw_faults(0, vendor - edge) + draw_faults(1, linkedin + edge) + '\n';
}

}  // namespace crosswalk::sim::html
