// Whoever can make us keep a message can make us work, look people up and fetch them. Only a
// signature lets one in; and the challenge must be answered, or LinkedIn stops pushing at all.

#include <gtest/gtest.h>

#include "base/text/digest.hpp"
#include "flow/exchange/reception.hpp"

namespace crosswalk {
namespace {

constexpr const char* linkedin_secret = "li-secret-of-acme";
constexpr const char* vendor_secret = "gh-secret-of-acme";
const std::string export_body =
    R"({"id":"77","type":"EXPORT_CANDIDATE_PROFILE","expiresAt":1800000000000})";
const std::string vendor_body = R"({"action":"delete_candidate","payload":{"person":{"id":7}}})";

Doorkeeper acme() {
  Doorkeeper keeper;
  keeper.tenant = "acme";
  keeper.linkedin_secrets = {linkedin_secret, "li-secret-before"};
  keeper.vendor = WebhookSpec{"Signature", "sha256 ", {"webhook_secret"}, "Greenhouse-Event-ID"};
  keeper.vendor_secrets = {vendor_secret, "gh-secret-next"};
  return keeper;
}

std::string hmac(std::string_view secret, std::string_view text) {
  return to_hex(bytes_of(hmac_sha256(secret, text)));
}

HttpRequest from_linkedin(const std::string& body, const std::string& secret = linkedin_secret) {
  return {
      "POST", "", "/linkedin/acme", {{"X-LI-Signature", hmac(secret, "hmacsha256=" + body)}}, body};
}

HttpRequest from_vendor(const std::string& body, const std::string& secret = vendor_secret) {
  return {"POST",
          "",
          "/vendor/acme",
          {{"signature", "sha256 " + hmac(secret, body)}, {"Greenhouse-Event-ID", "ev-1"}},
          body};
}

constexpr std::int64_t now_ms = 1'700'000'000'000;

Reception knock(const Doorkeeper& keeper, const HttpRequest& request, std::int64_t ms = now_ms) {
  const auto callback = callback_of(request.target);
  const NoticeSource source = callback ? callback->source : NoticeSource::linkedin;
  return receive(keeper, source, request, from_ms(ms));
}

/// The status of a refusal, whose body must say nothing; 0 when the push is kept.
int refused(const HttpRequest& request, const Doorkeeper& keeper = acme()) {
  const Reception reception = knock(keeper, request);
  const auto* replied = std::get_if<Replied>(&reception);
  if (replied == nullptr) return 0;
  EXPECT_TRUE(replied->response.body.empty());
  EXPECT_FALSE(replied->challenge);
  return replied->response.status;
}

std::string kept_id(const HttpRequest& request, std::int64_t ms = now_ms) {
  const Reception reception = knock(acme(), request, ms);
  const auto* kept = std::get_if<Kept>(&reception);
  return kept == nullptr ? "turned away" : kept->notice.id;
}

TEST(Reception, AProvenPushIsKeptAsItCame) {
  const Reception linkedin = knock(acme(), from_linkedin(export_body));
  ASSERT_TRUE(std::holds_alternative<Kept>(linkedin));
  const KeepNotice& notice = std::get<Kept>(linkedin).notice;
  EXPECT_EQ(notice.source, NoticeSource::linkedin);
  EXPECT_EQ(notice.id, "export:77");
  EXPECT_EQ(notice.body, export_body);
  EXPECT_EQ(to_ms(notice.at), now_ms);
  const Reception vendor = knock(acme(), from_vendor(vendor_body));
  ASSERT_TRUE(std::holds_alternative<Kept>(vendor));
  EXPECT_EQ(std::get<Kept>(vendor).notice.source, NoticeSource::vendor);
  EXPECT_EQ(std::get<Kept>(vendor).notice.id, "ev-1");
  EXPECT_EQ(std::get<Kept>(vendor).notice.body, vendor_body);
}

TEST(Reception, TheSecretBeforeAndTheSecretNextAreGoodAsWell) {
  EXPECT_EQ(refused(from_linkedin(export_body, "li-secret-before")), 0);
  EXPECT_EQ(refused(from_vendor(vendor_body, "gh-secret-next")), 0);
}

TEST(Reception, WhatIsNotSignedByOneOfTheSecretsIsTurnedAway) {
  EXPECT_EQ(refused(from_linkedin(export_body, "guess")), 401);
  EXPECT_EQ(refused(from_vendor(vendor_body, "guess")), 401);
  HttpRequest unsigned_push = from_vendor(vendor_body);
  unsigned_push.headers.clear();
  EXPECT_EQ(refused(unsigned_push), 401);
  unsigned_push = from_linkedin(export_body);
  unsigned_push.headers.clear();
  EXPECT_EQ(refused(unsigned_push), 401);
  // Each door has its own secrets.
  EXPECT_EQ(refused(from_linkedin(export_body, vendor_secret)), 401);
  EXPECT_EQ(refused(from_vendor(vendor_body, linkedin_secret)), 401);
}

TEST(Reception, AForgedPushIsRefusedForItsSignatureAloneTheTwin) {
  // The same forged bytes, but for the signature: were it not looked at, they would be kept.
  std::string forged = export_body;
  forged.replace(forged.find("77"), 2, "78");
  HttpRequest request = from_linkedin(export_body);
  request.body = forged;
  EXPECT_EQ(refused(request), 401);
  EXPECT_EQ(kept_id(from_linkedin(forged)), "export:78");
  std::string other = vendor_body;
  other.replace(other.find("7}"), 1, "8");
  request = from_vendor(vendor_body);
  request.body = other;
  EXPECT_EQ(refused(request), 401);
  request = from_vendor(other);
  EXPECT_EQ(refused(request), 0);
}

TEST(Reception, AnyBitFlippedIsNoticed) {
  for (std::size_t at = 0; at < vendor_body.size() * 8; ++at) {
    HttpRequest vendor = from_vendor(vendor_body);
    vendor.body[at / 8] = static_cast<char>(vendor.body[at / 8] ^ (1 << (at % 8)));
    EXPECT_EQ(refused(vendor), 401) << at;
  }
  for (const HttpRequest& good : {from_vendor(vendor_body), from_linkedin(export_body)}) {
    for (std::size_t at = 0; at < good.headers[0].second.size(); ++at) {
      HttpRequest bad = good;
      bad.headers[0].second[at] = static_cast<char>(bad.headers[0].second[at] ^ 1);
      EXPECT_EQ(refused(bad), 401) << at;
    }
    HttpRequest cut = good;
    cut.headers[0].second.pop_back();
    EXPECT_EQ(refused(cut), 401);
  }
}

TEST(Reception, ThePrefixIsPartOfTheVendorsSignature) {
  HttpRequest request = from_vendor(vendor_body);
  const std::string digest = hmac(vendor_secret, vendor_body);
  for (const std::string& value : {digest, "sha1 " + digest, "sha256" + digest, std::string()}) {
    request.headers[0].second = value;
    EXPECT_EQ(refused(request), 401) << value;
  }
}

TEST(Reception, AnEmptySecretProvesNothing) {
  Doorkeeper keeper = acme();
  keeper.linkedin_secrets = {""};
  keeper.vendor_secrets = {"", ""};
  EXPECT_EQ(refused(from_linkedin(export_body, ""), keeper), 401);
  EXPECT_EQ(refused(from_vendor(vendor_body, ""), keeper), 401);
  keeper.linkedin_secrets.clear();
  keeper.vendor_secrets.clear();
  EXPECT_EQ(refused(from_linkedin(export_body, ""), keeper), 401);
  EXPECT_EQ(refused(from_vendor(vendor_body, ""), keeper), 401);
  HttpRequest challenge{"GET", "", "/linkedin/acme?challengeCode=abc", {}, ""};
  EXPECT_EQ(refused(challenge, keeper), 401);
}

TEST(Reception, AConnectorWithoutAWebhookHasNoVendorDoor) {
  Doorkeeper keeper = acme();
  keeper.vendor.reset();
  EXPECT_EQ(refused(from_vendor(vendor_body), keeper), 401);
}

TEST(Reception, AnotherTenantsPathIsNotThisOnes) {
  HttpRequest request = from_linkedin(export_body);
  request.target = "/linkedin/bolt";
  EXPECT_EQ(refused(request), 401);
  request = from_vendor(vendor_body);
  const Reception crossed = receive(acme(), NoticeSource::linkedin, request, {});
  ASSERT_TRUE(std::holds_alternative<Replied>(crossed));
  EXPECT_EQ(std::get<Replied>(crossed).response.status, 401);
}

TEST(Reception, TheChallengeIsAnsweredWithTheFirstSecret) {
  const HttpRequest request{
      "GET", "", "/linkedin/acme?applicationId=1&challengeCode=ab%2Dc", {}, ""};
  const Reception reception = knock(acme(), request);
  ASSERT_TRUE(std::holds_alternative<Replied>(reception));
  const Replied& replied = std::get<Replied>(reception);
  EXPECT_TRUE(replied.challenge);
  EXPECT_EQ(replied.response.status, 200);
  EXPECT_EQ(header(replied.response.headers, "Content-Type"), "application/json");
  EXPECT_EQ(replied.response.body, R"({"challengeCode":"ab-c","challengeResponse":")" +
                                       hmac(linkedin_secret, "ab-c") + "\"}");
}

TEST(Reception, AChallengeThatIsNoneIsTurnedAway) {
  for (const char* query : {"", "?", "?challengeCode", "?challengeCode=", "?challengeCode=%0a",
                            "?challengeCode=%zz", "?xchallengeCode=a", "?challengeCodes=a"}) {
    const std::string target = std::string("/linkedin/acme") + query;
    EXPECT_EQ(refused({"GET", "", target, {}, ""}), 400) << query;
  }
  const std::string longest = "/linkedin/acme?challengeCode=" + std::string(129, 'a');
  EXPECT_EQ(refused({"GET", "", longest, {}, ""}), 400);
  EXPECT_EQ(refused({"GET", "", "/vendor/acme?challengeCode=a", {}, ""}), 405);
}

TEST(Reception, OtherMethodsAreNotUsedThere) {
  for (const char* method : {"PUT", "DELETE", "HEAD", "OPTIONS", "post", ""}) {
    HttpRequest request = from_linkedin(export_body);
    request.method = method;
    EXPECT_EQ(refused(request), 405) << method;
    request = from_vendor(vendor_body);
    request.method = method;
    EXPECT_EQ(refused(request), 405) << method;
  }
}

TEST(Reception, WhatIsTooLargeIsNotEvenProven) {
  const std::string body = "{\"type\":\"X\",\"x\":\"" + std::string(push_bytes_max, 'x') + "\"}";
  EXPECT_EQ(refused(from_linkedin(body)), 413);
  EXPECT_EQ(refused(from_vendor(body)), 413);
  EXPECT_EQ(refused(from_vendor(std::string(push_bytes_max, ' '))), 0);
}

TEST(Reception, AProvenPushThatCannotBeReadIsTurnedAway) {
  for (const char* body : {"", "{", "[]", "{}", R"({"type":"EXPORT_CANDIDATE_PROFILE"})"}) {
    EXPECT_EQ(refused(from_linkedin(body)), 400) << body;
  }
  EXPECT_EQ(refused(from_vendor("")), 400);
}

TEST(Reception, ATypeNobodyToldUsOfIsKept) {
  EXPECT_EQ(kept_id(from_linkedin(R"({"id":"5","type":"SOMETHING_NEW"})")).substr(0, 8),
            "other:5@");
}

TEST(Reception, AResyncIsTheSameWithinTheHourAndANewOneTheNextDay) {
  const HttpRequest resync = from_linkedin(R"({"type":"RESYNC_JOBS","syncAllOpenJobs":true})");
  const std::int64_t hour = now_ms - now_ms % 3'600'000;
  EXPECT_EQ(kept_id(resync, hour), kept_id(resync, hour + 3'599'999));
  EXPECT_NE(kept_id(resync, hour), kept_id(resync, hour + 3'600'000));
  EXPECT_EQ(kept_id(from_linkedin(export_body), hour),
            kept_id(from_linkedin(export_body), hour + 86'400'000));
}

TEST(Reception, OneIdNamesAnotherMessageInAPushOfAnotherType) {
  const auto named = [](const std::string& id, const std::string& type) {
    return kept_id(from_linkedin(R"({"id":")" + id + R"(","type":")" + type + "\"}"));
  };
  for (const std::string& id : {std::string("42"), std::string(255, '4')}) {
    const std::string exported = named(id, "EXPORT_CANDIDATE_PROFILE");
    EXPECT_EQ(exported, named(id, "EXPORT_CANDIDATE_PROFILE"));
    EXPECT_NE(exported, named(id, "INTEGRATION_STATUS_CHANGE"));
    EXPECT_NE(exported, named(id, "SOMETHING_NEW"));
    EXPECT_LE(exported.size(), 255u);
  }
}

