#pragma once

/// \file
/// One peer, asked within its limits: one token for everybody who asks, fetched once and again
/// only when the peer refuses it; a budget that the peer's headers correct; so many requests at
/// a time. What a reply means is for whoever asked.

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "access/budget.hpp"
#include "flow/desk.hpp"

namespace crosswalk {

/// Lives as long as the flow. Requests that wait are kept in order and unbounded in number only
/// by those who ask: a listing asks for a few pages at a time, a lane for one batch.
class Courier {
 public:
  /// Hears the reply, or why there is none: `unavailable` when none came, `refused` when the
  /// request may not leave or the token was denied.
  using Then = std::function<void(Result<HttpResponse>)>;

  /// `needs_token` is what the wallet says of this peer. `desk` outlives the courier.
  Courier(Desk& desk, Peer peer, bool needs_token, Budget budget, std::uint32_t in_flight_max);

  /// Sees every reply before whoever asked. One at most.
  void watch(std::function<void(const HttpResponse&)> watch) { watch_ = std::move(watch); }

  /// Nothing more is asked: whoever waits, and whoever asks from here on, hears `error`. What is on
  /// its way is still heard.
  void close(Error error);

  /// Lets one request go and, when its reply has not closed it again, all the others.
  void reopen();

  bool closed() const { return closed_.has_value(); }

  /// Asks in order of calls. A 401 fetches one new token and asks once more; the second 401 is
  /// given to `then`. A token that cannot be had gives `then` the reason; a peer that asked to be
  /// left alone meanwhile is, and whoever asks waits.
  void ask(HttpRequest request, Then then);

  /// The peer's own clock as its Date headers tell it; ours until it has spoken.
  Instant peer_now() const;

  /// The peer has answered us since we began.
  bool heard() const { return heard_; }

  /// Nothing has come from the peer for a minute of asking. Whoever would try again should leave
  /// it to the next round; a first answer ends it.
  bool silent() const;

  /// Gives the peer a minute more.
  void forgive() { silent_since_.reset(); }

  /// Nothing waits and nothing is on its way.
  bool idle() const { return queue_.empty() && in_flight_ == 0; }

 private:
  struct Asked {
    HttpRequest request;
    Then then;
    bool again = false;  // Already asked once with a token that was refused.
  };

  void go_on();             // Lets leave whatever may.
  void leave(Asked asked);  // Spends budget and asks the shell.
  void hear(Asked asked, std::uint64_t token, Result<HttpResponse> reply);
  void fetch_token();
  void rest(Duration pause);  // No token is fetched until then, whoever asks.
  void fail_all(const Error& error);
  void fail_soon();  // Whoever asked is never answered before it has asked.
  void note(bool answered);

  Desk& desk_;
  Peer peer_;
  bool needs_token_;
  Budget budget_;
  std::uint32_t in_flight_max_;
  std::uint32_t in_flight_ = 0;
  std::deque<Asked> queue_;
  std::uint64_t token_ = 0;  // Counts tokens, so that a late 401 does not end a newer one.
  Instant token_until_{};
  bool fetching_ = false;
  bool resting_ = false;  // Between two tries at a token.
  bool timer_set_ = false;
  std::uint32_t token_failures_ = 0;
  std::optional<Duration> peer_ahead_;
  std::function<void(const HttpResponse&)> watch_;
  std::optional<Error> closed_;
  bool heard_ = false;
  bool doubted_ = false;                 // Open again, and no reply yet that says so.
  std::optional<Instant> silent_since_;  // The first question without an answer since the last.
};

}  // namespace crosswalk
