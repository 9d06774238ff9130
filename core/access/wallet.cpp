#include "access/wallet.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "access/origin.hpp"
#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "base/text/json.hpp"

namespace crosswalk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t token_reply_bytes_max = 64 * 1024;
constexpr std::size_t token_bytes_max = 16 * 1024;
constexpr Duration margin = seconds{60};
constexpr Duration life_min = seconds{60};
constexpr Duration life_max = hours{24};
// A reply that names no end is believed for a third of what LinkedIn grants; a 401 ends it
// earlier.
constexpr Duration life_unstated = minutes{10};

std::string place(Peer peer) { return std::string(name_of(peer)) + " token"; }

Error failure(ErrorCode code, Peer peer, std::string_view what) {
  return {code, std::string(what), place(peer)};
}

std::string basic(const std::string& user, const std::string& password) {
  return "Basic " + to_base64(user + ":" + password);
}

void append_form(std::string& body, std::string_view name, std::string_view value) {
  if (!body.empty()) body += '&';
  body += percent_encode(name);
  body += '=';
  body += percent_encode(value);
}

// A line break in a token would write a header field of the peer's choice.
bool sendable(std::string_view token) {
  return !token.empty() && token.size() <= token_bytes_max &&
         std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
}

Duration from_seconds(double count) {
  const double most = std::chrono::duration<double>(life_max + margin).count();
  return seconds{static_cast<std::int64_t>(std::clamp(std::trunc(count), 0.0, most))};
}

// Seconds as vendors write them: a number, or the same digits as a text.
std::optional<Duration> stated_life(const Json* value) {
  if (!value) return std::nullopt;
  if (const auto* whole = value->integer()) return from_seconds(static_cast<double>(*whole));
  if (const auto* real = value->real()) return from_seconds(*real);
  const auto* text = value->text();
  if (!text || text->empty() || text->size() > 400) return std::nullopt;
  const bool negative = text->front() == '-';
  const std::string_view digits = std::string_view(*text).substr(negative ? 1 : 0);
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::int64_t count = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (negative) return Duration{0};
  return read.ec == std::errc{} ? from_seconds(static_cast<double>(count)) : life_max + margin;
}

// `asked` is the peer's own idea of the time, where it gave one: an end it states by its clock
// is measured on its clock.
Instant good_until(const Json& reply, std::optional<Instant> asked, Instant now) {
  std::optional<Duration> life = stated_life(reply.find("expires_in"));
  if (const auto end = parse_instant(reply.text_of("expires_at"))) {
    const Duration left = *end - asked.value_or(now);
    life = life ? std::min(*life, left) : left;
  }
  if (!life) return now + life_unstated;
  return now + std::clamp(*life - margin, life_min, life_max);
}

bool same_origin(std::string_view a, std::string_view b) {
  const auto first = checked_origin(a, true);
  const auto second = checked_origin(b, true);
  return first && second && *first == *second;
}

std::string_view lookup(const std::map<std::string, std::string>& secrets, const Settings& settings,
                        const std::string& name) {
  if (const auto found = secrets.find(name); found != secrets.end()) return found->second;
  if (const auto found = settings.find(name); found != settings.end()) return found->second;
  return {};
}

}  // namespace

std::string_view name_of(Peer peer) {
  if (peer == Peer::vendor) return "vendor";
  return peer == Peer::linkedin ? "linkedin" : "provisioning";
}

Wallet::Wallet(AuthSpec vendor, Credentials credentials, Origins origins, Settings settings)
    : vendor_(std::move(vendor)),
      credentials_(std::move(credentials)),
      origins_(std::move(origins)),
      settings_(std::move(settings)) {}

bool Wallet::needs_token(Peer peer) const {
  return peer != Peer::vendor || vendor_.kind == AuthKind::oauth2_client_credentials;
}

