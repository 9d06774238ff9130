#include "runtime/workers/worker_client.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "engine/answers.hpp"
#include "engine/frames.hpp"
#include "runtime/workers/live_worker.hpp"
#include "runtime/workers/spawn.hpp"
#include "sdk/abi.h"

namespace crosswalk {

using Clock = std::chrono::steady_clock;

class WorkerClient::State : public std::enable_shared_from_this<WorkerClient::State> {
 public:
  State(boost::asio::io_context& io, WorkerSlots& slots, WorkerOptions options)
      : io_(io), slots_(slots), options_(std::move(options)), timer_(io) {}

  void take(Step step, Reply reply);
  void advance();
  void end();
  WorkerReport report() const;

 private:
  enum class Phase { none, backing_off, asking, starting, reminding, idle, busy, leaving, ended };

  struct Pending {
    Step step;
    Reply reply;
  };

  void start();
  void remind();
  void send_head();
  void rest();
  void leave();
  void back_off();
  void give_slot_back();
  void finish_head(std::variant<Answer, StepFailure> outcome);
  void hear(Heard heard);
  void on_ready(const Ready& ready);
  void on_answer(Answer answer);
  void on_failed(Failed failed);
  void on_gone(Gone gone);

  boost::asio::io_context& io_;
  WorkerSlots& slots_;
  WorkerOptions options_;
  boost::asio::steady_timer timer_;
  Phase phase_ = Phase::none;
  std::deque<Pending> queue_;
  std::map<std::string, std::string> remembered_;
  std::vector<std::string> to_remind_;
  std::shared_ptr<LiveWorker> worker_;
  std::optional<WorkerSlots::Ticket> ticket_;
  bool has_slot_ = false;
  std::uint32_t failed_starts_ = 0;
  std::optional<Error> start_failure_;
  Clock::time_point since_{};
  WorkerReport report_;
};

void WorkerClient::State::take(Step step, Reply reply) {
  queue_.push_back({std::move(step), std::move(reply)});
  // Not from within the caller: replies come from the loop alone.
  boost::asio::post(io_, [self = shared_from_this()] { self->advance(); });
}

// The one place that decides what comes next; every handler ends here.
void WorkerClient::State::advance() {
  if (queue_.empty()) return;
  if (phase_ == Phase::idle) {
    if (ticket_) slots_.withdraw(*std::exchange(ticket_, std::nullopt));
    timer_.cancel();
    send_head();
  } else if (phase_ == Phase::none) {
    phase_ = Phase::asking;
    const std::weak_ptr<State> weak = weak_from_this();
    ticket_ = slots_.ask([weak] {
      const auto self = weak.lock();
      if (!self) return;
      self->has_slot_ = true;
      boost::asio::post(self->io_, [self] { self->start(); });
    });
  }
}

void WorkerClient::State::start() {
  if (phase_ != Phase::asking) return;
  ticket_.reset();
  phase_ = Phase::starting;
  ++report_.starts;
  auto spawned = spawn_worker(options_.worker_path, options_.connector_path);
  if (!spawned) {
    start_failure_ = spawned.error();
    return back_off();
  }
  Begin begin;
  begin.settings = options_.settings;
  begin.memory_bytes = options_.memory_bytes;
  begin.cpu_seconds = options_.cpu_seconds;
  const std::weak_ptr<State> weak = weak_from_this();
  worker_ = LiveWorker::start(io_, *std::move(spawned), begin, options_.start_deadline,
                              [weak](Heard heard) {
                                if (const auto self = weak.lock()) self->hear(std::move(heard));
                              });
}

void WorkerClient::State::hear(Heard heard) {
  if (auto* answer = std::get_if<Answer>(&heard)) return on_answer(std::move(*answer));
  if (auto* failed = std::get_if<Failed>(&heard)) return on_failed(std::move(*failed));
  if (auto* ready = std::get_if<Ready>(&heard)) return on_ready(*ready);
  on_gone(std::move(*std::get_if<Gone>(&heard)));
}

void WorkerClient::State::on_ready(const Ready& ready) {
  if (phase_ != Phase::starting) return worker_->punish("it said twice that it is ready");
  if (ready.version != frames_version || ready.abi_major != CROSSWALK_ABI_MAJOR) {
    start_failure_ =
        Error{ErrorCode::refused, "the worker program is of another release", options_.worker_path};
    return leave();
  }
  if (options_.manifest && *options_.manifest != ready.manifest) {
    start_failure_ = Error{ErrorCode::refused,
                           "the connector file has changed since the host read its manifest; "
                           "restart the host",
                           options_.connector_path};
    return leave();
  }
  failed_starts_ = 0;
  report_.landlock = ready.landlock;
  since_ = Clock::now();
  for (const auto& [name, entries] : remembered_) to_remind_.push_back(name);
  remind();
}

// A fresh worker knows no lookups: it is told them all again before anything else.
void WorkerClient::State::remind() {
  if (to_remind_.empty()) {
    phase_ = Phase::idle;
    return queue_.empty() ? rest() : advance();
  }
  phase_ = Phase::reminding;
  const std::string name = std::move(to_remind_.back());
  to_remind_.pop_back();
  auto frame = encode(Step{Remember{name, remembered_[name]}});
  if (!frame) return remind();
  worker_->ask(*std::move(frame), options_.step_deadline);
}

void WorkerClient::State::send_head() {
  auto frame = encode(queue_.front().step);
  if (!frame) {
    finish_head(StepFailure{frame.error(), false});
    return queue_.empty() ? rest() : advance();
  }
  phase_ = Phase::busy;
  worker_->ask(*std::move(frame), options_.step_deadline);
}

void WorkerClient::State::on_answer(Answer answer) {
  if (phase_ == Phase::reminding) return remind();
  if (phase_ != Phase::busy) return worker_->punish("it answered before it was ready");
  if (!answers(queue_.front().step, answer)) {
    return worker_->punish("it answered another step than it was asked");
  }
  if (auto* told = std::get_if<Remember>(&queue_.front().step)) {
    remembered_[told->name] = std::move(told->entries);
  }
  phase_ = Phase::idle;
  finish_head(std::move(answer));
  rest();
}

void WorkerClient::State::on_failed(Failed failed) {
  if (phase_ == Phase::starting) {
    start_failure_ = std::move(failed.error);
    return leave();
  }
  // What it could keep once it cannot keep now: the step that needs it will say so.
  if (phase_ == Phase::reminding) return remind();
  phase_ = Phase::idle;
  finish_head(StepFailure{std::move(failed.error), false});
  rest();
}

// After an answer: on with the next step, unless others have waited long enough.
void WorkerClient::State::rest() {
  if (phase_ != Phase::idle) return;  // The reply ended this client.
  if (slots_.wanted() && Clock::now() - since_ > options_.turn) return leave();
  if (!queue_.empty()) return advance();
  const auto leave_if_idle = [self = shared_from_this()] {
    if (self->phase_ == Phase::idle && self->queue_.empty()) self->leave();
  };
  timer_.expires_after(options_.idle_after);
  timer_.async_wait([leave_if_idle](boost::system::error_code cancelled) {
    if (!cancelled) leave_if_idle();
  });
  ticket_ = slots_.offer([&io = io_, leave_if_idle] { boost::asio::post(io, leave_if_idle); });
}

void WorkerClient::State::leave() {
  if (ticket_) slots_.withdraw(*std::exchange(ticket_, std::nullopt));
  timer_.cancel();
  phase_ = Phase::leaving;
  worker_->retire();
}

void WorkerClient::State::on_gone(Gone gone) {
  const Phase was = std::exchange(phase_, Phase::none);
  worker_.reset();
  to_remind_.clear();
  if (was == Phase::starting) start_failure_ = Error{ErrorCode::refused, gone.cause.what, {}};
  if (was == Phase::busy || was == Phase::reminding || was == Phase::starting) {
    ++report_.deaths;
    report_.last_death = gone.cause.what;
    report_.last_words = std::move(gone.last_words);
  }
  if (start_failure_) return back_off();
  timer_.cancel();
  if (ticket_) slots_.withdraw(*std::exchange(ticket_, std::nullopt));
  give_slot_back();
  if (was == Phase::busy || was == Phase::reminding) {
    finish_head(StepFailure{std::move(gone.cause), true});
  }
  advance();
}

void WorkerClient::State::back_off() {
  const Error why = *std::exchange(start_failure_, std::nullopt);
  phase_ = Phase::backing_off;
  give_slot_back();
  const Duration delay = options_.backoff * (1u << std::min(failed_starts_, 16u));
  ++failed_starts_;
  timer_.expires_after(std::min(delay, options_.backoff_most));
  timer_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    if (cancelled) return;
    self->phase_ = Phase::none;
    self->advance();
  });
  auto failing = std::exchange(queue_, {});
  for (Pending& pending : failing) pending.reply(StepFailure{why, false});
}

