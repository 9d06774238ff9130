// The model's verbs for children, notices, people, erasures and onboarding.

#include <algorithm>
#include <tuple>

#include "unit/flow/model_store.hpp"

namespace crosswalk {
namespace {

bool may_be_held(const ModelStore::Entity& entity) {
  const EntityState state = entity.row.state;
  if (state == EntityState::withdrawn) return false;
  return entity.row.sent > 0 || state == EntityState::ready || state == EntityState::task ||
         state == EntityState::withdrawing || entity.attempts > 0;
}

int rank_of(IdentityKind kind) {
  switch (kind) {
    case IdentityKind::candidate:
      return 0;
    case IdentityKind::member:
      return 1;
    case IdentityKind::email_and_name:
      return 2;
    case IdentityKind::email:
      break;
  }
  return 3;
}

}  // namespace

StoreAnswer ModelStore::answer(const TakeChildren& verb) {
  std::vector<Entity*> due;
  for (auto& [key, entity] : entities) {
    const EntityState wanted = verb.withdrawals ? EntityState::withdrawing : EntityState::ready;
    if (key.kind != verb.kind || !is_child(key.kind) || entity.row.state != wanted) continue;
    if (entity.retry_at > verb.now) continue;
    entity.retry_at = {};
    if (!verb.withdrawals && entity.row.policy != verb.policy) continue;
    if (std::ranges::find(verb.busy, entity.place().id) == verb.busy.end()) {
      due.push_back(&entity);
    }
  }
  std::ranges::stable_sort(due, [](const Entity* a, const Entity* b) {
    return std::tie(b->recent, a->row.key.id) < std::tie(a->recent, b->row.key.id);
  });
  Work work;
  for (const Entity* entity : due) {
    if (work.items.size() == verb.limit) break;
    if (verb.one_parent && entity->place() != due.front()->place()) continue;
    work.items.push_back({.key = entity->row.key,
                          .parent = entity->place().id,
                          .version = entity->row.wanted,
                          .attempts = entity->attempts,
                          .payload = verb.withdrawals ? std::string() : entity->payload,
                          .task = {},
                          .withdrawing = verb.withdrawals,
                          .confirmed = entity->row.sent > 0});
  }
  return work;
}

StoreAnswer ModelStore::answer(const FindParents& verb) {
  Parents parents;
  for (const std::string& id : verb.ids) {
    std::string& parent = parents.ids.emplace_back();
    const auto found = entities.find({verb.kind, id});
    if (found == entities.end()) continue;
    for (const RecordKey& each : found->second.parents) {
      if (each.kind == verb.parent) parent = each.id;
    }
  }
  return parents;
}

StoreAnswer ModelStore::answer(const AskRereads& verb) {
  for (const RecordKey& key : verb.keys) {
    const auto found = entities.find(key);
    if (found == entities.end() || !found->second.erased) rereads.insert(key);
  }
  return RereadsAsked{};
}

bool ModelStore::waits_for_reread(const RecordKey& key) const {
  const Entity& entity = entities.at(key);
  return entity.row.state != EntityState::withdrawn && !entity.erased;
}

bool ModelStore::resend_job(const std::string& id) {
  const auto found = entities.find({RecordKind::job, id});
  if (found == entities.end() || found->second.row.sent == 0) return false;
  Entity& entity = found->second;
  const EntityState state = entity.row.state;
  if (state != EntityState::sent && state != EntityState::ready && state != EntityState::task) {
    return false;
  }
  if (state == EntityState::sent) entity.row.state = EntityState::ready;
  entity.resend = true;
  return true;
}

StoreAnswer ModelStore::answer(const Resend& verb) {
  Resent resent;
  for (const std::string& id : std::set<std::string>(verb.ids.begin(), verb.ids.end())) {
    if (resend_job(id)) {
      ++resent.jobs;
    } else {
      resent.unknown.push_back(id);
    }
  }
  if (!verb.all_open) return resent;
  resent.jobs = 0;
  for (const auto& [key, entity] : entities) {
    if (key.kind == RecordKind::job && resend_job(key.id)) ++resent.jobs;
  }
  return resent;
}

StoreAnswer ModelStore::answer(const KeepNotice& verb) {
  const auto same = [&verb](const KeptNotice& kept) {
    return kept.notice.source == verb.source && kept.id == verb.id;
  };
  if (std::ranges::any_of(notices, same)) return NoticeKept{false};
  Notice notice{.ref = notices.size() + 1,
                .source = verb.source,
                .body = verb.body,
                .received = verb.at,
                .attempts = 0,
                .progress = {}};
  notices.push_back({.notice = std::move(notice), .id = verb.id, .reason = {}});
  return NoticeKept{true};
}

StoreAnswer ModelStore::answer(const TakeNotices& verb) {
  Notices taken;
  std::map<NoticeSource, std::uint32_t> due;
  for (const KeptNotice& kept : notices) {
    if (!kept.waits) continue;
    const bool linkedin = kept.notice.source == NoticeSource::linkedin;
    const bool begun = verb.begun && linkedin && kept.notice.attempts > 0;
    std::uint32_t& before = due[kept.notice.source];
    const bool within = kept.retry_at <= verb.now && before < verb.limit;
    if (within) ++before;
    if (within || begun) taken.notices.push_back(kept.notice);
  }
  return taken;
}

StoreAnswer ModelStore::answer(const AdvanceNotice& verb) {
  if (verb.ref == 0 || verb.ref > notices.size() || !notices[verb.ref - 1].waits) {
    return NoticeAdvanced{};
  }
  KeptNotice& kept = notices[verb.ref - 1];
  ++kept.notice.attempts;
  kept.notice.progress = verb.progress;
  kept.retry_at = verb.retry_at;
  return NoticeAdvanced{};
}

StoreAnswer ModelStore::answer(const SettleNotice& verb) {
  if (verb.ref == 0 || verb.ref > notices.size() || !notices[verb.ref - 1].waits) {
    return NoticeSettled{};
  }
  KeptNotice& kept = notices[verb.ref - 1];
  kept.waits = false;
  kept.end = verb.end;
  kept.reason = verb.reason;
  kept.notice.body.clear();
  kept.notice.progress.clear();
  return NoticeSettled{};
}

std::set<std::string> ModelStore::carriers(const Identity& identity) const {
  std::set<std::string> found;
  for (const auto& [candidate, carried] : identities) {
    if (carried.contains(identity)) found.insert(candidate);
  }
  for (const auto& [candidate, link] : links) {
    if (link.member == identity) found.insert(candidate);
  }
  return found;
}

StoreAnswer ModelStore::answer(const FindPerson& verb) {
  PersonFound found;
  std::set<std::tuple<int, std::string, IdentityKind>> ranked;
  for (const Identity& identity : verb.identities) {
    const std::set<std::string> carried_by = carriers(identity);
    const bool let_back = std::ranges::any_of(
        carried_by, [this](const std::string& id) { return released.contains(id); });
    found.erased = found.erased || (suppressed.contains(identity) && !let_back);
    for (const std::string& id : carried_by) {
      const auto known = entities.find({RecordKind::candidate, id});
      const bool took_erased = known != entities.end() && known->second.took_erased;
      found.erased = found.erased || (took_erased && !released.contains(id));
      ranked.emplace(rank_of(identity.kind), id, identity.kind);
    }
  }
  std::set<std::string> told;
  for (const auto& [rank, id, kind] : ranked) {
    if (told.insert(id).second) found.matches.push_back({kind, id});
  }
  return found;
}

StoreAnswer ModelStore::answer(const LinkPerson& verb) {
  const RecordKey key{RecordKind::candidate, verb.candidate};
  const auto known = entities.find(key);
  if (known != entities.end() && known->second.erased) return PersonLinked{};
  if (verb.urn.empty()) {
    links.erase(verb.candidate);
  } else {
    links[verb.candidate] = {verb.urn, verb.member};
  }
  rereads.insert(key);
  return PersonLinked{};
}

StoreAnswer ModelStore::answer(const FindApplications& verb) {
  Rows rows;
  for (const auto& [key, entity] : entities) {
    const std::vector<RecordKey>& parents = entity.parents;
    const auto has = [&parents](const RecordKey& parent) {
      return std::ranges::find(parents, parent) != parents.end();
    };
    if (key.kind != RecordKind::application || rows.rows.size() == 20) continue;
    if (has({RecordKind::job, verb.job}) && has({RecordKind::candidate, verb.candidate})) {
      rows.rows.emplace_back(entity.row);
    }
  }
  return rows;
}

std::set<Identity> ModelStore::carried(const EntityWrite& write) const {
  if (!write.unmapped) return {write.identities.begin(), write.identities.end()};
  const auto known = identities.find(write.key.id);
  return known == identities.end() ? std::set<Identity>{} : known->second;
}

void ModelStore::cover(const RecordKey& key, const std::set<Identity>& carried) {
  for (Erasure& each : erasures) {
    const auto by_it = [&](const Identity& identity) {
      const auto found = suppressed.find(identity);
      return found != suppressed.end() && found->second == each.name;
    };
    if (each.standing == ErasureStanding::open && std::ranges::any_of(carried, by_it))
      each.covered.insert(key);
  }
  for (const auto& [child, below] : entities) {
    if (std::ranges::find(below.parents, key) != below.parents.end()) cover(child, carried);
  }
}

bool ModelStore::erased_before(const EntityWrite& write) const {
  const auto is_suppressed = [this](const Identity& each) { return suppressed.contains(each); };
  const auto known = entities.find(write.key);
  const bool took_erased = known != entities.end() && known->second.took_erased;
  return write.key.kind == RecordKind::candidate && !released.contains(write.key.id) &&
         (took_erased || std::ranges::any_of(carried(write), is_suppressed));
}

bool ModelStore::under_erased(const std::vector<RecordKey>& parents) const {
  return std::ranges::any_of(parents, [this](const RecordKey& parent) {
    const auto found = entities.find(parent);
    if (found == entities.end()) return false;
    const EntityRow& row = found->second.row;
    return found->second.erased || (gone(row.state) && row.reason == "erased");
  });
}

void ModelStore::erase(const RecordKey& key, Erasure& erasure) {
  Entity& entity = entities[key];
  EntityRow& row = entity.row;
  const bool unknown = row.key.id.empty();
  row.key = key;
  const bool by_id = key.kind == RecordKind::candidate || key.kind == RecordKind::application;
  if (unknown || (by_id && row.state == EntityState::withheld)) {
    row.state = EntityState::withdrawing;
  } else if (!gone(row.state)) {
    const bool there = row.sent > 0 || row.state == EntityState::ready ||
                       row.state == EntityState::task || entity.attempts > 0 || by_id;
    row.state = there ? EntityState::withdrawing : EntityState::withheld;
    ++row.wanted;
    entity.attempts = 0;
    entity.task.clear();
    entity.seen = {};
    entity.retry_at = {};
  }
  row.reason = "erased";
  row.digest = {};
  entity.erased = true;
  entity.resend = false;
  entity.payload.clear();
  rereads.erase(key);
  erasure.covered.insert(key);
  for (auto& [child, below] : entities) {
    if (std::ranges::find(below.parents, key) != below.parents.end()) erase(child, erasure);
  }
}

Suppressed ModelStore::look_through(const Erasure& erasure, std::vector<RecordKey>* left) const {
  Suppressed counts;
  counts.erasure = erasure.name;
  counts.found = erasure.standing == ErasureStanding::confirmed || !erasure.covered.empty();
  for (const RecordKey& key : erasure.covered) {
    const EntityRow& row = entities.at(key).row;
    if (key.kind == RecordKind::candidate && row.wanted > 0) ++counts.candidates;
    if (row.state == EntityState::withdrawing) ++counts.records;
    const bool verified = key.kind == RecordKind::candidate || key.kind == RecordKind::application;
    const bool away = row.state == EntityState::withdrawn || row.state == EntityState::withheld;
    if (left && verified && away) left->push_back(key);
  }
  return counts;
}

ModelStore::Erasure* ModelStore::asked_before(const Suppress& verb) {
  for (const Identity& identity : verb.identities) {
    const auto found = suppressed.find(identity);
    if (found == suppressed.end()) continue;
    const auto known = std::ranges::find(erasures, found->second, &Erasure::name);
    if (known != erasures.end()) return &*known;
  }
  return nullptr;
}

StoreAnswer ModelStore::answer(const Suppress& verb) {
  const auto named = std::ranges::find(erasures, verb.erasure, &Erasure::name);
  if (named != erasures.end()) {
    Suppressed answer = look_through(*named, nullptr);
    answer.repeated = true;
    return answer;
  }
  std::set<std::string> candidates(verb.candidates.begin(), verb.candidates.end());
  for (const Identity& identity : verb.identities) candidates.merge(carriers(identity));
  Erasure* before = asked_before(verb);
  if (before == nullptr) {
    erasures.emplace_back();
    erasures.back().name = verb.erasure;
    erasures.back().requested = verb.at;
  } else if (!candidates.empty()) {
    before->standing = ErasureStanding::open;
  }
  Erasure& erasure = before ? *before : erasures.back();
  for (const Identity& identity : verb.identities) suppressed[identity] = erasure.name;
  for (const std::string& id : candidates) {
    for (const Identity& identity : identities[id]) suppressed[identity] = erasure.name;
    if (links.contains(id)) suppressed[links[id].member] = erasure.name;
    identities.erase(id);
    links.erase(id);
    released.erase(id);
    erase({RecordKind::candidate, id}, erasure);
  }
  for (const std::string& id : verb.candidates) {
    entities.at({RecordKind::candidate, id}).row.state = EntityState::withdrawing;
    entities.at({RecordKind::candidate, id}).row.reason = "erased";
  }
  Suppressed answer = look_through(erasure, nullptr);
  answer.repeated = before != nullptr;
  return answer;
}

StoreAnswer ModelStore::answer(const TakeErasures& verb) {
  Erasures taken;
  const auto take_in = [&](const Erasure& each) {
    Erasures::Case open{.erasure = each.name,
                        .requested = each.requested,
                        .standing = each.standing,
                        .leaving = 0,
                        .gone = {},
                        .found = true};
    const Suppressed counts = look_through(each, &open.gone);
    open.leaving = counts.records;
    open.found = counts.found;
    taken.cases.push_back(std::move(open));
  };
  for (const Erasure& each : erasures) {
    if (each.standing == ErasureStanding::open) take_in(each);
  }
  for (const Erasure& each : erasures) {
    if (each.standing != ErasureStanding::open && each.name == verb.also) take_in(each);
  }
  return taken;
}

StoreAnswer ModelStore::answer(const CloseErasure& verb) {
  for (Erasure& each : erasures) {
    if (each.name != verb.erasure || each.standing != ErasureStanding::open) continue;
    each.standing = each.covered.empty() ? ErasureStanding::nobody : ErasureStanding::confirmed;
    each.covered.clear();
  }
  return ErasureClosed{};
}

StoreAnswer ModelStore::answer(const ReleasePerson& verb) {
  const RecordKey key{RecordKind::candidate, verb.candidate};
  const auto found = entities.find(key);
  if (found == entities.end() || found->second.erased) return PersonReleased{false};
  EntityRow& row = found->second.row;
  if (row.reason != "erased_before") {
    return PersonReleased{released.contains(verb.candidate)};
  }
  released.insert(verb.candidate);
  row.digest = {};
  rereads.insert(key);
  return PersonReleased{true};
}

StoreAnswer ModelStore::answer(const FindChildren& verb) {
  ChildrenFound found;
  for (const auto& [key, entity] : entities) {
    const auto& parents = entity.parents;
    const bool below = std::ranges::find(parents, verb.parent) != parents.end();
    if (below && !entity.erased) found.keys.push_back(key);
  }
  return found;
}

std::set<std::string> ModelStore::cases_over(const RecordKey& key) const {
  std::set<std::string> cases;
  for (const Erasure& each : erasures) {
    if (each.standing == ErasureStanding::open && each.covered.contains(key))
      cases.insert(each.name);
  }
  return cases;
}

void ModelStore::cover_below(const RecordKey& key, const std::set<std::string>& cases) {
  for (Erasure& each : erasures) {
    if (each.standing == ErasureStanding::open && cases.contains(each.name))
      each.covered.insert(key);
  }
  for (const auto& [child, below] : entities) {
    if (std::ranges::find(below.parents, key) != below.parents.end()) cover_below(child, cases);
  }
}

bool ModelStore::stays_away(const RecordKey& person) const {
  const Entity& entity = entities.at(person);
  if (entity.erased) return true;
  const auto known = identities.find(person.id);
  const bool carries =
      known != identities.end() && std::ranges::any_of(known->second, [this](const Identity& each) {
        return suppressed.contains(each);
      });
  return (entity.took_erased || carries) && !released.contains(person.id);
}

void ModelStore::send_away(const RecordKey& key, const std::string& reason, EntityState idle) {
  Entity& entity = entities.at(key);
  entity.row.state = may_be_held(entity) ? EntityState::withdrawing : idle;
  entity.row.reason = reason;
  ++entity.row.wanted;
  entity.resend = false;
  entity.attempts = 0;
  entity.retry_at = {};
  entity.task.clear();
  entity.seen = {};
  entity.payload.clear();
  if (entity.row.state == EntityState::withdrawn) {
    identities.erase(key.id);
    links.erase(key.id);
  }
  gone(entity.row.state) ? close_below(key) : review_children(key);
}

void ModelStore::take_erased_in(const RecordKey& from, Entity& stays) {
  const RecordKey key = stays.row.key;
  stays.took_erased = true;
  released.erase(key.id);
  if (gone(stays.row.state)) return;
  std::set<std::string> cases = cases_over(from);
  for (const Identity& each : identities[from.id]) {
    if (suppressed.contains(each)) cases.insert(suppressed[each]);
  }
  const bool there = may_be_held(stays);
  send_away(key, "erased_before", EntityState::held);
  if (there) cover_below(key, cases);
}

void ModelStore::follow_erased(const std::string& gone, const std::string& into) {
  std::set<Identity> known = identities[gone];
  if (links.contains(gone)) known.insert(links[gone].member);
  const std::set<std::string> cases = cases_over({RecordKind::candidate, into});
  std::string first;  // By age, as the cases were opened.
  for (auto each = erasures.rbegin(); each != erasures.rend(); ++each) {
    if (cases.contains(each->name)) first = each->name;
  }
  for (const Identity& each : known) suppressed.try_emplace(each, first);
  for (const std::string& id : {gone, into}) cover_below({RecordKind::candidate, id}, cases);
  links.erase(gone);
}

PersonMerged ModelStore::carry_link(const std::string& gone, const std::string& into) {
  const auto link = links.find(gone);
  if (link == links.end() || suppressed.contains(link->second.member)) return {};
  const auto own = links.find(into);
  if (own != links.end() && own->second.urn != link->second.urn) {
    return {.carried = false, .kept_apart = true};
  }
  links[into] = link->second;
  links.erase(gone);
  rereads.insert({RecordKind::candidate, into});
  return {.carried = true, .kept_apart = false};
}

StoreAnswer ModelStore::answer(const MergePerson& verb) {
  if (verb.gone == verb.into) return PersonMerged{};
  const RecordKey from{RecordKind::candidate, verb.gone};
  const auto stays = entities.find({RecordKind::candidate, verb.into});
  PersonMerged merged;
  if (stays != entities.end() && stays->second.erased) {
    follow_erased(verb.gone, verb.into);
  } else {
    merged = carry_link(verb.gone, verb.into);
    const bool takes = stays != entities.end() && !stays->second.took_erased;
    if (takes && entities.contains(from) && stays_away(from)) take_erased_in(from, stays->second);
  }
  answer(Forget{RecordKind::candidate, {verb.gone}});
  const auto known = entities.find(from);
  if (known == entities.end() || known->second.row.state == EntityState::withdrawn) return merged;
  if (known->second.row.state == EntityState::withdrawing) {
    known->second.retry_at = {};
  } else if (!known->second.erased) {
    send_away(from, "gone", EntityState::withdrawn);
  }
  return merged;
}

StoreAnswer ModelStore::answer(const KeepOnboarding& verb) {
  onboarding = verb.onboarding;
  return OnboardingKept{};
}

StoreAnswer ModelStore::answer(const ReadOnboarding&) { return onboarding; }

std::uint64_t ModelStore::batches(RecordKind kind) const {
  std::map<std::string, std::uint64_t> waiting;
  for (const auto& [key, entity] : entities) {
    const EntityState state = entity.row.state;
    if (key.kind != kind) continue;
    if (state != EntityState::ready && state != EntityState::waiting) continue;
    if (entity.row.reason == unknown_parent) continue;
    ++waiting[is_child(kind) ? entity.parents.front().id : std::string()];
  }
  std::uint64_t requests = 0;
  for (const auto& [parent, count] : waiting) requests += (count + 99) / 100;
  return requests;
}

void ModelStore::count_exchange(ExchangeCounts& counts) const {
  std::map<std::string, std::uint64_t> refusals;
  for (const KeptNotice& kept : notices) {
    if (kept.waits) {
      ++counts.notices_waiting;
    } else if (kept.end == NoticeEnd::created) {
      ++counts.exports_created;
    } else if (kept.end == NoticeEnd::refused) {
      ++counts.exports_refused;
      ++refusals[kept.reason];
    }
  }
  counts.exports_received = counts.exports_created + counts.exports_refused;
  counts.refusals.assign(refusals.begin(), refusals.end());
  std::ranges::stable_sort(counts.refusals,
                           [](const auto& a, const auto& b) { return a.second > b.second; });
  if (counts.refusals.size() > 20) counts.refusals.resize(20);
  counts.erasures_requested = erasures.size();
  for (const Erasure& each : erasures) {
    counts.erasures_confirmed += each.standing == ErasureStanding::confirmed ? 1U : 0U;
    counts.erasures_of_nobody += each.standing == ErasureStanding::nobody ? 1U : 0U;
  }
  for (const auto& [key, entity] : entities) {
    const bool kept_back =
        key.kind == RecordKind::candidate && entity.row.reason == "erased_before";
    if (kept_back && counts.erased_before.size() < kept_back_max) {
      counts.erased_before.push_back(key.id);
    }
  }
}

}  // namespace crosswalk
