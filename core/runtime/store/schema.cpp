#include "runtime/store/schema.hpp"

#include <array>
#include <utility>

namespace crosswalk::store {
namespace {

// `lane` says which queue an entity stands in now: 1 to send, 2 to withdraw, 3 to ask about,
// 0 none. Only the few that stand somewhere are in the index, so taking work never meets the
// many that rest. `unproven`: LinkedIn may hold a version no answer told of. `was` and
// `was_reason` are what a restricted entity returns to. `person` and the two index columns
// belong to linking and erasing by person: sealed, and keyed digests.
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

constexpr std::array<const char*, 2> steps{first_schema, alarms_kept};

}  // namespace

int schema_version() { return static_cast<int>(steps.size()); }

Result<Done> migrate(Database& database, const std::string& path) {
  const std::int64_t known = schema_version();
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
