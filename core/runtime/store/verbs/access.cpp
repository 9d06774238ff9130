#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {

AccessChanges take_access(Tables& tables, const TakeAccess& verb) {
  return tables.access.take(verb);
}

AccessCommitted commit_access(Tables& tables, const CommitAccess& verb) {
  for (const CommitAccess::Outcome& outcome : verb.outcomes) tables.access.settle(outcome);
  return {};
}

}  // namespace crosswalk::store
