#pragma once

/// \file
/// What must hold of an entity as a whole, once each field has been read: required fields and
/// the rules that span two of them. Complaints only; deciding what becomes of the entity is the
/// caller's. Fields are named as the generation that was spoken names them.

#include <string>
#include <vector>

#include "linkedin/fields/content.hpp"

namespace crosswalk::sim::linkedin {

/// Complains about each required field that is null; they stand in `above`, or in no other.
void require(const Draft& draft, const Schema& schema, const Place* above, Generation generation,
             std::vector<Complaint>& complaints);

/// Checks a complete draft. `member` tells that a person URN is attached to the candidate
/// already, which frees it from needing an e-mail address.
void check(EntityKind kind, const Draft& draft, bool member, Instant now,
           const LinkedInOptions& options, Generation generation,
           std::vector<Complaint>& complaints);

}  // namespace crosswalk::sim::linkedin
