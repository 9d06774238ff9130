// The runner is the only place where a flow's wishes become deeds. What is at stake: credentials
// reach the wire and nothing else, the store hears verbs in order, nothing calls the flow from
// inside the flow, and a stop loses no answer that still arrives.

#include "runtime/tenant_runner.hpp"

#include <gtest/gtest.h>

#include <future>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

#include "runtime/store_thread.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

class FakeTransport final : public Transport {
 public:
  explicit FakeTransport(boost::asio::io_context& io) : io_(io) {}

  void send(HttpRequest request, Duration, Then then) override {
    sent.push_back(std::move(request));
    waiting.push_back(std::move(then));
    if (answers_at_once) answer(HttpResponse{.status = status, .headers = headers, .body = body});
  }

  void answer(Result<HttpResponse> reply) {
    boost::asio::post(
        io_, [then = std::move(waiting.front()), reply = std::move(reply)] { then(reply); });
    waiting.erase(waiting.begin());
  }

  std::vector<HttpRequest> sent;
  std::vector<Then> waiting;
  int status = 200;
  Headers headers;
  std::string body;
  bool answers_at_once = true;

 private:
  boost::asio::io_context& io_;
};

class FakeStore final : public Store {
 public:
  Result<StoreAnswer> carry_out(const StoreVerb& verb) override {
    verbs.push_back(verb.index());
    return StoreAnswer(Due{});
  }
  std::vector<std::size_t> verbs;
};

// A flow made of a function per event, and everything a runner needs around it.
struct Stage {
  explicit Stage(AuthKind auth = AuthKind::basic)
      : wallet(AuthSpec{.kind = auth,
                        .user = "key",
                        .password = "",
                        .token_host = "api",
                        .token_target = "/token",
                        .form = {},
                        .client_in_header = true},
               Credentials{.vendor = {{"key", "s3cret"}},
                           .linkedin_client_id = "id",
                           .linkedin_client_secret = "li-s3cret"},
               Origins{.vendor = {{"api", "https://ats.test"}},
                       .linkedin_api = "https://api.linkedin.test",
                       .linkedin_token = "https://www.linkedin.test"},
               Settings{}),
        runner(io, RunnerPorts{.flow =
                                   [this](Event event, Instant now) {
                                     EXPECT_FALSE(inside) << "the flow is never called recursively";
                                     inside = true;
                                     EXPECT_GE(now, last);
                                     last = now;
                                     heard.push_back(event.index());
                                     Effects effects = decide(event);
                                     inside = false;
                                     return effects;
                                   },
                               .take_step =
                                   [this](Step, auto then) {
                                     boost::asio::post(io, [then] { then(Answer(Remembered{})); });
                                   },
                               .store = store,
                               .transport = transport,
                               .wallet = wallet,
                               .clock = [this] { return clock; },
                               .on_store =
                                   [this](std::function<void()> work) {
                                     thread ? thread->run(std::move(work)) : work();
                                   },
                               .after_event = [this] { ++after_events; },
                               .deadline = 1s,
                               .grace = 20ms}) {}

  template <class E>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count(heard.begin(), heard.end(), Event(E{}).index()));
  }

  boost::asio::io_context io;
  FakeTransport transport{io};
  FakeStore store;
  std::unique_ptr<StoreThread> thread;  // None: verbs are carried out at once.
  Wallet wallet;
  Instant clock = from_ms(1'000'000);
  Instant last{};
  bool inside = false;
  int after_events = 0;
  std::vector<std::size_t> heard;
  std::function<Effects(Event&)> decide = [](Event&) { return Effects{}; };
  TenantRunner runner;
};

SendHttp vendor_get(Slot slot) {
  return {.slot = slot,
          .peer = Peer::vendor,
          .request = {.method = "GET",
                      .origin = "https://ats.test",
                      .target = "/v1",
                      .headers = {},
                      .body = {}}};
}

std::size_t index_of_http_done() {
  return Event(HttpDone{.slot = 0, .reply = HttpResponse{}}).index();
}

