#include "runtime/workers/live_worker.hpp"

#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <utility>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace crosswalk {
namespace {

using boost::system::error_code;

// Between the end of one sign of life and of the other; both come together but in any order.
constexpr Duration parting{1000};
constexpr std::size_t last_words_max = 2000;
// Memory is taken as bytes arrive, not as a length claims them.
constexpr std::size_t read_at_once = 4 * 1024 * 1024;

}  // namespace

LiveWorker::LiveWorker(boost::asio::io_context& io, Spawned spawned, const Begin& begin,
                       Listener listener)
    : channel_(io),
      exit_(io),
      errors_(io),
      timer_(io),
      listener_(std::move(listener)),
      pid_(spawned.pid) {
  error_code ignored;
  channel_.assign(boost::asio::local::stream_protocol(), spawned.socket.release(), ignored);
  exit_.assign(spawned.pidfd.release(), ignored);
  errors_.assign(spawned.errors.release(), ignored);
  end_.memory_bytes = begin.memory_bytes;
  end_.cpu_seconds = begin.cpu_seconds;
}

std::shared_ptr<LiveWorker> LiveWorker::start(boost::asio::io_context& io, Spawned spawned,
                                              const Begin& begin, Duration deadline,
                                              Listener listener) {
  std::shared_ptr<LiveWorker> worker(
      new LiveWorker(io, std::move(spawned), begin, std::move(listener)));
  worker->watch_exit();
  worker->read_errors();
  worker->read_head();
  auto frame = encode(begin);
  if (frame) {
    worker->send(*std::move(frame), deadline);
  } else {
    worker->punish("its settings do not fit into a message");
  }
  return worker;
}

LiveWorker::~LiveWorker() { put_down(); }

void LiveWorker::put_down() {
  if (std::exchange(reaped_, true)) return;
  kill(pid_, SIGKILL);  // Not yet reaped, so the number is still this worker's.
  waitpid(pid_, nullptr, 0);
}

void LiveWorker::strike() {
  if (!reaped_) syscall(SYS_pidfd_send_signal, exit_.native_handle(), SIGKILL, nullptr, 0);
}

void LiveWorker::ask(std::string frame, Duration deadline) { send(std::move(frame), deadline); }

void LiveWorker::send(std::string frame, Duration deadline) {
  asked_ = true;
  out_ = std::move(frame);
  boost::asio::async_write(
      channel_, boost::asio::buffer(out_),
      [self = shared_from_this()](error_code, std::size_t) { /* Its end says why. */ });
  arm(deadline, [this, deadline] {
    end_.deadline = deadline;
    strike();
  });
}

void LiveWorker::punish(std::string why) {
  if (reaped_) return;
  if (!end_.misbehaviour) end_.misbehaviour = std::move(why);
  strike();
}

void LiveWorker::retire() {
  error_code ignored;
  channel_.shutdown(boost::asio::local::stream_protocol::socket::shutdown_send, ignored);
  arm(parting, [this] { strike(); });
}

void LiveWorker::abandon() {
  listener_ = nullptr;
  concluded_ = true;
  close_all();
  put_down();
}

// `late` runs unless arm() or disarm() is called before; a timer that has run out while its
// cancellation was on the way is told by the number of the alarm.
void LiveWorker::arm(Duration deadline, std::function<void()> late) {
  timer_.expires_after(deadline);
  timer_.async_wait(
      [self = shared_from_this(), alarm = ++alarm_, late = std::move(late)](error_code cancelled) {
        if (!cancelled && alarm == self->alarm_) late();
      });
}

void LiveWorker::disarm() {
  ++alarm_;
  timer_.cancel();
}

void LiveWorker::read_head() {
  boost::asio::async_read(
      channel_, boost::asio::buffer(head_),
      [self = shared_from_this()](error_code failed, std::size_t) {
        if (self->concluded_) return;
        if (failed) return self->on_channel_end();
        const auto length = frame_length({self->head_.data(), self->head_.size()});
        if (!length) return self->punish(length.error().what);
        self->body_.clear();
        self->read_body(*length);
      });
}

void LiveWorker::read_body(std::size_t length) {
  const std::size_t from = body_.size();
  if (from == length) return on_body();
  body_.resize(from + std::min(read_at_once, length - from));
  boost::asio::async_read(channel_, boost::asio::buffer(body_.data() + from, body_.size() - from),
                          [self = shared_from_this(), length](error_code failed, std::size_t) {
                            if (self->concluded_) return;
                            if (failed) return self->on_channel_end();
                            self->read_body(length);
                          });
}

void LiveWorker::on_body() {
  auto word = decode_worker_word(body_);
  if (!word) return punish(word.error().what);
  if (const auto* trapped = std::get_if<Trapped>(&*word)) {
    end_.trapped_call = trapped->call;
    return read_head();
  }
  end_.stack_overflow = end_.stack_overflow || std::holds_alternative<StackOverflow>(*word);
  end_.out_of_memory = end_.out_of_memory || std::holds_alternative<OutOfMemory>(*word);
  if (end_.stack_overflow || end_.out_of_memory) return read_head();
  if (!asked_) return punish("it spoke without being asked");
  asked_ = false;
  disarm();
  read_head();
  if (auto* ready = std::get_if<Ready>(&*word)) {
    listener_(std::move(*ready));
  } else if (auto* answer = std::get_if<Answer>(&*word)) {
    listener_(std::move(*answer));
  } else if (auto* failure = std::get_if<Failed>(&*word)) {
    listener_(std::move(*failure));
  }
}

void LiveWorker::read_errors() {
  errors_.async_read_some(boost::asio::buffer(said_),
                          [self = shared_from_this()](error_code failed, std::size_t size) {
                            if (failed) return;
                            std::string& words = self->last_words_;
                            words.append(self->said_.data(), size);
                            if (words.size() > last_words_max) {
                              words.erase(0, words.size() - last_words_max);
                            }
                            self->read_errors();
                          });
}

void LiveWorker::watch_exit() {
  exit_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                   [self = shared_from_this()](error_code cancelled) {
                     if (!cancelled) self->reap();
                   });
}

void LiveWorker::reap() {
  if (reaped_) return;
  int status = 0;
  pid_t ended = 0;
  do {
    ended = waitpid(pid_, &status, WNOHANG);
  } while (ended < 0 && errno == EINTR);
  if (ended == 0) return watch_exit();
  reaped_ = true;
  end_.exited = ended < 0 || WIFEXITED(status);
  end_.status = end_.exited ? WEXITSTATUS(status) : WTERMSIG(status);
  if (channel_ended_ || end_.misbehaviour) return conclude();
  // What it sent before its end is still to be read.
  arm(parting, [this] { conclude(); });
}

void LiveWorker::on_channel_end() {
  channel_ended_ = true;
  if (reaped_) return conclude();
  // The socket of a process that ends closes a moment before the process does.
  if (!end_.deadline && !end_.misbehaviour) {
    arm(parting, [this] { punish("it closed its channel"); });
  }
}

void LiveWorker::conclude() {
  if (concluded_) return;
  concluded_ = true;
  error_code none_left;
  const std::size_t size = errors_.read_some(boost::asio::buffer(said_), none_left);
  if (!none_left) last_words_.append(said_.data(), size);
  close_all();
  const Listener listener = std::exchange(listener_, nullptr);
  listener(Gone{cause_of(end_), std::move(last_words_)});
}

void LiveWorker::close_all() {
  error_code ignored;
  disarm();
  channel_.close(ignored);
  exit_.close(ignored);
  errors_.close(ignored);
}

}  // namespace crosswalk
