#include "sync/absence.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

// A vendor that loses more than this between two listings has more often hidden records than
// deleted them.
constexpr std::uint64_t missing_tolerated_min = 10;
constexpr std::uint64_t missing_tolerated_percent = 1;

constexpr Duration second_listing_after = std::chrono::hours{1};

}  // namespace

bool needs_a_person(std::uint64_t missing, std::uint64_t known) {
  const std::uint64_t share = known / 100 * missing_tolerated_percent;
  return missing > std::max(missing_tolerated_min, share);
}

Suspicion weigh(ById answer, Duration apart) {
  switch (answer) {
    case ById::present:
      return Suspicion::dropped;
    case ById::gone:
      return Suspicion::proven;
    case ById::unknown:
      return Suspicion::open;
    case ById::no_route:
      break;
  }
  return apart >= second_listing_after ? Suspicion::proven : Suspicion::open;
}

}  // namespace crosswalk
