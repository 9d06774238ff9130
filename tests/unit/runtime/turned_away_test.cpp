// A push that is turned away is lost without a word to whoever sent it. At stake: the operator sees
// how many, why and when, is told which secret to look at, and is not woken for ever by one forger.

#include "runtime/web/turned_away.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "knocker.hpp"
#include "runtime/web/receiver.hpp"
#include "site.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using test::acme_secret;
using test::export_push;
using test::holds;
using test::Verb;

const Instant new_year = from_ms(1'767'225'600'000);  // 2026-01-01.

Doorkeeper keeper_with(std::vector<std::string> vendor_secrets) {
  Doorkeeper keeper;
  keeper.tenant = "acme";
  keeper.linkedin_secrets = {"never-told"};
  keeper.vendor.emplace();
  keeper.vendor->secrets = {"webhook_secret", "webhook_secret_next"};
  keeper.vendor_secrets = std::move(vendor_secrets);
  return keeper;
}

std::string doubt(const PushCounts& counts, NoticeSource source, const Doorkeeper& keeper,
                  Instant now = new_year) {
  return secret_doubt(counts, source, keeper, now).value_or("");
}

TEST(TurnedAway, IsCountedByReasonWithTheTimeOfTheLast) {
  PushCounts counts;
  note(counts, TurnedAway::signature, new_year - 1h);
  note(counts, TurnedAway::signature, new_year);
  note(counts, TurnedAway::too_large, new_year - 2h);
  EXPECT_EQ(write_json(pushes_json(counts)),
            R"({"signature":{"count":2,"last":"2026-01-01T00:00:00.000Z"},)"
            R"("too_large":{"count":1,"last":"2025-12-31T22:00:00.000Z"}})");
  EXPECT_EQ(pushes_words(counts, " of the ATS's"),
            (std::vector<std::string>{
                "2 pushes of the ATS's turned away: signature, last 2026-01-01T00:00:00.000Z",
                "1 push of the ATS's turned away: too_large, last 2025-12-31T22:00:00.000Z"}));
  EXPECT_EQ(write_json(pushes_json({})), "{}");
}

TEST(TurnedAway, EveryAnswerThatLetsNothingInHasAReason) {
  EXPECT_EQ(turned_away_by(401), TurnedAway::signature);
  EXPECT_EQ(turned_away_by(400), TurnedAway::unreadable);
  EXPECT_EQ(turned_away_by(404), TurnedAway::path);
  EXPECT_EQ(turned_away_by(405), TurnedAway::method);
  EXPECT_EQ(turned_away_by(413), TurnedAway::too_large);
  EXPECT_EQ(turned_away_by(431), TurnedAway::too_large);
  EXPECT_EQ(turned_away_by(503), TurnedAway::not_kept);
}

TEST(TurnedAway, AWrongSignatureNamesTheSecretUntilOneIsGood) {
  const Doorkeeper keeper = keeper_with({"never-told"});
  PushCounts counts;
  EXPECT_EQ(doubt(counts, NoticeSource::vendor, keeper), "");
  note(counts, TurnedAway::signature, new_year);
  const std::string vendor = doubt(counts, NoticeSource::vendor, keeper);
  EXPECT_TRUE(holds(vendor, "pushes of the ATS's are turned away for their signature, 1 since"));
  EXPECT_TRUE(holds(vendor, "webhook_secret or webhook_secret_next of the tenant")) << vendor;
  EXPECT_TRUE(holds(vendor, "start the daemon again")) << vendor;
  const std::string linkedin = doubt(counts, NoticeSource::linkedin, keeper);
  EXPECT_TRUE(holds(linkedin, "linkedin.client_secret")) << linkedin;
  EXPECT_TRUE(holds(linkedin, "crosswalk tenant connect")) << linkedin;
  EXPECT_FALSE(holds(vendor + linkedin, "never-told"));
  note_proven(counts);
  EXPECT_EQ(doubt(counts, NoticeSource::vendor, keeper), "");
  EXPECT_EQ(pushes_words(counts, "").size(), 1u) << "the account stays";
}

TEST(TurnedAway, OtherReasonsAndOneForgerOfLastWeekNeedNobody) {
  const Doorkeeper keeper = keeper_with({"never-told"});
  PushCounts counts;
  note(counts, TurnedAway::too_large, new_year);
  note(counts, TurnedAway::method, new_year);
  EXPECT_EQ(doubt(counts, NoticeSource::vendor, keeper), "");
  note(counts, TurnedAway::signature, new_year);
  EXPECT_NE(doubt(counts, NoticeSource::vendor, keeper, new_year + 24h), "");
  EXPECT_EQ(doubt(counts, NoticeSource::vendor, keeper, new_year + 25h), "");
}

TEST(TurnedAway, WhereThereIsNoSecretThatIsTheRemedy) {
  PushCounts counts;
  note(counts, TurnedAway::signature, new_year);
  EXPECT_TRUE(holds(doubt(counts, NoticeSource::vendor, keeper_with({})),
                    "the tenant has no webhook_secret or webhook_secret_next: give it"));
  Doorkeeper none;
  EXPECT_TRUE(holds(doubt(counts, NoticeSource::vendor, none), "remove the web hook in the ATS"));
  EXPECT_TRUE(holds(doubt(counts, NoticeSource::linkedin, none), "crosswalk tenant connect"));
}

