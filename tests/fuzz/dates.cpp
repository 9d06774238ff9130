// links: crosswalk::base_text
// Times come from vendors' records and from the Date header that moves the cursor. What is read
// as a time must be within bounds and be written so that it reads back the same.

#include <cstdint>
#include <cstdlib>

#include "base/text/dates.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto at = crosswalk::parse_instant(text)) {
    if (crosswalk::to_ms(*at) < 0) std::abort();
    if (crosswalk::parse_instant(crosswalk::format_instant(*at)) != at) std::abort();
  }
  if (const auto at = crosswalk::parse_http_date(text)) {
    if (crosswalk::format_http_date(*at) != text) std::abort();
  }
  return 0;
}
