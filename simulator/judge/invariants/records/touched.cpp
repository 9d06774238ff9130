#include "judge/invariants/records/touched.hpp"

#include <algorithm>

namespace crosswalk::sim::judging {
namespace {

template <class T, class Use>
void each_of_chain(const World& world, Sort sort, Id id, Id T::*next, Use use) {
  while (id != 0) {
    const T* const row = world.all<T>().ever(id);
    if (row == nullptr) return;
    use(*row, subject_of(world, sort, *row));
    id = row->*next;
  }
}

// The stages or scorecards of a job's applications.
void each_of_job(const World& world, Id job, Sort sort, const std::function<void(Subject)>& use) {
  const auto place = subject_of(world, Sort::job, job);
  if (!place) return;
  each_application(world, *place, [&](Subject application) {
    each_child(world, application, [&](Subject child) {
      if (child.sort == sort) use(child);
    });
  });
}

}  // namespace

void each_application(const World& world, Subject subject,
                      const std::function<void(Subject)>& use) {
  if (subject.sort == Sort::job) {
    for (const Id id : world.all<Job>().row(subject.row).application_ids) {
      if (const auto found = subject_of(world, Sort::application, id)) use(*found);
    }
  } else if (subject.sort == Sort::candidate) {
    const Candidate& person = world.all<Candidate>().row(subject.row);
    each_of_chain(world, Sort::application, person.first_application,
                  &Application::next_of_candidate,
                  [&](const Application&, Subject found) { use(found); });
  }
}

void each_child(const World& world, Subject subject, const std::function<void(Subject)>& use) {
  const bool of_person = subject.sort == Sort::candidate;
  Id person_id = 0, application_id = 0;
  if (of_person) {
    person_id = world.all<Candidate>().row(subject.row).id;
  } else if (subject.sort == Sort::application) {
    const Application& row = world.all<Application>().row(subject.row);
    application_id = row.id;
    person_id = row.candidate_id;
    each_of_chain(world, Sort::stage, row.first_stage, &ApplicationStage::next_of_application,
                  [&](const ApplicationStage&, Subject found) { use(found); });
    each_of_chain(world, Sort::card, row.first_scorecard, &Scorecard::next_of_application,
                  [&](const Scorecard&, Subject found) { use(found); });
  }
  const Candidate* const person = world.all<Candidate>().ever(person_id);
  if (person == nullptr) return;
  each_of_chain(world, Sort::note, person->first_note, &Note::next_of_candidate,
                [&](const Note& row, Subject found) {
                  if (row.application_id == application_id) use(found);
                });
}

void Touched::read(const World& world, const Mark& mark) {
  const std::vector<Change>& all = world.changes();
  for (; read_ < all.size(); ++read_) touch(world, all[read_], mark);
}

void Touched::touch_merged(const World& world, const Change& change, const Mark& mark) const {
  const Cause cause{change.at, false};
  const auto into = subject_of(world, Sort::candidate, change.other);
  if (!into) return;
  mark(*into, cause);
  each_child(world, *into, [&](Subject note) { mark(note, cause); });
  each_application(world, *into, [&](Subject application) {
    mark(application, cause);
    each_child(world, application, [&](Subject child) { mark(child, cause); });
  });
}

void Touched::touch(const World& world, const Change& change, const Mark& mark) const {
  const bool leaves = change.deed == Deed::deleted || change.deed == Deed::merged ||
                      change.deed == Deed::anonymised;
  const Cause cause{change.at, leaves};
  const auto one = [&](Sort sort, Id id) {
    if (const auto found = subject_of(world, sort, id)) mark(*found, cause);
  };
  switch (change.kind) {
    case Kind::job:
      return one(Sort::job, change.id);
    case Kind::candidate:
      one(Sort::candidate, change.id);
      if (change.deed == Deed::merged) touch_merged(world, change, mark);
      return;
    case Kind::application:
      one(Sort::application, change.id);
      if (const auto found = subject_of(world, Sort::application, change.id)) {
        each_child(world, *found, [&](Subject child) {
          if (child.sort == Sort::stage) mark(child, cause);
        });
      }
      return;
    case Kind::application_stage:
      one(Sort::stage, change.id);
      if (const auto* row = world.all<ApplicationStage>().ever(change.id)) {
        one(Sort::application, row->application_id);
      }
      return;
    case Kind::note:
      return one(Sort::note, change.id);
    case Kind::scorecard:
      return one(Sort::card, change.id);
    case Kind::scorecard_attribute:
      if (const auto* row = world.all<ScorecardAttribute>().ever(change.id)) {
        one(Sort::card, row->scorecard_id);
      }
      return;
    case Kind::job_post:
      if (const auto* row = world.all<JobPost>().ever(change.id)) one(Sort::job, row->job_id);
      return;
    default:
      return touch_referring(world, change, mark);
  }
}

// What records only refer to.
void Touched::touch_referring(const World& world, const Change& change, const Mark& mark) const {
  const Cause hidden{change.at, true};
  if (change.kind == Kind::rejection_detail) return;
  if (change.kind == Kind::job_stage) {
    const JobStage* const step = world.all<JobStage>().ever(change.id);
    if (step == nullptr) return;
    each_of_job(world, step->job_id, Sort::stage, [&](Subject child) {
      if (world.all<ApplicationStage>().row(child.row).job_stage_id != step->id) return;
      mark(child, hidden);
      mark(*above(world, child), hidden);
    });
    return;
  }
  if (change.kind == Kind::job_attribute) {
    const JobAttribute* const what = world.all<JobAttribute>().ever(change.id);
    if (what == nullptr) return;
    each_of_job(world, what->job_id, Sort::card, [&](Subject child) { mark(child, hidden); });
    return;
  }
  const auto found = referring_.find(change.id);
  if (found == referring_.end()) return;
  for (const Subject each : found->second) mark(each, hidden);
}

void Touched::refer(Id to, Subject subject) {
  if (to == 0) return;
  std::vector<Subject>& all = referring_[to];
  // One record is noted several times in a row, if at all.
  if (all.empty() || !(all.back() == subject)) all.push_back(subject);
}

void Touched::refer(const World& world, Subject subject) {
  if (subject.sort == Sort::job) {
    const Job& row = world.all<Job>().row(subject.row);
    refer(row.department_id, subject);
    for (const Id office : row.office_ids) refer(office, subject);
  } else if (subject.sort == Sort::application) {
    const Application& row = world.all<Application>().row(subject.row);
    refer(row.source_id, subject);
    refer(row.rejection_reason_id, subject);
  } else if (subject.sort == Sort::note) {
    refer(world.all<Note>().row(subject.row).user_id, subject);
  } else if (subject.sort == Sort::card) {
    refer(world.all<Scorecard>().row(subject.row).interviewer_id, subject);
  }
}

}  // namespace crosswalk::sim::judging
