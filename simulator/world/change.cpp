// The changes of a World after, and for applications also during, its generation.

#include <algorithm>
#include <string>

#include "world/growth/growth.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

Id World::add_job(Instant at) { return Growth(*this).job(not_before_the_last(at), false).id; }

Id World::add_job_post(Id job_id, Instant at) {
  Job* const job = table<Job>().edit(job_id);
  if (job == nullptr) return 0;
  at = not_before_the_last(at);
  table<Job>().touch(*job, at);
  return Growth(*this).job_post(*job, at, false, false).id;
}

Id World::add_candidate(Instant at) {
  return Growth(*this).candidate(not_before_the_last(at), false).id;
}

Id World::add_application(Id candidate_id, Id job_id, Instant at) {
  Candidate* const candidate = table<Candidate>().edit(candidate_id);
  Job* const job = table<Job>().edit(job_id);
  if (candidate == nullptr || (job == nullptr && job_id != 0)) return 0;
  return Growth(*this).application(*candidate, job, 0, not_before_the_last(at)).id;
}

bool World::close_job(Id id, Instant at) { return set_open(id, false, at); }
bool World::reopen_job(Id id, Instant at) { return set_open(id, true, at); }

bool World::set_open(Id job_id, bool open, Instant at) {
  Job* const job = table<Job>().edit(job_id);
  if (job == nullptr) return false;
  at = not_before_the_last(at);
  job->status = open ? JobStatus::open : JobStatus::closed;
  if (!job->opened_at) job->opened_at = at;
  job->closed_at = open ? std::nullopt : std::optional(at);
  table<Job>().touch(*job, at);
  for (const Id post_id : job->post_ids) {
    JobPost* const post = table<JobPost>().edit(post_id);
    if (post == nullptr || post->live == open) continue;
    post->live = open;
    if (open && !post->first_published_at) post->first_published_at = at;
    table<JobPost>().touch(*post, at);
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
  return true;
}

bool World::anonymise(Id candidate_id, Instant at) {
  const bool known = edit<Candidate>(candidate_id, at, [&](Candidate& person) {
    person.first_name = "Anonymized";
    person.last_name = keep(std::to_string(candidate_id));
    person.preferred_name = person.company = person.title = person.email = person.work_email = {};
    person.phone = person.address = person.website = person.linkedin_url = {};
    person.linkedin_place = LinkedInPlace::none;
    person.anonymised = true;
  });
  if (!known) return false;
  tombstones_.push_back({Kind::candidate, candidate_id, Departure::anonymised, last_change_});
  for (const Application* application : applications_of(*find<Candidate>(candidate_id))) {
    edit<Application>(application->id, at, [](Application& row) { row.location = {}; });
  }
  return true;
}

template <class T>
bool World::remove_row(Kind kind, Id id, Instant at) {
  T* const row = table<T>().edit(id);
  if (row == nullptr) return false;
  table<T>().remove(*row, not_before_the_last(at));
  tombstones_.push_back({kind, id, Departure::deleted, last_change_});
  return true;
}

bool World::remove(Kind kind, Id id, Instant at) {
  switch (kind) {
    case Kind::department:
      return remove_row<Department>(kind, id, at);
    case Kind::office:
      return remove_row<Office>(kind, id, at);
    case Kind::user:
      return remove_row<User>(kind, id, at);
    case Kind::source:
      return remove_row<Source>(kind, id, at);
    case Kind::rejection_reason:
      return remove_row<RejectionReason>(kind, id, at);
    case Kind::job_stage:
      return remove_row<JobStage>(kind, id, at);
    case Kind::job_post:
      return remove_row<JobPost>(kind, id, at);
    case Kind::application_stage:
      return remove_row<ApplicationStage>(kind, id, at);
    case Kind::rejection_detail:
      return remove_row<RejectionDetail>(kind, id, at);
    case Kind::job:
      if (const Job* const job = find<Job>(id)) {
        for (const Id post : job->post_ids) remove_row<JobPost>(Kind::job_post, post, at);
        for (const Id stage : job->stage_ids) remove_row<JobStage>(Kind::job_stage, stage, at);
        for (const Id each : job->application_ids) remove(Kind::application, each, at);
      }
      return remove_row<Job>(kind, id, at);
    case Kind::candidate:
      if (const Candidate* const person = find<Candidate>(id)) {
        for (const Application* each : applications_of(*person)) {
          remove(Kind::application, each->id, at);
        }
      }
      return remove_row<Candidate>(kind, id, at);
    case Kind::application:
      if (const Application* const application = find<Application>(id)) {
        for (const ApplicationStage* each : stages_of(*application)) {
          remove_row<ApplicationStage>(Kind::application_stage, each->id, at);
        }
        remove_row<RejectionDetail>(Kind::rejection_detail, application->rejection_id, at);
      }
      return remove_row<Application>(kind, id, at);
  }
  return false;
}

}  // namespace crosswalk::sim
