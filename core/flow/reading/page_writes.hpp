#pragma once

/// \file
/// A page of mapped records turned into what the store must write: policy decides each record,
/// its digest is taken, and the stored rows say whether it is news. Pure, in two steps, because
/// the rows are looked up in between.

#include <string>
#include <vector>

#include "flow/store_port.hpp"
#include "policy/policy.hpp"

namespace crosswalk {

/// A record as decided, before the store was asked.
struct DecidedRecord {
  RecordKey key;
  std::vector<RecordKey> parents;
  Decision decision;
  RecordDigest digest{};
  std::string payload;  ///< Encoded, stripped of what must not leave; empty unless kept.
};

/// A page as decided. A record that stands twice on a page counts once, as it stood last.
struct DecidedPage {
  std::vector<DecidedRecord> records;
  std::vector<RecordKey> skipped;  ///< Items the manifest says are not for LinkedIn.
  std::vector<RecordKey> keys;     ///< Of all of these and of parents, sorted, without repeats.
  std::uint32_t without_id = 0;    ///< Held items nobody can name.
};

/// Decides a page of an object of `kind`. invalid_input when the worker's bytes are malformed
/// or a record is of another kind: then nothing of the page may be used.
Result<DecidedPage> decide_page(const PageRead& page, RecordKind kind, const TenantPolicy& policy,
                                std::string_view digest_key);

/// What to write and what was merely seen. `rows` answers LookUp{page.keys}.
struct PageWrites {
  std::vector<EntityWrite> writes;
  std::vector<RecordKey> seen;
  std::vector<std::string> unfit;  ///< Known records that became items not for LinkedIn: to be
                                   ///< withdrawn, a person anonymised or a job made a draft.
  std::uint32_t unchanged = 0;     ///< Of seen: those LinkedIn has or is about to get.
};

PageWrites write_page(DecidedPage page, const Rows& rows, std::uint64_t policy_version);

}  // namespace crosswalk
