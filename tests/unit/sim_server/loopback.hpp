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
  Wire(const std::string& origin, const std::string& ca_pem, std::string host = "127.0.0.1")
      : stream_(context_, trust_), secure_(!ca_pem.empty()) {
    beast::get_lowest_layer(stream_).connect({asio::ip::address_v4::loopback(), port_of(origin)});
    authority_ = "127.0.0.1:" + std::to_string(port_of(origin));
    if (!secure_) return;
    trust_.add_certificate_authority(asio::buffer(ca_pem));
    SSL_set_SSL_CTX(stream_.native_handle(), trust_.native_handle());
    SSL_CTX_set_verify(trust_.native_handle(), SSL_VERIFY_PEER, nullptr);
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback(asio::ssl::host_name_verification(host));
    stream_.handshake(asio::ssl::stream_base::client, handshake);
  }

  /// The reply; `failed` tells how the reading ended.
  Response ask(http::verb method, const std::string& target, std::string body = {},
               std::vector<std::pair<std::string, std::string>> fields = {}) {
    http::request<http::string_body> request{method, target, 11};
    request.set(http::field::host, authority_);
    for (const auto& [name, value] : fields) request.set(name, value);
    request.body() = std::move(body);
    request.prepare_payload();
    http::response_parser<http::string_body> parser;
    parser.body_limit(64 * 1024 * 1024);
    if (secure_) {
      http::write(stream_, request, failed);
      if (!failed) http::read(stream_, buffer_, parser, failed);
    } else {
      http::write(stream_.next_layer(), request, failed);
      if (!failed) http::read(stream_.next_layer(), buffer_, parser, failed);
    }
    return parser.release();
  }

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

inline std::string greenhouse_token(Wire& wire) {
  const Response reply =
      wire.ask(http::verb::post, "/token", "grant_type=client_credentials&sub=3001",
               {{"Authorization", "Basic " + to_base64("greenhouse-client:greenhouse-secret")},
                {"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(reply.result_int(), 200U) << reply.body();
  return std::string(parse_json(reply.body())->text_of("access_token"));
}

/// Asks the control side over a connection of its own.
inline Json control(Running& running, http::verb method, const std::string& path,
                    const std::string& body = {}, unsigned status = 200) {
  Wire wire(running.server->control_origin(), {});
  const Response reply = wire.ask(method, path, body);
  EXPECT_EQ(reply.result_int(), status) << path << ' ' << reply.body();
  const auto parsed = parse_json(reply.body());
  return parsed ? *parsed : Json();
}

}  // namespace crosswalk::sim
