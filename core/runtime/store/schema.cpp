#include "runtime/store/schema.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace crosswalk::store {
namespace {

// `lane` says which queue an entity stands in now: 1 to send, 2 to withdraw, 3 to ask about,
// 0 none. Only the few that stand somewhere are in the index, so taking work never meets the
// many that rest. `unproven`: LinkedIn may hold a version no answer told of. `was` and
// `was_reason` are what a restricted entity returns to.
constexpr const char* first_schema = R"sql(
CREATE TABLE entity(
  kind INTEGER NOT NULL, id TEXT NOT NULL,
  wanted INTEGER NOT NULL, sent INTEGER NOT NULL, state INTEGER NOT NULL,
  lane INTEGER NOT NULL, mark INTEGER NOT NULL, sent_mark INTEGER NOT NULL,
  attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL, unproven INTEGER NOT NULL,
  source INTEGER NOT NULL, policy INTEGER NOT NULL, digest BLOB NOT NULL,
  reason TEXT NOT NULL, parents BLOB, task TEXT, was INTEGER, was_reason TEXT,
  person BLOB, person_index BLOB, email_index BLOB,
  PRIMARY KEY(kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_lane ON entity(lane, kind, id) WHERE lane > 0;
CREATE INDEX entity_due ON entity(retry_at) WHERE retry_at > 0;
CREATE TABLE link(
  parent_kind INTEGER NOT NULL, parent TEXT NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY(parent_kind, parent, kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE payload(
  kind INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY(kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE cursor(
  ref INTEGER PRIMARY KEY, object TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL, reading INTEGER NOT NULL, mode INTEGER NOT NULL,
  since INTEGER NOT NULL, until INTEGER NOT NULL, mark INTEGER NOT NULL,
  policy INTEGER NOT NULL, pages INTEGER NOT NULL, full_at INTEGER NOT NULL,
  full_mark INTEGER NOT NULL, next BLOB
) STRICT;
CREATE TABLE lookup(
  name TEXT PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reread(
  kind INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY(kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally(
  kind INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY(kind, state, reason)
) STRICT, WITHOUT ROWID;
CREATE TABLE owner(
  id INTEGER PRIMARY KEY CHECK(id = 1), last_mark INTEGER NOT NULL, proof BLOB NOT NULL
) STRICT;
)sql";

// What the last round told a person, in order.
constexpr const char* alarms_kept = R"sql(
CREATE TABLE alarm(ref INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
)sql";

// Children, notices and people. `recent` is a child's own time, and `parent` the one record it
// hangs on; what rests stands in neither of their indexes. `erased`: must never come back.
// `resend`: LinkedIn asked for it anew. `identified`: its identities stand in their table; for
// candidates of an older schema they do not, so everything is listed once more. The index from a
// digest to its candidates is made by the first who looks: a first sync would spend a third of its
// time on it. Numbers in `notice_count`: as NoticeEnd, 0 for those that wait.
constexpr const char* exchange = R"sql(
ALTER TABLE entity DROP COLUMN person;
ALTER TABLE entity DROP COLUMN person_index;
ALTER TABLE entity DROP COLUMN email_index;
ALTER TABLE entity ADD COLUMN parent TEXT;
ALTER TABLE entity ADD COLUMN recent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN resend INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN identified INTEGER NOT NULL DEFAULT 0;
CREATE INDEX entity_newest ON entity(kind, lane, recent DESC, id) WHERE lane<>0 AND kind>=3;
CREATE INDEX entity_family ON entity(kind, parent, lane, recent DESC, id, state)
  WHERE kind>=3 AND state IN (1, 2, 7);
CREATE TABLE notice(
  ref INTEGER PRIMARY KEY, source INTEGER NOT NULL, external TEXT NOT NULL,
  received INTEGER NOT NULL, state INTEGER NOT NULL, settled INTEGER NOT NULL,
  reason TEXT NOT NULL, attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL,
  body BLOB, progress BLOB,
  UNIQUE(source, external)
) STRICT;
CREATE INDEX notice_waiting ON notice(ref) WHERE state=0;
CREATE TABLE notice_count(
  state INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY(state, reason)
) STRICT, WITHOUT ROWID;
CREATE TABLE identity(
  candidate TEXT NOT NULL, kind INTEGER NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY(candidate, kind, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE person(
  candidate TEXT PRIMARY KEY, member BLOB NOT NULL, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_member ON person(member);
CREATE TABLE erasure(
  ref INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, requested INTEGER NOT NULL,
  confirmed INTEGER
) STRICT;
CREATE TABLE erasing(
  erasure INTEGER NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY(erasure, kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE suppressed(
  kind INTEGER NOT NULL, digest BLOB NOT NULL, erasure INTEGER NOT NULL,
  PRIMARY KEY(kind, digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE released(candidate TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE onboarding(
  id INTEGER PRIMARY KEY CHECK(id = 1), sealed BLOB NOT NULL
) STRICT;
UPDATE cursor SET policy=0, reading=0, next=NULL;
)sql";

// Who may see a job. `member` is a keyed digest, zero for nobody; without a job it is the member's
// own place in their list. `there`: 0 LinkedIn does not have it, 1 nobody knows, 2 it has.
constexpr const char* access_lists = R"sql(
CREATE TABLE access(
  job TEXT NOT NULL, member BLOB NOT NULL, wanted INTEGER NOT NULL, there INTEGER NOT NULL,
  attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL,
  PRIMARY KEY(job, member)
) STRICT, WITHOUT ROWID;
CREATE TABLE access_member(
  member BLOB PRIMARY KEY, sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What LinkedIn's allowance of a day has left outlives the process. `by_identity`: the case asks
// for whoever carries an address or is a member, so it stays open while somebody who may be at
// LinkedIn is not identified.
constexpr const char* second_looks = R"sql(
CREATE TABLE day_use(
  id INTEGER PRIMARY KEY CHECK(id = 1), day INTEGER NOT NULL, requests INTEGER NOT NULL,
  job_records INTEGER NOT NULL
) STRICT;
ALTER TABLE erasure ADD COLUMN by_identity INTEGER NOT NULL DEFAULT 1;
CREATE INDEX entity_unidentified ON entity(kind, id) WHERE kind=1 AND identified=0;
CREATE VIEW orphan AS SELECT kind, id FROM entity WHERE kind>=3 AND state=2 AND sent=0
  AND unproven=0
  AND NOT EXISTS(SELECT 1 FROM payload WHERE payload.kind=entity.kind AND payload.id=entity.id);
UPDATE tally SET count=count-(SELECT count(*) FROM orphan WHERE orphan.kind=tally.kind)
  WHERE kind>=3 AND state=2 AND reason='';
INSERT INTO tally(kind, state, reason, count)
  SELECT kind, 2, 'parent_unknown', count(*) FROM orphan GROUP BY kind;
UPDATE entity SET parent=NULL, digest=zeroblob(16), reason='parent_unknown'
  WHERE (kind, id) IN (SELECT kind, id FROM orphan);
DROP VIEW orphan;
)sql";

// So that many notices of one source are never walked through for the few of the other.
constexpr const char* notices_by_source = R"sql(
DROP INDEX notice_waiting;
CREATE INDEX notice_waiting ON notice(source, ref) WHERE state=0;
)sql";

constexpr const char* kept_back_by_id = R"sql(
-- The few who wait for a person's word are named without a walk through all candidates.
CREATE INDEX entity_kept_back ON entity(kind, id) WHERE kind=1 AND reason='erased_before';
)sql";

// A list of three in an index's condition is a table of its own in every write of a row.
constexpr const char* family_without_list = R"sql(
DROP INDEX entity_family;
CREATE INDEX entity_family ON entity(kind, parent, lane, recent DESC, id, state)
  WHERE kind>=3 AND (state=1 OR state=2 OR state=7);
)sql";

// What each policy kept back, by which those of two days are compared; and how long a walk rested.
constexpr const char* restrictions_kept = R"sql(
CREATE TABLE restriction(
  policy INTEGER NOT NULL, kind INTEGER NOT NULL, choice INTEGER NOT NULL,
  PRIMARY KEY(policy, kind, choice)
) STRICT, WITHOUT ROWID;
ALTER TABLE cursor ADD COLUMN paged_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;
)sql";

// Where LinkedIn has what moved since, which jobs everybody sees, until when it is left alone.
constexpr const char* where_it_stands = R"sql(
ALTER TABLE entity ADD COLUMN former BLOB;
ALTER TABLE entity ADD COLUMN exposed INTEGER NOT NULL DEFAULT 0;
-- Nobody kept who sees the jobs sent so far; LinkedIn tells, should one be shown to fewer.
UPDATE entity SET exposed=4
  WHERE kind=0 AND state<>8 AND (sent>0 OR unproven=1 OR state IN (1, 3, 7));
ALTER TABLE link ADD COLUMN former INTEGER NOT NULL DEFAULT 0;
ALTER TABLE day_use ADD COLUMN rests INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr std::array<const char*, 10> steps{first_schema,    alarms_kept,         exchange,
                                            access_lists,    second_looks,        notices_by_source,
                                            kept_back_by_id, family_without_list, restrictions_kept,
                                            where_it_stands};

}  // namespace

int schema_version() { return static_cast<int>(steps.size()); }

Result<Done> migrate(Database& database, const std::string& path, int to) {
  const std::int64_t known = std::min(to, schema_version());
  const std::int64_t found = database.integer_of("PRAGMA user_version");
  if (Result<Done> read = database.outcome(); !read) return read;
  if (found > known) {
    return Error{ErrorCode::refused,
                 "the store has schema " + std::to_string(found) + ", this program knows " +
                     std::to_string(known) + "; use the newer program that wrote it",
                 path};
  }
  for (std::int64_t step = found; step < known; ++step) {
    database.begin();
    database.execute(steps[static_cast<std::size_t>(step)]);
    database.execute("PRAGMA user_version=" + std::to_string(step + 1));
    if (Result<Done> taken = database.end(); !taken) return taken;
  }
  return Done{};
}

}  // namespace crosswalk::store
