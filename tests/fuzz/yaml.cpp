// links: crosswalk::base_text
// A connector's manifest comes from outside and is read by the daemon. Every key that was
// accepted must be found again by its own name, and every node must know its place.

#include <cstdint>
#include <cstdlib>

#include "base/text/yaml.hpp"

namespace {

void look_at(const crosswalk::YamlNode& node) {
  if (node.line < 1 || node.column < 1) std::abort();
  if (!node.keys.empty() && node.keys.size() != node.items.size()) std::abort();
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    if (node.find(node.keys[i].text) != &node.items[i]) std::abort();
  }
  for (const crosswalk::YamlNode& item : node.items) look_at(item);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto node = crosswalk::parse_yaml(text, "seed", 64 * 1024);
  if (node) look_at(*node);
  return 0;
}
