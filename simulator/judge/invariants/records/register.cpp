#include "judge/invariants/records/register.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {
namespace {

constexpr Sort every_sort[] = {Sort::job,   Sort::candidate, Sort::application,
                               Sort::stage, Sort::note,      Sort::card};

std::size_t place(Sort sort) { return static_cast<std::size_t>(sort); }

}  // namespace

Slot& Register::slot(Subject subject) {
  std::vector<Slot>& all = slots_[place(subject.sort)];
  if (subject.row >= all.size()) all.resize(rows_of(*world_, subject.sort));
  return all[subject.row];
}

const Slot& Register::slot(Subject subject) const {
  return slots_[place(subject.sort)].at(subject.row);
}

Standing Register::standing_of(Subject subject) const {
  return with_row(*world_, subject, [&](const auto& row) { return truth_->of(row); });
}

bool Register::seen_apart(EntityKind kind) const {
  return kind == EntityKind::stage && policy_.without_history;
}

void Register::mark(Subject subject, const Cause& cause) {
  Slot& known = slot(subject);
  // Such a vendor's deltas go by what was done with an application, not by what was changed of it.
  const bool hidden =
      cause.hidden || (policy_.without_history && subject.sort == Sort::application);
  if (!starting_) known.changed = std::max(known.changed, cause.at);
  known.cause.at = std::max(known.cause.at, cause.at);
  known.cause.hidden = known.cause.hidden || hidden;
  if (known.dirty) return;
  known.dirty = true;
  dirty_.push_back(subject);
}

void Register::pend(Subject subject) {
  Slot& known = slot(subject);
  if (known.pending) return;
  known.pending = true;
  pending_.push_back(subject);
}

void Register::pend_children(Subject subject) {
  each_child(*world_, subject, [&](Subject child) { pend(child); });
}

void Register::begin_again(Instant now) { begun_again_ = now; }

// The first look, and one under another policy: everything is decided.
void Register::start(const Look& look) {
  const bool first = world_ == nullptr;
  CROSSWALK_CHECK(first || world_ == look.world);
  CROSSWALK_CHECK(look.ledger.keeps_journal());
  world_ = look.world;
  const bool other = !(policy_ == look.policy);
  if (!first && !begun_again_ && !other) return;
  another_policy_ = another_policy_ || (!first && (begun_again_ || other));
  policy_ = look.policy;
  truth_.emplace(*world_, policy_);
  // What is read in the very moment that a policy begins is read under it.
  const Instant since = begun_again_.value_or(look.now) - Duration{1};
  const Cause cause{first ? Instant{} : since, false};
  begun_again_.reset();
  starting_ = true;
  for (const Sort sort : every_sort) {
    for (std::size_t row = 0; row < rows_of(*world_, sort); ++row) {
      mark({sort, static_cast<std::uint32_t>(row)}, cause);
    }
  }
  starting_ = false;
}

void Register::collect(const Look& look) {
  for (const Sort sort : every_sort) {
    const std::size_t known = slots_[place(sort)].size();
    for (std::size_t row = known; row < rows_of(*world_, sort); ++row) {
      const Subject fresh{sort, static_cast<std::uint32_t>(row)};
      mark(fresh, {with_row(*world_, fresh, [](const auto& each) { return each.created_at; })});
    }
  }
  touched_.read(*world_, [&](Subject subject, const Cause& cause) { mark(subject, cause); });
  std::vector<Id> people;
  for (const Subject each : dirty_) {
    if (each.sort == Sort::candidate) {
      people.push_back(world_->all<Candidate>().row(each.row).id);
    } else if (each.sort == Sort::application) {
      const Application& row = world_->all<Application>().row(each.row);
      if (row.admitted) people.push_back(row.candidate_id);
    }
  }
  const std::vector<JournalEntry>& journal = look.ledger.journal(policy_.organization);
  for (std::size_t at = followed_; at < journal.size(); ++at) {
    const JournalEntry& entry = journal[at];
    const bool put = entry.deed == JournalEntry::Deed::put;
    if (entry.kind == EntityKind::candidate && !put) people.push_back(id_of(entry.key));
  }
  members_.read({*world_, look.ledger, policy_, look.exports, look.erased}, people, [&](Id id) {
    if (const auto found = subject_of(*world_, Sort::candidate, id)) mark(*found, {});
  });
}

