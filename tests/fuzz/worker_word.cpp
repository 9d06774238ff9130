// links: crosswalk::engine
// What a worker sends to the process that holds the keys. Whatever is accepted must be exactly
// what would be sent for it: no two forms of one message, nothing unread.

#include <cstdint>
#include <cstdlib>

#include "engine/frames.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto word = crosswalk::decode_worker_word(body);
  if (!word) return 0;
  const auto again = crosswalk::encode(*word);
  if (!again || again->substr(crosswalk::frame_head_bytes) != body) std::abort();
  return 0;
}
