// A backup is older than the erasures made since. At stake: that a restored store brings somebody
// back whom the operator was told was gone, or believes a journal that is not its own.

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/store/erasure_journal.hpp"
#include "runtime/store/state_directory.hpp"
#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

using store::ErasureEntry;
using store::ErasureJournal;
using store::parse_entry;
using store::Remembered;
using store::write_entry;
using What = ErasureEntry::What;

ErasureEntry erased(std::string candidate, std::vector<Identity> identities = {}) {
  return {.what = What::erased,
          .candidate = std::move(candidate),
          .erasure = "case-1",
          .at = from_ms(1'790'000'000'123),
          .by_identity = true,
          .identities = std::move(identities)};
}

ErasureEntry about(What what, std::string candidate) {
  return {.what = what, .candidate = std::move(candidate), .erasure = {}};
}

std::string text_of(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  chmod(path.c_str(), 0600);
}

// ---- lines ------------------------------------------------------------------------------------

TEST(ErasureEntry, IsReadAsItWasWrittenWhateverTheIds) {
  const std::vector<ErasureEntry> entries{
      erased("4021", {email(1), named(2), member(3)}),
      erased(""),
      erased("with space\n%\xff-"),
      erased("%"),
      about(What::released, "4033"),
      about(What::kept_back, "a b"),
  };
  for (const ErasureEntry& entry : entries) {
    std::string line = write_entry(entry);
    ASSERT_EQ(line.find('\n'), line.size() - 1) << line;
    line.pop_back();
    const auto read = parse_entry(line);
    ASSERT_TRUE(read) << line;
    EXPECT_EQ(*read, entry) << line;
  }
}

TEST(ErasureEntry, AnyByteThatWasChangedIsSeen) {
  std::string line = write_entry(erased("4021", {email(1)}));
  line.pop_back();
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::string damaged = line;
    damaged[at] = damaged[at] == 'a' ? 'b' : 'a';
    EXPECT_FALSE(parse_entry(damaged)) << damaged;
    EXPECT_FALSE(parse_entry(line.substr(0, at))) << at;
  }
}

TEST(Remembered, OrderDecides) {
  Remembered remembered;
  remembered.take(about(What::released, "9"));
  EXPECT_TRUE(remembered.released.contains("9"));
  remembered.take(erased("9"));
  EXPECT_FALSE(remembered.released.contains("9")) << "a later erasure ends the release";
  remembered.take(about(What::kept_back, "8"));
  remembered.take(about(What::released, "8"));
  EXPECT_TRUE(remembered.released.contains("8"));
}

// ---- the file ---------------------------------------------------------------------------------

struct File {
  TemporaryDirectory folder;
  std::string path = folder.file("acme.erasures");

  Result<ErasureJournal> open(std::string_view tenant = "acme") const {
    return ErasureJournal::open(path, tenant);
  }
  void append(const std::vector<ErasureEntry>& entries) const {
    auto journal = open();
    ASSERT_TRUE(journal) << to_string(journal.error());
    ASSERT_TRUE(journal->append(entries));
  }
};

