#pragma once

/// \file
/// The keys everything at rest is sealed with. One root key lies outside the state; each
/// tenant's keys are derived from it, so that a state directory alone opens nothing and one
/// tenant's key opens nothing of another's. All of them are wiped when they go.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/text/seal.hpp"
#include "runtime/keys/secret.hpp"

namespace crosswalk {

/// What one tenant's part of the product may use.
struct TenantKeys {
  SealKey seal{};             ///< Seals what waits in its store.
  std::uint32_t seal_id = 0;  ///< Names that key in every sealed value.
  std::string digest;         ///< 32 bytes; keys the digests of what was sent.

  TenantKeys() = default;
  TenantKeys(const TenantKeys&) = default;
  TenantKeys& operator=(const TenantKeys&) = default;
  ~TenantKeys();
};

class Keyring {
 public:
  /// Reads the root key make_root_key() wrote. Refused as read_secret() refuses, and when the
  /// text is not a root key.
  static Result<Keyring> open(const SecretRef& root);

  /// A keyring over a key somebody else guards, such as a scenario's seed.
  explicit Keyring(const SealKey& root);
  ~Keyring();
  Keyring(Keyring&& other) noexcept;
  Keyring& operator=(Keyring&& other) noexcept;

  /// The same name, the same keys, for ever.
  TenantKeys of_tenant(std::string_view tenant) const;

  /// Eight hex digits that name the root key and tell nothing of it.
  std::string id() const;

 private:
  SealKey root_;
};

/// Makes a new root key file, mode 0400, on the disk for good when this returns. Refused when
/// the file is already there: a new key would leave every store unreadable. Answers its id.
Result<std::string> make_root_key(const std::string& path);

}  // namespace crosswalk
