// Files that an older program wrote. At stake: an operator who updates keeps everything, sends
// nothing twice, and can from then on find and erase those who were read before.

#include <sqlite3.h>

#include <fstream>

#include "runtime/store/schema.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/store_file.hpp"
#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

using store::Database;
using store::SealedPlace;
using store::Sealer;
using store::Statement;

constexpr Identity ann{.kind = IdentityKind::email, .digest = {1, 2, 3}};

// A row as the second schema's program wrote it.
void insert(Database& database, const RecordKey& key, EntityState state, std::int64_t sent,
            std::int64_t lane) {
  const std::string digest(16, '\1');
  Statement row(
      database,
      "INSERT INTO entity(kind, id, wanted, sent, state, lane, mark, sent_mark, attempts, "
      "retry_at, unproven, source, policy, digest, reason) "
      "VALUES(?1, ?2, 1, ?4, ?3, ?5, 1, 0, 0, 0, 0, 1, 99, ?6, '')");
  row.bind(1, static_cast<std::int64_t>(key.kind)).bind(2, key.id);
  row.bind(3, static_cast<std::int64_t>(state)).bind(4, sent).bind(5, lane);
  row.bind_bytes(6, digest).run();
  Statement count(database,
                  "INSERT INTO tally(kind, state, reason, count) VALUES(?1, ?2, '', 1) "
                  "ON CONFLICT DO UPDATE SET count=count+1");
  count.bind(1, static_cast<std::int64_t>(key.kind));
  count.bind(2, static_cast<std::int64_t>(state)).run();
}

// Candidate "sent" is at LinkedIn, candidate "ready" waits with its payload, and a listing of
// candidates was whole.
void write_second_schema(const std::string& path, int steps = 2) {
  ASSERT_TRUE(store::prepare_file(path));
  auto opened = Database::open(path, store::tenant_store_application);
  ASSERT_TRUE(opened);
  Database& database = **opened;
  ASSERT_TRUE(store::migrate(database, path, steps));
  Sealer sealer("acme", key_of(7), 1);
  const std::string proof = sealer.seal({"owner", "proof", 0, ""}, "crosswalk tenant store");
  const std::string place = std::string(1, '\1') + "ready";
  const std::string payload =
      sealer.seal(SealedPlace{"payload", "sealed", 1, place}, "payload of ready at 1");
  {
    Statement owner(database, "INSERT INTO owner(id, last_mark, proof) VALUES(1, 5, ?1)");
    owner.bind_bytes(1, proof).run();
    insert(database, person("sent"), EntityState::sent, 1, 0);
    insert(database, person("ready"), EntityState::ready, 0, 1);
    Statement waiting(database, "INSERT INTO payload VALUES(1, 'ready', 1, ?1)");
    waiting.bind_bytes(1, payload).run();
  }
  database.execute("INSERT INTO cursor VALUES(1, 'people', 9, 0, 0, 0, 0, 5, 99, 2, 3, 5, NULL)");
  ASSERT_TRUE(database.outcome());
}

EntityWrite read_again(const std::string& id, std::uint32_t version) {
  EntityWrite write = ready(person(id), version);
  write.digest.fill(1);
  write.identities = {ann};
  return write;
}

TEST(Migration, TheSecondSchemaKeepsAllAndListsEverythingOnce) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  Bed bed(opened(options_at(path)));
  EXPECT_EQ(bed.state(person("sent")), EntityState::sent);
  EXPECT_EQ(bed.take(RecordKind::candidate).at(0).payload, "payload of ready at 1");
  const Opening opening = bed.ask<Opening>(Open{usual_policy});
  ASSERT_EQ(opening.cursors.size(), 1u);
  EXPECT_EQ(opening.cursors[0].policy, 0u);
  EXPECT_EQ(opening.cursors[0].full_mark, 5u);
  EXPECT_EQ(opening.last_mark, 5u);
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::sent), 1u);
}

TEST(Migration, WhoWasReadBeforeIsIdentifiedAndNotSentAgain) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  Bed bed(opened(options_at(path)));
  EXPECT_EQ(bed.row(person("sent")).digest, RecordDigest{}) << "or the page would be skipped";
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{ann}}).matches.empty());
  EXPECT_EQ(bed.page({read_again("sent", 2)}, 6), 1u);
  EXPECT_EQ(bed.state(person("sent")), EntityState::sent);
  EXPECT_EQ(bed.row(person("sent")).digest[0], 1);
  EXPECT_EQ(ids_of(bed.take(RecordKind::candidate)), (Ids{"ready"}));
  const PersonFound found = bed.ask<PersonFound>(FindPerson{{ann}});
  ASSERT_EQ(found.matches.size(), 1u);
  EXPECT_EQ(found.matches[0].candidate, "sent");
}

TEST(Migration, WhoChangedMeanwhileIsSent) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  Bed bed(opened(options_at(path)));
  EntityWrite changed = read_again("sent", 2);
  changed.digest.fill(9);
  bed.page({changed}, 6);
  EXPECT_EQ(bed.state(person("sent")), EntityState::ready);
}

