#include <algorithm>
#include <set>
#include <utility>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

constexpr std::size_t name_bytes_max = 64;

// Nothing but its key is left of a record: it goes from LinkedIn, or never went there.
void erase_row(Tables& tables, const Entity& before) {
  Entity entity = before;
  if (!gone_or_going(before.row.state)) {
    turn_away(entity, std::string(erased_reason), EntityState::withheld);
  } else if (before.retry_at == parked) {
    entity.retry_at = Instant{};
  }
  entity.row.reason = erased_reason;
  entity.row.digest = {};
  entity.erased = true;
  settle(tables, entity, &before);
  tables.payloads.drop(before.row.key);
  tables.rereads.settle(before.row.key);
}

// Children first: so none of them has to follow its parent.
void erase_tree(Tables& tables, const RecordKey& key, std::int64_t erasure) {
  const std::optional<Entity> known = tables.entities.find(key);
  if (!known) return;
  for (const RecordKey& child : tables.links.children(key)) erase_tree(tables, child, erasure);
  const std::optional<Entity> before = tables.entities.find(key);
  if (before) erase_row(tables, *before);
  tables.erasures.cover(erasure, key);
}

// A candidate nobody has read yet must not come in later either; what hangs on it may be here.
void bury_unknown(Tables& tables, const RecordKey& key) {
  Entity entity;
  entity.row.key = key;
  entity.row.state = EntityState::withheld;
  entity.erased = true;
  tables.entities.put(entity, nullptr);
}

void erase_candidate(Tables& tables, const std::string& id, std::int64_t erasure) {
  const RecordKey key{RecordKind::candidate, id};
  for (const Identity& identity : tables.people.identities(id)) {
    tables.erasures.suppress(identity, erasure);
  }
  // Linked, and perhaps never read since.
  if (const auto member = tables.people.linked_member(id)) {
    tables.erasures.suppress(*member, erasure);
  }
  tables.people.forget(id);
  tables.erasures.unrelease(id);
  if (!tables.entities.find(key)) bury_unknown(tables, key);
  erase_tree(tables, key, erasure);
}

struct Covered {
  Suppressed counts;
  std::vector<RecordKey> withdrawn;
};

Covered look_through(Tables& tables, std::int64_t erasure) {
  Covered covered;
  for (RecordKey& key : tables.erasures.covered(erasure)) {
    const std::optional<Entity> entity = tables.entities.find(key);
    if (!entity) continue;
    const bool known = key.kind == RecordKind::candidate && entity->row.wanted > 0;
    if (known) ++covered.counts.candidates;
    if (entity->row.state == EntityState::withdrawing) ++covered.counts.records;
    const bool read_by_id =
        key.kind == RecordKind::candidate || key.kind == RecordKind::application;
    if (read_by_id && entity->row.state == EntityState::withdrawn) {
      covered.withdrawn.push_back(std::move(key));
    }
  }
  return covered;
}

}  // namespace

Suppressed suppress(Tables& tables, const Suppress& verb) {
  if (verb.erasure.empty() || verb.erasure.size() > name_bytes_max) {
    tables.database.fail({ErrorCode::invalid_input, "a case is named by 1 to 64 bytes", "erasure"});
    return {};
  }
  if (const std::optional<std::int64_t> there = tables.erasures.find(verb.erasure)) {
    return look_through(tables, *there).counts;
  }
  const bool by_identity = std::ranges::any_of(verb.identities, [](const Identity& identity) {
    return identity.kind != IdentityKind::candidate;
  });
  const std::int64_t erasure = tables.erasures.open(verb.erasure, verb.at, by_identity);
  std::set<std::string> candidates(verb.candidates.begin(), verb.candidates.end());
  for (const Identity& identity : verb.identities) {
    tables.erasures.suppress(identity, erasure);
    for (std::string& carrier : tables.people.carriers(identity)) {
      candidates.insert(std::move(carrier));
    }
  }
  for (const std::string& id : candidates) erase_candidate(tables, id, erasure);
  return look_through(tables, erasure).counts;
}

crosswalk::Erasures take_erasures(Tables& tables) {
  crosswalk::Erasures erasures;
  for (OpenErasure& open : tables.erasures.still_open()) {
    Covered covered = look_through(tables, open.ref);
    std::uint32_t leaving = covered.counts.records;
    // Whoever they are, it may be one of them.
    if (open.by_identity && tables.entities.any_unidentified()) ++leaving;
    erasures.cases.push_back(
        {std::move(open.name), open.requested, leaving, std::move(covered.withdrawn)});
  }
  return erasures;
}

ErasureClosed close_erasure(Tables& tables, const CloseErasure& verb) {
  tables.erasures.close(verb.erasure, verb.at);
  return {};
}

}  // namespace crosswalk::store
