#include "server/recording/playback.hpp"

#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>

#include "cassette/replay.hpp"
#include "server/listener.hpp"

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds farewell{3};

Instant clock_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

struct Playback::State {
  State(Cassette cassette, double pace) : vendor(std::move(cassette)), speed(pace) {}

  Arrival react(const HttpRequest& request) {
    Arrival arrival;
    auto reply = vendor.answer(request, clock_now());
    if (speed > 0) {
      const double scaled = static_cast<double>(vendor.latency().count()) / speed;
      arrival.after = Duration{static_cast<Duration::rep>(scaled)};
    }
    if (reply) {
      arrival.reply = *std::move(reply);
    } else {
      arrival.harm = Harm::reset_before;
    }
    return arrival;
  }

  void close() {
    listener->close();
    if (signals) signals->cancel();
    closing = true;
  }

  asio::io_context context{1};
  CassetteVendor vendor;
  double speed;
  std::unique_ptr<Listener> listener;
  std::optional<asio::signal_set> signals;
  bool closing = false;
};

Result<Cassette> load_cassette(const std::string& file) {
  std::ifstream bytes(file, std::ios::binary | std::ios::ate);
  if (!bytes) {
    return Error{ErrorCode::invalid_input, "the file cannot be read; is it there?", file};
  }
  const std::streamoff size = bytes.tellg();
  if (size < 0 || static_cast<std::uint64_t>(size) > cassette_bytes_max) {
    return Error{ErrorCode::invalid_input, "no cassette has more than 512 MiB", file};
  }
  std::string text(static_cast<std::size_t>(size), '\0');
  bytes.seekg(0);
  bytes.read(text.data(), size);
  text.resize(static_cast<std::size_t>(bytes.gcount()));
  return read_cassette(text, file);
}

Playback::Playback(std::unique_ptr<State> state) : state_(std::move(state)) {}
Playback::~Playback() = default;

Result<std::unique_ptr<Playback>> Playback::start(Cassette cassette,
                                                  const PlaybackSettings& settings) {
  auto state = std::make_unique<State>(std::move(cassette), settings.speed);
  auto listener =
      Listener::open(state->context, settings.port, nullptr,
                     [s = state.get()](HttpRequest request) { return s->react(request); });
  if (!listener) return std::move(listener).error();
  state->listener = std::move(*listener);
  return std::unique_ptr<Playback>(new Playback(std::move(state)));
}

std::string Playback::origin() const { return state_->listener->origin(); }

Playback::Sum Playback::run() {
  State& s = *state_;
  while (!s.closing && s.context.run_one() > 0) {
  }
  s.context.run_for(farewell);
  return {s.vendor.answered(), s.vendor.missed()};
}

void Playback::stop() {
  asio::post(state_->context, [state = state_.get()] { state->close(); });
}

void Playback::stop_at_signals() {
  state_->signals.emplace(state_->context, SIGINT, SIGTERM);
  state_->signals->async_wait([state = state_.get()](boost::system::error_code failed, int) {
    if (!failed) state->close();
  });
}

}  // namespace crosswalk::sim
