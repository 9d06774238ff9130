#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

constexpr std::size_t applications_max = 20;
constexpr std::int64_t no_case = 0;  // Of an identity whose case was closed long ago.

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

bool any_suppressed(Tables& tables, const std::vector<Identity>& identities) {
  return std::ranges::any_of(identities, [&tables](const Identity& identity) {
    return tables.erasures.suppressed(identity);
  });
}

// Somebody whom no export may bring back, whoever carries the identity besides.
bool took_erased(Tables& tables, const std::string& candidate) {
  const std::optional<Entity> known = tables.entities.find({RecordKind::candidate, candidate});
  return known && known->took_erased && !tables.erasures.released(candidate);
}

std::vector<Identity> carried(Tables& tables, const EntityWrite& write) {
  return write.unmapped ? tables.people.identities(write.key.id) : write.identities;
}

// Whoever must not come back, or waits for a person's word whether they may.
bool stays_away(Tables& tables, const Entity& person) {
  if (person.erased) return true;
  const std::string& id = person.row.key.id;
  return (person.took_erased || any_suppressed(tables, tables.people.identities(id))) &&
         !tables.erasures.released(id);
}

std::set<std::int64_t> cases_about(Tables& tables, const Entity& person) {
  std::set<std::int64_t> cases;
  for (const std::int64_t each : tables.erasures.open_cases_over(person.row.key)) {
    cases.insert(each);
  }
  for (const Identity& identity : tables.people.identities(person.row.key.id)) {
    if (const auto ref = tables.erasures.open_case_of(identity)) cases.insert(*ref);
  }
  return cases;
}

// The person was erased under the id that stays; whatever else is known of them stays away too.
void follow_erased(Tables& tables, const MergePerson& verb) {
  std::vector<Identity> known = tables.people.identities(verb.gone);
  if (const auto member = tables.people.linked_member(verb.gone)) known.push_back(*member);
  const auto cases = tables.erasures.open_cases_over({RecordKind::candidate, verb.into});
  const std::int64_t erasure = cases.empty() ? no_case : cases.front();
  std::erase_if(known, [&](const Identity& each) { return tables.erasures.suppressed(each); });
  for (const Identity& identity : known) tables.erasures.suppress(identity, erasure);
  if (!known.empty()) {
    const std::optional<KeptErasure> kept = tables.erasures.find(erasure);
    tables.decided.push_back({.what = ErasureEntry::What::erased,
                              .candidate = {},
                              .erasure = kept ? kept->name : std::string(),
                              .at = kept ? kept->requested : Instant{},
                              .by_identity = true,
                              .identities = known});
  }
  for (const std::string& id : {verb.gone, verb.into}) {
    cover_family(tables, {RecordKind::candidate, id}, {cases.begin(), cases.end()});
  }
  tables.people.unlink(verb.gone);
}

PersonMerged carry_link(Tables& tables, const MergePerson& verb) {
  const std::optional<Identity> member = tables.people.linked_member(verb.gone);
  if (!member || tables.erasures.suppressed(*member)) return {};
  const std::string urn = tables.people.member_of(verb.gone);
  const std::string own = tables.people.member_of(verb.into);
  if (!own.empty() && own != urn) return {.carried = false, .kept_apart = true};
  tables.people.link(verb.into, urn, *member);
  tables.people.unlink(verb.gone);
  tables.rereads.ask({RecordKind::candidate, verb.into});
  return {.carried = true, .kept_apart = false};
}

}  // namespace

void keep_back(Tables& tables, const Entity& stays, const std::set<std::int64_t>& cases) {
  Entity entity = stays;
  entity.took_erased = true;
  tables.erasures.unrelease(stays.row.key.id);
  tables.decided.push_back(
      {.what = ErasureEntry::What::kept_back, .candidate = stays.row.key.id, .erasure = {}});
  const bool goes = !gone_or_going(stays.row.state);
  if (goes) turn_away(entity, std::string(erased_before_reason), EntityState::held);
  settle(tables, entity, &stays);
  if (goes && may_be_at_linkedin(stays)) cover_family(tables, stays.row.key, cases);
}

PersonFound find_person(Tables& tables, const FindPerson& verb) {
  PersonFound found;
  std::map<std::string, IdentityKind> surest;
  for (const Identity& identity : verb.identities) {
    const std::vector<std::string> carriers = tables.people.carriers(identity);
    found.erased = found.erased || erased_and_not_released(tables, identity, carriers);
    for (const std::string& candidate : carriers) {
      found.erased = found.erased || took_erased(tables, candidate);
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

bool erased_before(Tables& tables, const EntityWrite& write, const Entity* known) {
  const bool took_erased = known != nullptr && known->took_erased;
  if (write.key.kind != RecordKind::candidate) return false;
  if (!took_erased && !tables.erasures.any_suppressed()) return false;
  return (took_erased || any_suppressed(tables, carried(tables, write))) &&
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
  tables.decided.push_back(
      {.what = ErasureEntry::What::released, .candidate = verb.candidate, .erasure = {}});
  // What is read then counts as changed, whatever it says.
  Entity entity = *before;
  entity.row.digest = {};
  tables.entities.put(entity, &*before);
  tables.rereads.ask(key);
  return {true};
}

ChildrenFound find_children(Tables& tables, const FindChildren& verb) {
  ChildrenFound found;
  for (RecordKey& key : tables.links.children(verb.parent)) {
    if (found.keys.size() == work_items_max) break;
    const std::optional<Entity> entity = tables.entities.find(key);
    if (entity && !entity->erased) found.keys.push_back(std::move(key));
  }
  return found;
}

PersonMerged merge_person(Tables& tables, const MergePerson& verb) {
  if (verb.gone == verb.into) return {};
  const std::optional<Entity> gone = tables.entities.find({RecordKind::candidate, verb.gone});
  const std::optional<Entity> stays = tables.entities.find({RecordKind::candidate, verb.into});
  PersonMerged merged;
  if (stays && stays->erased) {
    follow_erased(tables, verb);
  } else {
    merged = carry_link(tables, verb);
    if (gone && stays && !stays->took_erased && stays_away(tables, *gone)) {
      keep_back(tables, *stays, cases_about(tables, *gone));
    }
  }
  // Only one that LinkedIn never had is forgotten.
  forget_all(tables, {RecordKind::candidate, {verb.gone}});
  mark(tables, {RecordKind::candidate, {verb.gone}, EntityState::withdrawing, "gone"});
  return merged;
}

}  // namespace crosswalk::store
