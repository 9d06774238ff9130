// People who came by an export: each once, and linked to whom they were exported as.

#include <algorithm>
#include <map>
#include <string>

#include "judge/exports.hpp"

namespace crosswalk::sim::judging {
namespace {

/// What tells one person apart: an address, a profile, or a client's mark of one create.
std::vector<std::string> marks_of(const Candidate& person, std::string_view prefix) {
  std::vector<std::string> marks;
  const auto add = [&](std::string_view kind, Text text) {
    if (text.empty()) return;
    std::string mark = std::string(kind) + std::string(text);
    std::ranges::transform(mark, mark.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    marks.push_back(std::move(mark));
  };
  add("email ", person.email);
  add("email ", person.work_email);
  add("profile ", person.linkedin_url);
  for (const Text tag : person.tags) {
    if (!prefix.empty() && tag.starts_with(prefix)) add("tag ", tag);
  }
  return marks;
}

}  // namespace

void check_exports(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                   const Exports& exports, Minutes& minutes) {
  const auto disagree = [&](std::uint64_t& count, Id id, std::string_view what) {
    ++count;
    minutes.disagree(EntityKind::candidate, std::to_string(id), what);
  };
  std::map<std::string, Id> seen;
  for (const Candidate& person : world.all<Candidate>()) {
    if (!person.admitted) continue;
    bool again = false;
    for (const std::string& mark : marks_of(person, exports.marker_prefix)) {
      again = !seen.emplace(mark, person.id).second || again;
    }
    if (again) disagree(minutes.verdict.doubled_exports, person.id, "exported_twice");
  }
  for (const auto& [id, member] : exports.members) {
    const Candidate* const person = world.find<Candidate>(id);
    if (person == nullptr || person->anonymised) continue;
    const Entity* const entity =
        ledger.find(EntityKind::candidate, policy.organization, std::to_string(id));
    const bool linked = entity != nullptr && entity->held && entity->member == member;
    if (!linked) disagree(minutes.verdict.wrong_members, id, "wrong_member");
  }
  const Shelf* const shelf = ledger.shelf(EntityKind::candidate, policy.organization);
  if (exports.members.empty() || shelf == nullptr) return;
  for (const auto& [key, entity] : shelf->entities) {
    const Id id = id_of(key);
    if (!entity.held || entity.member.empty() || exports.members.contains(id)) continue;
    disagree(minutes.verdict.wrong_members, id, "wrong_member");
  }
}

}  // namespace crosswalk::sim::judging
