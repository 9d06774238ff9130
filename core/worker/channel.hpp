#pragma once

/// \file
/// The worker's end of the socket to the host. Reads and writes whole frames and waits as long
/// as that takes: the host has the clock.

#include <optional>
#include <string>
#include <string_view>

namespace crosswalk {

class Channel {
 public:
  /// Borrows the descriptor.
  explicit Channel(int descriptor) : descriptor_(descriptor) {}

  /// The body of the next frame; nothing when the host is gone or claims too long a frame, and
  /// the worker then ends. The view is good until the next call.
  std::optional<std::string_view> next();

  /// Writes a frame as encode() made it. False when the host is gone.
  bool write_frame(std::string_view frame);

 private:
  bool fill(char* to, std::size_t size);

  int descriptor_;
  std::string body_;
};

}  // namespace crosswalk
