#include <utility>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {

Opening open_flow(Tables& tables, const Open& verb) {
  tables.entities.unpark();
  tables.entities.set_aside(verb.policy);
  Opening opening;
  opening.cursors = tables.cursors.all();
  opening.lookups = tables.cursors.lookups();
  opening.last_mark = tables.cursors.last_mark();
  return opening;
}

LookupSaved save_lookup(Tables& tables, const SaveLookup& verb) {
  tables.cursors.put(verb.lookup);
  for (const std::string& object : verb.dependents) tables.cursors.doubt(object);
  return {};
}

Unparked unpark(Tables& tables) {
  tables.entities.unpark();
  return {};
}

AlarmsKept keep_alarms(Tables& tables, const KeepAlarms& verb) {
  tables.alarms.put(verb.alarms);
  return {};
}

Counts count_all(Tables& tables) { return {tables.census.counts(), tables.alarms.all()}; }

}  // namespace crosswalk::store
