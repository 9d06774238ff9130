#include <algorithm>
#include <utility>

#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk::store {
namespace {

// LinkedIn takes a hundred at a time; whoever asks for more than this asks again.
constexpr std::uint32_t work_items_max = 10'000;

WorkItem item_of(RecordKind kind, Taken&& taken) {
  WorkItem item;
  item.key = {kind, std::move(taken.id)};
  item.version = taken.version;
  item.attempts = taken.attempts;
  item.task = std::move(taken.task);
  item.withdrawing = taken.state == EntityState::withdrawing;
  return item;
}

// What may go now, one after another, until `limit` of them fit `choose`.
template <class Choose>
Work take(Tables& tables, Lane lane, RecordKind kind, std::string after, std::uint32_t limit,
          Choose choose) {
  const std::uint32_t wanted = std::min(limit, work_items_max);
  Work work;
  while (work.items.size() < wanted && !tables.database.failed()) {
    std::vector<Taken> batch = tables.entities.queued(lane, kind, after, wanted);
    if (batch.empty()) break;
    after = batch.back().id;
    const bool last = batch.size() < wanted;
    for (Taken& taken : batch) {
      WorkItem item = item_of(kind, std::move(taken));
      if (work.items.size() < wanted && choose(item)) work.items.push_back(std::move(item));
    }
    if (last) break;
  }
  return work;
}

}  // namespace

Work take_ready(Tables& tables, const TakeReady& verb) {
  tables.entities.call_due(verb.now);
  const auto with_payload = [&tables](WorkItem& item) {
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
  };
  return take(tables, Lane::send, verb.kind, verb.after, verb.limit, with_payload);
}

Work take_withdrawals(Tables& tables, const TakeWithdrawals& verb) {
  tables.entities.call_due(verb.now);
  const auto childless = [&tables](WorkItem& item) {
    if (tables.links.holds_back(item.key)) return false;
    if (item.key.kind != RecordKind::job) return true;
    if (std::optional<Payload> payload = tables.payloads.find(item.key)) {
      item.payload = std::move(payload->content);
    }
    return true;
  };
  return take(tables, Lane::withdraw, verb.kind, verb.after, verb.limit, childless);
}

Work take_tasks(Tables& tables, const TakeTasks& verb) {
  tables.entities.call_due(verb.now);
  return take(tables, Lane::ask, RecordKind::job, verb.after, verb.limit,
              [](const WorkItem&) { return true; });
}

crosswalk::Rereads take_rereads(Tables& tables, const TakeRereads& verb) {
  return {tables.rereads.waiting(verb.kind, std::min(verb.limit, work_items_max))};
}

Due next_due(Tables& tables, const NextDue& verb) { return {tables.entities.next_due(verb.now)}; }

}  // namespace crosswalk::store
