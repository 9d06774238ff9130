#pragma once

/// \file
/// The verbs of store_port.hpp over the tables, one function each. They run inside the
/// transaction their caller opened; a failure sticks to the database and the caller's end of
/// the transaction takes everything back, so none of them returns one.

#include "flow/store_port.hpp"
#include "runtime/store/tables/tables.hpp"

namespace crosswalk::store {

Opening open_flow(Tables& tables, const Open& verb);
LookupSaved save_lookup(Tables& tables, const SaveLookup& verb);

Rows look_up(Tables& tables, const LookUp& verb);
PageCommitted commit_page(Tables& tables, const CommitPage& verb);

Work take_ready(Tables& tables, const TakeReady& verb);
Work take_withdrawals(Tables& tables, const TakeWithdrawals& verb);
Work take_tasks(Tables& tables, const TakeTasks& verb);
crosswalk::Rereads take_rereads(Tables& tables, const TakeRereads& verb);
Due next_due(Tables& tables, const NextDue& verb);
Unparked unpark(Tables& tables);

/// `erased` of the answer says whether the log must be emptied afterwards.
OutcomesCommitted commit_outcomes(Tables& tables, const CommitOutcomes& verb);

Absent find_absent(Tables& tables, const FindAbsent& verb);
Marked mark(Tables& tables, const Mark& verb);
Forgotten forget_all(Tables& tables, const Forget& verb);

/// In place of those kept before.
AlarmsKept keep_alarms(Tables& tables, const KeepAlarms& verb);
Counts count_all(Tables& tables);

}  // namespace crosswalk::store
