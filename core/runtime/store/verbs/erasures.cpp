#include <algorithm>
#include <set>
#include <utility>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

constexpr std::size_t name_bytes_max = 64;

bool asked_by_id(RecordKind kind) {
  return kind == RecordKind::candidate || kind == RecordKind::application;
}

// The store may be younger, or older, than what LinkedIn holds.
void withdraw_anyway(Entity& entity) {
  entity.row.state = EntityState::withdrawing;
  entity.unproven = true;
}

// Nothing but its key is left of a record. LinkedIn is told to let it go; of one that hangs on an
// application only where it may have it, since that goes with the application.
void erase_row(Tables& tables, const Entity& before) {
  Entity entity = before;
  if (!gone_or_going(before.row.state)) {
    turn_away(entity, std::string(erased_reason), EntityState::withheld);
  } else if (before.retry_at == parked) {
    entity.retry_at = Instant{};
  }
  if (entity.row.state == EntityState::withheld && asked_by_id(before.row.key.kind)) {
    withdraw_anyway(entity);
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
  entity.row.reason = erased_reason;
  entity.erased = true;
  withdraw_anyway(entity);
  tables.entities.put(entity, nullptr);
}

void withdraw_again(Tables& tables, const RecordKey& key) {
  const std::optional<Entity> before = tables.entities.find(key);
  if (!before || before->row.state != EntityState::withdrawn) return;
  Entity entity = *before;
  entity.row.reason = erased_reason;
  withdraw_anyway(entity);
  settle(tables, entity, &*before);
}

// Suppresses them by the case, of which the candidate, if there is one, is part.
void decide(Tables& tables, const KeptErasure& erasure, const std::string& candidate,
            std::vector<Identity> identities) {
  for (const Identity& identity : identities) tables.erasures.suppress(identity, erasure.ref);
  ErasureEntry entry{.what = ErasureEntry::What::erased,
                     .candidate = candidate,
                     .erasure = erasure.name,
                     .at = erasure.requested,
                     .by_identity = erasure.by_identity};
  do {
    const auto some =
        static_cast<std::ptrdiff_t>(std::min(identities.size(), entry_identities_max));
    entry.identities.assign(identities.begin(), identities.begin() + some);
    identities.erase(identities.begin(), identities.begin() + some);
    tables.decided.push_back(entry);
  } while (!identities.empty());
}

struct Covered {
  Suppressed counts{};
  std::vector<RecordKey> withdrawn;
};

Covered look_through(Tables& tables, const KeptErasure& erasure) {
  Covered covered;
  std::vector<RecordKey> keys = tables.erasures.covered(erasure.ref);
  covered.counts.erasure = erasure.name;
  covered.counts.found = erasure.standing == ErasureStanding::confirmed || !keys.empty();
  for (RecordKey& key : keys) {
    const std::optional<Entity> entity = tables.entities.find(key);
    if (!entity) continue;
    const bool known = key.kind == RecordKind::candidate && entity->row.wanted > 0;
    if (known) ++covered.counts.candidates;
    if (entity->row.state == EntityState::withdrawing) ++covered.counts.records;
    const EntityState state = entity->row.state;
    if (asked_by_id(key.kind) &&
        (state == EntityState::withdrawn || state == EntityState::withheld)) {
      covered.withdrawn.push_back(std::move(key));
    }
  }
  return covered;
}

// Asked for again, it is the same case.
std::optional<std::int64_t> asked_before(Tables& tables, const Suppress& verb) {
  for (const Identity& identity : verb.identities) {
    if (const auto ref = tables.erasures.case_of(identity)) return ref;
  }
  return std::nullopt;
}

Suppressed answer_of(Tables& tables, std::int64_t erasure, bool repeated) {
  const std::optional<KeptErasure> kept = tables.erasures.find(erasure);
  if (!kept) return {};
  Suppressed answer = look_through(tables, *kept).counts;
  answer.repeated = repeated;
  return answer;
}

}  // namespace

void erase_candidate(Tables& tables, const std::string& id, const KeptErasure& erasure) {
  const RecordKey key{RecordKind::candidate, id};
  std::vector<Identity> identities = tables.people.identities(id);
  // Linked, and perhaps never read since.
  if (const auto member = tables.people.linked_member(id)) identities.push_back(*member);
  decide(tables, erasure, id, std::move(identities));
  tables.people.forget(id);
  tables.erasures.unrelease(id);
  if (!tables.entities.find(key)) bury_unknown(tables, key);
  erase_tree(tables, key, erasure.ref);
}

Suppressed suppress(Tables& tables, const Suppress& verb) {
  if (verb.erasure.empty() || verb.erasure.size() > name_bytes_max) {
    tables.database.fail({ErrorCode::invalid_input, "a case is named by 1 to 64 bytes", "erasure"});
    return {};
  }
  if (const auto there = tables.erasures.find(verb.erasure)) {
    return answer_of(tables, there->ref, true);
  }
  const bool by_identity = std::ranges::any_of(verb.identities, [](const Identity& identity) {
    return identity.kind != IdentityKind::candidate;
  });
  std::set<std::string> candidates(verb.candidates.begin(), verb.candidates.end());
  for (const Identity& identity : verb.identities) {
    for (std::string& carrier : tables.people.carriers(identity)) {
      candidates.insert(std::move(carrier));
    }
  }
  const std::optional<std::int64_t> before = asked_before(tables, verb);
  const std::int64_t ref =
      before ? *before : tables.erasures.open(verb.erasure, verb.at, by_identity);
  if (before && !candidates.empty()) tables.erasures.reopen(ref, by_identity);
  const std::optional<KeptErasure> erasure = tables.erasures.find(ref);
  if (!erasure) return {};
  decide(tables, *erasure, {}, verb.identities);
  for (const std::string& id : candidates) erase_candidate(tables, id, *erasure);
  for (const std::string& id : verb.candidates) {
    withdraw_again(tables, {RecordKind::candidate, id});
  }
  return answer_of(tables, ref, before.has_value());
}

crosswalk::Erasures take_erasures(Tables& tables, const TakeErasures& verb) {
  std::vector<KeptErasure> kept = tables.erasures.still_open();
  if (!verb.also.empty()) {
    auto also = tables.erasures.find(verb.also);
    if (also && also->standing != ErasureStanding::open) kept.push_back(*std::move(also));
  }
  crosswalk::Erasures erasures;
  for (KeptErasure& each : kept) {
    Covered covered = look_through(tables, each);
    std::uint32_t leaving = covered.counts.records;
    // Whoever they are, it may be one of them.
    const bool open = each.standing == ErasureStanding::open;
    if (open && each.by_identity && tables.entities.any_unidentified()) ++leaving;
    erasures.cases.push_back({std::move(each.name), each.requested, each.standing, leaving,
                              std::move(covered.withdrawn), covered.counts.found});
  }
  return erasures;
}

ErasureClosed close_erasure(Tables& tables, const CloseErasure& verb) {
  tables.erasures.close(verb.erasure, verb.at);
  return {};
}

}  // namespace crosswalk::store
