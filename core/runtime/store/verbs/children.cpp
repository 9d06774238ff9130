#include <algorithm>
#include <utility>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

WorkItem item_of(RecordKind kind, TakenChild&& child) {
  WorkItem item;
  item.key = {kind, std::move(child.taken.id)};
  item.parent = std::move(child.parent);
  item.version = child.taken.version;
  item.attempts = child.taken.attempts;
  item.withdrawing = child.taken.state == EntityState::withdrawing;
  item.confirmed = child.taken.confirmed;
  return item;
}

std::vector<TakenChild> chosen(Tables& tables, const TakeChildren& verb,
                               const ChildrenAsked& asked) {
  const std::size_t limit = std::min(verb.limit, work_items_max);
  if (!verb.one_parent || limit == 0) return tables.children.newest(asked, limit);
  const std::vector<TakenChild> first = tables.children.newest(asked, 1);
  if (first.empty()) return {};
  return tables.children.of_parent(asked, first.front().parent, limit);
}

bool is_closed(const Payload& payload) {
  std::string_view bytes = payload.content;
  const Result<Record> job = decode_record(bytes);
  const std::string* state = job ? job->text(Field::job_state) : nullptr;
  return state != nullptr && *state == "closed";
}

// The newest form of a job LinkedIn has goes once more; one that is on its way already goes
// sooner. What was kept back is not sent because LinkedIn asks.
bool resend_job(Tables& tables, const std::string& id, bool only_open) {
  const std::optional<Entity> before = tables.entities.find({RecordKind::job, id});
  if (!before || before->row.sent == 0) return false;
  const EntityState state = before->row.state;
  if (state != EntityState::sent && state != EntityState::ready && state != EntityState::task) {
    return false;
  }
  Entity entity = *before;
  entity.resend = true;
  if (state == EntityState::sent) {
    const std::optional<Payload> payload = tables.payloads.find(before->row.key);
    if (payload && payload->version == entity.row.wanted) {
      if (only_open && is_closed(*payload)) return false;
      entity.row.state = EntityState::ready;
    } else {
      // Its content is not at hand; once read again it goes ahead of the others.
      entity.row.digest = {};
      tables.rereads.ask(before->row.key);
    }
  }
  tables.entities.put(entity, &*before);
  return true;
}

}  // namespace

Work take_children(Tables& tables, const TakeChildren& verb) {
  Work work;
  if (!is_child(verb.kind)) return work;
  ChildrenAsked asked{.kind = verb.kind,
                      .lane = verb.withdrawals ? Lane::withdraw : Lane::send,
                      .busy = verb.busy,
                      .policy = std::nullopt};
  if (!verb.withdrawals) asked.policy = verb.policy;
  std::ranges::sort(asked.busy);
  tables.entities.call_due(asked.lane, verb.kind, verb.now);
  for (TakenChild& child : chosen(tables, verb, asked)) {
    WorkItem item = item_of(verb.kind, std::move(child));
    if (!verb.withdrawals && !give_payload(tables, item)) break;
    work.items.push_back(std::move(item));
  }
  return work;
}

Parents find_parents(Tables& tables, const FindParents& verb) {
  Parents parents;
  for (const std::string& id : verb.ids) {
    std::string& parent = parents.ids.emplace_back();
    const std::optional<Entity> entity = tables.entities.find({verb.kind, id});
    if (!entity) continue;
    for (const RecordKey& each : entity->parents) {
      if (each.kind == verb.parent) parent = each.id;
    }
  }
  return parents;
}

RereadsAsked ask_rereads(Tables& tables, const AskRereads& verb) {
  for (const RecordKey& key : verb.keys) {
    const std::optional<Entity> known = tables.entities.find(key);
    if (!known || !known->erased) tables.rereads.ask(key);
  }
  return {};
}

Resent resend(Tables& tables, const Resend& verb) {
  Resent resent;
  std::vector<std::string> ids = verb.ids;
  std::ranges::sort(ids);
  const auto repeats = std::ranges::unique(ids);
  ids.erase(repeats.begin(), repeats.end());
  for (std::string& id : ids) {
    if (resend_job(tables, id, false)) {
      ++resent.jobs;
    } else {
      resent.unknown.push_back(std::move(id));
    }
  }
  if (!verb.all_open) return resent;
  resent.jobs = 0;
  for (const std::string& id : tables.entities.open(RecordKind::job)) {
    if (resend_job(tables, id, true)) ++resent.jobs;
  }
  return resent;
}

}  // namespace crosswalk::store
