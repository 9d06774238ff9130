#include "runtime/store/put_back.hpp"

#include <optional>
#include <string>
#include <utility>

#include "runtime/store/verbs/family.hpp"

namespace crosswalk::store {
namespace {

// Of decisions older than the journal, whose case nobody can name any more.
constexpr std::string_view unnamed_case = "before-the-journal";

// The case is about somebody again, so LinkedIn is asked again.
std::optional<KeptErasure> case_for(Tables& tables, const Remembered& remembered,
                                    const std::string& name) {
  const auto known = remembered.cases.find(name);
  if (known == remembered.cases.end()) return std::nullopt;
  const std::string named = name.empty() ? std::string(unnamed_case) : name;
  const auto there = tables.erasures.find(named);
  const std::int64_t ref =
      there ? there->ref : tables.erasures.open(named, known->second.at, known->second.by_identity);
  if (there && there->standing != ErasureStanding::open) {
    tables.erasures.reopen(ref, known->second.by_identity);
  }
  return tables.erasures.find(ref);
}

std::size_t erase_again(Tables& tables, const Remembered& remembered) {
  std::size_t count = 0;
  for (const auto& [id, erasure] : remembered.erased) {
    const auto known = tables.entities.find({RecordKind::candidate, id});
    if (known && known->erased) continue;
    const auto kept = case_for(tables, remembered, erasure);
    if (!kept) continue;
    erase_candidate(tables, id, *kept);
    ++count;
  }
  for (const auto& [identity, erasure] : remembered.suppressed) {
    if (tables.erasures.suppressed(identity)) continue;
    const auto kept = case_for(tables, remembered, erasure);
    tables.erasures.suppress(identity, kept ? kept->ref : 0);
    ++count;
  }
  return count;
}

// Somebody nobody has read yet waits as a row that says only this.
void keep_back_again(Tables& tables, const std::string& id) {
  const RecordKey key{RecordKind::candidate, id};
  if (const auto known = tables.entities.find(key)) return keep_back(tables, *known, {});
  Entity entity;
  entity.row.key = key;
  entity.row.state = EntityState::held;
  entity.row.reason = erased_before_reason;
  entity.took_erased = true;
  tables.entities.put(entity, nullptr);
}

void release_again(Tables& tables, const std::string& id) {
  tables.erasures.release(id);
  const RecordKey key{RecordKind::candidate, id};
  const auto before = tables.entities.find(key);
  if (!before || before->row.reason != erased_before_reason) return;
  Entity entity = *before;
  entity.row.digest = {};
  tables.entities.put(entity, &*before);
  tables.rereads.ask(key);
}

bool is_erased(Tables& tables, const std::string& id) {
  const auto known = tables.entities.find({RecordKind::candidate, id});
  return known && known->erased;
}

}  // namespace

std::size_t put_back(Tables& tables, const Remembered& remembered) {
  std::size_t count = erase_again(tables, remembered);
  for (const std::string& id : remembered.kept_back) {
    const auto known = tables.entities.find({RecordKind::candidate, id});
    if (known && (known->took_erased || known->erased)) continue;
    keep_back_again(tables, id);
    ++count;
  }
  for (const std::string& id : remembered.released) {
    if (tables.erasures.released(id) || is_erased(tables, id)) continue;
    release_again(tables, id);
    ++count;
  }
  return count;
}

std::vector<ErasureEntry> not_remembered(Tables& tables, const Remembered& remembered, bool all) {
  using What = ErasureEntry::What;
  std::vector<ErasureEntry> entries;
  for (const auto& [identity, ref] : tables.erasures.all_suppressed()) {
    if (remembered.suppressed.contains(identity)) continue;
    const auto kept = tables.erasures.find(ref);
    entries.push_back({.what = What::erased,
                       .candidate = {},
                       .erasure = kept ? kept->name : std::string(),
                       .at = kept ? kept->requested : Instant{},
                       .by_identity = true,
                       .identities = {identity}});
  }
  if (all || !entries.empty()) {
    for (std::string& id : tables.erasures.all_erased()) {
      if (remembered.erased.contains(id)) continue;
      entries.push_back({.what = What::erased, .candidate = std::move(id), .erasure = {}});
    }
    for (std::string& id : tables.erasures.all_kept_back()) {
      if (remembered.kept_back.contains(id)) continue;
      entries.push_back({.what = What::kept_back, .candidate = std::move(id), .erasure = {}});
    }
  }
  for (std::string& id : tables.erasures.all_released()) {
    if (remembered.released.contains(id)) continue;
    entries.push_back({.what = What::released, .candidate = std::move(id), .erasure = {}});
  }
  return entries;
}

}  // namespace crosswalk::store