// A door with one tenant behind it, whose store keeps what it is given unless told otherwise.
class TurnedAwayAtTheDoor : public testing::Test {
 protected:
  void SetUp() override {
    WebhookConfig config;
    config.listen_host = "127.0.0.1";
    auto opened = open_receiver(
        config,
        {.keep = [this](const std::string&, const KeepNotice&, const auto& kept) { kept(keeps); },
         .clock = [] { return new_year; }},
        {.connections_max = 4, .request_within = 2s, .kept_within = 2s});
    ASSERT_TRUE(opened) << to_string(opened.error());
    receiver = *std::move(opened);
    Doorkeeper keeper = keeper_with({"hook-secret"});
    keeper.linkedin_secrets = {acme_secret};
    receiver->admit(std::move(keeper));
  }

  void brings(const std::string& target, const std::string& body,
              const std::string& key = acme_secret, Verb method = Verb::post) {
    test::knock(receiver->port(), method, target, body, "X-LI-Signature",
                test::linkedin_proof(key, body));
  }

  static std::uint64_t number(const PushCounts& counts, TurnedAway why) {
    return counts.reasons.at(static_cast<std::size_t>(why)).number;
  }
  PushCounts linkedin(const std::string& tenant = "acme") const {
    return receiver->pushes_of(tenant).linkedin;
  }

  std::atomic<bool> keeps = true;
  std::unique_ptr<Receiver> receiver;
};

TEST_F(TurnedAwayAtTheDoor, IsCountedForTheTenantAndThePeerItNames) {
  brings("/linkedin/acme", export_push, "other");
  brings("/linkedin/acme", export_push + " ", "other");
  brings("/linkedin/acme", std::string(push_bytes_max + 1, ' '));
  brings("/linkedin/acme", export_push, acme_secret, Verb::put);
  brings("/linkedin/acme", "{}");
  EXPECT_EQ(number(linkedin(), TurnedAway::signature), 2u);
  EXPECT_EQ(number(linkedin(), TurnedAway::too_large), 1u);
  EXPECT_EQ(number(linkedin(), TurnedAway::method), 1u);
  EXPECT_EQ(number(linkedin(), TurnedAway::unreadable), 1u);
  EXPECT_EQ(linkedin().unproven, 2u);
  EXPECT_EQ(linkedin().reasons.at(0).last, new_year);
  EXPECT_EQ(number(receiver->pushes_of("acme").vendor, TurnedAway::signature), 0u);
  brings("/vendor/acme", export_push);
  EXPECT_EQ(number(receiver->pushes_of("acme").vendor, TurnedAway::signature), 1u);
  EXPECT_EQ(number(receiver->unnamed_pushes(), TurnedAway::signature), 0u);
}

TEST_F(TurnedAwayAtTheDoor, OneThatIsGoodEndsTheDoubtAndOneThatIsNotKeptIsNoDoubt) {
  brings("/linkedin/acme", export_push, "other");
  brings("/linkedin/acme", export_push);
  EXPECT_EQ(linkedin().unproven, 0u);
  EXPECT_EQ(number(linkedin(), TurnedAway::signature), 1u);
  keeps = false;
  brings("/linkedin/acme", export_push);
  EXPECT_EQ(number(linkedin(), TurnedAway::not_kept), 1u);
  EXPECT_EQ(linkedin().unproven, 0u);
}

TEST_F(TurnedAwayAtTheDoor, WhatNamesNoTenantIsCountedForTheDaemonAndMakesNoTenant) {
  brings("/linkedin/umbrella", export_push);
  brings("/", "", acme_secret, Verb::get);
  brings("/vendor/umbrella", std::string(push_bytes_max + 1, ' '));
  EXPECT_EQ(number(receiver->unnamed_pushes(), TurnedAway::path), 2u);
  EXPECT_EQ(number(receiver->unnamed_pushes(), TurnedAway::too_large), 1u);
  EXPECT_EQ(number(linkedin("umbrella"), TurnedAway::path), 0u);
}

// More than the sockets between can hold: whoever closes while it is written takes the answer away.
TEST_F(TurnedAwayAtTheDoor, APeerThatIsStillWritingHearsThatItIsTooMuch) {
  const std::string far_too_much(3 * push_bytes_max, ' ');
  EXPECT_EQ(test::knock(receiver->port(), Verb::post, "/linkedin/acme", far_too_much).status, 413u);
  EXPECT_EQ(number(linkedin(), TurnedAway::too_large), 1u);
}

TEST_F(TurnedAwayAtTheDoor, AConnectionBeyondThoseServedIsCounted) {
  const auto too_many = [this] { return number(receiver->unnamed_pushes(), TurnedAway::too_many); };
  boost::asio::io_context io;
  std::vector<std::unique_ptr<boost::asio::ip::tcp::socket>> open;
  for (int each = 0; each < 6; ++each) {
    open.push_back(std::make_unique<boost::asio::ip::tcp::socket>(io));
    open.back()->connect({boost::asio::ip::address_v4::loopback(), receiver->port()});
  }
  const auto until = std::chrono::steady_clock::now() + 5s;
  while (too_many() < 2 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  EXPECT_EQ(too_many(), 2u);
}

}  // namespace
}  // namespace crosswalk
