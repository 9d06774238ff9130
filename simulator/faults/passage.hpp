#pragma once

/// \file
/// One request on its way to a peer and back, under the rules that strike it. What a peer shows
/// across requests, such as its clock and its windows, is borrowed from the run.

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "faults/book.hpp"
#include "faults/faults.hpp"

namespace crosswalk::sim {

/// What is remembered of the peers between requests.
struct PeerMemory {
  /// Counted from the epoch, as the peers' own windows are.
  struct Window {
    std::int64_t number = 0;
    std::uint32_t used = 0;
  };

  std::map<std::uint64_t, Instant> clocks;   ///< By peer: the latest time it was told.
  std::map<std::uint64_t, Window> windows;   ///< By rule and scope: of quotas.
  std::map<std::uint64_t, Instant> unready;  ///< By tenant and id: until when it is hidden.

  /// LinkedIn is one for all tenants, a vendor's account is a tenant's own.
  Instant& clock_of(std::string_view tenant, std::string_view peer);
  /// The name of a record, or of a notification, of a tenant.
  static std::uint64_t name_of(std::string_view tenant, std::string_view id);
};

/// A rule that strikes a request or a push, and whether it has found something to do.
struct Strike {
  const FaultRule* rule = nullptr;
  bool fired = false;
};

class Passage {
 public:
  /// All are borrowed for the passage. `strikes` are the rules that strike, in their order.
  Passage(std::uint64_t seed, std::vector<Strike>& strikes, RequestBook& book, PeerMemory& memory,
          Instant& clock, const RequestBook::Entry& entry)
      : seed_(seed),
        strikes_(strikes),
        book_(book),
        memory_(memory),
        clock_(clock),
        entry_(entry) {}

  /// Once. `request` is what the peer is asked, perhaps another page than the client named.
  Arrival run(const HttpRequest& request, const PeerHand& hand, Instant now);

  /// Whether the client has an answer it can live with, so that asking again is wanting again.
  bool served(const Arrival& arrival, Duration patience) const;

 private:
  using Rule = const FaultRule&;

  /// In the order in which run() takes them; each marks the strike that took effect.
  Instant peer_time(Instant now);
  void delay(Strike& strike, Arrival& arrival) const;
  void answer_instead(Strike& strike, Arrival& arrival, Instant now);
  bool over_quota(Rule rule, Arrival& arrival, Instant now);
  void alter(Strike& strike, Arrival& arrival, Instant now);
  bool alter_page(Rule rule, HttpResponse& reply, Instant now);
  // Each in the manner of the listing: by next links, or by page numbers.
  bool loop(HttpResponse& reply);
  bool empty(HttpResponse& reply);
  bool cap(HttpResponse& reply);
  void harm(Strike& strike, Arrival& arrival) const;

  std::uint64_t seed_;
  std::vector<Strike>& strikes_;
  RequestBook& book_;
  PeerMemory& memory_;
  Instant& clock_;
  const RequestBook::Entry& entry_;
  std::string_view origin_;
  bool asked_ = false;    // The peer was.
  bool instead_ = false;  // Something else answers, or nobody.
};

}  // namespace crosswalk::sim
