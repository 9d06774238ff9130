#pragma once

/// \file
/// A page of mapped records turned into what the store must write. In two steps, both pure, because
/// the stored rows are looked up in between: who is on the page, and then, knowing the rows, what
/// policy decides of each record, which digest it has and whether it is news. A candidate's row may
/// name the LinkedIn member it is, and that is part of the record before anything is decided.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "linkedin/rsc/batches.hpp"
#include "policy/policy.hpp"

namespace crosswalk {

/// One record of a page, or an item that is held by its id.
struct TakenRecord {
  RecordKey key;
  std::optional<MappedRecord> mapped;  ///< Absent: it is held.
  std::string held;                    ///< Why.
};

/// A page taken apart. A record that stands twice on a page counts once, as it stood last.
struct TakenPage {
  std::vector<TakenRecord> records;
  std::vector<RecordKey> skipped;  ///< Items the manifest says are not for LinkedIn.
  std::vector<RecordKey> keys;     ///< Of all of these and of parents, sorted, without repeats.
  std::uint32_t without_id = 0;    ///< Held items nobody can name.
};

/// Takes a page of an object of `kind` apart. invalid_input when the worker's bytes are malformed
/// or a record is of another kind: then nothing of the page may be used.
Result<TakenPage> take_page(const PageRead& page, RecordKind kind);

/// What every job tells LinkedIn beside its record where the tenant chose other than the default:
/// its availability. Empty for the default, whose digests are those of the record alone.
std::string_view told_beside_jobs(const LinkedInTarget& target);

/// Whether LinkedIn lists the job once it has it.
bool is_open_job(const Record& job);

/// By what a record is decided. Borrowed for the call.
struct Judgement {
  const TenantPolicy& policy;
  std::string_view digest_key;  ///< 32 bytes.
  std::uint64_t policy_version = 0;
  const std::map<std::string, AccessMember>* members = nullptr;  ///< Null: nobody asks who sees.
  std::string_view beside_jobs{};  ///< Of told_beside_jobs(); part of each job's digest.
};

/// What to write and what was merely seen. `rows` answers LookUp{page.keys}.
struct PageWrites {
  std::vector<EntityWrite> writes;
  std::vector<RecordKey> seen;
  std::vector<std::string> unfit;   ///< Known records that became items not for LinkedIn: to be
                                    ///< withdrawn, a person anonymised or a job made a draft.
  std::vector<JobViewers> viewers;  ///< Of every job that could be read, news or not.
  std::uint32_t unchanged = 0;      ///< Of seen: those LinkedIn has or is about to get.
};

PageWrites write_page(TakenPage page, const Rows& rows, const Judgement& by);

}  // namespace crosswalk
