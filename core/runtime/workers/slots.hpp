#pragma once

/// \file
/// How many workers live at once on this host, whoever they work for. A worker that idles gives
/// its place to one that is wanted; one that is busy gives it up after its turn. One thread.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

namespace crosswalk {

class WorkerSlots {
 public:
  using Call = std::function<void()>;
  using Ticket = std::uint64_t;

  /// At most `most` workers, at least 1. Twice the cores: half of them wait for the network.
  explicit WorkerSlots(std::size_t most);

  /// Twice the number of this machine's cores.
  static std::size_t usual();

  /// Asks for a place. `granted` runs at once or when a place is given back, in the order asked.
  Ticket ask(Call granted);

  /// Gives a granted place back; the first who waits gets it before this returns.
  void give_back();

  /// Says that the holder of a place idles: `leave` is called, once, when another wants it.
  Ticket offer(Call leave);

  /// Takes back an ask that was not granted, or an offer that was not taken. Unknown is fine.
  void withdraw(Ticket ticket);

  /// Whether somebody waits.
  bool wanted() const { return !asking_.empty(); }
  std::size_t taken() const { return taken_; }

 private:
  std::size_t most_;
  std::size_t taken_ = 0;
  Ticket last_ = 0;
  std::deque<std::pair<Ticket, Call>> asking_;
  std::deque<std::pair<Ticket, Call>> idle_;
};

}  // namespace crosswalk
