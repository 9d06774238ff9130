#pragma once

/// \file
/// What was promised to people who asked to be forgotten, against what LinkedIn holds and what it
/// was told since. The vendor may know them still; that is no excuse.

#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {

/// `told` with everybody it means: the candidates that stand for an erased member, by `exports` or
/// by the link LinkedIn holds, and the members that an erased candidate stands for.
Erased all_erased(const Ledger& ledger, const TenantPolicy& policy, const Exports& exports,
                  const Erased& told);

/// A record of theirs is erased_and_back when it was written after the promise, held or gone again,
/// and erased_and_held when it is simply there; a candidate that a client wrote for an erased
/// member is erased_and_exported. `erased` is what all_erased() gave.
void check_erasures(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                    const Exports& exports, const Erased& erased, Minutes& minutes);

}  // namespace crosswalk::sim::judging
