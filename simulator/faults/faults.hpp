#pragma once

/// \file
/// Takes requests to the peers, and what these push, through the rules of a run. Both transports
/// use it: on virtual time what arrives becomes an event, on a socket it is written byte by byte
/// (server/listener.hpp). Without rules in force nothing is touched and nothing is drawn.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "faults/rule.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// One thing the client wants, however often it asks.
struct LogicalRequest {
  std::string_view endpoint;
  std::uint64_t key = 0;      ///< Of tenant, method, target without cursors, body.
  std::uint32_t ordinal = 1;  ///< Among the logical requests of the endpoint.
  std::uint32_t page = 1;     ///< Of its listing.
  std::uint32_t attempt = 1;  ///< Rises until an answer has come through unharmed.
  Duration at{0};             ///< Since the run began.
};

/// Whether a rule strikes: a pure function of its arguments. Rules that are off never do.
bool strikes(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request);

/// What the wire does to a reply.
enum class Harm {
  none,
  stall,
  slow_headers,
  slow_body,
  reset_before,
  reset_in_headers,
  reset_in_body,
  truncate,
  wrong_length,
  bad_chunking
};

/// A reply on its way to the client.
struct Arrival {
  HttpResponse reply;
  Harm harm = Harm::none;
  double part = 0.5;               ///< Of head or body that still comes.
  std::uint32_t short_by = 0;      ///< Of wrong_length.
  Duration after{0};               ///< Until the first byte.
  Duration over{0};                ///< From the first byte to the last of a slow one.
  std::vector<std::string> fired;  ///< Ids of rules, in their order.
};

/// What the client has of it, and how long after it asked: nothing for a reply that was lost or
/// that took longer than `patience`.
struct Received {
  std::optional<HttpResponse> reply;
  Duration after{0};
};
Received received(Arrival arrival, Duration patience);

/// A peer behind the faults. `turn` carries out what changes the peer itself (tokens, scopes,
/// mutations, tasks, refusals), before `answer` is asked; `turn_no` tells equal turns apart.
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

class Faults {
 public:
  /// `start` is where `from` and `until` of the triggers begin. Ids of rules are unique.
  Faults(std::uint64_t seed, std::vector<FaultRule> rules, Instant start);
  ~Faults();
  Faults(Faults&&) noexcept;
  Faults& operator=(Faults&&) noexcept;

  /// Asks `hand` about a request of `tenant` to `peer`, whose names are those of endpoint_of().
  Arrival pass(std::string_view tenant, std::string_view peer, const HttpRequest& request,
               const PeerHand& hand, Instant now);

  /// What becomes of a push: nothing when it is lost, several when it is doubled. The faults of
  /// `hook.*` are rolled here.
  std::vector<Delivery> deliver(std::string_view tenant, std::string_view peer,
                                const HttpRequest& push, Instant now);

  /// Switches a rule on or off; false for an id there is not.
  bool switch_rule(std::string_view id, bool on);
  void add(FaultRule rule);
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
