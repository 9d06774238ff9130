#include "scenario/virtual/mail.hpp"

#include <algorithm>

#include "flow/exchange/reception.hpp"

namespace crosswalk::sim {
namespace {

std::string fate_of(const std::vector<Delivery>& copies) {
  if (copies.empty()) return "lost";
  const Duration after = copies.front().after;
  return "comes " + std::to_string(after.count() / 1000) + " s later";
}

}  // namespace

std::optional<Instant> Mail::next() const {
  std::optional<Instant> soonest;
  const auto sooner = [&](Instant at) { soonest = std::min(soonest.value_or(at), at); };
  if (!under_way_.empty()) sooner(under_way_.begin()->first);
  for (const Sender& each : senders_) {
    const Outbox* const outbox = each.outbox();
    const auto due = outbox == nullptr ? std::nullopt : outbox->next_due();
    if (due) sooner(*due);
  }
  return soonest;
}

void Mail::take(std::size_t sender, Instant now) {
  const Sender& from = senders_[sender];
  Outbox* const outbox = from.outbox();
  if (outbox == nullptr) return;
  for (Outgoing& push : outbox->take_due(now)) {
    const auto callback = callback_of(push.request.target);
    const std::string tenant = callback ? callback->tenant : from.tenant;
    auto [copies, fired] = faults_.deliver(tenant, from.peer, push.request, now);
    const bool arrives = !copies.empty() && copies.front().after <= Duration{0};
    if (!arrives && !fired.empty()) {
      telling_(from, tenant, push.request, now, fate_of(copies), std::exchange(fired, {}));
    }
    if (copies.empty()) from.answered(push.id, nullptr, now);
    bool first = true;
    for (Delivery& copy : copies) {
      const Instant at = now + copy.after;
      under_way_.emplace(at, UnderWay{sender, push.id, std::exchange(first, false), copy,
                                      std::exchange(fired, {})});
    }
  }
}

void Mail::hand_over(UnderWay each, Instant now) {
  const Sender& from = senders_[each.sender];
  const auto callback = callback_of(each.delivery.request.target);
  const std::string tenant = callback ? callback->tenant : from.tenant;
  const auto reply = knocking_(from, tenant, each.delivery.request, now, each.fired);
  if (!each.first) return;
  from.answered(each.id, reply && each.delivery.answer_heard ? &*reply : nullptr, now);
}

void Mail::deliver(Instant now) {
  for (std::size_t sender = 0; sender < senders_.size(); ++sender) take(sender, now);
  while (!under_way_.empty() && under_way_.begin()->first <= now) {
    UnderWay each = std::move(under_way_.begin()->second);
    under_way_.erase(under_way_.begin());
    hand_over(std::move(each), now);
  }
}

}  // namespace crosswalk::sim
