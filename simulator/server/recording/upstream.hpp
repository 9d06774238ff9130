#pragma once

/// \file
/// The client side of a recorder: one request, one connection, so that nothing is ever said twice.
/// Under TLS the peer's certificate and name are verified, against the system's authorities or
/// those of a file.

#include <memory>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// What came back, and how long it took from the request's last byte to the reply's.
struct Fetched {
  HttpResponse reply;
  Duration took{0};
};

/// For one thread.
class Upstream {
 public:
  /// `origin` is "http://host[:port]" or "https://host[:port]"; `ca_file` empty means the system's
  /// authorities. invalid_input for anything else, or a file that holds no certificate.
  static Result<std::unique_ptr<Upstream>> open(const std::string& origin,
                                                const std::string& ca_file);
  ~Upstream();

  /// As given, in lower case, without the default port.
  const std::string& origin() const;

  /// A sentence: by whom its certificate must be signed, or that there is no TLS.
  const std::string& trust() const;

  /// Sends it there, whatever its own origin, and waits up to 30 seconds. Header fields that belong
  /// to a connection are left out, and no coding of the body is asked for. A body has at most
  /// 32 MiB. `unavailable` when no whole reply came, `refused` for a certificate that is not to be
  /// believed.
  Result<Fetched> ask(const HttpRequest& request);

 private:
  struct State;
  explicit Upstream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
