#pragma once

/// \file
/// Who sees what in Recruiter, against the vendor's hiring teams. It is looked at from outside, by
/// asking for each person in turn, so it does not matter by which lists a client brought it about.

#include <functional>
#include <string>

#include "judge/minutes.hpp"
#include "judge/truth.hpp"

namespace crosswalk::sim::judging {

/// Where the tenant says who its users are (TenantPolicy::members): a job that is to be sent is
/// seen by the members of its team and by nobody else, a stranger included, and so are its
/// applications; of any other that is held nobody outside its team sees anything. Each job where it
/// is otherwise is a wrong_access. Jobs times people, so it is for worlds of a test's size.
void check_access(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                  const Truth& truth, const Sight& sees, Minutes& minutes);

}  // namespace crosswalk::sim::judging
