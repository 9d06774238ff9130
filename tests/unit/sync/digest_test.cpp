// The digest is all that is kept of a record after LinkedIn took it. It must tell any change, and
// must tell nothing to whoever finds the store without the key.

#include "sync/digest.hpp"

#include <gtest/gtest.h>

#include "base/text/digest.hpp"
#include "sdk/record.hpp"

namespace crosswalk {
namespace {

const std::string key(32, 'k');
const std::string other_key(32, 'o');

std::string encoded(std::string company) {
  Record record;
  record.key = {RecordKind::candidate, "C-9"};
  record.set(Field::candidate_company, std::move(company));
  std::string bytes;
  encode_record(record, bytes);
  return bytes;
}

TEST(RecordDigestOf, ChangesWithTheContent) {
  EXPECT_EQ(digest_of(encoded("Acme"), key), digest_of(encoded("Acme"), key));
  EXPECT_NE(digest_of(encoded("Acme"), key), digest_of(encoded("acme"), key));
  EXPECT_NE(digest_of("", key), digest_of(std::string(1, '\0'), key));
}

TEST(RecordDigestOf, IsKeyedAndDoesNotConfuseTenantsInTurn) {
  const RecordDigest first = digest_of(encoded("Acme"), key);
  EXPECT_NE(digest_of(encoded("Acme"), other_key), first);
  EXPECT_EQ(digest_of(encoded("Acme"), key), first);
}

TEST(RecordDigestOf, IsTheFrontOfAnHmac) {
  // Digests are stored: another way to take them would send everything again.
  const Sha256 whole = hmac_sha256(key, "record");
  const RecordDigest digest = digest_of("record", key);
  EXPECT_TRUE(std::equal(digest.begin(), digest.end(), whole.begin()));
}

TEST(EntityStateNames, AreShortStableWords) {
  EXPECT_EQ(name_of(EntityState::ready), "ready");
  EXPECT_EQ(name_of(EntityState::restricted), "restricted");
  EXPECT_EQ(name_of(static_cast<EntityState>(0)), "unknown");
}

}  // namespace
}  // namespace crosswalk
