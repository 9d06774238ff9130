#pragma once

/// \file
/// HTTP as plain values: what somebody wants to ask, and what came back. No socket is near.
/// The simulator sees these two types and nothing else of the product.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk {

/// Header fields in order. Names keep their spelling and compare without case.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first value of a header field, compared without case; empty when absent.
std::string_view header(const Headers& headers, std::string_view name);

/// Replaces every field of that name with one value.
void set_header(Headers& headers, std::string_view name, std::string value);

/// One request, complete but for credentials, which are filled in on the wire only.
struct HttpRequest {
  std::string method = "GET";  ///< Upper case.
  std::string origin;          ///< "https://host[:port]", no trailing slash; see PlannedRequest.
  std::string target = "/";    ///< Path and query, percent-encoded, begins with '/'.
  Headers headers;
  std::string body;
};

/// One reply, the body already freed of transfer and content encodings.
struct HttpResponse {
  int status = 0;  ///< 100..599.
  Headers headers;
  std::string body;
};

/// A request a connector's manifest asks for. `host` is one of the hosts the manifest names;
/// the host program turns it into an origin. `http.origin` is empty, or holds what a vendor's
/// absolute next link said, and is then refused unless it is that very host's origin.
struct PlannedRequest {
  std::string host;
  HttpRequest http;
};

/// Percent-encodes everything but unreserved characters (RFC 3986 section 2.3).
std::string percent_encode(std::string_view text);

/// Undoes percent-encoding; nothing when a '%' is not followed by two hex digits. '+' stays.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace crosswalk
