// links: crosswalk::engine
// The daemon reads the manifest of whatever file an operator names, without running it. What it
// finds must lie within the file and within its bound.

#include <cstdint>
#include <cstdlib>
#include <functional>

#include "engine/manifest_section.hpp"
#include "mapping/manifest/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto section = crosswalk::manifest_section(file);
  if (!section) return 0;
  const std::less<const char*> before;
  if (section->empty() || section->size() > crosswalk::manifest_bytes_max ||
      before(section->data(), file.data()) ||
      before(file.data() + file.size(), section->data() + section->size())) {
    std::abort();
  }
  return 0;
}
