#pragma once

/// \file
/// The store's verbs for what flows the other way and for people who must go: notices that a peer
/// pushed, people found and linked, erasures, onboarding; and for records that hang on a parent.
/// store_port.hpp puts them beside the verbs of reading and delivery.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "privacy/identity.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

// ---- children ------------------------------------------------------------------------------

/// Up to `limit` children of `kind` that may go at `now`, newest first; with `withdrawals` those
/// to be taken away. None whose parent stands in `busy`, because its batch is still on its way;
/// with `one_parent` all of the parent of the newest. Answered by Work.
struct TakeChildren {
  RecordKind kind = RecordKind::stage;
  bool withdrawals = false;
  bool one_parent = true;
  std::vector<std::string> busy;
  std::uint32_t limit = 100;
  Instant now{};
  std::uint64_t policy = 0;  ///< As in TakeReady; not asked of withdrawals.
};

/// Which records of `parent` these stand under; empty text where unknown. Answered by Parents.
struct FindParents {
  RecordKind kind = RecordKind::application;
  RecordKind parent = RecordKind::candidate;
  std::vector<std::string> ids;
};
struct Parents {
  std::vector<std::string> ids;  ///< One per id asked about, in order.
};

/// Records to be read again by id with the next TakeRereads. Answered by RereadsAsked.
struct AskRereads {
  std::vector<RecordKey> keys;
};
struct RereadsAsked {};

/// LinkedIn asks for jobs anew: those named, or every open one. Whatever it has of them is sent
/// again from the payload kept, ahead of everything else: TakeReady::resync. Answered by Resent.
struct Resend {
  std::vector<std::string> ids;
  bool all_open = false;
};
struct Resent {
  std::uint32_t jobs = 0;
  std::vector<std::string> unknown;  ///< Of `ids`: not at LinkedIn by our account, or kept back.
};

// ---- notices -------------------------------------------------------------------------------

/// Who pushed it. Stored: append only.
enum class NoticeSource : std::uint8_t { linkedin = 1, vendor };

/// A push whose signature was proven, kept before it is answered. A second one with the same id of
/// the same source changes nothing, however old the first is. Answered by NoticeKept.
struct KeepNotice {
  NoticeSource source = NoticeSource::linkedin;
  std::string id;    ///< 1..255 bytes.
  std::string body;  ///< As received; sealed.
  Instant at{};
};
struct NoticeKept {
  bool fresh = false;
};

/// Notices to be worked off at `now`, oldest first. Answered by Notices.
struct TakeNotices {
  std::uint32_t limit = 10;  ///< Of each source: a flood of one never holds back the other.
  Instant now{};
  bool begun = false;  ///< And all of LinkedIn's that were advanced, whatever their time or number.
};
struct Notice {
  std::uint64_t ref = 0;
  NoticeSource source = NoticeSource::linkedin;
  std::string body;
  Instant received{};
  std::uint32_t attempts = 0;
  std::string progress;  ///< What AdvanceNotice kept last.
};
struct Notices {
  std::vector<Notice> notices;
};

/// Keeps how far a notice has come, sealed, and when it is looked at again; counts an attempt.
/// Answered by NoticeAdvanced.
struct AdvanceNotice {
  std::uint64_t ref = 0;
  std::string progress;
  Instant retry_at{};
};
struct NoticeAdvanced {};

/// Stored: append only.
enum class NoticeEnd : std::uint8_t {
  done = 1,  ///< Worked off; not an export.
  created,   ///< An export that is in the ATS now.
  refused,   ///< An export that is not: `reason`, a short stable word.
  dropped    ///< Nothing that could be worked off: `reason`.
};

/// The notice is over: body and progress leave the store, its id stays. Answered by NoticeSettled.
struct SettleNotice {
  std::uint64_t ref = 0;
  NoticeEnd end = NoticeEnd::done;
  std::string reason;
  Instant at{};
};
struct NoticeSettled {};

// ---- people --------------------------------------------------------------------------------

/// Candidates that carry one of these identities. Answered by PersonFound.
struct FindPerson {
  std::vector<Identity> identities;
};
struct PersonFound {
  struct Match {
    IdentityKind kind;  ///< The surest identity that matched this candidate.
    std::string candidate;
  };
  std::vector<Match> matches;  ///< By kind (member first, email_and_name before email), then id.
  bool erased = false;         ///< Somebody with one of them was erased and not released.
};

/// Keeps, sealed, that this candidate is that LinkedIn member, also before the candidate was ever
/// read, and asks for reading it again; LookUp gives it back as EntityRow::person. An empty `urn`
/// unlinks. Answered by PersonLinked.
struct LinkPerson {
  std::string candidate;
  std::string urn;
  Identity member;
};
struct PersonLinked {};

/// What stands under the record, up to 10,000 and without what was erased. Answered by
/// ChildrenFound.
struct FindChildren {
  RecordKey parent;
};
struct ChildrenFound {
  std::vector<RecordKey> keys;
};

