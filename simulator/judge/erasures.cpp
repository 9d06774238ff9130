#include "judge/erasures.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk::sim::judging {
namespace {

// Whose record it is; 0 for what the world never had.
Id person_of(const World& world, EntityKind kind, std::string_view key) {
  const Id id = id_of(key.substr(0, key.find('\n')));
  if (kind == EntityKind::candidate || kind == EntityKind::candidate_note) return id;
  const Application* const row = world.all<Application>().ever(id);
  return row == nullptr ? 0 : row->candidate_id;
}

void tell(EntityKind kind, std::vector<std::pair<std::string_view, const Entity*>> broken,
          std::string_view what, Minutes& minutes) {
  std::ranges::sort(broken);
  for (const auto& [key, entity] : broken) minutes.broken_erasure(kind, key, what, entity->held);
}

}  // namespace

Erased all_erased(const Ledger& ledger, const TenantPolicy& policy, const Exports& exports,
                  const Erased& told) {
  Erased all = told;
  for (const auto& [id, at] : told.candidates) {
    const auto stands_for = exports.members.find(id);
    if (stands_for != exports.members.end()) all.members.emplace(stands_for->second, at);
  }
  for (const auto& [id, member] : exports.members) {
    const auto found = all.members.find(member);
    if (found != all.members.end()) all.candidates.emplace(id, found->second);
  }
  if (all.members.empty()) return all;
  ledger.for_each(EntityKind::candidate, policy.organization, [&](KeyText key, const Entity& each) {
    const auto found = all.members.find(each.member);
    if (found != all.members.end()) all.candidates.emplace(id_of(key.id), found->second);
  });
  return all;
}

void check_erasures(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                    const Exports& exports, const Erased& erased, Minutes& minutes) {
  if (erased.candidates.empty() && erased.members.empty()) return;
  for (std::size_t place = 0; place < entity_kinds; ++place) {
    const auto kind = static_cast<EntityKind>(place);
    const Shelf* const shelf = ledger.shelf(kind, policy.organization);
    if (shelf == nullptr || kind == EntityKind::job) continue;
    std::vector<std::pair<std::string_view, const Entity*>> held, back;
    for (const auto& [key, entity] : shelf->entities) {
      const auto promised = erased.candidates.find(person_of(world, kind, key));
      if (promised == erased.candidates.end()) continue;
      if (entity.changed_at > promised->second) {
        back.emplace_back(key, &entity);
      } else if (entity.held) {
        held.emplace_back(key, &entity);
      }
    }
    tell(kind, std::move(back), "erased_and_back", minutes);
    tell(kind, std::move(held), "erased_and_held", minutes);
  }
  for (const auto& [id, member] : exports.members) {
    const Candidate* const person = world.find<Candidate>(id);
    const auto promised = erased.members.find(member);
    if (person == nullptr || !person->admitted || promised == erased.members.end()) continue;
    if (person->created_at <= promised->second) continue;
    minutes.broken_erasure(EntityKind::candidate, IdText(id).view(), "erased_and_exported", false);
  }
}

}  // namespace crosswalk::sim::judging
