#include "access/budget.hpp"

#include <algorithm>
#include <charconv>

#include "base/check.hpp"
#include "base/text/dates.hpp"

namespace crosswalk {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Duration wait_min = seconds{1};
constexpr Duration wait_max = hours{24};
constexpr std::size_t header_bytes_max = 256;
constexpr std::size_t fields_max = 16;
constexpr std::uint32_t limit_max = 1'000'000;
// Above this a reset header counts seconds since 1970, below it seconds from now.
constexpr std::int64_t epoch_seconds_min = 1'000'000'000;
constexpr std::int64_t epoch_ms_min = 1'000'000'000'000;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whole seconds, a fraction rounded up; more than fits is "very long", not unreadable.
std::optional<std::int64_t> whole_seconds(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  if (whole.empty() || !std::ranges::all_of(whole, is_digit)) return std::nullopt;
  bool fraction = false;
  if (dot != std::string_view::npos) {
    const std::string_view digits = text.substr(dot + 1);
    if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
    fraction = digits.find_first_not_of('0') != std::string_view::npos;
  }
  if (negative) return 0;
  constexpr std::int64_t most = 1'000'000'000'000'000;
  std::int64_t count = 0;
  const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), count);
  if (read.ec != std::errc{} || count > most) return most;
  return count + (fraction ? 1 : 0);
}

std::optional<Duration> wait_of(std::string_view value, Instant now) {
  if (value.size() > header_bytes_max) return std::nullopt;
  value = trimmed(value);
  if (const auto at = parse_http_date(value)) return *at - now;
  // Two fields that a proxy joined arrive as one list.
  std::optional<Duration> longest;
  while (!value.empty()) {
    const auto comma = value.find(',');
    if (const auto count = whole_seconds(trimmed(value.substr(0, comma)))) {
      const Duration wait = seconds{std::min<std::int64_t>(*count, 10 * 86'400)};
      longest = std::max(longest.value_or(wait), wait);
    }
    if (comma == std::string_view::npos) break;
    value.remove_prefix(comma + 1);
  }
  return longest;
}

bool same_name(std::string_view a, std::string_view b) {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

// What the peer asked for, before any bound.
std::optional<Duration> asked(const HttpResponse& reply, Instant now) {
  std::optional<Duration> longest;
  std::size_t seen = 0;
  for (const auto& [name, value] : reply.headers) {
    if (!same_name(name, "Retry-After")) continue;
    if (++seen > fields_max) break;
    if (const auto wait = wait_of(value, now)) longest = std::max(longest.value_or(*wait), *wait);
  }
  return longest;
}

std::optional<std::int64_t> number(const HttpResponse& reply, const std::string& name) {
  if (name.empty()) return std::nullopt;
  const std::string_view value = header(reply.headers, name);
  if (value.empty() || value.size() > header_bytes_max) return std::nullopt;
  return whole_seconds(trimmed(value));
}

// When the peer's window ends. A reset given by its clock is measured against its Date.
std::optional<Duration> until_reset(const HttpResponse& reply, const std::string& name,
                                    Instant now) {
  const Instant there = parse_http_date(header(reply.headers, "Date")).value_or(now);
  std::optional<Duration> left;
  if (const auto count = number(reply, name)) {
    if (*count >= epoch_ms_min)
      left = from_ms(*count) - there;
    else if (*count >= epoch_seconds_min)
      left = from_ms(*count * 1000) - there;
    else
      left = seconds{*count};
  } else if (!name.empty()) {
    const std::string_view value = trimmed(header(reply.headers, name));
    auto at = parse_http_date(value);
    if (!at) at = parse_instant(value);
    if (at) left = *at - there;
  }
  if (!left) return std::nullopt;
  return std::clamp(*left, wait_min, wait_max);
}

}  // namespace

std::optional<Duration> retry_after(const HttpResponse& reply, Instant now) {
  const auto wait = asked(reply, now);
  if (!wait) return std::nullopt;
  return std::clamp(*wait, wait_min, wait_max);
}

bool parked_by(const HttpResponse& reply, Instant now) {
  const auto wait = asked(reply, now);
  return wait && *wait > wait_max;
}

Budget::Budget(std::uint32_t limit, Duration window) : limit_(limit) {
  rate_.window = std::max(window, wait_min);
  rate_.assumed_limit = limit;
}

Budget::Budget(const RateSpec& rate) : rate_(rate), limit_(rate.assumed_limit) {
  rate_.window = std::max(rate_.window, wait_min);
}

Instant Budget::earliest(Instant now) const {
  const Instant at = std::max(now, paused_until_);
  if (limit_ == 0 || used_ < limit_) return at;
  return std::max(at, window_start_ + rate_.window);
}

void Budget::spend(Instant now) {
  CROSSWALK_CHECK(earliest(now) <= now);
  if (now >= window_start_ + rate_.window) {
    window_start_ = now;
    used_ = 0;
  }
  ++used_;
}

void Budget::observe(const HttpResponse& reply, Instant now) {
  if (const auto limit = number(reply, rate_.limit_header); limit && *limit > 0) {
    limit_ = static_cast<std::uint32_t>(std::min<std::int64_t>(*limit, limit_max));
  }
  const auto reset = until_reset(reply, rate_.reset_header, now);
  const auto stated = retry_after(reply, now);
  if (reply.status == 429 || (reply.status == 503 && stated)) {
    const Duration wait = stated ? *stated : reset.value_or(rate_.window);
    paused_until_ = std::max(paused_until_, now + wait);
    // What comes after the pause is a new window; answers still under way say nothing of it.
    window_start_ = paused_until_;
    used_ = 0;
    return;
  }
  if (now < window_start_ || now >= window_start_ + rate_.window) return;
  const auto remaining = number(reply, rate_.remaining_header);
  if (!remaining) return;
  // With no limit known, only "nothing is left" says something.
  if (limit_ == 0 && *remaining > 0) return;
  const auto left = static_cast<std::uint32_t>(std::min<std::int64_t>(*remaining, limit_));
  used_ = std::max(used_, limit_ - left);
  if (left == 0 && reset) paused_until_ = std::max(paused_until_, now + *reset);
}

}  // namespace crosswalk
