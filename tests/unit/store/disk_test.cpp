// The file itself. At stake: nobody who takes the disk learns a person's name, nothing that was
// acknowledged stays, and a file that was altered is refused instead of served.

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <fstream>

#include "base/text/digest.hpp"
#include "unit/store/bed.hpp"
#include "unit/store/canary.hpp"

namespace crosswalk {
namespace {

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
      << (message ? message : "");
  sqlite3_free(message);
  sqlite3_close(database);
}

EntityWrite with_canary(RecordKey key) {
  EntityWrite write = ready(std::move(key));
  write.payload = "name: " + canary;
  return write;
}

Error refusal(const StoreOptions& options) {
  const auto store = open_tenant_store(options);
  EXPECT_FALSE(store);
  return store ? Error{} : store.error();
}

TEST(Disk, NothingPersonalIsReadableWhileItWaits) {
  TemporaryDirectory folder;
  Bed bed(opened(options_at(folder.file("t.db"))));
  for (int at = 0; at < 200; ++at) bed.page({with_canary(person(std::to_string(at)))});
  CommitPage page;
  page.cursor.object = "people";
  page.cursor.next = PlannedRequest{"api", {"GET", "", "/next?after=" + canary, {}, {}}};
  bed.ask<PageCommitted>(page);
  bed.ask<LookupSaved>(SaveLookup{{"users", canary, 1}});
  EXPECT_FALSE(readable(everything_in(folder.path())));
  EXPECT_EQ(bed.take(RecordKind::candidate).at(0).payload, "name: " + canary);
  bed.close();
  EXPECT_FALSE(readable(everything_in(folder.path())));
}

// Twin: the scan finds what is there to be found.
TEST(Disk, TheScanFindsEveryForm) {
  EXPECT_TRUE(readable("x" + canary + "y"));
  EXPECT_TRUE(readable(to_hex("ab" + canary)));
  for (const char* before : {"", "a", "ab"}) {
    EXPECT_TRUE(readable(to_base64(before + canary + "tail")));
  }
}

TEST(Disk, AnAcknowledgedPayloadLeavesFileAndLog) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  Bed bed(opened(options_at(path)));
  bed.page({with_canary(person("1")), with_canary(person("2"))});
  bed.close();
  // What lies sealed on the disk, taken before the acknowledgement.
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, "SELECT sealed FROM payload WHERE id='1'", -1, &statement, nullptr);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  const std::string sealed(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                           static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
  sqlite3_finalize(statement);
  sqlite3_close(database);
  ASSERT_NE(everything_in(folder.path()).find(sealed), std::string::npos);

  Bed again(opened(options_at(path)));
  again.confirm(person("1"));
  again.close();
  EXPECT_EQ(everything_in(folder.path()).find(sealed), std::string::npos);
}

TEST(Disk, AfterAnErasureTheLogIsEmptyAtOnce) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  Bed bed(opened(options_at(path)));
  bed.page({ready(person("1"))});
  bed.mark(RecordKind::candidate, {"1"}, EntityState::withdrawing, "absent");
  EXPECT_GT(std::filesystem::file_size(path + "-wal"), 0u);
  bed.commit({outcome(person("1"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(std::filesystem::file_size(path + "-wal"), 0u);
}

TEST(Disk, StateSurvivesClosing) {
  TemporaryDirectory folder;
  const StoreOptions options = options_at(folder.file("t.db"));
  {
    Bed bed(opened(options));
    bed.page({ready(person("1")), ready(job("2"))}, 6);
    bed.confirm(job("2"));
  }
  Bed bed(opened(options));
  EXPECT_EQ(bed.ask<Opening>(Open{usual_policy}).last_mark, 6u);
  EXPECT_EQ(bed.take(RecordKind::candidate).at(0).payload, "payload of 1 at 1");
  EXPECT_EQ(bed.state(job("2")), EntityState::sent);
}

TEST(Disk, TheFileIsTheOwnersAlone) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  { Bed bed(opened(options_at(path))); }
  struct stat about {};
  ASSERT_EQ(stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  chmod(path.c_str(), 0640);
  EXPECT_NE(refusal(options_at(path)).what.find("0600"), std::string::npos);
  chmod(path.c_str(), 0600);
  std::filesystem::create_symlink(path, folder.file("link.db"));
  EXPECT_EQ(refusal(options_at(folder.file("link.db"))).code, ErrorCode::refused);
  EXPECT_EQ(refusal(options_at(folder.file("no/such/t.db"))).code, ErrorCode::refused);
}

TEST(Disk, AnotherKeyOrTenantIsRefused) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  { Bed bed(opened(options_at(path))); }
  EXPECT_EQ(refusal(options_at(path, "acme", 8)).code, ErrorCode::refused);
  EXPECT_EQ(refusal(options_at(path, "other")).code, ErrorCode::refused);
  EXPECT_NE(opened(options_at(path)), nullptr);
}

TEST(Disk, ASecondConnectionIsRefused) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  Bed bed(opened(options_at(path)));
  EXPECT_EQ(refusal(options_at(path)).code, ErrorCode::unavailable);
}

void expect_taking_refused(const std::string& path) {
  const auto store = opened(options_at(path));
  ASSERT_NE(store, nullptr);
  const auto work =
      store->carry_out(TakeReady{RecordKind::candidate, {}, 100, from_ms(0), usual_policy});
  ASSERT_FALSE(work);
  EXPECT_EQ(work.error().code, ErrorCode::refused);
  EXPECT_FALSE(readable(to_string(work.error())));
}

TEST(Disk, APayloadMovedToAnotherRecordIsRefused) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  { Bed(opened(options_at(path))).page({with_canary(person("1")), with_canary(person("2"))}); }
  run_sql(path, "UPDATE payload SET sealed=(SELECT sealed FROM payload WHERE id='1')");
  expect_taking_refused(path);
}

