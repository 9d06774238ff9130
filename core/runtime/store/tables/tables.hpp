#pragma once

/// \file
/// The tables of one tenant, together. They share one connection and one sealer, and change
/// only within the transaction of a verb.

#include <vector>

#include "runtime/store/erasure_entries.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"
#include "runtime/store/tables/alarms.hpp"
#include "runtime/store/tables/census.hpp"
#include "runtime/store/tables/children.hpp"
#include "runtime/store/tables/cursors.hpp"
#include "runtime/store/tables/entities.hpp"
#include "runtime/store/tables/exchange/access.hpp"
#include "runtime/store/tables/exchange/erasures.hpp"
#include "runtime/store/tables/exchange/notices.hpp"
#include "runtime/store/tables/exchange/onboarding.hpp"
#include "runtime/store/tables/exchange/people.hpp"
#include "runtime/store/tables/links.hpp"
#include "runtime/store/tables/payloads.hpp"
#include "runtime/store/tables/rereads.hpp"
#include "runtime/store/tables/restrictions.hpp"

namespace crosswalk::store {

/// Made once a store is open and its schema is up to date; gone before the database is.
struct Tables {
  /// Prepares every statement. Borrows both, which outlive it; a failure to prepare sticks to
  /// the database.
  Tables(Database& database_in_use, Sealer& sealer)
      : database(database_in_use),
        census(database),
        entities(database, census),
        children(database),
        links(database),
        payloads(database, sealer),
        rereads(database),
        restrictions(database),
        cursors(database, sealer),
        alarms(database),
        notices(database, sealer),
        people(database, sealer),
        erasures(database),
        onboarding(database, sealer),
        access(database, sealer) {}

  Database& database;
  Census census;  ///< Before entities, which count in it.
  Entities entities;
  Children children;  ///< The same rows, as queues of their own.
  Links links;        ///< Who hangs on whom.
  Payloads payloads;
  Rereads rereads;
  Restrictions restrictions;  ///< What the policies kept back.
  Cursors cursors;
  Alarms alarms;  ///< Not of one record: what the last round told a person.
  Notices notices;
  People people;      ///< Who the candidates are.
  Erasures erasures;  ///< Whom nothing here may bring back.
  OnboardingRow onboarding;
  Access access;  ///< Who may see which job.

  /// What the verb under way decided about erasures: on the disk before it is answered.
  std::vector<ErasureEntry> decided{};
};

}  // namespace crosswalk::store
