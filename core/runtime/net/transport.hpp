#pragma once

/// \file
/// How a request leaves this machine. Everything above hands over a complete request and hears
/// once, on the loop's thread, what came back; it never learns which library spoke. A tenant has
/// a transport of its own, so that no two tenants ever share a connection.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sdk/http.hpp"

namespace boost::asio {
class io_context;
}

namespace crosswalk {

/// Sends requests. Two implementers: the one below, and the simulator's in virtual time.
class Transport {
 public:
  using Then = std::function<void(Result<HttpResponse>)>;

  virtual ~Transport() = default;

  /// Sends one request, complete with its credentials, and calls `then` exactly once, later, on
  /// the loop's thread; never if the transport is destroyed first. `deadline` bounds the whole
  /// exchange, name look-up to last byte. Every status is a reply, redirects too: they are not
  /// followed. `unavailable` when no whole answer came; `refused` when the request was not sent
  /// or the answer broke a bound: a certificate that does not verify, a body or headers beyond
  /// the limits, an unknown content coding. [loop thread]
  virtual void send(HttpRequest request, Duration deadline, Then then) = 0;
};

/// What a transport keeps to.
struct TransportOptions {
  std::string ca_file;          ///< PEM; replaces the system's authorities. Empty: the system's.
  bool allow_loopback = false;  ///< Lets plain http go to 127.0.0.1 and localhost.
  std::size_t body_bytes_max = 32U << 20;    ///< Of a reply, decoded.
  std::size_t header_bytes_max = 64U << 10;  ///< Of a reply, all header fields together.
};

/// Threads of the HTTP client, for the whole process. Two keep two cores busy with TLS; nothing
/// in them ever blocks. Only the first call counts, and it comes before the first transport.
void start_http_threads(std::size_t count = 2);

/// A transport over cpprestsdk with TLS 1.2 or newer, checked host names, kept-alive connections
/// and no proxy. A request that may_be_repeated() is said again when a kept connection turns out
/// dead; any other has a new connection to itself and is said once, so that a create is never made
/// twice behind the caller's back. `io` must outlive it. Refused when `ca_file` cannot be read.
Result<std::unique_ptr<Transport>> make_transport(boost::asio::io_context& io,
                                                  const TransportOptions& options);

}  // namespace crosswalk
