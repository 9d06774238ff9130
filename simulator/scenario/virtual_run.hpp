#pragma once

/// \file
/// A tenant's flow on virtual time: the same flow, engine, wallet and store statements as in
/// production, with the peers answering in this process and a queue for a clock. Effects are
/// ordered by (instant, hash of seed and effect), so a run is exact and a crash can be placed
/// after any effect.

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "access/wallet.hpp"
#include "engine/engine.hpp"
#include "flow/exchange/reception.hpp"
#include "flow/flow.hpp"
#include "wire/outbox.hpp"

namespace crosswalk::sim {

/// Answers a request of the tenant's, credentials filled in. Nothing stands for a reply that was
/// lost on its way, whatever the peer did with the request.
using Answering = std::function<std::optional<HttpResponse>(Peer, const HttpRequest&, Instant)>;

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

class VirtualRun {
 public:
  explicit VirtualRun(VirtualSetup setup);
  ~VirtualRun();

  /// Asks for a round of reading, as `crosswalk sync` does.
  void ask_sync(bool full = false, bool absence_confirmed = false);

  /// Any other event from a person.
  void tell(Event event) { hear(std::move(event)); }

  /// Somebody knocks at the tenant's callback; what the receiver answers, once the store has it.
  HttpResponse knock(const HttpRequest& request);

  /// Whether the receiver is up; while it is not, pushes meet nobody.
  bool listening = true;

  /// Runs until the flow has settled, nothing is left to be pushed within `patience`, and nothing
  /// waits that is due within `patience`, or until `limit` of virtual time has passed. True when it
  /// settled.
  bool run_to_quiet(Duration patience = std::chrono::minutes{20},
                    Duration limit = std::chrono::hours{48});

  /// Carries out that many more effects, then drops everything that is in flight, as a crash
  /// would: peers and store have what they have. False when the run settled before.
  bool run_then_crash(std::uint64_t effects);

  /// A new flow and a new engine over the same store and peers.
  void restart();

  /// Moves the clock; whatever was due meanwhile happens at the next run.
  void advance(Duration by) { now_ += by; }

  Instant now() const { return now_; }
  std::uint64_t effects() const { return effects_; }
  FlowReport report() const { return flow_->report(); }

 private:
  void hear(Event event);
  void carry_out(Effect effect);
  void send(SendHttp effect);
  void fetch(FetchToken effect);
  void take(TakeStep effect);
  void use(UseStore effect);
  void schedule(Duration after, Event event);
  bool step(Instant until);
  std::optional<Instant> next_push() const;
  void deliver();

  VirtualSetup setup_;
  std::unique_ptr<Wallet> wallet_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Flow> flow_;
  Instant now_;
  std::uint64_t effects_ = 0;
  std::uint64_t crash_after_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t events_ = 0;
  std::optional<Instant> wake_;
  std::multimap<std::pair<Instant, std::uint64_t>, Event> queue_;
};

}  // namespace crosswalk::sim
