// What must not happen even for a moment, seen in the ledger's journal.

#include <algorithm>

#include "judge/invariants/records/register.hpp"
#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {
namespace {

std::string minutes_after(Instant at, Instant since) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at - since).count();
  return std::to_string(minutes) + (minutes == 1 ? " minute after" : " minutes after");
}

// What is chosen today holds for what was asked since; closing a public job shows nobody more.
bool shown_against(const TenantPolicy& policy, const JournalEntry& entry, Instant changed) {
  return entry.shown && policy.availability != "PUBLIC" && entry.asked > changed + Duration{1};
}

template <class T>
bool unchanged(const T& row) {
  return row.revision == 0 || row.updated_at == row.created_at;
}

template <class T>
bool unchanged(const World& world, Id id) {
  const T* const row = world.all<T>().ever(id);
  return row == nullptr || unchanged(*row);
}

}  // namespace

void Register::follow(const Look& look, const JournalEntry& entry, std::vector<Breach>& breaches) {
  using Deed = JournalEntry::Deed;
  if (entry.deed == Deed::asked || entry.deed == Deed::linked) return;
  if (entry.early) {
    breaches.push_back(
        {"I7", words_of(entry.kind, entry.key) +
                   (entry.deed == Deed::erased
                        ? " was deleted before what hangs on it"
                        : " was written before what it hangs on was ever accepted")});
  }
  const auto subject =
      seen_apart(entry.kind) ? std::nullopt : named(*world_, entry.kind, entry.key);
  const bool at_home =
      subject && kind_of(*world_, *subject) == entry.kind && key_of(*world_, *subject) == entry.key;
  if (!at_home) return follow_stray(look, entry, breaches);
  Slot& known = slot(*subject);
  pend(*subject);
  const bool was_held = known.held != 0;
  if (entry.deed == Deed::put) {
    follow_put(look, entry, *subject, breaches);
  } else {
    known.held = 0;
    known.taken = entry.at;
  }
  const bool has_children = subject->sort == Sort::candidate || subject->sort == Sort::application;
  if (has_children && was_held != (known.held != 0)) pend_children(*subject);
}

void Register::follow_stray(const Look&, const JournalEntry& entry, std::vector<Breach>& breaches) {
  const Key key{entry.kind, entry.key};
  if (seen_apart(entry.kind)) {
    const Id parent = id_of(parts_of(entry.key).parent);
    if (const auto application = subject_of(*world_, Sort::application, parent)) {
      std::set<std::string>& keys = seen_[parent];
      keys.insert(entry.key);
      return pend(*application);
    }
  }
  if (entry.deed == JournalEntry::Deed::erased) return;
  const auto row = seen_apart(entry.kind) ? std::nullopt : named(*world_, entry.kind, entry.key);
  strays_.emplace(key, row ? slot(*row).cause : Cause{});
  if (row && !steady(*row)) return;
  told_apart_.insert(key);
  breaches.push_back({"I2", words_of(entry.kind, entry.key) +
                                " was written to LinkedIn and the source never had it"});
}

void Register::follow_put(const Look&, const JournalEntry& entry, Subject subject,
                          std::vector<Breach>& breaches) {
  Slot& known = slot(subject);
  known.held = entry.digest;
  const Id person = person_of(entry.kind, entry.key);
  const Instant* const promised = members_.erased(person);
  if (promised != nullptr && subject.sort != Sort::job) {
    if (entry.changed && entry.at > *promised) {
      told_apart_.insert({entry.kind, entry.key});
      breaches.push_back({"I5", words_of(entry.kind, entry.key) + " was written " +
                                    minutes_after(entry.at, *promised) +
                                    " its person was promised to be forgotten"});
    }
    return;
  }
  if (shown_against(policy_, entry, known.cause.at)) {
    breaches.push_back({"I2", words_of(entry.kind, entry.key) +
                                  " became public at LinkedIn, and jobs are private"});
  }
  check_return(entry, subject, known, breaches);
  check_version(entry, known, breaches);
  check_invented(entry, subject, known, breaches);
  if (entry.closed) known.taken = entry.at;
}

