#include "judge/invariants/requests/crowd.hpp"

#include <algorithm>

namespace crosswalk::sim::judging {

void Crowd::heard(Instant at, Duration took, std::uint64_t bytes) {
  while (!under_way_.empty() && under_way_.begin()->first <= at) {
    bytes_ -= under_way_.begin()->second;
    under_way_.erase(under_way_.begin());
  }
  under_way_.emplace(at + took, bytes);
  bytes_ += bytes;
  most_requests_ = std::max<std::uint64_t>(most_requests_, under_way_.size());
  most_bytes_ = std::max(most_bytes_, bytes_);
}

std::pair<std::uint64_t, std::uint64_t> Crowd::most() {
  return {std::exchange(most_requests_, 0), std::exchange(most_bytes_, 0)};
}

}  // namespace crosswalk::sim::judging
