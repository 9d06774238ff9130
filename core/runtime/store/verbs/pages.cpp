#include <algorithm>
#include <numeric>
#include <set>

#include "runtime/store/verbs/family.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

// Neighbours in a tree are touched together, whatever order a page came in. Stable: of two
// writes of one key, the later one stays.
template <class Item, class Key>
std::vector<const Item*> in_key_order(const std::vector<Item>& items, Key key) {
  std::vector<const Item*> sorted;
  sorted.reserve(items.size());
  for (const Item& item : items) sorted.push_back(&item);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Item* a, const Item* b) { return key(*a) < key(*b); });
  return sorted;
}

bool waits_for_parents(const EntityWrite& write) {
  return write.state == EntityState::ready || write.state == EntityState::waiting ||
         (write.state == EntityState::held && write.reason == "parent_held" &&
          !write.payload.empty());
}

bool wanted_at_linkedin(EntityState state) {
  return state == EntityState::ready || state == EntityState::waiting ||
         state == EntityState::task || state == EntityState::sent;
}

// Whether a candidate's identities must still be learnt from a page that brings nothing else new.
bool unidentified(const Entity& known) {
  return known.row.key.kind == RecordKind::candidate && !known.identified;
}

// Two pages in flight can hold one record, both looked up before either was committed. Of an
// unidentified one the flow was not told the digest, so its version says nothing.
bool says_nothing_new(const EntityWrite& write, const Entity& known) {
  if (write.version > known.row.wanted && !unidentified(known)) return false;
  if (write.digest != known.row.digest) return false;
  if (wanted_at_linkedin(write.state)) return wanted_at_linkedin(known.row.state);
  return write.state == known.row.state && write.reason == known.row.reason;
}

Entity changed_by(const EntityWrite& write, const Entity* known) {
  Entity entity;
  if (known) {
    entity.row.sent = known->row.sent;
    entity.sent_mark = known->sent_mark;
    entity.unproven = known->unproven || (known->row.sent == 0 && may_be_at_linkedin(*known));
    entity.resend = known->resend && wanted_at_linkedin(write.state);
    entity.took_erased = known->took_erased;
    entity.exposed = known->exposed;
    entity.maybe_exposed = known->maybe_exposed;
  }
  // From here on it may leave, and its answer be lost.
  entity.maybe_exposed |= write.exposed;
  entity.row.key = write.key;
  entity.row.wanted = known ? std::max(write.version, known->row.wanted + 1) : write.version;
  entity.row.digest = write.digest;
  entity.row.state = write.state;
  entity.row.reason = write.reason;
  entity.row.policy = write.policy;
  if (!write.unmapped) {
    entity.parents = write.parents;
    entity.recent = write.recent;
    entity.identified = write.key.kind == RecordKind::candidate;
  } else if (known) {
    entity.parents = known->parents;
    entity.recent = known->recent;
    entity.identified = known->identified;
  }
  if (known) remember_place(*known, entity);
  return entity;
}

// The flow decided from rows it looked up earlier; what the store holds now has the last word
// about parents, and about whether there is something to withdraw.
void decide_anew(Tables& tables, const EntityWrite& write, Entity& entity) {
  if (waits_for_parents(write)) {
    entity.row.state = EntityState::waiting;
    place_under(standing_under(tables, write.parents), entity);
    return;
  }
  if (write.state != EntityState::withheld) return;
  if (standing_under(tables, write.parents) == Standing::erased) {
    entity.row.reason = erased_reason;
  }
  if (entity.row.sent > 0 || entity.unproven) entity.row.state = EntityState::withdrawing;
}

struct Written {
  bool first_seen = false;
  bool changed = false;
};

struct Listing {
  std::uint32_t mark = 0;
  std::uint32_t source = 0;
};

void keep_identities(Tables& tables, const EntityWrite& write, bool fresh) {
  if (write.key.kind == RecordKind::candidate && !write.unmapped) {
    tables.people.identify(write.key.id, write.identities, fresh);
  }
}

Written write_entity(Tables& tables, const EntityWrite& write, const Entity* known,
                     const Listing& listing) {
  Written written{!known || known->mark != listing.mark, true};
  if (known && says_nothing_new(write, *known)) {
    if (unidentified(*known) && !write.unmapped) {
      Entity entity = *known;
      entity.identified = true;
      tables.entities.put(entity, known);
      keep_identities(tables, write, false);
      written.changed = false;
    }
    tables.entities.stamp(write.key, listing.mark, listing.source, write.policy);
    return written;
  }
  Entity entity = changed_by(write, known);
  entity.mark = listing.mark;
  entity.source = listing.source != 0 || !known ? listing.source : known->source;
  decide_anew(tables, write, entity);
  if (known) leave_former(*known, entity);
  keep_identities(tables, write, known == nullptr);
  const bool goes =
      entity.row.state == EntityState::ready || entity.row.state == EntityState::waiting;
  // Nothing is kept of a child whose parent nobody had read: it is read again when there is one.
  if (goes && write.payload.empty()) {
    if (entity.row.state == EntityState::ready) tables.rereads.ask(write.key);
    entity.row.state = EntityState::waiting;
    entity.row.reason = unknown_parent;
    entity.row.digest = {};
  }
  const bool kept = goes || comes_back(entity.row);
  if (kept && waits_for_parents(write) && !write.payload.empty()) {
    tables.payloads.put(write.key, entity.row.wanted, write.payload);
  } else if (known && write.key.kind != RecordKind::job) {
    tables.payloads.drop(write.key);
  }
  settle(tables, entity, known);
  return written;
}

