#pragma once

/// \file
/// What a peer pushes to somebody else: messages with the schedule of their retries, as values.
/// The peer puts them in; whoever has a socket, or a virtual clock, takes what is due, delivers it
/// and says what came back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// One attempt at a message: to be delivered now.
struct Outgoing {
  std::uint64_t id = 0;  ///< Of the message; the same at each attempt.
  HttpRequest request;   ///< `origin` is where it goes.
};

class Outbox {
 public:
  /// Waits before the second, third, ... attempt; after the last the message is given up.
  explicit Outbox(std::vector<Duration> waits) : waits_(std::move(waits)) {}

  /// A message whose first attempt is due at `at`. Gives its id, which no other message had. With
  /// `attempts_max` it is given up after so many, whatever waits are left.
  std::uint64_t put(HttpRequest request, Instant at, std::size_t attempts_max = 0);

  /// Takes a message back, under way or not; nothing when it has ended. An answer that comes
  /// later is not heard.
  std::optional<HttpRequest> withdraw(std::uint64_t id);

  /// The attempts due at `now`; each is under way until answered().
  std::vector<Outgoing> take_due(Instant now);

  /// What came back: `status` 0 for no answer. `good` ends the message, else it is tried again.
  void answered(std::uint64_t id, bool good, Instant now);

  /// When the next attempt is due; nothing when none waits.
  std::optional<Instant> next_due() const;

  /// Whether the message has not ended yet.
  bool holds(std::uint64_t id) const;

  std::uint64_t delivered() const { return delivered_; }
  std::uint64_t given_up() const { return given_up_; }

 private:
  struct Message {
    std::uint64_t id = 0;
    HttpRequest request;
    Instant due{};
    std::size_t attempts = 0;
    std::size_t attempts_max = 0;
    bool under_way = false;
  };

  std::vector<Duration> waits_;
  std::vector<Message> messages_;
  std::uint64_t last_id_ = 0;
  std::uint64_t delivered_ = 0;
  std::uint64_t given_up_ = 0;
};

}  // namespace crosswalk::sim
