#pragma once

/// \file
/// A peer that behaves badly on purpose: a TLS server on loopback that answers each request with
/// bytes the test chose, as slowly or as wrongly as it likes. It knows nothing of the product.

#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace crosswalk::test {

/// A certificate authority and one certificate it issued, made for this run.
struct Identity {
  std::string ca_file;  ///< PEM, in the test's temporary folder.
  std::string certificate_pem;
  std::string key_pem;
};

/// `name` is the only DNS name in the certificate.
Identity make_identity(const std::string& name);

/// What a script may do with one request.
class Line {
 public:
  virtual ~Line() = default;
  virtual bool write(const std::string& bytes) = 0;  ///< False once the client has gone.
  virtual void reset() = 0;                          ///< Breaks the connection, no goodbye.
};

/// Head and body as they arrived; returns whether to keep the connection.
using Script = std::function<bool(const std::string& request, Line& line)>;

class TlsPeer {
 public:
  /// `tls_max` 0 leaves the newest version on; else an OpenSSL version number.
  TlsPeer(const Identity& identity, Script script, int tls_max = 0);
  ~TlsPeer();

  std::uint16_t port() const { return port_; }
  std::string origin() const { return "https://localhost:" + std::to_string(port_); }
  int connections() const { return connections_; }

 private:
  void accept_all();
  void serve(boost::asio::ip::tcp::socket socket);

  boost::asio::io_context io_;
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  Script script_;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  std::mutex guard_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_thread_;
};

/// A whole reply with Content-Length.
std::string reply(const std::string& body, const std::string& headers = "",
                  const std::string& status = "200 OK");

/// `plain` as one gzip member.
std::string gzipped(const std::string& plain);

}  // namespace crosswalk::test
