// Whole conversations with the shipped Greenhouse manifest, as the host holds them: lookups first,
// then pages with everything they need. Whatever way a page is cut to find a poison item, the
// same records must come of it.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

/// An engine that was told of all lookups.
Mapper told() {
  Mapper mapper =
      mapper_of(file_text("plugins/greenhouse/connector.yaml"), nullptr, {{"user_id", "7"}});
  const std::pair<const char*, const char*> lookups[] = {
      {"departments", R"([{"id":11,"name":"Workshop"}])"},
      {"offices", R"([{"id":21,"location":"Leeds, United Kingdom"}])"},
      {"sources", R"([{"id":31,"name":"Referral"}])"},
      {"rejection_reasons", R"([{"id":61,"name":"Position closed"}])"},
      {"job_interview_stages", R"([{"id":41,"name":"Trial Day"}])"}};
  for (const auto& [name, body] : lookups) {
    const Result<LookupRead> read = mapper.read_lookup({name, {200, {}, body}, {}, {}});
    EXPECT_TRUE(read) << name;
    EXPECT_TRUE(mapper.remember({name, read->entries})) << name;
  }
  return mapper;
}

std::string jobs_page(int count) {
  std::string body = "[";
  for (int id = 1; id <= count; ++id) {
    if (id > 1) body += ',';
    body += "{\"id\":" + std::to_string(id) + ",\"name\":\"Job " + std::to_string(id) +
            "\",\"status\":\"open\",\"is_template\":" + (id % 7 == 0 ? "true" : "false") +
            ",\"department_id\":11,\"office_ids\":[21],\"created_at\":\"2026-01-01T00:00:00Z\"," +
            "\"updated_at\":\"2026-01-02T00:00:00Z\"}";
  }
  return body + "]";
}

/// Answers the needs of one round with one post for every id asked about.
void answer(const PageRead& page, ReadPage& ask) {
  for (const Need& need : page.needs) {
    const std::string& target = need.request.http.target;
    std::string body = "[";
    std::string ids = target.substr(target.rfind('=') + 1) + ",";
    for (std::size_t at = 0, end = ids.find(','); end != std::string::npos;
         at = end + 1, end = ids.find(',', at)) {
      const std::string id = ids.substr(at, end - at);
      if (body.size() > 1) body += ',';
      body += "{\"id\":9" + id + ",\"job_id\":" + id + ",\"live\":true,\"internal\":false," +
              "\"title\":\"Post " + id + "\",\"content\":\"Text of " + id +
              "\",\"public_url\":\"https://jobs.example.com/" + id + "\"}";
    }
    ask.joins.push_back(join_reply(need.join, body + "]"));
  }
}

TEST(Conversation, AHundredJobsNeedTwoRequestsForTheirPosts) {
  Mapper mapper = told();
  ReadPage ask = page_of("jobs", jobs_page(100));
  Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->needs.size(), 2u);  // 86 jobs that are no templates, 50 at a time.
  answer(*page, ask);
  page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->needs.empty());
  EXPECT_EQ(page->skipped, 14u);
  EXPECT_TRUE(page->complete);
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 86u);
  EXPECT_EQ(field(records[0].record, Field::job_title), "Post 1");
  EXPECT_EQ(field(records[0].record, Field::job_location), "Leeds, United Kingdom");
  EXPECT_EQ(field(records[0].record, Field::job_department), "[Workshop]");
  EXPECT_EQ(field(records[85].record, Field::job_apply_url), "https://jobs.example.com/100");
  EXPECT_TRUE(records[85].findings.empty());
}

TEST(Conversation, EveryWayToHalveAPageGivesTheSameRecords) {
  Mapper mapper = told();
  ReadPage ask = page_of("jobs", jobs_page(23));
  answer(*mapper.read_page(ask), ask);
  const Result<PageRead> whole = mapper.read_page(ask);
  ASSERT_TRUE(whole);
  for (std::uint32_t size = 1; size <= 24; ++size) {
    std::string mapped;
    std::uint32_t skipped = 0;
    for (std::uint32_t first = 0; first < 23; first += size) {
      ask.first_item = first;
      ask.item_count = size;
      const Result<PageRead> part = mapper.read_page(ask);
      ASSERT_TRUE(part);
      mapped += part->mapped;
      skipped += part->skipped;
      EXPECT_EQ(part->ids, whole->ids);
    }
    EXPECT_EQ(mapped, whole->mapped) << "parts of " << size;
    EXPECT_EQ(skipped, whole->skipped) << "parts of " << size;
  }
}

