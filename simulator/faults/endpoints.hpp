#pragma once

/// \file
/// A name for every route of every peer, so that a scenario can say where a fault strikes and how
/// often somebody may ask: "greenhouse.candidates.list", "linkedin.candidates.put",
/// "hook.linkedin.export". A name is PEER.RESOURCE.VERB. The verb of a read is `list` (of a listing
/// or a delta), `ids` (by ids, its own or those of what it hangs on) or `find` (LinkedIn's
/// finders); of a write `create`, `put`, `patch` or `delete`. Tokens are PEER.token. Both of
/// LinkedIn's generations have the same names, and so have both of Greenhouse's.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "faults/kinds.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// Every name there is, sorted.
std::span<const std::string_view> endpoint_names();

/// Those of endpoint_names() that a pattern means; "*" stands for any text, also for none.
std::vector<std::string_view> endpoints_of(std::string_view pattern);
bool means(std::string_view pattern, std::string_view endpoint);

/// The name of a request to a vendor ("greenhouse" or "gem", its v1 included) or to "linkedin", or
/// of what these push to a callback ("hook"). What no route knows is "PEER.other", of an unknown
/// peer "other". Lives as long as the program.
std::string_view endpoint_of(std::string_view peer, const HttpRequest& request);

/// Whether a fault of that kind can happen there: a web hook has no pages, an API key does not
/// expire, a listing is no batch. A rule strikes only where its kind fits, whatever its pattern.
bool fits(FaultKind kind, std::string_view endpoint);

}  // namespace crosswalk::sim
