#pragma once

/// \file
/// A proxy on 127.0.0.1 in front of one peer that writes what is said to a cassette. Each exchange
/// is scrubbed before it is written, and the file is only ever appended to. One request is carried
/// at a time, so that the order of the answers is the order in the file.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace crosswalk::sim {

struct RecordSettings {
  std::string to;       ///< The peer's origin.
  std::string file;     ///< Must not be there yet; mode 0600.
  std::string ca_file;  ///< Whom TLS believes; empty: the system's authorities.
  std::string tenant;   ///< See Recording.
  std::uint16_t port = 0;
  /// Told when the peer could not be asked, once for each cause; may be empty.
  std::function<void(const Error&)> tell = {};
};

class Recorder {
 public:
  /// Opens the port and the cassette. invalid_input for a bad origin, CA file or a file that is
  /// there or cannot be made, `unavailable` for a taken port.
  static Result<std::unique_ptr<Recorder>> start(const RecordSettings& settings);
  ~Recorder();

  /// "http://127.0.0.1:port": what a client is given in place of the peer's origin.
  std::string origin() const;
  /// A sentence: by whom the peer's certificate must be signed, or that there is no TLS.
  std::string trust() const;

  struct Sum {
    std::uint64_t exchanges = 0, bytes = 0, unanswered = 0;
  };
  /// Serves until stop(), writes the closing line and has it all on the disk. `unavailable` when
  /// the file could not be written and `refused` when the cassette was full: it then ended early,
  /// whole in the second case.
  Result<Sum> run();
  /// From any thread.
  void stop();
  /// Also stops at SIGINT and SIGTERM.
  void stop_at_signals();

 private:
  struct State;
  explicit Recorder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
