#include "knocker.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace crosswalk::test {

std::uint16_t free_port() {
  boost::asio::io_context io;
  using Doors = boost::asio::ip::tcp::acceptor;
  return Doors(io, {boost::asio::ip::address_v4::loopback(), 0}).local_endpoint().port();
}

Reply knock(std::uint16_t port, Verb method, const std::string& target, const std::string& body,
            const std::string& proof_header, const std::string& proof) {
  namespace http = boost::beast::http;
  boost::asio::io_context io;
  boost::beast::tcp_stream stream(io);
  stream.connect({boost::asio::ip::address_v4::loopback(), port});
  const http::verb verb = method == Verb::get    ? http::verb::get
                          : method == Verb::post ? http::verb::post
                                                 : http::verb::put;
  http::request<http::string_body> request(verb, target, 11);
  request.set(http::field::host, "hooks.example.com");
  if (!proof.empty()) request.set(proof_header, proof);
  request.body() = body;
  request.prepare_payload();
  http::write(stream, request);
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> reply;
  http::read(stream, buffer, reply);
  return {reply.result_int(), reply.body()};
}

}  // namespace crosswalk::test
