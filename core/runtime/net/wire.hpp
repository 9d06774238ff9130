#pragma once

/// \file
/// What may be put on a wire at all. `access` decides where a tenant's bytes may go; here stands
/// the last look at every request, for bytes that would make one request into two or take it to
/// another host than its connection leads to.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// The far end of a connection.
struct Endpoint {
  std::string origin;  ///< In the one spelling of checked_origin().
  std::string host;    ///< A name or an address, without brackets.
  bool is_address = false;
};

/// Takes an origin apart by the rules of checked_origin(); what breaks them is `refused`.
Result<Endpoint> endpoint_of(std::string_view origin, bool allow_loopback);

/// `refused` when the request may not be written: a target that is no plain path and query,
/// control characters in its head, or a header field that belongs to the transport (Host,
/// Content-Length, Transfer-Encoding, Connection). The text never repeats a value.
Result<Done> check_request(const HttpRequest& request);

/// Whether saying it twice comes to the same as saying it once (RFC 9110, 9.2.2): GET, HEAD, PUT,
/// DELETE, and a POST that says in X-HTTP-Method-Override that it is one of these. Any other may
/// leave once only; without an answer nobody knows whether it took effect.
bool may_be_repeated(const HttpRequest& request);

}  // namespace crosswalk
