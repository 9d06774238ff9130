// Records cross from a process that ran a stranger's code to the one that holds the keys. What
// was written must come back the same, and nothing malformed may come back at all.

#include "sdk/record.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

Record application() {
  Record record;
  record.key = {RecordKind::application, "A-1"};
  record.parents = {{RecordKind::job, "J-7"}, {RecordKind::candidate, "C-9"}};
  record.set(Field::application_created_at, std::int64_t{1760000000000});
  record.set(Field::application_job_name, std::string("Schweißer"));
  return record;
}

Record candidate() {
  Record record;
  record.key = {RecordKind::candidate, "C-9"};
  record.set(Field::candidate_first_name, std::string("Ada"));
  record.set(Field::candidate_emails,
             std::vector<std::string>{"ada@example.com", "", "a.b@example.com"});
  record.set(Field::candidate_phones, std::vector<Row>{});
  record.set(Field::candidate_addresses,
             std::vector<Row>{{{"city", "Łódź"}, {"country", "pl"}}, {}});
  record.set(Field::candidate_created_at, std::int64_t{-1});
  record.set(Field::candidate_do_not_contact, true);
  record.set(Field::candidate_private, false);
  return record;
}

std::string encoded(const Record& record) {
  std::string bytes;
  encode_record(record, bytes);
  return bytes;
}

bool refused(std::string_view bytes) {
  const auto record = decode_record(bytes);
  return !record && record.error().code == ErrorCode::invalid_input;
}

/// The bytes of a job's record with one field, written by hand.
std::string with_field(std::uint16_t number, ValueType type, std::string_view value) {
  std::string bytes("\0\2\0\0\0J1\0\1\0", 10);
  bytes += static_cast<char>(number & 0xFF);
  bytes += static_cast<char>(number >> 8);
  bytes += static_cast<char>(type);
  bytes += static_cast<char>(value.size());
  bytes.append(3, '\0');
  bytes += value;
  return bytes;
}

TEST(Record, KeepsItsFieldsInOrderWhateverTheOrderOfSetting) {
  Record record;
  record.set(Field::job_state, std::string("open"));
  record.set(Field::job_title, std::string("Welder"));
  record.set(Field::job_listed_at, std::int64_t{1});
  record.set(Field::job_title, std::string("Senior welder"));
  ASSERT_EQ(record.fields.size(), 3U);
  EXPECT_EQ(record.fields[0].field, Field::job_title);
  EXPECT_EQ(record.fields[2].field, Field::job_listed_at);
  EXPECT_EQ(*record.text(Field::job_title), "Senior welder");
  record.erase(Field::job_title);
  record.erase(Field::job_apply_url);
  record.erase(Field::job_description);
  EXPECT_EQ(record.find(Field::job_title), nullptr);
  EXPECT_EQ(record.fields.size(), 2U);
}

TEST(Record, TextOfSomethingElseIsNothing) {
  const Record record = candidate();
  EXPECT_EQ(record.text(Field::candidate_created_at), nullptr);
  EXPECT_EQ(record.text(Field::candidate_suffix), nullptr);
}

TEST(RecordBytes, EveryTypeOfValueComesBackTheSame) {
  const Record bare{{RecordKind::job, "J"}, {}, {}};
  for (const Record& record : {candidate(), application(), bare}) {
    const std::string bytes = encoded(record);
    std::string_view rest = bytes;
    const auto back = decode_record(rest);
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, record);
    EXPECT_TRUE(rest.empty());
  }
}

TEST(RecordBytes, RecordsFollowEachOther) {
  std::string bytes = encoded(candidate());
  encode_record(application(), bytes);
  std::string_view rest = bytes;
  const auto first = decode_record(rest);
  const auto second = decode_record(rest);
  ASSERT_TRUE(first);
  ASSERT_TRUE(second);
  EXPECT_EQ(*second, application());
  EXPECT_TRUE(rest.empty());
}

TEST(RecordBytes, StayAsTheyAreWrittenToday) {
  // A store holds such bytes across releases: a change here needs a new version of the store.
  Record record;
  record.key = {RecordKind::job, "J1"};
  record.set(Field::job_title, std::string("T"));
  EXPECT_EQ(encoded(record), with_field(2, ValueType::text, "T"));
  EXPECT_EQ(encoded(record), std::string("\0\2\0\0\0J1\0\1\0\2\0\0\1\0\0\0T", 18));
}

