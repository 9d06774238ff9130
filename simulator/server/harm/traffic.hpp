#pragma once

/// \file
/// Everything that crosses a wire between the product and the peers: each request and each push
/// goes through the faults that are in force, and whoever wants to know hears of it. One of them
/// belongs to one set of peers; a reset makes another.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "faults/faults.hpp"
#include "server/mischief.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// One request or push, borrowed for the length of the call that tells of it.
struct Overheard {
  Instant at{};
  std::string_view peer;      ///< Who was asked, or who pushed: "greenhouse", "gem", "linkedin".
  std::string_view endpoint;  ///< Of faults/endpoints.hpp; "hook..." for a push.
  const HttpRequest& request;
  /// What a client of usual_patience has of it; null: nothing.
  const HttpResponse* reply = nullptr;
  Duration took{0};
  const std::vector<std::string>& fired;  ///< Ids of the rules that struck.
};

using Listening = std::function<void(const Overheard&)>;

/// The request as if it had asked for pages of so many items.
HttpRequest with_page_items(HttpRequest request, std::uint32_t items);

/// Used by one thread at a time; stays where it is.
class Traffic {
 public:
  /// The rules of `settings` are in force from `start` on; `peers` outlives this.
  Traffic(const ServeSettings& settings, Peers& peers, Instant start);
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;

  /// A request to "greenhouse", "gem" or "linkedin".
  Arrival ask(std::string_view peer, const HttpRequest& request, Instant now);

  /// What a peer pushes, before it leaves.
  Sending push(std::string_view peer, const HttpRequest& request, Instant now);
  /// What came of a push; null: nobody answered.
  void answered(std::string_view peer, const HttpRequest& request, const HttpResponse* reply,
                Duration took, const std::vector<std::string>& fired, Instant now);

  /// From now on told of each request and of each push that has ended, in order.
  void listen(Listening listening) { listening_.push_back(std::move(listening)); }
  /// Hands over whoever listens; for a reset.
  std::vector<Listening> listeners() { return std::move(listening_); }

  /// These rules are in force instead, and requests count from here.
  void begin(std::uint64_t seed, std::vector<FaultRule> rules, Instant start);
  /// Of a vendor's listing a client gets so many items a page, whatever it asks for; 0: as asked.
  void serve_pages_of(std::uint32_t items) { page_items_ = items; }
  /// Pushes that have left their peer and have not ended.
  std::size_t under_way() const { return under_way_; }

  Faults& faults() { return faults_; }
  const Faults& faults() const { return faults_; }
  /// Has a trick wait for its requests.
  void order(Trick trick) { mischief_.order(std::move(trick), faults_); }
  const Mischief& mischief() const { return mischief_; }

 private:
  void tell(const Overheard& heard) const;

  std::string tenant_;
  Faults faults_;
  Mischief mischief_;
  std::map<std::string, PeerHand, std::less<>> hands_;
  std::vector<Listening> listening_;
  std::uint32_t page_items_ = 0;
  std::size_t under_way_ = 0;
};

}  // namespace crosswalk::sim
