#include "report/html/timeline.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "base/text/counted.hpp"
#include "report/html/axis.hpp"
#include "report/html/drawing.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

constexpr double width = 1120;
constexpr double left = 104, right = 1104;
constexpr double steps_row = 24;
constexpr double failed_row = 20;
constexpr double flag_width = 40;
constexpr double axis_row = 40;

// A step that waits is no reason to draw the waiting; its ends are.
std::vector<Interval> intervals_of(const History& history) {
  std::vector<Interval> out{{history.start, history.start}, {history.end, history.end}};
  for (const Played& each : history.steps) {
    out.push_back({each.begun, each.begun});
    out.push_back({each.ended, each.ended});
  }
  for (const Happening& each : history.happenings) {
    out.push_back({each.at, each.at + std::max(each.took, Duration{0})});
  }
  return out;
}

class Timeline {
 public:
  Timeline(const History& history, Page& page)
      : history_(history), page_(page), axis_(intervals_of(history), left, right) {
    for (const Happening& each : history.happenings) {
      const auto known = lanes_.find(each.tenant);
      if (known != lanes_.end()) {
        known->second.add(each);
      } else if (each.what != Happening::What::step && lanes_.size() < tenants_max) {
        lanes_.try_emplace(each.tenant, history, axis_).first->second.add(each);
      } else if (is_call(each)) {
        ++left_out_;
      }
    }
    if (lanes_.empty()) lanes_.try_emplace("", history, axis_);
    failed_ = std::ranges::any_of(history.checks, [](const Check& each) { return !each.good; });
  }

  std::string draw(const std::string& id) {
    const double top = steps_row + (failed_ ? failed_row : 0);
    double height = top;
    for (const auto& [tenant, lanes] : lanes_) height += lanes.height();
    const double whole = height + axis_row;
    std::string out = "<svg class=\"time\" viewBox=\"0 0 " + px(width) + ' ' + px(whole) +
                      "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\"><title id=\"" +
                      id + "-t\">Timeline of both sides</title><desc id=\"" + id + "-d\">" +
                      description() + "</desc>\n";
    out += bands(height) + pauses(height) + axis(height);
    if (failed_) out += failures(height);
    for (const auto& [tenant, lanes] : lanes_) {
      out += lanes.draw(height - remaining(tenant), lanes_.size() > 1 ? tenant : "");
    }
    return out + "</svg>";
  }

  std::uint64_t left_out() const { return left_out_; }

 private:
  // From the top of a tenant's lanes down to the axis.
  double remaining(const std::string& tenant) const {
    double out = 0;
    for (auto at = lanes_.find(tenant); at != lanes_.end(); ++at) out += at->second.height();
    return out;
  }

  std::string description() {
    std::uint64_t calls = 0, odd = 0;
    for (const Happening& each : history_.happenings) {
      calls += is_call(each) ? 1 : 0;
      odd += is_call(each) && is_odd(each) ? 1 : 0;
    }
    return marked_up(counted(history_.steps.size(), "step") + ", " + counted(calls, "request") +
                     " and pushes, something went wrong with " + grouped(odd) +
                     " of them. The list of requests below says the same in words.");
  }

  std::string bands(double bottom) {
    std::string out;
    double number_from = 0;
    std::size_t at = 0;
    for (const Played& each : history_.steps) {
      const double from = axis_.x(each.begun);
      const double to = std::max(axis_.x(each.ended), from);
      ++at;
      out += "<g class=\"" + std::string(at % 2 == 0 ? "band even" : "band") + "\"><title>Step " +
             std::to_string(at) + ": " + marked_up(page_.stand_ins.in_words(said(each))) +
             "</title>";
      if (to - from >= 3) {
        out += "<rect x=\"" + px(from) + "\" y=\"" + px(steps_row) + "\" width=\"" + px(to - from) +
               "\" height=\"" + px(bottom - steps_row) + "\"/>";
      }
      out += "<line x1=\"" + px(from) + "\" y1=\"" + px(steps_row - 6) + "\" x2=\"" + px(from) +
             "\" y2=\"" + px(bottom) + "\"/>";
      const double middle = to - from >= 18 ? (from + to) / 2 : from;
      if (middle - 7 >= number_from) {
        out += text_at("step", middle, steps_row - 9, std::to_string(at));
        number_from = middle + 9;
      }
      out += "</g>\n";
    }
    return out;
  }

  std::string pauses(double bottom) const {
    std::string out;
    const auto& all = axis_.stretches();
    for (std::size_t at = 1; at < all.size(); ++at) {
      const double from = all[at - 1].right + 4, to = all[at].left - 4;
      const Duration size = all[at].from - all[at - 1].to;
      out += "<g class=\"pause\"><title>" + span_words(size) + " in which nothing happens</title>" +
             "<rect x=\"" + px(from) + "\" y=\"" + px(steps_row) + "\" width=\"" + px(to - from) +
             "\" height=\"" + px(bottom - steps_row) + "\"/><text transform=\"translate(" +
             px((from + to) / 2 + 4) + ' ' + px(bottom - 8) + ") rotate(-90)\">" +
             span_words(size) + "</text></g>";
    }
    return out + '\n';
  }

