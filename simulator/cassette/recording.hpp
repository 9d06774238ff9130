#pragma once

/// \file
/// Makes a cassette's exchanges of a conversation as it goes on: who asks, which resource, which
/// version of it, and nothing that was not scrubbed. Whoever has the socket tells each request with
/// its reply, in the order of the replies.

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "cassette/cassette.hpp"
#include "cassette/scrub.hpp"

namespace crosswalk::sim {

class Recording {
 public:
  /// `salt` as of StandIns. `tenant` names whoever shows a credential; empty: each client id, user
  /// or key is a tenant of its own, a token belongs to the one it was given to, and what the peer
  /// has only ever answered with 401 is nobody's.
  Recording(std::string_view salt, std::string peer, std::string tenant = {});

  /// What the cassette's first line says.
  Cassette about(Instant now);

  /// Null for a reply that never came. The exchange is all there is to be written.
  Exchange take(const HttpRequest& request, const HttpResponse* reply, Duration latency);

 private:
  std::string tenant_of(const HttpRequest& request, bool believed);

  Scrubber scrubber_;
  std::string peer_;
  std::string tenant_;
  std::map<std::string, std::string> tenants_;  ///< By principal or token.
  std::size_t named_ = 0;
  std::map<ResourceKey, std::uint32_t> versions_;
};

/// What a client in front of a recorder must get: links of the peer's lead to where it asked.
HttpResponse redirected(HttpResponse reply, std::string_view peer, std::string_view origin);

}  // namespace crosswalk::sim
