#pragma once

/// \file
/// Who may ask the control side. It listens on loopback and wants no password, so a page of some
/// other site, open in the browser of whoever runs the simulator, must not reach it: neither by a
/// form (the browser then says whose page it was) nor under a name of its own that leads to this
/// machine ("DNS rebinding": the Host is then that name). curl says neither and is let in.

#include <optional>

#include "sdk/http.hpp"

namespace crosswalk::sim {

/// 403, with the remedy, for a request that names another host than this machine, or that comes
/// from a page of another origin; nothing for any other.
std::optional<HttpResponse> refuse_foreign(const HttpRequest& request);

}  // namespace crosswalk::sim
