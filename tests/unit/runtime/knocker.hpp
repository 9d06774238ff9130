#pragma once

/// \file
/// Somebody who knocks at a receiver's socket, and how they sign what they bring.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <string>
#include <string_view>

#include "base/text/digest.hpp"

namespace crosswalk::test {

using Reply = boost::beast::http::response<boost::beast::http::string_body>;
using Verb = boost::beast::http::verb;

/// Asks at that port of this machine, over a connection of its own, and waits for the answer.
inline Reply knock(std::uint16_t port, Verb method, const std::string& target,
                   const std::string& body = {}, const std::string& proof_header = {},
                   const std::string& proof = {}) {
  namespace http = boost::beast::http;
  boost::asio::io_context io;
  boost::beast::tcp_stream stream(io);
  stream.connect({boost::asio::ip::address_v4::loopback(), port});
  http::request<http::string_body> request(method, target, 11);
  request.set(http::field::host, "hooks.example.com");
  if (!proof.empty()) request.set(proof_header, proof);
  request.body() = body;
  request.prepare_payload();
  http::write(stream, request);
  boost::beast::flat_buffer buffer;
  Reply reply;
  http::read(stream, buffer, reply);
  return reply;
}

/// As LinkedIn signs for the application that has this secret.
inline std::string linkedin_proof(std::string_view secret, const std::string& body) {
  return to_hex(bytes_of(hmac_sha256(secret, "hmacsha256=" + body)));
}

/// As a vendor signs that puts "sha256 " before the digest.
inline std::string vendor_proof(std::string_view secret, const std::string& body) {
  return "sha256 " + to_hex(bytes_of(hmac_sha256(secret, body)));
}

}  // namespace crosswalk::test
