// The model's verbs for who may see a job.

#include <algorithm>
#include <tuple>

#include "unit/flow/model_store.hpp"

namespace crosswalk {

void ModelStore::set_access(const std::string& job, const RecordDigest& member, bool wanted) {
  Seeing& seeing = access[{job, member}];
  if (seeing.wanted == wanted) return;
  seeing.wanted = wanted;
  seeing.attempts = 0;
  seeing.retry_at = {};
}

void ModelStore::forget_access() {
  std::erase_if(access, [](const auto& each) {
    return !each.second.wanted && each.second.there == Seeing::There::no;
  });
  std::erase_if(urns, [this](const auto& each) { return !access.contains({"", each.first}); });
}

bool ModelStore::configure_access(const std::vector<AccessMember>& members) {
  bool came = false;
  std::set<RecordDigest> configured;
  for (const AccessMember& member : members) {
    configured.insert(member.digest);
    const auto known = access.find({"", member.digest});
    came |= known == access.end() || !known->second.wanted;
    set_access("", member.digest, true);
    urns[member.digest] = member.urn;
  }
  for (auto& [place, seeing] : access) {
    const bool nobody = place.second == nobody_digest;
    if (nobody ? members.empty() : !configured.contains(place.second)) {
      set_access(place.first, place.second, false);
    }
  }
  forget_access();
  return came;
}

void ModelStore::want_access(const JobViewers& viewers) {
  std::set<RecordDigest> wanted(viewers.members.begin(), viewers.members.end());
  wanted.insert(nobody_digest);
  for (const RecordDigest& member : wanted) set_access(viewers.job, member, true);
  for (auto& [place, seeing] : access) {
    if (place.first == viewers.job && !wanted.contains(place.second)) {
      set_access(place.first, place.second, false);
    }
  }
  forget_access();
}

// Whether LinkedIn should have it, as the job stands now.
bool ModelStore::may_see(const std::string& job, const RecordDigest& member, bool wanted) const {
  if (!wanted || job.empty()) return wanted;
  const auto found = entities.find({RecordKind::job, job});
  if (found == entities.end() || found->second.row.sent == 0) return false;
  switch (found->second.row.state) {
    case EntityState::withheld:
    case EntityState::withdrawing:
    case EntityState::withdrawn:
    case EntityState::restricted:
      return member == nobody_digest;
    default:
      return true;
  }
}

StoreAnswer ModelStore::answer(const TakeAccess& verb) {
  AccessChanges changes;
  for (const bool adds : {false, true}) {
    if (adds && verb.removals) break;
    for (auto& [place, seeing] : access) {
      const auto& [job, member] = place;
      const bool may = may_see(job, member, seeing.wanted);
      const bool kept = member == nobody_digest && seeing.wanted;
      const bool differs =
          may ? seeing.there != Seeing::There::yes : seeing.there != Seeing::There::no && !kept;
      if (may != adds || !differs) continue;
      if (seeing.retry_at > verb.now) {
        changes.next = std::min(changes.next.value_or(seeing.retry_at), seeing.retry_at);
      } else if (changes.changes.size() < verb.limit) {
        changes.changes.push_back(
            {adds, job, member, job.empty() ? urns[member] : "", seeing.attempts});
        seeing.there = Seeing::There::maybe;
      }
    }
  }
  return changes;
}

StoreAnswer ModelStore::answer(const CommitAccess& verb) {
  for (const CommitAccess::Outcome& outcome : verb.outcomes) {
    const auto found = access.find({outcome.change.job, outcome.change.member});
    if (found == access.end()) continue;
    Seeing& seeing = found->second;
    seeing.there = !outcome.taken        ? Seeing::There::maybe
                   : outcome.change.adds ? Seeing::There::yes
                                         : Seeing::There::no;
    seeing.attempts = outcome.taken ? 0 : outcome.change.attempts + 1;
    seeing.retry_at = outcome.taken ? Instant{} : outcome.retry_at;
  }
  forget_access();
  return AccessCommitted{};
}

}  // namespace crosswalk
