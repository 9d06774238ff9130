// The shipped manifest, read as the worker reads it: from the planned request over a vendor's
// page to records. If this breaks nothing reaches LinkedIn.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

Mapper greenhouse() {
  return mapper_of(file_text("plugins/greenhouse/connector.yaml"), nullptr, {{"user_id", "7"}});
}

TEST(GreenhousePage, TheFirstRequestAsksForFullPages) {
  PlanRead ask;
  ask.object = "candidates";
  const Result<Planned> planned = greenhouse().plan_read(ask);
  ASSERT_TRUE(planned);
  ASSERT_EQ(planned->requests.size(), 1u);
  EXPECT_EQ(planned->requests[0].host, "api");
  EXPECT_EQ(planned->requests[0].http.target, "/v3/candidates?per_page=500");
}

TEST(GreenhousePage, ADeltaAsksForItsWindow) {
  PlanRead ask;
  ask.object = "applications";
  ask.mode = ReadMode::delta;
  ask.from = from_ms(1767225600000);
  ask.until = from_ms(1767225900000);
  const Result<Planned> planned = greenhouse().plan_read(ask);
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->requests[0].http.target,
            "/v3/applications?per_page=500&updated_at=gte%7C2026-01-01T00%3A00%3A00.000Z%7Clt%7C"
            "2026-01-01T00%3A05%3A00.000Z");
}

TEST(GreenhousePage, IdsAreAskedForFiftyAtATime) {
  PlanRead ask;
  ask.object = "jobs";
  ask.mode = ReadMode::by_id;
  for (int id = 1; id <= 51; ++id) ask.ids.push_back(std::to_string(id));
  const Result<Planned> planned = greenhouse().plan_read(ask);
  ASSERT_TRUE(planned);
  ASSERT_EQ(planned->requests.size(), 2u);
  EXPECT_EQ(planned->requests[1].http.target, "/v3/jobs?per_page=500&ids=51");
}

TEST(GreenhousePage, ACandidateBecomesARecord) {
  Mapper mapper = greenhouse();
  ReadPage ask = page_of("candidates", R"([{"id":77,"first_name":" Ida ","last_name":"Berg",
    "company":"Acme","title":null,"created_at":"2026-02-03T09:15:00.120Z",
    "updated_at":"2026-02-04T10:00:00Z","private":false,"can_email":true,
    "email_addresses":[{"value":"ida@example.com","type":"personal"},{"value":"none","type":"x"}],
    "phone_numbers":[{"value":"+44 7700 900123","type":"mobile"},{"value":"i.b","type":"skype"}],
    "addresses":[],"social_media_addresses":[{"value":"linkedin.com/in/ida"}],
    "website_addresses":[],"unheard_of":{"deep":[1,2]}}])");
  ask.reply.headers = {{"Link",
                        "<https://harvest.greenhouse.io/v3/candidates?cursor=abc>; "
                        "rel=\"next\""}};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->items, 1u);
  EXPECT_FALSE(page->complete);
  ASSERT_TRUE(page->next);
  EXPECT_EQ(page->next->http.origin, "https://harvest.greenhouse.io");
  EXPECT_EQ(page->next->http.target, "/v3/candidates?cursor=abc");
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 1u);
  const Record& ida = records[0].record;
  EXPECT_EQ(ida.key.id, "77");
  EXPECT_EQ(field(ida, Field::candidate_first_name), "Ida");
  EXPECT_EQ(field(ida, Field::candidate_emails), "[ida@example.com]");
  EXPECT_EQ(field(ida, Field::candidate_phones), "[number=+447700900123;]");
  EXPECT_EQ(field(ida, Field::candidate_addresses), "[]");
  EXPECT_EQ(field(ida, Field::candidate_created_at), "2026-02-03T09:15:00.120Z");
  EXPECT_EQ(field(ida, Field::candidate_linkedin_url), "https://linkedin.com/in/ida");
  EXPECT_EQ(field(ida, Field::candidate_title), "-");
  EXPECT_EQ(field(ida, Field::candidate_private), "false");
  EXPECT_EQ(field(ida, Field::candidate_do_not_contact), "false");
  EXPECT_EQ(doubts(records[0].findings), "emails:not_an_email");
}

TEST(GreenhousePage, AChangedPostAsksForItsJobAnew) {
  Mapper mapper = greenhouse();
  PlanRead plan;
  plan.object = "job_posts";
  plan.mode = ReadMode::delta;
  plan.from = from_ms(1767225600000);
  plan.until = from_ms(1767225900000);
  EXPECT_EQ(mapper.plan_read(plan)->requests[0].http.target,
            "/v3/job_posts?per_page=500&updated_at=gte%7C2026-01-01T00%3A00%3A00.000Z%7Clt%7C"
            "2026-01-01T00%3A05%3A00.000Z");
  ASSERT_TRUE(mapper.remember({"departments", ""}));
  ASSERT_TRUE(mapper.remember({"offices", ""}));
  const Result<PageRead> page =
      mapper.read_page(page_of("job_posts", R"([{"id":100,"job_id":9},{"id":101,"job_id":null},
                               {"id":102,"job_id":9},{"id":103,"job_id":8}])",
                               ReadMode::delta));
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_TRUE(page->complete);
  ASSERT_EQ(page->needs.size(), 1u);
  EXPECT_EQ(page->needs[0].request.http.target, "/v3/jobs?per_page=500&ids=9,8");
}

}  // namespace
}  // namespace crosswalk
