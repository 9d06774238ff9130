#include "runtime/store/store_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace crosswalk::store {

Result<std::string> prepare_file(const std::string& path) {
  const std::filesystem::path given(path);
  std::error_code trouble;
  const std::filesystem::path folder =
      std::filesystem::canonical(given.has_parent_path() ? given.parent_path() : ".", trouble);
  if (trouble) {
    return Error{ErrorCode::refused, "the store's directory cannot be used: " + trouble.message(),
                 path};
  }
  const std::string real = (folder / given.filename()).string();
  const int file = ::open(real.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) {
    const int cause = errno;
    const bool full = cause == ENOSPC || cause == EDQUOT || cause == EROFS;
    return Error{full ? ErrorCode::unavailable : ErrorCode::refused,
                 "the store cannot be opened: " + std::string(std::strerror(cause)), real};
  }
  struct stat about {};
  const bool told = ::fstat(file, &about) == 0;
  ::close(file);
  if (!told || !S_ISREG(about.st_mode) || about.st_uid != ::geteuid()) {
    return Error{ErrorCode::refused, "the store is not a regular file of this user's", real};
  }
  if ((about.st_mode & 077) != 0) {
    return Error{ErrorCode::refused, "others may read the store; set its mode to 0600", real};
  }
  return real;
}

}  // namespace crosswalk::store
