#pragma once

/// \file
/// Members of an object by name, as fast as a walk over a page needs it: most keys of a page are
/// of no interest and must be known as such at once. Inline, because it runs for every key.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk {

/// Open addressing over a name's length, first and last eight bytes.
class KeyTable {
 public:
  static constexpr std::int32_t none = -1;

  /// The place of `name`, for child(), or none. 8 readable bytes must follow the name's start.
  std::int32_t find(const char* name, std::size_t size) const {
    if (table_.empty()) return none;
    // The table is never more than a quarter full, so this ends at an empty place.
    for (std::size_t at = hash(name, size) & mask_;; at = (at + 1) & mask_) {
      const std::int16_t index = table_[at];
      if (index < 0) return none;
      const Entry& entry = entries_[static_cast<std::size_t>(index)];
      if (entry.name.size() == size && std::memcmp(entry.name.data(), name, size) == 0) {
        return index;
      }
    }
  }
  /// What add() was given with the name at that place.
  std::int32_t child(std::int32_t place) const {
    return entries_[static_cast<std::size_t>(place)].child;
  }

  /// Adds a name that is not there yet.
  void add(std::string_view name, std::int32_t child);
  /// The child of an added name, or none.
  std::int32_t find_added(std::string_view name) const;
  /// How many names were added.
  std::size_t size() const { return entries_.size(); }

 private:
  // In the order of add(); a place is an index here.
  struct Entry {
    std::string name;
    std::int32_t child = none;
  };

  // Unaligned, in the machine's own order: only ever compared with itself.
  static std::uint64_t eight_bytes(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
  }
  // What lies beyond a short name is masked away.
  static std::size_t hash(const char* name, std::size_t size) {
    std::uint64_t first = eight_bytes(name);
    if (size < 8) first &= (std::uint64_t{1} << (size * 8)) - 1;
    const std::uint64_t last = size < 8 ? first : eight_bytes(name + size - 8);
    const std::uint64_t mixed = (first ^ (last * 3) ^ size) * 0x9E3779B97F4A7C15u;
    return static_cast<std::size_t>(mixed >> 32);
  }
  void rebuild();

  std::vector<Entry> entries_;
  std::vector<std::int16_t> table_;  // Places of entries, -1 where there is none.
  std::size_t mask_ = 0;             // The table's size, a power of two, less one.
};

}  // namespace crosswalk
