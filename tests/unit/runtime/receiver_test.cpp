// The door LinkedIn knocks at. At stake: three missed challenges silence a tenant, a push that was
// answered and not kept is lost, and one that was never proven must not be kept at all.

#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/text/digest.hpp"
#include "runtime/web/receiver.hpp"

namespace crosswalk {
namespace {

namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

const std::string secret = "client-secret-of-acme";

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
    receiver->admit(
        {.tenant = "acme", .linkedin_secrets = {secret}, .vendor = {}, .vendor_secrets = {}});
  }

  http::response<http::string_body> ask(http::verb method, const std::string& target,
                                        const std::string& body = {},
                                        const std::string& signature = {}) {
    boost::asio::io_context io;
    boost::beast::tcp_stream stream(io);
    stream.connect({boost::asio::ip::address_v4::loopback(), receiver->port()});
    http::request<http::string_body> request(method, target, 11);
    request.set(http::field::host, "hooks.example.com");
    if (!signature.empty()) request.set("X-LI-Signature", signature);
    request.body() = body;
    request.prepare_payload();
    http::write(stream, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> reply;
    http::read(stream, buffer, reply);
    return reply;
  }

  static std::string signed_by(const std::string& key, const std::string& body) {
    return to_hex(bytes_of(hmac_sha256(key, "hmacsha256=" + body)));
  }

  Shelf shelf;
  std::unique_ptr<Receiver> receiver;
};

const std::string push = R"({"id":"77","type":"EXPORT_CANDIDATE_PROFILE"})";

TEST_F(ReceiverTest, AChallengeIsAnsweredWhileTheStoreHangs) {
  shelf.hangs = true;
  const auto began = Clock::now();
  const auto reply = ask(http::verb::get, "/linkedin/acme?challengeCode=890e4665-4dfe-4ab1");
  // LinkedIn waits three seconds; the promise is a tenth of one, and a busy machine gets some.
  EXPECT_LT(Clock::now() - began, 1s);
  EXPECT_EQ(reply.result_int(), 200u);
  EXPECT_NE(reply.body().find(to_hex(bytes_of(hmac_sha256(secret, "890e4665-4dfe-4ab1")))),
            std::string::npos);
  EXPECT_EQ(receiver->life_of("acme").challenged_at, fixed_clock());
}

TEST_F(ReceiverTest, AProvenPushIsAnsweredOnceItIsKept) {
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push, signed_by(secret, push)).result_int(),
            200u);
  ASSERT_EQ(shelf.count(), 1u);
  EXPECT_EQ(shelf.notices[0].first, "acme");
  EXPECT_EQ(shelf.notices[0].second.id, "77");
  EXPECT_EQ(shelf.notices[0].second.body, push);
}

TEST_F(ReceiverTest, WhatCannotBeKeptIsNotAnsweredAsKept) {
  shelf.fails = true;
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push, signed_by(secret, push)).result_int(),
            503u);
  shelf.hangs = true;
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push, signed_by(secret, push)).result_int(),
            503u);
}

TEST_F(ReceiverTest, WhoIsNotProvenGetsNothingAndLeavesNothing) {
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push, signed_by("other", push)).result_int(),
            401u);
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push).result_int(), 401u);
  EXPECT_EQ(
      ask(http::verb::post, "/linkedin/acme", push + " ", signed_by(secret, push)).result_int(),
      401u);
  EXPECT_EQ(ask(http::verb::post, "/linkedin/other", push, signed_by(secret, push)).result_int(),
            404u);
  EXPECT_EQ(ask(http::verb::get, "/").result_int(), 404u);
  EXPECT_EQ(shelf.count(), 0u);
}

TEST_F(ReceiverTest, TooLongAPushIsRefused) {
  const std::string body(push_bytes_max + 1, ' ');
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", body, signed_by(secret, body)).result_int(),
            413u);
  EXPECT_EQ(shelf.count(), 0u);
}

TEST_F(ReceiverTest, ASecretMayBeReplacedWhileItRuns) {
  receiver->admit(
      {.tenant = "acme", .linkedin_secrets = {"new", secret}, .vendor = {}, .vendor_secrets = {}});
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push, signed_by("new", push)).result_int(),
            200u);
  EXPECT_EQ(ask(http::verb::post, "/linkedin/acme", push, signed_by(secret, push)).result_int(),
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
