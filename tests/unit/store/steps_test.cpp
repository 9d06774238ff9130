// A kill after each statement of a verb, and the bytes on the disk. At stake: an erasure that was
// done by half would be worse than none, and what is sealed must be so wherever it lies.

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <sstream>

#include "unit/store/bed.hpp"
#include "unit/store/canary.hpp"

namespace crosswalk {
namespace {

int statements_left = -1;

int count_down(unsigned, void*, void*, void*) {
  if (statements_left == 0) kill(getpid(), SIGKILL);
  if (statements_left > 0) --statements_left;
  return 0;
}

int watch(sqlite3* database, char**, const struct sqlite3_api_routines*) {
  sqlite3_trace_v2(database, SQLITE_TRACE_STMT, count_down, nullptr);
  return SQLITE_OK;
}

/// Carries the verb out in a child that dies before its statement number `at`; whether it got
/// to the end.
bool survives(const std::string& path, const StoreVerb& verb, int at) {
  const pid_t child = fork();
  if (child == 0) {
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    auto store = open_tenant_store(options_at(path));
    if (!store) _exit(3);
    statements_left = at;
    const auto answer = (*store)->carry_out(verb);
    statements_left = -1;
    _exit(answer ? 0 : 4);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return false;
  EXPECT_EQ(WEXITSTATUS(status), 0);
  return true;
}

/// Everything a person would look at, in words.
std::string told(Bed& bed) {
  std::ostringstream out;
  for (const RecordKey& key :
       {job("j"), person("p"), application("a"), note("n"), person("again"), person("new")}) {
    const Rows rows = bed.ask<Rows>(LookUp{{key}});
    if (!rows.rows[0]) continue;
    const EntityRow& row = *rows.rows[0];
    out << key.id << ' ' << name_of(row.state) << ' ' << row.reason << ' ' << row.wanted << ' '
        << row.person << '\n';
  }
  const PersonFound found = bed.ask<PersonFound>(FindPerson{{email(1), member(1)}});
  for (const auto& match : found.matches) out << match.candidate << ' ';
  out << found.erased << '\n';
  for (const RecordKind kind : record_kinds) {
    for (const std::string& id : bed.rereads(kind)) out << "again " << id << '\n';
  }
  for (const Notice& notice : bed.ask<Notices>(TakeNotices{10, from_ms(99)}).notices) {
    out << notice.ref << notice.body << notice.progress << notice.attempts << '\n';
  }
  for (const auto& open : bed.erasures()) out << open.erasure << ' ' << open.leaving << '\n';
  const Counts counts = bed.ask<Counts>(Tally{});
  for (const auto& count : counts.counts) {
    out << name_of(count.kind) << name_of(count.state) << count.reason << count.count << '\n';
  }
  out << counts.exchange.notices_waiting << ' ' << counts.exchange.exports_created << ' '
      << counts.exchange.erasures_confirmed << ' ' << counts.onboarding.client_id << '\n';
  return out.str();
}

void fill_every_table(Bed& bed) {
  EntityWrite candidate = ready(person("p"));
  candidate.identities = {email(1)};
  bed.page({ready(job("j")), candidate});
  bed.confirm(job("j"));
  bed.confirm(person("p"));
  bed.page(
      {ready(application("a"), 1, {job("j"), person("p")}), ready(note("n"), 1, {person("p")})});
  bed.confirm(application("a"));
  bed.ask<PersonLinked>(LinkPerson{"p", "urn:li:person:P", member(1)});
  bed.ask<NoticeKept>(KeepNotice{NoticeSource::linkedin, "kept", "body", {}});
  bed.suppress("earlier", {}, {email(9)});
  EntityWrite again = ready(person("again"));
  again.identities = {email(9)};
  bed.page({again});
}

void expect_whole_or_nothing(const StoreVerb& verb) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  std::string before, after;
  {
    Bed bed(opened(options_at(path)));
    fill_every_table(bed);
    before = told(bed);
  }
  bool done = false;
  int at = 1;  // The statement that begins the transaction.
  for (; !done && at < 300; at += at < 12 ? 1 : 3) {
    done = survives(path, verb, at);
    Bed bed(opened(options_at(path)));
    after = told(bed);
    if (after != before) break;
    EXPECT_FALSE(done) << "it was answered and is not there";
  }
  EXPECT_NE(after, before);
  EXPECT_GT(at, 2);
  // Whatever a killed one left is what an answered one leaves.
  TemporaryDirectory other;
  Bed bed(opened(options_at(other.file("t.db"))));
  fill_every_table(bed);
  told(bed);
  ASSERT_TRUE(bed.store().carry_out(verb));
  EXPECT_EQ(after, told(bed));
}

TEST(Steps, AnErasureIsWholeOrNotThere) {
  expect_whole_or_nothing(Suppress{"case", {"p", "new"}, {email(1), member(1)}, {}});
}

TEST(Steps, ClosingAnErasureIsWholeOrNotThere) {
  expect_whole_or_nothing(CloseErasure{"earlier", from_ms(5)});
}

TEST(Steps, AMergeIsWholeOrNotThere) {
  expect_whole_or_nothing(MergePerson{"p", "again"});
  expect_whole_or_nothing(MergePerson{"again", "p"});
}

TEST(Steps, ANoticeIsWholeOrNotThere) {
  expect_whole_or_nothing(KeepNotice{NoticeSource::vendor, "second", "words", {}});
  expect_whole_or_nothing(AdvanceNotice{1, "intent", from_ms(3)});
  expect_whole_or_nothing(SettleNotice{1, NoticeEnd::created, {}, from_ms(3)});
}

TEST(Steps, AReleaseAndALinkAreWholeOrNotThere) {
  expect_whole_or_nothing(ReleasePerson{"again"});
  expect_whole_or_nothing(LinkPerson{"new", "urn:li:person:N", member(3)});
}

TEST(Steps, OnboardingIsWholeOrNotThere) {
  Onboarding onboarding;
  onboarding.client_id = "client";
  expect_whole_or_nothing(KeepOnboarding{onboarding});
}

// ---- bytes ---------------------------------------------------------------------------------

TEST(Bytes, NoticesLinksAndSecretsAreSealed) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  Bed bed(opened(options_at(path)));
  bed.page({ready(person("p"))});
  bed.ask<NoticeKept>(KeepNotice{NoticeSource::linkedin, "1", "body " + canary, {}});
  bed.ask<NoticeAdvanced>(AdvanceNotice{1, "progress " + canary, {}});
  bed.ask<PersonLinked>(LinkPerson{"p", "urn:li:person:" + canary, member(1)});
  Onboarding onboarding;
  onboarding.callback_url = "https://crosswalk.test/" + canary;
  onboarding.agreed_by = canary;
  onboarding.client_secret = canary;
  bed.ask<OnboardingKept>(KeepOnboarding{onboarding});
  EXPECT_FALSE(readable(everything_in(folder.path())));
  EXPECT_EQ(bed.ask<Notices>(TakeNotices{}).notices.at(0).progress, "progress " + canary);
  bed.close();
  EXPECT_FALSE(readable(everything_in(folder.path())));
}

std::string sealed_of(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
  std::string bytes;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    bytes.assign(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                 static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
  }
  sqlite3_finalize(statement);
  sqlite3_close(database);
  EXPECT_GE(bytes.size(), 16u) << sql;
  return bytes;
}

// Not even sealed, and not even in the log: the key outlives the person.
TEST(Bytes, AnErasureLeavesNeitherPayloadNorLinkNorIdentity) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  {
    Bed bed(opened(options_at(path)));
    EntityWrite candidate = ready(person("p"));
    candidate.identities = {named(77)};
    bed.page({candidate, ready(note("n"), 1, {person("p")})});
    bed.ask<PersonLinked>(LinkPerson{"p", "urn:li:person:P", member(1)});
  }
  std::vector<std::string> traces;
  for (const char* sql : {"SELECT sealed FROM payload WHERE kind=1",
                          "SELECT sealed FROM payload WHERE kind=4", "SELECT sealed FROM person"}) {
    traces.push_back(sealed_of(path, sql));
    ASSERT_NE(everything_in(folder.path()).find(traces.back()), std::string::npos) << sql;
  }
  Bed bed(opened(options_at(path)));
  bed.suppress("case", {"p"});
  const std::string left = everything_in(folder.path());
  for (const std::string& trace : traces) EXPECT_EQ(left.find(trace), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(path + "-wal"), 0u);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{named(77)}}).erased) << "its digest is remembered";
}

TEST(Bytes, ASettledNoticeLeavesWithTheLog) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  {
    Bed bed(opened(options_at(path)));
    bed.ask<NoticeKept>(KeepNotice{NoticeSource::linkedin, "1", "some words", {}});
  }
  const std::string body = sealed_of(path, "SELECT body FROM notice");
  {
    Bed bed(opened(options_at(path)));
    bed.ask<NoticeSettled>(SettleNotice{1, NoticeEnd::done, {}, {}});
  }
  EXPECT_EQ(everything_in(folder.path()).find(body), std::string::npos);
}

TEST(Bytes, ANoticeMovedToAnotherIsRefused) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  {
    Bed bed(opened(options_at(path)));
    bed.ask<NoticeKept>(KeepNotice{NoticeSource::linkedin, "1", "one", {}});
    bed.ask<NoticeKept>(KeepNotice{NoticeSource::linkedin, "2", "two", {}});
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const char* sql = "UPDATE notice SET body=(SELECT body FROM notice WHERE ref=1)";
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  const auto store = opened(options_at(path));
  const auto taken = store->carry_out(TakeNotices{});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::refused);
}

}  // namespace
}  // namespace crosswalk
