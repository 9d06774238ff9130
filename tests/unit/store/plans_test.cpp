// How SQLite finds what a verb asks for. At stake: a statement that reads a whole table is not
// slower by a little; with 200,000 records it ends a sync.

#include <sqlite3.h>

#include <algorithm>
#include <set>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

std::set<std::string> heard;

int listen(unsigned, void*, void* statement, void*) {
  if (const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) heard.insert(sql);
  return 0;
}

int listen_to(sqlite3* database, char**, const struct sqlite3_api_routines*) {
  sqlite3_trace_v2(database, SQLITE_TRACE_STMT, listen, nullptr);
  return SQLITE_OK;
}

/// Hears every statement of the connections opened in its life.
class Ear {
 public:
  Ear() {
    heard.clear();
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(listen_to));
  }
  ~Ear() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(listen_to)); }
};

std::string plan_of(sqlite3* database, const std::string& sql) {
  std::string plan;
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement, nullptr);
  while (statement && sqlite3_step(statement) == SQLITE_ROW) {
    plan += reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
    plan += '\n';
  }
  sqlite3_finalize(statement);
  return plan;
}

// Whether a plan walks through a table of many rows from its beginning.
bool walks_through(const std::string& plan) {
  for (const char* table : {"entity", "payload", "link", "identity", "person", "notice",
                            "suppressed", "erasing", "released", "reread"}) {
    const std::string word = "SCAN " + std::string(table);
    for (std::size_t at = plan.find(word); at != std::string::npos; at = plan.find(word, at + 1)) {
      const std::string rest = plan.substr(at + word.size(), plan.find('\n', at) - at);
      // Another table's name, or the index of the few that wait.
      if (rest.starts_with('_') || rest.starts_with(" USING INDEX notice_waiting")) continue;
      return true;
    }
  }
  return false;
}

bool asks_for_any(const std::string& sql) { return sql.find("WHERE") == std::string::npos; }

void use_every_verb(Bed& bed) {
  bed.page({ready(job("j")), ready(person("p")), ready(application("a"), 1, {person("p")}),
            ready(note("n"), 1, {person("p")})});
  bed.page({ready(person("p"), 2)}, 2, {job("j")});
  bed.confirm(person("p"), 2);
  bed.confirm(job("j"));
  for (const RecordKind kind : record_kinds) {
    bed.take(kind);
    bed.withdrawals(kind);
    bed.children(kind);
    bed.children(kind, {"busy"}, false);
    bed.rereads(kind);
  }
  bed.tasks(1);
  bed.ask<Due>(NextDue{});
  bed.ask<Parents>(FindParents{RecordKind::application, RecordKind::candidate, {"a"}});
  bed.ask<Rows>(FindApplications{"p", "j"});
  bed.ask<Resent>(Resend{{"j"}, true});
  bed.ask<NoticeKept>(KeepNotice{NoticeSource::vendor, "n", "b", {}});
  bed.ask<Notices>(TakeNotices{});
  bed.ask<NoticeAdvanced>(AdvanceNotice{1, "p", {}});
  bed.ask<NoticeSettled>(SettleNotice{1, NoticeEnd::done, {}, {}});
  bed.ask<PersonLinked>(LinkPerson{"p", "urn", member(1)});
  bed.ask<PersonFound>(FindPerson{{member(1), email(1)}});
  bed.ask<ChildrenFound>(FindChildren{person("p")});
  bed.suppress("case", {"p"}, {email(1)});
  bed.erasures();
  bed.ask<PersonReleased>(ReleasePerson{"p"});
  bed.page({ready(person("q"))}, 3);
  bed.ask<PersonMerged>(MergePerson{"p", "q"});
  bed.ask<Marked>(WithdrawUndecided{RecordKind::stage, usual_policy});
  bed.ask<Opening>(Open{.policy = usual_policy, .withheld = {RecordKind::stage}});
  bed.ask<ErasureClosed>(CloseErasure{"case", {}});
  bed.ask<Unparked>(Unpark{});
  bed.ask<Counts>(Tally{});
}

TEST(Plans, NoStatementWalksThroughATableOfManyRows) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  {
    const Ear ear;
    Bed bed(opened(options_at(path)));
    use_every_verb(bed);
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  std::size_t planned = 0;
  for (const std::string& sql : heard) {
    if (sql.starts_with("--") || sql.starts_with("PRAGMA") || sql.starts_with("CREATE") ||
        sql.starts_with("\n") || asks_for_any(sql)) {
      continue;
    }
    const std::string plan = plan_of(database, sql);
    if (plan.empty()) continue;
    ++planned;
    EXPECT_FALSE(walks_through(plan)) << sql << '\n' << plan;
  }
  EXPECT_GT(planned, 30u) << "the ear must have heard something";
  sqlite3_close(database);
}

TEST(Plans, ChildrenAreReadFromTheNewestEndWithoutSorting) {
  TemporaryDirectory folder;
  {
    const Ear ear;
    Bed bed(opened(options_at(folder.file("t.db"))));
    bed.children(RecordKind::stage, {}, true);
    bed.page({ready(person("p"))});
    bed.confirm(person("p"));
    bed.page({ready(note("n"), 1, {person("p")})});
    bed.children(RecordKind::candidate_note);
    bed.ask<Counts>(Tally{});
  }
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(folder.file("t.db").c_str(), &database), SQLITE_OK);
  std::set<std::string> indexes;
  for (const std::string& sql : heard) {
    for (const char* index : {"entity_newest", "entity_family"}) {
      if (sql.starts_with("SELECT") && sql.find(index) != std::string::npos) {
        const std::string plan = plan_of(database, sql);
        indexes.insert(index);
        EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << sql << '\n' << plan;
        EXPECT_NE(plan.find(std::string(index) + " (kind=?"), std::string::npos) << plan;
        const bool queue = sql.find("ORDER BY") != std::string::npos;
        EXPECT_TRUE(!queue || plan.find("lane=?") != std::string::npos) << plan;
      }
    }
  }
  EXPECT_EQ(indexes.size(), 2u);
  sqlite3_close(database);
}

// Twin: the eye sees a walk where there is one.
TEST(Plans, AWalkIsSeen) {
  EXPECT_TRUE(walks_through("SCAN identity\n"));
  EXPECT_TRUE(walks_through("SEARCH x\nSCAN notice USING INDEX other\n"));
  EXPECT_FALSE(walks_through("SCAN notice USING INDEX notice_waiting\n"));
  EXPECT_FALSE(walks_through("SCAN notice_count\nSEARCH entity USING PRIMARY KEY (kind=?)\n"));
}

}  // namespace
}  // namespace crosswalk
