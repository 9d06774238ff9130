#pragma once

/// \file
/// A tenant's journal of erasures: a file that only grows, beside the store or wherever the
/// configuration puts it, so that a store restored from a backup still knows whom it must not
/// bring back. What stands in it was on the disk before the erasure was answered.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "runtime/store/erasure_entries.hpp"

namespace crosswalk::store {

class ErasureJournal {
 public:
  /// Opens the file, making it (mode 0600) where there is none, and reads all of it. A last line
  /// that was torn by a crash was never answered and is cut off. Refused, with line and remedy: a
  /// damaged line, another tenant's journal, a file that is not ours alone.
  static Result<ErasureJournal> open(const std::string& path, std::string_view tenant);

  ~ErasureJournal();
  ErasureJournal(ErasureJournal&& other) noexcept;
  ErasureJournal& operator=(ErasureJournal&& other) noexcept;

  const Remembered& remembered() const { return remembered_; }
  bool fresh() const { return fresh_; }  ///< There was none.

  /// Writes all of them and has the disk keep them. `unavailable` when that cannot be done; then
  /// none of them counts, though some may be read back.
  Result<Done> append(const std::vector<ErasureEntry>& entries);

 private:
  ErasureJournal(int file, std::string path) : file_(file), path_(std::move(path)) {}
  Result<Done> read(std::string_view tenant);
  Result<Done> take_line(std::string_view line, std::size_t number, std::string_view tenant);
  Result<Done> write(const std::string& text);

  int file_ = -1;
  std::string path_;
  std::size_t size_ = 0;  // Of what is whole; what lies behind it is cut off before the next.
  bool fresh_ = false;
  Remembered remembered_;
};

}  // namespace crosswalk::store