void WorkerClient::State::give_slot_back() {
  if (std::exchange(has_slot_, false)) slots_.give_back();
}

void WorkerClient::State::finish_head(std::variant<Answer, StepFailure> outcome) {
  Pending head = std::move(queue_.front());
  queue_.pop_front();
  head.reply(std::move(outcome));
}

void WorkerClient::State::end() {
  phase_ = Phase::ended;
  queue_.clear();
  timer_.cancel();
  if (ticket_) slots_.withdraw(*std::exchange(ticket_, std::nullopt));
  if (worker_) std::exchange(worker_, nullptr)->abandon();
  give_slot_back();
}

WorkerReport WorkerClient::State::report() const {
  WorkerReport report = report_;
  report.running = worker_ != nullptr;
  return report;
}

WorkerClient::WorkerClient(boost::asio::io_context& io, WorkerSlots& slots, WorkerOptions options)
    : state_(std::make_shared<State>(io, slots, std::move(options))) {}

WorkerClient::~WorkerClient() {
  if (state_) state_->end();
}

WorkerClient::WorkerClient(WorkerClient&&) noexcept = default;
WorkerClient& WorkerClient::operator=(WorkerClient&& other) noexcept {
  if (this != &other) {
    if (state_) state_->end();
    state_ = std::move(other.state_);
  }
  return *this;
}

void WorkerClient::take(Step step, Reply reply) { state_->take(std::move(step), std::move(reply)); }

WorkerReport WorkerClient::report() const { return state_->report(); }

}  // namespace crosswalk
