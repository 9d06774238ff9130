// links: crosswalk::base_text
// The daemon reads token replies and task answers with parse_json while it holds the keys. What
// it accepts must be writable, and read back as the same value.

#include <cstdint>
#include <cstdlib>

#include "base/text/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = crosswalk::parse_json(text, 64 * 1024);
  if (!value) return 0;
  const auto again = crosswalk::parse_json(crosswalk::write_json(*value), 1024 * 1024);
  if (!again || !(*again == *value)) std::abort();
  return 0;
}
