#pragma once

/// \file
/// Seals what must wait on disk. Every value is bound to its place, so that it opens for no
/// other tenant, table, key or version; no nonce is ever used twice with a key.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/text/seal.hpp"

namespace crosswalk::store {

/// Where a sealed value lives. `key` names the row.
struct SealedPlace {
  std::string_view table;
  std::string_view column;
  std::uint64_t version = 0;
  std::string_view key;
};

class Sealer {
 public:
  /// Keeps the key in its own form and wipes it at the end.
  Sealer(std::string tenant, const SealKey& key, std::uint32_t key_id);
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;

  std::string seal(const SealedPlace& place, std::string_view plain);

  /// `refused` when the value was altered, moved, or sealed by another key.
  Result<std::string> open(const SealedPlace& place, std::string_view sealed);

  /// The tenant whose values these are.
  const std::string& tenant() const { return tenant_; }

 private:
  std::string associated(const SealedPlace& place) const;
  SealNonce next_nonce();

  std::string tenant_;
  SealCipher cipher_;
  std::uint32_t key_id_;
  std::uint64_t nonce_head_ = 0;  ///< Random, anew whenever the count runs out.
  std::uint32_t nonce_count_ = 0;
};

}  // namespace crosswalk::store
