#pragma once

/// \file
/// The verbs of store_port.hpp over the tables, one function each. They run inside the
/// transaction their caller opened; a failure sticks to the database and the caller's end of
/// the transaction takes everything back, so none of them returns one.

#include <cstdint>
#include <set>

#include "flow/store_port.hpp"
#include "runtime/store/tables/tables.hpp"

namespace crosswalk::store {

Opening open_flow(Tables& tables, const Open& verb);
LookupSaved save_lookup(Tables& tables, const SaveLookup& verb);

Rows look_up(Tables& tables, const LookUp& verb);
PageCommitted commit_page(Tables& tables, const CommitPage& verb);

/// LinkedIn takes a hundred at a time; whoever asks for more than this asks again.
inline constexpr std::uint32_t work_items_max = 10'000;

/// Puts the payload of its version into an item. A record that waits without one was tampered
/// with: the transaction fails as `refused`.
bool give_payload(Tables& tables, WorkItem& item);

Work take_ready(Tables& tables, const TakeReady& verb);
Work take_withdrawals(Tables& tables, const TakeWithdrawals& verb);
Work take_tasks(Tables& tables, const TakeTasks& verb);
crosswalk::Rereads take_rereads(Tables& tables, const TakeRereads& verb);
Work take_children(Tables& tables, const TakeChildren& verb);
Parents find_parents(Tables& tables, const FindParents& verb);
RereadsAsked ask_rereads(Tables& tables, const AskRereads& verb);
Resent resend(Tables& tables, const Resend& verb);
Due next_due(Tables& tables, const NextDue& verb);
Unparked unpark(Tables& tables);

/// `erased` of the answer says whether the log must be emptied afterwards.
OutcomesCommitted commit_outcomes(Tables& tables, const CommitOutcomes& verb);

Absent find_absent(Tables& tables, const FindAbsent& verb);
Marked mark(Tables& tables, const Mark& verb);
Marked withdraw_undecided(Tables& tables, const WithdrawUndecided& verb);
/// Whatever of the kind is, or may be, or waits to be at LinkedIn goes.
void withdraw_kind(Tables& tables, RecordKind kind);
Forgotten forget_all(Tables& tables, const Forget& verb);

/// In place of those kept before.
AlarmsKept keep_alarms(Tables& tables, const KeepAlarms& verb);
Counts count_all(Tables& tables);

NoticeKept keep_notice(Tables& tables, const KeepNotice& verb);
crosswalk::Notices take_notices(Tables& tables, const TakeNotices& verb);
NoticeAdvanced advance_notice(Tables& tables, const AdvanceNotice& verb);
NoticeSettled settle_notice(Tables& tables, const SettleNotice& verb);

PersonFound find_person(Tables& tables, const FindPerson& verb);
PersonLinked link_person(Tables& tables, const LinkPerson& verb);
Rows find_applications(Tables& tables, const FindApplications& verb);
PersonReleased release_person(Tables& tables, const ReleasePerson& verb);
ChildrenFound find_children(Tables& tables, const FindChildren& verb);
PersonMerged merge_person(Tables& tables, const MergePerson& verb);

/// Whether it is a candidate that carries an erased identity, or took in somebody erased, and was
/// not released; of one that could not be read, by what is stored. `known` is its row, or null.
bool erased_before(Tables& tables, const EntityWrite& write, const Entity* known);
/// The open cases by which it does.
std::set<std::int64_t> open_cases_of(Tables& tables, const EntityWrite& write);

Suppressed suppress(Tables& tables, const Suppress& verb);
crosswalk::Erasures take_erasures(Tables& tables, const TakeErasures& verb);
ErasureClosed close_erasure(Tables& tables, const CloseErasure& verb);

OnboardingKept keep_onboarding(Tables& tables, const KeepOnboarding& verb);

/// What is taken is marked as one that LinkedIn may have heard of.
AccessChanges take_access(Tables& tables, const TakeAccess& verb);
/// Whatever ended as it is wanted, and is not wanted, is forgotten.
AccessCommitted commit_access(Tables& tables, const CommitAccess& verb);

}  // namespace crosswalk::store
