#pragma once

/// \file
/// Secrets by reference. A configuration never holds one: it says where it lies, and whoever
/// may read that place gets it at the last moment. No message of this file ever repeats one.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

/// The longest secret that is read.
inline constexpr std::size_t secret_bytes_max = 64 * 1024;

/// Where a secret lies.
struct SecretRef {
  enum class Kind : unsigned char {
    none,       ///< Nothing was given.
    file,       ///< A file of the user's own, mode 0400 or 0600.
    credential  ///< A name in the directory the service manager keeps for this service.
  };
  Kind kind = Kind::none;
  std::string name;  ///< The path, or the credential's name.

  friend bool operator==(const SecretRef&, const SecretRef&) = default;
};

/// "file:PATH" or "credential:NAME"; a relative path is below `folder`. Anything else, a secret
/// written out among it, is invalid_input at `where`, and is not repeated.
Result<SecretRef> parse_secret_ref(std::string_view text, std::string_view folder,
                                   std::string_view where);

/// The reference as it is written.
std::string to_string(const SecretRef& ref);

/// Reads the secret; one line end at its end is not part of it. Refused, naming the reference
/// and the remedy: not there, not a regular file, somebody else's, others may read it, empty,
/// longer than secret_bytes_max, with a NUL inside. The caller wipes it (wipe()).
Result<std::string> read_secret(const SecretRef& ref);

/// Overwrites and empties.
void wipe(std::string& secret);

}  // namespace crosswalk
