#pragma once

/// \file
/// One worker process, from spawn to reaping, on the loop of one io_context. It knows frames,
/// deadlines and how processes end; what is asked and what follows is worker_client.hpp's.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/instant.hpp"
#include "engine/frames.hpp"
#include "runtime/workers/cause.hpp"
#include "runtime/workers/spawn.hpp"

namespace crosswalk {

/// The worker has ended and is reaped; nothing more is heard of it.
struct Gone {
  Error cause;
  std::string last_words;  ///< The end of its standard error: untrusted, for a terminal only.
};

/// Whatever is heard of a worker: Ready or Failed after the start, Answer or Failed after each
/// ask(), and Gone once, last. Trapped and its like are kept for the cause of Gone.
using Heard = std::variant<Ready, Answer, Failed, Gone>;

/// Held by its own handlers until it has ended, so that it is always reaped. Its end is two
/// things that come in any order, the end of the channel and that of the process; it concludes
/// when both are there, or a second after the first.
class LiveWorker : public std::enable_shared_from_this<LiveWorker> {
 public:
  using Listener = std::function<void(Heard)>;

  /// Wraps a spawned worker. `begin` is sent at once and must be answered by Ready or Failed
  /// within `deadline`. `listener` runs on the io_context, never from within a call made here.
  static std::shared_ptr<LiveWorker> start(boost::asio::io_context& io, Spawned spawned,
                                           const Begin& begin, Duration deadline,
                                           Listener listener);
  /// Kills and reaps what is still alive.
  ~LiveWorker();

  /// Sends a frame that must be answered within `deadline`. One at a time, after Ready.
  void ask(std::string frame, Duration deadline);

  /// Kills it for what it sent; Gone follows with `why` in its cause.
  void punish(std::string why);

  /// Lets it go: it ends on its own, or is killed a second later. Gone follows.
  void retire();

  /// Kills and reaps it before this returns, and calls the listener no more.
  void abandon();

 private:
  LiveWorker(boost::asio::io_context& io, Spawned spawned, const Begin& begin, Listener listener);

  void send(std::string frame, Duration deadline);
  void read_head();
  void read_body(std::size_t length);
  void on_body();
  void read_errors();
  void watch_exit();
  void reap();
  void on_channel_end();
  void conclude();
  void arm(Duration deadline, std::function<void()> late);
  void disarm();
  void strike();
  void put_down();
  void close_all();

  boost::asio::local::stream_protocol::socket channel_;
  boost::asio::posix::stream_descriptor exit_;
  boost::asio::posix::stream_descriptor errors_;
  boost::asio::steady_timer timer_;
  Listener listener_;
  WorkerEnd end_;
  int pid_ = -1;
  std::uint64_t alarm_ = 0;
  bool asked_ = false;
  bool channel_ended_ = false;
  bool reaped_ = false;
  bool concluded_ = false;
  std::string out_;
  std::array<char, frame_head_bytes> head_{};
  std::string body_;
  std::array<char, 1024> said_{};
  std::string last_words_;
};

}  // namespace crosswalk
