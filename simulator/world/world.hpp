#pragma once

/// \file
/// The truth: everybody and everything an applicant tracking system holds, before any vendor's
/// dialect. A pure value of its options and of the changes made since, each at an instant the
/// caller names. Dialects serve it, the judge reads it; neither ever asks for the time.

#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "world/arena.hpp"
#include "world/kinds.hpp"
#include "world/openings.hpp"
#include "world/options.hpp"
#include "world/people.hpp"
#include "world/remarks/remarks.hpp"

namespace crosswalk::sim {

class World {
 public:
  /// Generates the world; 200,000 candidates take about a second.
  explicit World(const WorldOptions& options);
  World(World&&) = default;
  World& operator=(World&&) = default;

  const WorldOptions& options() const { return options_; }
  const std::vector<Tombstone>& tombstones() const { return tombstones_; }
  const std::vector<Change>& changes() const { return changes_; }

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
  std::vector<const Note*> notes_of(const Candidate& candidate) const;
  std::vector<const Scorecard*> scorecards_of(const Application& application) const;
  std::vector<const ScorecardAttribute*> attributes_of(const Scorecard& scorecard) const;

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
  /// A public note about a person, or, with an application of theirs, about that; a complete
  /// scorecard of an application for a job.
  Id add_note(Id candidate_id, Id application_id, Instant at);
  Id add_scorecard(Id application_id, Instant at);
  /// A person as a client of the vendor describes them, their texts from keep(): the plain fields
  /// of `wanted` and nothing that is invented.
  Id admit(const Candidate& wanted, Instant at);

  /// Lets `change(T&)` edit plain fields in place: texts from keep(), flags, ids of lookups. The
  /// base Row and the links between rows are the world's own and must stay as they are.
  template <class T, class Edit>
  bool edit(Id id, Instant at, Edit change) {
    if (!amend<T>(id, at, change)) return false;
    write_down(kind_of_table<T>(), id, Deed::edited);
    return true;
  }

  bool close_job(Id id, Instant at);            ///< Its posts go off line.
  bool reopen_job(Id id, Instant at);           ///< And come back.
  bool advance(Id application_id, Instant at);  ///< To the next stage; past the last: hired.
  bool reject(Id application_id, Id reason_id, Instant at);  ///< Reason 0: none given.
  bool anonymise(Id candidate_id, Instant at);  ///< Empties the person, keeps the record.
  /// Two records of one person become one: `candidate_id` is gone, its applications and notes
  /// belong to `into`. False when either is unknown or both are the same.
  bool merge(Id candidate_id, Id into, Instant at);

  /// Deletes: a candidate with all applications and notes, a job with posts, plan, attributes and
  /// applications, an application with stages, rejection, scorecards and the notes about it, a
  /// scorecard with its ratings; anything else alone.
  bool remove(Kind kind, Id id, Instant at);

 private:
  friend class Growth;  // Generates; growth.hpp.

  template <class T>
  Table<T>& table() {
    return std::get<Table<T>>(tables_);
  }
  /// The kind whose rows are T: kinds are in the order of tables.
  template <class T>
  static constexpr Kind kind_of_table() {
    return kind_at<T>(static_cast<Tables*>(nullptr));
  }
  template <class T, class... Each>
  static constexpr Kind kind_at(const std::tuple<Table<Each>...>*) {
    int place = 0;
    (void)((std::is_same_v<T, Each> || (++place, false)) || ...);
    return static_cast<Kind>(place);
  }
  /// edit() without a word of it in the diary.
  template <class T, class Edit>
  bool amend(Id id, Instant at, Edit change) {
    T* const row = table<T>().edit(id);
    if (row == nullptr) return false;
    change(*row);
    table<T>().touch(*row, not_before_the_last(at));
    return true;
  }
  void write_down(Kind kind, Id id, Deed deed, Id other = 0);
  bool remove(Kind kind, Id id, Instant at, Id cause);
  void remove_of(const Application& application, Instant at, Id cause);
  bool remove_row(Kind kind, Id id, Instant at, Id cause);
  bool set_open(Id job_id, bool open, Instant at);
  void enter_stage(Application& application, Id job_stage_id, Instant at);
  void leave_stage(Application& application, Instant at);
  Instant not_before_the_last(Instant at);

  // The first id of each kind differs, so that an id given for another kind finds nothing.
  using Tables = std::tuple<Table<Department>, Table<Office>, Table<User>, Table<Source>,
                            Table<RejectionReason>, Table<Job>, Table<JobStage>, Table<JobPost>,
                            Table<Candidate>, Table<Application>, Table<ApplicationStage>,
                            Table<RejectionDetail>, Table<Note>, Table<JobAttribute>,
                            Table<Scorecard>, Table<ScorecardAttribute>>;

  WorldOptions options_;
  Arena arena_;
  Instant last_change_;
  std::vector<Tombstone> tombstones_;
  std::vector<Change> changes_;
  bool generated_ = false;
  Tables tables_;
};

}  // namespace crosswalk::sim
