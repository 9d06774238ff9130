#pragma once

/// \file
/// A file descriptor that closes itself. Between its making and the library object that takes it
/// over, a descriptor of a worker must not be lost on any path: the host would run out of them,
/// and a worker whose socket is still open somewhere never sees its end.

#include <unistd.h>

#include <utility>

namespace crosswalk {

/// Owns one descriptor, or none (-1). Moves, never copies.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }

  /// The number, still owned here; -1 for none.
  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  /// Gives the descriptor away: the caller closes it.
  int release() { return std::exchange(number_, -1); }
  /// Closes it now.
  void reset() {
    if (number_ >= 0) close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

}  // namespace crosswalk
