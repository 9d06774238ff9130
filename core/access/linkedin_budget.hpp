#pragma once

/// \file
/// What LinkedIn grants one application: requests per UTC day, and records per minute. The day is
/// the binding limit of a first load, so the last twentieth of it belongs to deletions: a person
/// who asks to be forgotten never waits behind a backlog. LinkedIn publishes no rate headers;
/// only a 429 corrects what is counted here.

#include <cstdint>

#include "base/instant.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// The share of the day's requests that only deletions may use, in percent.
inline constexpr std::uint32_t deletion_reserve_percent = 5;

/// Which of LinkedIn's two limits a 429 names.
enum class QuotaKind : std::uint8_t { minute, day };

/// `day` when the body says so by its code or in its words, else `minute`, the milder reading.
/// Anything unreadable or over 64 KiB is `minute`.
QuotaKind quota_kind(const HttpResponse& reply);

class LinkedInBudget {
 public:
  /// 0 switches a limit off. Of the day's records deletions keep no share of their own.
  LinkedInBudget(std::uint32_t requests_per_day, std::uint32_t records_per_minute,
                 std::uint32_t records_per_day = 0);

  /// The earliest instant, `now` or later, at which one request with so many records may leave.
  /// More records than a whole minute or day allows leave alone in one of their own.
  Instant earliest(Instant now, std::uint32_t records, bool deletion) const;

  /// One request with so many records left at `now`, not before earliest(). Time never goes back.
  void spend(Instant now, std::uint32_t records, bool deletion);

  /// Learns from a 429: nothing leaves until the next minute or until 00:00 UTC, as its kind
  /// says, or for longer where Retry-After asks for more. Other replies change nothing.
  void observe(const HttpResponse& reply, Instant now);

  /// Requests counted on the UTC day of `now`: status shows it, and the time a backlog takes.
  std::uint32_t used_today(Instant now) const;

 private:
  std::uint32_t day_limit_;
  std::uint32_t minute_limit_;
  std::uint32_t day_records_limit_;
  std::uint32_t day_used_ = 0;
  std::uint32_t minute_used_ = 0;
  std::uint32_t day_records_ = 0;
  Instant day_{};
  Instant minute_{};
  Instant paused_until_{};
};

}  // namespace crosswalk
