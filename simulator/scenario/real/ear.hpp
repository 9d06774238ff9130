#pragma once

/// \file
/// What crosses the wires of a simulator on its own thread, kept until the stage takes it, and what
/// a quiet moment can be told by: how long nothing has come, and who has to ask again.

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/harm/traffic.hpp"

namespace crosswalk::sim::real {

/// One request or push, owned.
struct Kept {
  Instant at{};
  std::string_view peer, endpoint;
  HttpRequest request;
  std::optional<HttpResponse> reply;
  Duration took{0};
  std::vector<std::string> fired;
};

class Ear {
 public:
  using Clock = std::chrono::steady_clock;

  /// [the simulator's thread]
  void hear(const Overheard& heard);

  /// Everything since the last time, in order. [any thread, as all below]
  std::vector<Kept> take();

  /// How many exchanges there were, and how many of them the product began.
  std::uint64_t count() const;
  std::uint64_t asked() const;
  /// Since the last one ended; negative while a late reply is still on its way.
  std::chrono::milliseconds still_for() const;
  /// Whether somebody was given no answer, or one that asks to come again, and has not come again;
  /// for three seconds also whoever was told something wrong, and whoever used up a window until
  /// it is over.
  bool troubled() const;

 private:
  mutable std::mutex guard_;
  std::vector<Kept> kept_;
  std::uint64_t count_ = 0, asked_ = 0;
  Clock::time_point last_ = Clock::now();
  std::map<std::string_view, Clock::time_point> troubles_;  ///< By endpoint or peer, until when.
};

}  // namespace crosswalk::sim::real
