#include "server/recording/recorder.hpp"

#include <utility>
#include <vector>

#include <openssl/rand.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <set>

#include "base/text/json.hpp"
#include "cassette/recording.hpp"
#include "server/listener.hpp"
#include "server/recording/upstream.hpp"

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds farewell{3};

Instant clock_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

std::string fresh_salt() {
  std::array<unsigned char, 32> bytes{};
  CROSSWALK_CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  return {bytes.begin(), bytes.end()};
}

/// A file that only grows.
class Tape {
 public:
  explicit Tape(const std::string& path)
      : file_(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600)) {}
  ~Tape() {
    if (file_ >= 0) close(file_);
  }
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  bool is_open() const { return file_ >= 0; }

  bool append(std::string_view text) {
    while (!text.empty()) {
      const ssize_t taken = write(file_, text.data(), text.size());
      if (taken <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(taken));
    }
    return true;
  }

  bool settle() { return fsync(file_) == 0; }

 private:
  int file_;
};

HttpResponse no_answer(const Error& why) {
  Json body;
  body.set("error", "no_answer");
  body.set("message", why.what);
  HttpResponse reply;
  reply.status = 502;
  reply.headers.emplace_back("Content-Type", "application/json");
  reply.body = write_json(body);
  return reply;
}

}  // namespace

struct Recorder::State {
  explicit State(const RecordSettings& given) : settings(given), tape(given.file) {}

  HttpResponse carry(const HttpRequest& request);
  void write_down(const Exchange& exchange);
  void close();

  RecordSettings settings;
  Tape tape;
  asio::io_context context{1};
  std::unique_ptr<Upstream> upstream;
  std::optional<Recording> recording;
  std::unique_ptr<Listener> listener;
  std::optional<asio::signal_set> signals;
  CassetteWriter writer;
  std::optional<Error> failed;
  std::uint64_t unanswered = 0;
  std::set<std::string> told;
  bool closing = false;
};

HttpResponse Recorder::State::carry(const HttpRequest& request) {
  if (failed) return no_answer(*failed);
  Result<Fetched> fetched = upstream->ask(request);
  if (!fetched) {
    ++unanswered;
    if (settings.tell && told.insert(fetched.error().what).second) settings.tell(fetched.error());
    write_down(recording->take(request, nullptr, Duration{0}));
    return no_answer(fetched.error());
  }
  write_down(recording->take(request, &fetched->reply, fetched->took));
  return redirected(std::move(fetched->reply), upstream->origin(), listener->origin());
}

void Recorder::State::write_down(const Exchange& exchange) {
  Result<std::string> line = writer.add(exchange);
  if (!line) {
    failed = line.error();
    failed->where = settings.file;
  } else if (!tape.append(*line)) {
    failed = Error{ErrorCode::unavailable, "the cassette cannot be written; is the disk full?",
                   settings.file};
  }
  if (failed) asio::post(context, [this] { close(); });
}

void Recorder::State::close() {
  listener->close();
  if (signals) signals->cancel();
  closing = true;
}

Recorder::Recorder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recorder::~Recorder() = default;

Result<std::unique_ptr<Recorder>> Recorder::start(const RecordSettings& settings) {
  auto upstream = Upstream::open(settings.to, settings.ca_file);
  if (!upstream) return std::move(upstream).error();
  if (access(settings.file.c_str(), F_OK) == 0) {
    return Error{ErrorCode::invalid_input, "there is such a file already; choose another name",
                 settings.file};
  }
  auto state = std::make_unique<State>(settings);
  State& s = *state;
  if (!s.tape.is_open()) {
    return Error{ErrorCode::invalid_input, "the file cannot be made; is its folder there?",
                 settings.file};
  }
  s.upstream = std::move(*upstream);
  s.recording.emplace(fresh_salt(), s.upstream->origin(), settings.tenant);
  auto listener = Listener::open(s.context, settings.port, nullptr, [&s](HttpRequest request) {
    Arrival arrival;
    arrival.reply = s.carry(request);
    return arrival;
  });
  if (!listener) {
    unlink(settings.file.c_str());
    return std::move(listener).error();
  }
  s.listener = std::move(*listener);
  if (!s.tape.append(s.writer.open(s.recording->about(clock_now())))) {
    return Error{ErrorCode::unavailable, "the cassette cannot be written; is the disk full?",
                 settings.file};
  }
  return std::unique_ptr<Recorder>(new Recorder(std::move(state)));
}

std::string Recorder::origin() const { return state_->listener->origin(); }

std::string Recorder::trust() const { return state_->upstream->trust(); }

Result<Recorder::Sum> Recorder::run() {
  State& s = *state_;
  while (!s.closing && s.context.run_one() > 0) {
  }
  s.context.run_for(farewell);
  const bool whole = s.tape.append(s.writer.close()) && s.tape.settle();
  if (s.failed) return *s.failed;
  if (!whole) {
    return Error{ErrorCode::unavailable, "the closing line cannot be written; is the disk full?",
                 s.settings.file};
  }
  return Sum{s.writer.exchanges(), s.writer.bytes(), s.unanswered};
}

void Recorder::stop() {
  asio::post(state_->context, [state = state_.get()] { state->close(); });
}

void Recorder::stop_at_signals() {
  state_->signals.emplace(state_->context, SIGINT, SIGTERM);
  state_->signals->async_wait([state = state_.get()](boost::system::error_code failed, int) {
    if (!failed) state->close();
  });
}

}  // namespace crosswalk::sim
