// From mapped bytes to what the store writes. A worker's bytes are hostile, so each way in which
// they can be wrong must refuse the page and leave nothing of it.

#include <gtest/gtest.h>

#include "flow/reading/page_writes.hpp"
#include "privacy/identity.hpp"

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

TakenPage taken(const PageRead& page, RecordKind kind = RecordKind::candidate) {
  Result<TakenPage> result = take_page(page, kind);
  CROSSWALK_CHECK(result.has_value());
  return *std::move(result);
}

PageWrites written(TakenPage page, Rows rows, const std::string& with = key) {
  const TenantPolicy policy;
  return write_page(std::move(page), rows, {policy, with, 7});
}

TEST(PageWrites, AnUnknownRecordBecomesItsFirstVersion) {
  const PageWrites out = written(taken(page_of({person("C1")})), {{std::nullopt}});
  ASSERT_EQ(out.writes.size(), 1u);
  EXPECT_EQ(out.writes[0].version, 1u);
  EXPECT_EQ(out.writes[0].state, EntityState::ready);
  EXPECT_EQ(out.writes[0].policy, 7u);
  EXPECT_FALSE(out.writes[0].payload.empty());
}

RecordDigest digest_of(const Record& record, const std::string& with = key) {
  return written(taken(page_of({record})), {{std::nullopt}}, with).writes.at(0).digest;
}

TEST(PageWrites, TheSameContentIsOnlySeen) {
  EntityRow row{.key = {RecordKind::candidate, "C1"},
                .wanted = 3,
                .sent = 3,
                .digest = digest_of(person("C1")),
                .state = EntityState::sent};
  const PageWrites out = written(taken(page_of({person("C1")})), {{row}});
  EXPECT_TRUE(out.writes.empty());
  EXPECT_EQ(out.seen.size(), 1u);
  EXPECT_EQ(out.unchanged, 1u);
}

TEST(PageWrites, AnotherKeyGivesAnotherDigest) {
  EXPECT_NE(digest_of(person("C1")), digest_of(person("C1"), std::string(32, 'z')));
}

TEST(PageWrites, ARecordTwiceOnAPageCountsOnceAsItStoodLast) {
  TakenPage page = taken(page_of({person("C1", "Old"), person("C2"), person("C1", "New")}));
  ASSERT_EQ(page.records.size(), 2u);
  EXPECT_EQ(*page.records[0].mapped->record.text(Field::candidate_first_name), "New");
}

TEST(PageWrites, AHeldRecordCarriesNoPayload) {
  Record record = person("C1");
  record.erase(Field::candidate_first_name);
  const PageWrites out = written(taken(page_of({record})), {{std::nullopt}});
  ASSERT_EQ(out.writes.size(), 1u);
  EXPECT_EQ(out.writes[0].state, EntityState::held);
  EXPECT_EQ(out.writes[0].reason, "missing:first_name");
  EXPECT_TRUE(out.writes[0].payload.empty());
}

TEST(PageWrites, HeldItemsAreKeptByIdAndCountedWithout) {
  PageRead page = page_of({person("C1")});
  page.held.push_back({1, "C9", "duplicate_key"});
  page.held.push_back({2, "", "no_id"});
  TakenPage out = taken(page);
  EXPECT_EQ(out.records.size(), 2u);
  EXPECT_EQ(out.without_id, 1u);
  EXPECT_EQ(out.records[1].held, "duplicate_key");
}

// Every later write carries the member, or LinkedIn would take the link as withdrawn; and with the
// member an address is not needed any more.
TEST(PageWrites, ACandidateWhoseRowNamesAMemberIsWrittenAsThatMember) {
  const std::string urn = "urn:li:person:AbC";
  Record record = person("C1");
  record.set(Field::candidate_emails, std::vector<std::string>{});
  const EntityRow plain{
      .key = {RecordKind::candidate, "C1"}, .wanted = 1, .sent = 1, .state = EntityState::sent};
  EXPECT_EQ(written(taken(page_of({record})), {{plain}}).writes.at(0).reason, "missing:emails");
  EntityRow linked = plain;
  linked.person = urn;
  const PageWrites out = written(taken(page_of({record})), {{linked}});
  ASSERT_EQ(out.writes.size(), 1u);
  EXPECT_EQ(out.writes[0].state, EntityState::ready) << out.writes[0].reason;
  std::string_view bytes = out.writes[0].payload;
  Result<Record> sent = decode_record(bytes);
  ASSERT_TRUE(sent);
  EXPECT_EQ(*sent->text(Field::candidate_person), urn);
  EXPECT_NE(out.writes[0].digest, digest_of(record)) << "a new link is news";
}

