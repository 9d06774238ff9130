#include "cassette/recording.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "cassette/scrub/principal.hpp"
#include "cassette/scrub/resource.hpp"

namespace crosswalk::sim {
namespace {

constexpr Duration longest{3'600'000};

/// `from` where an origin ends: "https://a.example.com" is no part of "https://a.example.com.evil".
void replace_origin(std::string& text, std::string_view from, std::string_view to) {
  constexpr std::string_view goes_on =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:@";
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const std::size_t end = at + from.size();
    const bool whole = end == text.size() || goes_on.find(text[end]) == std::string_view::npos;
    if (whole) text.replace(at, from.size(), to);
    at += whole ? to.size() : from.size();
  }
}

/// As JSON may write it: https:\/\/host.
std::string with_escaped_slashes(std::string_view origin) {
  std::string escaped;
  for (const char c : origin) {
    if (c == '/') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

Recording::Recording(std::string_view salt, std::string peer, std::string tenant)
    : scrubber_(salt, peer), peer_(std::move(peer)), tenant_(std::move(tenant)) {}

Cassette Recording::about(Instant now) {
  return {.peer = peer_, .recorded_at = now, .salt = scrubber_.salt_name(), .exchanges = {}};
}

std::string Recording::tenant_of(const HttpRequest& request, bool believed) {
  const Shown shown = shown_by(request);
  for (const std::string& secret : shown.secrets) scrubber_.remember(secret);
  if (shown.principal.empty()) return "nobody";
  if (!tenant_.empty()) return tenant_;
  if (!believed && !tenants_.contains(shown.principal)) return "nobody";
  std::string& name = tenants_[shown.principal];
  if (name.empty()) name = "tenant-" + std::to_string(++named_);
  return name;
}

Exchange Recording::take(const HttpRequest& request, const HttpResponse* reply, Duration latency) {
  Exchange exchange;
  exchange.tenant = tenant_of(request, reply == nullptr || reply->status != 401);
  if (reply != nullptr) {
    for (const std::string& secret : secrets_in(reply->headers, reply->body)) {
      scrubber_.remember(secret);
    }
    const std::string token = token_in(*reply);
    if (!token.empty() && exchange.tenant != "nobody") tenants_[token] = exchange.tenant;
  }
  exchange.resource = scrubber_.resource(request);
  exchange.version = ++versions_[{exchange.tenant, exchange.resource}];
  exchange.asked = request.method + " " + scrubber_.target(request.target);
  if (!valid_utf8(exchange.asked)) exchange.asked = request.method;
  exchange.latency = std::clamp(latency, Duration{0}, longest);
  if (reply == nullptr) return exchange;
  exchange.status = reply->status;
  exchange.headers = scrubber_.headers(reply->headers);
  exchange.body = scrubber_.body(header(reply->headers, "Content-Type"),
                                 collection_of(request.target), reply->body);
  return exchange;
}

HttpResponse redirected(HttpResponse reply, std::string_view peer, std::string_view origin) {
  for (auto& [name, value] : reply.headers) replace_origin(value, peer, origin);
  replace_origin(reply.body, peer, origin);
  replace_origin(reply.body, with_escaped_slashes(peer), with_escaped_slashes(origin));
  return reply;
}

}  // namespace crosswalk::sim
