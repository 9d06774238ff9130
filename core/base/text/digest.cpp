#include "base/text/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstring>
#include <utility>

#include "base/check.hpp"

namespace crosswalk {
namespace {

constexpr std::uint64_t odd_a = 0x9E3779B97F4A7C15ULL;
constexpr std::uint64_t odd_b = 0xD6E8FEB86659FD93ULL;

std::uint64_t stirred(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL 3 looks algorithms up by name; asking once saves more than a short digest costs.
const EVP_MD* sha256_algorithm() {
  static EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  CROSSWALK_CHECK(found != nullptr);
  return found;
}

EVP_MAC* hmac_algorithm() {
  static EVP_MAC* const found = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  CROSSWALK_CHECK(found != nullptr);
  return found;
}

}  // namespace

struct HmacSha256::Context {
  EVP_MAC_CTX* mac = EVP_MAC_CTX_new(hmac_algorithm());
  ~Context() { EVP_MAC_CTX_free(mac); }
};

HmacSha256::HmacSha256(std::string_view key) : context_(std::make_unique<Context>()) {
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                   OSSL_PARAM_END};
  // A null pointer would mean "the key of last time", also where the key is merely empty.
  static constexpr unsigned char none = 0;
  const unsigned char* bytes = key.empty() ? &none : octets(key);
  CROSSWALK_CHECK(context_->mac != nullptr);
  CROSSWALK_CHECK(EVP_MAC_init(context_->mac, bytes, key.size(), parameters) == 1);
}

HmacSha256::~HmacSha256() = default;
HmacSha256::HmacSha256(HmacSha256&&) noexcept = default;
HmacSha256& HmacSha256::operator=(HmacSha256&&) noexcept = default;

Sha256 HmacSha256::of(std::string_view text) {
  Sha256 out{};
  std::size_t written = 0;
  CROSSWALK_CHECK(EVP_MAC_update(context_->mac, octets(text), text.size()) == 1);
  CROSSWALK_CHECK(EVP_MAC_final(context_->mac, out.data(), &written, out.size()) == 1);
  CROSSWALK_CHECK(written == out.size());
  CROSSWALK_CHECK(EVP_MAC_init(context_->mac, nullptr, 0, nullptr) == 1);
  return out;
}

Sha256 sha256(std::string_view text) {
  Sha256 out{};
  unsigned int written = 0;
  CROSSWALK_CHECK(
      EVP_Digest(text.data(), text.size(), out.data(), &written, sha256_algorithm(), nullptr) == 1);
  CROSSWALK_CHECK(written == out.size());
  return out;
}

Sha256 hmac_sha256(std::string_view key, std::string_view text) { return HmacSha256(key).of(text); }

std::string to_hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), octets(bytes),
                                      static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(written));
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::uint64_t mix64(std::string_view text, std::uint64_t seed) {
  std::uint64_t state = stirred(seed + odd_a) ^ (text.size() * odd_b);
  std::size_t at = 0;
  std::uint64_t word = 0;
  for (; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    state = (state ^ stirred(word + odd_a)) * odd_b;
    state ^= state >> 32;
  }
  if (at < text.size()) {
    word = 0;
    std::memcpy(&word, text.data() + at, text.size() - at);
    state = (state ^ stirred(word + odd_a)) * odd_b;
  }
  return stirred(state);
}

}  // namespace crosswalk
