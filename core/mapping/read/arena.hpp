#pragma once

/// \file
/// Room for texts that must outlive the buffer they were read from, for as long as one page is
/// mapped. Grows in blocks, keeps one warm, frees nothing singly.

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace crosswalk {

class TextArena {
 public:
  /// A copy of the text that lives until clear().
  /// An empty text takes no room.
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left_) grow(text.size());
    char* at = next_;
    std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    left_ -= text.size();
    return {at, text.size()};
  }

  /// Forgets every text; the first block stays.
  void clear() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin() + 1, blocks_.end());
    next_ = blocks_.empty() ? nullptr : blocks_.front().get();
    left_ = blocks_.empty() ? 0 : block_bytes;
  }

 private:
  // Room for what one item's transforms write, or a join's rows, in few steps.
  static constexpr std::size_t block_bytes = 64 * 1024;

  // The first block is always of the usual size, so that clear() knows what it keeps.
  void grow(std::size_t needed) {
    const std::size_t size =
        blocks_.empty() && needed <= block_bytes ? block_bytes : std::max(needed, block_bytes);
    if (blocks_.empty() && size > block_bytes) {
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_bytes));
    }
    // Not cleared first: every byte of it is written before it is read.
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    next_ = blocks_.back().get();
    left_ = size;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;  ///< The first is of block_bytes.
  // Nothing is moved: a view given out stays good while blocks are added.
  char* next_ = nullptr;  ///< Where the next text goes, in the last block.
  std::size_t left_ = 0;  ///< Bytes from there to the block's end.
};

}  // namespace crosswalk
