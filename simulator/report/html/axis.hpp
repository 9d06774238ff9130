#pragma once

/// \file
/// One axis of time for everything a run had. A run is bursts of milliseconds with hours between
/// them, so idle time is shortened and marked; within a stretch time is linear. A stretch is as
/// wide as what happened in it asks for.

#include <string>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk::sim::html {

/// Something that took its time.
struct Interval {
  Instant from{}, to{};
};

/// Time without a longer pause, and where it is drawn.
struct Stretch {
  Instant from{}, to{};
  double left = 0, right = 0;
};

/// A mark on the axis; `words` may be empty.
struct Tick {
  double x = 0;
  std::string words;
};

class Axis {
 public:
  /// `all` in any order; at least one. Nothing that takes its time is broken in two. At most
  /// stretches_max stretches between left and right.
  Axis(std::vector<Interval> all, double left, double right);
  static constexpr std::size_t stretches_max = 12;

  /// Where a moment is drawn; what lies outside all stretches, at the nearest end of one.
  double x(Instant at) const;

  const std::vector<Stretch>& stretches() const { return stretches_; }
  /// Round moments, far enough apart for their words, and the days they begin at.
  std::vector<Tick> ticks() const;
  std::vector<Tick> days() const;

 private:
  std::vector<Stretch> stretches_;
};

}  // namespace crosswalk::sim::html
