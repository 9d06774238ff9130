#pragma once

/// \file
/// What a policy keeps back, choice by choice, so that two policies can be compared without a
/// record in hand: of what the vendor shows no more, nothing is left that could be decided anew,
/// and all that can be asked is whether the policy of today keeps back more than the one under
/// which it was sent.

#include <cstdint>
#include <vector>

#include "policy/policy.hpp"

namespace crosswalk {

/// One choice that may keep back a record of the kind, or a part of one.
struct Restriction {
  RecordKind kind = RecordKind::job;
  std::uint64_t choice = 0;  ///< The same for the same choice, from release to release.

  friend auto operator<=>(const Restriction&, const Restriction&) = default;
};

/// Every such choice of the policy, sorted and without repeats. Of two policies, the second
/// withholds nothing of a kind that the first lets out, and strips nothing that the first leaves,
/// if all its choices for that kind are among the first's.
std::vector<Restriction> restrictions_of(const TenantPolicy& policy);

}  // namespace crosswalk
