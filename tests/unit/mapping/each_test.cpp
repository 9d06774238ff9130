// One item of a vendor's may hold many records, such as a candidate with the applications inside.
// Each must get what is its own and what they share, and nothing of its neighbour's.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string embedded = manifest(
    "objects:\n"
    "  uses:\n"
    "    kind: application\n"
    "    full: GET /people\n"
    "    next: { page: page }\n"
    "    items: /data\n"
    "    complete: when next is absent\n"
    "    each: /uses\n"
    "    skip_when: [ { \"/uses[]/gone\": true } ]\n"
    "    joins:\n"
    "      jobs: { list: 'GET /j?i={ids}', by: \"/uses[]/job\", key: /id, batch: 9 }\n"
    "    map:\n"
    "      id: /uses[]/id\n"
    "      candidate: /id\n"
    "      job: /uses[]/job\n"
    "      job_name: join:jobs/name\n"
    "      first_name: /name\n"
    "      source: \"/uses[]/tags[k=source]/v\"\n");

ReadPage page() {
  ReadPage ask = page_of("uses", R"({"data":[
    {"uses":[{"id":11,"job":1,"tags":[{"v":"ad","k":"source"},{"v":"x","k":"y"}]},{"job":9},
             {"id":12,"job":2},{"id":13,"job":1,"gone":true}],"id":5,"name":"Ida"},
    {"id":6,"uses":[]},{"id":7,"uses":null},
    {"id":8,"uses":[{},{"id":14,"tags":[]}],"name":"Ben"}]})");
  ask.asked = "/people";
  return ask;
}

TEST(Each, ElementsBecomeRecordsWithWhatTheyShare) {
  Mapper mapper = mapper_of(embedded);
  ReadPage ask = page();
  Result<PageRead> read = mapper.read_page(ask);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->ids, (std::vector<std::string>{"11", "", "12", "13", "14"}));
  ASSERT_EQ(read->needs.size(), 1u);
  EXPECT_EQ(read->needs[0].request.http.target, "/j?i=1,2");
  ask.joins = {join_reply("jobs", R"([{"id":1,"name":"One"},{"id":2,"name":"Two"}])")};
  read = mapper.read_page(ask);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->items, 5u);
  EXPECT_EQ(read->skipped, 1u);
  ASSERT_EQ(read->held.size(), 1u);
  EXPECT_EQ(read->held[0].item, 1u);
  const std::vector<MappedRecord> records = records_of(*read);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].record.key.id, "11");
  EXPECT_EQ(records[0].record.parents,
            (std::vector<RecordKey>{{RecordKind::job, "1"}, {RecordKind::candidate, "5"}}));
  EXPECT_EQ(field(records[0].record, Field::application_job_name), "One");
  EXPECT_EQ(field(records[0].record, Field::application_source), "ad");
  EXPECT_EQ(field(records[0].record, Field::application_first_name), "Ida");
  EXPECT_EQ(records[1].record.key.id, "12");
  EXPECT_EQ(field(records[1].record, Field::application_job_name), "Two");
  EXPECT_EQ(field(records[1].record, Field::application_source), "-");
  EXPECT_EQ(records[2].record.key.id, "14");
  EXPECT_EQ(field(records[2].record, Field::application_first_name), "Ben");
  EXPECT_EQ(field(records[2].record, Field::application_job), "-");
}

TEST(Each, PagesAreCountedByTheirItemsAndNotByTheirElements) {
  Mapper mapper = mapper_of(embedded);
  ReadPage ask = page_of("uses", R"({"data":[{"id":6,"uses":[]}]})");
  ask.asked = "/people?page=3";
  const Result<PageRead> read = mapper.read_page(ask);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->items, 0u);
  ASSERT_TRUE(read->next);
  EXPECT_EQ(read->next->http.target, "/people?page=4");
  EXPECT_FALSE(read->complete);
}

TEST(Each, APartOfAPageIsAPartOfItsElements) {
  Mapper mapper = mapper_of(embedded);
  ReadPage ask = page();
  ask.joins = {join_reply("jobs", "[]")};
  ask.first_item = 2;
  ask.item_count = 1;
  const Result<PageRead> read = mapper.read_page(ask);
  ASSERT_TRUE(read);
  ASSERT_EQ(records_of(*read).size(), 1u);
  EXPECT_EQ(records_of(*read)[0].record.key.id, "12");
}

TEST(Each, MoreElementsThanAPageMayHoldAreRefused) {
  Mapper mapper = mapper_of(embedded);
  std::string body = R"({"data":[{"id":1,"uses":[)";
  for (int id = 0; id <= 10'000; ++id)
    body += (id == 0 ? "{\"id\":" : ",{\"id\":") + std::to_string(id) + "}";
  const Result<PageRead> read = mapper.read_page(page_of("uses", body + "]}]}"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::invalid_input);
}

TEST(Each, ItsMistakesAreTold) {
  const auto mistake = [](const std::string& each, const std::string& id) {
    const Result<Plan> plan = compile_manifest(
        manifest("objects:\n  uses:\n    kind: application\n    full: GET /p\n    each: " + each +
                 "\n    map: { id: '" + id + "' }\n"),
        "m.yaml", {});
    return plan ? "none" : to_string(plan.error());
  };
  EXPECT_EQ(mistake("/uses", "/uses[]/id"), "none");
  EXPECT_EQ(mistake("/uses", "/id"), "m.yaml:17:11: no path of the map begins with /uses[]/");
  EXPECT_EQ(mistake("/uses[]", "/uses[]/id"), "m.yaml:17:11: brackets have no place in this path");
}

}  // namespace
}  // namespace crosswalk