  std::string axis(double bottom) const {
    std::string out;
    for (const Stretch& each : axis_.stretches()) {
      out += "<line class=\"axis\" x1=\"" + px(each.left) + "\" y1=\"" + px(bottom) + "\" x2=\"" +
             px(each.right) + "\" y2=\"" + px(bottom) + "\"/>";
    }
    for (const Tick& each : axis_.ticks()) {
      out += "<line class=\"axis\" x1=\"" + px(each.x) + "\" y1=\"" + px(bottom) + "\" x2=\"" +
             px(each.x) + "\" y2=\"" + px(bottom + (each.words.empty() ? 3 : 5)) + "\"/>";
      if (!each.words.empty()) out += text_at("tick", each.x, bottom + 18, each.words);
    }
    for (const Tick& each : axis_.days()) {
      out += text_at("day", each.x, bottom + 34, each.words);
    }
    return out + '\n';
  }

  // Where the checks were made that failed: the end of their step, or of the run.
  std::string failures(double bottom) {
    std::map<double, std::vector<const Check*>> places;
    for (const Check& check : history_.checks) {
      if (check.good) continue;
      Instant at = history_.end;
      for (const Played& step : history_.steps) {
        if (!check.after.empty() && step.words == check.after) at = step.ended;
        if (step.words == check.after && step.line == check.line) break;
      }
      const double x = axis_.x(at);
      // What is nearer than a flag is wide shares the flag of the one before.
      const auto near = places.upper_bound(x);
      if (near != places.begin() && x - std::prev(near)->first < flag_width) {
        std::prev(near)->second.push_back(&check);
      } else {
        places[x].push_back(&check);
      }
    }
    std::string out;
    for (const auto& [x, checks] : places) out += flag(x, checks, bottom);
    return out;
  }

  std::string flag(double x, const std::vector<const Check*>& checks, double bottom) {
    std::string said;
    for (const Check* each : checks) said += (said.empty() ? "" : "; ") + check_words(*each);
    std::string name = checks.front()->name.size() > 6 ? "failed" : checks.front()->name;
    if (checks.size() > 1) name += " +" + std::to_string(checks.size() - 1);
    const double wide = 12 + 6.6 * static_cast<double>(name.size());
    const double from = std::min(x - wide / 2, width - wide);
    return "<g class=\"failure\"><title>" + marked_up(page_.stand_ins.in_words(said)) +
           "</title><line x1=\"" + px(x) + "\" y1=\"" + px(steps_row + 16) + "\" x2=\"" + px(x) +
           "\" y2=\"" + px(bottom) + "\"/><rect x=\"" + px(from) + "\" y=\"" + px(steps_row) +
           "\" width=\"" + px(wide) + "\" height=\"17\" rx=\"3\"/>" +
           text_at("letter", from + wide / 2, steps_row + 12.5, name) + "</g>\n";
  }

  static std::string said(const Played& step) {
    const std::string ids = ids_words(step);
    return ids.empty() ? step.words : step.words + "; it " + ids;
  }

  static std::string text_at(std::string_view classes, double x, double y, std::string_view words) {
    return "<text class=\"" + std::string(classes) + "\" x=\"" + px(x) + "\" y=\"" + px(y) + "\">" +
           marked_up(words) + "</text>";
  }

  const History& history_;
  Page& page_;
  Axis axis_;
  std::map<std::string, Lanes> lanes_;
  std::uint64_t left_out_ = 0;
  bool failed_ = false;
};

// What a mark looks like, and what it says.
std::string legend() {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> all = {{
      {R"(<circle class="mark good" cx="6" cy="6" r="3"/>)", "answered"},
      {R"(<circle class="mark refused" cx="6" cy="6" r="3.4"/>)", "refused, 4xx"},
      {R"(<rect class="mark broken" x="3" y="3" width="6" height="6"/>)", "failed, 5xx"},
      {R"(<path class="mark lost" d="M3 3L9 9M9 3L3 9"/>)", "no answer"},
      {R"(<path class="tip good" d="M2 3L10 3L6 10Z"/>)", "pushed to the host"},
      {R"(<g class="fault"><path d="M0 6L6 0L12 6L6 12Z"/></g>)", "a fault fired"},
      {R"(<g class="alarm"><path d="M0 11L6 0L12 11Z"/></g>)", "a person was told"},
  }};
  std::string out = "<ul class=\"legend\">\n";
  for (const auto& [drawing, words] : all) {
    out += "<li><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">" + std::string(drawing) +
           "</svg>" + std::string(words) + "</li>\n";
  }
  return out + "</ul>\n";
}

}  // namespace

std::string timeline(const History& history, Page& page, std::size_t scenario) {
  Timeline drawn(history, page);
  std::string out = "<figure>" + scrolling("Timeline", drawn.draw(anchor(scenario, "timeline"))) +
                    legend() + "<figcaption>Numbers on top are steps. ";
  out += "Idle time is shortened where the axis breaks; between two breaks time is linear.";
  if (drawn.left_out() > 0) {
    out += " " + counted(drawn.left_out(), "request") +
           " of further tenants are not drawn; they are in the list of requests.";
  }
  if (history.happenings_dropped > 0) {
    out += " The history was full: " + grouped(history.happenings_dropped) +
           " later happenings were counted and not kept.";
  }
  return out + "</figcaption></figure>\n";
}

}  // namespace crosswalk::sim::html
