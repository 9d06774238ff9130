#include "runtime/store/state_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace crosswalk {
namespace {

namespace fs = std::filesystem;

Error refusal(std::string what, const std::string& path) {
  return {ErrorCode::refused, std::move(what), path};
}

// Whoever can write a parent can put another directory in this one's place.
std::optional<Error> doubt_parents(const fs::path& folder) {
  for (fs::path parent = folder;; parent = parent.parent_path()) {
    struct stat about {};
    if (::stat(parent.c_str(), &about) != 0) {
      return refusal("the directory cannot be read: " + std::string(std::strerror(errno)),
                     parent.string());
    }
    if ((about.st_mode & S_IWOTH) != 0 && (about.st_mode & S_ISVTX) == 0) {
      return refusal(
          "anybody can write this directory, which state is below; take the write "
          "permission of others away (chmod o-w)",
          parent.string());
    }
    if (parent == parent.parent_path()) return std::nullopt;
  }
}

std::optional<Error> doubt_directory(const std::string& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) {
    return refusal("the state directory cannot be read: " + std::string(std::strerror(errno)),
                   path);
  }
  if (!S_ISDIR(about.st_mode)) return refusal("the state directory is no directory", path);
  if (about.st_uid != ::geteuid()) {
    return refusal(
        "the state directory belongs to another user; run as its owner or name "
        "another one",
        path);
  }
  if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return refusal("others can write the state directory; set its mode to 0700", path);
  }
  return std::nullopt;
}

// The number a holder left in the lock file, or nothing readable.
std::string holder_of(int lock) {
  char text[32] = {};
  const ssize_t size = ::pread(lock, text, sizeof text - 1, 0);
  std::string digits;
  for (ssize_t at = 0; at < size && text[at] >= '0' && text[at] <= '9'; ++at) {
    digits.push_back(text[at]);
  }
  return digits;
}

Result<int> take_lock(const std::string& path) {
  const std::string name = path + "/lock";
  const int lock = ::open(name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (lock < 0)
    return refusal("the lock cannot be opened: " + std::string(std::strerror(errno)), name);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const std::string holder = holder_of(lock);
    ::close(lock);
    return Error{ErrorCode::conflict,
                 "another Crosswalk" + (holder.empty() ? "" : ", process " + holder + ",") +
                     " uses this state directory; end it, or ask it through its socket",
                 path};
  }
  const std::string own = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock, 0) != 0 ||
      ::pwrite(lock, own.data(), own.size(), 0) != static_cast<ssize_t>(own.size())) {
    const std::string cause = std::strerror(errno);
    ::close(lock);
    return Error{ErrorCode::unavailable, "the lock cannot be written: " + cause, name};
  }
  return lock;
}

}  // namespace

Result<std::string> check_state_directory(const std::string& path) {
  if (path.empty()) return refusal("no state directory is named", path);
  std::error_code trouble;
  const fs::path given = fs::absolute(path, trouble).lexically_normal();
  const fs::path named = given.has_filename() ? given : given.parent_path();
  const fs::path parent = fs::canonical(named.parent_path(), trouble);
  if (trouble) {
    return refusal("the directory that holds the state directory is not there: make it first",
                   named.parent_path().string());
  }
  if (std::optional<Error> doubt = doubt_parents(parent)) return *std::move(doubt);
  std::string real = (parent / named.filename()).string();
  if (fs::symlink_status(real, trouble).type() == fs::file_type::not_found) return real;
  if (std::optional<Error> doubt = doubt_directory(real)) return *std::move(doubt);
  return real;
}

Result<StateDirectory> StateDirectory::open(const std::string& path) {
  Result<std::string> real = check_state_directory(path);
  if (!real) return std::move(real).error();
  if (::mkdir(real->c_str(), 0700) != 0 && errno != EEXIST) {
    return refusal("the state directory cannot be made: " + std::string(std::strerror(errno)),
                   *real);
  }
  if (std::optional<Error> doubt = doubt_directory(*real)) return *std::move(doubt);
  Result<int> lock = take_lock(*real);
  if (!lock) return std::move(lock).error();
  return StateDirectory(*std::move(real), *lock);
}

StateDirectory::~StateDirectory() {
  if (lock_ >= 0) ::close(lock_);
}

StateDirectory::StateDirectory(StateDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

StateDirectory& StateDirectory::operator=(StateDirectory&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

std::string erasure_journal_path(std::string_view folder, std::string_view tenant) {
  return std::string(folder) + "/tenant-" + std::string(tenant) + ".erasures";
}

std::string StateDirectory::tenant_store_path(std::string_view tenant) const {
  return path_ + "/tenant-" + std::string(tenant) + ".db";
}

}  // namespace crosswalk