TEST(Conversation, TheSameQuestionGetsTheSameAnswerFromAnotherEngine) {
  Mapper first = told();
  Mapper second = told();
  ReadPage ask = page_of("jobs", jobs_page(40));
  answer(*first.read_page(ask), ask);
  (void)second.read_page(page_of("candidates", R"([{"id":1,"first_name":"Before"}])"));
  const Result<PageRead> one = first.read_page(ask);
  const Result<PageRead> two = second.read_page(ask);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->mapped, two->mapped);
  EXPECT_EQ(one->page_digest, two->page_digest);
}

TEST(Conversation, ACandidateWithoutAnyJoinNeedsNothing) {
  Mapper mapper = told();
  const Result<PageRead> page =
      mapper.read_page(page_of("candidates", R"([{"id":1,"first_name":"Ida","last_name":"B"}])"));
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->needs.empty());
  EXPECT_EQ(records_of(*page).size(), 1u);
}

TEST(Conversation, AnswersAreAskedForWhereTheTenantWantsThem) {
  Mapper mapper = mapper_of(file_text("plugins/greenhouse/connector.yaml"), nullptr,
                            {{"user_id", "7"}, {"linkedin_from_answers", "yes"}});
  const Result<PageRead> page = mapper.read_page(page_of("candidates", R"([{"id":1},{"id":2}])"));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->needs.size(), 1u);
  EXPECT_EQ(page->needs[0].request.http.target, "/v3/applications?per_page=500&candidate_ids=1,2");
}

TEST(Conversation, AnExpiredCursorBeginsTheListingAnewAndAWrongIdDoesNot) {
  Mapper mapper = told();
  ReadPage ask = page_of("candidates", R"({"message":"cursor"})");
  ask.reply.status = 422;
  EXPECT_EQ(mapper.read_page(ask)->meaning, ReplyClass::cursor_expired);
  ask.mode = ReadMode::delta;
  EXPECT_EQ(mapper.read_page(ask)->meaning, ReplyClass::cursor_expired);
  ask.mode = ReadMode::by_id;
  EXPECT_EQ(mapper.read_page(ask)->meaning, ReplyClass::refused);
}

TEST(Conversation, AWindowIsCompleteAndNamedIdsNeverAre) {
  Mapper mapper = told();
  EXPECT_TRUE(mapper.read_page(page_of("candidates", "[]", ReadMode::full))->complete);
  EXPECT_TRUE(mapper.read_page(page_of("candidates", "[]", ReadMode::delta))->complete);
  EXPECT_FALSE(mapper.read_page(page_of("candidates", "[]", ReadMode::by_id))->complete);
}

TEST(Conversation, RejectionAndHistoryAreAskedForOnlyWhereTheRowIsSilent) {
  Mapper mapper = told();
  const Result<PageRead> page = mapper.read_page(page_of(
      "applications",
      R"([{"id":1,"candidate_id":5,"job_id":6,"status":"in_process","stage_name":"Offer"},)"
      R"({"id":2,"candidate_id":5,"job_id":6,"status":"in_process","stage_name":null},)"
      R"({"id":3,"candidate_id":5,"job_id":6,"status":"rejected","rejection_reason_id":61},)"
      R"({"id":4,"candidate_id":5,"job_id":6,"status":"rejected"},)"
      R"({"id":5,"candidate_id":8,"job_id":null,"status":"rejected"}])"));
  ASSERT_TRUE(page);
  std::vector<std::string> targets;
  for (const Need& need : page->needs) targets.push_back(need.request.http.target);
  EXPECT_EQ(targets, (std::vector<std::string>{
                         "/v3/candidates?per_page=500&ids=5", "/v3/jobs?per_page=500&ids=6",
                         "/v3/application_stages?per_page=500&application_ids=2",
                         "/v3/rejection_details?per_page=500&application_ids=4"}));
}

}  // namespace
}  // namespace crosswalk