TEST(Reception, AVendorsPushWithoutAUsableIdIsNamedByItsContent) {
  HttpRequest request = from_vendor(vendor_body);
  const std::string digest = "sha256:" + to_hex(bytes_of(sha256(vendor_body)));
  for (const std::string& id : {std::string(), std::string(256, 'x'), std::string("a b"),
                                std::string("a\x01"), std::string("\xFF")}) {
    set_header(request.headers, "Greenhouse-Event-ID", id);
    EXPECT_EQ(kept_id(request), digest);
  }
  set_header(request.headers, "Greenhouse-Event-ID", std::string(255, 'x'));
  EXPECT_EQ(kept_id(request), std::string(255, 'x'));
}

TEST(Reception, PathsNameTheTenantAndWhoKnocks) {
  EXPECT_EQ(callback_path(NoticeSource::linkedin, "acme"), "/linkedin/acme");
  EXPECT_EQ(callback_path(NoticeSource::vendor, "acme"), "/vendor/acme");
  for (const NoticeSource source : {NoticeSource::linkedin, NoticeSource::vendor}) {
    const auto callback = callback_of(callback_path(source, "a-1_b.c") + "?x=/vendor/other");
    ASSERT_TRUE(callback);
    EXPECT_EQ(callback->source, source);
    EXPECT_EQ(callback->tenant, "a-1_b.c");
  }
  for (const char* target :
       {"", "/", "/linkedin", "/linkedin/", "/linkedin/?a", "/vendor/a/b", "/vendor/a%2Fb",
        "/Vendor/a", "/vendor//a", "x/vendor/a", "/vendor/a#", "/vendor/a\n"}) {
    EXPECT_FALSE(callback_of(target)) << target;
  }
  EXPECT_FALSE(callback_of("/vendor/" + std::string(65, 'a')));
}

}  // namespace
}  // namespace crosswalk
