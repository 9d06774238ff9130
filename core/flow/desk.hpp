#pragma once

/// \file
/// The desk of a flow: where effects are written out, and where the results that come back find
/// whoever asked. Timers are kept here too, so that the shell is asked for one wake at a time.
/// Everything runs on the caller's thread, inside Flow::on().

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "flow/effects.hpp"

namespace crosswalk {

class Desk {
 public:
  using OnHttp = std::function<void(Result<HttpResponse>)>;
  using OnToken = std::function<void(const TokenDone&)>;
  using OnStep = std::function<void(std::variant<Answer, StepFailure>)>;
  using OnStore = std::function<void(StoreAnswer)>;

  /// Ask for an effect; `then` runs when its result comes, or never if the flow ends first.
  void ask_http(Peer peer, HttpRequest request, OnHttp then);
  void ask_token(Peer peer, OnToken then);
  void ask_step(Step step, OnStep then);
  /// Has no result.
  void use_application(std::string client_id, std::string client_secret);
  /// A store that is `unavailable`, such as on a full disk, is asked again in the same order until
  /// it can; verbs asked meanwhile queue behind. Any other failure halts the flow: nothing may go
  /// on as if the verb had been carried out.
  void ask_store(StoreVerb verb, OnStore then);

  /// Runs `then` at the first Woke that comes at `at` or later.
  void at(Instant at, std::function<void()> then);

  /// Gives the result of an effect to whoever asked. Unknown slots are ignored: they belong to
  /// a life before a restart.
  void hear(Event event);

  /// Sets the time of this event; never goes back.
  void set_now(Instant now);
  Instant now() const { return now_; }

  /// The effects asked for since the last call, with a WakeAt when timers wait.
  Effects take_effects();

  /// Why the flow halted; empty while it runs.
  const std::string& halted() const { return halted_; }

  /// What keeps the store from working; empty once a verb has succeeded again.
  const std::string& store_trouble() const { return store_trouble_; }

  /// Effects of every kind still without a result.
  std::size_t in_flight() const;

 private:
  struct AskedVerb {
    StoreVerb verb;
    OnStore then;
  };

  void hear_store(StoreDone done);
  void ask_store_again();
  void hear_timers();

  Instant now_{};
  Slot last_slot_ = 0;
  Effects effects_;
  std::string halted_;
  std::unordered_map<Slot, OnHttp> http_;
  std::unordered_map<Slot, OnToken> tokens_;
  std::unordered_map<Slot, OnStep> steps_;
  std::map<Slot, AskedVerb> verbs_;
  std::map<Slot, AskedVerb> failed_;  // In the order they were asked.
  std::deque<AskedVerb> behind_;      // Asked while the store was in trouble.
  std::string store_trouble_;
  bool store_rests_ = false;  // Until the failed verbs are asked again.
  std::multimap<Instant, std::function<void()>> timers_;
};

}  // namespace crosswalk
