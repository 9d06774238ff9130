#pragma once

/// \file
/// The switches of the simulated LinkedIn. Defaults are what the documents say; where they are
/// silent the choice made is written at the option. All may be changed between two requests.

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "linkedin/entity.hpp"

namespace crosswalk::sim {

/// An application and its credentials. A child is one customer's: its tokens reach `organization`
/// only; an empty one reaches every organization. A parent's tokens reach provisioning only.
struct LinkedInApp {
  std::string client_id;
  std::string client_secret;
  std::string organization{};  ///< "urn:li:organization:5000"
  bool parent = false;
  std::string callback_url{};  ///< Configured before the run, with both viewers; may be empty.
};

/// Per resource and UTC window; 0 switches a limit off. The job numbers are those of LinkedIn's
/// page on premium jobs, the only ones published for simpleJobPostings.
struct Quotas {
  std::uint64_t requests_per_day = 100'000;
  std::uint64_t status_requests_per_day = 1'000'000;  ///< jobPostingStatus
  std::uint64_t records_per_minute = 10'000;
  std::uint64_t job_records_per_minute = 2'000;
  std::uint64_t job_records_per_day = 60'000;
  std::uint64_t exports_per_month = 300;  ///< Of one seat, by the UTC calendar.

  static Quotas off() { return {0, 0, 0, 0, 0, 0}; }
};

/// In which order the parts of a key come back. A client must not care.
enum class KeyEcho { as_sent, sorted, reversed };

/// Makes LinkedIn answer for one entity as if it had a reason of its own; not counted against
/// the client's content.
struct PlannedRefusal {
  EntityKind kind = EntityKind::candidate;
  std::string id;  ///< Empty: any of the kind, in the next request only.
  int status = 422;
  std::string field;         ///< Named in the message of a 422.
  std::uint32_t times = 1;   ///< How often; then the entity is accepted.
  bool whole_batch = false;  ///< Refuses the request that holds it with 400, without detail.
};

/// How notifications go out.
struct PushOptions {
  enum class Signature { right, wrong, missing };

  Signature signature = Signature::right;
  std::uint32_t copies = 1;             ///< More than 1: the same notification again.
  Duration delay{0};                    ///< Before the first attempt.
  Duration life{86'400'000};            ///< `expiresAt`, and how long its id can be fetched.
  Duration challenge_every{7'200'000};  ///< 0: callbacks are never challenged.
  std::uint32_t failures_max = 3;       ///< Challenges in a row until a callback is blocked.
  /// Before each of six more attempts; read when LinkedIn is made or reset. The number is that of
  /// Apply Connect, the spacing is ours.
  std::vector<Duration> waits{Duration{10'000},  Duration{60'000},    Duration{300'000},
                              Duration{600'000}, Duration{1'800'000}, Duration{3'600'000}};
};

struct LinkedInOptions {
  std::vector<LinkedInApp> apps;
  Duration token_life{1'800'000};
  Duration task_delay{0};                   ///< How long a job task stays IN_PROGRESS.
  Duration task_life{24 * 3'600'000};       ///< Then it is forgotten.
  std::vector<std::string> failing_jobs{};  ///< externalJobPostingIds whose tasks end FAILED.
  std::uint32_t failing_tasks = 0;          ///< So many tasks of the next request end FAILED,
  Duration failing_after{0};                ///< not before this has passed.
  Quotas quotas{};
  bool quota_exceeded_wording = false;  ///< The other 429 body seen, "QUOTA_EXCEEDED".
  bool strict_timestamps = true;  ///< Times > 0, modified >= created, listedAt not ahead of now.
  bool strict_email = true;       ///< Each address X@X.X.
  bool strict_required = true;
  bool accept_unknown_fields = true;     ///< Accepted, dropped and noted; false: 422.
  bool reject_dangling = false;          ///< 404: job or candidate unknown.
  bool put_clears_manual_match = false;  ///< Else a PUT without manualMatchedMember keeps it.
  bool one_operation_per_batch = true;   ///< Jobs: one jobPostingOperationType in a batch.
  KeyEcho key_echo = KeyEcho::sorted;
  std::vector<PlannedRefusal> refusals;
  /// Resources no application may reach: 403; "candidates", "atsApplications/notes".
  std::vector<std::string> denied{};
  std::uint32_t unavailable = 0;   ///< So many next API requests get 503, unapplied.
  std::uint32_t lost_answers = 0;  ///< So many next writes are applied and answered with 504.

  /// What LinkedIn-Version may say under /rest; taking one away is its sunset.
  std::vector<std::string> versions{"202504", "202505", "202506", "202507", "202508", "202509",
                                    "202510", "202511", "202512", "202601", "202602", "202603"};
  bool loopback_callbacks = false;  ///< CALLBACK_URL may be http on this machine.
  /// Applications given above count as enabled until one of their integrations is switched off.
  /// Provisioned ones never do.
  bool starts_enabled = true;
  bool require_enabled = true;      ///< 403 for writes of records before that; else only counted.
  bool finder_shows_secret = true;  ///< The finder of child applications repeats the secret.
  std::string acl_for_all = "EVERYBODY";  ///< The ACL id that opens a job to all; invented.
  PushOptions push{};
  bool journal = false;  ///< The ledger keeps a journal of what it accepts; it only grows.
};

}  // namespace crosswalk::sim