TEST(RecordBytes, EveryCutIsRefused) {
  for (const Record& record : {candidate(), application()}) {
    const std::string bytes = encoded(record);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_TRUE(refused(bytes.substr(0, size))) << size;
    }
  }
}

TEST(RecordBytes, ARefusedRecordLeavesTheViewWhereItWas) {
  const std::string bytes = encoded(candidate());
  std::string_view rest = std::string_view(bytes).substr(0, bytes.size() - 1);
  EXPECT_FALSE(decode_record(rest));
  EXPECT_EQ(rest.size(), bytes.size() - 1);
}

TEST(RecordBytes, AFieldTheTableLacksOrOfAnotherTypeIsRefused) {
  EXPECT_FALSE(refused(with_field(2, ValueType::text, "T")));
  EXPECT_TRUE(refused(with_field(0, ValueType::text, "T")));
  EXPECT_TRUE(refused(with_field(99, ValueType::text, "T")));
  EXPECT_TRUE(refused(with_field(101, ValueType::text, "T")));
  EXPECT_TRUE(refused(with_field(2, ValueType::instant, "12345678")));
  EXPECT_TRUE(refused(with_field(2, static_cast<ValueType>(9), "T")));
}

TEST(RecordBytes, AValueOfAnotherSizeThanItsTypeIsRefused) {
  EXPECT_FALSE(refused(with_field(5, ValueType::instant, "12345678")));
  EXPECT_TRUE(refused(with_field(5, ValueType::instant, "1234567")));
  EXPECT_TRUE(refused(with_field(5, ValueType::instant, "123456789")));
  EXPECT_FALSE(refused(with_field(17, ValueType::flag, "\1")));
  EXPECT_TRUE(refused(with_field(17, ValueType::flag, "\2")));
  EXPECT_TRUE(refused(with_field(17, ValueType::flag, "")));
}

TEST(RecordBytes, FieldsOutOfOrderOrTwiceAreRefused) {
  Record record = application();
  std::swap(record.fields[0], record.fields[1]);
  EXPECT_TRUE(refused(encoded(record)));
  record.fields[1] = record.fields[0];
  EXPECT_TRUE(refused(encoded(record)));
}

TEST(RecordBytes, BadUtf8IsRefusedWhereverItStands) {
  EXPECT_TRUE(refused(with_field(2, ValueType::text, "\xC3")));
  Record record = candidate();
  record.set(Field::candidate_emails, std::vector<std::string>{"\xFF"});
  EXPECT_TRUE(refused(encoded(record)));
  record = candidate();
  record.set(Field::candidate_addresses, std::vector<Row>{{{"city", "\xFF"}}});
  EXPECT_TRUE(refused(encoded(record)));
  record = candidate();
  record.key.id = "\xFF";
  EXPECT_TRUE(refused(encoded(record)));
}

TEST(RecordBytes, AKindTheTableLacksIsRefused) {
  std::string bytes = with_field(2, ValueType::text, "T");
  for (const char kind : {'\1', '\3', '\x7f', '\xff'}) {
    bytes[0] = kind;
    EXPECT_TRUE(refused(bytes));
  }
  bytes = encoded(Record{{RecordKind::job, "J"}, {}, {}});
  EXPECT_FALSE(refused(bytes));
  for (const char kind : {'\7', '\x7f', '\xff'}) {
    bytes[0] = kind;
    EXPECT_TRUE(refused(bytes));
  }
}

TEST(RecordBytes, AnIdHasOneToTwoHundredBytes) {
  Record record = candidate();
  record.key.id = std::string(record_id_bytes_max, 'x');
  EXPECT_FALSE(refused(encoded(record)));
  record.key.id += 'x';
  EXPECT_TRUE(refused(encoded(record)));
  record.key.id.clear();
  EXPECT_TRUE(refused(encoded(record)));
}

TEST(RecordBytes, OnlyAnApplicationHasParentsAndOneOfAKind) {
  Record record = candidate();
  record.parents = {{RecordKind::job, "J"}};
  EXPECT_TRUE(refused(encoded(record)));
  record = application();
  record.parents = {{RecordKind::job, "J"}, {RecordKind::job, "K"}};
  EXPECT_TRUE(refused(encoded(record)));
  record.parents = {{RecordKind::application, "A"}};
  EXPECT_TRUE(refused(encoded(record)));
  record.parents = {{RecordKind::candidate, "C"}};
  EXPECT_FALSE(refused(encoded(record)));
}

