#pragma once

/// \file
/// Chance without state: the k-th number of record n of a stream is a function of (seed, stream,
/// n, k). Adding a draw to one record, or a record to one kind, therefore shifts nobody else's.

#include <cstdint>
#include <iterator>

namespace crosswalk::sim {

/// Which kind of record, or which question, the numbers are for. Values are part of what a seed
/// means: append, never renumber.
enum class Stream : std::uint64_t {
  job = 1,
  job_post = 2,
  candidate = 3,
  application = 4,
  history = 5,
  count = 6,
  mutation = 7,
  token = 8,
  note = 9,
  scorecard = 10,
  job_attribute = 11,
  webhook = 12
};

/// 64 bits, each depending on every bit of the argument.
constexpr std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
  return bits ^ (bits >> 31);
}

/// The numbers of one record, in order.
class Draw {
 public:
  Draw(std::uint64_t seed, Stream stream, std::uint64_t n)
      : key_(mixed(mixed(seed + 0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(stream)) + n)) {}

  std::uint64_t bits() { return mixed(key_ + 0x9e3779b97f4a7c15ULL * ++count_); }

  /// 0..limit-1; the bias is below limit / 2^64.
  std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : bits() % limit; }

  /// 0 <= x < 1.
  double unit() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

  bool one_in(std::uint64_t n) { return n != 0 && below(n) == 0; }

  /// One element of an array or span that is not empty.
  template <class Range>
  const auto& pick(const Range& from) {
    return from[below(std::size(from))];
  }

 private:
  std::uint64_t key_;
  std::uint64_t count_ = 0;
};

/// Record n is one of every `period`, the first of them at `first`; 0 means never.
constexpr bool falls_on(std::uint64_t n, std::uint32_t period, std::uint64_t first) {
  return period != 0 && n % period == first % period;
}

}  // namespace crosswalk::sim
