#pragma once

/// \file
/// Plays scripts on a stream of Asio, one after another, for the session that owns both. What is
/// late, slow or never comes waits here; every wait ends after ten minutes at the latest. A
/// template for the two streams there are, plain and under TLS, which no class of ours stands
/// above.

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <utility>

#include "server/harm/script.hpp"

namespace crosswalk::sim {

/// A `Stream` over a beast::tcp_stream. Whoever `owner` points to holds the stream and this; it
/// lives on while something is pending.
template <class Stream>
class Playing {
 public:
  /// Longer than any client's patience.
  static constexpr Duration pause_max = std::chrono::minutes{10};

  /// The stream outlives this.
  explicit Playing(Stream& stream) : stream_(stream), timer_(stream.get_executor()) {}

  /// Calls `then` after that long, unless stop() comes first. Nothing else may be pending.
  void pause(std::shared_ptr<void> owner, Duration length, std::function<void()> then) {
    waiting_ = true;
    timer_.expires_after(std::min(length, pause_max));
    timer_.async_wait([this, owner = std::move(owner), then = std::move(then)](auto cancelled) {
      waiting_ = false;
      if (!cancelled) then();
    });
  }

  /// Writes the script, its slow part in pieces over `over`, and calls `then` when all is written;
  /// never once the client has gone. `write_for` bounds each piece.
  void start(std::shared_ptr<void> owner, Script script, Duration over,
             std::chrono::seconds write_for, std::function<void(Script::End)> then) {
    script_ = std::move(script);
    then_ = std::move(then);
    write_for_ = write_for;
    written_ = 0;
    pace_ = pace_of(script_, over);
    go_on(std::move(owner));
  }

  /// Says nothing, and swallows what comes until the client has gone; that ends the session, since
  /// nothing else holds it.
  void hold(std::shared_ptr<void> owner) {
    waiting_ = true;
    boost::beast::get_lowest_layer(stream_).expires_after(pause_max);
    swallow(std::move(owner));
  }

  /// Whether nothing is lost by closing the stream now.
  bool waiting() const { return waiting_; }
  /// What waits is not played to its end: the listener closes, or the client has gone. A write that
  /// is under way ends by itself.
  void stop() { timer_.cancel(); }

 private:
  /// Writes at once up to what is slow, then piece by piece, then the rest at once. [the loop]
  void go_on(std::shared_ptr<void> owner) {
    const std::size_t size = script_.bytes.size();
    if (written_ == size) return std::exchange(then_, nullptr)(script_.end);
    const bool slow = written_ >= script_.slow_from && written_ < script_.slow_to;
    std::size_t to = written_ < script_.slow_from ? script_.slow_from : size;
    if (slow) to = std::min(script_.slow_to, written_ + pace_.piece);
    boost::beast::get_lowest_layer(stream_).expires_after(write_for_);
    boost::asio::async_write(stream_,
                             boost::asio::buffer(script_.bytes.data() + written_, to - written_),
                             [this, owner = std::move(owner), to, slow](auto failed, std::size_t) {
                               if (failed) return;
                               written_ = to;
                               if (!slow || to == script_.slow_to) return go_on(owner);
                               pause(owner, pace_.gap, [this, owner] { go_on(owner); });
                             });
  }

  /// Reads and forgets, so that the client's own end is noticed. [the loop]
  void swallow(std::shared_ptr<void> owner) {
    stream_.async_read_some(boost::asio::buffer(swallowed_),
                            [this, owner = std::move(owner)](auto failed, std::size_t) {
                              if (!failed) swallow(owner);
                            });
  }

  Stream& stream_;
  boost::asio::steady_timer timer_;
  Script script_;
  std::function<void(Script::End)> then_;
  std::chrono::seconds write_for_{0};
  Pace pace_;
  std::size_t written_ = 0;
  std::array<char, 512> swallowed_{};
  bool waiting_ = false;  ///< In a pause or a hold.
};

}  // namespace crosswalk::sim
