#pragma once

/// \file
/// A reply as the wire brings it, and what is left of it for the client. On virtual time the second
/// is all there is; on a socket the first is written byte by byte, and the product's transport must
/// come to the same result.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// What the wire does to a reply.
enum class Harm {
  none,
  stall,
  slow_headers,
  slow_body,
  reset_before,
  reset_in_headers,
  reset_in_body,
  truncate,
  wrong_length,
  bad_chunking
};

/// A reply on its way to the client.
struct Arrival {
  HttpResponse reply;
  Harm harm = Harm::none;
  double part = 0.5;               ///< Of head or body that still comes.
  std::uint32_t short_by = 0;      ///< Of wrong_length; at most the body's size.
  Duration after{0};               ///< Until the first byte.
  Duration over{0};                ///< From the first byte to the last of a slow one.
  std::vector<std::string> fired;  ///< Ids of rules, in their order.
};

/// Of a body of `size` bytes those that still come when it is cut at `part`: never all of them.
std::size_t bytes_before_cut(std::size_t size, double part);

/// What the client has of it, and how long after it asked: nothing for a reply that was lost or
/// that took longer than `patience`.
struct Received {
  std::optional<HttpResponse> reply;
  Duration after{0};
};

/// An exchange that is cut, reset, badly chunked or too slow gives the client nothing, since half
/// an answer is none to the product's transport; one whose Content-Length is too small gives it the
/// shorter body and no error.
Received received(Arrival arrival, Duration patience);

/// What the product gives one exchange: TenantPorts::deadline.
inline constexpr Duration usual_patience{60'000};

}  // namespace crosswalk::sim