TEST(ErasureJournal, OutlivesItsOwnerAndGrows) {
  const File file;
  EXPECT_TRUE(file.open()->fresh());
  file.append({erased("1")});
  file.append({erased("2", {email(2)}), about(What::released, "3")});
  const auto journal = file.open();
  ASSERT_TRUE(journal);
  EXPECT_FALSE(journal->fresh());
  EXPECT_EQ(journal->remembered().erased.size(), 2u);
  EXPECT_TRUE(journal->remembered().suppressed.contains(email(2)));
  EXPECT_EQ(std::filesystem::status(file.path).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(ErasureJournal, ALastLineThatWasTornIsCutOffAndTheNextOneStandsWhole) {
  const File file;
  file.append({erased("1")});
  const std::string whole = text_of(file.path);
  const std::string next = write_entry(erased("2"));
  for (std::size_t torn = 1; torn < next.size(); ++torn) {
    write(file.path, whole + next.substr(0, torn));
    ASSERT_EQ(file.open()->remembered().erased.size(), 1u);
    file.append({erased("3")});
    ASSERT_EQ(text_of(file.path), whole + write_entry(erased("3"))) << torn;
  }
}

TEST(ErasureJournal, ADamagedLineIsRefusedWithPlaceAndRemedy) {
  const File file;
  file.append({erased("1"), erased("2"), erased("3")});
  std::string text = text_of(file.path);
  text[text.find(" 2 ") + 1] = '7';
  write(file.path, text);
  const auto journal = file.open();
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().code, ErrorCode::refused);
  EXPECT_TRUE(journal.error().where.ends_with("acme.erasures:3")) << journal.error().where;
  EXPECT_NE(journal.error().what.find("put the file back from a copy"), std::string::npos);
  EXPECT_EQ(text_of(file.path), text) << "nothing of it is touched";
}

TEST(ErasureJournal, AnothersIsRefused) {
  const File file;
  file.append({erased("1")});
  const auto journal = file.open("umbrella");
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().code, ErrorCode::refused);
  EXPECT_TRUE(journal.error().where.ends_with(":1"));
  write(file.path, "anything\n");
  EXPECT_FALSE(file.open());
  write(file.path, std::string(200'000, 'x'));
  EXPECT_FALSE(file.open()) << "no crash tears a line longer than any";
  chmod(file.path.c_str(), 0644);
  EXPECT_FALSE(file.open());
}

// ---- with the store ---------------------------------------------------------------------------

// A store and its journal, and a backup that was made before the erasures.
struct Installed {
  TemporaryDirectory folder;
  StoreOptions options = options_at(folder.file("t.db"));

  explicit Installed(bool journals = true) {
    if (journals) options.journal = erasure_journal_path(folder.path(), "acme");
    Bed bed(opened(options));
    bed.page({ready(job("j")), known_as("p", {email(1)}), known_as("q", {email(2)}),
              known_as("r", {email(3)})});
    for (const char* id : {"p", "q", "r"}) bed.confirm(person(id));
    bed.confirm(job("j"));
    bed.page({ready(application("a"), 1, {job("j"), person("p")})});
    bed.confirm(application("a"));
  }

  void back_up() const { std::filesystem::copy_file(options.path, folder.file("backup.db")); }
  void restore() const {
    for (const char* rest : {"-wal", "-shm"}) std::filesystem::remove(options.path + rest);
    std::filesystem::copy_file(folder.file("backup.db"), options.path,
                               std::filesystem::copy_options::overwrite_existing);
  }
  Bed open(StoreNews* news = nullptr) const {
    auto store = open_tenant_store(options, news);
    EXPECT_TRUE(store) << (store ? "" : to_string(store.error()));
    return Bed(*std::move(store));
  }
};

void erase_some(Bed& bed) {
  bed.suppress("case-1", {"p"}, {}, 77);
  bed.suppress("case-2", {"never-read"}, {email(9)});
  bed.page({known_as("again", {email(1)}), known_as("third", {email(1)})}, 2);
  bed.ask<PersonReleased>(ReleasePerson{"again"});
  bed.ask<PersonMerged>(MergePerson{"third", "q"});
}

void expect_erased(Bed& bed) {
  for (const RecordKey& key : {person("p"), application("a"), person("never-read")}) {
    EXPECT_EQ(bed.state(key), EntityState::withdrawing) << key.id;
    EXPECT_EQ(bed.row(key).reason, "erased") << key.id;
  }
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before") << "the vendor merged somebody into it";
  EXPECT_EQ(bed.state(person("r")), EntityState::sent);
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{email(9)}}).erased);
  bed.page({known_as("later", {email(1)}), known_as("again", {email(1)})}, 5);
  EXPECT_EQ(bed.row(person("later")).reason, "erased_before");
  EXPECT_EQ(bed.state(person("again")), EntityState::ready) << "a person has let them go";
}

