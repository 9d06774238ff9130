#pragma once

/// \file
/// What the flow asks of a tenant's store, as verbs of its own life, each one transaction. The
/// flow holds no record longer than it is in flight; what must survive a crash is here. Sealing
/// is the store's business: payloads go in and come out readable and are never readable on disk.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "engine/engine.hpp"
#include "flow/access_port.hpp"
#include "flow/exchange_port.hpp"
#include "policy/restrictions.hpp"
#include "sdk/record.hpp"
#include "sync/entity.hpp"

namespace crosswalk {

/// Writes an entity whole. With ready and waiting comes the payload (encode_record); any other
/// state drops a payload that waits, except that a job's last payload is kept sealed, because
/// closing a posting sends it whole and a vendor that lost it cannot be asked again.
struct EntityWrite {
  RecordKey key;
  std::vector<RecordKey> parents;
  std::uint32_t version = 0;
  RecordDigest digest{};
  EntityState state = EntityState::held;
  std::string reason;
  std::uint64_t policy = 0;
  std::string payload;
  Instant recent{};                  ///< Of a child: its own time, by which the newest goes first.
  std::vector<Identity> identities;  ///< Of a candidate: identities_of(); replaces those before.
  bool unmapped = false;  ///< Nobody could read it: parents, recent and identities stay as stored.
  bool exposed = false;   ///< Of a job: it is to go, and then everybody on LinkedIn sees it.
};

/// How far the reading of one object has come. `next` is the vendor's own continuation and dies
/// with the listing that gave it.
struct Cursor {
  std::string object;
  Instant position{};    ///< H: everything before it has been seen. Epoch: never read whole.
  bool reading = false;  ///< A listing is under way and may be resumed.
  ReadMode mode = ReadMode::full;
  Instant from{};
  Instant until{};           ///< U: the vendor's Date when the listing began.
  std::uint32_t mark = 0;    ///< The sweep this listing stamps on what it sees.
  std::uint64_t policy = 0;  ///< Policy version of the last complete full listing. 0: what it
                             ///< gave is in doubt, and the next round reads everything again.
  std::optional<PlannedRequest> next;
  std::uint32_t pages = 0;
  Instant paged_at{};           ///< When its last page was committed, by the vendor's clock.
  bool anew = false;            ///< Begun anew because it had rested: that happens once a walk.
  Instant full_at{};            ///< When the last complete full listing ended,
  std::uint32_t full_mark = 0;  ///< and its mark.
};

struct StoredLookup {
  std::string name;
  std::string entries;
  std::uint64_t version = 0;  ///< Digest of the entries.
};

/// What of LinkedIn's allowance of one UTC day is used, and until when it asked to be left alone.
/// Epoch: nobody knows.
struct DayUse {
  Instant day{};
  std::uint32_t requests = 0;
  std::uint32_t job_records = 0;
  Instant rests{};
};

/// Why a child waits whose parent nobody has a record of: nothing of it is kept, it is read again
/// when there is one, and until then it is not among those that wait to be sent.
inline constexpr std::string_view unknown_parent = "parent_unknown";

// ---- verbs and their answers -------------------------------------------------------------

/// Everything a fresh flow must know; what waits to be sent and was decided under another policy
/// is set aside until it is read again, and what LinkedIn has of kinds that are withheld whole is
/// withdrawn, whether or not the vendor still shows it. Answered by Opening.
struct Open {
  std::uint64_t policy = 0;
  std::vector<AccessMember> members{};      ///< Whoever else had access loses it.
  std::vector<std::string> viewed{};        ///< Objects listed whole when `members` are others.
  std::vector<RecordKind> withheld{};       ///< Whole.
  std::vector<Restriction> restrictions{};  ///< All of the policy's; kept beside it.
};
struct Opening {
  std::vector<Cursor> cursors;
  std::vector<StoredLookup> lookups;
  std::uint32_t last_mark = 0;  ///< Marks only rise, across restarts too.
  Onboarding onboarding;
  bool access = false;  ///< Somebody has, or may have, access to a job, or shall have.
  DayUse used;          ///< What CommitOutcomes told last.
};

/// Looks keys up. Answered by Rows: one entry per key, in order, empty where unknown.
struct LookUp {
  std::vector<RecordKey> keys;
};
struct Rows {
  std::vector<std::optional<EntityRow>> rows;
};

/// COMMIT 1: cursor (unless its object is empty), sweep marks, wanted versions and sealed
/// payloads, all or nothing. The applications of whatever changes are enqueued for reading by id:
/// an application carries its candidate's name. `seen` are unchanged records, which only get the
/// mark. Whoever was erased stays so, whatever is written; a candidate that carries an erased
/// identity and was not released is held as "erased_before", and withdrawn first where LinkedIn has
/// or may have it. Answered by PageCommitted.
struct CommitPage {
  Cursor cursor;
  std::vector<EntityWrite> writes;
  std::vector<RecordKey> seen;
  std::uint64_t policy = 0;  ///< Under which `seen` were decided; stamped on them too.
  bool sourced = true;  ///< False: another object's full listing shows these records, and a row's
                        ///< source stays what it was.
  std::uint32_t mark = 0;                ///< Stamped on writes and seen; never before cursor.mark.
  RecordKind kind = RecordKind::job;     ///< Of reread_done.
  std::vector<std::string> reread_done;  ///< Taken by TakeRereads and settled by this page.
  std::vector<std::string> unfit;        ///< Ids of `kind` that are not for LinkedIn any more.
  std::string doubted;  ///< An object to be listed whole next time, or empty: Cursor::policy = 0.
  std::vector<JobViewers> viewers{};  ///< Of jobs on the page, changed or not.
  bool touched = false;  ///< The vendor says that `seen` changed, if in nothing that is shared: the
                         ///< applications of jobs among them, which repeat a name, are read again.
};
struct PageCommitted {
  std::uint32_t distinct = 0;  ///< Of writes and seen: those not yet carrying this mark.
};

/// Ids of `kind` that wait to be read again, greater than `after`, in id order, up to `limit`.
/// Answered by Rereads.
struct TakeRereads {
  RecordKind kind = RecordKind::job;
  std::string after;
  std::uint32_t limit = 50;
};
struct Rereads {
  std::vector<std::string> ids;
};

/// Up to `limit` entities of `kind` with id greater than `after`, in id order, that may go at
/// `now`: state ready, retry time past, decided under `policy`; what was decided under another
/// one waits until it is read again. Answered by Work.
struct TakeReady {
  RecordKind kind = RecordKind::job;
  std::string after;
  std::uint32_t limit = 100;
  Instant now{};
  std::uint64_t policy = 0;
  bool resync = false;  ///< Only what Resend asked for; without it, never that.
};
/// The same for withdrawals: state withdrawing, none of whose children is still at LinkedIn or
/// on its way. A job comes with its last payload.
struct TakeWithdrawals {
  RecordKind kind = RecordKind::job;
  std::string after;
  std::uint32_t limit = 100;
  Instant now{};
};
/// The same for entities with a task to ask about: state task, or withdrawing with a task.
struct TakeTasks {
  std::string after;
  std::uint32_t limit = 100;
  Instant now{};
};
struct WorkItem {
  RecordKey key;
  std::string parent;  ///< Of a child: the id of its parent.
  std::uint32_t version = 0;
  std::uint32_t attempts = 0;
  std::string payload;
  std::string task;
  bool withdrawing = false;
  bool confirmed = false;      ///< LinkedIn confirmed some version of it.
  bool exposed = false;        ///< Of a job: LinkedIn has it open to everybody, as it told us.
  bool maybe_exposed = false;  ///< It may have. No reason to say so to LinkedIn.
};
struct Work {
  std::vector<WorkItem> items;
};

enum class OutcomeKind : std::uint8_t {
  confirmed,  ///< This version is at LinkedIn. Its payload leaves the store.
  task,       ///< Accepted as task `task`: ask again at `retry_at`. Withdrawing stays so.
  later,      ///< Try again at `retry_at`; one more attempt; a task is forgotten, and sent anew.
  held,       ///< Never in this form: `reason`.
  withdrawn   ///< Not at LinkedIn any more.
};
/// Who sees a job at LinkedIn in the form that was sent.
enum class Seen : std::uint8_t {
  unknown,   ///< Not said here.
  fewer,     ///< It is closed, or private to the ATS.
  everybody  ///< It is public and open.
};
struct EntityOutcome {
  RecordKey key;
  std::uint32_t version = 0;
  OutcomeKind kind = OutcomeKind::later;
  Instant retry_at{};
  std::string reason;
  std::string task;
  bool blameless = false;  ///< later: the whole exchange failed; no attempt is counted, but
                           ///< LinkedIn may have taken the version all the same.
  bool closes = false;     ///< confirmed, task: closed to be shown to fewer, and then ready again.
  Seen seen = Seen::unknown;  ///< confirmed, task: once it is done. later: as LinkedIn has it.
};

/// COMMIT 2: outcomes. An outcome of an older version than the wanted one never marks the newer
/// one done. Confirmed parents release waiting children; held and withheld parents mark theirs
/// parent_held and parent_withheld. Answered by OutcomesCommitted.
struct CommitOutcomes {
  std::vector<EntityOutcome> outcomes;
  std::uint32_t mark = 0;  ///< The run these belong to.
  DayUse used{};           ///< Kept, unless of a day before the one kept.
};
struct OutcomesCommitted {
  std::array<std::uint32_t, record_kind_count> sent{};  ///< First confirmed in this run.
  std::array<std::uint32_t, record_kind_count> erased{};
};

/// A full listing of `object` (records of `kind`) with this mark ended complete. Answered by
/// Absent: who carries an older mark and is or may be at LinkedIn.
struct FindAbsent {
  std::string object;
  RecordKind kind = RecordKind::job;
  std::uint32_t mark = 0;
};
struct Absent {
  std::vector<std::string> suspects;
  std::vector<std::string> unsent;  ///< Older marks too, but never at LinkedIn and not on the way;
                                    ///< with those that wait for an unknown parent.
  std::uint64_t known = 0;          ///< Entities of the kind that LinkedIn has or may have.
};

/// Suspects, with what was decided: restricted (too many at once), or withdrawing (proven gone),
/// or put back to what they were (present after all). Answered by Marked.
struct Mark {
  RecordKind kind = RecordKind::job;
  std::vector<std::string> ids;
  EntityState state = EntityState::withdrawing;
  std::string reason;
};
struct Marked {};

/// Whoever of these LinkedIn never had is forgotten, row, links and content; the others stay as
/// they are, and of them it tells whom LinkedIn has or may have. Answered by Forgotten.
struct Forget {
  RecordKind kind = RecordKind::job;
  std::vector<std::string> ids;
};
struct Forgotten {
  std::uint64_t count = 0;
  std::vector<std::string> there;
};

/// What of `kind` is, or may be, or waits to be at LinkedIn although nobody decided it under this
/// policy, which keeps back more of the kind than the one it was decided under: it must go, because
/// nobody can say any more whether it may stay. Answered by Marked.
struct WithdrawUndecided {
  RecordKind kind = RecordKind::job;
  std::uint64_t policy = 0;
};

struct SaveLookup {
  StoredLookup lookup;
  std::vector<std::string> dependents;  ///< Objects to be listed whole next time.
};
struct LookupSaved {};

/// Withdrawals and access that LinkedIn refused may be tried again: a new round began. Answered by
/// Unparked.
struct Unpark {};
struct Unparked {};

/// When the next ready, withdrawing or task entity that waits for its retry time is due, of those
/// due later than `after`. Without it that may have passed already; whoever finds nothing to take
/// then has a reason of its own.
struct NextDue {
  Instant after{};
};
struct Due {
  std::optional<Instant> at;
};

/// The alarms of the round under way or, between rounds, of the last one; they replace those kept
/// before and outlive the process. Answered by AlarmsKept.
struct KeepAlarms {
  std::vector<std::string> alarms;
};
struct AlarmsKept {};

/// Counts per kind, state and reason, and the alarms kept. Answered by Counts.
struct Tally {};
struct Counts {
  struct Count {
    RecordKind kind;
    EntityState state;
    std::string reason;
    std::uint64_t count;
  };
  std::vector<Count> counts;
  std::vector<std::string> alarms;
  /// Of each kind: requests that its waiting records take where a batch has one parent.
  std::array<std::uint64_t, record_kind_count> batches{};
  ExchangeCounts exchange;
  Onboarding onboarding;  ///< Without its secret.
};

using StoreVerb =
    std::variant<Open, LookUp, CommitPage, TakeRereads, TakeReady, TakeWithdrawals, TakeTasks,
                 CommitOutcomes, FindAbsent, Mark, Forget, SaveLookup, Unpark, NextDue, KeepAlarms,
                 Tally, TakeChildren, FindParents, AskRereads, Resend, KeepNotice, TakeNotices,
                 AdvanceNotice, SettleNotice, FindPerson, LinkPerson, Suppress, TakeErasures,
                 CloseErasure, ReleasePerson, KeepOnboarding, ReadOnboarding, FindApplications,
                 TakeAccess, CommitAccess, FindChildren, MergePerson, WithdrawUndecided>;
using StoreAnswer =
    std::variant<Opening, Rows, PageCommitted, Rereads, Work, OutcomesCommitted, Absent, Marked,
                 Forgotten, LookupSaved, Unparked, Due, AlarmsKept, Counts, Parents, RereadsAsked,
                 Resent, NoticeKept, Notices, NoticeAdvanced, NoticeSettled, PersonFound,
                 PersonLinked, Suppressed, Erasures, ErasureClosed, PersonReleased, OnboardingKept,
                 Onboarding, AccessChanges, AccessCommitted, ChildrenFound, PersonMerged>;

/// One tenant's store. Implemented over SQLite, in a file and in memory, by the same statements.
class Store {
 public:
  virtual ~Store() = default;

  /// Carries out one verb in one transaction; on an Error nothing of it happened.
  virtual Result<StoreAnswer> carry_out(const StoreVerb& verb) = 0;
};

}  // namespace crosswalk
