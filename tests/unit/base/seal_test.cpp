// What waits for LinkedIn lies sealed on the disk. A sealed value must open where it was put,
// and nowhere else: a row copied to another candidate's place must not become that candidate.

#include "base/text/seal.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

SealKey key_of(std::uint8_t byte) {
  SealKey key;
  key.fill(byte);
  return key;
}

SealNonce nonce_of(std::uint8_t byte) {
  SealNonce nonce;
  nonce.fill(byte);
  return nonce;
}

const std::string place = "acme|entity|candidate:7|payload";

TEST(Seal, OpensWhereItWasPut) {
  for (const std::string& plain : {std::string(), std::string("x"), std::string(70000, 'y')}) {
    const std::string sealed = seal(key_of(1), 9, nonce_of(2), place, plain);
    const auto opened = open_sealed(key_of(1), place, sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, plain);
  }
}

TEST(Seal, ShowsNothingOfWhatItHolds) {
  const std::string sealed = seal(key_of(1), 9, nonce_of(2), place, "ada@example.com");
  EXPECT_EQ(sealed.find("ada"), std::string::npos);
  EXPECT_EQ(sealed.find("entity"), std::string::npos);
}

TEST(Seal, NamesItsKey) {
  const std::string sealed = seal(key_of(1), 0xA1B2C3D4U, nonce_of(2), place, "x");
  const auto id = sealed_with(sealed);
  ASSERT_TRUE(id);
  EXPECT_EQ(*id, 0xA1B2C3D4U);
}

TEST(Seal, AValueMovedToAnotherPlaceIsRefused) {
  const std::string sealed = seal(key_of(1), 9, nonce_of(2), place, "x");
  const auto opened = open_sealed(key_of(1), "acme|entity|candidate:8|payload", sealed);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::refused);
}

TEST(Seal, AnotherKeyIsRefused) {
  const std::string sealed = seal(key_of(1), 9, nonce_of(2), place, "x");
  EXPECT_FALSE(open_sealed(key_of(3), place, sealed));
}

TEST(Seal, EveryAlteredByteIsRefused) {
  const std::string sealed = seal(key_of(1), 9, nonce_of(2), place, "payload");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string altered = sealed;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    EXPECT_FALSE(open_sealed(key_of(1), place, altered)) << "byte " << at;
  }
}

TEST(Seal, EveryCutIsRefused) {
  const std::string sealed = seal(key_of(1), 9, nonce_of(2), place, "payload");
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(open_sealed(key_of(1), place, sealed.substr(0, size))) << "size " << size;
  }
}

TEST(Seal, TheSameValueUnderAnotherNonceLooksDifferent) {
  EXPECT_NE(seal(key_of(1), 9, nonce_of(2), place, "x").substr(17),
            seal(key_of(1), 9, nonce_of(3), place, "x").substr(17));
}

TEST(SealCipher, SealsAndOpensManyValuesAsEachWouldBeAlone) {
  SealCipher cipher(key_of(1));
  for (std::uint8_t nonce = 0; nonce < 20; ++nonce) {
    const std::string plain(nonce * 7U, static_cast<char>('a' + nonce));
    const std::string sealed = cipher.seal(9, nonce_of(nonce), place, plain);
    EXPECT_EQ(sealed, seal(key_of(1), 9, nonce_of(nonce), place, plain));
    const auto opened = cipher.open(place, sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, plain);
  }
}

TEST(SealCipher, GoesOnAfterAValueThatDoesNotOpen) {
  SealCipher cipher(key_of(1));
  const std::string sealed = cipher.seal(9, nonce_of(2), place, "payload");
  EXPECT_FALSE(cipher.open("acme|entity|candidate:8|payload", sealed));
  EXPECT_FALSE(cipher.open(place, sealed.substr(0, 3)));
  const auto opened = cipher.open(place, sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, "payload");
}

TEST(DeriveKey, GivesEveryPurposeAKeyOfItsOwn) {
  const SealKey payloads = derive_key(key_of(1), "payload");
  EXPECT_EQ(payloads, derive_key(key_of(1), "payload"));
  EXPECT_NE(payloads, derive_key(key_of(1), "digest"));
  EXPECT_NE(payloads, derive_key(key_of(2), "payload"));
  EXPECT_NE(payloads, key_of(1));
}

}  // namespace
}  // namespace crosswalk
