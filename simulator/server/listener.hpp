#pragma once

/// \file
/// A listening socket on 127.0.0.1 and its sessions, HTTP/1.1 with keep-alive, plain or under
/// TLS 1.2 or newer. Bounded everywhere: 32 KiB of header, 32 MiB of body, 30 s between
/// requests, 10 s for a handshake, 10 min for a reply that is late or slow or never comes. Knows
/// nothing of who answers.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "faults/arrival.hpp"
#include "sdk/http.hpp"
#include "server/certificates.hpp"

namespace boost::asio {
class io_context;
}

namespace crosswalk::sim {

/// What a session does with a request: the reply, and what the wire does to it.
using Answer = std::function<Arrival(HttpRequest request)>;

/// Runs on one io_context and one thread; destroying it closes nothing that is under way.
class Listener {
 public:
  /// Opens the socket; port 0 takes a free one. Null `certificates` means plain HTTP. Fails with
  /// `unavailable` when the port is taken.
  static Result<std::unique_ptr<Listener>> open(boost::asio::io_context& context,
                                                std::uint16_t port,
                                                const Certificates* certificates, Answer answer);
  ~Listener();

  std::uint16_t port() const;
  /// "https://127.0.0.1:port".
  std::string origin() const;

  /// Takes no new connection, closes idle ones, lets running answers finish.
  void close();

  struct State;  ///< Shared with the sessions; listener.cpp.

 private:
  explicit Listener(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace crosswalk::sim
