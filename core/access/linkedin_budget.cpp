#include "access/linkedin_budget.hpp"

#include <algorithm>

#include "access/budget.hpp"
#include "base/check.hpp"
#include "base/text/json.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t reply_bytes_max = 64 * 1024;

Instant day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }
Instant minute_of(Instant at) { return std::chrono::floor<std::chrono::minutes>(at); }
Instant next_day(Instant at) { return day_of(at) + std::chrono::days{1}; }
Instant next_minute(Instant at) { return minute_of(at) + std::chrono::minutes{1}; }

}  // namespace

QuotaKind quota_kind(const HttpResponse& reply) {
  const Result<Json> body = parse_json(reply.body, reply_bytes_max);
  if (!body) return QuotaKind::minute;
  if (body->text_of("code") == "QUOTA_EXCEEDED") return QuotaKind::day;
  const std::string_view message = body->text_of("message");
  const bool daily = message.find("Daily") != std::string_view::npos ||
                     message.find("daily") != std::string_view::npos ||
                     message.find("DAY") != std::string_view::npos;
  return daily ? QuotaKind::day : QuotaKind::minute;
}

LinkedInBudget::LinkedInBudget(std::uint32_t requests_per_day, std::uint32_t records_per_minute,
                               std::uint32_t records_per_day)
    : day_limit_(requests_per_day),
      minute_limit_(records_per_minute),
      day_records_limit_(records_per_day) {}

Instant LinkedInBudget::earliest(Instant now, std::uint32_t records, bool deletion) const {
  Instant at = std::max(now, paused_until_);
  if (day_limit_ != 0 && day_of(at) == day_) {
    const auto reserve = static_cast<std::uint32_t>(
        (std::uint64_t{day_limit_} * deletion_reserve_percent + 99) / 100);
    // A limit so small that the reserve is all of it still lets one other request through.
    const std::uint32_t others = std::max<std::uint32_t>(day_limit_ - reserve, 1);
    if (day_used_ >= (deletion ? day_limit_ : others)) at = next_day(at);
  }
  if (day_records_limit_ != 0 && day_of(at) == day_ && day_records_ != 0 &&
      std::uint64_t{day_records_} + records > day_records_limit_) {
    at = next_day(at);
  }
  if (minute_limit_ != 0 && minute_of(at) == minute_ && minute_used_ != 0 &&
      std::uint64_t{minute_used_} + records > minute_limit_) {
    at = next_minute(at);
  }
  return at;
}

void LinkedInBudget::spend(Instant now, std::uint32_t records, bool deletion) {
  CROSSWALK_CHECK(earliest(now, records, deletion) <= now);
  if (day_of(now) != day_) {
    day_ = day_of(now);
    day_used_ = 0;
    day_records_ = 0;
  }
  if (minute_of(now) != minute_) {
    minute_ = minute_of(now);
    minute_used_ = 0;
  }
  ++day_used_;
  minute_used_ += std::min(records, UINT32_MAX - minute_used_);
  day_records_ += std::min(records, UINT32_MAX - day_records_);
}

void LinkedInBudget::observe(const HttpResponse& reply, Instant now) {
  if (reply.status != 429) return;
  const bool day = quota_kind(reply) == QuotaKind::day;
  Instant until = day ? next_day(now) : next_minute(now);
  if (const auto wait = retry_after(reply, now)) until = std::max(until, now + *wait);
  paused_until_ = std::max(paused_until_, until);
}

std::uint32_t LinkedInBudget::used_today(Instant now) const {
  return day_of(now) == day_ ? day_used_ : 0;
}

}  // namespace crosswalk
