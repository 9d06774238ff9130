#include "world/world.hpp"

#include <algorithm>

#include "world/growth/growth.hpp"

namespace crosswalk::sim {
namespace {

constexpr Id first_job = 10'000'001;
constexpr Id first_post = 20'000'001;
constexpr Id first_job_stage = 30'000'001;
constexpr Id first_job_attribute = 60'000'001;
constexpr Id first_candidate = 100'000'001;
constexpr Id first_application = 200'000'001;
constexpr Id first_application_stage = 1'000'000'001;
constexpr Id first_rejection = 2'000'000'001;
constexpr Id first_note = 3'000'000'001;
constexpr Id first_scorecard = 4'000'000'001;
constexpr Id first_scorecard_attribute = 5'000'000'001;

template <class T>
std::vector<const T*> living(const Table<T>& table, const std::vector<Id>& ids) {
  std::vector<const T*> found;
  for (const Id id : ids) {
    if (const T* const row = table.find(id)) found.push_back(row);
  }
  return found;
}

/// Follows a chain of rows, the gone ones included, and keeps the living.
template <class T>
std::vector<const T*> chained(const Table<T>& table, Id id, Id T::*next) {
  std::vector<const T*> found;
  while (id != 0) {
    const T& row = table.row(id - table.first_id());
    if (!row.gone) found.push_back(&row);
    id = row.*next;
  }
  return found;
}

}  // namespace

World::World(const WorldOptions& options)
    : options_(options),
      last_change_(options.start - std::chrono::hours(24) * (options.history_days + 400)),
      tables_(Table<Department>(1001), Table<Office>(2001), Table<User>(3001), Table<Source>(4001),
              Table<RejectionReason>(5001), Table<Job>(first_job), Table<JobStage>(first_job_stage),
              Table<JobPost>(first_post), Table<Candidate>(first_candidate),
              Table<Application>(first_application),
              Table<ApplicationStage>(first_application_stage),
              Table<RejectionDetail>(first_rejection), Table<Note>(first_note),
              Table<JobAttribute>(first_job_attribute), Table<Scorecard>(first_scorecard),
              Table<ScorecardAttribute>(first_scorecard_attribute)) {
  Growth(*this).generate();
  last_change_ = options.start;
  generated_ = true;
}

Instant World::not_before_the_last(Instant at) {
  last_change_ = std::max(last_change_, at);
  return last_change_;
}

std::vector<const JobPost*> World::posts_of(const Job& job) const {
  return living(all<JobPost>(), job.post_ids);
}

std::vector<const Application*> World::applications_of(const Job& job) const {
  return living(all<Application>(), job.application_ids);
}

std::vector<const Application*> World::applications_of(const Candidate& candidate) const {
  return chained(all<Application>(), candidate.first_application, &Application::next_of_candidate);
}

std::vector<const ApplicationStage*> World::stages_of(const Application& application) const {
  return chained(all<ApplicationStage>(), application.first_stage,
                 &ApplicationStage::next_of_application);
}

std::vector<const Note*> World::notes_of(const Candidate& candidate) const {
  return chained(all<Note>(), candidate.first_note, &Note::next_of_candidate);
}

std::vector<const Scorecard*> World::scorecards_of(const Application& application) const {
  return chained(all<Scorecard>(), application.first_scorecard, &Scorecard::next_of_application);
}

std::vector<const ScorecardAttribute*> World::attributes_of(const Scorecard& scorecard) const {
  return chained(all<ScorecardAttribute>(), scorecard.first_attribute,
                 &ScorecardAttribute::next_of_scorecard);
}

void World::write_down(Kind kind, Id id, Deed deed, Id other) {
  if (generated_) changes_.push_back({kind, id, deed, last_change_, other});
}

}  // namespace crosswalk::sim
