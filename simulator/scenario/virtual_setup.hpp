#pragma once

/// \file
/// What a tenant's flow on virtual time is given: the tenant as in production, and, in place of
/// sockets, functions that answer at once and say how long that took.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "access/wallet.hpp"
#include "engine/engine.hpp"
#include "flow/exchange/reception.hpp"
#include "flow/flow.hpp"
#include "wire/outbox.hpp"

namespace crosswalk::sim {

/// Round trips on virtual time: long enough that requests overlap, short enough that a day holds
/// millions of them.
inline constexpr Duration http_round_trip{20};

/// What a request came to, and how long after it was sent: nothing stands for a reply that was
/// lost on its way, whatever the peer did with the request.
struct Answered {
  Answered(std::optional<HttpResponse> given, Duration took = http_round_trip)
      : reply(std::move(given)), after(took) {}
  std::optional<HttpResponse> reply;
  Duration after;
};

/// Answers a request of the tenant's, credentials filled in.
using Answering = std::function<Answered(Peer, const HttpRequest&, Instant)>;

/// What a peer pushes, and who hears what came back: nothing for a push that met nobody.
struct Post {
  std::function<Outbox&()> outbox;  ///< Asked each time: a peer may have to look what happened.
  std::function<void(const Outgoing&, const std::optional<HttpResponse>&, Instant)> answered;
};

/// What is answered to whoever knocks, before the store is asked.
using Receiving =
    std::function<Reception(const Doorkeeper&, NoticeSource, const HttpRequest&, Instant)>;

struct VirtualSetup {
  TenantSetup tenant;
  Credentials credentials;
  Settings settings;
  Answering answering;
  std::function<std::unique_ptr<Engine>()> engine;  ///< A fresh one, as a fresh worker would be.
  Store* store = nullptr;                           ///< Borrowed; survives restarts.
  std::optional<Doorkeeper> keeper;                 ///< Without one nobody answers the door.
  Receiving receiving = receive;  ///< The product's own, unless a test has doubts.
  std::vector<Post> posts;
  Instant start{};
  std::uint64_t seed = 1;
};

}  // namespace crosswalk::sim
