// The door LinkedIn knocks at. At stake: three missed challenges silence a tenant, a push that was
// answered and not kept is lost, and one that was never proven must not be kept at all.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

#include "knocker.hpp"
#include "runtime/web/receiver.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using test::acme_secret;
using test::export_push;
using test::Verb;

const std::string secret_of_bolt = "client-secret-of-bolt";
const std::string hook_secret = "hook-secret-of-acme";
const std::string hook_secret_of_bolt = "hook-secret-of-bolt";

Instant fixed_clock() { return Instant{} + std::chrono::hours{24 * 365 * 56}; }

// A store whose disk can be made to hang, or to fail.
class Shelf {
 public:
  void keep(const std::string& tenant, KeepNotice notice, std::function<void(bool)> kept) {
    const std::lock_guard alone(mutex_);
    if (hangs) {
      waiting_.push_back(std::move(kept));
      return;
    }
    if (!fails) notices.emplace_back(tenant, std::move(notice));
    kept(!fails);
  }
  std::size_t count() {
    const std::lock_guard alone(mutex_);
    return notices.size();
  }

  bool hangs = false;
  bool fails = false;
  std::vector<std::pair<std::string, KeepNotice>> notices;

 private:
  std::mutex mutex_;
  std::vector<std::function<void(bool)>> waiting_;
};

class ReceiverTest : public testing::Test {
 protected:
  void SetUp() override {
    WebhookConfig config;
    config.listen_host = "127.0.0.1";
    auto opened = open_receiver(
        config,
        {.keep = [this](const std::string& tenant, KeepNotice notice,
                        auto kept) { shelf.keep(tenant, std::move(notice), std::move(kept)); },
         .clock = fixed_clock},
        {.connections_max = 4, .request_within = 2s, .kept_within = 40ms});
    ASSERT_TRUE(opened) << to_string(opened.error());
    receiver = *std::move(opened);
    const WebhookSpec vendor{.signature_header = "Signature",
                             .signature_prefix = "sha256 ",
                             .secrets = {"webhook_secret"},
                             .id_header = {}};
    receiver->admit({"acme", {acme_secret}, vendor, {hook_secret}});
    receiver->admit({"bolt", {secret_of_bolt}, vendor, {hook_secret_of_bolt}});
  }

  test::Reply ask(Verb method, const std::string& target, const std::string& body = {},
                  const std::string& signature = {}) const {
    return test::knock(receiver->port(), method, target, body, "X-LI-Signature", signature);
  }

  // What the door says to LinkedIn's push, and to the vendor's.
  unsigned linkedin_brings(const std::string& tenant, const std::string& body,
                           const std::string& key) const {
    return ask(Verb::post, "/linkedin/" + tenant, body, signed_by(key, body)).status;
  }
  unsigned vendor_brings(const std::string& tenant, const std::string& body,
                         const std::string& key) const {
    return test::knock(receiver->port(), Verb::post, "/vendor/" + tenant, body, "Signature",
                       test::vendor_proof(key, body))
        .status;
  }

  static std::string signed_by(const std::string& key, const std::string& body) {
    return test::linkedin_proof(key, body);
  }

  Shelf shelf;
  std::unique_ptr<Receiver> receiver;
};

TEST_F(ReceiverTest, AChallengeIsAnsweredWhileTheStoreHangs) {
  shelf.hangs = true;
  const auto reply = ask(Verb::get, "/linkedin/acme?challengeCode=890e4665-4dfe-4ab1");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_NE(reply.body.find(to_hex(bytes_of(hmac_sha256(acme_secret, "890e4665-4dfe-4ab1")))),
            std::string::npos);
  EXPECT_EQ(receiver->life_of("acme").challenged_at, fixed_clock());
}

TEST_F(ReceiverTest, AProvenPushIsAnsweredOnceItIsKept) {
  EXPECT_EQ(
      ask(Verb::post, "/linkedin/acme", export_push, signed_by(acme_secret, export_push)).status,
      200u);
  ASSERT_EQ(shelf.count(), 1u);
  EXPECT_EQ(shelf.notices[0].first, "acme");
  EXPECT_EQ(shelf.notices[0].second.id, "export:77");
  EXPECT_EQ(shelf.notices[0].second.body, export_push);
}

