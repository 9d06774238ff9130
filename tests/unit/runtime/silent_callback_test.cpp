// LinkedIn asks every two hours whether a callback still lives; when it has not for two and a half,
// exports may be lost and nobody hears of it but through these words. At stake: that they come,
// that they come in time and not before, and that they reach whoever asks for the status.

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <optional>

#include "knocker.hpp"
#include "runtime/host/door.hpp"
#include "runtime/host/installation.hpp"
#include "runtime/host/reports.hpp"
#include "site_store.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

constexpr const char* words = "LinkedIn has not asked for a sign of life at the callback";

// A clock that goes when it is told to, read from any thread.
class Watch {
 public:
  Instant now() const { return from_ms(ms_); }
  void pass(Duration time) { ms_ += time.count(); }
  std::function<Instant()> reader() {
    return [this] { return now(); };
  }

 private:
  std::atomic<std::int64_t> ms_ = 1'767'225'600'000;
};

WebhookConfig on_this_machine() {
  WebhookConfig config;
  config.listen_host = "127.0.0.1";
  config.public_url = "https://hooks.example.com";
  return config;
}

class SilentDoor : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Door::open(on_this_machine(), watch.reader());
    ASSERT_TRUE(opened) << to_string(opened.error());
    door = *std::move(opened);
    tenant.name = "acme";
    ReadyTenant ready;
    ready.config = &tenant;
    ready.credentials.linkedin_client_secret = "client-secret-of-acme";
    door->admit(ready);
  }
  void TearDown() override { door->close(); }

  bool alarmed() const {
    const auto alarms = door->alarms_of("acme", true);
    return alarms.size() == 1 && alarms[0].find(words) == 0;
  }
  unsigned challenge() const {
    return test::knock(door->port(), test::Verb::get, "/linkedin/acme?challengeCode=890e4665")
        .status;
  }

  Watch watch;
  TenantConfig tenant;
  std::unique_ptr<Door> door;
};

TEST_F(SilentDoor, AlarmsAfterTwoAndAHalfHoursAndNotBefore) {
  watch.pass(150min);
  EXPECT_TRUE(door->alarms_of("acme", true).empty());
  watch.pass(1ms);
  EXPECT_TRUE(alarmed());
}

TEST_F(SilentDoor, IsQuietAgainOnceLinkedInHasAsked) {
  watch.pass(3h);
  EXPECT_TRUE(alarmed());
  ASSERT_EQ(challenge(), 200u);
  EXPECT_TRUE(door->alarms_of("acme", true).empty());
  watch.pass(2h);
  EXPECT_TRUE(door->alarms_of("acme", true).empty()) << "measured from the last time it asked";
  watch.pass(31min);
  EXPECT_TRUE(alarmed());
}

TEST_F(SilentDoor, IsExpectedOfACallbackThatLinkedInWasNeverTold) {
  watch.pass(24h);
  EXPECT_TRUE(door->alarms_of("acme", false).empty());
  EXPECT_TRUE(alarmed());
}

TEST(ClosedDoor, HasNoSilence) {
  Watch watch;
  const auto door = Door::open({}, watch.reader());
  ASSERT_TRUE(door);
  EXPECT_EQ((*door)->port(), 0u);
  watch.pass(24h);
  EXPECT_TRUE((*door)->alarms_of("acme", true).empty());
}

// Whatever the host answers to one command.
class Heard : public AdminAnswer {
 public:
  void progress(std::string_view) override {}
  void notice(std::string_view) override {}
  void finish(Result<Json> result) override { said = std::move(result); }
  std::optional<Result<Json>> said;
};

TEST(SilentCallback, IsToldByStatus) {
  const test::Site site;
  site.ready();
  Onboarding connected = test::activated();
  connected.callback_url = "https://hooks.example.com/linkedin/acme";
  test::keep(site, connected);
  auto config = read_config(site.config());
  ASSERT_TRUE(config) << to_string(config.error());
  config->webhooks = on_this_machine();
  Watch watch;
  boost::asio::io_context io;
  auto open = Installation::open(io, *config, Installation::Purpose::daemon, watch.reader());
  ASSERT_TRUE(open) << to_string(open.error());
  const auto needs = [&]() -> std::string {
    const auto answer = std::make_shared<Heard>();
    AdminRequest status;
    status.command = "status";
    (*open)->host().carry_out(status, answer);
    if (!answer->said || !*answer->said) return "no answer";
    std::string all;
    for (const std::string& each : needs_of(**answer->said)) all += each + "\n";
    return all;
  };
  watch.pass(150min);
  EXPECT_EQ(needs(), "");
  watch.pass(1min);
  EXPECT_EQ(needs().find("tenant acme needs you: " + std::string(words)), 0u) << needs();
}

}  // namespace
}  // namespace crosswalk
