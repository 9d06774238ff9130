// links: crosswalk::sdk
// A value as a connector's hook hands it over. The first byte is the type it claims. Whatever is
// read must be exactly what would be written for it.

#include <cstdint>
#include <cstdlib>

#include "sdk/value_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto type = static_cast<crosswalk::ValueType>(data[0]);
  const auto value = crosswalk::read_value_bytes(type, bytes);
  if (!value) return 0;
  std::string again;
  crosswalk::append_value_bytes(*value, again);
  if (crosswalk::type_of(*value) != type || again != bytes) std::abort();
  return 0;
}
