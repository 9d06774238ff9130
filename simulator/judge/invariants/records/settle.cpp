// What is wrong once nothing is under way, by the rules of judge.hpp.

#include <algorithm>

#include "judge/compare.hpp"
#include "judge/invariants/records/register.hpp"
#include "judge/minutes.hpp"
#include "judge/observed.hpp"

namespace crosswalk::sim::judging {

struct Register::Bench {
  const Look& look;
  const Reading& reading;
  const Refusals& refusals;
  std::vector<Finding>& found;
  mutable bool waits = false;  ///< What would be found is excused as long as things stand so.

  // Whose listings tell that it is another: of what must go with what it hangs on, that one's.
  EntityKind told_by(const Register& all, Subject subject) const {
    const EntityKind kind = kind_of(*all.world_, subject);
    const auto parent = above(*all.world_, subject);
    if (!parent) return kind;
    const bool withheld = !lets_out_kind(all.policy_, name_of(kind));
    const bool goes = withheld || all.slot(*parent).standing != Standing::sent;
    return goes ? kind_of(*all.world_, *parent) : kind;
  }

  void find(std::string_view invariant, EntityKind kind, std::string key, std::string_view what,
            std::vector<std::string> fields = {}) const {
    found.push_back({invariant, {kind, std::move(key), what, std::move(fields)}});
  }
};

std::vector<Finding> Register::settle(const Look& look, const Reading& reading,
                                      const Refusals& refusals, Excused* excused) {
  std::vector<Finding> found, untold;
  const Bench bench{look, reading, refusals, found, false};
  const Bench aside{look, reading, refusals, untold, false};
  const auto excuse = [excused](std::string_view invariant) {
    if (excused != nullptr) ++(*excused)[std::string(invariant)];
  };
  std::vector<Subject> still;
  for (std::size_t at = 0; at < pending_.size(); ++at) {
    const Subject subject = pending_[at];
    Slot& known = slot(subject);
    const bool promised = known.standing == Standing::erased;
    const std::size_t before = found.size();
    const bool told = promised || reading.knows(bench.told_by(*this, subject), known.cause);
    bench.waits = false;
    if (told || excused != nullptr) compare(told ? bench : aside, subject);
    if (bench.waits) excuse(known.held == 0 ? "I1" : "I3");
    if (told && !bench.waits && found.size() == before) {
      known.pending = false;
      known.cause = {};
    } else {
      still.push_back(subject);
    }
  }
  pending_ = std::move(still);
  for (const auto& [key, cause] : strays_) {
    const EntityKind above =
        key.first == EntityKind::candidate_note ? EntityKind::candidate : EntityKind::application;
    const EntityKind whose = sort_of(key.first) > Sort::application ? above : key.first;
    const bool told = reading.knows(whose, {cause.at, cause.at != Instant{}});
    compare_stray(told ? bench : aside, key);
  }
  for (const Finding& each : untold) excuse(each.invariant);
  return found;
}

void Register::compare(const Bench& bench, Subject subject) {
  const Slot& known = slot(subject);
  if (subject.sort > Sort::application) return compare_child(bench, subject, known);
  compare_own(bench, subject, known);
  if (subject.sort == Sort::application && policy_.without_history) {
    compare_seen(bench, subject, known);
  }
}

void Register::differs(const Bench& bench, Subject subject, const std::string& key) {
  const EntityKind kind = kind_of(*world_, subject);
  const Entity* const entity = bench.look.ledger.find(kind, policy_.organization, key);
  if (entity == nullptr) return;
  std::string expected;
  with_row(*world_, subject, [&](const auto& row) { truth_->write(row, expected); });
  Difference seen = difference(entity->content, expected);
  if (seen.fields.empty()) return;
  const bool leaks = std::ranges::any_of(seen.fields, [&](const std::string& field) {
    const std::string name = std::string(name_of(kind)) + "." + field;
    return std::ranges::find(policy_.withheld_fields, name) != policy_.withheld_fields.end();
  });
  bench.find(leaks ? "I2" : "I3", kind, key, seen.stale ? "stale" : "differs",
             std::move(seen.fields));
}

void Register::compare_own(const Bench& bench, Subject subject, const Slot& known) {
  const EntityKind kind = kind_of(*world_, subject);
  const auto key = [&] { return key_of(*world_, subject); };
  switch (known.standing) {
    case Standing::sent:
      if (known.held == known.truth || excused(bench, subject)) return;
      if (known.held == 0) return bench.find("I1", kind, key(), "missing");
      return differs(bench, subject, key());
    case Standing::erased: {
      const Id person = person_of(kind, key());
      if (const Instant* const since = members_.erased(person)) {
        compare_erased(bench, kind, key(), *since);
      }
      return;
    }
    case Standing::incomplete:
      if (lost_something(subject)) return;
      break;
    default:
      break;
  }
  if (known.held == 0) return;
  const bool deleted = known.standing == Standing::deleted;
  if (subject.sort == Sort::job) {
    const Job& row = world_->all<Job>().row(subject.row);
    if (withdrawn(bench, row, key())) return;
  } else if (deleted) {
    const Candidate* const person = person_of(subject);
    const bool of_deleted = person == nullptr || person->gone || person->anonymised;
    return bench.find("I5", kind, key(), of_deleted ? "of_a_deleted_person" : "extra");
  }
  bench.find(deleted ? "I5" : "I2", kind, key(), "extra");
}

// LinkedIn would not take it, or what it hangs on, as it is; the client has told a person.
bool Register::excused(const Bench& bench, Subject subject) const {
  const Slot& known = slot(subject);
  if (known.refused != 0 && known.refused == known.truth) return bench.waits = true;
  if (subject.sort != Sort::application) return false;
  const Application& row = world_->all<Application>().row(subject.row);
  const auto job = subject_of(*world_, Sort::job, row.job_id);
  const auto person = subject_of(*world_, Sort::candidate, row.candidate_id);
  // What it hangs on comes first, and of that its client may not have been told yet.
  const auto waits = [&](Subject parent) {
    const Slot& above = slot(parent);
    return above.held == 0 && !bench.reading.knows(kind_of(*world_, parent), above.cause);
  };
  for (const auto& parent : {job, person}) {
    if (!parent) continue;
    if (excused(bench, *parent)) return true;
    if (waits(*parent)) return bench.waits = true;
  }
  return false;
}

// LinkedIn deletes no job; see Court::is_withdrawn in judge.cpp.
bool Register::withdrawn(const Bench& bench, const Job& row, const std::string& key) const {
  const Entity* const entity = bench.look.ledger.find(EntityKind::job, policy_.organization, key);
  return entity != nullptr && entity->content.find("\"state\":\"CLOSED\"") != std::string::npos &&
         (row.gone || row.revision > 0 || entity->was_listed || policy_.was_wider ||
          another_policy_);
}

bool Register::lost_something(Subject subject) const {
  if (slot(subject).standing != Standing::incomplete) return false;
  switch (subject.sort) {
    case Sort::job:
      return truth_->may_have_been_whole(world_->all<Job>().row(subject.row));
    case Sort::candidate:
      return truth_->may_have_been_whole(world_->all<Candidate>().row(subject.row));
    case Sort::application:
      return truth_->may_have_been_whole(world_->all<Application>().row(subject.row));
    default:
      return false;
  }
}

bool Register::fits(Subject parent) const {
  const Slot& known = slot(parent);
  return known.held != 0 && known.standing == Standing::sent;
}

void Register::compare_child(const Bench& bench, Subject subject, const Slot& known) {
  const EntityKind kind = kind_of(*world_, subject);
  if (seen_apart(kind)) return;
  const auto parent = above(*world_, subject);
  if (!parent) return;
  if (slot(*parent).standing == Standing::erased) {
    const std::string key = key_of(*world_, subject);
    if (const Instant* const since = members_.erased(person_of(kind, key))) {
      compare_erased(bench, kind, key, *since);
    }
    return;
  }
  if (known.standing == Standing::sent && fits(*parent)) {
    if (known.held == known.truth || excused(bench, subject)) return;
    if (known.held == 0) return bench.find("I1", kind, key_of(*world_, subject), "missing");
    return differs(bench, subject, key_of(*world_, subject));
  }
  if (known.held == 0) return;
  const bool open = known.standing == Standing::sent || known.standing == Standing::incomplete;
  const bool above_good = slot(*parent).held != 0 && (fits(*parent) || lost_something(*parent));
  if (open && above_good) return;
  const Candidate* const person = person_of(*parent);
  const bool of_deleted = person != nullptr && (person->gone || person->anonymised);
  const bool deleted = of_deleted || known.standing == Standing::deleted ||
                       slot(*parent).standing == Standing::deleted;
  bench.find(deleted ? "I5" : "I2", kind, key_of(*world_, subject),
             of_deleted ? "of_a_deleted_person" : "extra");
}

// By the rules of observed.cpp, for one application.
void Register::compare_seen(const Bench& bench, Subject application, const Slot& known) {
  constexpr EntityKind kind = EntityKind::stage;
  const Application& row = world_->all<Application>().row(application.row);
  const bool open = lets_out_kind(policy_, "stage") && !row.gone &&
                    (fits(application) || lost_something(application));
  const Instant* const promised =
      known.standing == Standing::erased ? members_.erased(row.candidate_id) : nullptr;
  const Candidate* const person = person_of(application);
  const bool of_deleted = person != nullptr && (person->gone || person->anonymised);
  std::vector<std::string> names;
  each_seen(bench.look.ledger, row.id, [&](const std::string& key, const Entity& entity) {
    if (promised != nullptr) return compare_erased(bench, kind, key, *promised);
    if (!entity.held) return;
    auto seen = seen_in(entity.content);
    if (open && seen && was_in(*world_, *truth_, row, seen->name, seen->at)) {
      return names.push_back(std::move(seen->name));
    }
    bench.find(row.gone || of_deleted ? "I5" : "I2", kind, key,
               of_deleted ? "of_a_deleted_person" : "extra");
  });
  const ApplicationStage* const entry = row.gone ? nullptr : shown_stage(*world_, row);
  if (entry == nullptr || !fits(application) || truth_->of(*entry) != Standing::sent) return;
  if (std::ranges::find(names, truth_->name_of(*entry)) != names.end()) return;
  bench.waits = bench.refusals.refused(kind, row.id);
  if (bench.waits) return;
  bench.find("I1", kind, std::to_string(row.id), "missing");
}

// The stages that were ever written below an application, whoever made their ids.
void Register::each_seen(const Ledger& ledger, Id application,
                         const std::function<void(const std::string&, const Entity&)>& use) const {
  const auto written = seen_.find(application);
  if (written == seen_.end()) return;
  for (const std::string& key : written->second) {
    const Entity* const entity = ledger.find(EntityKind::stage, policy_.organization, key);
    if (entity != nullptr) use(key, *entity);
  }
}

void Register::compare_erased(const Bench& bench, EntityKind kind, const std::string& key,
                              Instant since) {
  const Entity* const entity = bench.look.ledger.find(kind, policy_.organization, key);
  if (entity == nullptr) return;
  if (entity->changed_at > since) {
    bench.find("I5", kind, key, "erased_and_back");
  } else if (entity->held) {
    bench.find("I5", kind, key, "erased_and_held");
  }
}

void Register::compare_stray(const Bench& bench, const Key& stray) {
  const auto& [kind, key] = stray;
  const Entity* const entity = bench.look.ledger.find(kind, policy_.organization, key);
  if (entity == nullptr) return;
  const Id person = person_of(kind, key);
  if (const Instant* const since = members_.erased(person)) {
    return compare_erased(bench, kind, key, *since);
  }
  if (!entity->held) return;
  const Candidate* const row = world_->all<Candidate>().ever(person);
  const bool child = sort_of(kind) > Sort::application;
  const bool of_deleted = child && row != nullptr && (row->gone || row->anonymised);
  bench.find(of_deleted ? "I5" : "I2", kind, key, of_deleted ? "of_a_deleted_person" : "extra");
}

}  // namespace crosswalk::sim::judging
