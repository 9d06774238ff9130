// From mapped bytes to what the store writes. A worker's bytes are hostile, so each way in which
// they can be wrong must refuse the page and leave nothing of it.

#include <gtest/gtest.h>

#include "flow/reading/page_writes.hpp"

namespace crosswalk {
namespace {

const std::string key(32, 'k');

Record person(const std::string& id, const std::string& name = "Ana") {
  Record record;
  record.key = {RecordKind::candidate, id};
  record.set(Field::candidate_first_name, name);
  record.set(Field::candidate_last_name, std::string("Example"));
  record.set(Field::candidate_emails, std::vector<std::string>{"ana@example.com"});
  record.set(Field::candidate_phones, std::vector<Row>{});
  record.set(Field::candidate_addresses, std::vector<Row>{});
  record.set(Field::candidate_created_at, std::int64_t{1000});
  record.set(Field::candidate_last_modified_at, std::int64_t{2000});
  return record;
}

PageRead page_of(const std::vector<Record>& records) {
  PageRead page;
  for (const Record& record : records) {
    encode_record(record, page.mapped);
    append_findings({}, page.mapped);
  }
  return page;
}

DecidedPage decided(const PageRead& page) {
  Result<DecidedPage> result = decide_page(page, RecordKind::candidate, {}, key);
  CROSSWALK_CHECK(result.has_value());
  return *std::move(result);
}

TEST(PageWrites, AnUnknownRecordBecomesItsFirstVersion) {
  DecidedPage page = decided(page_of({person("C1")}));
  const PageWrites out = write_page(std::move(page), {{std::nullopt}}, 7);
  ASSERT_EQ(out.writes.size(), 1u);
  EXPECT_EQ(out.writes[0].version, 1u);
  EXPECT_EQ(out.writes[0].state, EntityState::ready);
  EXPECT_EQ(out.writes[0].policy, 7u);
  EXPECT_FALSE(out.writes[0].payload.empty());
}

TEST(PageWrites, TheSameContentIsOnlySeen) {
  DecidedPage page = decided(page_of({person("C1")}));
  EntityRow row{.key = {RecordKind::candidate, "C1"},
                .wanted = 3,
                .sent = 3,
                .digest = page.records[0].digest,
                .state = EntityState::sent};
  const PageWrites out = write_page(std::move(page), {{row}}, 7);
  EXPECT_TRUE(out.writes.empty());
  EXPECT_EQ(out.seen.size(), 1u);
  EXPECT_EQ(out.unchanged, 1u);
}

TEST(PageWrites, AnotherKeyGivesAnotherDigest) {
  const PageRead page = page_of({person("C1")});
  Result<DecidedPage> other = decide_page(page, RecordKind::candidate, {}, std::string(32, 'z'));
  ASSERT_TRUE(other);
  EXPECT_NE(other->records[0].digest, decided(page).records[0].digest);
}

TEST(PageWrites, ARecordTwiceOnAPageCountsOnceAsItStoodLast) {
  DecidedPage page = decided(page_of({person("C1", "Old"), person("C2"), person("C1", "New")}));
  ASSERT_EQ(page.records.size(), 2u);
  std::string_view bytes = page.records[0].payload;
  Result<Record> record = decode_record(bytes);
  ASSERT_TRUE(record);
  EXPECT_EQ(*record->text(Field::candidate_first_name), "New");
}

TEST(PageWrites, AHeldRecordCarriesNoPayload) {
  Record record = person("C1");
  record.erase(Field::candidate_first_name);
  DecidedPage page = decided(page_of({record}));
  const PageWrites out = write_page(std::move(page), {{std::nullopt}}, 7);
  ASSERT_EQ(out.writes.size(), 1u);
  EXPECT_EQ(out.writes[0].state, EntityState::held);
  EXPECT_EQ(out.writes[0].reason, "missing:first_name");
  EXPECT_TRUE(out.writes[0].payload.empty());
}

TEST(PageWrites, HeldItemsAreKeptByIdAndCountedWithout) {
  PageRead page = page_of({person("C1")});
  page.held.push_back({1, "C9", "duplicate_key"});
  page.held.push_back({2, "", "no_id"});
  DecidedPage out = decided(page);
  EXPECT_EQ(out.records.size(), 2u);
  EXPECT_EQ(out.without_id, 1u);
  EXPECT_EQ(out.records[1].decision.reason, "duplicate_key");
}

// A person was anonymised, a job became a draft: the item is there, but not for LinkedIn any more.
TEST(PageWrites, AKnownRecordThatBecameAnItemNotForLinkedInMustGo) {
  PageRead page = page_of({person("C1")});
  page.items = 3;
  page.skipped = 2;
  page.ids = {"C1", "C2", "C3"};
  for (const auto state :
       {EntityState::sent, EntityState::ready, EntityState::held, EntityState::restricted,
        EntityState::withdrawing, EntityState::withdrawn, EntityState::withheld}) {
    DecidedPage decision = decided(page);
    ASSERT_EQ(decision.keys.size(), 3u);
    EntityRow known{.key = {RecordKind::candidate, "C2"}, .wanted = 1, .sent = 1, .state = state};
    const PageWrites out =
        write_page(std::move(decision), {{std::nullopt, known, std::nullopt}}, 7);
    const bool goes = state == EntityState::sent || state == EntityState::ready ||
                      state == EntityState::held || state == EntityState::restricted;
    EXPECT_EQ(out.unfit, goes ? std::vector<std::string>{"C2"} : std::vector<std::string>{})
        << name_of(state);
    EXPECT_EQ(out.writes.size(), 1u);
  }
}

TEST(PageWrites, MalformedBytesRefuseThePage) {
  PageRead page = page_of({person("C1"), person("C2")});
  for (std::size_t cut = 1; cut < page.mapped.size(); ++cut) {
    PageRead damaged = page;
    damaged.mapped.resize(cut);
    Result<DecidedPage> result = decide_page(damaged, RecordKind::candidate, {}, key);
    if (!result) continue;
    EXPECT_EQ(result->records.size(), 1u) << "only a cut between two records may pass: " << cut;
  }
}

TEST(PageWrites, ARecordOfAnotherKindRefusesThePage) {
  EXPECT_FALSE(decide_page(page_of({person("C1")}), RecordKind::job, {}, key));
}

}  // namespace
}  // namespace crosswalk
