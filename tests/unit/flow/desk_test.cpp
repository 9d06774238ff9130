// The desk ties results to questions. A result that reached the wrong question, or a store
// failure that went unnoticed, would be silent damage.

#include <gtest/gtest.h>

#include <algorithm>

#include "flow/courier.hpp"
#include "flow/desk.hpp"
#include "flow/gate.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

Slot slot_of(const Effect& effect) {
  return std::visit(
      [](const auto& one) -> Slot {
        if constexpr (requires { one.slot; }) return one.slot;
        return 0;
      },
      effect);
}

TEST(Desk, AResultFindsWhoAsked) {
  Desk desk;
  int first = 0, second = 0;
  desk.ask_http(Peer::vendor, {}, [&](Result<HttpResponse> reply) { first = reply->status; });
  desk.ask_http(Peer::vendor, {}, [&](Result<HttpResponse> reply) { second = reply->status; });
  const Effects effects = desk.take_effects();
  desk.hear(HttpDone{slot_of(effects[1]), HttpResponse{202, {}, {}}});
  desk.hear(HttpDone{slot_of(effects[0]), HttpResponse{201, {}, {}}});
  EXPECT_EQ(first, 201);
  EXPECT_EQ(second, 202);
  EXPECT_EQ(desk.in_flight(), 0u);
}

TEST(Desk, AResultFromALifeBeforeIsIgnored) {
  Desk desk;
  desk.hear(HttpDone{77, HttpResponse{200, {}, {}}});
  EXPECT_TRUE(desk.take_effects().empty());
}

TEST(Desk, AFailedStoreHaltsEverything) {
  Desk desk;
  bool went_on = false;
  desk.ask_store(Open{}, [&](StoreAnswer) { went_on = true; });
  const Effects effects = desk.take_effects();
  desk.ask_http(Peer::vendor, {}, [](Result<HttpResponse>) {});
  desk.hear(StoreDone{slot_of(effects[0]), Error{ErrorCode::refused, "the store is damaged", ""}});
  EXPECT_FALSE(went_on);
  EXPECT_NE(desk.halted().find("the store is damaged"), std::string::npos);
  EXPECT_TRUE(desk.take_effects().empty());
}

// A full disk heals. What failed is asked again in its old order, and what was asked meanwhile
// comes after it.
TEST(Desk, AStoreThatIsUnavailableIsAskedAgainInOrder) {
  Desk desk;
  std::string order;
  desk.ask_store(Open{}, [&](StoreAnswer) { order += 'a'; });
  desk.ask_store(Tally{}, [&](StoreAnswer) { order += 'b'; });
  Effects effects = desk.take_effects();
  const Error full{ErrorCode::unavailable, "the disk is full", ""};
  desk.hear(StoreDone{slot_of(effects[1]), full});
  desk.hear(StoreDone{slot_of(effects[0]), full});
  desk.ask_store(NextDue{}, [&](StoreAnswer) { order += 'c'; });
  EXPECT_NE(desk.store_trouble().find("the disk is full"), std::string::npos);
  EXPECT_EQ(std::get<WakeAt>(desk.take_effects().at(0)).at, desk.now() + 5s);
  desk.set_now(desk.now() + 5s);
  desk.hear(Woke{});
  effects = desk.take_effects();
  ASSERT_EQ(effects.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<Open>(std::get<UseStore>(effects[0]).verb));
  EXPECT_TRUE(std::holds_alternative<NextDue>(std::get<UseStore>(effects[2]).verb));
  for (const Effect& effect : effects) desk.hear(StoreDone{slot_of(effect), StoreAnswer(Marked{})});
  EXPECT_EQ(order, "abc");
  EXPECT_TRUE(desk.store_trouble().empty());
}

TEST(Desk, TimersRunInOrderAndOnlyWhenDue) {
  Desk desk;
  std::string order;
  desk.set_now(from_ms(1000));
  desk.at(from_ms(3000), [&] { order += 'b'; });
  desk.at(from_ms(2000), [&] { order += 'a'; });
  const Effects effects = desk.take_effects();
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(std::get<WakeAt>(effects[0]).at, from_ms(2000));
  desk.set_now(from_ms(1999));
  desk.hear(Woke{});
  EXPECT_EQ(order, "");
  desk.set_now(from_ms(5000));
  desk.hear(Woke{});
  EXPECT_EQ(order, "ab");
}

TEST(Gate, TurnsFollowOneAnother) {
  Gate gate;
  std::string order;
  gate.enter([&] { order += '1'; });
  gate.enter([&] {
    order += '2';
    gate.leave();
  });
  EXPECT_EQ(order, "1");
  gate.leave();
  EXPECT_EQ(order, "12");
  gate.enter([&] { order += '3'; });
  EXPECT_EQ(order, "123");
}

