#include "runtime/tenant_runner.hpp"

#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <deque>
#include <optional>

#include "access/budget.hpp"
#include "runtime/log.hpp"

namespace crosswalk {
namespace {

enum class Stage : std::uint8_t { running, finishing, left };

void log_exchange(Peer peer, Duration took, const Result<HttpResponse>& reply) {
  if (!reply) {
    return log(LogLevel::warning, "no_answer",
               {{"peer", name_of(peer)}, {"ms", took.count()}, {"cause", reply.error().what}});
  }
  log(LogLevel::debug, "answer",
      {{"peer", name_of(peer)},
       {"ms", took.count()},
       {"status", std::int64_t{reply->status}},
       {"bytes", static_cast<std::int64_t>(reply->body.size())}});
}

}  // namespace

struct TenantRunner::State : std::enable_shared_from_this<State> {
  State(boost::asio::io_context& loop, RunnerPorts given)
      : io(loop), ports(std::move(given)), wake(loop), grace(loop) {}

  boost::asio::io_context& io;
  RunnerPorts ports;
  boost::asio::steady_timer wake;
  Instant wake_at{};  // What the timer is set to; the flow says it anew with every event.
  boost::asio::steady_timer grace;
  std::deque<Event> events;
  bool turn_posted = false;
  Instant last{};
  Stage stage = Stage::running;
  std::size_t under_way = 0;  // Exchanges and verbs whose answer is still wanted.
  std::function<void()> left;

  Instant now() {
    last = std::max(last, ports.clock());
    return last;
  }

  void tell(Event event);
  void turn();
  void leave_when_quiet(bool out_of_time);

  void carry_out(SendHttp effect);
  void carry_out(FetchToken effect);
  void carry_out(TakeStep effect);
  void carry_out(UseStore effect);
  void carry_out(UseApplication effect);
  void carry_out(WakeAt effect);
  using Landed = std::function<void(State&, Result<HttpResponse>)>;
  void exchange(Peer peer, HttpRequest request, Landed then);
};

void TenantRunner::State::tell(Event event) {
  if (stage == Stage::left) return;
  events.push_back(std::move(event));
  if (turn_posted) return;
  turn_posted = true;
  boost::asio::post(io, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->turn();
  });
}

// One event a turn, so that tenants share the loop evenly.
void TenantRunner::State::turn() {
  turn_posted = false;
  if (stage == Stage::left || events.empty()) return;
  Event event = std::move(events.front());
  events.pop_front();
  for (Effect& effect : ports.flow(std::move(event), now())) {
    std::visit([this](auto& each) { carry_out(std::move(each)); }, effect);
  }
  if (ports.after_event) ports.after_event();
  if (!events.empty() && !turn_posted) {
    turn_posted = true;
    boost::asio::post(io, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->turn();
    });
  }
  if (stage == Stage::finishing) leave_when_quiet(false);
}

void TenantRunner::State::leave_when_quiet(bool out_of_time) {
  if (stage != Stage::finishing) return;
  if (!out_of_time && (under_way != 0 || !events.empty())) return;
  stage = Stage::left;
  wake.cancel();
  grace.cancel();
  events.clear();
  if (left) std::exchange(left, {})();
}

void TenantRunner::State::exchange(Peer peer, HttpRequest request, Landed then) {
  ++under_way;
  const Instant began = now();
  ports.transport.send(
      std::move(request), ports.deadline,
      [weak = weak_from_this(), then = std::move(then), peer, began](Result<HttpResponse> reply) {
        const auto self = weak.lock();
        if (self == nullptr) return;
        --self->under_way;
        log_exchange(peer, self->now() - began, reply);
        then(*self, std::move(reply));
      });
}

