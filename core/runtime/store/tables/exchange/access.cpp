#include "runtime/store/tables/exchange/access.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace crosswalk::store {
namespace {

std::string_view view_of(const RecordDigest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

RecordDigest digest_of(std::string_view bytes) {
  RecordDigest digest{};
  std::memcpy(digest.data(), bytes.data(), std::min(bytes.size(), digest.size()));
  return digest;
}

// What LinkedIn must be told. Nobody's list keeps a job that has left: nothing of it shows again.
// States 6, 7, 8 and 9 are withheld, withdrawing, withdrawn and restricted.
const std::string differing = R"sql(
  FROM (SELECT a.job, a.member, a.attempts, a.retry_at, a.there, a.wanted,
    a.wanted AND (a.job='' OR EXISTS(SELECT 1 FROM entity e WHERE e.kind=0 AND e.id=a.job
      AND e.sent>0 AND (a.member=zeroblob(16) OR e.state<6))) AS may
    FROM access a)
  WHERE ((may AND there<2 AND NOT ?2)
    OR (NOT may AND there>0 AND (member<>zeroblob(16) OR NOT wanted)))
)sql";

static_assert(static_cast<int>(RecordKind::job) == 0);
static_assert(static_cast<int>(EntityState::held) == 5);
static_assert(static_cast<int>(EntityState::withheld) == 6);
static_assert(static_cast<int>(EntityState::restricted) == 9);

}  // namespace

Access::Access(Database& database, Sealer& sealer)
    : database_(database),
      sealer_(sealer),
      of_job_(database, "SELECT member, wanted FROM access WHERE job=?1"),
      set_(database,
           "INSERT INTO access(job, member, wanted, there, attempts, retry_at) "
           "VALUES(?1, ?2, ?3, 0, 0, 0) "
           "ON CONFLICT DO UPDATE SET wanted=?3, attempts=0, retry_at=0 WHERE wanted<>?3"),
      dismiss_(database,
               "UPDATE access SET wanted=0, attempts=0, retry_at=0 WHERE member=?1 AND wanted<>0"),
      dismiss_strangers_(database,
                         "UPDATE access SET wanted=0, attempts=0, retry_at=0 WHERE wanted<>0 "
                         "AND member<>zeroblob(16) AND member NOT IN "
                         "(SELECT member FROM access WHERE job='' AND wanted<>0)"),
      keep_member_(database,
                   "INSERT INTO access_member(member, sealed) VALUES(?1, ?2) "
                   "ON CONFLICT DO NOTHING"),
      member_(database, "SELECT sealed FROM access_member WHERE member=?1"),
      unpark_(database, "UPDATE access SET retry_at=0 WHERE retry_at>0"),
      any_(database, "SELECT 1 FROM access LIMIT 1"),
      due_(database, "SELECT job, member, may, attempts" + differing +
                         "AND retry_at<=?1 ORDER BY may, job, member LIMIT ?3"),
      next_(database, "SELECT min(retry_at)" + differing + "AND retry_at>?1"),
      leaves_(database, "UPDATE access SET there=1 WHERE job=?1 AND member=?2 AND there<>1"),
      settle_(database,
              "UPDATE access SET there=?3, attempts=?4, retry_at=?5 WHERE job=?1 AND member=?2"),
      forget_(database, "DELETE FROM access WHERE wanted=0 AND there=0"),
      forget_members_(database,
                      "DELETE FROM access_member WHERE member NOT IN "
                      "(SELECT member FROM access WHERE job='')") {}

void Access::set(const std::string& job, const RecordDigest& member, bool wanted) {
  set_.bind(1, job).bind_bytes(2, view_of(member)).bind(3, std::int64_t{wanted}).run();
}

