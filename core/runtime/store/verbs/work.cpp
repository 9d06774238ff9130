#include <algorithm>
#include <utility>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

WorkItem item_of(RecordKind kind, Taken&& taken) {
  WorkItem item;
  item.key = {kind, std::move(taken.id)};
  item.version = taken.version;
  item.attempts = taken.attempts;
  item.task = std::move(taken.task);
  item.withdrawing = taken.state == EntityState::withdrawing;
  item.confirmed = taken.confirmed;
  item.exposed = taken.exposed;
  item.maybe_exposed = taken.maybe_exposed;
  return item;
}

struct Asked {
  std::string_view after;
  std::uint32_t limit = 0;
  Instant now{};
  std::optional<std::uint64_t> policy;  // Only what was decided under this one.
};

// What may go now, one after another, until `limit` of them fit `choose`.
template <class Choose>
Work take(Tables& tables, Lane lane, RecordKind kind, const Asked& asked, Choose choose) {
  tables.entities.call_due(lane, kind, asked.now);
  const std::uint32_t wanted = std::min(asked.limit, work_items_max);
  std::string after(asked.after);
  Work work;
  while (work.items.size() < wanted && !tables.database.failed()) {
    std::vector<Taken> batch = tables.entities.queued(lane, kind, after, wanted);
    if (batch.empty()) break;
    after = batch.back().id;
    const bool last = batch.size() < wanted;
    for (Taken& taken : batch) {
      if (asked.policy && taken.policy != *asked.policy) continue;
      WorkItem item = item_of(kind, std::move(taken));
      if (work.items.size() < wanted && choose(item)) work.items.push_back(std::move(item));
    }
    if (last) break;
  }
  return work;
}

}  // namespace

bool give_payload(Tables& tables, WorkItem& item) {
  std::optional<Payload> payload = tables.payloads.find(item.key);
  if (!payload || payload->version != item.version) {
    tables.database.fail({ErrorCode::refused,
                          "a record that waits to be sent lacks its payload; the store was "
                          "altered: remove it to read everything again",
                          "store, table payload"});
    return false;
  }
  item.payload = std::move(payload->content);
  return true;
}

Work take_ready(Tables& tables, const TakeReady& verb) {
  if (is_child(verb.kind)) return {};
  const Lane lane = verb.resync ? Lane::resync : Lane::send;
  return take(tables, lane, verb.kind, {verb.after, verb.limit, verb.now, verb.policy},
              [&tables](WorkItem& item) { return give_payload(tables, item); });
}

Work take_withdrawals(Tables& tables, const TakeWithdrawals& verb) {
  if (is_child(verb.kind)) return {};
  const auto childless = [&tables](WorkItem& item) {
    if (tables.links.holds_back(item.key)) return false;
    if (item.key.kind != RecordKind::job) return true;
    if (std::optional<Payload> payload = tables.payloads.find(item.key)) {
      item.payload = std::move(payload->content);
    }
    return true;
  };
  return take(tables, Lane::withdraw, verb.kind, {verb.after, verb.limit, verb.now, {}}, childless);
}

Work take_tasks(Tables& tables, const TakeTasks& verb) {
  return take(tables, Lane::ask, RecordKind::job, {verb.after, verb.limit, verb.now, {}},
              [](const WorkItem&) { return true; });
}

crosswalk::Rereads take_rereads(Tables& tables, const TakeRereads& verb) {
  return {tables.rereads.waiting(verb.kind, verb.after, std::min(verb.limit, work_items_max))};
}

Due next_due(Tables& tables, const NextDue& verb) { return {tables.entities.next_due(verb.after)}; }

}  // namespace crosswalk::store
