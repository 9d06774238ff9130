#pragma once

/// \file
/// How long LinkedIn's limits keep what waits from being sent. An estimate from numbers alone,
/// which knows of no peer that is down and of nothing sent earlier in the day: it tells an
/// operator whether a backlog is a matter of minutes or of days.

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/text/json.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// What LinkedIn grants one application, as the tenant's configuration says; 0: no limit.
struct LinkedInLimits {
  std::uint32_t requests_per_day = 0;    ///< Of these, deletions alone may use a twentieth.
  std::uint32_t records_per_minute = 0;  ///< LinkedIn takes fewer of jobs.

  /// Of records_per_minute, how many may be jobs.
  std::uint32_t jobs_per_minute() const;
  /// Jobs have a limit of their own for the day, where there is one of requests.
  std::uint32_t jobs_per_day() const;
};

/// What has still to reach LinkedIn, by record kind.
struct Backlog {
  std::array<std::uint64_t, record_kind_count> waiting{};  ///< To be sent, now or after a parent.
  std::array<std::uint64_t, record_kind_count> leaving{};  ///< To be taken away from there.
};

Backlog backlog_of(const Counts& counts);

/// Which limit takes longest. `none`: nothing waits, or nothing limits it.
enum class DrainLimit : std::uint8_t {
  none,
  records_a_minute,
  jobs_a_minute,
  requests_a_day,
  jobs_a_day
};

struct Drain {
  std::chrono::seconds time{0};  ///< Whole minutes or days, rounded up.
  DrainLimit limit = DrainLimit::none;
};

/// Batches of 100. What leaves counts against a limit of records, and not against the requests:
/// those have their reserve.
Drain drain_of(const Backlog& backlog, const LinkedInLimits& limits);

/// "10,859 candidates wait: about 2 minutes at LinkedIn's 10,000 records a minute"; empty when
/// nothing waits or leaves.
std::string drain_words(const Backlog& backlog, const LinkedInLimits& limits);

/// {"records","seconds","words"}: how many wait or leave, and for how long.
Json drain_json(const Counts& counts, const LinkedInLimits& limits);

/// A number as people read it: "10,859".
std::string grouped(std::uint64_t number);

}  // namespace crosswalk
