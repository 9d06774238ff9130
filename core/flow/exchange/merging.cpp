#include "flow/exchange/merging.hpp"

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "flow/exchange/children_read.hpp"
#include "flow/reading/named_read.hpp"

namespace crosswalk {
namespace {

struct Joining {
  Context& context;
  const Neighbours& neighbours;
  Merge merge;
  std::function<void(bool)> then;
  std::map<RecordKind, std::vector<std::string>> below;  // Not read yet.
};

using Shared = std::shared_ptr<Joining>;

void read_by_id(const Shared& joining, const ObjectSpec& object, std::vector<std::string> ids,
                bool rereads, std::function<void(NamedEnd)> end) {
  auto reading = std::make_shared<NamedRead>(joining->context, object, std::move(ids), rereads,
                                             joining->neighbours.nudge, std::move(end));
  reading->begin();
}

// LinkedIn is told who it is without waiting for the next round, which would read it as well.
void tell_who(const Shared& joining) {
  const ObjectSpec* object = by_id_object(joining->context.setup.plan, RecordKind::candidate);
  if (object == nullptr || !joining->neighbours.comparable(*object)) return joining->then(true);
  read_by_id(joining, *object, {joining->merge.into}, true,
             [joining](const NamedEnd&) { joining->then(true); });
}

void hear_merged(const Shared& joining, const PersonMerged& merged) {
  ++joining->context.revisions;
  joining->neighbours.nudge();
  if (merged.kept_apart) {
    joining->context.alarm(
        "of two candidates that the ATS made one, each was linked to another LinkedIn member; the "
        "one who stays keeps its own, and exports of the other member do not find it");
  }
  merged.carried ? tell_who(joining) : joining->then(true);
}

// Behind the gate: what a page looked up before must not be written after.
void carry(const Shared& joining) {
  Gate& gate = joining->context.gate;
  gate.enter([joining, &gate] {
    MergePerson verb{joining->merge.gone, joining->merge.into};
    joining->context.desk.ask_store(std::move(verb), [joining](StoreAnswer answer) {
      const PersonMerged* merged = std::get_if<PersonMerged>(&answer);
      CROSSWALK_CHECK(merged != nullptr);
      hear_merged(joining, *merged);
    });
    gate.leave();
  });
}

// What no id reads came with whoever stays.
void read_below(const Shared& joining) {
  if (joining->below.empty()) return carry(joining);
  auto next = joining->below.extract(joining->below.begin());
  const RecordKind kind = next.key();
  const ObjectSpec* object = by_id_object(joining->context.setup.plan, kind);
  if (object == nullptr) return read_below(joining);
  if (!joining->neighbours.comparable(*object)) return joining->then(false);
  read_by_id(joining, *object, std::move(next.mapped()), false, [joining, kind](NamedEnd end) {
    if (!end.unknown.empty()) return joining->then(false);
    read_children(joining->context, joining->neighbours, kind, std::move(end.present),
                  [joining](bool) { read_below(joining); });
  });
}

}  // namespace

void carry_out_merge(Context& context, const Neighbours& neighbours, Merge merge,
                     std::function<void(bool done)> then) {
  FindChildren verb{{RecordKind::candidate, merge.gone}};
  auto joining = std::make_shared<Joining>(
      Joining{context, neighbours, std::move(merge), std::move(then), {}});
  context.desk.ask_store(std::move(verb), [joining](StoreAnswer answer) {
    ChildrenFound* found = std::get_if<ChildrenFound>(&answer);
    CROSSWALK_CHECK(found != nullptr);
    for (RecordKey& key : found->keys) joining->below[key.kind].push_back(std::move(key.id));
    read_below(joining);
  });
}

}  // namespace crosswalk