/// The vendor made two candidates one: `gone` is proven absent by reading, `into` proven present.
/// The link to a member goes over to whoever stays, unless that one is linked already, was erased,
/// or the member was; its record is asked for again. An erasure goes over too: whoever has taken in
/// somebody erased, or held for an erasure, is kept back as "erased_before", withdrawn first where
/// LinkedIn may have it, and whoever went into somebody erased is known by no identity of theirs
/// any more; open cases cover both. And `gone` is withdrawn as "gone", or forgotten where LinkedIn
/// never had it. Twice is once. Answered by PersonMerged.
struct MergePerson {
  std::string gone;
  std::string into;
};
struct PersonMerged {
  bool carried = false;     ///< The link has gone over.
  bool kept_apart = false;  ///< Whoever stays is linked to another member, and remains so.
};

/// Applications of this candidate to this job, whatever became of them, in id order, at most 20.
/// Answered by Rows, none of them empty.
struct FindApplications {
  std::string candidate;
  std::string job;
};

// ---- erasures ------------------------------------------------------------------------------

/// Opens a case and suppresses at once: these candidates and whoever carries one of the identities
/// (an address alone counts) are withdrawn with all that hangs on them, reason "erased", their
/// payloads, links and identities leave the store, and the identities are never taken back.
/// Candidates and applications are withdrawn also where LinkedIn never had them by the store's
/// account, which may be younger than what LinkedIn has, and `candidates` again where it had. A
/// case that is there already is left as it is; one that was opened for one of the identities is
/// taken instead of another, and opened again for whom it finds now. Answered by Suppressed.
struct Suppress {
  std::string erasure;  ///< Names the case; 1..64 bytes, nothing personal.
  std::vector<std::string> candidates;
  std::vector<Identity> identities;
  Instant at{};
};
struct Suppressed {
  std::uint32_t candidates = 0;  ///< Known ones among them.
  std::uint32_t records = 0;     ///< That must leave LinkedIn, candidates included.
  std::string erasure{};         ///< The case, perhaps of an earlier asking.
  bool repeated = false;         ///< It was there already.
  bool found = true;             ///< It is, or was, about somebody: LinkedIn is asked about them.
};

/// How a case stands. Not stored like this.
enum class ErasureStanding : std::uint8_t {
  open,
  confirmed,  ///< LinkedIn was asked, and has nothing of whoever it is about.
  nobody      ///< Closed, and it was about nobody here: LinkedIn was never asked.
};

/// Cases not yet closed, and `also` that one. Answered by Erasures.
struct TakeErasures {
  std::string also{};
};
struct Erasures {
  struct Case {
    std::string erasure;
    Instant requested{};
    ErasureStanding standing = ErasureStanding::open;
    std::uint32_t leaving = 0;      ///< Records still on their way out; and one while some that
                                    ///< an older program sent were not yet looked through.
    std::vector<RecordKey> gone{};  ///< Withdrawn, or never there by the store's account:
                                    ///< candidates and applications, to be verified.
    bool found = true;              ///< It is about somebody.
  };
  std::vector<Case> cases;
};

/// Verified: nothing of the case is at LinkedIn. One that is about nobody is closed as such.
/// Answered by ErasureClosed.
struct CloseErasure {
  std::string erasure;
  Instant at{};
};
struct ErasureClosed {};

/// A person's word that this candidate, held as "erased_before", may be shared. Its record is
/// asked for again. Answered by PersonReleased.
struct ReleasePerson {
  std::string candidate;
};
struct PersonReleased {
  bool known = false;
};

// ---- onboarding ----------------------------------------------------------------------------

/// One of LinkedIn's integrations of the tenant, as LinkedIn last said.
struct IntegrationState {
  std::string type;  ///< "ONE_CLICK_EXPORT".
  bool enabled = false;

  friend bool operator==(const IntegrationState&, const IntegrationState&) = default;
};

/// How far a tenant has come. Secrets are sealed on disk.
struct Onboarding {
  Instant connected_at{};  ///< Epoch: not connected.
  std::string callback_url;
  std::vector<IntegrationState> integrations;
  std::string agreed_by;  ///< Who agreed to the list of fields; empty: nobody.
  Instant agreed_at{};
  std::uint64_t agreed_list = 0;  ///< Version of that list.
  std::string client_id;          ///< Of the child application, where one was provisioned.
  std::string client_secret;
};

/// Replaces it whole. Answered by OnboardingKept.
struct KeepOnboarding {
  Onboarding onboarding;
};
struct OnboardingKept {};

/// Answered by Onboarding.
struct ReadOnboarding {};

inline constexpr std::size_t kept_back_max = 20;  ///< Of those held as "erased_before", named.

/// Numbers of all this, for Counts.
struct ExchangeCounts {
  std::uint64_t exports_received = 0;
  std::uint64_t exports_created = 0;
  std::uint64_t exports_refused = 0;
  std::uint64_t erasures_requested = 0;
  std::uint64_t erasures_confirmed = 0;
  std::uint64_t erasures_of_nobody = 0;  ///< Closed, and about nobody the store knows.
  std::uint64_t notices_waiting = 0;
  std::vector<std::pair<std::string, std::uint64_t>> refusals;  ///< By reason, most first; 20.
  std::vector<std::string> erased_before;  ///< Candidates held so, in id order; kept_back_max.
};

}  // namespace crosswalk
