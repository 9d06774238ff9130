#include "base/text/seal.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

#include "base/check.hpp"

namespace crosswalk {
namespace {

constexpr char seal_version = 1;
constexpr std::size_t head_size = 1 + 4;
constexpr std::size_t nonce_size = std::tuple_size_v<SealNonce>;
constexpr std::size_t tag_size = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

// OpenSSL 3 looks algorithms up by name; asking once is cheaper than sealing a short value.
const EVP_CIPHER* gcm() {
  static EVP_CIPHER* const found = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  CROSSWALK_CHECK(found != nullptr);
  return found;
}

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int size_of(std::string_view text) {
  CROSSWALK_CHECK(text.size() < (std::size_t{1} << 30));
  return static_cast<int>(text.size());
}

Error not_sealed() {
  return {ErrorCode::refused, "this is not a sealed value of a version known here", {}};
}

Error not_opened() {
  return {ErrorCode::refused,
          "the sealed value was altered, moved from its place, or sealed by another key",
          {}};
}

}  // namespace

struct SealCipher::Contexts {
  Cipher sealing{EVP_CIPHER_CTX_new()};
  Cipher opening{EVP_CIPHER_CTX_new()};
};

SealCipher::SealCipher(const SealKey& key) : contexts_(std::make_unique<Contexts>()) {
  auto& [sealing, opening] = *contexts_;
  CROSSWALK_CHECK(sealing != nullptr && opening != nullptr);
  CROSSWALK_CHECK(EVP_EncryptInit_ex2(sealing.get(), gcm(), key.data(), nullptr, nullptr) == 1);
  CROSSWALK_CHECK(EVP_DecryptInit_ex2(opening.get(), gcm(), key.data(), nullptr, nullptr) == 1);
}

SealCipher::~SealCipher() = default;

std::string SealCipher::seal(std::uint32_t key_id, const SealNonce& nonce, std::string_view place,
                             std::string_view plain) {
  std::string out;
  out.resize(head_size + nonce_size + plain.size() + tag_size);
  out[0] = seal_version;
  for (std::size_t i = 0; i < 4; ++i) out[1 + i] = static_cast<char>(key_id >> (8 * i));
  out.replace(head_size, nonce_size, reinterpret_cast<const char*>(nonce.data()), nonce_size);

  EVP_CIPHER_CTX* const cipher = contexts_->sealing.get();
  auto* body = reinterpret_cast<unsigned char*>(out.data()) + head_size + nonce_size;
  int written = 0;
  CROSSWALK_CHECK(EVP_EncryptInit_ex2(cipher, nullptr, nullptr, nonce.data(), nullptr) == 1);
  CROSSWALK_CHECK(
      EVP_EncryptUpdate(cipher, nullptr, &written, octets(out), static_cast<int>(head_size)) == 1);
  CROSSWALK_CHECK(EVP_EncryptUpdate(cipher, nullptr, &written, octets(place), size_of(place)) == 1);
  CROSSWALK_CHECK(EVP_EncryptUpdate(cipher, body, &written, octets(plain), size_of(plain)) == 1);
  CROSSWALK_CHECK(EVP_EncryptFinal_ex(cipher, body + plain.size(), &written) == 1);
  CROSSWALK_CHECK(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size),
                                      body + plain.size()) == 1);
  return out;
}

std::string seal(const SealKey& key, std::uint32_t key_id, const SealNonce& nonce,
                 std::string_view place, std::string_view plain) {
  return SealCipher(key).seal(key_id, nonce, place, plain);
}

Result<std::uint32_t> sealed_with(std::string_view sealed) {
  const bool whole = sealed.size() >= head_size + nonce_size + tag_size;
  if (!whole || sealed[0] != seal_version) return not_sealed();
  std::uint32_t key_id = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    key_id |= std::uint32_t{static_cast<unsigned char>(sealed[1 + i])} << (8 * i);
  }
  return key_id;
}

Result<std::string> SealCipher::open(std::string_view place, std::string_view sealed) {
  if (auto id = sealed_with(sealed); !id) return std::move(id).error();
  const std::string_view head = sealed.substr(0, head_size);
  const std::string_view nonce = sealed.substr(head_size, nonce_size);
  const std::size_t text_at = head_size + nonce_size;
  const std::string_view text = sealed.substr(text_at, sealed.size() - text_at - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));

  EVP_CIPHER_CTX* const cipher = contexts_->opening.get();
  std::string plain(text.size(), '\0');
  auto* body = reinterpret_cast<unsigned char*>(plain.data());
  int written = 0;
  CROSSWALK_CHECK(EVP_DecryptInit_ex2(cipher, nullptr, nullptr, octets(nonce), nullptr) == 1);
  CROSSWALK_CHECK(EVP_DecryptUpdate(cipher, nullptr, &written, octets(head), size_of(head)) == 1);
  CROSSWALK_CHECK(EVP_DecryptUpdate(cipher, nullptr, &written, octets(place), size_of(place)) == 1);
  CROSSWALK_CHECK(EVP_DecryptUpdate(cipher, body, &written, octets(text), size_of(text)) == 1);
  CROSSWALK_CHECK(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size),
                                      tag.data()) == 1);
  unsigned char rest[tag_size];
  if (EVP_DecryptFinal_ex(cipher, rest, &written) != 1) return not_opened();
  return plain;
}

Result<std::string> open_sealed(const SealKey& key, std::string_view place,
                                std::string_view sealed) {
  return SealCipher(key).open(place, sealed);
}

SealKey derive_key(const SealKey& root, std::string_view purpose) {
  static EVP_KDF* const hkdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  CROSSWALK_CHECK(hkdf != nullptr);
  EVP_KDF_CTX* const context = EVP_KDF_CTX_new(hkdf);
  CROSSWALK_CHECK(context != nullptr);
  char digest[] = "SHA256";
  SealKey input = root;
  std::string words(purpose);
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, input.data(), input.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, words.data(), words.size()),
      OSSL_PARAM_END};
  SealKey out{};
  CROSSWALK_CHECK(EVP_KDF_derive(context, out.data(), out.size(), parameters) == 1);
  EVP_KDF_CTX_free(context);
  OPENSSL_cleanse(input.data(), input.size());
  return out;
}

}  // namespace crosswalk
