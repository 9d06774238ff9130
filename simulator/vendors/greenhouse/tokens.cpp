#include "vendors/greenhouse/tokens.hpp"

#include <algorithm>
#include <charconv>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "vendors/greenhouse/replies.hpp"
#include "vendors/json_text.hpp"
#include "vendors/query.hpp"
#include "world/growth/chance.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

constexpr std::size_t form_bytes_max = 4096;
constexpr std::size_t alive_max = 64;  // With single_active_token off.

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return text.size() >= start.size() &&
         std::ranges::equal(text.substr(0, start.size()), start, {}, lower, lower);
}

std::string token_text(std::uint64_t seed, std::uint64_t n) {
  Draw draw(seed, Stream::token, n);
  std::string bytes;
  for (int word = 0; word < 4; ++word) {
    const std::uint64_t bits = draw.bits();
    bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
  }
  return "ghv3_" + to_hex(bytes);
}

/// "2026-01-01T01:00:00.000+00:00": the vendor writes an offset here and Z elsewhere.
std::string with_offset(Instant at) {
  std::string text = format_instant(at);
  text.pop_back();
  return text + "+00:00";
}

}  // namespace

HttpResponse Tokens::mint(const HttpRequest& request, Instant now) {
  if (request.method != "POST") return refusal(404, "Not found");
  const std::string expected =
      "Basic " + to_base64(options_.client_id + ":" + options_.client_secret);
  const std::string_view given = header(request.headers, "Authorization");
  if (!starts_with_ignoring_case(given, "basic ") ||
      !equal_in_constant_time(given.substr(6), std::string_view(expected).substr(6))) {
    return oauth_refusal(401, "invalid_client", "Client authentication failed");
  }
  if (!starts_with_ignoring_case(header(request.headers, "Content-Type"),
                                 "application/x-www-form-urlencoded")) {
    return oauth_refusal(400, "invalid_request", "The body must be form-urlencoded");
  }
  Result<std::vector<std::pair<std::string, std::string>>> form =
      request.body.size() > form_bytes_max ? Error{} : parse_form(request.body);
  if (!form) return oauth_refusal(400, "invalid_request", "The form cannot be read");
  std::string_view grant;
  std::string_view sub;
  for (const auto& [name, value] : *form) {
    if (name == "grant_type") grant = value;
    if (name == "sub") sub = value;
  }
  if (grant.empty()) return oauth_refusal(400, "invalid_request", "grant_type is missing");
  if (grant != "client_credentials") {
    return oauth_refusal(400, "unsupported_grant_type", "Use client_credentials");
  }
  bool site_admin = true;  // Without `sub` the credential's own service account acts.
  if (!sub.empty()) {
    Id id = 0;
    std::from_chars(sub.data(), sub.data() + sub.size(), id);
    const User* const user = world_.find<User>(id);
    if (user == nullptr || user->deactivated) {
      return oauth_refusal(400, "invalid_grant", "sub names no active user");
    }
    site_admin = user->site_admin;
  }
  if (options_.single_active_token) live_.clear();
  if (live_.size() == alive_max) live_.erase(live_.begin());
  live_.push_back(
      {token_text(options_.seed, minted_++), now + options_.token_lifetime, site_admin});
  std::string body;
  JsonObject(body)
      .text("token_type", "Bearer")
      .text("access_token", live_.back().token)
      .text("expires_at", with_offset(live_.back().expires))
      .close();
  HttpResponse reply = json_reply(200, std::move(body));
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

Tokens::Standing Tokens::standing(std::string_view authorization, Instant now) const {
  if (!starts_with_ignoring_case(authorization, "bearer ")) return Standing::unknown;
  const std::string_view token = authorization.substr(7);
  for (const Live& live : live_) {
    if (!equal_in_constant_time(live.token, token)) continue;
    if (now >= live.expires) return Standing::unknown;
    return live.site_admin ? Standing::valid : Standing::not_an_admin;
  }
  return Standing::unknown;
}

}  // namespace crosswalk::sim::greenhouse
