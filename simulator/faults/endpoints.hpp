#pragma once

/// \file
/// A name for every route of every peer, so that a scenario can say where a fault strikes and how
/// often somebody may ask: "greenhouse.candidates.list", "linkedin.candidates.put",
/// "hook.linkedin.export". A name is PEER.RESOURCE.VERB; the verb of a read is `list` (of a listing
/// or a delta) or `ids` (by id), of a write `put`, `create`, `delete`; tokens are PEER.token.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/http.hpp"

namespace crosswalk::sim {

/// Every name there is, sorted.
std::span<const std::string_view> endpoint_names();

/// Those of endpoint_names() that a pattern means; "*" stands for any text, also for none.
std::vector<std::string_view> endpoints_of(std::string_view pattern);
bool means(std::string_view pattern, std::string_view endpoint);

/// The name of a request to a vendor ("greenhouse" or "gem", its v1 included) or to "linkedin", or
/// of what these push to a callback ("hook"). What no route knows is "PEER.other".
std::string_view endpoint_of(std::string_view peer, const HttpRequest& request);

}  // namespace crosswalk::sim
