#pragma once

/// \file
/// Where a world keeps its texts: appended, never freed before the world is. A million people
/// have three million small texts, which would cost more as separate allocations than as text.

#include <memory>
#include <string_view>
#include <vector>

namespace crosswalk::sim {

class Arena {
 public:
  /// Copies `text` and returns the copy, which lives as long as the arena does, also when the
  /// arena is moved.
  std::string_view keep(std::string_view text);

  std::size_t bytes() const { return bytes_; }  ///< Taken from the system so far.

 private:
  static constexpr std::size_t chunk_bytes = 256 * 1024;

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace crosswalk::sim
