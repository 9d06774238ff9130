#include "runtime/net/wire.hpp"

#include <algorithm>
#include <array>

#include "access/origin.hpp"

namespace crosswalk {
namespace {

constexpr std::array<std::string_view, 4> owned_fields{"host", "content-length",
                                                       "transfer-encoding", "connection"};
constexpr std::array<std::string_view, 4> repeatable{"GET", "HEAD", "PUT", "DELETE"};

Error refused(std::string_view what, std::string_view where) {
  return {ErrorCode::refused, std::string(what), std::string(where)};
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool token(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool field_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  });
}

}  // namespace

Result<Endpoint> endpoint_of(std::string_view origin, bool allow_loopback) {
  auto checked = checked_origin(origin, allow_loopback);
  if (!checked) return refused(checked.error().what, checked.error().where);
  Endpoint endpoint{.origin = *std::move(checked), .host = {}, .is_address = false};
  const std::string_view whole = endpoint.origin;
  const std::string_view authority = whole.substr(whole.find("//") + 2);
  if (authority.starts_with('[')) {
    endpoint.host = authority.substr(1, authority.find(']') - 1);
    endpoint.is_address = true;
  } else {
    endpoint.host = authority.substr(0, authority.find(':'));
    endpoint.is_address = endpoint.host.find_first_not_of("0123456789.") == std::string::npos;
  }
  return endpoint;
}

Result<Done> check_request(const HttpRequest& request) {
  if (!token(request.method)) return refused("the method is not a token", "request");
  if (!plain_target(request.target)) {
    return refused("the target is not a plain path and query", "request");
  }
  for (const auto& [name, value] : request.headers) {
    if (!token(name)) return refused("a header field's name is not a token", "request");
    if (!field_value(value)) return refused("a header field holds a control character", name);
    if (std::ranges::find(owned_fields, lower(name)) != owned_fields.end()) {
      return refused("this header field belongs to the transport", name);
    }
  }
  return Done{};
}

bool may_be_repeated(const HttpRequest& request) {
  const std::string_view meant = header(request.headers, "X-HTTP-Method-Override");
  const bool posted = request.method == "POST" && !meant.empty();
  return std::ranges::find(repeatable, posted ? meant : request.method) != repeatable.end();
}

}  // namespace crosswalk
