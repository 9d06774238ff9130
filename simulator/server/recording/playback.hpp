#pragma once

/// \file
/// A cassette behind a socket on 127.0.0.1: CassetteVendor with the latencies it was recorded with.

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "cassette/cassette.hpp"

namespace crosswalk::sim {

/// The cassette in a file. invalid_input, with the place, for one that cannot be read or is not
/// whole.
Result<Cassette> load_cassette(const std::string& file);

struct PlaybackSettings {
  std::uint16_t port = 0;
  double speed = 1;  ///< 2 answers in half the time; 0: at once.
};

class Playback {
 public:
  /// `unavailable` for a taken port.
  static Result<std::unique_ptr<Playback>> start(Cassette cassette,
                                                 const PlaybackSettings& settings);
  ~Playback();

  std::string origin() const;

  struct Sum {
    std::uint64_t answered = 0, missed = 0;
  };
  /// Serves until stop().
  Sum run();
  /// From any thread.
  void stop();
  /// Also stops at SIGINT and SIGTERM.
  void stop_at_signals();

 private:
  struct State;
  explicit Playback(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
