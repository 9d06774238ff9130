// What a worker answers is read by the process that holds the keys. Nothing malformed may pass,
// and a connector may not say what only the host can know.

#include "mapping/steps.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

Record candidate(std::string id) {
  Record record;
  record.key = {RecordKind::candidate, std::move(id)};
  record.set(Field::candidate_first_name, std::string("Ada"));
  return record;
}

std::string mapped(const std::vector<MappedRecord>& records) {
  std::string bytes;
  for (const MappedRecord& each : records) {
    encode_record(each.record, bytes);
    append_findings(each.findings, bytes);
  }
  return bytes;
}

const Findings two_doubts = {{Field::candidate_emails, FindingCode::not_an_email, {}},
                             {Field{}, FindingCode::from_hook, "name is odd: ë"}};

bool refused(std::string_view bytes) {
  const auto records = decode_mapped(bytes);
  return !records && records.error().code == ErrorCode::invalid_input;
}

TEST(MappedPage, RecordsComeBackWithTheirFindings) {
  const auto back = decode_mapped(mapped({{candidate("1"), two_doubts}, {candidate("2"), {}}}));
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), 2U);
  EXPECT_EQ((*back)[0].record, candidate("1"));
  EXPECT_EQ((*back)[0].findings, two_doubts);
  EXPECT_EQ((*back)[1].record, candidate("2"));
  EXPECT_TRUE((*back)[1].findings.empty());
  EXPECT_TRUE(decode_mapped("")->empty());
}

TEST(MappedPage, EveryCutThatIsNotBetweenTwoRecordsIsRefused) {
  const std::string first = mapped({{candidate("1"), two_doubts}});
  const std::string both = first + mapped({{candidate("2"), two_doubts}});
  for (std::size_t size = 1; size < both.size(); ++size) {
    EXPECT_EQ(refused(both.substr(0, size)), size != first.size()) << size;
  }
}

TEST(MappedPage, AFindingOfAnotherKindOrCodeIsRefused) {
  EXPECT_TRUE(refused(mapped({{candidate("1"), {{Field::job_title, FindingCode::too_long, {}}}}})));
  EXPECT_TRUE(refused(mapped({{candidate("1"), {{Field::candidate_title, FindingCode{0}, {}}}}})));
  EXPECT_TRUE(refused(mapped({{candidate("1"), {{Field::candidate_title, FindingCode{10}, {}}}}})));
  EXPECT_TRUE(refused(mapped({{candidate("1"), {{Field{99}, FindingCode::too_long, {}}}}})));
  EXPECT_TRUE(refused(mapped({{candidate("1"), {{Field{}, FindingCode::from_hook, "\xFF"}}}})));
}

TEST(MappedPage, ALongDetailIsCutBetweenCharacters) {
  const std::string detail = std::string(199, 'x') + "ë and more";
  const auto back =
      decode_mapped(mapped({{candidate("1"), {{Field{}, FindingCode::from_hook, detail}}}}));
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)[0].findings[0].detail, std::string(199, 'x'));
}

TEST(MappedPage, MoreFindingsThanFitAreCut) {
  const Findings many(300, {Field::candidate_emails, FindingCode::not_an_email, {}});
  const auto back = decode_mapped(mapped({{candidate("1"), many}, {candidate("2"), {}}}));
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)[0].findings.size(), 255U);
  EXPECT_EQ(back->size(), 2U);
}

TEST(MappedPage, AConnectorCannotSayWhichMemberACandidateIs) {
  Record record = candidate("1");
  record.set(Field::candidate_person, std::string("urn:li:person:abc"));
  EXPECT_TRUE(refused(mapped({{record, {}}})));
}

TEST(StepNames, AreShortStableWords) {
  EXPECT_EQ(name_of(ReadMode::by_id), "by_id");
  EXPECT_EQ(name_of(ReplyClass::cursor_expired), "cursor_expired");
  EXPECT_EQ(name_of(static_cast<ReplyClass>(99)), "unknown");
}

}  // namespace
}  // namespace crosswalk
