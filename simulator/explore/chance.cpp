#include "explore/chance.hpp"

#include <algorithm>

#include "base/text/digest.hpp"

namespace crosswalk::sim::explore {

Chance Chance::at(std::string_view name, std::uint64_t n) const {
  return Chance(mix64(name, here_ ^ (n * 0x9e3779b97f4a7c15ull)));
}

std::uint64_t Chance::bits(std::string_view name) const { return mix64(name, here_ + 1); }

std::uint64_t Chance::below(std::string_view name, std::uint64_t n) const {
  return n == 0 ? 0 : bits(name) % n;
}

std::uint64_t Chance::between(std::string_view name, std::uint64_t low, std::uint64_t high) const {
  return low + below(name, high - low + 1);
}

Duration Chance::time(std::string_view name, Duration low, Duration high) const {
  const std::int64_t first = std::max<std::int64_t>(low.count() / 1000, 1);
  std::uint64_t doublings = 0;
  while ((first << (doublings + 1)) <= high.count() / 1000) ++doublings;
  const Chance here = at(name);
  const std::int64_t from = first << here.below("magnitude", doublings + 1);
  const auto spread =
      static_cast<std::int64_t>(here.below("seconds", static_cast<std::uint64_t>(from)));
  return std::clamp(Duration{(from + spread) * 1000}, low, high);
}

}  // namespace crosswalk::sim::explore
