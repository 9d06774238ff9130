// Whoever can forge a push can make us fetch and create people, and whoever cannot be answered in
// time loses the callback. The proof is computed here from RFC 2104 over SHA-256 alone, so that
// the product does not vouch for itself.

#include <gtest/gtest.h>

#include "base/text/digest.hpp"
#include "linkedin/push/push.hpp"

namespace crosswalk {
namespace {

const std::string secret = "an invented/secret+with=marks";
const std::string export_body = R"({"id":"42","type":"EXPORT_CANDIDATE_PROFILE"})";

std::string hash(const std::string& text) { return std::string(bytes_of(sha256(text))); }

// RFC 2104, section 2, for keys of at most one block.
std::string hmac_hex(std::string key, const std::string& text) {
  key.resize(64, '\0');
  std::string inner = key;
  std::string outer = key;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
  return to_hex(hash(outer + hash(inner + text)));
}

TEST(Hmac, OfTheTestAgreesWithTheVectorOfRfc4231) {
  EXPECT_EQ(hmac_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Challenge, IsAnsweredWithTheHmacOfTheCode) {
  const std::string code = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
  EXPECT_EQ(challenge_answer(code, secret), R"({"challengeCode":")" + code +
                                                R"(","challengeResponse":")" +
                                                hmac_hex(secret, code) + "\"}");
}

TEST(Challenge, QuotesWhatAJsonTextCannotHold) {
  EXPECT_TRUE(challenge_answer("a\"b\\c", secret)
                  ->starts_with(R"({"challengeCode":"a\"b\\c","challengeResponse":")"));
}

TEST(Challenge, ThatIsNoneIsNotAnswered) {
  EXPECT_TRUE(challenge_answer(std::string(128, 'x'), secret));
  for (const std::string& code :
       {std::string(), std::string(129, 'x'), std::string("a b"), std::string("a\r\nb"),
        std::string("\x7f"), std::string("\xc3\xa9"), std::string("a\0b", 3)}) {
    EXPECT_EQ(challenge_answer(code, secret), std::nullopt);
  }
  EXPECT_EQ(challenge_answer("code", ""), std::nullopt);
}

TEST(Signature, CoversThePrefixAndTheRawBody) {
  const std::string good = hmac_hex(secret, "hmacsha256=" + export_body);
  EXPECT_TRUE(proves(good, export_body, secret));
  EXPECT_TRUE(proves("hmacsha256=" + good, export_body, secret));
  EXPECT_FALSE(proves(hmac_hex(secret, export_body), export_body, secret));
}

TEST(Signature, OfAnyOtherBodyIsRefused) {
  const std::string good = hmac_hex(secret, "hmacsha256=" + export_body);
  for (std::size_t at = 0; at < export_body.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = export_body;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      EXPECT_FALSE(proves(good, flipped, secret)) << at << ':' << bit;
    }
  }
  EXPECT_FALSE(proves(good, export_body + "\n", secret));
  EXPECT_FALSE(proves(good, " " + export_body, secret));
  EXPECT_FALSE(proves(good, export_body.substr(1), secret));
}

TEST(Signature, ThatWasTouchedIsRefused) {
  const std::string good = hmac_hex(secret, "hmacsha256=" + export_body);
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string touched = good;
    touched[at] = touched[at] == '0' ? '1' : '0';
    EXPECT_FALSE(proves(touched, export_body, secret)) << at;
  }
  for (const std::string& other :
       {std::string(), good.substr(1), good + "0", "sha256=" + good, std::string("hmacsha256="),
        " " + good, "hmacsha256=hmacsha256=" + good, std::string(64, '\0')}) {
    EXPECT_FALSE(proves(other, export_body, secret)) << other;
  }
}

TEST(Signature, OfAnotherTenantsSecretIsRefused) {
  const std::string good = hmac_hex(secret, "hmacsha256=" + export_body);
  EXPECT_FALSE(proves(good, export_body, secret + "x"));
  EXPECT_FALSE(proves(hmac_hex("", "hmacsha256=" + export_body), export_body, ""));
}

Push read_body(const std::string& body) {
  Result<Push> push = read_push(body);
  EXPECT_TRUE(push) << body;
  return push ? *push : Push{};
}

