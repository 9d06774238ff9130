#include "flow/reading/page_writes.hpp"

#include <algorithm>
#include <map>

#include "base/check.hpp"
#include "sync/diff.hpp"
#include "sync/digest.hpp"

namespace crosswalk {
namespace {

DecidedRecord decide_record(MappedRecord mapped, const TenantPolicy& policy,
                            std::string_view digest_key) {
  DecidedRecord decided;
  decided.decision = decide(policy, mapped.findings, mapped.record);
  encode_record(mapped.record, decided.payload);
  decided.digest = digest_of(decided.payload, digest_key);
  decided.key = std::move(mapped.record.key);
  decided.parents = std::move(mapped.record.parents);
  if (decided.decision.kind != DecisionKind::keep) decided.payload.clear();
  return decided;
}

DecidedRecord held_record(RecordKind kind, const HeldItem& item) {
  DecidedRecord held;
  held.key = {kind, item.id};
  held.decision = {DecisionKind::hold, item.reason};
  return held;
}

const EntityRow* row_of(const DecidedPage& page, const Rows& rows, const RecordKey& key) {
  const auto at = std::ranges::lower_bound(page.keys, key);
  CROSSWALK_CHECK(at != page.keys.end() && *at == key);
  const auto& row = rows.rows[static_cast<std::size_t>(at - page.keys.begin())];
  return row ? &*row : nullptr;
}

bool usable_id(const std::string& id) { return !id.empty() && id.size() <= record_id_bytes_max; }

// The last one of a page wins: a vendor that lists a record twice lists its newer state later.
void keep_last(std::vector<DecidedRecord>& records) {
  std::ranges::reverse(records);
  std::ranges::stable_sort(records, {}, &DecidedRecord::key);
  const auto same = [](const DecidedRecord& a, const DecidedRecord& b) { return a.key == b.key; };
  records.erase(std::unique(records.begin(), records.end(), same), records.end());
}

// Items that became no record and were not held either.
std::vector<RecordKey> skipped_items(const PageRead& page, const DecidedPage& decided,
                                     RecordKind kind) {
  std::vector<RecordKey> skipped;
  if (page.skipped == 0) return skipped;
  for (const std::string& id : page.ids) {
    RecordKey key{kind, id};
    const auto same = std::ranges::lower_bound(decided.records, key, {}, &DecidedRecord::key);
    const bool ours = same != decided.records.end() && same->key == key;
    if (!ours && usable_id(id)) skipped.push_back(std::move(key));
  }
  return skipped;
}

bool goes_already(EntityState state) {
  return state == EntityState::withheld || state == EntityState::withdrawing ||
         state == EntityState::withdrawn;
}

}  // namespace

Result<DecidedPage> decide_page(const PageRead& page, RecordKind kind, const TenantPolicy& policy,
                                std::string_view digest_key) {
  Result<std::vector<MappedRecord>> mapped = decode_mapped(page.mapped);
  if (!mapped) return std::move(mapped).error();
  DecidedPage decided;
  decided.records.reserve(mapped->size() + page.held.size());
  for (MappedRecord& record : *mapped) {
    if (record.record.key.kind != kind || !usable_id(record.record.key.id)) {
      return Error{ErrorCode::invalid_input, "the engine gave a record the object cannot have",
                   std::string(name_of(kind))};
    }
    decided.records.push_back(decide_record(std::move(record), policy, digest_key));
  }
  for (const HeldItem& item : page.held) {
    if (usable_id(item.id)) {
      decided.records.push_back(held_record(kind, item));
    } else {
      ++decided.without_id;
    }
  }
  keep_last(decided.records);
  decided.skipped = skipped_items(page, decided, kind);
  decided.keys = decided.skipped;
  for (const DecidedRecord& record : decided.records) {
    decided.keys.push_back(record.key);
    decided.keys.insert(decided.keys.end(), record.parents.begin(), record.parents.end());
  }
  std::ranges::sort(decided.keys);
  decided.keys.erase(std::unique(decided.keys.begin(), decided.keys.end()), decided.keys.end());
  return decided;
}

PageWrites write_page(DecidedPage page, const Rows& rows, std::uint64_t policy_version) {
  CROSSWALK_CHECK(rows.rows.size() == page.keys.size());
  PageWrites out;
  for (RecordKey& key : page.skipped) {
    const EntityRow* known = row_of(page, rows, key);
    if (known != nullptr && !goes_already(known->state)) out.unfit.push_back(std::move(key.id));
  }
  std::vector<const EntityRow*> parents;
  for (DecidedRecord& record : page.records) {
    parents.clear();
    for (const RecordKey& parent : record.parents) {
      parents.push_back(row_of(page, rows, parent));
    }
    const EntityRow* known = row_of(page, rows, record.key);
    Change change = diff(record.decision, record.digest, known, parents);
    if (change.unchanged) {
      if (known != nullptr && known->state == EntityState::sent) ++out.unchanged;
      out.seen.push_back(std::move(record.key));
      continue;
    }
    EntityWrite write;
    write.key = std::move(record.key);
    write.parents = std::move(record.parents);
    write.version = change.version;
    write.digest = record.digest;
    write.state = change.state;
    write.reason = std::move(change.reason);
    write.policy = policy_version;
    write.payload = std::move(record.payload);
    out.writes.push_back(std::move(write));
  }
  return out;
}

}  // namespace crosswalk
