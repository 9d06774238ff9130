#pragma once

/// \file
/// The directory all state lives in, and its lock. Whoever holds the lock is the one owner of
/// the state: a daemon, or a command while no daemon runs.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

class StateDirectory {
 public:
  /// Opens the directory, making it (mode 0700) when its parent is there, and takes the lock.
  /// Refused: one that others can write or that belongs to another user, one below a directory
  /// anybody can write without the sticky bit. `conflict`: somebody else holds the lock; the
  /// message names the process.
  static Result<StateDirectory> open(const std::string& path);

  /// Gives the lock back.
  ~StateDirectory();
  StateDirectory(StateDirectory&& other) noexcept;
  StateDirectory& operator=(StateDirectory&& other) noexcept;

  /// Absolute and without links.
  const std::string& path() const { return path_; }

  /// Where a tenant's store is. `tenant` is a checked name: letters, digits, '-' and '_'.
  std::string tenant_store_path(std::string_view tenant) const;

 private:
  StateDirectory(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_ = -1;
};

/// Where a tenant's journal of erasures is, in the state directory or another one.
std::string erasure_journal_path(std::string_view folder, std::string_view tenant);

/// The checks of open() alone, without making or locking anything; answers the path without
/// links. A directory that is not there yet passes when its parent does.
Result<std::string> check_state_directory(const std::string& path);

}  // namespace crosswalk