TEST(Push, NamesWhatToFetch) {
  const Push push = read_body(R"({"id":"42","type":"EXPORT_CANDIDATE_PROFILE",)"
                              R"("expiresAt":1760000000000,"more":[1,{"x":null}]})");
  EXPECT_EQ(push.type, PushType::candidate_exported);
  EXPECT_EQ(push.id, "42");
  EXPECT_EQ(push.expires, from_ms(1'760'000'000'000));
  EXPECT_EQ(read_body(R"({"type":"INTEGRATION_STATUS_CHANGE","requestId":"r-1"})").type,
            PushType::integration_changed);
  EXPECT_EQ(read_body(R"({"type":"INTEGRATION_STATUS_CHANGE","requestId":"r-1"})").id, "r-1");
  EXPECT_EQ(read_body(R"({"type":"EXPORT_CANDIDATE_PROFILE","id":7})").id, "7");
}

TEST(Push, WithoutAnExpiryNeverExpires) {
  EXPECT_EQ(read_body(export_body).expires, std::nullopt);
  for (const auto* when : {"null", "0", "-1", "\"soon\"", "1e3"}) {
    EXPECT_EQ(read_body(R"({"id":"1","type":"EXPORT_CANDIDATE_PROFILE","expiresAt":)" +
                        std::string(when) + "}")
                  .expires,
              std::nullopt);
  }
}

TEST(Push, OfAnUnknownTypeIsKept) {
  const Push named = read_body(R"({"id":"9","type":"SOMETHING_NEW"})");
  EXPECT_EQ(named.type, PushType::other);
  EXPECT_EQ(named.id, "9");
  EXPECT_EQ(read_body(R"({"type":"SOMETHING_NEW"})").id.size(), 64U);
}

TEST(Push, ThatAsksForJobsNamesThem) {
  const std::string body = R"({"type":"RESYNC_JOBS","developerApplicationUrn":"urn:li:x:1",)"
                           R"("syncAllOpenJobs":false,"externalJobPostingIds":["J/1","J-2",7,""]})";
  const Push push = read_body(body);
  EXPECT_EQ(push.type, PushType::resync_jobs);
  EXPECT_FALSE(push.all_open_jobs);
  EXPECT_EQ(push.jobs, (std::vector<std::string>{"J/1", "J-2"}));
  EXPECT_EQ(push.id, to_hex(bytes_of(sha256(body))));
  EXPECT_TRUE(read_body(R"({"type":"RESYNC_JOBS","syncAllOpenJobs":true})").all_open_jobs);
  EXPECT_TRUE(read_body(R"({"type":"RESYNC_JOBS","externalJobPostingIds":{}})").jobs.empty());
}

TEST(Push, ThatAsksForTooManyJobsAsksForAll) {
  std::string ids = "\"j\"";
  for (int at = 1; at < 10'000; ++at) ids += ",\"j\"";
  const auto body = [](const std::string& list) {
    return R"({"type":"RESYNC_JOBS","externalJobPostingIds":[)" + list + "]}";
  };
  EXPECT_FALSE(read_body(body(ids)).all_open_jobs);
  EXPECT_EQ(read_body(body(ids)).jobs.size(), 10'000U);
  EXPECT_TRUE(read_body(body(ids + ",\"k\"")).all_open_jobs);
  EXPECT_EQ(read_body(body(ids + ",\"k\"")).jobs.size(), 10'000U);
}

TEST(Push, ThatIsNoMessageIsRefusedWithoutItsText) {
  const std::string long_id = R"({"type":"EXPORT_CANDIDATE_PROFILE","id":")";
  EXPECT_TRUE(read_push(long_id + std::string(255, 'x') + "\"}"));
  for (const std::string& body :
       {std::string(), std::string("null"), std::string("[]"), std::string("{}"),
        std::string("Ada Byron"), std::string(R"({"id":"Ada Byron"})"),
        std::string(R"({"type":"EXPORT_CANDIDATE_PROFILE"})"),
        std::string(R"({"type":7,"id":"Ada Byron"})"),
        std::string(R"({"type":"EXPORT_CANDIDATE_PROFILE","id":""})"),
        std::string(R"({"type":"EXPORT_CANDIDATE_PROFILE","id":"Ada\nByron"})"),
        std::string(R"({"type":"EXPORT_CANDIDATE_PROFILE","id":["Ada Byron"]})"), export_body + "x",
        export_body.substr(0, export_body.size() - 1), long_id + std::string(256, 'x') + "\"}",
        std::string(1024 * 1024, ' ') + export_body}) {
    const Result<Push> push = read_push(body);
    ASSERT_FALSE(push) << body.substr(0, 80);
    EXPECT_EQ(push.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(to_string(push.error()).find("Ada"), std::string::npos);
  }
}

}  // namespace
}  // namespace crosswalk
