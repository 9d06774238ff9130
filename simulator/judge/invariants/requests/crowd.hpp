#pragma once

/// \file
/// How much a client has under way at once (I11): a request from when it is asked until its answer
/// has come, with the bytes of both.

#include <cstdint>
#include <map>
#include <utility>

#include "base/instant.hpp"

namespace crosswalk::sim::judging {

class Crowd {
 public:
  /// Told of each request in the order they are asked.
  void heard(Instant at, Duration took, std::uint64_t bytes);

  /// The most requests, and the most bytes, that were under way at one moment since the last call.
  std::pair<std::uint64_t, std::uint64_t> most();

 private:
  std::multimap<Instant, std::uint64_t> under_way_;  ///< Bytes, by when the answer comes.
  std::uint64_t bytes_ = 0;
  std::uint64_t most_requests_ = 0, most_bytes_ = 0;
};

}  // namespace crosswalk::sim::judging
