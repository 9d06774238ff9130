#include "judge/invariants/requests/pacing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"

namespace crosswalk::sim::judging {
namespace {

using namespace std::chrono_literals;

constexpr Duration believed_max = 24h;
// Nobody waits on purpose for less; whoever is told to wait and asks sooner has not heard it.
constexpr Duration at_once = 100ms;

bool is_token(std::string_view endpoint) { return endpoint.ends_with(".token"); }

bool is_called(std::string_view name, std::string_view wanted) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(name, wanted, {}, lower, lower);
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (failed == std::errc::result_out_of_range) return INT64_MAX / 1000;
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "linkedin.candidates" of "linkedin.candidates.put"; of a vendor its name, and a token endpoint's.
std::string scope_of(std::string_view peer, std::string_view endpoint) {
  if (is_token(endpoint)) return std::string(endpoint);
  if (peer != "linkedin") return std::string(peer);
  return std::string(endpoint.substr(0, endpoint.rfind('.')));
}

// Nothing is left of the minute in which LinkedIn has said so without another word.
Duration rest_of_minute(Instant at) {
  return 1min - at.time_since_epoch() % std::chrono::duration_cast<Duration>(1min);
}

// Its clock when it answered: a Date is cut to the second, so unless it is another clock, ours.
Instant clock_of(const HttpResponse& reply, Instant answered) {
  const auto date = parse_http_date(header(reply.headers, "Date"));
  if (!date || (*date <= answered && answered - *date < 1s)) return answered;
  return *date + 1s;
}

std::optional<Instant> reset_of(const HttpResponse& reply, Instant answered) {
  for (const std::string_view name : {"X-RateLimit-Reset", "X-Rate-Limit-Reset"}) {
    const auto seconds = whole(without_blanks(header(reply.headers, name)));
    if (!seconds || *seconds <= 0) continue;
    const Instant there = clock_of(reply, answered);
    return answered + std::min<Duration>(from_ms(*seconds * 1000) - there, believed_max);
  }
  return std::nullopt;
}

bool says_none_left(const HttpResponse& reply) {
  return header(reply.headers, "X-RateLimit-Remaining") == "0" ||
         header(reply.headers, "X-Rate-Limit-Remaining") == "0";
}

}  // namespace

Duration asked_to_wait(const HttpResponse& reply, Instant answered) {
  Duration longest{0};
  for (const auto& [name, value] : reply.headers) {
    if (!is_called(name, "Retry-After")) continue;
    const std::string_view text = without_blanks(value);
    if (const auto seconds = whole(text)) {
      longest = std::max<Duration>(
          longest, std::chrono::seconds(std::min<std::int64_t>(*seconds, believed_max / 1s)));
    } else if (const auto date = parse_http_date(text)) {
      longest = std::max<Duration>(longest, *date - clock_of(reply, answered));
    }
  }
  return std::min(longest, believed_max);
}

void Pacing::learn(Window& window, Instant at, const HttpResponse& reply, Duration took) {
  if (reply.status == 429) {
    const Instant until = at + asked_to_wait(reply, at);
    if (until > window.until) {
      window.said = at + took;
      window.until = until;
      window.of_quota = false;
    }
  } else if (says_none_left(reply)) {
    if (const auto reset = reset_of(reply, at); reset && *reset > window.filled) {
      window.emptied = at + took;
      window.filled = *reset;
    }
  }
}

void Pacing::heard(Instant at, std::string_view peer, std::string_view endpoint,
                   const HttpRequest& request, const HttpResponse* reply, Duration took) {
  const std::string scope = scope_of(peer, endpoint);
  Window& window = windows_[scope];
  if (at > window.said && at < window.until &&
      std::exchange(window.told, window.until) != window.until) {
    const auto early =
        std::chrono::duration_cast<std::chrono::milliseconds>(window.until - at).count();
    found_.push_back(
        {"I6", scope + " was asked again " + std::to_string(early) +
                   (window.of_quota ? " ms before the minute of its 429 was over"
                                    : " ms before the Retry-After of its 429 was over")});
  }
  const bool throttled = reply != nullptr && reply->status == 429;
  if (throttled && at > window.emptied && at < window.filled) {
    found_.push_back({"I6", scope + " was asked although it had said that nothing was left of its "
                                    "window, and answered 429"});
  }
  const std::uint64_t what = mix64(request.body, mix64(request.target, mix64(request.method)));
  const auto refused = window.refused.find(what);
  if (refused != window.refused.end()) {
    if (at >= refused->second && at - refused->second < at_once) {
      found_.push_back({"I6", scope + " was asked the same again at once after a 429"});
    }
    window.refused.erase(refused);
  }
  if (reply == nullptr) return;
  if (throttled) window.refused[what] = at + took;
  learn(window, at, *reply, took);
  const bool of_quota = throttled && peer == "linkedin" && !is_token(endpoint) &&
                        header(reply->headers, "Retry-After").empty();
  if (!of_quota || at + rest_of_minute(at) <= window.until) return;
  window.said = at + took;
  window.until = at + rest_of_minute(at);
  window.of_quota = true;
}

std::vector<Breach> Pacing::found(const Conduct& conduct, const LinkedInOptions* options) {
  const Quotas documented;
  const Quotas set = options == nullptr ? documented : options->quotas;
  const auto lower = [](std::uint64_t now, std::uint64_t then) { return now != 0 && now < then; };
  const bool as_documented =
      !lower(set.requests_per_day, documented.requests_per_day) &&
      !lower(set.records_per_minute, documented.records_per_minute) &&
      !lower(set.job_records_per_minute, documented.job_records_per_minute) &&
      !lower(set.job_records_per_day, documented.job_records_per_day);
  for (const auto& [resource, tally] : conduct.tallies) {
    std::uint64_t& told = breaches_[resource];
    const std::uint64_t more = tally.quota_breaches - std::min(told, tally.quota_breaches);
    told = tally.quota_breaches;
    if (more == 0 || !as_documented) continue;
    found_.push_back({"I6", "LinkedIn's quota of " + resource + " was exceeded " +
                                std::to_string(more) + " times"});
  }
  return std::exchange(found_, {});
}

}  // namespace crosswalk::sim::judging
