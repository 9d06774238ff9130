// The key of an entity in replies of the versioned API. What is read must be a set of parts, and
// writing it again must give a text that reads as the same set.
// links: crosswalk::linkedin

#include <cstdint>

#include "base/check.hpp"
#include "linkedin/wire/keys.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  constexpr auto second = KeySyntax::protocol_2;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto parts = parse_key(text, second);
  if (!parts) return 0;
  CROSSWALK_CHECK(!parts->empty() && parts->size() <= key_parts_max);
  for (std::size_t at = 1; at < parts->size(); ++at) {
    CROSSWALK_CHECK((*parts)[at - 1].first < (*parts)[at].first);
  }
  // Our own writer gives values only; names from outside are escaped for this check as well.
  std::string again;
  for (const auto& [name, value] : *parts) {
    again += again.empty() ? '(' : ',';
    append_key_value(again, name, second);
    again += ':';
    append_key_value(again, value, second);
  }
  again += ')';
  CROSSWALK_CHECK(again.size() > key_bytes_max || parse_key(again, second) == parts);
  return 0;
}
