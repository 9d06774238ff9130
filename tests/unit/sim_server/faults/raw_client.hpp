#pragma once

/// \file
/// A client that reads the bytes of a socket as they come and knows how the connection ended. It
/// parses no more HTTP than a test asks of it, so nothing repairs what was done to a reply.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::sim {

using Millis = std::chrono::milliseconds;

/// What came back.
struct Heard {
  enum class End { complete, closed, reset, silent };

  std::string bytes;
  End end = End::silent;  ///< `complete`: all of Content-Length is here, the connection open.
  Millis first{0};        ///< From the request to the first byte,
  Millis head{0};         ///< to the end of the head,
  Millis last{0};         ///< and to the last byte.

  bool head_complete() const { return bytes.find("\r\n\r\n") != std::string::npos; }
  std::string body() const;
  /// The value of a head field; empty when there is none.
  std::string field(std::string_view name) const;
  int status() const;
  std::size_t told_length() const;  ///< Content-Length.
};

const char* name_of(Heard::End end);

class RawClient {
 public:
  /// Connects to the port on 127.0.0.1; with TLS it trusts whoever answers.
  RawClient(std::uint16_t port, bool tls);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Sends one request and reads until the reply is complete, the connection ends, or nothing
  /// comes for so long.
  Heard ask(std::string_view method, std::string_view target, std::string_view fields = {},
            std::string_view body = {}, Millis patience = Millis{2000});

  /// Reads on, whatever has been said so far.
  Heard listen(Millis patience);

 private:
  struct Tls;
  long receive(char* into, std::size_t size);
  int socket_ = -1;
  std::unique_ptr<Tls> tls_;
};

/// A port that takes what is pushed to it, answering each message with 200 and a body.
class RawReceiver {
 public:
  struct Message {
    std::string head, body;
    std::chrono::steady_clock::time_point at;
    std::string field(std::string_view name) const;
  };

  explicit RawReceiver(std::string answer = "");
  ~RawReceiver();

  std::uint16_t port() const { return port_; }
  /// Those that have come within that time; returns early once there are so many.
  std::vector<Message> messages(std::size_t wanted, Millis patience);

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::uint16_t port_ = 0;
};

}  // namespace crosswalk::sim
