#pragma once

/// \file
/// Takes requests to the peers, and what these push, through the rules of a run. Both transports
/// use it: on virtual time what arrives becomes an event, on a socket it is written byte by byte
/// (server/listener.hpp). Without rules in force nothing is touched and nothing is drawn.
///
/// Three kinds are approximations, because no peer keeps what its records were. late_commit leaves
/// out of a delta what changed within `wait`, and of a full listing only what was made within it:
/// an older record shows its newest state there. tied_times cuts the times that are told, not those
/// by which the peer filters. hook_early hides only what a message tells of as new; where something
/// else was changed, the message is left alone and the rule has not struck.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "faults/arrival.hpp"
#include "faults/rule.hpp"
#include "faults/strike.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// A peer behind the faults. `turn` carries out what changes the peer itself (tokens, scopes,
/// mutations, tasks, refusals), before `answer` is asked; `turn_no` tells equal turns apart. The
/// instants are the peer's, whose clock may be skewed but never runs backwards.
struct PeerHand {
  std::function<HttpResponse(const HttpRequest&, Instant)> answer;
  std::function<void(const FaultDeed&, const HttpRequest&, std::uint64_t turn_no, Instant)> turn;
};

/// One attempt to deliver what a peer pushes.
struct Delivery {
  HttpRequest request;
  Duration after{0};
  bool answer_heard = true;  ///< False: the peer never learns what came back.
};

/// What becomes of a push: no delivery when it is lost, several when it is doubled.
struct Sending {
  std::vector<Delivery> deliveries;
  std::vector<std::string> fired;  ///< Ids of the rules that struck it, in their order.
};

class Faults {
 public:
  /// `start` is where `from` and `until` of the triggers begin. Ids of rules are unique. An answer
  /// that takes `patience` or longer counts as none: asking again is another attempt.
  Faults(std::uint64_t seed, std::vector<FaultRule> rules, Instant start,
         Duration patience = usual_patience);
  ~Faults();
  Faults(Faults&&) noexcept;
  Faults& operator=(Faults&&) noexcept;

  /// Asks `hand` about a request of `tenant` to `peer`, whose names are those of endpoint_of().
  /// Where several rules strike, all that can take effect does: first the clock, then what needs
  /// no peer, then turns, content and pages, last the wire. A rule that found nothing to change has
  /// not fired. Refused before the peer is asked: status, quota, html, stall, reset_before.
  Arrival pass(std::string_view tenant, std::string_view peer, const HttpRequest& request,
               const PeerHand& hand, Instant now);

  /// The faults of `hook.*` are rolled here. No delivery means that the peer hears no answer,
  /// status 0.
  Sending deliver(std::string_view tenant, std::string_view peer, const HttpRequest& push,
                  Instant now);

  /// The peer's own clock, when nobody asks it: skewed by the rules in force that strike whatever
  /// is asked of it, and not before what it last told anybody.
  Instant clock_of(std::string_view tenant, std::string_view peer, Instant now) const;

  /// Switches a rule on or off; false for an id there is not.
  bool switch_rule(std::string_view id, bool on);
  /// Requests are counted from the first rule on, off or not; a rule replaces one of its id.
  void add(FaultRule rule);
  /// No rules, and no request counts any more.
  void clear();
  const std::vector<FaultRule>& rules() const;

  /// How often each rule has struck; rules that never did are there with 0.
  std::map<std::string, std::uint64_t> fired() const;
  /// How often each endpoint was asked, pushes included.
  const std::map<std::string, std::uint64_t, std::less<>>& asked() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
