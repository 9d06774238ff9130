#pragma once

/// \file
/// Delivers what the peers push: a small HTTP client, one connection a message, plain or under TLS
/// that trusts the simulator's own authority. What comes back, or that nothing did, is told; when
/// to try again is the outbox's business.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "faults/faults.hpp"
#include "sdk/http.hpp"

namespace boost::asio {
class io_context;
}

namespace crosswalk::sim {

class Postman {
 public:
  using Then = std::function<void(std::optional<HttpResponse>)>;

  /// `ca_pem` is whom it trusts under TLS; empty when nobody serves any.
  Postman(boost::asio::io_context& context, const std::string& ca_pem);
  ~Postman();

  /// Sends the request to its origin, http://host:port or https://host:port, and calls `then` once
  /// within three seconds, which is LinkedIn's patience; without a reply when none came.
  void deliver(HttpRequest request, Then then);

  /// Sends each as soon as it is due, and calls `then` once with what the peer hears: the reply to
  /// the first of them whose answer it hears, or nothing when all have ended unheard.
  void deliver(std::vector<Delivery> deliveries, Then then);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