void TenantRunner::State::carry_out(SendHttp effect) {
  if (stage != Stage::running) return;
  if (auto filled = ports.wallet.fill(effect.peer, effect.request); !filled) {
    return tell(HttpDone{.slot = effect.slot, .reply = std::move(filled).error()});
  }
  exchange(effect.peer, std::move(effect.request),
           [slot = effect.slot](State& self, Result<HttpResponse> reply) {
             self.tell(HttpDone{.slot = slot, .reply = std::move(reply)});
           });
}

void TenantRunner::State::carry_out(FetchToken effect) {
  if (stage != Stage::running) return;
  exchange(effect.peer, ports.wallet.token_request(effect.peer),
           [slot = effect.slot, peer = effect.peer](State& self, Result<HttpResponse> reply) {
             Result<Instant> good_until = reply ? self.ports.wallet.learn(peer, *reply, self.now())
                                                : Result<Instant>(reply.error());
             log(good_until ? LogLevel::info : LogLevel::warning, "token",
                 {{"peer", name_of(peer)},
                  {"outcome", good_until ? std::string_view("fetched") : good_until.error().what}});
             std::optional<Duration> wait;
             if (reply && !good_until) wait = retry_after(*reply, self.now());
             self.tell(TokenDone{.slot = slot, .good_until = std::move(good_until), .wait = wait});
           });
}

void TenantRunner::State::carry_out(TakeStep effect) {
  if (stage != Stage::running) return;
  ports.take_step(std::move(effect.step),
                  [weak = weak_from_this(), slot = effect.slot](RunnerPorts::StepOutcome answer) {
                    if (const auto self = weak.lock()) {
                      self->tell(EngineDone{.slot = slot, .answer = std::move(answer)});
                    }
                  });
}

void TenantRunner::State::carry_out(UseStore effect) {
  ++under_way;
  // The loop must not end while an answer is still to come.
  auto verb = [weak = weak_from_this(), &loop = io, &store = ports.store, asked = std::move(effect),
               stay = boost::asio::make_work_guard(io)] {
    auto done = std::make_shared<StoreDone>(
        StoreDone{.slot = asked.slot, .answer = store.carry_out(asked.verb)});
    boost::asio::post(loop, [weak, done] {
      const auto self = weak.lock();
      if (self == nullptr) return;
      --self->under_way;
      self->tell(std::move(*done));
    });
  };
  ports.on_store(std::move(verb));
}

void TenantRunner::State::carry_out(UseApplication effect) {
  ports.wallet.use_linkedin(std::move(effect.client_id), std::move(effect.client_secret));
}

void TenantRunner::State::carry_out(WakeAt effect) {
  if (stage != Stage::running || effect.at == wake_at) return;
  wake_at = effect.at;
  wake.expires_after(std::max(Duration{0}, effect.at - now()));
  wake.async_wait([weak = weak_from_this()](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    if (const auto self = weak.lock()) {
      self->wake_at = {};
      self->tell(Woke{});
    }
  });
}

TenantRunner::TenantRunner(boost::asio::io_context& io, RunnerPorts ports)
    : state_(std::make_shared<State>(io, std::move(ports))) {}

TenantRunner::~TenantRunner() {
  state_->stage = Stage::left;
  state_->wake.cancel();
  state_->grace.cancel();
}

void TenantRunner::tell(Event event) { state_->tell(std::move(event)); }

void TenantRunner::stop(std::function<void()> left) {
  if (state_->stage != Stage::running) return;
  state_->stage = Stage::finishing;
  state_->left = std::move(left);
  state_->wake.cancel();
  state_->grace.expires_after(state_->ports.grace);
  state_->grace.async_wait(
      [weak = state_->weak_from_this()](const boost::system::error_code& cancelled) {
        const auto self = weak.lock();
        if (!cancelled && self != nullptr) self->leave_when_quiet(true);
      });
  boost::asio::post(state_->io, [weak = state_->weak_from_this()] {
    if (const auto self = weak.lock()) self->leave_when_quiet(false);
  });
}

Instant system_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace crosswalk
