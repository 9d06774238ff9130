#pragma once

/// \file
/// LinkedIn's middleware, unversioned (v2) generation, as documented: what answers
/// www.linkedin.com/oauth and api.linkedin.com/v2. Requests in, replies out, time as an
/// argument, so a day of quotas and token lives passes in a test without waiting. It has its own
/// schema table and shares nothing with the product but the HTTP values. Where the documents are
/// silent the choice made here is written at the option or in rest/replies.hpp.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "linkedin/ledger.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// A child application: one customer's credentials. Its tokens reach `organization` only;
/// an empty one reaches every organization.
struct LinkedInApp {
  std::string client_id;
  std::string client_secret;
  std::string organization;  ///< "urn:li:organization:5000"
};

/// Per resource and UTC window; 0 switches a limit off. The job numbers are those of LinkedIn's
/// page on premium jobs, the only ones published for simpleJobPostings.
struct Quotas {
  std::uint64_t requests_per_day = 100'000;
  std::uint64_t status_requests_per_day = 1'000'000;  ///< jobPostingStatus
  std::uint64_t records_per_minute = 10'000;
  std::uint64_t job_records_per_minute = 2'000;
  std::uint64_t job_records_per_day = 60'000;

  static Quotas off() { return {0, 0, 0, 0, 0}; }
};

/// In which order the parts of a key come back. A client must not care.
enum class KeyEcho { as_sent, sorted, reversed };

/// Makes LinkedIn answer for one entity as if it had a reason of its own; not counted against
/// the client's content.
struct PlannedRefusal {
  EntityKind kind = EntityKind::candidate;
  std::string id;
  int status = 422;
  std::string field;         ///< Named in the message of a 422.
  std::uint32_t times = 1;   ///< How often; then the entity is accepted.
  bool whole_batch = false;  ///< Refuses the request that holds it with 400, without detail.
};

struct LinkedInOptions {
  std::vector<LinkedInApp> apps;
  Duration token_life{1'800'000};
  Duration task_delay{0};                 ///< How long a job task stays IN_PROGRESS.
  Duration task_life{24 * 3'600'000};     ///< Then it is forgotten.
  std::vector<std::string> failing_jobs;  ///< externalJobPostingIds whose tasks end FAILED.
  Quotas quotas;
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
  std::uint32_t unavailable = 0;   ///< So many next API requests get 503, unapplied.
  std::uint32_t lost_answers = 0;  ///< So many next writes are applied and answered with 504.
};

/// One LinkedIn. Asked by one thread at a time.
class LinkedIn {
 public:
  explicit LinkedIn(LinkedInOptions options);
  ~LinkedIn();
  LinkedIn(LinkedIn&&) noexcept;
  LinkedIn& operator=(LinkedIn&&) noexcept;

  /// Answers any request, however malformed. `now` never runs backwards. Origin is ignored:
  /// the token route and the API routes are told apart by path.
  HttpResponse answer(const HttpRequest& request, Instant now);

  /// What was accepted up to `now`: job tasks that are due by then have been carried out.
  const Ledger& ledger(Instant now);

  /// Switches may be changed between two requests.
  LinkedInOptions& options();

  /// Every token issued so far counts as expired: what a client sees after a restart there.
  void expire_tokens();

  /// Forgets entities, tasks, tokens, quotas and counts; the options stay.
  void reset();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
