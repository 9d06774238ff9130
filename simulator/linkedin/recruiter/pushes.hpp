#pragma once

/// \file
/// What LinkedIn says unasked: signed notifications to a customer's callback, and the challenges
/// by which it makes sure every two hours that the callback is its owner's. Three challenges in a
/// row without the right answer block the callback: notifications are kept until one is answered.
///
/// Choices where the documents are silent: a callback is challenged as soon as it is configured,
/// is told things before it has answered, and goes on being challenged while it is blocked.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/options.hpp"
#include "wire/outbox.hpp"

namespace crosswalk::sim {

/// How a customer's callback fares.
struct CallbackState {
  std::string url;
  std::uint32_t challenges = 0;  ///< Answered rightly.
  std::uint32_t failures = 0;    ///< In a row.
  bool blocked = false;
  std::size_t kept = 0;  ///< Notifications that wait for it to be unblocked.
};

namespace linkedin {

/// Where a URL leads: an origin and a target as requests have them. Nothing unless it is https,
/// or `loopback` and http to this machine.
struct Destination {
  std::string origin;
  std::string target;
};
std::optional<Destination> read_callback(std::string_view url, bool loopback);

/// Every character outside of ASCII as \uXXXX, so that the digest over the bytes and the one over
/// the escaped form, of which one page speaks, are the same.
std::string ascii_json(std::string_view json);

class Pushes {
 public:
  explicit Pushes(const PushOptions& options) : outbox_(options.waits) {}

  /// Starts to watch over the callback of an application; one that is watched already stays.
  void watch(const LinkedInApp& app, std::string_view url, const LinkedInOptions& options,
             Instant now);
  /// Nothing more goes to that application, and what waited is dropped.
  void forget(std::string_view client_id);

  /// Signs with another secret from now on; what waits keeps its signature.
  void change_secret(std::string_view client_id, std::string secret);

  /// Signs and sends `json` to the application's callback; nothing without one.
  void push(const LinkedInApp& app, std::string_view json, const PushOptions& options, Instant now);

  /// What came back for a message of the outbox; status 0 for no answer in time.
  void hear(std::uint64_t id, int status, std::string_view body, const PushOptions& options,
            Instant now);

  Outbox& outbox() { return outbox_; }
  /// Nothing when the application has no callback.
  std::optional<CallbackState> state(std::string_view client_id) const;

 private:
  struct Line {
    CallbackState state;
    Destination to;
    std::string secret;
    std::string application;
    std::uint64_t challenge = 0;  ///< Its id in the outbox; 0: none.
    std::string code;
    std::vector<std::uint64_t> sent;  ///< Perhaps still in the outbox.
    std::vector<HttpRequest> kept;
  };

  void challenge(Line& line, Instant at);
  void judge(Line& line, int status, std::string_view body, const PushOptions& options,
             Instant now);

  Outbox outbox_;
  std::map<std::string, Line, std::less<>> lines_;
  std::uint64_t challenges_ = 0;
};

}  // namespace linkedin
}  // namespace crosswalk::sim