// A thousand questions need one token.
TEST(Courier, OneTokenServesEverybodyWhoAsks) {
  Desk desk;
  Courier courier(desk, Peer::linkedin, true, Budget(0, 1min), 100);
  int answered = 0;
  for (int at = 0; at < 1000; ++at) {
    courier.ask({}, [&](Result<HttpResponse>) { ++answered; });
  }
  Effects effects = desk.take_effects();
  ASSERT_EQ(effects.size(), 1u);
  const Slot token = std::get<FetchToken>(effects[0]).slot;
  desk.hear(TokenDone{token, desk.now() + 30min});
  int fetched = 0;
  while (answered < 1000) {
    effects = desk.take_effects();
    ASSERT_FALSE(effects.empty());
    for (const Effect& effect : effects) {
      fetched += std::holds_alternative<FetchToken>(effect) ? 1 : 0;
      if (std::holds_alternative<SendHttp>(effect)) {
        desk.hear(HttpDone{slot_of(effect), HttpResponse{200, {}, {}}});
      }
    }
  }
  EXPECT_EQ(fetched, 0);
  EXPECT_TRUE(courier.idle());
}

TEST(Courier, ARefusedTokenIsToldToEverybodyWhoWaits) {
  Desk desk;
  Courier courier(desk, Peer::linkedin, true, Budget(0, 1min), 4);
  int refused = 0;
  for (int at = 0; at < 3; ++at) {
    courier.ask({}, [&](Result<HttpResponse> reply) {
      refused += !reply && reply.error().code == ErrorCode::refused ? 1 : 0;
    });
  }
  const Slot token = std::get<FetchToken>(desk.take_effects()[0]).slot;
  desk.hear(TokenDone{token, Error{ErrorCode::refused, "the client is unknown", ""}});
  EXPECT_EQ(refused, 3);
}

// A courier whose token endpoint has said no, and asked for so long.
struct TurnedDown {
  explicit TurnedDown(ErrorCode code, std::optional<Duration> wait) {
    desk.set_now(from_ms(1'767'225'600'000));
    ask();
    const Slot token = std::get<FetchToken>(desk.take_effects()[0]).slot;
    desk.hear(TokenDone{token, Error{code, "no token was given", ""}, wait});
  }

  void ask() {
    courier.ask({}, [this](Result<HttpResponse>) { ++answered; });
  }
  bool fetches_after(Duration passed) {
    desk.set_now(desk.now() + passed);
    desk.hear(Woke{});
    const Effects effects = desk.take_effects();
    return std::ranges::any_of(
        effects, [](const Effect& each) { return std::holds_alternative<FetchToken>(each); });
  }

  Desk desk;
  Courier courier{desk, Peer::vendor, true, Budget(0, 1min), 4};
  int answered = 0;
};

TEST(Courier, ATokenEndpointThatAskedForAnHourIsLeftAloneForIt) {
  TurnedDown busy(ErrorCode::unavailable, 1h);
  busy.ask();
  EXPECT_FALSE(busy.fetches_after(59min));
  EXPECT_EQ(busy.answered, 0);
  EXPECT_TRUE(busy.fetches_after(1min));
}

TEST(Courier, ARefusalThatAsksForTimeIsToldAtOnceAndNobodyAsksBefore) {
  TurnedDown refused(ErrorCode::refused, 1h);
  EXPECT_EQ(refused.answered, 1);
  refused.ask();
  EXPECT_FALSE(refused.fetches_after(59min));
  EXPECT_TRUE(refused.fetches_after(1min));
}

TEST(Courier, ATokenEndpointThatNamesNoTimeIsAskedAgainWithinSeconds) {
  TurnedDown busy(ErrorCode::unavailable, std::nullopt);
  EXPECT_FALSE(busy.fetches_after(0s));
  EXPECT_TRUE(busy.fetches_after(2s));
}

TEST(Courier, ThePeersClockIsWhatItsDateHeaderSays) {
  Desk desk;
  desk.set_now(from_ms(1'767'225'600'000));
  Courier courier(desk, Peer::vendor, false, Budget(0, 1min), 4);
  courier.ask({}, [](Result<HttpResponse>) {});
  const Slot slot = slot_of(desk.take_effects()[0]);
  desk.hear(HttpDone{slot, HttpResponse{200, {{"Date", "Thu, 01 Jan 2026 00:05:00 GMT"}}, {}}});
  EXPECT_EQ(courier.peer_now() - desk.now(), 5min);
}

}  // namespace
}  // namespace crosswalk