void Register::check_return(const JournalEntry& entry, Subject subject, const Slot& known,
                            std::vector<Breach>& breaches) const {
  const auto deleted = deleted_at(subject);
  if (!deleted || !known.taken || *known.taken < *deleted || entry.closed) return;
  breaches.push_back({"I5", words_of(entry.kind, entry.key) + " is back at LinkedIn " +
                                minutes_after(entry.at, *deleted) + " its deletion"});
}

// The first version that is no earlier than the last one counts, so that a text which became true
// once more is no step back.
void Register::check_version(const JournalEntry& entry, Slot& known,
                             std::vector<Breach>& breaches) const {
  const auto begin = known.versions.begin();
  const auto here = begin + std::min<std::ptrdiff_t>(known.version, known.versions.end() - begin);
  const auto found = std::find(here, known.versions.end(), entry.digest);
  if (found != known.versions.end()) {
    known.version = static_cast<std::uint32_t>(found - begin);
  } else if (std::find(begin, here, entry.digest) != here) {
    breaches.push_back(
        {"I4", words_of(entry.kind, entry.key) + " went back at LinkedIn to an earlier version"});
  }
}

void Register::check_invented(const JournalEntry& entry, Subject subject, const Slot& known,
                              std::vector<Breach>& breaches) {
  const auto never_out = [&](Subject each) {
    const Slot& of = slot(each);
    return of.standing != Standing::sent && !of.let_out && steady(each);
  };
  const auto parent = above(*world_, subject);
  if (!never_out(subject) && !(parent && never_out(*parent))) return;
  if (entry.closed && policy_.was_wider) return;
  (void)known;
  told_apart_.insert({entry.kind, entry.key});
  breaches.push_back({"I2", words_of(entry.kind, entry.key) +
                                " was written to LinkedIn and was never to be let out"});
}

// Whether nothing that its standing depends on was ever another.
bool Register::steady(Subject subject) const {
  const auto of = [&](Sort sort, Id id) {
    const auto found = subject_of(*world_, sort, id);
    return !found || steady(*found);
  };
  switch (subject.sort) {
    case Sort::job: {
      const Job& row = world_->all<Job>().row(subject.row);
      return !truth_->may_have_been_whole(row) && unchanged<Department>(*world_, row.department_id);
    }
    case Sort::candidate:
      return unchanged(world_->all<Candidate>().row(subject.row));
    case Sort::application: {
      const Application& row = world_->all<Application>().row(subject.row);
      return unchanged(row) && of(Sort::candidate, row.candidate_id) && of(Sort::job, row.job_id);
    }
    case Sort::stage: {
      const ApplicationStage& row = world_->all<ApplicationStage>().row(subject.row);
      return unchanged(row) && unchanged<JobStage>(*world_, row.job_stage_id);
    }
    case Sort::note:
      return unchanged(world_->all<Note>().row(subject.row));
    case Sort::card:
      break;
  }
  return unchanged(world_->all<Scorecard>().row(subject.row));
}

const Candidate* Register::person_of(Subject subject) const {
  if (subject.sort == Sort::candidate) return &world_->all<Candidate>().row(subject.row);
  if (subject.sort == Sort::application) {
    const Application& row = world_->all<Application>().row(subject.row);
    return world_->all<Candidate>().ever(row.candidate_id);
  }
  const auto parent = above(*world_, subject);
  return parent ? person_of(*parent) : nullptr;
}

Id Register::person_of(EntityKind kind, std::string_view key) const {
  const Id id = id_of(key.substr(0, key.find('\n')));
  if (kind == EntityKind::candidate || kind == EntityKind::candidate_note) return id;
  const Application* const row = world_->all<Application>().ever(id);
  return row == nullptr ? 0 : row->candidate_id;
}

std::optional<Instant> Register::deleted_at(Subject subject) const {
  std::optional<Instant> found;
  const auto note = [&](const auto& row, bool gone) {
    if (gone) found = std::min(found.value_or(row.updated_at), row.updated_at);
  };
  with_row(*world_, subject, [&](const auto& row) { note(row, row.gone); });
  if (subject.sort == Sort::job) return found;
  if (const Candidate* const person = person_of(subject)) {
    note(*person, person->gone || person->anonymised);
  }
  if (const auto parent = above(*world_, subject)) {
    with_row(*world_, *parent, [&](const auto& row) { note(row, row.gone); });
  }
  return found;
}

}  // namespace crosswalk::sim::judging
