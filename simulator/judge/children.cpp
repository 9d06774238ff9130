#include "judge/children.hpp"

#include <algorithm>

namespace crosswalk::sim::judging {
namespace {

EntityKind kind_of(const ApplicationStage&) { return EntityKind::stage; }
EntityKind kind_of(const Scorecard&) { return EntityKind::feedback; }
EntityKind kind_of(const Note& note) {
  return note.application_id == 0 ? EntityKind::candidate_note : EntityKind::application_note;
}

Id parent_of(const ApplicationStage& row) { return row.application_id; }
Id parent_of(const Scorecard& row) { return row.application_id; }
Id parent_of(const Note& row) {
  return row.application_id == 0 ? row.candidate_id : row.application_id;
}

EntityKind parent_kind(EntityKind kind) {
  return kind == EntityKind::candidate_note ? EntityKind::candidate : EntityKind::application;
}

}  // namespace

void Children::compare() {
  policy_.without_history ? compare_observed() : compare_all<ApplicationStage>();
  compare_all<Note>();
  compare_all<Scorecard>();
  for (const EntityKind kind : {EntityKind::candidate_note, EntityKind::application_note,
                                EntityKind::feedback, EntityKind::stage}) {
    const std::uint64_t held = ledger_.held(kind, policy_.organization);
    minutes_.counts(kind).held = held;
    if (kind == EntityKind::stage && policy_.without_history) continue;
    if (held == met_[static_cast<std::size_t>(kind)]) continue;
    if (kind == EntityKind::stage) {
      hunt<ApplicationStage>(kind);
    } else if (kind == EntityKind::feedback) {
      hunt<Scorecard>(kind);
    } else {
      hunt<Note>(kind);
    }
  }
}

bool Children::fits(EntityKind kind, Id parent) const {
  const bool of_candidate = parent_kind(kind) == EntityKind::candidate;
  const std::vector<bool>& fit = of_candidate ? parents_.candidates : parents_.applications;
  const Id first =
      of_candidate ? world_.all<Candidate>().first_id() : world_.all<Application>().first_id();
  return parent >= first && parent - first < fit.size() && fit[parent - first];
}

template <class T>
void Children::compare_all() {
  const Table<T>& table = world_.all<T>();
  for (std::size_t at = 0; at < table.rows(); ++at) {
    const T& row = table.row(at);
    if (row.gone) continue;
    const EntityKind kind = kind_of(row);
    const Id parent = parent_of(row);
    if (fits(kind, parent)) compare_one(row, kind, parent);
  }
}

template <class T>
void Children::compare_one(const T& row, EntityKind kind, Id parent) {
  Comparison& count = minutes_.counts(kind);
  const Standing standing = truth_.of(row);
  count.withheld += standing == Standing::withheld ? 1 : 0;
  count.incomplete += standing == Standing::incomplete ? 1 : 0;
  if (standing != Standing::sent) return;
  ++count.expected;
  key_ = IdText(parent).view();
  key_ += '\n';
  key_ += IdText(row.id).view();
  const Entity* const entity = ledger_.find(kind, policy_.organization, key_);
  if (entity == nullptr || !entity->held) {
    ++count.missing;
    return minutes_.disagree(kind, key_, "missing");
  }
  ++met_[static_cast<std::size_t>(kind)];
  expected_.clear();
  truth_.write(row, expected_);
  minutes_.compare(kind, key_, *entity, expected_);
}

bool Children::parent_held(EntityKind kind, std::string_view parent) const {
  const Entity* const above = ledger_.find(parent_kind(kind), policy_.organization, parent);
  return above != nullptr && above->held;
}

bool Children::parent_lost_something(EntityKind kind, Id parent) const {
  if (parent_kind(kind) == EntityKind::candidate) {
    const auto* person = world_.all<Candidate>().ever(parent);
    return person != nullptr && truth_.of(*person) == Standing::incomplete &&
           truth_.may_have_been_whole(*person);
  }
  const auto* application = world_.all<Application>().ever(parent);
  return application != nullptr && truth_.of(*application) == Standing::incomplete &&
         truth_.may_have_been_whole(*application);
}

bool Children::of_deleted_person(EntityKind kind, Id parent) const {
  Id person = parent;
  if (parent_kind(kind) == EntityKind::application) {
    const auto* application = world_.all<Application>().ever(parent);
    if (application == nullptr) return false;
    person = application->candidate_id;
  }
  const auto* row = world_.all<Candidate>().ever(person);
  return row != nullptr && (row->gone || row->anonymised);
}

bool Children::of_erased_person(EntityKind kind, Id parent) const {
  if (parent_kind(kind) == EntityKind::candidate) {
    const auto* person = world_.all<Candidate>().ever(parent);
    return person != nullptr && truth_.of(*person) == Standing::erased;
  }
  const auto* application = world_.all<Application>().ever(parent);
  return application != nullptr && truth_.of(*application) == Standing::erased;
}

void Children::tell_extras(EntityKind kind, std::vector<std::string_view> keys) {
  std::ranges::sort(keys);
  for (const std::string_view key : keys) {
    const Id parent = id_of(key.substr(0, key.find('\n')));
    if (of_erased_person(kind, parent)) continue;
    minutes_.extra(kind, key, of_deleted_person(kind, parent));
  }
}

template <class T>
bool Children::may_be_held(EntityKind kind, Id parent, const T& row) const {
  if (kind_of(row) != kind || parent_of(row) != parent) return false;
  const Standing standing = truth_.of(row);
  if (standing != Standing::sent && standing != Standing::incomplete) return false;
  return fits(kind, parent) || parent_lost_something(kind, parent);
}

template <class T>
void Children::hunt(EntityKind kind) {
  const Shelf* const shelf = ledger_.shelf(kind, policy_.organization);
  if (shelf == nullptr) return;
  std::vector<std::string_view> wrong;
  for (const auto& [key, entity] : shelf->entities) {
    if (!entity.held) continue;
    const std::string_view parent = std::string_view(key).substr(0, key.find('\n'));
    const bool two_parts = parent.size() < key.size();
    const Id id = two_parts ? id_of(std::string_view(key).substr(parent.size() + 1)) : 0;
    const T* const row = world_.all<T>().ever(id);
    const bool good =
        row != nullptr && parent_held(kind, parent) && may_be_held(kind, id_of(parent), *row);
    if (!good) wrong.push_back(key);
  }
  tell_extras(kind, std::move(wrong));
}

}  // namespace crosswalk::sim::judging
