#include "wire/outbox.hpp"

#include <algorithm>

namespace crosswalk::sim {

std::uint64_t Outbox::put(HttpRequest request, Instant at, std::size_t attempts_max) {
  Message message;
  message.id = ++last_id_;
  message.request = std::move(request);
  message.due = at;
  message.attempts_max = attempts_max > 0 ? attempts_max : waits_.size() + 1;
  messages_.push_back(std::move(message));
  return last_id_;
}

std::optional<HttpRequest> Outbox::withdraw(std::uint64_t id) {
  const auto found = std::ranges::find(messages_, id, &Message::id);
  if (found == messages_.end()) return std::nullopt;
  HttpRequest request = std::move(found->request);
  messages_.erase(found);
  return request;
}

std::vector<Outgoing> Outbox::take_due(Instant now) {
  std::vector<Outgoing> due;
  for (Message& message : messages_) {
    if (message.under_way || message.due > now) continue;
    message.under_way = true;
    ++message.attempts;
    due.push_back({message.id, message.request});
  }
  return due;
}

void Outbox::answered(std::uint64_t id, bool good, Instant now) {
  const auto found = std::ranges::find(messages_, id, &Message::id);
  if (found == messages_.end() || !found->under_way) return;
  found->under_way = false;
  const bool last = found->attempts >= found->attempts_max || found->attempts > waits_.size();
  if (good || last) {
    ++(good ? delivered_ : given_up_);
    messages_.erase(found);
    return;
  }
  found->due = now + waits_[found->attempts - 1];
}

bool Outbox::holds(std::uint64_t id) const {
  return std::ranges::find(messages_, id, &Message::id) != messages_.end();
}

std::optional<Instant> Outbox::next_due() const {
  std::optional<Instant> next;
  for (const Message& message : messages_) {
    if (!message.under_way && (!next || message.due < *next)) next = message.due;
  }
  return next;
}

}  // namespace crosswalk::sim
