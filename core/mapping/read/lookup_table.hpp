#pragma once

/// \file
/// A lookup as the engine keeps it: for each id the few texts the maps ask for. The host keeps
/// the same as bytes between steps and gives them back; they are bounded and checked again.
///
/// The bytes of an entry: id size u32 and id, count of fields u8, each size u32 and text.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "mapping/manifest/program.hpp"
#include "mapping/read/cells.hpp"

namespace crosswalk {

/// Appends the entry of one item; nothing when the item has no usable id.
void append_entry(const LookupProgram& lookup, const Cells& item, std::string& entries);

class LookupTable {
 public:
  /// invalid_input when the bytes are not what append_entry() wrote for this many fields.
  static Result<LookupTable> read(std::string_view entries, std::size_t fields);

  /// The texts of an id in the order of LookupProgram::fields; null when it has no entry.
  const std::vector<std::string>* find(std::string_view id) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> entries_;
};

}  // namespace crosswalk
