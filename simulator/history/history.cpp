#include "history/history.hpp"

#include <algorithm>

namespace crosswalk::sim {

bool History::passed() const {
  return broke.empty() &&
         std::ranges::all_of(checks, [](const Check& check) { return check.good; });
}

}  // namespace crosswalk::sim
