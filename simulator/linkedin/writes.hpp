#pragma once

/// \file
/// Writes to the ats* resources: full replacement by PUT and patches by POST. A body is read to
/// its end and its keys are compared with those of the query before anything is applied, so a
/// malformed batch leaves no trace; then each entity stands or falls alone.

#include <vector>

#include "linkedin/entities.hpp"

namespace crosswalk::sim::linkedin {

/// PUT: each entity's content is replaced; what it omits becomes null.
HttpResponse update(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                    Peer& peer);

/// POST with batch_partial_update: `patch.$set` and `patch.$delete` over what is held; 404 for
/// an entity that is not held.
HttpResponse patch(const Call& call, const EntityPath& path, const std::vector<EntityKey>& keys,
                   Peer& peer);

}  // namespace crosswalk::sim::linkedin
