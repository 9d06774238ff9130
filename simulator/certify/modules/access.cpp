#include "certify/modules/modules.hpp"

namespace crosswalk::sim::certifying {
namespace {

std::string member_of(Id user) { return "urn:li:person:u" + std::to_string(user); }

// A secured job, somebody of its team, and somebody who is not.
struct Secured {
  Id job = 0, recruiter = 0, stranger = 0, application = 0;
};

bool usable(const Sides& sides, const Job& job) {
  if (job.recruiter_id == job.hiring_manager_id) return false;
  for (const Application* each : sides.peers.world.applications_of(job)) {
    if (sides.held(EntityKind::application, std::to_string(each->id)) != nullptr) return true;
  }
  return false;
}

Secured find(const Sides& sides) {
  Secured found;
  for (const Id id : sides.open_jobs()) {
    const Job& job = *sides.peers.world.find<Job>(id);
    if (!usable(sides, job)) continue;
    found.job = id;
    found.recruiter = job.recruiter_id;
    for (const Application* each : sides.peers.world.applications_of(job)) {
      const bool held = sides.held(EntityKind::application, std::to_string(each->id)) != nullptr;
      if (held) found.application = each->id;
    }
    for (const User& user : sides.peers.world.all<User>()) {
      const bool theirs = user.id == job.recruiter_id || user.id == job.hiring_manager_id;
      if (!theirs) found.stranger = user.id;
    }
    break;
  }
  return found;
}

Trial* begin(Trials& trials, Evidence& evidence, Secured& secured) {
  Trial* trial = need(trials, trials.secured(), evidence);
  if (trial == nullptr) return nullptr;
  secured = trial->seen(find);
  return evidence.see(secured.job != 0 && secured.stranger != 0,
                      "job " + std::to_string(secured.job) +
                          " has a hiring team and people who are not in it")
             ? trial
             : nullptr;
}

bool sees_job(const Sides& sides, const Secured& of, Id user) {
  return sides.peers.linkedin.sees_job(sides.organization, std::to_string(of.job), member_of(user));
}

bool sees_indicator(const Sides& sides, const Secured& of, Id user) {
  return sides.peers.linkedin.sees_application(sides.organization, std::to_string(of.application),
                                               member_of(user));
}

bool give_to(Trial& trial, Evidence& evidence, const Secured& secured, Id user) {
  return mutate(trial, evidence,
                {Kind::job,
                 Operation::update,
                 {secured.job},
                 1,
                 {{"recruiter_id", std::to_string(user)}}}) &&
         trial.sync(true);
}

}  // namespace

void shows_jobs_to_their_team(Trials& trials, Evidence& evidence) {
  Secured secured;
  Trial* trial = begin(trials, evidence, secured);
  if (trial == nullptr) return;
  evidence.see(
      trial->seen([&](const Sides& sides) { return sees_job(sides, secured, secured.recruiter); }),
      "its recruiter is offered it in the export list");
  evidence.see(
      !trial->seen([&](const Sides& sides) { return sees_job(sides, secured, secured.stranger); }),
      "a user who is not in its team is not");
}

void shows_indicators_to_the_team(Trials& trials, Evidence& evidence) {
  Secured secured;
  Trial* trial = begin(trials, evidence, secured);
  if (trial == nullptr) return;
  evidence.see(trial->seen([&](const Sides& sides) {
    return sees_indicator(sides, secured, secured.recruiter);
  }),
               "its recruiter sees the In-ATS indicator on an applicant");
  evidence.see(!trial->seen([&](const Sides& sides) {
    return sees_indicator(sides, secured, secured.stranger);
  }),
               "a user who is not in its team does not");
}

void hides_from_who_was_removed(Trials& trials, Evidence& evidence) {
  Secured secured;
  Trial* trial = begin(trials, evidence, secured);
  if (trial == nullptr || !give_to(*trial, evidence, secured, secured.stranger)) return;
  const auto hidden = [&](const Sides& sides) {
    return !sees_job(sides, secured, secured.recruiter) &&
           !sees_indicator(sides, secured, secured.recruiter);
  };
  evidence.see(trial->sync_until(hidden),
               "whoever was removed from the team sees it in neither place any more");
  evidence.see(
      trial->seen([&](const Sides& sides) { return sees_job(sides, secured, secured.stranger); }),
      "whoever came in their place does");
  give_to(*trial, evidence, secured, secured.recruiter);
}

void shows_again_to_who_came_back(Trials& trials, Evidence& evidence) {
  Secured secured;
  Trial* trial = begin(trials, evidence, secured);
  if (trial == nullptr || !give_to(*trial, evidence, secured, secured.stranger)) return;
  if (!give_to(*trial, evidence, secured, secured.recruiter)) return;
  const auto shown = [&](const Sides& sides) {
    return sees_job(sides, secured, secured.recruiter) &&
           sees_indicator(sides, secured, secured.recruiter);
  };
  evidence.see(trial->sync_until(shown), "whoever came back to the team sees it again in both");
}

}  // namespace crosswalk::sim::certifying