TEST(PageWrites, ACandidateIsKnownByItsAddressesAlsoWhereTheyDoNotLeave) {
  TenantPolicy policy;
  policy.withheld_groups.push_back(OptOutGroup::contact);
  const PageWrites out =
      write_page(taken(page_of({person("C1")})), {{std::nullopt}}, {policy, key, 7});
  EXPECT_EQ(out.writes.at(0).identities, identities_of(person("C1"), key));
  EXPECT_FALSE(out.writes.at(0).identities.empty());
}

TEST(PageWrites, AChildCarriesItsOwnTimeAndWaitsForItsParent) {
  Record stage;
  stage.key = {RecordKind::stage, "S1"};
  stage.parents = {{RecordKind::application, "A1"}};
  stage.set(Field::stage_application, std::string("A1"));
  stage.set(Field::stage_name, std::string("Interview"));
  stage.set(Field::stage_created_at, std::int64_t{5000});
  TakenPage page = taken(page_of({stage}), RecordKind::stage);
  ASSERT_EQ(page.keys.size(), 2u);
  const PageWrites out = written(std::move(page), {{std::nullopt, std::nullopt}});
  ASSERT_EQ(out.writes.size(), 1u);
  EXPECT_EQ(out.writes[0].recent, from_ms(5000));
  EXPECT_EQ(out.writes[0].state, EntityState::waiting);
  EXPECT_TRUE(out.writes[0].identities.empty());
  EXPECT_TRUE(out.writes[0].payload.empty()) << "nobody has read whose stage it is";
  EXPECT_EQ(out.writes[0].digest, RecordDigest{}) << "or it would be taken as known then";
  const EntityRow parent{
      .key = {RecordKind::application, "A1"}, .wanted = 1, .state = EntityState::ready};
  const PageWrites later =
      written(taken(page_of({stage}), RecordKind::stage), {{parent, std::nullopt}});
  EXPECT_EQ(later.writes.at(0).state, EntityState::waiting);
  EXPECT_FALSE(later.writes.at(0).payload.empty()) << "its application is on its way";
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
    TakenPage apart = taken(page);
    ASSERT_EQ(apart.keys.size(), 3u);
    EntityRow known{.key = {RecordKind::candidate, "C2"}, .wanted = 1, .sent = 1, .state = state};
    const PageWrites out = written(std::move(apart), {{std::nullopt, known, std::nullopt}});
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
    Result<TakenPage> result = take_page(damaged, RecordKind::candidate);
    if (!result) continue;
    EXPECT_EQ(result->records.size(), 1u) << "only a cut between two records may pass: " << cut;
  }
}

TEST(PageWrites, ARecordOfAnotherKindRefusesThePage) {
  EXPECT_FALSE(take_page(page_of({person("C1")}), RecordKind::job));
}

TEST(PageWrites, AJobTellsWhichMembersSeeItWhetherItIsNewsOrNot) {
  Record job;
  job.key = {RecordKind::job, "J1"};
  job.set(Field::job_viewers, std::vector<std::string>{"7", "8", "9"});
  const std::map<std::string, AccessMember> members{
      {"7", {member_identity("urn:li:person:ana", key).digest, "urn:li:person:ana"}},
      {"9", {member_identity("urn:li:person:cem", key).digest, "urn:li:person:cem"}}};
  const TenantPolicy policy;
  const auto viewers = [&](const std::map<std::string, AccessMember>* asked) {
    return write_page(taken(page_of({job}), RecordKind::job), {{std::nullopt}},
                      {policy, key, 7, asked})
        .viewers;
  };
  EXPECT_TRUE(viewers(nullptr).empty());
  const auto told = viewers(&members);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].job, "J1");
  EXPECT_EQ(told[0].members, (std::vector{members.at("7").digest, members.at("9").digest}));
  job.fields.clear();
  EXPECT_TRUE(viewers(&members).at(0).members.empty()) << "no team is nobody";
}

// Nobody can say what an item is that could not be read: what is known of it must stay.
TEST(PageWrites, AnItemThatCouldNotBeReadIsWrittenAsUnmapped) {
  PageRead page = page_of({person("C1")});
  page.held.push_back({1, "C2", "connector_crashed"});
  const PageWrites out = written(taken(page), {{std::nullopt, std::nullopt}});
  ASSERT_EQ(out.writes.size(), 2u);
  EXPECT_FALSE(out.writes[0].unmapped);
  EXPECT_TRUE(out.writes[1].unmapped);
  EXPECT_TRUE(out.writes[1].identities.empty());
}

}  // namespace
}  // namespace crosswalk