void Register::decide(const Look& look) {
  // Jobs and people first: whether the others are to be sent depends on them.
  for (std::size_t at = 0; at < dirty_.size(); ++at) {
    const Subject subject = dirty_[at];
    if (subject.sort == Sort::job) {
      truth_->decide_again(world_->all<Job>().row(subject.row));
    } else if (subject.sort == Sort::candidate) {
      const Candidate& row = world_->all<Candidate>().row(subject.row);
      truth_->decide_again(row, members_.linked(row.id), members_.erased(row.id) != nullptr);
    } else {
      continue;
    }
    const Cause cause = slot(subject).cause;
    each_application(*world_, subject, [&](Subject each) { mark(each, cause); });
    if (standing_of(subject) != slot(subject).standing) {
      each_child(*world_, subject, [&](Subject each) { mark(each, cause); });
    }
  }
  for (std::size_t at = 0; at < dirty_.size(); ++at) decide_one(look, dirty_[at]);
  dirty_.clear();
}

void Register::decide_one(const Look& look, Subject subject) {
  Slot& known = slot(subject);
  known.dirty = false;
  const Standing before = known.standing;
  known.standing = standing_of(subject);
  if (subject.sort > Sort::application) move(look, subject, known);
  touched_.refer(*world_, subject);
  if (known.standing == Standing::sent) {
    known.let_out = true;
    note_version(subject, known);
  }
  pend(subject);
  if (subject.sort == Sort::application && before != known.standing) {
    const Cause cause = known.cause;
    each_child(*world_, subject, [&](Subject child) {
      Slot& below = slot(child);
      below.cause.at = std::max(below.cause.at, cause.at);
      below.cause.hidden = below.cause.hidden || cause.hidden;
      pend(child);
    });
  }
}

// A note whose person became another hangs elsewhere; under its old key it must not be held.
void Register::move(const Look& look, Subject subject, Slot& known) {
  const Id parent = parent_of(*world_, subject);
  if (known.parent == parent) return;
  const EntityKind kind = kind_of(*world_, subject);
  const std::string key = key_of(*world_, subject);
  if (known.parent != 0) {
    std::string old = std::to_string(known.parent) + key.substr(key.find('\n'));
    strays_.emplace(Key{kind, std::move(old)}, known.cause);
  }
  if (known.parent != 0) {
    strays_.erase(Key{kind, key});
    const Entity* const held = look.ledger.find(kind, policy_.organization, key);
    known.held = held != nullptr && held->held ? content_digest(held->content) : 0;
  }
  known.parent = parent;
}

void Register::note_version(Subject subject, Slot& known) {
  std::string content;
  with_row(*world_, subject, [&](const auto& row) { truth_->write(row, content); });
  known.truth = content_digest(content);
  // A job that was closed may be told so in the words of any version.
  const bool closed =
      subject.sort == Sort::job && world_->all<Job>().row(subject.row).status == JobStatus::closed;
  const bool newer = known.versions.empty() || known.versions.back() != known.truth;
  if (newer && !closed) known.versions.push_back(known.truth);
}

// LinkedIn would not take a record as it was then: as it is now, unless it changed since.
void Register::note_refused(const Refusals& refusals) {
  const auto& all = refusals.told();
  for (; refusals_ < all.size(); ++refusals_) {
    const auto subject = subject_of(*world_, sort_of(all[refusals_].kind), all[refusals_].id);
    if (!subject || all[refusals_].at < slot(*subject).changed) continue;
    slot(*subject).refused = slot(*subject).truth;
    pend(*subject);
  }
}

std::vector<Breach> Register::read(const Look& look, const Refusals& refusals) {
  start(look);
  collect(look);
  decide(look);
  note_refused(refusals);
  std::vector<Breach> breaches;
  const std::vector<JournalEntry>& journal = look.ledger.journal(policy_.organization);
  for (; followed_ < journal.size(); ++followed_) follow(look, journal[followed_], breaches);
  return breaches;
}

}  // namespace crosswalk::sim::judging