TEST(Disk, AnOlderPayloadPutBackIsRefused) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  { Bed(opened(options_at(path))).page({with_canary(person("1"))}); }
  run_sql(path, "CREATE TABLE kept AS SELECT * FROM payload");
  { Bed(opened(options_at(path))).page({ready(person("1"), 2)}); }
  run_sql(path, "DELETE FROM payload; INSERT INTO payload SELECT * FROM kept; DROP TABLE kept");
  expect_taking_refused(path);
}

TEST(Disk, APayloadThatIsGoneOrFlippedIsRefused) {
  for (const char* sql :
       {"DELETE FROM payload", "UPDATE payload SET sealed=zeroblob(length(sealed))"}) {
    TemporaryDirectory folder;
    const std::string path = folder.file("t.db");
    { Bed(opened(options_at(path))).page({with_canary(person("1"))}); }
    run_sql(path, sql);
    expect_taking_refused(path);
  }
}

// The file may grow no further, as on a full disk.
class FileLimit {
 public:
  explicit FileLimit(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, SIG_DFL);
  }

 private:
  rlimit before_{};
};

TEST(Disk, AFullDiskLosesNothingAndHealsByItself) {
  TemporaryDirectory folder;
  Bed bed(opened(options_at(folder.file("t.db"))));
  bed.page({ready(person("before"))});
  CommitPage large;
  for (int at = 0; at < 3000; ++at) large.writes.push_back(ready(person(std::to_string(at))));
  {
    const FileLimit limit(300'000);
    for (int attempt = 0; attempt < 3; ++attempt) {
      const auto refused = bed.store().carry_out(large);
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    }
  }
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::ready), 1u);
  EXPECT_EQ(bed.ask<PageCommitted>(large).distinct, 3000u);
  EXPECT_EQ(bed.count(RecordKind::candidate, EntityState::ready), 3001u);
  EXPECT_EQ(bed.state(person("before")), EntityState::ready);
}

TEST(Disk, ANewerSchemaIsRefusedInOneLine) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  { Bed bed(opened(options_at(path))); }
  run_sql(path, "PRAGMA user_version=99");
  const Error error = refusal(options_at(path));
  EXPECT_EQ(error.code, ErrorCode::refused);
  EXPECT_NE(error.what.find("schema 99"), std::string::npos);
  EXPECT_EQ(error.what.find('\n'), std::string::npos);
}

TEST(Disk, AnotherProgramsFileIsRefusedAndLeftAlone) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  run_sql(path, "CREATE TABLE theirs(a); INSERT INTO theirs VALUES(1)");
  chmod(path.c_str(), 0600);
  EXPECT_NE(refusal(options_at(path)).what.find("not a store"), std::string::npos);
  std::ofstream(folder.file("text.db")) << std::string(9000, 'x');
  chmod(folder.file("text.db").c_str(), 0600);
  EXPECT_EQ(refusal(options_at(folder.file("text.db"))).code, ErrorCode::refused);
  EXPECT_EQ(contents(folder.file("text.db")), std::string(9000, 'x'));
}

TEST(Disk, DamageIsRefusedInsteadOfServed) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  {
    Bed bed(opened(options_at(path)));
    std::vector<EntityWrite> writes;
    for (int at = 0; at < 500; ++at) writes.push_back(ready(person(std::to_string(at))));
    bed.page(std::move(writes));
  }
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    const std::string noise(static_cast<std::size_t>(std::filesystem::file_size(path)) - 4096,
                            '\x5a');
    file.write(noise.data(), static_cast<std::streamsize>(noise.size()));
  }
  const auto store = open_tenant_store(options_at(path));
  if (!store) {
    EXPECT_EQ(store.error().code, ErrorCode::refused);
    return;
  }
  const auto work =
      (*store)->carry_out(TakeReady{RecordKind::candidate, {}, 100, from_ms(0), usual_policy});
  ASSERT_FALSE(work);
  EXPECT_EQ(work.error().code, ErrorCode::refused);
}

}  // namespace
}  // namespace crosswalk
