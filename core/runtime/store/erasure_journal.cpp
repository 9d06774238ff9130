#include "runtime/store/erasure_journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "runtime/store/store_file.hpp"

namespace crosswalk::store {
namespace {

Error trouble(std::string_view what, const std::string& path) {
  return {ErrorCode::unavailable, std::string(what) + ": " + std::strerror(errno), path};
}

// A new file is on the disk only when its folder is.
Result<Done> keep_folder(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool kept = opened >= 0 && ::fsync(opened) == 0;
  const Error failed = trouble("the journal of erasures cannot be kept", path);
  if (opened >= 0) ::close(opened);
  return kept ? Result<Done>(Done{}) : Result<Done>(failed);
}

}  // namespace

Result<ErasureJournal> ErasureJournal::open(const std::string& path, std::string_view tenant) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) {
    return Error{ErrorCode::refused,
                 "the folder of the journals of erasures (erasures_dir) is not there; make it, "
                 "with mode 0700",
                 folder.string()};
  }
  Result<std::string> real = prepare_file(path);
  if (!real) {
    return Error{real.error().code, "the journal of erasures: " + real.error().what,
                 real.error().where};
  }
  const int file = ::open(real->c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) return trouble("the journal of erasures cannot be opened", *real);
  ErasureJournal journal(file, *std::move(real));
  if (Result<Done> read = journal.read(tenant); !read) return std::move(read).error();
  if (journal.size_ != 0) return journal;
  journal.fresh_ = true;
  if (Result<Done> begun = journal.write(journal_head(tenant)); !begun) {
    return std::move(begun).error();
  }
  if (Result<Done> kept = keep_folder(journal.path_); !kept) return std::move(kept).error();
  return journal;
}

ErasureJournal::~ErasureJournal() {
  if (file_ >= 0) ::close(file_);
}

ErasureJournal::ErasureJournal(ErasureJournal&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      fresh_(other.fresh_),
      remembered_(std::move(other.remembered_)) {}

ErasureJournal& ErasureJournal::operator=(ErasureJournal&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(fresh_, other.fresh_);
  std::swap(remembered_, other.remembered_);
  return *this;
}

Result<Done> ErasureJournal::read(std::string_view tenant) {
  std::string rest;
  std::string chunk(journal_line_bytes_max, '\0');
  std::size_t offset = 0, number = 0;
  while (true) {
    const ssize_t got = ::pread(file_, chunk.data(), chunk.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return trouble("the journal of erasures cannot be read", path_);
    if (got == 0) return Done{};
    offset += static_cast<std::size_t>(got);
    rest.append(chunk.data(), static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (std::size_t end; (end = rest.find('\n', begin)) != std::string::npos; begin = end + 1) {
      const std::string_view line(rest.data() + begin, end - begin);
      if (Result<Done> taken = take_line(line, ++number, tenant); !taken) return taken;
      size_ += line.size() + 1;
    }
    rest.erase(0, begin);
    // Longer than a line can be: no crash tore that.
    if (rest.size() > journal_line_bytes_max) return take_line(rest, ++number, tenant);
  }
}

Result<Done> ErasureJournal::take_line(std::string_view line, std::size_t number,
                                       std::string_view tenant) {
  const std::string place = path_ + ":" + std::to_string(number);
  if (number == 1) {
    if (std::string(line) + "\n" == journal_head(tenant)) return Done{};
    return Error{ErrorCode::refused,
                 "this is not the journal of erasures of tenant " + std::string(tenant) +
                     "; put the right one there, or name another folder (erasures_dir)",
                 place};
  }
  const Result<ErasureEntry> entry = parse_entry(line);
  if (!entry) {
    return Error{ErrorCode::refused,
                 "the journal of erasures is damaged here; put the file back from a copy. Without "
                 "one take this line out: whom it named only the store then remembers",
                 place};
  }
  remembered_.take(*entry);
  return Done{};
}

Result<Done> ErasureJournal::append(const std::vector<ErasureEntry>& entries) {
  std::string text;
  for (const ErasureEntry& entry : entries) text += write_entry(entry);
  if (Result<Done> written = write(text); !written) return written;
  for (const ErasureEntry& entry : entries) remembered_.take(entry);
  return Done{};
}

Result<Done> ErasureJournal::write(const std::string& text) {
  constexpr std::string_view cannot = "the journal of erasures cannot be written";
  if (::ftruncate(file_, static_cast<off_t>(size_)) != 0) return trouble(cannot, path_);
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t put =
        ::pwrite(file_, text.data() + done, text.size() - done, static_cast<off_t>(size_ + done));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return trouble(cannot, path_);
    done += static_cast<std::size_t>(put);
  }
  if (::fdatasync(file_) != 0) return trouble(cannot, path_);
  size_ += text.size();
  return Done{};
}

}  // namespace crosswalk::store
