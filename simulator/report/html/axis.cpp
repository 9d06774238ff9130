#include "report/html/axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/check.hpp"
#include "base/text/dates.hpp"
#include "report/words.hpp"

namespace crosswalk::sim::html {
namespace {

constexpr double pause_width = 30;
constexpr double stretch_width_min = 14;
constexpr double words_width = 78;

// A pause is worth shortening when it would take this part of what is left, and is so many times
// as long as what usually lies between two things.
constexpr double pause_share = 0.07;
constexpr double pause_factor = 8;

struct Pause {
  std::size_t before = 0;  ///< Index of the interval that ends it.
  Duration size{0};
};

// Intervals that touch become one, in order of time; `counts` says of how many.
std::vector<Interval> merged(std::vector<Interval> all, std::vector<std::size_t>& counts) {
  std::ranges::sort(all, {}, &Interval::from);
  std::vector<Interval> out;
  for (const Interval& each : all) {
    if (!out.empty() && each.from <= out.back().to) {
      out.back().to = std::max(out.back().to, each.to);
      ++counts.back();
    } else {
      out.push_back({each.from, std::max(each.from, each.to)});
      counts.push_back(1);
    }
  }
  return out;
}

// Of `many` things, of which some run into each other and count as one in `all`.
std::vector<std::size_t> pauses_of(const std::vector<Interval>& all, std::size_t many) {
  std::vector<Pause> pauses;
  for (std::size_t at = 1; at < all.size(); ++at) {
    pauses.push_back({at, all[at].from - all[at - 1].to});
  }
  std::ranges::stable_sort(pauses, [](const Pause& a, const Pause& b) { return a.size > b.size; });
  auto left = static_cast<double>((all.back().to - all.front().from).count());
  std::vector<std::size_t> chosen;
  for (const Pause& each : pauses) {
    const auto size = static_cast<double>(each.size.count());
    const double rest = left - size;
    if (chosen.size() + 1 == Axis::stretches_max || size < left * pause_share ||
        size < pause_factor * rest / static_cast<double>(many)) {
      break;
    }
    left = rest;
    chosen.push_back(each.before);
  }
  std::ranges::sort(chosen);
  return chosen;
}

Duration step_of(const Stretch& stretch) {
  using namespace std::chrono_literals;
  static constexpr auto steps = std::to_array<Duration>(
      {1ms, 2ms, 5ms,  10ms, 20ms, 50ms,  100ms, 200ms, 500ms, 1s, 2s, 5s, 10s,
       15s, 30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h,    2h, 3h, 6h, 12h});
  const double width = stretch.right - stretch.left;
  const auto span = static_cast<double>((stretch.to - stretch.from).count());
  for (const Duration step : steps) {
    if (span <= 0 || static_cast<double>(step.count()) * width / span >= words_width) return step;
  }
  const double days = std::ceil(words_width * span / width / 86'400'000.0);
  return Duration{static_cast<std::int64_t>(days) * 86'400'000};
}

std::string tick_words(Instant at, Duration step) {
  const std::string text = clock_words(at);
  return text.substr(0, step < std::chrono::seconds{1} ? 12 : 8);
}

}  // namespace

Axis::Axis(std::vector<Interval> all, double left, double right) {
  CROSSWALK_CHECK(!all.empty());
  std::vector<std::size_t> counts;
  const std::size_t all_of_them = all.size();
  all = merged(std::move(all), counts);
  const std::vector<std::size_t> pauses = pauses_of(all, all_of_them);
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t at = 0; at <= pauses.size(); ++at) {
    const std::size_t begin = at == 0 ? 0 : pauses[at - 1];
    const std::size_t end = at == pauses.size() ? all.size() : pauses[at];
    stretches_.push_back({all[begin].from, all[end - 1].to, 0, 0});
    const bool wide = all[begin].from != all[end - 1].to;
    std::size_t many = 0;
    for (std::size_t each = begin; each < end; ++each) many += counts[each];
    weights.push_back(wide ? std::sqrt(static_cast<double>(many)) : 0);
    sum += weights.back();
  }
  const auto count = static_cast<double>(stretches_.size());
  const double room = right - left - (count - 1) * pause_width - count * stretch_width_min;
  double x = left;
  for (std::size_t at = 0; at < stretches_.size(); ++at) {
    const double share = sum > 0 ? weights[at] / sum : 1 / count;
    stretches_[at].left = x;
    stretches_[at].right = x + stretch_width_min + room * share;
    x = stretches_[at].right + pause_width;
  }
}

double Axis::x(Instant at) const {
  double nearest = stretches_.front().left;
  for (const Stretch& each : stretches_) {
    if (at < each.from) break;
    if (each.from == each.to) {
      nearest = (each.left + each.right) / 2;
    } else if (at > each.to) {
      nearest = each.right;
    } else {
      const double part = static_cast<double>((at - each.from).count()) /
                          static_cast<double>((each.to - each.from).count());
      return each.left + part * (each.right - each.left);
    }
  }
  return nearest;
}

std::vector<Tick> Axis::ticks() const {
  std::vector<Tick> out;
  double free_from = stretches_.front().left - words_width / 2;
  for (const Stretch& each : stretches_) {
    const Duration step = step_of(each);
    const std::int64_t first = (to_ms(each.from) + step.count() - 1) / step.count();
    bool any = false;
    for (Instant at = from_ms(first * step.count()); at <= each.to; at += step) {
      const double place = x(at);
      const bool room = place - words_width / 2 >= free_from;
      out.push_back({place, room ? tick_words(at, step) : std::string{}});
      if (room) free_from = place + words_width / 2;
      any = any || room;
    }
    const double middle = x(each.from);
    if (!any && middle - words_width / 2 >= free_from) {
      out.push_back({middle, tick_words(each.from, std::chrono::seconds{1})});
      free_from = middle + words_width / 2;
    }
  }
  return out;
}

std::vector<Tick> Axis::days() const {
  std::vector<Tick> out;
  std::string day;
  double free_from = 0;
  for (const Stretch& each : stretches_) {
    const std::string here = format_instant(each.from).substr(0, 10);
    if (here == day || each.left < free_from) continue;
    day = here;
    out.push_back({each.left, here});
    free_from = each.left + words_width;
  }
  return out;
}

}  // namespace crosswalk::sim::html
