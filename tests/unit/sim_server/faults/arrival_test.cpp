// What the listener writes for each harm, byte by byte as a socket hears it. A harm that the wire
// swallows, such as a reset that looks like an orderly end, would leave the product untested
// against what it is written for.

#include <gtest/gtest.h>

#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <thread>

#include "server/listener.hpp"
#include "unit/sim_server/faults/raw_client.hpp"

namespace crosswalk::sim {
namespace {

// A listener that answers every request with one arrival.
class House {
 public:
  House(Arrival arrival, bool tls) : arrival_(std::move(arrival)), tls_(tls) {
    if (tls) certificates_ = *make_certificates();
    listener_ = *Listener::open(
        context_, 0, tls ? &certificates_ : nullptr,
        [this](HttpRequest request) { return request.target == "/well" ? well() : arrival_; });
    serving_ = std::thread([this] { context_.run(); });
  }
  ~House() {
    boost::asio::post(context_, [this] { listener_->close(); });
    serving_.join();
  }

  static Arrival well() {
    Arrival arrival;
    arrival.reply = {.status = 200, .headers = {{"X-Well", "yes"}}, .body = "well"};
    return arrival;
  }

  RawClient client() { return RawClient(listener_->port(), tls_); }

 private:
  Arrival arrival_;
  bool tls_;
  Certificates certificates_;
  boost::asio::io_context context_{1};
  std::unique_ptr<Listener> listener_;
  std::thread serving_;
};

Arrival harmed(Harm harm, std::string body = std::string(5000, 'b')) {
  Arrival arrival;
  arrival.reply = {.status = 201, .headers = {{"X-Kind", "harmed"}}, .body = std::move(body)};
  arrival.harm = harm;
  arrival.over = harm == Harm::slow_headers || harm == Harm::slow_body ? Duration{80} : Duration{0};
  return arrival;
}

class Arriving : public testing::TestWithParam<bool> {};

INSTANTIATE_TEST_SUITE_P(Plain, Arriving, testing::Values(false));
INSTANTIATE_TEST_SUITE_P(Tls, Arriving, testing::Values(true));

TEST_P(Arriving, LateRepliesComeWholeAndTheConnectionGoesOn) {
  Arrival late = harmed(Harm::none);
  late.after = Duration{60};
  House house(late, GetParam());
  RawClient client = house.client();
  for (int turn = 0; turn < 2; ++turn) {
    const Heard heard = client.ask("GET", "/");
    EXPECT_EQ(heard.end, Heard::End::complete) << name_of(heard.end);
    EXPECT_GE(heard.first, Millis{60});
    EXPECT_EQ(heard.body(), late.reply.body);
    EXPECT_EQ(heard.status(), 201);
  }
  EXPECT_LT(client.ask("GET", "/well").last, Millis{50}) << "only what was late is";
}

TEST_P(Arriving, AStalledSocketStaysOpenAndSilent) {
  House house(harmed(Harm::stall), GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/", {}, {}, Millis{120});
  EXPECT_EQ(heard.end, Heard::End::silent) << name_of(heard.end);
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(client.ask("GET", "/well", {}, {}, Millis{60}).end, Heard::End::silent);
}

TEST_P(Arriving, SlowHeadersTrickleAndTheBodyFollowsAtOnce) {
  const Arrival slow = harmed(Harm::slow_headers);
  House house(slow, GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/");
  EXPECT_EQ(heard.end, Heard::End::complete) << name_of(heard.end);
  EXPECT_GE(heard.head - heard.first, Millis{60});
  EXPECT_LT(heard.last - heard.head, Millis{50});
  EXPECT_EQ(heard.field("X-Kind"), "harmed");
  EXPECT_EQ(heard.body(), slow.reply.body);
  EXPECT_EQ(client.ask("GET", "/well").body(), "well");
}

TEST_P(Arriving, ASlowBodyTricklesAfterItsHead) {
  for (const std::string& body : {std::string(5000, 'b'), std::string("b"), std::string()}) {
    House house(harmed(Harm::slow_body, body), GetParam());
    RawClient client = house.client();
    const Heard heard = client.ask("GET", "/");
    EXPECT_EQ(heard.end, Heard::End::complete) << name_of(heard.end) << body.size();
    EXPECT_GE(heard.last - heard.first, Millis{60}) << body.size();
    EXPECT_EQ(heard.body(), body);
    EXPECT_EQ(client.ask("GET", "/well").body(), "well");
  }
}

TEST_P(Arriving, AResetBeforeTheReplyIsAReset) {
  House house(harmed(Harm::reset_before), GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/");
  EXPECT_EQ(heard.end, Heard::End::reset) << name_of(heard.end);
  EXPECT_EQ(heard.bytes, "");
}

TEST_P(Arriving, AResetInTheHeadersComesAfterSomeOfThem) {
  House house(harmed(Harm::reset_in_headers), GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/");
  EXPECT_EQ(heard.end, Heard::End::reset) << name_of(heard.end);
  EXPECT_TRUE(heard.bytes.starts_with("HTTP/1.1 201"));
  EXPECT_FALSE(heard.head_complete());
}

TEST_P(Arriving, AResetInTheBodyComesAfterSomeOfIt) {
  House house(harmed(Harm::reset_in_body), GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/");
  EXPECT_EQ(heard.end, Heard::End::reset) << name_of(heard.end);
  EXPECT_EQ(heard.told_length(), 5000U);
  EXPECT_EQ(heard.body().size(), 2500U);
}

TEST_P(Arriving, ATruncatedBodyEndsInGoodOrder) {
  House house(harmed(Harm::truncate), GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/");
  EXPECT_EQ(heard.end, Heard::End::closed) << name_of(heard.end);
  EXPECT_EQ(heard.told_length(), 5000U);
  EXPECT_EQ(heard.body().size(), 2500U);
}

TEST_P(Arriving, TheLastByteOfAReplyIsNeverPartOfACut) {
  for (const Harm harm : {Harm::truncate, Harm::reset_in_body, Harm::reset_in_headers}) {
    for (const std::string& body : {std::string(), std::string("b")}) {
      for (const double part : {0.0, 1.0}) {
        Arrival cut = harmed(harm, body);
        cut.part = part;
        House house(cut, GetParam());
        RawClient client = house.client();
        const Heard heard = client.ask("GET", "/");
        EXPECT_NE(heard.end, Heard::End::complete);
        EXPECT_FALSE(heard.bytes.empty());
        EXPECT_TRUE(!heard.head_complete() || heard.body().size() < body.size());
      }
    }
  }
}

TEST_P(Arriving, AWrongLengthIsShorterThanWhatComes) {
  Arrival wrong = harmed(Harm::wrong_length);
  wrong.short_by = 7;
  House house(wrong, GetParam());
  RawClient client = house.client();
  const Heard heard = client.ask("GET", "/");
  EXPECT_EQ(heard.end, Heard::End::closed) << name_of(heard.end);
  EXPECT_EQ(heard.told_length(), 4993U);
  EXPECT_EQ(heard.body().size(), 5000U);
}

TEST_P(Arriving, BadChunkingHasASizeThatNobodyCanRead) {
  for (const std::string& body : {std::string(5000, 'b'), std::string()}) {
    House house(harmed(Harm::bad_chunking, body), GetParam());
    RawClient client = house.client();
    const Heard heard = client.ask("GET", "/");
    EXPECT_EQ(heard.end, Heard::End::closed) << name_of(heard.end);
    EXPECT_EQ(heard.field("Transfer-Encoding"), "chunked");
    EXPECT_EQ(heard.field("Content-Length"), "");
    EXPECT_TRUE(heard.body().ends_with("no size\r\n"));
    EXPECT_EQ(heard.body().starts_with("9c4\r\nbbb"), !body.empty());
  }
}

// Whatever waits must not keep a simulator from ending.
TEST_P(Arriving, ClosingTheListenerEndsWhatWaits) {
  for (const Harm harm : {Harm::none, Harm::stall, Harm::slow_body}) {
    Arrival late = harmed(harm);
    late.after = harm == Harm::none ? Duration{60'000} : Duration{0};
    late.over = Duration{60'000};
    const auto begun = std::chrono::steady_clock::now();
    {
      House house(late, GetParam());
      RawClient client = house.client();
      client.ask("GET", "/", {}, {}, Millis{40});
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
  }
}

}  // namespace
}  // namespace crosswalk::sim
