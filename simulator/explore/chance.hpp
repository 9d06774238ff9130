#pragma once

/// \file
/// Chance without a state: each draw has a name of its own and depends on the seed and that name
/// alone. One more choice somewhere therefore changes no other, and a seed means the same scenario
/// as long as the choices it meets are the same.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/instant.hpp"

namespace crosswalk::sim::explore {

/// A place from which draws are made; the root is a seed. A value, cheap to copy.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : here_(seed) {}

  /// The place below this one of that name; `n` tells equal ones apart.
  Chance at(std::string_view name, std::uint64_t n = 0) const;

  /// 64 bits, always the same ones of one name.
  std::uint64_t bits(std::string_view name) const;
  /// 0..n-1; 0 where n is 0.
  std::uint64_t below(std::string_view name, std::uint64_t n) const;
  /// low..high, both included.
  std::uint64_t between(std::string_view name, std::uint64_t low, std::uint64_t high) const;
  /// Once in n times.
  bool one_in(std::string_view name, std::uint64_t n) const { return below(name, n) == 0; }
  /// So many times in a hundred.
  bool percent(std::string_view name, std::uint64_t share) const {
    return below(name, 100) < share;
  }
  /// low..high, small ones as often as large ones by their order of magnitude; in whole seconds.
  Duration time(std::string_view name, Duration low, Duration high) const;

  /// One of them, which must not be none.
  template <class T>
  const T& pick(std::string_view name, std::span<const T> all) const {
    return all[static_cast<std::size_t>(below(name, all.size()))];
  }

 private:
  std::uint64_t here_;
};

}  // namespace crosswalk::sim::explore
