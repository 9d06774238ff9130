// The changes of a World after, and for applications also during, its generation.

#include <algorithm>
#include <string>

#include "world/growth/growth.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

Id World::add_job(Instant at) {
  const Job& job = Growth(*this).job(not_before_the_last(at), false);
  write_down(Kind::job, job.id, Deed::inserted);
  for (const Id post : job.post_ids) write_down(Kind::job_post, post, Deed::inserted);
  return job.id;
}

Id World::add_job_post(Id job_id, Instant at) {
  Job* const job = table<Job>().edit(job_id);
  if (job == nullptr) return 0;
  at = not_before_the_last(at);
  table<Job>().touch(*job, at);
  const Id id = Growth(*this).job_post(*job, at, false, false).id;
  write_down(Kind::job_post, id, Deed::inserted);
  return id;
}

Id World::add_candidate(Instant at) {
  const Id id = Growth(*this).candidate(not_before_the_last(at), false).id;
  write_down(Kind::candidate, id, Deed::inserted);
  return id;
}

Id World::add_application(Id candidate_id, Id job_id, Instant at) {
  Candidate* const candidate = table<Candidate>().edit(candidate_id);
  Job* const job = table<Job>().edit(job_id);
  if (candidate == nullptr || (job == nullptr && job_id != 0)) return 0;
  const Id id = Growth(*this).application(*candidate, job, 0, not_before_the_last(at)).id;
  write_down(Kind::application, id, Deed::inserted);
  return id;
}

bool World::close_job(Id id, Instant at) { return set_open(id, false, at); }
bool World::reopen_job(Id id, Instant at) { return set_open(id, true, at); }

bool World::set_open(Id job_id, bool open, Instant at) {
  Job* const job = table<Job>().edit(job_id);
  if (job == nullptr) return false;
  at = not_before_the_last(at);
  job->status = open ? JobStatus::open : JobStatus::closed;
  if (!job->opened_at) job->opened_at = whole_second(at);
  job->closed_at = open ? std::nullopt : std::optional(whole_second(at));
  table<Job>().touch(*job, at);
  write_down(Kind::job, job_id, Deed::edited);
  for (const Id post_id : job->post_ids) {
    JobPost* const post = table<JobPost>().edit(post_id);
    if (post == nullptr || post->live == open) continue;
    post->live = open;
    if (open && !post->first_published_at) post->first_published_at = whole_second(at);
    table<JobPost>().touch(*post, at);
    write_down(Kind::job_post, post_id, Deed::edited);
  }
  return true;
}

void World::enter_stage(Application& application, Id job_stage_id, Instant at) {
  ApplicationStage& stage = table<ApplicationStage>().add(at);
  stage.application_id = application.id;
  stage.job_stage_id = job_stage_id;
  stage.entered_at = at;
  stage.current = true;
  application.stage_id = stage.id;
  application.job_stage_id = job_stage_id;
  Id* link = &application.first_stage;
  while (*link != 0) link = &table<ApplicationStage>().any(*link).next_of_application;
  *link = stage.id;
}

void World::leave_stage(Application& application, Instant at) {
  if (application.stage_id == 0) return;
  ApplicationStage& stage = table<ApplicationStage>().any(application.stage_id);
  stage.current = false;
  stage.exited_at = at;
  table<ApplicationStage>().touch(stage, at);
  application.stage_id = 0;
  application.job_stage_id = 0;
}

bool World::advance(Id application_id, Instant at) {
  Application* const application = table<Application>().edit(application_id);
  if (application == nullptr || application->job_stage_id == 0) return false;
  const Job* const job = find<Job>(application->job_id);
  if (job == nullptr) return false;
  at = not_before_the_last(at);
  const auto here = std::ranges::find(job->stage_ids, application->job_stage_id);
  leave_stage(*application, at);
  if (here == job->stage_ids.end() || here + 1 == job->stage_ids.end()) {
    application->status = ApplicationStatus::hired;
  } else {
    enter_stage(*application, *(here + 1), at);
  }
  application->last_activity_at = at;
  table<Application>().touch(*application, at);
  const bool hired = application->status == ApplicationStatus::hired;
  write_down(Kind::application, application_id, hired ? Deed::hired : Deed::advanced);
  return true;
}

