#include "vendors/harvest_v1/harvest_v1.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/text/digest.hpp"
#include "vendors/greenhouse/replies.hpp"

namespace crosswalk::sim {
namespace {

using greenhouse::refusal;

/// {"message":"Validation error","errors":[...]} for what fails validation.
HttpResponse refuse(int status, std::string_view message, std::string_view field) {
  HttpResponse reply = refusal(status, message, field);
  if (status != 422) return reply;
  const std::size_t errors = reply.body.find(",\"errors\":");
  reply.body = R"({"message":"Validation error")" + reply.body.substr(errors);
  return reply;
}

}  // namespace

const harvest::Dialect& HarvestV1::dialect() {
  static const harvest::Dialect own{.prefix = prefix, .refuse = refuse};
  return own;
}

bool HarvestV1::over_the_limit(HttpResponse& reply, Instant now) {
  if (options_.requests_per_window == 0 || options_.v1_requests_per_window == 0) return false;
  const std::int64_t width = options_.v1_rate_window.count();
  const std::int64_t window = to_ms(now) / width;
  if (window != window_) {
    window_ = window;
    used_ = 0;
  }
  if (used_ < options_.v1_requests_per_window) {
    const std::uint32_t left = options_.v1_requests_per_window - ++used_;
    const std::string limit = std::to_string(options_.v1_requests_per_window);
    reply.headers.emplace_back("X-RateLimit-Limit", limit);
    reply.headers.emplace_back("X-RateLimit-Remaining", std::to_string(left));
    return false;
  }
  ++refused_;
  const std::int64_t reset_ms = (window + 1) * width;
  reply = refusal(429, "Rate limit exceeded");
  const std::int64_t wait = (reset_ms - to_ms(now) + 999) / 1000;
  reply.headers.emplace_back("Retry-After", std::to_string(wait));
  reply.headers.emplace_back("X-RateLimit-Reset", std::to_string((reset_ms + 999) / 1000));
  return true;
}

Usage HarvestV1::usage(Instant now) const {
  const std::int64_t width = options_.v1_rate_window.count();
  const std::int64_t window = to_ms(now) / width;
  Usage own{.what = "Harvest v1", .counted = "requests in " + std::to_string(width / 1000) + " s"};
  own.used = window == window_ ? used_ : 0;
  own.limit = options_.requests_per_window == 0 ? 0 : options_.v1_requests_per_window;
  own.resets_at = from_ms((window + 1) * width);
  return own;
}

HttpResponse HarvestV1::answer(const HttpRequest& request, const Target& target, Instant now) {
  if (options_.v1_ends && now >= *options_.v1_ends) {
    return refusal(410, "Harvest v1 is no longer available");
  }
  const std::string_view given = header(request.headers, "Authorization");
  const std::string expected = "Basic " + to_base64(options_.api_key + ":");
  if (!equal_in_constant_time(given, expected)) {
    return refusal(401, "Invalid Basic Auth credentials");
  }
  HttpResponse limits;
  if (over_the_limit(limits, now)) return limits;
  HttpResponse reply = serve(request, target, now);
  for (auto& field : limits.headers) reply.headers.push_back(std::move(field));
  return reply;
}

/// On-Behalf-Of must name a user who may still log in.
bool HarvestV1::acts_for_somebody(const HttpRequest& request) const {
  const std::string_view text = header(request.headers, "On-Behalf-Of");
  Id id = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (wrong != std::errc{} || end != text.data() + text.size()) return false;
  const User* const user = world_.find<User>(id);
  return user != nullptr && !user->deactivated;
}

HttpResponse HarvestV1::serve(const HttpRequest& request, const Target& target, Instant now) {
  const auto path = harvest::read_path(std::string_view(target.path).substr(prefix.size()));
  const bool writes = request.method == "POST" && path && harvest::Writes::knows(*path);
  if (!path || (request.method != "GET" && !writes)) return refusal(404, "Resource not found");
  const std::string_view last = path->sub.empty() ? path->name : path->sub;
  const std::string needed = std::string(last) + (writes ? ":create" : "");
  if (std::ranges::count(options_.denied, needed) > 0) {
    return refusal(403, "This API Key does not have permission for this endpoint");
  }
  if (!writes && !request.body.empty()) return refusal(403, "A GET request must not have a body");
  if (!writes) return lists_.read(*path, request, target, options_.v1_ignores_unknown);
  if (!acts_for_somebody(request)) {
    return refusal(403, "On-Behalf-Of must name an active user");
  }
  return writes_.create(*path, request, {options_.write_lag, options_.one_application_per_job},
                        now);
}

}  // namespace crosswalk::sim