TEST(TenantRunner, EveryEffectComesBackAsItsEventWithItsSlot) {
  Stage stage;
  std::vector<Slot> slots;
  stage.decide = [&](Event& event) {
    if (std::holds_alternative<Started>(event)) {
      Effects effects;
      effects.push_back(vendor_get(1));
      effects.push_back(TakeStep{.slot = 2, .step = Step(Remember{})});
      effects.push_back(UseStore{.slot = 3, .verb = StoreVerb(NextDue{})});
      effects.push_back(WakeAt{.at = stage.clock});
      return effects;
    }
    if (auto* done = std::get_if<HttpDone>(&event)) slots.push_back(done->slot);
    if (auto* done = std::get_if<EngineDone>(&event)) slots.push_back(done->slot);
    if (auto* done = std::get_if<StoreDone>(&event)) slots.push_back(done->slot);
    if (std::holds_alternative<Woke>(event)) slots.push_back(4);
    return Effects{};
  };
  stage.runner.tell(Started{});
  EXPECT_TRUE(stage.heard.empty()) << "events are queued, never delivered from tell()";
  stage.io.run();
  std::ranges::sort(slots);
  EXPECT_EQ(slots, (std::vector<Slot>{1, 2, 3, 4}));
  EXPECT_EQ(stage.after_events, 5);
}

