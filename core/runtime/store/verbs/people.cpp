#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

constexpr std::size_t applications_max = 20;

// The surest first.
int rank_of(IdentityKind kind) {
  constexpr std::array order{IdentityKind::candidate, IdentityKind::member,
                             IdentityKind::email_and_name, IdentityKind::email};
  return static_cast<int>(std::ranges::find(order, kind) - order.begin());
}

bool erased_and_not_released(Tables& tables, const Identity& identity,
                             const std::vector<std::string>& carriers) {
  if (!tables.erasures.suppressed(identity)) return false;
  return std::ranges::none_of(carriers, [&tables](const std::string& candidate) {
    return tables.erasures.released(candidate);
  });
}

std::vector<Identity> carried(Tables& tables, const EntityWrite& write) {
  return write.unmapped ? tables.people.identities(write.key.id) : write.identities;
}

}  // namespace

PersonFound find_person(Tables& tables, const FindPerson& verb) {
  PersonFound found;
  std::map<std::string, IdentityKind> surest;
  for (const Identity& identity : verb.identities) {
    const std::vector<std::string> carriers = tables.people.carriers(identity);
    found.erased = found.erased || erased_and_not_released(tables, identity, carriers);
    for (const std::string& candidate : carriers) {
      IdentityKind& kind = surest.try_emplace(candidate, identity.kind).first->second;
      if (rank_of(identity.kind) < rank_of(kind)) kind = identity.kind;
    }
  }
  for (const auto& [candidate, kind] : surest) found.matches.push_back({kind, candidate});
  std::ranges::stable_sort(found.matches, [](const auto& a, const auto& b) {
    return rank_of(a.kind) < rank_of(b.kind);
  });
  return found;
}

PersonLinked link_person(Tables& tables, const LinkPerson& verb) {
  const RecordKey key{RecordKind::candidate, verb.candidate};
  const std::optional<Entity> known = tables.entities.find(key);
  if (known && known->erased) return {};
  if (verb.urn.empty()) {
    tables.people.unlink(verb.candidate);
  } else {
    tables.people.link(verb.candidate, verb.urn, verb.member);
  }
  tables.rereads.ask(key);
  return {};
}

Rows find_applications(Tables& tables, const FindApplications& verb) {
  const RecordKey job{RecordKind::job, verb.job};
  Rows rows;
  for (const RecordKey& key : tables.links.children({RecordKind::candidate, verb.candidate})) {
    if (rows.rows.size() == applications_max) break;
    if (key.kind != RecordKind::application) continue;
    const std::optional<Entity> entity = tables.entities.find(key);
    if (entity && std::ranges::find(entity->parents, job) != entity->parents.end()) {
      rows.rows.emplace_back(entity->row);
    }
  }
  return rows;
}

bool erased_before(Tables& tables, const EntityWrite& write) {
  if (write.key.kind != RecordKind::candidate || !tables.erasures.any_suppressed()) return false;
  const auto suppressed = [&tables](const Identity& identity) {
    return tables.erasures.suppressed(identity);
  };
  return std::ranges::any_of(carried(tables, write), suppressed) &&
         !tables.erasures.released(write.key.id);
}

std::set<std::int64_t> open_cases_of(Tables& tables, const EntityWrite& write) {
  std::set<std::int64_t> cases;
  for (const Identity& identity : carried(tables, write)) {
    if (const auto ref = tables.erasures.open_case_of(identity)) cases.insert(*ref);
  }
  return cases;
}

PersonReleased release_person(Tables& tables, const ReleasePerson& verb) {
  const RecordKey key{RecordKind::candidate, verb.candidate};
  const std::optional<Entity> before = tables.entities.find(key);
  if (!before || before->erased) return {false};
  const bool kept_back = before->row.reason == erased_before_reason;
  if (!kept_back) return {tables.erasures.released(verb.candidate)};
  tables.erasures.release(verb.candidate);
  // What is read then counts as changed, whatever it says.
  Entity entity = *before;
  entity.row.digest = {};
  tables.entities.put(entity, &*before);
  tables.rereads.ask(key);
  return {true};
}

}  // namespace crosswalk::store
