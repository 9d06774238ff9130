#include <algorithm>
#include <numeric>

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

// Two pages in flight can hold one record, both looked up before either was committed.
bool says_nothing_new(const EntityWrite& write, const Entity& known) {
  if (write.version > known.row.wanted || write.digest != known.row.digest) return false;
  if (wanted_at_linkedin(write.state)) return wanted_at_linkedin(known.row.state);
  return write.state == known.row.state && write.reason == known.row.reason;
}

Entity changed_by(const EntityWrite& write, const Entity* known) {
  Entity entity;
  if (known) {
    entity.row.sent = known->row.sent;
    entity.sent_mark = known->sent_mark;
    entity.unproven = known->unproven || (known->row.sent == 0 && may_be_at_linkedin(*known));
  }
  entity.row.key = write.key;
  entity.row.wanted = known ? std::max(write.version, known->row.wanted + 1) : write.version;
  entity.row.digest = write.digest;
  entity.row.state = write.state;
  entity.row.reason = write.reason;
  entity.row.policy = write.policy;
  entity.parents = write.parents;
  return entity;
}

// The flow decided from rows it looked up earlier; what the store holds now has the last word
// about parents, and about whether there is something to withdraw.
void decide_anew(Tables& tables, const EntityWrite& write, Entity& entity) {
  if (waits_for_parents(write)) {
    entity.row.state = EntityState::waiting;
    place_under(standing_under(tables, write.parents), entity);
  } else if (write.state == EntityState::withheld && (entity.row.sent > 0 || entity.unproven)) {
    entity.row.state = EntityState::withdrawing;
  }
}

bool write_entity(Tables& tables, const EntityWrite& write, std::uint32_t mark,
                  std::uint32_t source) {
  const std::optional<Entity> known = tables.entities.find(write.key);
  const bool first_seen = !known || known->mark != mark;
  if (known && says_nothing_new(write, *known)) {
    tables.entities.stamp(write.key, mark, source, write.policy);
    return first_seen;
  }
  Entity entity = changed_by(write, known ? &*known : nullptr);
  entity.mark = mark;
  entity.source = source != 0 || !known ? source : known->source;
  decide_anew(tables, write, entity);
  const bool goes =
      entity.row.state == EntityState::ready || entity.row.state == EntityState::waiting;
  if (goes && waits_for_parents(write)) {
    tables.payloads.put(write.key, entity.row.wanted, write.payload);
  } else if (known && write.key.kind != RecordKind::job) {
    tables.payloads.drop(write.key);
  }
  settle(tables, entity, known ? &*known : nullptr);
  return first_seen;
}

// What is gone stays gone whatever becomes of its parent; a closed parent that opens asks by
// itself.
void ask_again(Tables& tables, const RecordKey& child) {
  const std::optional<Entity> known = tables.entities.find(child);
  if (known && known->row.state != EntityState::withdrawn) tables.rereads.ask(child);
}

}  // namespace

Rows look_up(Tables& tables, const LookUp& verb) {
  std::vector<std::size_t> order(verb.keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return verb.keys[a] < verb.keys[b]; });
  Rows rows;
  rows.rows.resize(verb.keys.size());
  for (const std::size_t at : order) {
    if (std::optional<Entity> found = tables.entities.find(verb.keys[at])) {
      rows.rows[at] = std::move(found->row);
    }
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
    if (write_entity(tables, *write, mark, source)) ++committed.distinct;
    if (write->version <= 1) continue;
    for (const RecordKey& child : tables.links.children(write->key)) ask_again(tables, child);
  }
  const auto own_key = [](const RecordKey& key) -> const RecordKey& { return key; };
  for (const RecordKey* key : in_key_order(verb.seen, own_key)) {
    if (tables.entities.stamp(*key, mark, source, verb.policy)) ++committed.distinct;
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
  for (const std::string& id : verb.reread_done) tables.rereads.settle({verb.kind, id});
  return committed;
}

}  // namespace crosswalk::store