bool World::reject(Id application_id, Id reason_id, Instant at) {
  Application* const application = table<Application>().edit(application_id);
  if (application == nullptr || application->status != ApplicationStatus::in_progress) return false;
  at = not_before_the_last(at);
  leave_stage(*application, at);
  RejectionDetail& detail = table<RejectionDetail>().add(at);
  detail.application_id = application_id;
  detail.rejection_reason_id = reason_id;
  detail.rejected_by_id = application->recruiter_id;
  detail.rejected_at = at;
  application->status = ApplicationStatus::rejected;
  application->rejection_id = detail.id;
  application->rejection_reason_id = reason_id;
  application->rejected_at = at;
  application->last_activity_at = at;
  table<Application>().touch(*application, at);
  write_down(Kind::application, application_id, Deed::rejected);
  return true;
}

bool World::anonymise(Id candidate_id, Instant at) {
  const bool known = amend<Candidate>(candidate_id, at, [&](Candidate& person) {
    person.first_name = "Anonymized";
    person.last_name = keep(std::to_string(candidate_id));
    person.preferred_name = person.company = person.title = person.email = person.work_email = {};
    person.phone = person.address = person.website = person.linkedin_url = {};
    person.linkedin_place = LinkedInPlace::none;
    person.tags.clear();
    person.anonymised = true;
  });
  if (!known) return false;
  tombstones_.push_back({Kind::candidate, candidate_id, Departure::anonymised, last_change_});
  const Candidate& person = *find<Candidate>(candidate_id);
  for (const Application* application : applications_of(person)) {
    amend<Application>(application->id, at, [](Application& row) { row.location = {}; });
    for (const Scorecard* each : scorecards_of(*application)) {
      remove(Kind::scorecard, each->id, at, candidate_id);
    }
  }
  for (const Note* each : notes_of(person)) remove(Kind::note, each->id, at, candidate_id);
  write_down(Kind::candidate, candidate_id, Deed::anonymised);
  return true;
}

bool World::remove(Kind kind, Id id, Instant at) { return remove(kind, id, at, 0); }

bool World::remove_row(Kind kind, Id id, Instant at, Id cause) {
  const auto take = [&]<class T>(Table<T>& rows) {
    if (kind != kind_of_table<T>()) return false;
    T* const row = rows.edit(id);
    if (row == nullptr) return false;
    rows.remove(*row, not_before_the_last(at));
    return true;
  };
  if (!std::apply([&](auto&... each) { return (take(each) || ...); }, tables_)) return false;
  tombstones_.push_back({kind, id, Departure::deleted, last_change_});
  write_down(kind, id, Deed::deleted, cause);
  return true;
}

void World::remove_of(const Application& application, Instant at, Id cause) {
  for (const ApplicationStage* each : stages_of(application)) {
    remove_row(Kind::application_stage, each->id, at, cause);
  }
  remove_row(Kind::rejection_detail, application.rejection_id, at, cause);
  for (const Scorecard* each : scorecards_of(application)) {
    remove(Kind::scorecard, each->id, at, cause);
  }
  const Candidate* const person = find<Candidate>(application.candidate_id);
  if (person == nullptr) return;
  for (const Note* each : notes_of(*person)) {
    if (each->application_id == application.id) remove_row(Kind::note, each->id, at, cause);
  }
}

bool World::remove(Kind kind, Id id, Instant at, Id cause) {
  const Id mine = cause == 0 ? id : cause;  // Why those that hang on it go.
  if (const Job* const job = kind == Kind::job ? find<Job>(id) : nullptr) {
    for (const Id each : job->post_ids) remove_row(Kind::job_post, each, at, mine);
    for (const Id each : job->stage_ids) remove_row(Kind::job_stage, each, at, mine);
    for (const Id each : job->attribute_ids) remove_row(Kind::job_attribute, each, at, mine);
    for (const Id each : job->application_ids) remove(Kind::application, each, at, mine);
  } else if (const auto* person = kind == Kind::candidate ? find<Candidate>(id) : nullptr) {
    for (const Application* each : applications_of(*person)) {
      remove(Kind::application, each->id, at, mine);
    }
    for (const Note* each : notes_of(*person)) remove_row(Kind::note, each->id, at, mine);
  } else if (const auto* row = kind == Kind::application ? find<Application>(id) : nullptr) {
    remove_of(*row, at, mine);
  } else if (const auto* card = kind == Kind::scorecard ? find<Scorecard>(id) : nullptr) {
    for (const ScorecardAttribute* each : attributes_of(*card)) {
      remove_row(Kind::scorecard_attribute, each->id, at, mine);
    }
  }
  return remove_row(kind, id, at, cause);
}

}  // namespace crosswalk::sim
