#include "flow/exchange/exports/person_search.hpp"

#include <algorithm>
#include <set>

#include "base/check.hpp"

namespace crosswalk {

std::vector<Identity> identities_of(const ExportedProfile& person, std::string_view digest_key) {
  std::vector<Identity> all{member_identity(person.member, digest_key)};
  for (const std::string& email : person.emails) {
    if (email.empty()) continue;
    all.push_back(email_identity(email, digest_key));
    all.push_back(email_and_name_identity(email, person.first_name, person.last_name, digest_key));
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool gone_from_vendor(const EntityRow& row) {
  if (row.reason == "erased") return true;
  const bool leaves = row.state == EntityState::withdrawing || row.state == EntityState::withdrawn;
  return leaves && (row.reason == "gone" || row.reason == "absent");
}

PersonVerdict judge_person(const PersonFound& found, const Rows& rows, std::string_view member) {
  CROSSWALK_CHECK(rows.rows.size() == found.matches.size());
  PersonVerdict verdict;
  verdict.erased = found.erased;
  std::set<std::string> linked, named, restricted;
  for (std::size_t at = 0; at < found.matches.size(); ++at) {
    const auto& [kind, candidate] = found.matches[at];
    const std::optional<EntityRow>& row = rows.rows[at];
    if (row && gone_from_vendor(*row)) {
      verdict.gone = verdict.gone || kind == IdentityKind::member;
      continue;
    }
    if (row && row->state == EntityState::restricted) restricted.insert(candidate);
    if (kind == IdentityKind::member) linked.insert(candidate);
    if (kind != IdentityKind::email_and_name) continue;
    named.insert(candidate);
    const bool somebody_else = row && !row->person.empty() && row->person != member;
    verdict.ambiguous = verdict.ambiguous || somebody_else;
  }
  const std::set<std::string>& meant = linked.empty() ? named : linked;
  if (!linked.empty()) verdict.ambiguous = false;
  if (meant.size() > 1 || (meant.empty() && verdict.gone)) verdict.ambiguous = true;
  const auto is_restricted = [&restricted](const std::string& id) {
    return restricted.contains(id);
  };
  verdict.restricted = std::ranges::any_of(meant, is_restricted);
  if (verdict.restricted) verdict.ambiguous = true;
  if (meant.size() == 1 && !verdict.ambiguous) verdict.candidate = *meant.begin();
  return verdict;
}

}  // namespace crosswalk
