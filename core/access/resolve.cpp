#include <algorithm>
#include <array>

#include "access/origin.hpp"
#include "access/wallet.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t header_bytes_max = 8 * 1024;

// What the host writes itself. A connector that sets one of these would speak with somebody
// else's credentials, to another virtual host, or about another length than the body has.
constexpr std::array<std::string_view, 11> host_owned = {"authorization",
                                                         "proxy-authorization",
                                                         "cookie",
                                                         "host",
                                                         "content-length",
                                                         "transfer-encoding",
                                                         "te",
                                                         "connection",
                                                         "keep-alive",
                                                         "upgrade",
                                                         "expect"};

constexpr std::array<std::string_view, 6> methods = {"GET", "HEAD",  "POST",
                                                     "PUT", "PATCH", "DELETE"};

Error refusal(std::string_view host, std::string_view rule) {
  return {ErrorCode::refused, std::string(rule), "host " + std::string(host)};
}

bool token_char(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool field_ok(const std::string& name, const std::string& value) {
  if (name.empty() || !std::ranges::all_of(name, token_char)) return false;
  if (value.size() > header_bytes_max) return false;
  return std::ranges::all_of(value, [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); });
}

bool owned_by_host(const Headers& headers) {
  return std::ranges::any_of(headers, [](const auto& field) {
    return std::ranges::any_of(host_owned, [&](std::string_view owned) {
      return std::ranges::equal(field.first, owned, {},
                                [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    });
  });
}

}  // namespace

Result<HttpRequest> resolve(PlannedRequest planned, const Origins& origins) {
  const auto named = origins.vendor.find(planned.host);
  // The host's name comes from a manifest; only a known one is repeated.
  if (named == origins.vendor.end()) {
    return refusal("of a request", "is not one the manifest names; add it under hosts");
  }
  const Result<std::string> home = checked_origin(named->second, true);
  if (!home) return refusal(planned.host, "has no usable origin; see config check");

  HttpRequest request = std::move(planned.http);
  if (!request.origin.empty()) {
    const Result<std::string> linked = checked_origin(request.origin, true);
    if (!linked || *linked != *home) {
      return refusal(planned.host, "a link leads to another origin and was not followed");
    }
  }
  request.origin = *home;
  if (std::ranges::find(methods, request.method) == methods.end()) {
    return refusal(planned.host, "a request has a method that is not sent");
  }
  if (!plain_target(request.target)) {
    return refusal(planned.host, "a request's path is not plain; it was not sent");
  }
  if (owned_by_host(request.headers)) {
    return refusal(planned.host, "a request sets a header field that only the host may set");
  }
  for (const auto& [name, value] : request.headers) {
    if (!field_ok(name, value)) {
      return refusal(planned.host, "a request has a header field that cannot be sent");
    }
  }
  return request;
}

}  // namespace crosswalk
