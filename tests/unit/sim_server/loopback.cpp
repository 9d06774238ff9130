#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {

Wire::Wire(const std::string& origin, const std::string& ca_pem, std::string host)
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

Response Wire::ask(http::verb method, const std::string& target, std::string body,
                   std::vector<std::pair<std::string, std::string>> fields) {
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

std::string greenhouse_token(Wire& wire) {
  const Response reply =
      wire.ask(http::verb::post, "/token", "grant_type=client_credentials&sub=3001",
               {{"Authorization", "Basic " + to_base64("greenhouse-client:greenhouse-secret")},
                {"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(reply.result_int(), 200U) << reply.body();
  return std::string(parse_json(reply.body())->text_of("access_token"));
}

Json control(Running& running, http::verb method, const std::string& path, const std::string& body,
             unsigned status) {
  Wire wire(running.server->control_origin(), {});
  const Response reply = wire.ask(method, path, body);
  EXPECT_EQ(reply.result_int(), status) << path << ' ' << reply.body();
  const auto parsed = parse_json(reply.body());
  return parsed ? *parsed : Json();
}

}  // namespace crosswalk::sim
