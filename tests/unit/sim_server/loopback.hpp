#pragma once

/// \file
/// A simulator running on a thread of its own, and a blocking client that trusts nothing but its
/// certificate authority.

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <memory>
#include <string>
#include <thread>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "server/server.hpp"

namespace crosswalk::sim {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

using Response = http::response<http::string_body>;

inline constexpr auto post = http::verb::post;
inline constexpr auto fetch = http::verb::get;

inline std::uint16_t port_of(const std::string& origin) {
  return static_cast<std::uint16_t>(std::stoul(origin.substr(origin.rfind(':') + 1)));
}

/// Serves until it is destroyed.
class Running {
 public:
  explicit Running(ServeSettings settings = {}) {
    settings.world.candidates = 60;
    auto started = Server::start(settings);
    EXPECT_TRUE(started.has_value());
    server = std::move(*started);
    thread_ = std::thread([this] { server->run(); });
  }
  ~Running() {
    server->stop();
    thread_.join();
  }

  std::unique_ptr<Server> server;

 private:
  std::thread thread_;
};

/// One connection; `ca_pem` empty means plain HTTP.
class Wire {
 public:
  Wire(const std::string& origin, const std::string& ca_pem, std::string host = "127.0.0.1");

  /// The reply; `failed` tells how the reading ended.
  Response ask(http::verb method, const std::string& target, std::string body = {},
               std::vector<std::pair<std::string, std::string>> fields = {});

  Response get(const std::string& target, const std::string& token = {}) {
    return ask(http::verb::get, target, {}, {{"Authorization", "Bearer " + token}});
  }

  beast::tcp_stream& raw() { return stream_.next_layer(); }

  boost::system::error_code handshake;
  boost::system::error_code failed;

 private:
  asio::io_context context_;
  asio::ssl::context trust_{asio::ssl::context::tls_client};
  beast::ssl_stream<beast::tcp_stream> stream_;
  beast::flat_buffer buffer_;
  std::string authority_;
  bool secure_;
};

std::string greenhouse_token(Wire& wire);

/// Asks the control side over a connection of its own.
Json control(Running& running, http::verb method, const std::string& path,
             const std::string& body = {}, unsigned status = 200);

}  // namespace crosswalk::sim
