// links: crosswalk::base_text ZLIB::ZLIB
// sources: runtime/net/gzip.cpp
// A gzip body is a stranger's. Whatever it says, no more comes out than was allowed.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "runtime/net/gzip.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t bytes_max = 100'000;
  const std::string_view packed(reinterpret_cast<const char*>(bytes), size);
  const auto plain = crosswalk::gunzip(packed, bytes_max);
  CROSSWALK_CHECK(!plain || plain->size() <= bytes_max);
  return 0;
}