TEST(ARestoredStore, KnowsWhomItErasedSince) {
  const Installed site;
  site.back_up();
  {
    Bed bed = site.open();
    erase_some(bed);
  }
  site.restore();
  StoreNews news;
  Bed bed = site.open(&news);
  EXPECT_GT(news.put_back, 0u);
  EXPECT_TRUE(news.alarm.starts_with("the state is older than its journal")) << news.alarm;
  EXPECT_EQ(bed.ask<Counts>(Tally{}).alarms, (std::vector<std::string>{news.alarm}));
  const auto cases = bed.erasures();
  ASSERT_EQ(cases.size(), 2u) << "LinkedIn is asked again";
  const auto first = std::ranges::find(cases, "case-1", &Erasures::Case::erasure);
  ASSERT_NE(first, cases.end());
  EXPECT_EQ(first->requested, from_ms(77));
  expect_erased(bed);
}

// Twin.
TEST(ARestoredStore, WithoutAJournalBelievesThatWhoWasErasedIsThere) {
  const Installed site(false);
  site.back_up();
  {
    Bed bed = site.open();
    erase_some(bed);
  }
  site.restore();
  Bed bed = site.open();
  EXPECT_EQ(bed.state(person("p")), EntityState::sent);
}

TEST(ARestoredStore, IsPutRightOnce) {
  const Installed site;
  site.back_up();
  {
    Bed bed = site.open();
    erase_some(bed);
  }
  site.restore();
  { site.open(); }
  const std::string journal = text_of(site.options.journal);
  StoreNews news;
  Bed bed = site.open(&news);
  EXPECT_EQ(news.put_back, 0u);
  EXPECT_EQ(text_of(site.options.journal), journal) << "what is put back is no news to it";
}

TEST(AnUpToDateStore, IsNotOlderThanItsJournal) {
  const Installed site;
  {
    Bed bed = site.open();
    erase_some(bed);
    bed.ask<ErasureClosed>(CloseErasure{"case-1", from_ms(9)});
  }
  StoreNews news;
  Bed bed = site.open(&news);
  EXPECT_EQ(news.put_back, 0u);
  EXPECT_EQ(bed.erasures().size(), 1u) << "what was confirmed stays so";
  expect_erased(bed);
}

TEST(AJournal, IsOnTheDiskBeforeTheAnswerAndHoldsNobody) {
  const Installed site;
  Bed bed = site.open();
  bed.suppress("case-1", {"p"}, {email(1)});
  const std::string text = text_of(site.options.journal);
  EXPECT_NE(text.find(" erased p case-1 "), std::string::npos) << text;
  EXPECT_EQ(text.find("payload"), std::string::npos);
  EXPECT_EQ(text.find('@'), std::string::npos);
}

// One that was lost, or is put somewhere else, begins with all that the store knows.
TEST(AJournal, ThatBeginsAnewLearnsFromItsStore) {
  Installed site;
  {
    Bed bed = site.open();
    erase_some(bed);
  }
  site.options.journal = site.folder.file("elsewhere");
  { site.open(); }
  std::filesystem::remove(site.options.path);
  Bed bed = site.open();
  EXPECT_EQ(bed.row(person("p")).reason, "erased") << "from the journal alone";
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
  EXPECT_TRUE(bed.ask<PersonFound>(FindPerson{{email(9)}}).erased);
  bed.page({known_as("again", {email(1)}), known_as("q", {email(2)})}, 5);
  EXPECT_EQ(bed.state(person("again")), EntityState::ready);
  EXPECT_EQ(bed.row(person("q")).reason, "erased_before");
}

TEST(AJournal, ThatIsDamagedKeepsTheStoreShut) {
  const Installed site;
  {
    Bed bed = site.open();
    bed.suppress("case-1", {"p"});
  }
  write(site.options.journal, text_of(site.options.journal) + "nonsense\n");
  const auto refused = open_tenant_store(site.options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_NE(refused.error().where.find(".erasures:"), std::string::npos) << refused.error().where;
}

}  // namespace
}  // namespace crosswalk
