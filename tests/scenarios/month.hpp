#pragma once

// A month at a vendor's: somebody edits something every day, and every few days people come, move
// on and go. Each day ends with a sync, the month with a full one.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {

inline void live_a_month(TenantBed& bed) {
  using sim::Kind;
  using sim::Operation;
  constexpr std::array kinds{Kind::candidate, Kind::application, Kind::job, Kind::job_post,
                             Kind::department};
  for (int day = 0; day < 30; ++day) {
    bed.run->advance(std::chrono::hours{23});
    bed.change(kinds[static_cast<std::size_t>(day) % kinds.size()], Operation::update, {}, {}, 3);
    if (day % 3 == 0) bed.change(Kind::candidate, Operation::insert);
    if (day % 4 == 0) bed.change(Kind::application, Operation::insert);
    if (day % 5 == 0) bed.change(Kind::candidate, Operation::remove);
    if (day % 6 == 0) bed.change(Kind::application, Operation::advance);
    if (day % 7 == 0) bed.change(Kind::application, Operation::reject);
    ASSERT_TRUE(bed.sync());
  }
  ASSERT_TRUE(bed.sync(true));
}

}  // namespace crosswalk
