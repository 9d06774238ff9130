// links: crosswalk::base_text
// sources: runtime/admin/protocol.cpp
// A line of the admin socket is anything. What is understood must survive being written again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "runtime/admin/protocol.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(bytes), size);
  if (const auto request = crosswalk::parse_admin_request(line)) {
    const auto again = crosswalk::parse_admin_request(crosswalk::write_admin_request(*request));
    CROSSWALK_CHECK(again && *again == *request);
  }
  crosswalk::parse_admin_line(line);
  return 0;
}
