#include "runtime/store/sealer.hpp"

#include <string.h>
#include <sys/random.h>

#include <utility>

namespace crosswalk::store {
namespace {

std::uint64_t random_bits() {
  std::uint64_t bits = 0;
  // Up to 256 bytes come whole or not at all; without chance nothing may be sealed.
  CROSSWALK_CHECK(getrandom(&bits, sizeof bits, 0) == static_cast<ssize_t>(sizeof bits));
  return bits;
}

}  // namespace

Sealer::Sealer(std::string tenant, const SealKey& key, std::uint32_t key_id)
    : tenant_(std::move(tenant)), cipher_(key), key_id_(key_id), nonce_head_(random_bits()) {}

SealNonce Sealer::next_nonce() {
  SealNonce nonce;
  memcpy(nonce.data(), &nonce_head_, sizeof nonce_head_);
  memcpy(nonce.data() + sizeof nonce_head_, &nonce_count_, sizeof nonce_count_);
  if (++nonce_count_ == 0) nonce_head_ = random_bits();
  return nonce;
}

// Names hold no NUL; the key, which may hold anything, stands last.
std::string Sealer::associated(const SealedPlace& place) const {
  std::string text;
  text.reserve(tenant_.size() + place.table.size() + place.column.size() + place.key.size() + 24);
  text.append(tenant_).push_back('\0');
  text.append(place.table).push_back('\0');
  text.append(place.column).push_back('\0');
  for (int shift = 0; shift < 64; shift += 8) {
    text.push_back(static_cast<char>((place.version >> shift) & 0xff));
  }
  text.append(place.key);
  return text;
}

std::string Sealer::seal(const SealedPlace& place, std::string_view plain) {
  return cipher_.seal(key_id_, next_nonce(), associated(place), plain);
}

Result<std::string> Sealer::open(const SealedPlace& place, std::string_view sealed) {
  Result<std::string> plain = cipher_.open(associated(place), sealed);
  if (plain) return plain;
  return Error{ErrorCode::refused,
               "a sealed value does not open; it was altered or moved, or another root key "
               "sealed it",
               "store of tenant " + tenant_ + ", table " + std::string(place.table)};
}

}  // namespace crosswalk::store
