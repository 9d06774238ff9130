// A kill at any moment. At stake: what the store answered must be there afterwards, what it did
// not answer must be there whole or not at all, and the file must be sound.

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

constexpr std::uint32_t page_size = 20;

std::string id_of(std::uint32_t page, std::uint32_t item) {
  return std::to_string(100'000 + page * page_size + item);
}

// Commits pages and their outcomes for ever, and tells the number of the page after each.
[[noreturn]] void work(const std::string& path, int tell, std::uint32_t first) {
  auto store = open_tenant_store(options_at(path));
  if (!store) _exit(3);
  for (std::uint32_t page = first;; ++page) {
    CommitPage verb;
    verb.cursor.object = "people";
    verb.cursor.pages = page;
    verb.mark = page;
    CommitOutcomes outcomes;
    for (std::uint32_t item = 0; item < page_size; ++item) {
      verb.writes.push_back(ready(person(id_of(page, item))));
      if (item % 2 == 0) {
        outcomes.outcomes.push_back(outcome(person(id_of(page, item)), 1, OutcomeKind::confirmed));
      }
    }
    if (!(*store)->carry_out(verb) || !(*store)->carry_out(outcomes)) _exit(4);
    if (write(tell, &page, sizeof page) != sizeof page) _exit(5);
  }
}

// Lets a child work for a while and kills it; the last page it was told is done.
std::uint32_t work_and_kill(const std::string& path, std::uint32_t first, std::uint32_t us) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    work(path, ends[1], first);
  }
  close(ends[1]);
  std::uint32_t told = first - 1;
  std::uint32_t page = 0;
  // The first page is waited for, so that every round gets somewhere.
  if (read(ends[0], &page, sizeof page) == sizeof page) told = page;
  usleep(us);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child left by itself: " << WEXITSTATUS(status);
  while (read(ends[0], &page, sizeof page) == sizeof page) told = page;
  close(ends[0]);
  return told;
}

void expect_sound(const std::string& path) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &statement, nullptr);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  EXPECT_STREQ(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)), "ok");
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

TEST(Crash, NothingAnsweredIsLostAndNothingIsHalf) {
  TemporaryDirectory folder;
  const std::string path = folder.file("t.db");
  std::uint32_t first = 1;
  for (std::uint32_t round = 0; round < 20; ++round) {
    const std::uint32_t told = work_and_kill(path, first, (round * 977) % 9000);
    ASSERT_GE(told, first);
    Bed bed(opened(options_at(path)));
    const Opening opening = bed.ask<Opening>(Open{usual_policy});
    ASSERT_EQ(opening.cursors.size(), 1u);
    const std::uint32_t committed = opening.cursors[0].pages;
    EXPECT_GE(committed, told);
    EXPECT_LE(committed, told + 1);
    for (std::uint32_t page = first; page <= committed + 1; ++page) {
      std::uint32_t present = 0, sent = 0;
      for (std::uint32_t item = 0; item < page_size; ++item) {
        const Rows rows = bed.ask<Rows>(LookUp{{person(id_of(page, item))}});
        if (!rows.rows[0]) continue;
        ++present;
        if (rows.rows[0]->state == EntityState::sent) ++sent;
      }
      EXPECT_EQ(present, page <= committed ? page_size : 0u);
      const bool whole = sent == page_size / 2;
      EXPECT_TRUE(whole || (page > told && sent == 0)) << page << ": " << sent;
    }
    bed.close();
    expect_sound(path);
    first = committed + 1;
  }
  // Everything that was not confirmed still waits, with its payload.
  Bed bed(opened(options_at(path)));
  EXPECT_GE(bed.count(RecordKind::candidate, EntityState::ready), (first - 1) * page_size / 2);
  EXPECT_EQ(bed.take(RecordKind::candidate).at(0).payload, "payload of 100021 at 1");
}

}  // namespace
}  // namespace crosswalk
