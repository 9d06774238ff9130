#include <utility>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

constexpr std::uint64_t batch_records = 100;  // What LinkedIn takes at once.

}  // namespace

Opening open_flow(Tables& tables, const Open& verb) {
  tables.entities.unpark();
  tables.access.unpark();
  tables.entities.set_aside(verb.policy);
  tables.restrictions.keep(verb.policy, verb.restrictions);
  for (const RecordKind kind : verb.withheld) withdraw_kind(tables, kind);
  if (tables.access.configure(verb.members)) {
    for (const std::string& object : verb.viewed) tables.cursors.doubt(object);
  }
  Opening opening;
  opening.access = tables.access.any();
  opening.cursors = tables.cursors.all();
  opening.lookups = tables.cursors.lookups();
  opening.last_mark = tables.cursors.last_mark();
  opening.used = tables.cursors.used();
  opening.onboarding = tables.onboarding.get();
  return opening;
}

LookupSaved save_lookup(Tables& tables, const SaveLookup& verb) {
  tables.cursors.put(verb.lookup);
  for (const std::string& object : verb.dependents) tables.cursors.doubt(object);
  return {};
}

Unparked unpark(Tables& tables) {
  tables.entities.unpark();
  tables.access.unpark();
  return {};
}

AlarmsKept keep_alarms(Tables& tables, const KeepAlarms& verb) {
  tables.alarms.put(verb.alarms);
  return {};
}

OnboardingKept keep_onboarding(Tables& tables, const KeepOnboarding& verb) {
  tables.onboarding.put(verb.onboarding);
  return {};
}

Counts count_all(Tables& tables) {
  Counts counts;
  counts.counts = tables.census.counts();
  counts.alarms = tables.alarms.all();
  for (const Counts::Count& each : counts.counts) {
    const bool waits = each.state == EntityState::ready || each.state == EntityState::waiting;
    if (waits && each.reason != unknown_parent)
      counts.batches[static_cast<std::size_t>(each.kind)] += each.count;
  }
  for (const RecordKind kind : record_kinds) {
    std::uint64_t& batches = counts.batches[static_cast<std::size_t>(kind)];
    if (batches == 0) continue;
    batches = is_child(kind) ? tables.children.batches(kind)
                             : (batches + batch_records - 1) / batch_records;
  }
  tables.notices.count(counts.exchange);
  tables.erasures.count(counts.exchange);
  counts.onboarding = tables.onboarding.get();
  counts.onboarding.client_secret.clear();
  return counts;
}

}  // namespace crosswalk::store
