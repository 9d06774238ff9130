#include "server/harm/traffic.hpp"

#include <utility>

#include "base/check.hpp"
#include "faults/endpoints.hpp"
#include "server/hands.hpp"

namespace crosswalk::sim {

Traffic::Traffic(const ServeSettings& settings, Peers& peers, Instant start)
    : tenant_(settings.tenant), faults_(settings.fault_seed, settings.faults, start) {
  for (const char* peer : {"greenhouse", "gem", "linkedin"}) {
    hands_.emplace(peer, hand_of(peers, peer));
  }
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

Traffic::Push Traffic::push(std::string_view peer, const HttpRequest& request, Instant now) {
  Push push;
  const auto before =
      faults_.rules().empty() ? std::map<std::string, std::uint64_t>() : faults_.fired();
  push.deliveries = faults_.deliver(tenant_, peer, request, now);
  if (before.empty()) return push;
  for (const auto& [id, times] : faults_.fired()) {
    const auto found = before.find(id);
    if (found == before.end() || found->second != times) push.fired.push_back(id);
  }
  mischief_.struck(push.fired, faults_);
  return push;
}

void Traffic::answered(std::string_view peer, const HttpRequest& request, const HttpResponse* reply,
                       Duration took, const std::vector<std::string>& fired, Instant now) {
  if (listening_.empty()) return;
  tell({now, peer, endpoint_of("hook", request), request, reply, took, fired});
}

void Traffic::tell(const Overheard& heard) const {
  for (const Listening& each : listening_) each(heard);
}

}  // namespace crosswalk::sim
