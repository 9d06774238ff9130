#include "world/arena.hpp"

#include <algorithm>
#include <cstring>

namespace crosswalk::sim {

std::string_view Arena::keep(std::string_view text) {
  if (text.empty()) return {};
  if (left_ < text.size()) {
    const std::size_t size = std::max(chunk_bytes, text.size());
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    free_ = chunks_.back().get();
    left_ = size;
    bytes_ += size;
  }
  char* const place = free_;
  std::memcpy(place, text.data(), text.size());
  free_ += text.size();
  left_ -= text.size();
  return {place, text.size()};
}

}  // namespace crosswalk::sim
