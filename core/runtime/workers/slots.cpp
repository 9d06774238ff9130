#include "runtime/workers/slots.hpp"

#include <algorithm>
#include <thread>

#include "base/check.hpp"

namespace crosswalk {

WorkerSlots::WorkerSlots(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}

std::size_t WorkerSlots::usual() {
  return std::size_t{2} * std::max(1u, std::thread::hardware_concurrency());
}

WorkerSlots::Ticket WorkerSlots::ask(Call granted) {
  const Ticket ticket = ++last_;
  if (taken_ < most_) {
    ++taken_;
    granted();
    return ticket;
  }
  asking_.emplace_back(ticket, std::move(granted));
  if (!idle_.empty()) {
    const Call leave = std::move(idle_.front().second);
    idle_.pop_front();
    leave();
  }
  return ticket;
}

void WorkerSlots::give_back() {
  CROSSWALK_CHECK(taken_ > 0);
  if (asking_.empty()) {
    --taken_;
    return;
  }
  const Call granted = std::move(asking_.front().second);
  asking_.pop_front();
  granted();
}

WorkerSlots::Ticket WorkerSlots::offer(Call leave) {
  const Ticket ticket = ++last_;
  if (wanted()) {
    leave();
  } else {
    idle_.emplace_back(ticket, std::move(leave));
  }
  return ticket;
}

void WorkerSlots::withdraw(Ticket ticket) {
  const auto is_it = [ticket](const auto& entry) { return entry.first == ticket; };
  std::erase_if(asking_, is_it);
  std::erase_if(idle_, is_it);
}

}  // namespace crosswalk
