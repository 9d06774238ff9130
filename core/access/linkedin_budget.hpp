#pragma once

/// \file
/// What LinkedIn grants one application: requests per UTC day, and records per minute. The day is
/// the binding limit of a first load, so it is shared out: a person who asks to be forgotten never
/// waits behind a backlog, a recruiter who asks for the jobs does not either, and a person who
/// applies today does not wait for last year's notes. LinkedIn publishes no rate headers; only a
/// 429 corrects what is counted here.

#include <algorithm>
#include <cstdint>

#include "base/instant.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// What a request is for. Each may leave until so much of the day is used: deletions until all of
/// it is, and each of the others stops before the one named before it.
enum class Share : std::uint8_t {
  deletion,  ///< Takes somebody or something away. The last twentieth is for these alone.
  resync,    ///< LinkedIn asked for it; one hundredth before that.
  record,    ///< Jobs, candidates, applications. A tenth before that.
  child      ///< What hangs on one of them.
};

/// The requests of a day with `per_day` of them after which one more of `share` waits; at least
/// 1, so that a limit that is all reserve lets one through. 0: no limit.
std::uint32_t requests_for(Share share, std::uint32_t per_day);

/// What LinkedIn grants, as the tenant's configuration says; 0: no limit.
struct LinkedInLimits {
  std::uint32_t requests_per_day = 0;
  std::uint32_t records_per_minute = 0;  ///< LinkedIn takes fewer of jobs.

  /// Of records_per_minute, how many may be jobs: at most 2,000 (LinkedIn: "sync premium API
  /// jobs").
  std::uint32_t jobs_per_minute() const;
  /// Jobs have a limit of their own for the day, 60,000, where there is one of requests: whoever
  /// has none, such as a test installation, has none of jobs either.
  std::uint32_t jobs_per_day() const;
};

/// What keeps a request back.
enum class LinkedInLimit : std::uint8_t {
  none,
  records_a_minute,
  jobs_a_minute,
  requests_a_day,
  jobs_a_day,
  busy  ///< LinkedIn said so itself.
};

/// Until when, and for which limit.
struct LinkedInPause {
  Instant until{};
  LinkedInLimit limit = LinkedInLimit::none;
};

/// Which of LinkedIn's two limits a 429 names.
enum class QuotaKind : std::uint8_t { minute, day };

/// `day` when the body says so by its code or in its words, else `minute`, the milder reading.
/// Anything unreadable or over 64 KiB is `minute`.
QuotaKind quota_kind(const HttpResponse& reply);

class LinkedInBudget {
 public:
  /// 0 switches a limit off. Of the day's records nobody has a share of their own.
  LinkedInBudget(std::uint32_t requests_per_day, std::uint32_t records_per_minute,
                 std::uint32_t records_per_day = 0);

  /// Until when one request with so many records must wait, and for which limit; `now` and `none`
  /// when it may leave. More records than a whole minute or day allows leave alone in one of
  /// their own.
  LinkedInPause pause(Instant now, std::uint32_t records, Share share) const;

  /// The same instant alone.
  Instant earliest(Instant now, std::uint32_t records, Share share) const {
    return pause(now, records, share).until;
  }

  /// One request with so many records left at `now`, not before earliest(). Time never goes back.
  void spend(Instant now, std::uint32_t records, Share share);

  /// Learns from a 429: nothing leaves until the next minute or until 00:00 UTC, as its kind
  /// says, or for longer where Retry-After asks for more. Other replies change nothing.
  void observe(const HttpResponse& reply, Instant now);

  /// Adds what an earlier process used of the UTC day of `day`; an older day than the one counted
  /// changes nothing.
  void restore(Instant day, std::uint32_t requests, std::uint32_t records);

  /// Nothing leaves before, as LinkedIn asked of an earlier process.
  void rest_until(Instant until) { paused_until_ = std::max(paused_until_, until); }

  /// Until when LinkedIn's last 429 keeps everything; epoch without one.
  Instant rests_until() const { return paused_until_; }

  /// The UTC day of the last request, and what left on it.
  Instant day() const { return day_; }
  std::uint32_t day_requests() const { return day_used_; }
  std::uint32_t day_records() const { return day_records_; }

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
