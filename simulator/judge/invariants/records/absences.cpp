#include "judge/invariants/records/absences.hpp"

#include <algorithm>

#include "judge/invariants/records/subject.hpp"
#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {
namespace {

// Connectors name a listing after what it holds, and after the generation that they speak.
constexpr std::pair<std::string_view, EntityKind> listings[] = {
    {"jobs", EntityKind::job},
    {"candidates", EntityKind::candidate},
    {"applications", EntityKind::application},
    {"candidate_notes", EntityKind::candidate_note},
    {"application_notes", EntityKind::application_note},
    {"feedback", EntityKind::feedback},
    {"stages", EntityKind::stage}};

bool is_gone(const World& world, EntityKind kind, std::string_view key) {
  const auto subject = named(world, kind, key);
  return subject && with_row(world, *subject, [](const auto& row) { return row.gone; });
}

}  // namespace

std::vector<EntityKind> asked_about(std::string_view told, std::string_view missing_words) {
  std::vector<EntityKind> kinds;
  const std::size_t end = told.find(missing_words);
  if (end == std::string_view::npos) return kinds;
  const std::size_t blank = told.substr(0, end).rfind(' ');
  const std::string_view name = told.substr(0, end).substr(blank + 1);
  for (const auto& [listing, kind] : listings) {
    const bool begins = name.starts_with(listing);
    const std::string_view rest = begins ? name.substr(listing.size()) : std::string_view();
    if (begins && (rest.empty() || rest.front() == '_')) kinds.push_back(kind);
  }
  return kinds;
}

std::vector<EntityKind> asked_about(const std::vector<std::string_view>& told,
                                    std::string_view missing_words) {
  std::vector<EntityKind> kinds;
  for (const std::string_view each : told) {
    const auto found = asked_about(each, missing_words);
    kinds.insert(kinds.end(), found.begin(), found.end());
  }
  return kinds;
}

void Absences::note(const Look& look, EntityKind kind) {
  const Shelf* const shelf = look.ledger.shelf(kind, look.policy.organization);
  if (shelf == nullptr) return;
  for (const auto& [key, entity] : shelf->entities) {
    if (entity.held && is_gone(*look.world, kind, key)) waits_.emplace(kind, key);
  }
}

void Absences::read(const Look& look) {
  if (look.answered) waits_.clear();
  for (const EntityKind kind : look.asked_about) note(look, kind);
}

bool Absences::excuse(const World& world, EntityKind kind, const std::string& key) const {
  if (waits_.empty()) return false;
  if (waits_.contains({kind, key})) return true;
  const auto waits = [&](EntityKind above, Id id) {
    return waits_.contains({above, std::string(IdText(id).view())});
  };
  const Id parent = id_of(key.substr(0, key.find('\n')));
  if (kind == EntityKind::candidate_note) return waits(EntityKind::candidate, parent);
  if (kind == EntityKind::job || kind == EntityKind::candidate) return false;
  if (kind != EntityKind::application && waits(EntityKind::application, parent)) return true;
  const Application* const row = world.all<Application>().ever(parent);
  return row != nullptr &&
         (waits(EntityKind::candidate, row->candidate_id) || waits(EntityKind::job, row->job_id));
}

}  // namespace crosswalk::sim::judging