TEST(RecordBytes, ACountBeyondTheBytesReservesNothing) {
  std::string claim("\xFF\xFF\xFF\xFF", 4);
  EXPECT_TRUE(refused(with_field(13, ValueType::texts, claim)));
  EXPECT_TRUE(refused(with_field(23, ValueType::rows, claim)));
  EXPECT_TRUE(refused(with_field(23, ValueType::rows, std::string("\1\0\0\0", 4) + claim)));
  EXPECT_TRUE(refused(std::string("\0\xFF\xFF\xFF\x7FJ", 6)));
}

TEST(RecordBytes, MoreThanAMebibyteIsRefused) {
  Record record;
  record.key = {RecordKind::job, "J1"};
  const std::size_t around = encoded(record).size() + 2 + 1 + 4;
  record.set(Field::job_description, std::string(record_bytes_max - around, 'x'));
  EXPECT_EQ(encoded(record).size(), record_bytes_max);
  EXPECT_FALSE(refused(encoded(record)));
  record.set(Field::job_description, std::string(record_bytes_max - around + 1, 'x'));
  EXPECT_TRUE(refused(encoded(record)));
}

TEST(RecordWriter, WritesTheBytesOfTheRecord) {
  std::string bytes = "before";
  RecordWriter writer(bytes);
  writer.begin(RecordKind::candidate, "C-9");
  writer.text(Field::candidate_first_name, "Ada");
  writer.open_texts(Field::candidate_emails);
  for (const char* each : {"ada@example.com", "", "a.b@example.com"}) writer.item(each);
  writer.close_texts();
  writer.value(Field::candidate_phones, std::vector<Row>{});
  writer.value(Field::candidate_addresses, *candidate().find(Field::candidate_addresses));
  writer.instant(Field::candidate_created_at, -1);
  writer.flag(Field::candidate_do_not_contact, true);
  writer.flag(Field::candidate_private, false);
  writer.finish();
  EXPECT_EQ(bytes, "before" + encoded(candidate()));
}

TEST(RecordWriter, WritesParentsAndAnEmptyList) {
  std::string bytes;
  RecordWriter writer(bytes);
  writer.begin(RecordKind::application, "A-1");
  writer.parent(RecordKind::job, "J-7");
  writer.parent(RecordKind::candidate, "C-9");
  writer.instant(Field::application_created_at, 1760000000000);
  writer.text(Field::application_job_name, "Schweißer");
  writer.finish();
  EXPECT_EQ(bytes, encoded(application()));

  bytes.clear();
  writer.begin(RecordKind::job, "J");
  writer.open_texts(Field::job_categories);
  writer.close_texts();
  writer.finish();
  std::string_view rest = bytes;
  const auto job = decode_record(rest);
  ASSERT_TRUE(job);
  EXPECT_EQ(*job->find(Field::job_categories), Value(std::vector<std::string>{}));
}

TEST(RecordWriterDeathTest, AParentAfterAValueOrAThirdOneIsABug) {
  std::string bytes;
  RecordWriter writer(bytes);
  writer.begin(RecordKind::application, "A-1");
  writer.parent(RecordKind::job, "J-7");
  writer.parent(RecordKind::candidate, "C-9");
  EXPECT_DEATH(writer.parent(RecordKind::candidate, "C-9"), "broken promise");
  writer.begin(RecordKind::application, "A-2");
  writer.instant(Field::application_created_at, 1);
  EXPECT_DEATH(writer.parent(RecordKind::job, "J-7"), "broken promise");
}

TEST(RecordWriter, TakesARecordBackWhole) {
  std::string bytes = encoded(application());
  const std::string before = bytes;
  RecordWriter writer(bytes);
  writer.begin(RecordKind::job, "J-1");
  writer.text(Field::job_title, "Welder");
  writer.discard();
  EXPECT_EQ(bytes, before);
  writer.begin(RecordKind::job, "J-2");
  writer.finish();
  EXPECT_EQ(bytes, before + encoded(Record{{RecordKind::job, "J-2"}, {}, {}}));
}

}  // namespace
}  // namespace crosswalk
