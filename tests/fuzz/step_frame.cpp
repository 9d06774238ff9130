// links: crosswalk::engine
// What the worker reads from its host. It is the host that is trusted here, yet a worker that
// can be confused by a frame is one step from confusing the host.

#include <cstdint>
#include <cstdlib>

#include "engine/frames.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  if (const auto begin = crosswalk::decode_begin(body); begin && !crosswalk::encode(*begin)) {
    std::abort();
  }
  const auto step = crosswalk::decode_step(body);
  if (!step) return 0;
  const auto again = crosswalk::encode(*step);
  if (!again || again->substr(crosswalk::frame_head_bytes) != body) std::abort();
  return 0;
}
