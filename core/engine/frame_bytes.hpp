#pragma once

/// \file
/// The bytes below frames.hpp: little-endian numbers and texts with their length. The reader
/// never looks beyond what is there; the first thing that does not fit makes it unwell, and
/// from then on it yields zeros and empty texts, so that callers check once, at the end.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

/// An enumerator together with the last one there is, so that a reader can refuse the rest.
template <class T>
struct Bounded {
  T& value;
  T last;
};
template <class T>
Bounded(T&, std::remove_const_t<T>) -> Bounded<T>;

class ByteWriter {
 public:
  /// The low `width` bytes of a number.
  void number(std::uint64_t value, std::size_t width);
  /// A text after its length.
  void text(std::string_view value);
  /// The frame: a length and what was written. `unsupported` beyond frame_bytes_max.
  Result<std::string> framed() &&;

 private:
  std::string out_ = std::string(4, '\0');
};

class ByteReader {
 public:
  /// Borrows `bytes`.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number(std::size_t width);
  /// One byte, refused beyond `last`.
  std::uint64_t number_up_to(std::uint64_t last);
  std::string text();
  void fail() { well_ = false; }

  bool well() const { return well_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool well_ = true;
};

}  // namespace crosswalk
