#include "runtime/store/tables/parents.hpp"

#include <algorithm>

namespace crosswalk::store {

std::string encode_parents(const std::vector<RecordKey>& parents) {
  std::string bytes;
  for (const RecordKey& parent : parents) {
    bytes.push_back(static_cast<char>(parent.kind));
    bytes.push_back(static_cast<char>(parent.id.size()));
    bytes.append(parent.id);
  }
  return bytes;
}

std::vector<RecordKey> decode_parents(std::string_view bytes) {
  std::vector<RecordKey> parents;
  while (bytes.size() >= 2) {
    const auto kind = static_cast<RecordKind>(bytes[0]);
    const std::size_t size = static_cast<unsigned char>(bytes[1]);
    parents.push_back({kind, std::string(bytes.substr(2, size))});
    bytes.remove_prefix(std::min(bytes.size(), size + 2));
  }
  return parents;
}

}  // namespace crosswalk::store
