#include "faults/delays.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace crosswalk::sim {
namespace {

// Draws of a rule beside the one that decides whether it strikes.
constexpr std::uint64_t amount = 1, amount_too = 2;

constexpr Duration delay_max = std::chrono::hours{24};

Duration seconds(double count) {
  const auto most = static_cast<double>(delay_max.count());
  return Duration{static_cast<std::int64_t>(std::clamp(count * 1000, -most, most))};
}

}  // namespace

Duration delay_of(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request) {
  const FaultDeed& what = rule.what;
  const double unit = draw_unit(rule, seed, request, amount);
  const auto wait = static_cast<double>(what.wait.count());
  double ms = wait;
  switch (what.distribution) {
    case Distribution::fixed:
      break;
    case Distribution::uniform:
      ms = wait + unit * std::max(static_cast<double>(what.most.count()) - wait, 0.0);
      break;
    case Distribution::log_normal: {
      // Box and Muller; 1 - unit is never 0.
      const double turn = 2 * std::numbers::pi * draw_unit(rule, seed, request, amount_too);
      ms = wait * std::exp(what.spread * std::sqrt(-2 * std::log(1 - unit)) * std::cos(turn));
      break;
    }
    case Distribution::recorded:
      if (what.recorded.empty()) break;
      ms = static_cast<double>(
          what.recorded[draw_bits(rule, seed, request, amount) % what.recorded.size()].count());
      break;
  }
  return seconds(std::max(ms, 0.0) / 1000);
}

Duration drift_of(const FaultDeed& what, Duration since) {
  return seconds(what.spread * static_cast<double>(since.count()) / 3'600'000.0);
}

}  // namespace crosswalk::sim
