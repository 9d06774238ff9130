#pragma once

/// \file
/// A tenant's flow on virtual time: the same flow, engine, wallet and store statements as in
/// production, with the peers answering in this process and a queue for a clock. Effects are
/// ordered by (instant, hash of seed and effect), so a run is exact and a crash can be placed
/// after any effect.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>

#include "scenario/virtual_setup.hpp"

namespace crosswalk::sim {

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

  // For several tenants under one clock: whose next event is soonest takes the next step.

  /// When the next event is due; nothing when none waits.
  std::optional<Instant> next() const;
  /// Carries out the next event unless it is due after `until`; false when there was none.
  bool step(Instant until);
  /// The clock is there now; never back.
  void arrive(Instant at) { now_ = std::max(now_, at); }
  /// Whether run_to_quiet() would end here.
  bool quiet(Duration patience) const;
  /// Whether something was asked of a peer, the engine or the store and has not come back.
  bool under_way() const { return !queue_.empty(); }

  /// The product dies once that many more effects were carried out: nothing of it moves any more
  /// until restart().
  void die_after(std::uint64_t effects);
  bool died() const { return effects_ >= crash_after_; }

  /// What the next restart() begins with.
  VirtualSetup& setup() { return setup_; }

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