TEST(Migration, TheFirstSchemaTakesEveryStep) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path, 1);
  Bed bed(opened(options_at(path)));
  bed.ask<AlarmsKept>(KeepAlarms{{"one"}});
  EXPECT_EQ(bed.ask<Counts>(Tally{}).alarms, (Ids{"one"}));
  EXPECT_TRUE(bed.ask<NoticeKept>(KeepNotice{NoticeSource::vendor, "n", "b", {}}).fresh);
}

TEST(Migration, AKillBetweenTheStepsIsGoneOnFrom) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  { Bed once(opened(options_at(path))); }
  Bed again(opened(options_at(path)));
  EXPECT_EQ(again.state(person("sent")), EntityState::sent);
}

// Nobody kept who sees the jobs that were sent before; closing a private one as public would show
// it.
TEST(Migration, AJobSentBeforeMayBeSeenByEverybody) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  {
    auto opened = Database::open(path, store::tenant_store_application);
    ASSERT_TRUE(opened);
    insert(**opened, job("there"), EntityState::sent, 1, 0);
    insert(**opened, job("kept"), EntityState::held, 0, 0);
  }
  Bed bed(opened(options_at(path)));
  bed.page({ready(job("there"), 2), ready(job("kept"), 2)}, 6);
  const std::vector<WorkItem> work = bed.take(RecordKind::job);
  ASSERT_EQ(work.size(), 2u);
  EXPECT_EQ(work.at(0).key, job("kept"));
  EXPECT_FALSE(work.at(0).maybe_exposed);
  EXPECT_TRUE(work.at(1).maybe_exposed);
  EXPECT_FALSE(work.at(1).exposed);
}

// A case that was asked by an address, while nobody knows yet who carries it.
TEST(Migration, ACaseAskedByAnAddressWaitsUntilAllAreIdentified) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  Bed bed(opened(options_at(path)));
  EXPECT_EQ(bed.suppress("by-address", {}, {ann}).records, 0u);
  bed.suppress("by-id", {"nobody"}, {identity(IdentityKind::candidate, 5)});
  ASSERT_EQ(bed.erasures().size(), 2u);
  EXPECT_GT(bed.erasures()[0].leaving, 0u) << "LinkedIn has somebody of whom nothing is known";
  EXPECT_EQ(bed.erasures()[1].leaving, 1u) << "LinkedIn is asked about whom nobody has read";
  EntityWrite other = read_again("ready", 2);
  other.identities = {email(9)};
  bed.page({read_again("sent", 2), other}, 6);
  EXPECT_EQ(bed.state(person("sent")), EntityState::withdrawing) << "LinkedIn has a copy";
  EXPECT_EQ(bed.row(person("sent")).reason, "erased_before");
  EXPECT_EQ(bed.state(person("ready")), EntityState::ready);
  EXPECT_EQ(bed.erasures()[0].leaving, 1u);
  bed.commit({outcome(person("sent"), bed.row(person("sent")).wanted, OutcomeKind::withdrawn)});
  EXPECT_EQ(bed.erasures()[0].leaving, 0u);
  EXPECT_EQ(bed.erasures()[0].gone, (std::vector<RecordKey>{person("sent")}));
}

// Twin: once everybody is identified, nothing keeps such a case open.
TEST(Migration, ACaseAskedAfterTheRelistingDoesNotWait) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  write_second_schema(path);
  Bed bed(opened(options_at(path)));
  EntityWrite other = read_again("ready", 2);
  other.identities = {email(9)};
  bed.page({read_again("sent", 2), other}, 6);
  bed.suppress("by-address", {}, {email(77)});
  EXPECT_EQ(bed.erasures().at(0).leaving, 0u);
}

TEST(Migration, AChildThatWaitsWithoutContentIsNotCountedAsWaitingToBeSent) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  ASSERT_TRUE(store::prepare_file(path));
  {
    auto made = Database::open(path, store::tenant_store_application);
    ASSERT_TRUE(made);
    ASSERT_TRUE(store::migrate(**made, path, 4));
    const std::string proof =
        Sealer("acme", key_of(7), 1).seal({"owner", "proof", 0, ""}, "crosswalk tenant store");
    Statement owner(**made, "INSERT INTO owner(id, last_mark, proof) VALUES(1, 5, ?1)");
    owner.bind_bytes(1, proof).run();
    insert(**made, stage("orphan"), EntityState::waiting, 0, 0);
    (*made)->execute("UPDATE entity SET parent='A1'");
    ASSERT_TRUE((*made)->outcome());
  }
  Bed bed(opened(options_at(path)));
  const auto at = static_cast<std::size_t>(RecordKind::stage);
  EXPECT_EQ(bed.ask<Counts>(Tally{}).batches.at(at), 0u);
  EXPECT_EQ(bed.count(RecordKind::stage, EntityState::waiting, "parent_unknown"), 1u);
  EXPECT_EQ(bed.count(RecordKind::stage, EntityState::waiting), 0u);
  EXPECT_EQ(bed.row(stage("orphan")).digest, RecordDigest{});
}

}  // namespace
}  // namespace crosswalk
