#include "runtime/keys/keyring.hpp"

#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/check.hpp"
#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

// The file says what it is, so that another secret named by mistake is not taken for a key.
constexpr std::string_view file_head = "crosswalk-root-key-1 ";

std::optional<int> hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return std::nullopt;
}

std::optional<SealKey> read_key(std::string_view text) {
  SealKey key{};
  if (!text.starts_with(file_head)) return std::nullopt;
  text.remove_prefix(file_head.size());
  if (text.size() != 2 * key.size()) return std::nullopt;
  for (std::size_t at = 0; at < key.size(); ++at) {
    const std::optional<int> high = hex_digit(text[2 * at]);
    const std::optional<int> low = hex_digit(text[2 * at + 1]);
    if (!high || !low) return std::nullopt;
    key[at] = static_cast<std::uint8_t>(*high * 16 + *low);
  }
  return key;
}

std::string_view view_of(const SealKey& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

void wipe(SealKey& key) { explicit_bzero(key.data(), key.size()); }

std::uint32_t id_of(const SealKey& key) {
  SealKey derived = derive_key(key, "crosswalk key id");
  std::uint32_t id = 0;
  for (std::size_t at = 0; at < sizeof id; ++at) id = id << 8 | derived[at];
  wipe(derived);
  return id;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(file, text.data(), text.size());
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// A new name lasts only once its directory was written too.
bool keep_name(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool kept = ::fsync(opened) == 0;
  ::close(opened);
  return kept;
}

}  // namespace

TenantKeys::~TenantKeys() {
  wipe(seal);
  wipe(digest);
}

Keyring::Keyring(const SealKey& root) : root_(root) {}

Keyring::~Keyring() { wipe(root_); }

Keyring::Keyring(Keyring&& other) noexcept : root_(other.root_) { wipe(other.root_); }

Keyring& Keyring::operator=(Keyring&& other) noexcept {
  std::swap(root_, other.root_);
  return *this;
}

Result<Keyring> Keyring::open(const SecretRef& root) {
  if (root.kind == SecretRef::Kind::file && ::access(root.name.c_str(), F_OK) != 0 &&
      errno == ENOENT) {
    return Error{
        ErrorCode::refused,
        "the root key is not there; 'crosswalk keys init' makes one; where state was sealed "
        "already, bring its key back instead",
        to_string(root)};
  }
  Result<std::string> text = read_secret(root);
  if (!text) return std::move(text).error();
  std::optional<SealKey> key = read_key(*text);
  wipe(*text);
  if (!key) {
    return Error{ErrorCode::refused, "this is not a root key; make one with 'crosswalk keys init'",
                 to_string(root)};
  }
  Keyring ring(*key);
  wipe(*key);
  return ring;
}

TenantKeys Keyring::of_tenant(std::string_view tenant) const {
  SealKey own = derive_key(root_, "crosswalk tenant " + std::string(tenant));
  SealKey digest = derive_key(own, "digest");
  TenantKeys keys;
  keys.seal = derive_key(own, "seal");
  keys.seal_id = id_of(keys.seal);
  keys.digest = view_of(digest);
  wipe(own);
  wipe(digest);
  return keys;
}

std::string Keyring::id() const {
  const std::uint32_t id = id_of(root_);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((id >> shift) & 0xff));
  }
  return to_hex(bytes);
}

Result<std::string> make_root_key(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400);
  if (file < 0 && errno == EEXIST) {
    return Error{ErrorCode::refused,
                 "a key is already there; a new one would leave every store unreadable", path};
  }
  if (file < 0) {
    return Error{ErrorCode::refused,
                 "the key cannot be written: " + std::string(std::strerror(errno)), path};
  }
  SealKey key;
  CROSSWALK_CHECK(getrandom(key.data(), key.size(), 0) == static_cast<ssize_t>(key.size()));
  const Keyring ring(key);
  std::string text = std::string(file_head) + to_hex(view_of(key)) + "\n";
  const bool written = write_all(file, text) && ::fsync(file) == 0;
  const bool closed = ::close(file) == 0;
  wipe(text);
  wipe(key);
  if (written && closed && keep_name(path)) return ring.id();
  ::unlink(path.c_str());
  return Error{ErrorCode::unavailable, "the key could not be written whole; nothing was left",
               path};
}

}  // namespace crosswalk
