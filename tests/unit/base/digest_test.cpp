// Digests decide what is resent and which message is believed. A wrong one resends everything
// or believes anybody, so the standards' own vectors are checked.

#include "base/text/digest.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <set>

namespace crosswalk {
namespace {

std::string hex(const Sha256& digest) { return to_hex(bytes_of(digest)); }

TEST(Digest, Sha256GivesTheStandardsVectors) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, HmacGivesTheVectorsOfRfc4231) {
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'),
                            "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Digest, AnEmptyKeyIsAKeyAndNotTheOneBefore) {
  EXPECT_EQ(hex(hmac_sha256("", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Digest, OneKeyServesManyTexts) {
  HmacSha256 mac("Jefe");
  EXPECT_EQ(mac.of("what do ya want for nothing?"),
            hmac_sha256("Jefe", "what do ya want for nothing?"));
  EXPECT_EQ(mac.of(""), hmac_sha256("Jefe", ""));
  EXPECT_EQ(mac.of("again"), hmac_sha256("Jefe", "again"));
  HmacSha256 moved = std::move(mac);
  EXPECT_EQ(moved.of("again"), hmac_sha256("Jefe", "again"));
}

TEST(Digest, HexAndBase64WriteEveryByte) {
  EXPECT_EQ(to_hex(std::string("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64("\xff\xfe"), "//4=");
}

TEST(Digest, TextsOfDifferentSizeOrContentAreNotEqual) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("token", "token"));
  EXPECT_FALSE(equal_in_constant_time("token", "tokem"));
  EXPECT_FALSE(equal_in_constant_time("token", "token "));
}

// Seeds of whole runs hang on these numbers: a changed one replays another history.
TEST(Mix64, StaysTheSameFromReleaseToRelease) {
  EXPECT_EQ(mix64(""), 5197578548964807871ULL);
  EXPECT_EQ(mix64("a"), 766578687551613320ULL);
  EXPECT_EQ(mix64("candidate 17", 42), 16741543536580113413ULL);
}

TEST(Mix64, TellsTextsSeedsAndLengthsApart) {
  std::set<std::uint64_t> seen;
  std::string text;
  for (int length = 0; length < 64; ++length) {
    seen.insert(mix64(text));
    seen.insert(mix64(text, 1));
    seen.insert(mix64("x" + text));
    text += '\0';
  }
  EXPECT_EQ(seen.size(), 64U * 3U);
}

TEST(Mix64, OneChangedBitChangesAboutHalf) {
  std::string text(24, 'a');
  int changed = 0;
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string other = text;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
    changed += std::popcount(mix64(text) ^ mix64(other));
  }
  const int average = changed / static_cast<int>(text.size() * 8);
  EXPECT_GT(average, 28);
  EXPECT_LT(average, 36);
}

}  // namespace
}  // namespace crosswalk
