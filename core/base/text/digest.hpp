#pragma once

/// \file
/// Digests over OpenSSL: what the product compares contents with, and proves messages by.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace crosswalk {

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 of any bytes.
Sha256 sha256(std::string_view text);

/// HMAC-SHA-256 (RFC 2104); a key of any length, also an empty one.
Sha256 hmac_sha256(std::string_view key, std::string_view text);

/// The same HMAC for many texts under one key: the key is set up once. Not for two threads at
/// the same time.
class HmacSha256 {
 public:
  explicit HmacSha256(std::string_view key);
  ~HmacSha256();
  HmacSha256(HmacSha256&&) noexcept;
  HmacSha256& operator=(HmacSha256&&) noexcept;

  Sha256 of(std::string_view text);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// Lower-case hex.
std::string to_hex(std::string_view bytes);
inline std::string_view bytes_of(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Standard base64 with padding (RFC 4648 section 4), on one line. At most 1 GiB.
std::string to_base64(std::string_view bytes);

/// Takes the same time whatever differs; different sizes are never equal.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// 64 well-mixed bits of a text, unkeyed and not for secrets: seeds, page digests, hash rings.
/// The same from release to release, because replays hang on it.
std::uint64_t mix64(std::string_view text, std::uint64_t seed = 0);

}  // namespace crosswalk
