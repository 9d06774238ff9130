// What is said about people after a World was generated, and two people who turn out to be one.

#include "world/remarks/remarks.hpp"

#include <algorithm>
#include <utility>

#include "world/growth/growth.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {
namespace {

/// Puts the rows of two chains into one, in order of id. The second chain is empty then.
template <class T>
void join(Table<T>& table, Id& into, Id& from, Id T::*next) {
  std::vector<Id> all;
  for (const Id head : {into, from}) {
    for (Id id = head; id != 0; id = table.any(id).*next) all.push_back(id);
  }
  std::ranges::sort(all);
  from = 0;
  Id* link = &into;
  for (const Id id : all) {
    *link = id;
    link = &(table.any(id).*next);
  }
  *link = 0;
}

}  // namespace

Id World::add_note(Id candidate_id, Id application_id, Instant at) {
  Candidate* const person = table<Candidate>().edit(candidate_id);
  const Application* const about = find<Application>(application_id);
  if (person == nullptr) return 0;
  if (application_id != 0 && (about == nullptr || about->candidate_id != candidate_id)) return 0;
  const Id id = Growth(*this).note(*person, about, not_before_the_last(at), false).id;
  write_down(Kind::note, id, Deed::inserted);
  return id;
}

Id World::add_scorecard(Id application_id, Instant at) {
  Application* const application = table<Application>().edit(application_id);
  if (application == nullptr || application->job_id == 0) return 0;
  at = not_before_the_last(at);
  const Id id = Growth(*this).scorecard(*application, at, at, false).id;
  write_down(Kind::scorecard, id, Deed::inserted);
  return id;
}

Id World::admit(const Candidate& wanted, Instant at) {
  at = not_before_the_last(at);
  Candidate& fresh = table<Candidate>().add(at);
  const Row row = fresh;
  fresh = wanted;
  static_cast<Row&>(fresh) = row;
  fresh.last_activity_at = at;
  fresh.first_application = fresh.first_note = 0;
  fresh.anonymised = false;
  fresh.admitted = true;
  write_down(Kind::candidate, fresh.id, Deed::inserted);
  return fresh.id;
}

bool World::merge(Id candidate_id, Id into, Instant at) {
  Candidate* const from = table<Candidate>().edit(candidate_id);
  Candidate* const to = table<Candidate>().edit(into);
  if (from == nullptr || to == nullptr || from == to) return false;
  for (const Application* each : applications_of(*from)) {
    amend<Application>(each->id, at, [&](Application& row) { row.candidate_id = into; });
  }
  for (const Note* each : notes_of(*from)) {
    amend<Note>(each->id, at, [&](Note& row) { row.candidate_id = into; });
  }
  join(table<Application>(), to->first_application, from->first_application,
       &Application::next_of_candidate);
  join(table<Note>(), to->first_note, from->first_note, &Note::next_of_candidate);
  for (const Text tag : from->tags) {
    if (std::ranges::find(to->tags, tag) == to->tags.end()) to->tags.push_back(tag);
  }
  table<Candidate>().touch(*to, not_before_the_last(at));
  table<Candidate>().remove(*from, last_change_);
  tombstones_.push_back({Kind::candidate, candidate_id, Departure::merged, last_change_, into});
  write_down(Kind::candidate, candidate_id, Deed::merged, into);
  return true;
}

}  // namespace crosswalk::sim
