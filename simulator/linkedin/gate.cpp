#include "linkedin/gate.hpp"

#include "base/text/digest.hpp"
#include "linkedin/rest/canonical.hpp"
#include "linkedin/rest/keys.hpp"

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::size_t tokens_max = 10'000;
constexpr std::size_t form_bytes_max = 64 * 1024;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

// The token route is no Rest.li resource: its errors have OAuth's shape (RFC 6749 section 5.2).
HttpResponse oauth_error(int status, std::string_view error, std::string_view description) {
  std::string body = "{\"error\":";
  append_quoted(body, error);
  body += ",\"error_description\":";
  append_quoted(body, description);
  body += '}';
  return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = body};
}

// LinkedIn's own collection sends the form as text/plain.
bool is_form(std::string_view content_type) {
  return is_media_type(content_type, "application/x-www-form-urlencoded") ||
         is_media_type(content_type, "text/plain");
}

}  // namespace

HttpResponse Gate::grant(const Unwrapped& request, const Registry& registry,
                         const LinkedInOptions& options, Instant now) {
  if (request.method != "POST") {
    HttpResponse out = oauth_error(405, "invalid_request", "Tokens are requested by POST");
    out.headers.emplace_back("Allow", "POST");
    return out;
  }
  if (!request.query.empty()) {
    return oauth_error(400, "invalid_request", "Credentials do not belong in the query");
  }
  if (!is_form(request.content_type) || request.body.size() > form_bytes_max) {
    return oauth_error(400, "invalid_request", "The body is not a form");
  }
  const auto form = read_query(request.body);
  if (!form) return oauth_error(400, "invalid_request", "The form cannot be read");
  const std::string* const grant_type = find(*form, "grant_type");
  const std::string* const client_id = find(*form, "client_id");
  const std::string* const secret = find(*form, "client_secret");
  if (grant_type == nullptr || client_id == nullptr || secret == nullptr) {
    return oauth_error(400, "invalid_request", "A required parameter is missing");
  }
  if (*grant_type != "client_credentials") {
    return oauth_error(400, "unsupported_grant_type", "The grant type is not supported");
  }
  const LinkedInApp* const app = registry.find(*client_id, options);
  if (app == nullptr || !equal_in_constant_time(app->client_secret, *secret)) {
    return oauth_error(401, "invalid_client", "Client authentication failed");
  }
  if (tokens_.size() >= tokens_max) {
    std::erase_if(tokens_, [&](const auto& each) { return each.second.expires_at <= now; });
  }
  const std::string seed = app->client_id + "\n" + std::to_string(++issued_);
  const std::string token = "AQ" + to_hex(bytes_of(sha256(seed)));
  tokens_[token] = {app->client_id, now + options.token_life};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(options.token_life);
  return {.status = 200,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = "{\"access_token\":\"" + token +
                  "\",\"expires_in\":" + std::to_string(seconds.count()) + "}"};
}

std::variant<const LinkedInApp*, Refusal> Gate::admit(std::string_view authorization,
                                                      const Registry& registry,
                                                      const LinkedInOptions& options,
                                                      Instant now) const {
  constexpr std::string_view scheme = "Bearer ";
  if (authorization.size() <= scheme.size()) return empty_token();
  if (!authorization.starts_with(scheme)) return invalid_token();
  const auto found = tokens_.find(authorization.substr(scheme.size()));
  if (found == tokens_.end()) return invalid_token();
  if (found->second.expires_at <= now) return expired_token();
  const LinkedInApp* const app = registry.find(found->second.client_id, options);
  if (app == nullptr) return invalid_token();
  return app;
}

void Gate::expire_all(std::string_view client_id) {
  for (auto& [token, each] : tokens_) {
    if (client_id.empty() || each.client_id == client_id) each.expires_at = Instant{};
  }
}

void Gate::revoke_all(std::string_view client_id) {
  std::erase_if(tokens_, [&](const auto& each) {
    return client_id.empty() || each.second.client_id == client_id;
  });
}

namespace {

template <class Window>
std::uint64_t& count_in(Window& window, std::int64_t length_ms, Instant now) {
  const std::int64_t number = to_ms(now) / length_ms;
  if (window.number != number) window = {number, 0};
  return window.count;
}

template <class Window>
Usage usage_of(const Window& window, std::int64_t length_ms, Instant now, std::string what,
               std::string counted, std::uint64_t limit) {
  const std::int64_t number = to_ms(now) / length_ms;
  return {.what = std::move(what),
          .counted = std::move(counted),
          .used = window.number == number ? window.count : 0,
          .limit = limit,
          .resets_at = from_ms((number + 1) * length_ms)};
}

bool fits(std::uint64_t used, std::uint64_t more, std::uint64_t limit) {
  return limit == 0 || used + more <= limit;
}

}  // namespace

Meter::Windows& Meter::windows_of(const LinkedInApp& app, std::string_view resource) {
  auto client = windows_.find(app.client_id);
  if (client == windows_.end()) {
    client = windows_.try_emplace(std::string(app.client_id)).first;
  }
  const auto found = client->second.find(resource);
  return found != client->second.end() ? found->second : client->second[std::string(resource)];
}

bool Meter::admit_request(const LinkedInApp& app, std::string_view resource, const Quotas& quotas,
                          Instant now) {
  std::uint64_t& used = count_in(windows_of(app, resource).requests_of_day, day_ms, now);
  const std::uint64_t limit =
      resource == "jobPostingStatus" ? quotas.status_requests_per_day : quotas.requests_per_day;
  if (!fits(used, 1, limit)) return false;
  ++used;
  return true;
}

bool Meter::admit_records(const LinkedInApp& app, std::string_view resource, std::uint64_t records,
                          const Quotas& quotas, Instant now) {
  const bool jobs = resource == "simpleJobPostings";
  Windows& windows = windows_of(app, resource);
  std::uint64_t& of_minute = count_in(windows.records_of_minute, minute_ms, now);
  std::uint64_t& of_day = count_in(windows.records_of_day, day_ms, now);
  const std::uint64_t per_minute = jobs ? quotas.job_records_per_minute : quotas.records_per_minute;
  if (!fits(of_minute, records, per_minute)) return false;
  if (jobs && !fits(of_day, records, quotas.job_records_per_day)) return false;
  of_minute += records;
  of_day += records;
  return true;
}

std::vector<Usage> Meter::usage(const Quotas& quotas, Instant now) const {
  std::vector<Usage> all;
  for (const auto& [client_id, resources] : windows_) {
    for (const auto& [resource, windows] : resources) {
      const bool jobs = resource == "simpleJobPostings";
      const std::string what = windows_.size() == 1 ? resource : resource + " of " + client_id;
      all.push_back(usage_of(windows.requests_of_day, day_ms, now, what, "requests a day",
                             resource == "jobPostingStatus" ? quotas.status_requests_per_day
                                                            : quotas.requests_per_day));
      if (windows.records_of_minute.number == 0) continue;  // It takes no records.
      all.push_back(usage_of(windows.records_of_minute, minute_ms, now, what, "records a minute",
                             jobs ? quotas.job_records_per_minute : quotas.records_per_minute));
      if (!jobs) continue;
      all.push_back(usage_of(windows.records_of_day, day_ms, now, what, "records a day",
                             quotas.job_records_per_day));
    }
  }
  return all;
}

}  // namespace crosswalk::sim::linkedin