// Whoever was erased is seen and stays away; who only looks like them waits for a person's word,
// and not at LinkedIn.
Written take_in(Tables& tables, const EntityWrite& write, const Listing& listing) {
  const std::optional<Entity> found = tables.entities.find(write.key);
  const Entity* known = found ? &*found : nullptr;
  const auto only_seen = [&] {
    tables.entities.stamp(write.key, listing.mark, listing.source, write.policy);
    return Written{known->mark != listing.mark, false};
  };
  if (known && known->erased) return only_seen();
  if (gone_or_going(write.state) || !erased_before(tables, write, known)) {
    return write_entity(tables, write, known, listing);
  }
  EntityWrite kept_back = write;
  const bool there = known && may_be_at_linkedin(*known);
  kept_back.state = there ? EntityState::withdrawing : EntityState::held;
  kept_back.reason = erased_before_reason;
  kept_back.payload.clear();
  const bool same = known && known->row.state == kept_back.state &&
                    known->row.reason == kept_back.reason && known->row.digest == write.digest;
  if (same && known->identified) return only_seen();
  const Written written = write_entity(tables, kept_back, known, listing);
  if (there) cover_family(tables, write.key, open_cases_of(tables, write));
  return written;
}

// An application carries its candidate's name and its job's; what hangs on an application carries
// nothing of it. What is gone stays gone whatever becomes of its parent; a closed parent that opens
// asks by itself.
void ask_applications(Tables& tables, const RecordKey& parent) {
  for (const RecordKey& child : tables.links.children(parent)) {
    if (child.kind != RecordKind::application) continue;
    const std::optional<Entity> known = tables.entities.find(child);
    if (!known || known->row.state == EntityState::withdrawn || known->erased) continue;
    tables.rereads.ask(child);
  }
}

// A candidate linked before it was ever read: nothing is known of it but who it is.
std::optional<EntityRow> linked_only(Tables& tables, const RecordKey& key) {
  EntityRow row;
  row.key = key;
  row.state = EntityState::waiting;
  row.person = tables.people.member_of(key.id);
  if (row.person.empty()) return std::nullopt;
  return row;
}

std::optional<EntityRow> row_of(Tables& tables, const RecordKey& key, bool any_linked) {
  std::optional<Entity> found = tables.entities.find(key);
  if (key.kind != RecordKind::candidate) {
    return found ? std::optional(std::move(found->row)) : std::nullopt;
  }
  if (!found) return any_linked ? linked_only(tables, key) : std::nullopt;
  if (any_linked) found->row.person = tables.people.member_of(key.id);
  // Its content is the same, but a page must bring its identities once.
  if (!found->identified && !found->erased) found->row.digest = {};
  return std::move(found->row);
}

}  // namespace

Rows look_up(Tables& tables, const LookUp& verb) {
  std::vector<std::size_t> order(verb.keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return verb.keys[a] < verb.keys[b]; });
  Rows rows;
  rows.rows.resize(verb.keys.size());
  const bool any_linked = tables.people.any_linked();
  for (const std::size_t at : order) {
    rows.rows[at] = row_of(tables, verb.keys[at], any_linked);
  }
  return rows;
}

PageCommitted commit_page(Tables& tables, const CommitPage& verb) {
  std::uint32_t source = verb.cursor.object.empty() ? 0 : tables.cursors.put(verb.cursor);
  if (!verb.sourced) source = 0;
  const std::uint32_t mark = std::max(verb.mark, verb.cursor.mark);
  tables.cursors.raise_mark(mark);
  PageCommitted committed;
  const auto write_key = [](const EntityWrite& write) -> const RecordKey& { return write.key; };
  for (const EntityWrite* write : in_key_order(verb.writes, write_key)) {
    const Written written = take_in(tables, *write, {mark, source});
    if (written.first_seen) ++committed.distinct;
    const bool has_applications =
        write->key.kind == RecordKind::job || write->key.kind == RecordKind::candidate;
    if (written.changed && write->version > 1 && has_applications) {
      ask_applications(tables, write->key);
    }
  }
  const auto own_key = [](const RecordKey& key) -> const RecordKey& { return key; };
  for (const RecordKey* key : in_key_order(verb.seen, own_key)) {
    if (tables.entities.stamp(*key, mark, source, verb.policy)) ++committed.distinct;
    if (verb.touched && key->kind == RecordKind::job) ask_applications(tables, *key);
  }
  // Read in a listing is read again as well as by id.
  if (!verb.cursor.object.empty() && tables.rereads.any()) {
    for (const EntityWrite& write : verb.writes) tables.rereads.settle(write.key);
    for (const RecordKey& key : verb.seen) tables.rereads.settle(key);
  }
  if (!verb.unfit.empty()) {
    store::mark(tables, {verb.kind, verb.unfit, EntityState::withdrawing, "not_for_linkedin"});
  }
  if (!verb.doubted.empty()) tables.cursors.doubt(verb.doubted);
  for (const JobViewers& viewers : verb.viewers) tables.access.want(viewers);
  for (const std::string& id : verb.reread_done) tables.rereads.settle({verb.kind, id});
  return committed;
}

}  // namespace crosswalk::store
