#pragma once

/// \file
/// One group of lanes of the timeline: what a tenant's host said to its peers, collected by pixel
/// and drawn. The timeline says where on the page it lies.

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "report/html/axis.hpp"
#include "report/html/markup.hpp"

namespace crosswalk::sim::html {

/// A drawing's numbers, with one digit after the point at most.
std::string px(double value);

/// How a call ended, as far as its mark shows it.
enum class Mark : std::uint8_t { good, refused, broken, lost };
Mark mark_of(const Happening& happening);

/// The lanes of one tenant. Feed all of its happenings, then ask for the height, then draw.
class Lanes {
 public:
  Lanes(const History& history, const Axis& axis) : history_(history), axis_(axis) {}

  void add(const Happening& happening);

  bool empty() const { return calls_.empty() && notes_.empty(); }
  double height() const;
  /// The SVG of the lanes, whose top is at `top`; `label` may be empty.
  std::string draw(double top, const std::string& label) const;

 private:
  /// What is drawn as one: side (0 vendor, 1 LinkedIn), place, mark, whether it is a push.
  using Key = std::tuple<int, int, Mark, bool>;
  struct Calls {
    std::uint64_t count = 0;
    double to = 0;  ///< Where the longest of them ended.
    std::set<std::string> endpoints;
    int status = 0;
  };

  std::string draw_call(const Key& key, const Calls& calls, double host, double peer) const;
  std::string draw_faults(int side, double base) const;
  std::size_t fault_rows(int side) const;

  const History& history_;
  const Axis& axis_;
  std::map<Key, Calls> calls_;
  /// By side, and where the first of a group fired: those that are too near for marks of their own.
  std::array<std::map<double, std::map<std::string, std::uint64_t>>, 2> faults_;
  std::map<std::pair<int, bool>, std::uint64_t> notes_;  ///< Alarms (true) and effects, by place.
  std::set<std::string> vendors_;
};

}  // namespace crosswalk::sim::html
