#include "flow/reading/page_writes.hpp"

#include <algorithm>
#include <map>

#include "base/check.hpp"
#include "privacy/identity.hpp"
#include "sync/diff.hpp"
#include "sync/digest.hpp"

namespace crosswalk {
namespace {

// A record as policy decided it, without what must not leave.
struct DecidedRecord {
  Decision decision;
  RecordDigest digest{};
  std::string payload;  // Empty unless kept.
  Instant recent{};
  std::vector<Identity> identities;
  std::vector<RecordKey> parents;
  bool unmapped = false;
  bool open_job = false;
};

Instant recent_of(const Record& record) {
  if (!is_child(record.key.kind)) return {};
  const FieldSpec* created = find_field(record.key.kind, "created_at");
  const Value* value = created == nullptr ? nullptr : record.find(created->field);
  const auto* ms = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return ms == nullptr ? Instant{} : from_ms(*ms);
}

// Users of the vendor's whom the configuration does not know see nothing at LinkedIn.
JobViewers viewers_of(const Record& job, const std::map<std::string, AccessMember>& members) {
  JobViewers viewers{job.key.id, {}};
  const Value* value = job.find(Field::job_viewers);
  const auto* users = value == nullptr ? nullptr : std::get_if<std::vector<std::string>>(value);
  if (users == nullptr) return viewers;
  for (const std::string& user : *users) {
    const auto member = members.find(user);
    if (member != members.end()) viewers.members.push_back(member->second.digest);
  }
  return viewers;
}

DecidedRecord decide_record(TakenRecord taken, const EntityRow* known, const Judgement& by) {
  DecidedRecord decided;
  if (!taken.mapped) {
    decided.decision = {DecisionKind::hold, std::move(taken.held)};
    decided.unmapped = true;
    return decided;
  }
  Record& record = taken.mapped->record;
  if (record.key.kind == RecordKind::candidate) {
    if (known != nullptr && !known->person.empty()) {
      record.set(Field::candidate_person, known->person);
    }
    decided.identities = identities_of(record, by.digest_key);
  }
  decided.recent = recent_of(record);
  decided.decision = decide(by.policy, taken.mapped->findings, record);
  encode_record(record, decided.payload);
  const bool tells_more = record.key.kind == RecordKind::job && !by.beside_jobs.empty();
  decided.digest = digest_of(
      tells_more ? decided.payload + std::string(by.beside_jobs) : decided.payload, by.digest_key);
  decided.open_job = is_open_job(record);
  decided.parents = std::move(record.parents);
  if (decided.decision.kind != DecisionKind::keep) decided.payload.clear();
  return decided;
}

const EntityRow* row_of(const TakenPage& page, const Rows& rows, const RecordKey& key) {
  const auto at = std::ranges::lower_bound(page.keys, key);
  CROSSWALK_CHECK(at != page.keys.end() && *at == key);
  const auto& row = rows.rows[static_cast<std::size_t>(at - page.keys.begin())];
  return row ? &*row : nullptr;
}

bool usable_id(const std::string& id) { return !id.empty() && id.size() <= record_id_bytes_max; }

// The last one of a page wins: a vendor that lists a record twice lists its newer state later.
void keep_last(std::vector<TakenRecord>& records) {
  std::ranges::reverse(records);
  std::ranges::stable_sort(records, {}, &TakenRecord::key);
  const auto same = [](const TakenRecord& a, const TakenRecord& b) { return a.key == b.key; };
  records.erase(std::unique(records.begin(), records.end(), same), records.end());
}

// Items that became no record and were not held either.
std::vector<RecordKey> skipped_items(const PageRead& page, const TakenPage& taken,
                                     RecordKind kind) {
  std::vector<RecordKey> skipped;
  if (page.skipped == 0) return skipped;
  for (const std::string& id : page.ids) {
    RecordKey key{kind, id};
    const auto same = std::ranges::lower_bound(taken.records, key, {}, &TakenRecord::key);
    const bool ours = same != taken.records.end() && same->key == key;
    if (!ours && usable_id(id)) skipped.push_back(std::move(key));
  }
  return skipped;
}

bool goes_already(EntityState state) {
  return state == EntityState::withheld || state == EntityState::withdrawing ||
         state == EntityState::withdrawn;
}

constexpr std::string_view usual_availability = "PRIVATE_TO_ATS_INTEGRATION";

}  // namespace

std::string_view told_beside_jobs(const LinkedInTarget& target) {
  return target.availability == usual_availability ? std::string_view{} : target.availability;
}

bool is_open_job(const Record& job) {
  const std::string* state = job.text(Field::job_state);
  return job.key.kind == RecordKind::job && (state == nullptr || *state != "closed");
}

Result<TakenPage> take_page(const PageRead& page, RecordKind kind) {
  Result<std::vector<MappedRecord>> mapped = decode_mapped(page.mapped);
  if (!mapped) return std::move(mapped).error();
  TakenPage taken;
  taken.records.reserve(mapped->size() + page.held.size());
  for (MappedRecord& record : *mapped) {
    const RecordKey key = record.record.key;
    if (key.kind != kind || !usable_id(key.id)) {
      return Error{ErrorCode::invalid_input, "the engine gave a record the object cannot have",
                   std::string(name_of(kind))};
    }
    taken.records.push_back({key, std::move(record), {}});
  }
  for (const HeldItem& item : page.held) {
    if (usable_id(item.id)) {
      taken.records.push_back({{kind, item.id}, std::nullopt, item.reason});
    } else {
      ++taken.without_id;
    }
  }
  keep_last(taken.records);
  taken.skipped = skipped_items(page, taken, kind);
  taken.keys = taken.skipped;
  for (const TakenRecord& each : taken.records) {
    taken.keys.push_back(each.key);
    if (!each.mapped) continue;
    const std::vector<RecordKey>& parents = each.mapped->record.parents;
    taken.keys.insert(taken.keys.end(), parents.begin(), parents.end());
  }
  std::ranges::sort(taken.keys);
  taken.keys.erase(std::unique(taken.keys.begin(), taken.keys.end()), taken.keys.end());
  return taken;
}

PageWrites write_page(TakenPage page, const Rows& rows, const Judgement& by) {
  CROSSWALK_CHECK(rows.rows.size() == page.keys.size());
  PageWrites out;
  for (RecordKey& key : page.skipped) {
    const EntityRow* known = row_of(page, rows, key);
    if (known != nullptr && !goes_already(known->state)) out.unfit.push_back(std::move(key.id));
  }
  std::vector<const EntityRow*> parents;
  for (TakenRecord& record : page.records) {
    RecordKey key = record.key;
    const EntityRow* known = row_of(page, rows, key);
    if (by.members != nullptr && key.kind == RecordKind::job && record.mapped) {
      out.viewers.push_back(viewers_of(record.mapped->record, *by.members));
    }
    DecidedRecord decided = decide_record(std::move(record), known, by);
    parents.clear();
    for (const RecordKey& parent : decided.parents) {
      parents.push_back(row_of(page, rows, parent));
    }
    Change change = diff(decided.decision, decided.digest, known, parents);
    if (change.unchanged) {
      if (known != nullptr && known->state == EntityState::sent) ++out.unchanged;
      out.seen.push_back(std::move(key));
      continue;
    }
    EntityWrite write;
    write.key = std::move(key);
    write.parents = std::move(decided.parents);
    write.version = change.version;
    write.digest = decided.digest;
    write.state = change.state;
    write.reason = std::move(change.reason);
    write.policy = by.policy_version;
    write.payload = std::move(decided.payload);
    write.recent = decided.recent;
    write.identities = std::move(decided.identities);
    write.unmapped = decided.unmapped;
    write.exposed =
        decided.open_job && !by.beside_jobs.empty() && write.state == EntityState::ready;
    // Whose parent nobody has read may never go: it is read again when the parent comes, and until
    // then nothing of it is kept.
    const bool orphaned = std::ranges::find(parents, nullptr) != parents.end();
    if (is_child(write.key.kind) && write.state == EntityState::waiting && orphaned) {
      write.payload.clear();
      write.digest = {};
    }
    out.writes.push_back(std::move(write));
  }
  return out;
}

}  // namespace crosswalk
