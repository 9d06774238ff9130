#pragma once

/// \file
/// The truth: everybody and everything an applicant tracking system holds, before any vendor's
/// dialect. A pure value of its options and of the changes made since, each at an instant the
/// caller names. Dialects serve it, the judge reads it; neither ever asks for the time.

#include <string_view>
#include <tuple>
#include <vector>

#include "world/arena.hpp"
#include "world/kinds.hpp"
#include "world/openings.hpp"
#include "world/options.hpp"
#include "world/people.hpp"

namespace crosswalk::sim {

class World {
 public:
  /// Generates the world; 200,000 candidates take about a second.
  explicit World(const WorldOptions& options);
  World(World&&) = default;
  World& operator=(World&&) = default;

  const WorldOptions& options() const { return options_; }
  const std::vector<Tombstone>& tombstones() const { return tombstones_; }

  /// The table of an entity: `for (const Job& job : world.all<Job>())` gives the living, oldest
  /// first.
  template <class T>
  const Table<T>& all() const {
    return std::get<Table<T>>(tables_);
  }

  /// The living record, or null; the pointer lives as long as the world.
  template <class T>
  const T* find(Id id) const {
    return all<T>().find(id);
  }

  // Relations, living ones only, oldest first.
  std::vector<const JobPost*> posts_of(const Job& job) const;
  std::vector<const Application*> applications_of(const Job& job) const;
  std::vector<const Application*> applications_of(const Candidate& candidate) const;
  std::vector<const ApplicationStage*> stages_of(const Application& application) const;

  // Changes. Each takes the moment it happens at and moves the row's updated_at there; a moment
  // before an earlier change counts as that one. Unknown ids give false, or 0 for a new id.

  /// A text that lives as long as the world, for use in edit().
  Text keep(std::string_view text) { return arena_.keep(text); }

  /// A new invented job with its plan and one live post; a further live post of a job; a person;
  /// an application of a candidate for a job, or, with 0, as a prospect without one.
  Id add_job(Instant at);
  Id add_job_post(Id job_id, Instant at);
  Id add_candidate(Instant at);
  Id add_application(Id candidate_id, Id job_id, Instant at);

  /// Lets `change(T&)` edit plain fields in place: texts from keep(), flags, ids of lookups. The
  /// base Row and the links between rows are the world's own and must stay as they are.
  template <class T, class Change>
  bool edit(Id id, Instant at, Change change) {
    T* const row = std::get<Table<T>>(tables_).edit(id);
    if (row == nullptr) return false;
    change(*row);
    std::get<Table<T>>(tables_).touch(*row, not_before_the_last(at));
    return true;
  }

  bool close_job(Id id, Instant at);            ///< Its posts go off line.
  bool reopen_job(Id id, Instant at);           ///< And come back.
  bool advance(Id application_id, Instant at);  ///< To the next stage; past the last: hired.
  bool reject(Id application_id, Id reason_id, Instant at);  ///< Reason 0: none given.
  bool anonymise(Id candidate_id, Instant at);  ///< Empties the person, keeps the record.

  /// Deletes: a candidate with all applications, a job with posts, plan and applications, an
  /// application with stages and rejection; anything else alone.
  bool remove(Kind kind, Id id, Instant at);

 private:
  friend class Growth;  // Generates; growth.hpp.

  template <class T>
  Table<T>& table() {
    return std::get<Table<T>>(tables_);
  }
  template <class T>
  bool remove_row(Kind kind, Id id, Instant at);
  bool set_open(Id job_id, bool open, Instant at);
  void enter_stage(Application& application, Id job_stage_id, Instant at);
  void leave_stage(Application& application, Instant at);
  Instant not_before_the_last(Instant at);

  WorldOptions options_;
  Arena arena_;
  Instant last_change_;
  std::vector<Tombstone> tombstones_;
  // The first id of each kind differs, so that an id given for another kind finds nothing.
  std::tuple<Table<Department>, Table<Office>, Table<User>, Table<Source>, Table<RejectionReason>,
             Table<Job>, Table<JobStage>, Table<JobPost>, Table<Candidate>, Table<Application>,
             Table<ApplicationStage>, Table<RejectionDetail>>
      tables_;
};

}  // namespace crosswalk::sim
