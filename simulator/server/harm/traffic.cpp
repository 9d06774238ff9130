#include "server/harm/traffic.hpp"

#include <utility>

#include "base/check.hpp"
#include "faults/endpoints.hpp"
#include "server/harm/hands.hpp"

namespace crosswalk::sim {

// A listing follows its own cursor, so the first request alone says how much a page holds.
HttpRequest with_page_items(HttpRequest request, std::uint32_t items) {
  constexpr std::string_view size_asked = "per_page=";
  const std::size_t at = request.target.find(size_asked);
  if (items == 0 || at == std::string::npos) return request;
  const std::size_t begin = at + size_asked.size();
  const std::size_t end = request.target.find_first_not_of("0123456789", begin);
  const std::size_t size = (end == std::string::npos ? request.target.size() : end) - begin;
  request.target.replace(begin, size, std::to_string(items));
  return request;
}

Traffic::Traffic(const ServeSettings& settings, Peers& peers, Instant start)
    : tenant_(settings.tenant), faults_(settings.fault_seed, settings.faults, start) {
  hands_.emplace("linkedin", hand_of(peers, "linkedin"));
  for (const char* vendor : {"greenhouse", "gem"}) {
    PeerHand hand = hand_of(peers, vendor);
    hand.answer = [this, answer = std::move(hand.answer)](const HttpRequest& request, Instant now) {
      return page_items_ == 0 ? answer(request, now)
                              : answer(with_page_items(request, page_items_), now);
    };
    hands_.emplace(vendor, std::move(hand));
  }
}

void Traffic::begin(std::uint64_t seed, std::vector<FaultRule> rules, Instant start) {
  faults_ = Faults(seed, std::move(rules), start);
  mischief_ = Mischief();
}

Arrival Traffic::ask(std::string_view peer, const HttpRequest& request, Instant now) {
  const auto hand = hands_.find(peer);
  CROSSWALK_CHECK(hand != hands_.end());
  Arrival arrival;
  if (auto reply = mischief_.reply_to(request.target)) {
    const PeerHand stand_in{[&](const HttpRequest&, Instant) { return *std::move(reply); },
                            hand->second.turn};
    arrival = faults_.pass(tenant_, peer, request, stand_in, now);
  } else {
    arrival = faults_.pass(tenant_, peer, request, hand->second, now);
  }
  if (!arrival.fired.empty()) mischief_.struck(arrival.fired, faults_);
  if (listening_.empty()) return arrival;
  const std::string_view endpoint = endpoint_of(peer, request);
  if (arrival.harm == Harm::none && arrival.after < usual_patience) {
    tell({now, peer, endpoint, request, &arrival.reply, arrival.after, arrival.fired});
    return arrival;
  }
  const Received heard = received(arrival, usual_patience);
  tell({now, peer, endpoint, request, heard.reply ? &*heard.reply : nullptr, heard.after,
        arrival.fired});
  return arrival;
}

Sending Traffic::push(std::string_view peer, const HttpRequest& request, Instant now) {
  ++under_way_;
  Sending push = faults_.deliver(tenant_, peer, request, now);
  if (!push.fired.empty()) mischief_.struck(push.fired, faults_);
  return push;
}

void Traffic::answered(std::string_view peer, const HttpRequest& request, const HttpResponse* reply,
                       Duration took, const std::vector<std::string>& fired, Instant now) {
  if (under_way_ > 0) --under_way_;
  if (listening_.empty()) return;
  tell({now, peer, endpoint_of("hook", request), request, reply, took, fired});
}

void Traffic::tell(const Overheard& heard) const {
  for (const Listening& each : listening_) each(heard);
}

}  // namespace crosswalk::sim