HttpRequest Wallet::token_request(Peer peer) const {
  HttpRequest request;
  request.method = "POST";
  set_header(request.headers, "Content-Type", "application/x-www-form-urlencoded");
  set_header(request.headers, "Accept", "application/json");
  if (peer != Peer::vendor) {
    const bool parent = peer == Peer::provisioning;
    const Credentials& c = credentials_;
    request.origin = origins_.linkedin_token;
    request.target = "/oauth/v2/accessToken";
    append_form(request.body, "grant_type", "client_credentials");
    append_form(request.body, "client_id", parent ? c.parent_client_id : c.linkedin_client_id);
    append_form(request.body, "client_secret",
                parent ? c.parent_client_secret : c.linkedin_client_secret);
    return request;
  }
  CROSSWALK_CHECK(needs_token(peer));
  const auto host = origins_.vendor.find(vendor_.token_host);
  if (host != origins_.vendor.end()) request.origin = host->second;
  request.target = vendor_.token_target;
  const std::string user(lookup(credentials_.vendor, settings_, vendor_.user));
  const std::string password(lookup(credentials_.vendor, settings_, vendor_.password));
  const bool grant_named = std::ranges::any_of(
      vendor_.form, [](const auto& field) { return field.first == "grant_type"; });
  if (!grant_named) append_form(request.body, "grant_type", "client_credentials");
  for (const auto& [name, value] : vendor_.form) {
    const bool setting = value.size() > 2 && value.front() == '{' && value.back() == '}';
    const std::string_view text =
        setting ? lookup(credentials_.vendor, settings_, value.substr(1, value.size() - 2))
                : std::string_view(value);
    // A setting the tenant left empty is a field the vendor shall not see.
    if (!setting || !text.empty()) append_form(request.body, name, text);
  }
  if (vendor_.client_in_header) {
    set_header(request.headers, "Authorization", basic(user, password));
  } else {
    append_form(request.body, "client_id", user);
    append_form(request.body, "client_secret", password);
  }
  return request;
}

Result<Instant> Wallet::learn(Peer peer, const HttpResponse& reply, Instant now) {
  const int status = reply.status;
  if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
    return failure(ErrorCode::refused, peer,
                   "the credentials were not accepted; check them and their permissions");
  }
  if (status != 200) {
    return failure(ErrorCode::unavailable, peer, "no token was given; it is asked for again");
  }
  const Result<Json> body = parse_json(reply.body, token_reply_bytes_max);
  if (!body) {
    return failure(ErrorCode::unavailable, peer,
                   "the answer is not a JSON document of 64 KiB "
                   "at most; it is asked for again");
  }
  const std::string_view token = body->text_of("access_token");
  if (!sendable(token)) {
    return failure(ErrorCode::unavailable, peer,
                   "the answer holds no usable token; it is "
                   "asked for again");
  }
  tokens_[static_cast<std::size_t>(peer)] = std::string(token);
  return good_until(*body, parse_http_date(header(reply.headers, "Date")), now);
}

void Wallet::use_linkedin(std::string client_id, std::string client_secret) {
  credentials_.linkedin_client_id = std::move(client_id);
  credentials_.linkedin_client_secret = std::move(client_secret);
  tokens_[static_cast<std::size_t>(Peer::linkedin)].clear();
}

Result<Done> Wallet::fill(Peer peer, HttpRequest& request) const {
  const bool home = peer != Peer::vendor
                        ? same_origin(request.origin, origins_.linkedin_api)
                        : std::ranges::any_of(origins_.vendor, [&](const auto& host) {
                            return same_origin(request.origin, host.second);
                          });
  if (!home) {
    return failure(ErrorCode::refused, peer,
                   "a request leads to an origin that is not this "
                   "peer's; no credential was written");
  }
  if (!needs_token(peer) && vendor_.kind == AuthKind::headers) {
    for (const auto& [name, setting] : vendor_.headers) {
      const std::string_view secret = lookup(credentials_.vendor, settings_, setting);
      if (!sendable(secret)) {
        return failure(
            ErrorCode::refused, peer,
            "the secret for the header " + name + " is missing or no header may carry it");
      }
      set_header(request.headers, name, std::string(secret));
    }
    return Done{};
  }
  if (!needs_token(peer)) {
    const std::string user(lookup(credentials_.vendor, settings_, vendor_.user));
    const std::string password(lookup(credentials_.vendor, settings_, vendor_.password));
    set_header(request.headers, "Authorization", basic(user, password));
    return Done{};
  }
  const std::string& token = tokens_[static_cast<std::size_t>(peer)];
  if (token.empty()) {
    return failure(ErrorCode::unavailable, peer, "no token is held; fetch one first");
  }
  set_header(request.headers, "Authorization", "Bearer " + token);
  return Done{};
}

}  // namespace crosswalk
