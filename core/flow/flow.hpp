#pragma once

/// \file
/// One tenant's life as a state machine. It hears what happened, says what should happen next,
/// and never waits: reading, mapping, committing and sending overlap because each is only an
/// effect in flight. Whatever a crash takes with it is asked of the store again.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/linkedin_budget.hpp"
#include "access/wallet.hpp"
#include "flow/effects.hpp"
#include "linkedin/rsc/batches.hpp"
#include "mapping/manifest/plan.hpp"
#include "policy/policy.hpp"
#include "privacy/export_rules.hpp"

namespace crosswalk {

/// How one tenant is run. Each number's reason stands beside it.
struct FlowOptions {
  Duration poll{std::chrono::minutes{5}};       ///< From one delta read to the next.
  Duration sweep{std::chrono::hours{24 * 7}};   ///< From one full listing to the next.
  Duration overlap{std::chrono::seconds{120}};  ///< Re-read before the cursor: late commits.
  std::uint32_t pages_in_flight = 3;            ///< Bounds memory: pages wait whole.
  std::uint32_t requests_per_day = 100'000;     ///< LinkedIn's per application; 0: no limit.
  std::uint32_t records_per_minute = 10'000;    ///< LinkedIn's per application; 0: no limit.
  bool polls = true;  ///< False: one round per SyncAsked, for `crosswalk sync`.
};

/// What LinkedIn must know of the tenant beside its records.
struct OnboardingSetup {
  bool required = false;      ///< Nothing is sent before activation and LinkedIn's "enabled".
  std::string title;          ///< "{ATS} - {customer}": names application and integrations; <= 50.
  std::string foreign_id;     ///< Unique among the partner's customers.
  bool provisions = false;    ///< The partner has a parent application.
  std::string callback_url;   ///< Empty: no exports.
  bool lists_viewers = true;  ///< ALL_PRODUCT_USERS; false where ACLs are synced.
  std::uint64_t list_version = 0;  ///< Of the fields that must be agreed to.
};

/// Everything a flow is told once. Borrowed by nobody: the flow keeps its own copy.
struct TenantSetup {
  std::string tenant;
  Plan plan;
  Origins origins;
  LinkedInTarget target;
  Dialect dialect;
  TenantPolicy policy;
  std::string digest_key;  ///< 32 bytes; keys the digests of what was sent.
  FlowOptions options;
  OnboardingSetup onboarding;
  ExportGrants grants;
  /// Which LinkedIn member ("urn:li:person:...") a user of the vendor's is, as `job.viewers` names
  /// them. Not empty: each job is seen by those of its viewers that stand here.
  std::map<std::string, std::string> members;
  std::uint64_t seed = 0;  ///< Of every jitter.
};

/// What one round did to the records of one kind.
struct KindReport {
  std::uint64_t read = 0;       ///< Distinct records read.
  std::uint64_t sent = 0;       ///< Entities LinkedIn confirmed, each once.
  std::uint64_t unchanged = 0;  ///< Read, and the same as what LinkedIn has.
  std::uint64_t erased = 0;     ///< Confirmed gone.
  std::uint64_t skipped = 0;    ///< Items the manifest says are not for LinkedIn.
};

/// What was exchanged since the account of the round began.
struct ExchangeReport {
  std::uint64_t exports_received = 0;
  std::uint64_t exports_created = 0;
  std::uint64_t exports_refused = 0;
  std::uint64_t erasures_requested = 0;
  std::uint64_t erasures_confirmed = 0;
  std::uint64_t erasures_of_nobody = 0;
};

/// The answer to an event with a ticket: what came of it, in words for a person, or why not.
struct Told {
  Ticket ticket = 0;
  std::optional<Error> error;
  std::vector<std::string> words;
  std::string erasure{};  ///< Of an erasure: the case.
};

/// What records wait for although LinkedIn could be asked, and nothing else moves.
struct Limited {
  LinkedInPause pause;
  int status = 0;  ///< With LinkedInLimit::busy: of the reply that said so; 0: no reply came.
};

/// Stands in the alarm that too many records are missing at once; whoever counts those that are
/// restricted tells it better.
inline constexpr std::string_view missing_at_once =
    " are missing from the vendor's listing at once; they are restricted until a person has looked";

/// A kind in words for a person: "candidate note".
std::string spoken(RecordKind kind);

struct FlowReport {
  std::array<KindReport, record_kind_count> kinds{};
  std::string activity;             ///< "reading candidates, page 12": for a progress line.
  std::vector<std::string> alarms;  ///< What needs a person, in words, without personal data.
  std::uint64_t rounds = 0;         ///< Complete rounds of reading so far.
  std::optional<Instant> due;       ///< Once settled: when something that waits may be tried again.
  std::optional<Limited> limited;   ///< Not for a one-time sync that has settled.
  std::string closed;               ///< Why nothing may be sent to LinkedIn; empty: it may.
  ExchangeReport exchange;
  std::vector<Told> told;  ///< Answers to tickets; the newest 16.
  bool halted = false;     ///< The store cannot go on; nobody is answered any more.
  bool settled = false;    ///< Nothing in flight, nothing to send now, the round is over.
};

class Flow {
 public:
  explicit Flow(TenantSetup setup);
  ~Flow();
  Flow(Flow&&) noexcept;
  Flow& operator=(Flow&&) noexcept;

  /// Takes one event at `now`, which never goes back, and says what to do.
  Effects on(Event event, Instant now);

  /// Where it stands. Cheap.
  FlowReport report() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk
