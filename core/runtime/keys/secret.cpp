#include "runtime/keys/secret.hpp"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace crosswalk {
namespace {

constexpr std::string_view file_prefix = "file:";
constexpr std::string_view credential_prefix = "credential:";

Error refusal(std::string what, const SecretRef& ref) {
  return {ErrorCode::refused, std::move(what), to_string(ref)};
}

bool plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
         name.find('/') == std::string_view::npos;
}

Result<std::string> path_of(const SecretRef& ref) {
  if (ref.kind == SecretRef::Kind::file) return ref.name;
  if (ref.kind == SecretRef::Kind::none) return refusal("no secret is named", ref);
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (!folder || *folder != '/') {
    return refusal(
        "there are no credentials here; start the service with LoadCredential= or "
        "name a file instead",
        ref);
  }
  return std::string(folder) + "/" + ref.name;
}

// The service manager guards its own directory and may own what is in it.
Result<Done> check_guard(const struct stat& about, const SecretRef& ref) {
  if (!S_ISREG(about.st_mode)) return refusal("the secret is not a regular file", ref);
  if (ref.kind == SecretRef::Kind::credential) {
    if ((about.st_mode & S_IRWXO) == 0) return Done{};
    return refusal("anybody may read the credential", ref);
  }
  if (about.st_uid != ::geteuid()) {
    return refusal("the secret belongs to another user; give it to the one who runs this (chown)",
                   ref);
  }
  const mode_t mode = about.st_mode & 07777;
  if (mode == 0400 || mode == 0600) return Done{};
  return refusal("others may read the secret; set its mode to 0400 (chmod 0400)", ref);
}

std::string absent_words(const SecretRef& ref) {
  const std::string words = "the secret is not there; ";
  return words + (ref.kind == SecretRef::Kind::credential
                      ? "give it to the service manager (LoadCredential=)"
                      : "write it into that file, with mode 0400 or 0600 (chmod 0400)");
}

Result<std::string> read_all(int file, const SecretRef& ref) {
  std::string text(secret_bytes_max + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      wipe(text);
      return refusal("the secret cannot be read: " + std::string(std::strerror(errno)), ref);
    }
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > secret_bytes_max) {
    wipe(text);
    return refusal("the secret is longer than 64 KiB", ref);
  }
  // A copy of its own size, so that the large buffer does not live on.
  std::string secret = text.substr(0, size);
  wipe(text);
  return secret;
}

}  // namespace

Result<SecretRef> parse_secret_ref(std::string_view text, std::string_view folder,
                                   std::string_view where) {
  SecretRef ref;
  if (text.starts_with(file_prefix)) {
    ref = {SecretRef::Kind::file, std::string(text.substr(file_prefix.size()))};
    if (!ref.name.empty() && ref.name.front() != '/' && !folder.empty()) {
      ref.name = std::string(folder) + "/" + ref.name;
    }
  } else if (text.starts_with(credential_prefix)) {
    ref = {SecretRef::Kind::credential, std::string(text.substr(credential_prefix.size()))};
    if (!plain_name(ref.name)) ref.name.clear();
  }
  if (!ref.name.empty() && ref.name.find('\0') == std::string::npos) return ref;
  return Error{ErrorCode::invalid_input,
               "a secret is given by reference: 'file:PATH' or 'credential:NAME'",
               std::string(where)};
}

std::string to_string(const SecretRef& ref) {
  switch (ref.kind) {
    case SecretRef::Kind::file:
      return std::string(file_prefix) + ref.name;
    case SecretRef::Kind::credential:
      return std::string(credential_prefix) + ref.name;
    case SecretRef::Kind::none:
      break;
  }
  return "no reference";
}

Result<std::string> read_secret(const SecretRef& ref) {
  const Result<std::string> path = path_of(ref);
  if (!path) return path.error();
  const int file = ::open(path->c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    const int cause = errno;
    if (cause == ENOENT) return refusal(absent_words(ref), ref);
    if (cause == ELOOP) return refusal("the secret is a link; name the file itself", ref);
    return refusal("the secret cannot be opened: " + std::string(std::strerror(cause)), ref);
  }
  struct stat about {};
  Result<Done> guarded = ::fstat(file, &about) == 0 ? check_guard(about, ref)
                                                    : refusal("the secret cannot be read", ref);
  Result<std::string> secret = guarded ? read_all(file, ref) : std::move(guarded).error();
  ::close(file);
  if (!secret) return secret;
  if (secret->ends_with('\n')) secret->pop_back();
  if (secret->ends_with('\r')) secret->pop_back();
  if (secret->empty()) return refusal("the secret is empty", ref);
  if (secret->find('\0') != std::string::npos) {
    wipe(*secret);
    return refusal("the secret holds a NUL; it must be text", ref);
  }
  return secret;
}

void wipe(std::string& secret) {
  explicit_bzero(secret.data(), secret.size());
  secret.clear();
}

}  // namespace crosswalk