// Rows of nobody's list go only with everybody: from then on the viewers of the integration say.
bool Access::configure(const std::vector<AccessMember>& members) {
  std::vector<RecordDigest> before;
  of_job_.bind(1, std::string_view(""));
  while (of_job_.step()) {
    if (of_job_.integer(1) != 0) before.push_back(digest_of(of_job_.bytes(0)));
  }
  bool came = false;
  for (const AccessMember& member : members) {
    if (std::erase(before, member.digest) != 0) continue;
    const std::string_view key = view_of(member.digest);
    const std::string sealed = sealer_.seal({"access_member", "sealed", 0, key}, member.urn);
    keep_member_.bind_bytes(1, key).bind_bytes(2, sealed).run();
    set({}, member.digest, true);
    came |= set_.changed() > 0;
  }
  for (const RecordDigest& gone : before) set({}, gone, false);
  dismiss_strangers_.run();
  if (members.empty()) dismiss_.bind_bytes(1, view_of(nobody_digest)).run();
  forget_settled();
  return came;
}

void Access::want(const JobViewers& viewers) {
  std::vector<RecordDigest> wanted = viewers.members;
  wanted.push_back(nobody_digest);
  std::vector<RecordDigest> gone;
  of_job_.bind(1, viewers.job);
  while (of_job_.step()) {
    const RecordDigest member = digest_of(of_job_.bytes(0));
    const bool stays = std::ranges::find(wanted, member) != wanted.end();
    if (!stays && of_job_.integer(1) != 0) gone.push_back(member);
    if (stays && of_job_.integer(1) != 0) std::erase(wanted, member);
  }
  for (const RecordDigest& member : gone) set(viewers.job, member, false);
  for (const RecordDigest& member : wanted) set(viewers.job, member, true);
  if (!gone.empty()) forget_settled();
}

void Access::unpark() { unpark_.run(); }

bool Access::any() {
  const bool found = any_.step();
  any_.reset();
  return found;
}

std::string Access::urn_of(const RecordDigest& member) {
  const std::string_view key = view_of(member);
  member_.bind_bytes(1, key);
  if (!member_.step()) return {};
  Result<std::string> urn = sealer_.open({"access_member", "sealed", 0, key}, member_.bytes(0));
  member_.reset();
  if (urn) return *std::move(urn);
  database_.fail(std::move(urn).error());
  return {};
}

AccessChanges Access::take(const TakeAccess& verb) {
  AccessChanges taken;
  due_.bind(1, std::int64_t{to_ms(verb.now)}).bind(2, std::int64_t{verb.removals});
  due_.bind(3, std::int64_t{verb.limit});
  while (due_.step()) {
    AccessChange& change = taken.changes.emplace_back();
    change.job = due_.text(0);
    change.member = digest_of(due_.bytes(1));
    change.adds = due_.integer(2) != 0;
    change.attempts = due_.number(3);
  }
  for (AccessChange& change : taken.changes) {
    if (change.job.empty()) change.urn = urn_of(change.member);
    leaves_.bind(1, change.job).bind_bytes(2, view_of(change.member)).run();
  }
  next_.bind(1, std::int64_t{to_ms(verb.now)}).bind(2, std::int64_t{verb.removals});
  if (next_.step() && !next_.is_null(0)) taken.next = from_ms(next_.integer(0));
  next_.reset();
  return taken;
}

void Access::settle(const CommitAccess::Outcome& outcome) {
  const AccessChange& change = outcome.change;
  const std::int64_t there = !outcome.taken ? 1 : change.adds ? 2 : 0;
  const std::int64_t attempts = outcome.taken ? 0 : std::int64_t{change.attempts} + 1;
  settle_.bind(1, change.job).bind_bytes(2, view_of(change.member)).bind(3, there);
  settle_.bind(4, attempts);
  settle_.bind(5, outcome.taken ? std::int64_t{0} : std::int64_t{to_ms(outcome.retry_at)}).run();
  if (outcome.taken && !change.adds) forget_settled();
}

void Access::forget_settled() {
  forget_.run();
  if (forget_.changed() > 0) forget_members_.run();
}

}  // namespace crosswalk::store
