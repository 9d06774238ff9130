#include "access/linkedin_budget.hpp"

#include <algorithm>

#include "access/budget.hpp"
#include "base/check.hpp"
#include "base/text/json.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t reply_bytes_max = 64 * 1024;

// LinkedIn, "sync premium API jobs": the only figures there are for jobs.
constexpr std::uint32_t jobs_a_minute_max = 2000;
constexpr std::uint32_t jobs_a_day_max = 60'000;

// Of the day's requests, in percent, what is kept from each share's successor.
constexpr std::uint64_t for_deletions = 5;
constexpr std::uint64_t for_resyncs = 1;
constexpr std::uint64_t for_records = 10;

Instant day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }
Instant minute_of(Instant at) { return std::chrono::floor<std::chrono::minutes>(at); }
Instant next_day(Instant at) { return day_of(at) + std::chrono::days{1}; }
Instant next_minute(Instant at) { return minute_of(at) + std::chrono::minutes{1}; }

}  // namespace

std::uint32_t requests_for(Share share, std::uint32_t per_day) {
  if (per_day == 0 || share == Share::deletion) return per_day;
  const auto part = [per_day](std::uint64_t percent) { return (per_day * percent + 99) / 100; };
  std::uint64_t kept = part(for_deletions);
  if (share != Share::resync) kept += part(for_resyncs);
  if (share == Share::child) kept += per_day * for_records / 100;
  return static_cast<std::uint32_t>(kept < per_day ? per_day - kept : 1);
}

std::uint32_t LinkedInLimits::jobs_per_minute() const {
  return std::min(records_per_minute, jobs_a_minute_max);
}

std::uint32_t LinkedInLimits::jobs_per_day() const {
  return requests_per_day == 0 ? 0 : jobs_a_day_max;
}

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

LinkedInPause LinkedInBudget::pause(Instant now, std::uint32_t records, Share share) const {
  LinkedInPause pause{now, LinkedInLimit::none};
  const auto later = [&pause](Instant until, LinkedInLimit limit) {
    if (until > pause.until) pause = {until, limit};
  };
  later(paused_until_, LinkedInLimit::busy);
  const Instant at = pause.until;
  const bool today = day_of(at) == day_;
  if (day_limit_ != 0 && today && day_used_ >= requests_for(share, day_limit_)) {
    later(next_day(at), LinkedInLimit::requests_a_day);
  }
  if (day_records_limit_ != 0 && today && day_records_ != 0 &&
      std::uint64_t{day_records_} + records > day_records_limit_) {
    later(next_day(at), LinkedInLimit::jobs_a_day);
  }
  if (minute_limit_ != 0 && minute_of(at) == minute_ && minute_used_ != 0 &&
      std::uint64_t{minute_used_} + records > minute_limit_) {
    later(next_minute(at), LinkedInLimit::records_a_minute);
  }
  return pause;
}

void LinkedInBudget::spend(Instant now, std::uint32_t records, Share share) {
  CROSSWALK_CHECK(earliest(now, records, share) <= now);
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

void LinkedInBudget::restore(Instant day, std::uint32_t requests, std::uint32_t records) {
  if (day_of(day) < day_) return;
  if (day_of(day) > day_) {
    day_ = day_of(day);
    day_used_ = 0;
    day_records_ = 0;
  }
  day_used_ += std::min(requests, UINT32_MAX - day_used_);
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
