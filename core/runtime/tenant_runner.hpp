#pragma once

/// \file
/// Carries out what a tenant's flow decides: sends, takes steps, writes the store, wakes. It
/// decides nothing itself and holds no state but what is in flight. Results go back to the flow
/// as events through the loop's queue, never by a call from inside a call. The shell's clock is
/// read here and nowhere below.

#include <functional>
#include <memory>
#include <variant>

#include "access/wallet.hpp"
#include "base/instant.hpp"
#include "flow/effects.hpp"
#include "runtime/net/transport.hpp"

namespace crosswalk {

/// What a runner works with. All references must outlive the runner's last event, which is when
/// stop() has reported back or the loop has ended.
struct RunnerPorts {
  using StepOutcome = std::variant<Answer, StepFailure>;

  std::function<Effects(Event, Instant)> flow;
  std::function<void(Step, std::function<void(StepOutcome)>)> take_step;
  Store& store;
  Transport& transport;
  Wallet& wallet;
  std::function<Instant()> clock;  ///< May jump; the runner never lets time go back.
  /// Runs store verbs, on a thread of its own or at once, one after the other in the order given.
  /// The store outlives what was given to it.
  std::function<void(std::function<void()>)> on_store;
  std::function<void()> after_event;           ///< Called after each event; may be empty.
  Duration deadline{std::chrono::minutes{1}};  ///< Of one HTTP exchange.
  Duration grace{std::chrono::seconds{5}};     ///< For answers under way when it stops.
};

class TenantRunner {
 public:
  TenantRunner(boost::asio::io_context& io, RunnerPorts ports);
  ~TenantRunner();
  TenantRunner(const TenantRunner&) = delete;
  TenantRunner& operator=(const TenantRunner&) = delete;

  /// Queues an event for the flow. The first must be Started. [loop thread]
  void tell(Event event);

  /// Stage one: from now on only store effects are carried out, so that answers which still
  /// arrive are kept. Stage two, when nothing is under way or the grace has passed: `left` is
  /// called once, and nothing happens any more. [loop thread]
  void stop(std::function<void()> left);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// The system's clock, in the product's own unit.
Instant system_now();

}  // namespace crosswalk
