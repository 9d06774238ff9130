#pragma once

/// \file
/// What the judge knows of exports: who came by one must be there once, and linked to the member
/// they were exported as.

#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {

/// Two living candidates that a client wrote are one person when they share an e-mail address, a
/// profile or a mark; each after the first is exported_twice. A candidate whose
/// manualMatchedMember is not the expected one, or that has one and none is expected while others
/// are, is a wrong_member.
void check_exports(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                   const Exports& exports, Minutes& minutes);

}  // namespace crosswalk::sim::judging
