#pragma once

/// \file
/// The last requests to the peers and the last pushes of theirs, for whoever wants to see what the
/// product has just done. Bounded: 200 of them, of each body the first 32 KiB. Credentials are
/// hidden when they are shown, so that a screenshot gives none away.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/text/json.hpp"
#include "sdk/http.hpp"
#include "server/harm/traffic.hpp"

namespace crosswalk::sim {

class Journal {
 public:
  static constexpr std::size_t seen_max = 200;
  static constexpr std::size_t body_bytes_max = 32 * 1024;

  /// Keeps the beginning of both bodies; the oldest one goes when there are too many.
  void note(const Overheard& heard);
  /// And it took so long to make the answer to the last one.
  void took(std::chrono::nanoseconds length);
  void clear() { kept_.clear(); }

  /// {"requests":[..],"last":57}: those after number `after`, the newest first, without bodies.
  Json list(std::uint64_t after) const;
  /// One with headers and bodies; null when it is no longer, or not yet, there.
  Json one(std::uint64_t number) const;

 private:
  struct Kept {
    std::uint64_t number = 0;
    Instant at{};  ///< By the simulator's clock.
    std::string_view peer, endpoint;
    HttpRequest request;
    HttpResponse reply;                ///< Status 0: the client has none.
    std::chrono::nanoseconds took{0};  ///< To make the answer, and what faults added.
    std::vector<std::string> fired;
    std::size_t request_bytes = 0, reply_bytes = 0;
  };
  static Json line_of(const Kept& kept);

  std::deque<Kept> kept_;
  std::uint64_t last_ = 0;  ///< Never begins again, so a page that asks on misses nothing.
};

}  // namespace crosswalk::sim