TEST_F(ReceiverTest, WhatCannotBeKeptIsNotAnsweredAsKept) {
  shelf.fails = true;
  EXPECT_EQ(
      ask(Verb::post, "/linkedin/acme", export_push, signed_by(acme_secret, export_push)).status,
      503u);
  shelf.hangs = true;
  EXPECT_EQ(
      ask(Verb::post, "/linkedin/acme", export_push, signed_by(acme_secret, export_push)).status,
      503u);
}

TEST_F(ReceiverTest, WhoIsNotProvenGetsNothingAndLeavesNothing) {
  EXPECT_EQ(ask(Verb::post, "/linkedin/acme", export_push, signed_by("other", export_push)).status,
            401u);
  EXPECT_EQ(ask(Verb::post, "/linkedin/acme", export_push).status, 401u);
  EXPECT_EQ(
      ask(Verb::post, "/linkedin/acme", export_push + " ", signed_by(acme_secret, export_push))
          .status,
      401u);
  EXPECT_EQ(
      ask(Verb::post, "/linkedin/other", export_push, signed_by(acme_secret, export_push)).status,
      404u);
  EXPECT_EQ(ask(Verb::get, "/").status, 404u);
  EXPECT_EQ(shelf.count(), 0u);
}

TEST_F(ReceiverTest, WhatOneTenantsSecretProvesIsNothingAtAnothersDoor) {
  EXPECT_EQ(linkedin_brings("acme", export_push, secret_of_bolt), 401u);
  EXPECT_EQ(linkedin_brings("bolt", export_push, acme_secret), 401u);
  EXPECT_EQ(vendor_brings("acme", export_push, hook_secret_of_bolt), 401u);
  EXPECT_EQ(vendor_brings("bolt", export_push, hook_secret), 401u);
  EXPECT_EQ(vendor_brings("acme", export_push, acme_secret), 401u) << "the vendor's is another";
  EXPECT_EQ(shelf.count(), 0u);
  EXPECT_EQ(linkedin_brings("acme", export_push, acme_secret), 200u);
  ASSERT_EQ(shelf.count(), 1u);
  EXPECT_EQ(shelf.notices[0].first, "acme");
  EXPECT_EQ(linkedin_brings("bolt", export_push, secret_of_bolt), 200u);
  ASSERT_EQ(shelf.count(), 2u);
  EXPECT_EQ(shelf.notices[1].first, "bolt");
}

TEST_F(ReceiverTest, AVendorsPushIsKeptForItsOwnTenant) {
  const std::string body = R"({"action":"update_candidate"})";
  EXPECT_EQ(vendor_brings("bolt", body, hook_secret_of_bolt), 200u);
  ASSERT_EQ(shelf.count(), 1u);
  EXPECT_EQ(shelf.notices[0].first, "bolt");
  EXPECT_EQ(shelf.notices[0].second.source, NoticeSource::vendor);
  EXPECT_EQ(shelf.notices[0].second.body, body);
}

TEST_F(ReceiverTest, TooLongAPushIsRefused) {
  const std::string body(push_bytes_max + 1, ' ');
  EXPECT_EQ(ask(Verb::post, "/linkedin/acme", body, signed_by(acme_secret, body)).status, 413u);
  EXPECT_EQ(shelf.count(), 0u);
}

TEST_F(ReceiverTest, ASecretMayBeReplacedWhileItRuns) {
  receiver->admit({.tenant = "acme",
                   .linkedin_secrets = {"new", acme_secret},
                   .vendor = {},
                   .vendor_secrets = {}});
  EXPECT_EQ(ask(Verb::post, "/linkedin/acme", export_push, signed_by("new", export_push)).status,
            200u);
  EXPECT_EQ(
      ask(Verb::post, "/linkedin/acme", export_push, signed_by(acme_secret, export_push)).status,
      200u);
}

TEST(Silence, NeedsAPersonAfterTwoAndAHalfHours) {
  const Instant since = fixed_clock();
  EXPECT_FALSE(too_silent({since, {}}, since + 150min));
  EXPECT_TRUE(too_silent({since, {}}, since + 151min));
  EXPECT_FALSE(too_silent({since, since + 2h}, since + 4h));
  EXPECT_TRUE(too_silent({since, since + 2h}, since + 5h));
}

}  // namespace
}  // namespace crosswalk