TEST(TenantRunner, CredentialsAreFilledInOnTheWire) {
  Stage stage;
  stage.decide = [&](Event& event) {
    return std::holds_alternative<Started>(event) ? Effects{vendor_get(1)} : Effects{};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  ASSERT_EQ(stage.transport.sent.size(), 1U);
  EXPECT_TRUE(header(stage.transport.sent[0].headers, "Authorization").starts_with("Basic "));
}

TEST(TenantRunner, ARequestWithoutItsTokenIsNotSentAndComesBack) {
  Stage stage(AuthKind::oauth2_client_credentials);
  ErrorCode code{};
  stage.decide = [&](Event& event) {
    if (auto* done = std::get_if<HttpDone>(&event); done && !done->reply) {
      code = done->reply.error().code;
    }
    return std::holds_alternative<Started>(event) ? Effects{vendor_get(1)} : Effects{};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  EXPECT_TRUE(stage.transport.sent.empty());
  EXPECT_EQ(code, ErrorCode::unavailable);
}

TEST(TenantRunner, AFetchedTokenIsLearntAndNeverShownToTheFlow) {
  Stage stage(AuthKind::oauth2_client_credentials);
  stage.transport.body = R"({"access_token":"t0ken","expires_in":3600})";
  Instant good_until{};
  stage.decide = [&](Event& event) {
    if (std::holds_alternative<Started>(event)) {
      return Effects{FetchToken{.slot = 7, .peer = Peer::vendor}};
    }
    if (auto* done = std::get_if<TokenDone>(&event)) {
      EXPECT_TRUE(done->good_until) << to_string(done->good_until.error());
      if (done->good_until) good_until = *done->good_until;
      return Effects{vendor_get(8)};
    }
    return Effects{};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  ASSERT_EQ(stage.transport.sent.size(), 2U);
  EXPECT_EQ(stage.transport.sent[0].method, "POST");
  EXPECT_EQ(header(stage.transport.sent[1].headers, "Authorization"), "Bearer t0ken");
  EXPECT_GT(good_until, stage.clock);
}

TEST(TenantRunner, TheTimeThatATokenEndpointAsksForIsToldToTheFlow) {
  Stage stage(AuthKind::oauth2_client_credentials);
  stage.transport.status = 429;
  stage.transport.headers = {{"Retry-After", "120"}};
  std::optional<Duration> wait;
  stage.decide = [&](Event& event) {
    if (std::holds_alternative<Started>(event)) {
      return Effects{FetchToken{.slot = 7, .peer = Peer::vendor}};
    }
    if (auto* done = std::get_if<TokenDone>(&event)) wait = done->wait;
    return Effects{};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  EXPECT_EQ(wait, Duration{120s});
}

TEST(TenantRunner, StoreVerbsAreCarriedOutInTheOrderGiven) {
  Stage stage;
  stage.decide = [&](Event& event) {
    if (!std::holds_alternative<Started>(event)) return Effects{};
    return Effects{UseStore{.slot = 1, .verb = StoreVerb(Open{})},
                   UseStore{.slot = 2, .verb = StoreVerb(CommitPage{})},
                   UseStore{.slot = 3, .verb = StoreVerb(Tally{})}};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  EXPECT_EQ(stage.store.verbs,
            (std::vector<std::size_t>{StoreVerb(Open{}).index(), StoreVerb(CommitPage{}).index(),
                                      StoreVerb(Tally{}).index()}));
}

TEST(TenantRunner, OnAThreadOfTheirOwnVerbsKeepTheirOrderAndTheLoopWaitsForThem) {
  Stage stage;
  stage.thread = std::make_unique<StoreThread>();
  std::vector<Slot> slots;
  const auto loop = std::this_thread::get_id();
  stage.decide = [&](Event& event) {
    EXPECT_EQ(std::this_thread::get_id(), loop);
    if (auto* done = std::get_if<StoreDone>(&event)) slots.push_back(done->slot);
    if (!std::holds_alternative<Started>(event)) return Effects{};
    Effects effects(100, UseStore{.slot = 0, .verb = StoreVerb(Tally{})});
    Slot slot = 0;
    for (Effect& effect : effects) std::get<UseStore>(effect).slot = ++slot;
    return effects;
  };
  stage.runner.tell(Started{});
  stage.io.run();
  std::vector<Slot> all(100);
  std::iota(all.begin(), all.end(), Slot{1});
  EXPECT_EQ(slots, all);
  EXPECT_EQ(stage.store.verbs.size(), 100U);
}

TEST(TenantRunner, AStopWaitsForWhatTheStoreIsDoing) {
  Stage stage;
  stage.thread = std::make_unique<StoreThread>();
  std::promise<void> go;
  stage.thread->run([&go] { go.get_future().wait(); });
  bool answered = false;
  bool answered_before_leaving = false;
  stage.decide = [&](Event& event) {
    answered = answered || std::holds_alternative<StoreDone>(event);
    if (!std::holds_alternative<Started>(event)) return Effects{};
    boost::asio::post(stage.io, [&] {
      stage.runner.stop([&] { answered_before_leaving = answered; });
      boost::asio::post(stage.io, [&] { go.set_value(); });
    });
    return Effects{UseStore{.slot = 1, .verb = StoreVerb(Tally{})}};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  EXPECT_TRUE(answered_before_leaving);
}

TEST(TenantRunner, TimeNeverGoesBackForTheFlow) {
  Stage stage;  // The flow of Stage expects it of every event.
  stage.runner.tell(Started{});
  stage.io.run();
  stage.clock -= 1h;
  stage.runner.tell(Woke{});
  stage.io.restart();
  stage.io.run();
  EXPECT_EQ(stage.heard.size(), 2U);
}

TEST(TenantRunner, ALaterWakeReplacesTheEarlierOne) {
  Stage stage;
  stage.decide = [&](Event& event) {
    if (!std::holds_alternative<Started>(event)) return Effects{};
    return Effects{WakeAt{.at = stage.clock}, WakeAt{.at = stage.clock + 5ms}};
  };
  stage.runner.tell(Started{});
  stage.io.run();
  EXPECT_EQ(stage.count<Woke>(), 1U);
}

TEST(TenantRunner, AStopKeepsAnswersThatStillArriveAndBeginsNothingNew) {
  Stage stage;
  stage.transport.answers_at_once = false;
  bool left = false;
  stage.decide = [&](Event& event) {
    if (std::holds_alternative<Started>(event)) return Effects{vendor_get(1)};
    if (std::holds_alternative<HttpDone>(event)) {
      return Effects{UseStore{.slot = 2, .verb = StoreVerb(CommitOutcomes{})}, vendor_get(3)};
    }
    return Effects{};
  };
  stage.runner.tell(Started{});
  stage.io.poll();
  ASSERT_EQ(stage.transport.waiting.size(), 1U);
  stage.runner.stop([&] { left = true; });
  stage.io.restart();
  stage.io.poll();
  EXPECT_FALSE(left) << "an answer is still under way";
  stage.transport.answer(HttpResponse{.status = 200, .headers = {}, .body = {}});
  stage.io.restart();
  stage.io.run();
  EXPECT_TRUE(left);
  EXPECT_EQ(stage.store.verbs, (std::vector<std::size_t>{StoreVerb(CommitOutcomes{}).index()}));
  EXPECT_EQ(stage.transport.sent.size(), 1U);
}

TEST(TenantRunner, AStopDoesNotWaitForAPeerThatNeverAnswers) {
  Stage stage;
  stage.transport.answers_at_once = false;
  bool left = false;
  stage.decide = [&](Event& event) {
    return std::holds_alternative<Started>(event) ? Effects{vendor_get(1)} : Effects{};
  };
  stage.runner.tell(Started{});
  stage.io.poll();
  stage.runner.stop([&] { left = true; });
  stage.io.restart();
  stage.io.run();
  EXPECT_TRUE(left);
  stage.transport.answer(HttpResponse{.status = 200, .headers = {}, .body = {}});
  stage.io.restart();
  stage.io.run();
  EXPECT_EQ(std::count(stage.heard.begin(), stage.heard.end(), index_of_http_done()), 0);
}

}  // namespace
}  // namespace crosswalk
