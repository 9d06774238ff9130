// The key of an entity in LinkedIn's replies. What is read must be a set of parts, and writing
// it again must give a text that reads as the same set.
// links: crosswalk::linkedin

#include <cstdint>
#include <cstdlib>

#include "base/check.hpp"
#include "linkedin/wire/keys.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto parts = parse_key(text);
  if (!parts) return 0;
  CROSSWALK_CHECK(!parts->empty() && parts->size() <= key_parts_max);
  for (std::size_t at = 1; at < parts->size(); ++at) {
    CROSSWALK_CHECK((*parts)[at - 1].first < (*parts)[at].first);
  }
  // Our own writer gives values only; names from outside are escaped for this check as well.
  std::string again;
  for (const auto& [name, value] : *parts) {
    if (!again.empty()) again += '&';
    append_key_value(again, name);
    again += '=';
    append_key_value(again, value);
  }
  CROSSWALK_CHECK(again.size() > key_bytes_max || parse_key(again) == parts);
  return 0;
}
