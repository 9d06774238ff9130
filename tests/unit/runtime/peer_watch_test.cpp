// A peer that is down keeps a sync waiting for minutes. What is at stake: whoever watches learns
// at once which peer it is, is not troubled by one that is merely busy for a moment, and hears no
// more of it once it serves us again.

#include "runtime/host/peer_watch.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

const Instant noon = from_ms(1'000'000);

struct Watched {
  void ask(Slot slot, Peer peer) {
    watch.asked({SendHttp{.slot = slot, .peer = peer, .request = {}}});
  }
  void reply(Slot slot, int status, Instant at = noon) {
    watch.heard(HttpDone{slot, HttpResponse{.status = status, .headers = {}, .body = {}}}, at);
  }
  void fail(Slot slot, ErrorCode code) {
    watch.heard(HttpDone{slot, Error{code, "no whole answer came", ""}}, noon);
  }
  PeerWatch watch;
};

TEST(PeerWatch, APeerThatDoesNotAnswerIsToldAtOnceUntilItAnswers) {
  Watched watched;
  watched.ask(1, Peer::vendor);
  watched.fail(1, ErrorCode::unavailable);
  EXPECT_EQ(watched.watch.words(),
            (std::vector<std::string>{"the vendor does not serve us: no whole answer came; it is "
                                      "asked again by itself"}));
  watched.ask(2, Peer::linkedin);
  watched.reply(2, 200);
  EXPECT_EQ(watched.watch.words().size(), 1u) << "another peer's answer ended the vendor's trouble";
  watched.ask(3, Peer::vendor);
  watched.reply(3, 404);
  EXPECT_TRUE(watched.watch.words().empty());
}

TEST(PeerWatch, ABusyPeerIsToldOnceItHasBeenBusyForFiveSeconds) {
  for (const int status : {429, 500, 503}) {
    Watched watched;
    watched.ask(1, Peer::linkedin);
    watched.ask(2, Peer::linkedin);
    watched.ask(3, Peer::linkedin);
    watched.reply(1, status, noon);
    watched.reply(2, status, noon + 4999ms);
    EXPECT_TRUE(watched.watch.words().empty());
    watched.reply(3, status, noon + 5s);
    ASSERT_EQ(watched.watch.words().size(), 1u);
    EXPECT_NE(watched.watch.words()[0].find("LinkedIn"), std::string::npos);
    EXPECT_NE(watched.watch.words()[0].find(std::to_string(status)), std::string::npos);
  }
}

TEST(PeerWatch, AReplyBetweenBeginsTheFiveSecondsAnew) {
  Watched watched;
  for (Slot slot = 1; slot <= 3; ++slot) watched.ask(slot, Peer::vendor);
  watched.reply(1, 503, noon);
  watched.reply(2, 200, noon + 3s);
  watched.reply(3, 503, noon + 6s);
  EXPECT_TRUE(watched.watch.words().empty());
}

TEST(PeerWatch, ATokenThatIsNotGivenKeepsUsWaitingToo) {
  PeerWatch watch;
  watch.asked({FetchToken{.slot = 1, .peer = Peer::linkedin}});
  watch.heard(TokenDone{1, Error{ErrorCode::unavailable, "no token was given", ""}}, noon);
  EXPECT_EQ(watch.words().size(), 1u);
  watch.asked({FetchToken{.slot = 2, .peer = Peer::linkedin}});
  watch.heard(TokenDone{2, noon + 1h}, noon);
  EXPECT_TRUE(watch.words().empty());
}

// Twin: a place too few for the peers ended the whole program with the first answer.
TEST(PeerWatch, EveryPeerHasItsOwnTrouble) {
  for (const Peer peer : all_peers) {
    Watched watched;
    watched.ask(1, peer);
    watched.fail(1, ErrorCode::unavailable);
    ASSERT_EQ(watched.watch.words().size(), 1u) << name_of(peer);
    for (const Peer other : all_peers) {
      if (other == peer) continue;
      watched.ask(2, other);
      watched.reply(2, 200);
    }
    EXPECT_EQ(watched.watch.words().size(), 1u) << name_of(peer);
    watched.ask(3, peer);
    watched.reply(3, 201);
    EXPECT_TRUE(watched.watch.words().empty()) << name_of(peer);
  }
}

TEST(PeerWatch, LinkedInIsNamedForWhomItIsAsked) {
  Watched watched;
  watched.ask(1, Peer::provisioning);
  watched.fail(1, ErrorCode::unavailable);
  EXPECT_EQ(watched.watch.words(),
            (std::vector<std::string>{"LinkedIn, asked for the partner's application, does not "
                                      "serve us: no whole answer came; it is asked again by "
                                      "itself"}));
}

TEST(PeerWatch, WhatIsRefusedIsNoWaitAndStrangeSlotsAreNobodys) {
  Watched watched;
  watched.ask(1, Peer::vendor);
  watched.fail(1, ErrorCode::refused);
  watched.fail(77, ErrorCode::unavailable);
  watched.watch.heard(Woke{}, noon);
  EXPECT_TRUE(watched.watch.words().empty());
}

}  // namespace
}  // namespace crosswalk
