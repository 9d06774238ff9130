#pragma once

/// \file
/// AES-256-GCM over values. The nonce is an argument, because chance lives above; whoever seals
/// must never use one twice with a key.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

using SealKey = std::array<std::uint8_t, 32>;
using SealNonce = std::array<std::uint8_t, 12>;

/// Seals and opens many values with one key, which is laid out for the cipher once: that costs
/// more than a short value. What is laid out is wiped at the end. Not for several threads.
class SealCipher {
 public:
  explicit SealCipher(const SealKey& key);
  ~SealCipher();
  SealCipher(const SealCipher&) = delete;
  SealCipher& operator=(const SealCipher&) = delete;

  /// As the function of the same name below.
  std::string seal(std::uint32_t key_id, const SealNonce& nonce, std::string_view place,
                   std::string_view plain);
  /// As open_sealed().
  Result<std::string> open(std::string_view place, std::string_view sealed);

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
};

/// version 1 | key id u32 | nonce | ciphertext and tag. `place` is authenticated, not stored:
/// tenant, table, key and column, so that a sealed value opens only where it was put.
std::string seal(const SealKey& key, std::uint32_t key_id, const SealNonce& nonce,
                 std::string_view place, std::string_view plain);

/// The key id a sealed value names; refused when it is not a sealed value.
Result<std::uint32_t> sealed_with(std::string_view sealed);

/// `refused` when the value was altered, moved to another place, or sealed by another key.
Result<std::string> open_sealed(const SealKey& key, std::string_view place,
                                std::string_view sealed);

/// A key of its own for `purpose`, derived by HKDF-SHA-256.
SealKey derive_key(const SealKey& root, std::string_view purpose);

}  // namespace crosswalk
