// Records that are read by way of others. An id of one kind taken for one of another kind would
// withdraw or hold somebody else's record, and a record read for the wrong group would be missed.

#include "mapping/map/transforms.hpp"
#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string people =
    "  people:\n    kind: candidate\n    full: GET /people\n    by_id: GET /people?ids={ids}\n"
    "    batch: 2\n    next: link\n    complete: when next is absent\n    map: { id: /id }\n";

// An application stands within a candidate; its stage has no id of its own.
const std::string riders =
    "  applications:\n    kind: application\n    rides: people\n"
    "    by_id: GET /people?ids={ids}\n    asked_by: candidate\n    batch: 2\n"
    "    complete: when next is absent\n    each: /applications\n"
    "    map:\n      id: /applications[]/id\n      candidate: /id\n      job: /applications[]/job\n"
    "  stages:\n    kind: stage\n    rides: people\n    each: /applications\n"
    "    skip_when: [ { \"/applications[]/stage/id\": none } ]\n"
    "    map:\n      id: { digest: [\"/applications[]/id\", \"/applications[]/stage/id\"] }\n"
    "      application: /applications[]/id\n      name: /applications[]/stage/name\n"
    "      created_at: /applications[]/at\n";

const std::string changes =
    "  changes:\n    delta: GET /applications?since={from}\n    group_by: /person\n"
    "    group_read: people\n";

std::string family() { return manifest("objects:\n" + people + riders + changes); }

const char* const two_people =
    R"([{"id":1,"applications":[{"id":11,"job":5,"stage":{"id":3,"name":"Call"},"at":"2026-01-01"},
        {"id":12,"job":5,"stage":null}]},{"id":2,"applications":[]},{"id":3}])";

std::vector<std::string> names(const std::vector<MappedRecord>& records) {
  std::vector<std::string> all;
  for (const MappedRecord& each : records) {
    std::string name = std::string(name_of(each.record.key.kind)) + " " + each.record.key.id;
    for (const RecordKey& parent : each.record.parents) name += " under " + parent.id;
    all.push_back(std::move(name));
  }
  return all;
}

TEST(Families, WhatRidesIsMappedFromTheSameReply) {
  Mapper mapper = mapper_of(family());
  const Result<PageRead> page = mapper.read_page(page_of("applications", two_people));
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(names(records_of(*page)), (std::vector<std::string>{"application 11 under 5 under 1",
                                                                "application 12 under 5 under 1"}));
  EXPECT_EQ(page->ids, (std::vector<std::string>{"11", "12"}));
  const ObjectSpec& spec = mapper.plan().objects.at(1);
  EXPECT_EQ(spec.rides, "people");
  EXPECT_EQ(spec.asked_by, RecordKind::candidate);
  EXPECT_TRUE(spec.complete);
  EXPECT_FALSE(spec.full || spec.delta);
}

TEST(Families, AnIdMadeOfContentIsTheSameForTheSameAndSkipsWhatHasNone) {
  Mapper mapper = mapper_of(family());
  const Result<PageRead> page = mapper.read_page(page_of("stages", two_people));
  ASSERT_TRUE(page) << to_string(page.error());
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].record.key.id.size(), 32u);
  EXPECT_EQ(records[0].record.key.id, *records[0].record.text(Field::stage_id));
  EXPECT_EQ(page->skipped, 1u);
  EXPECT_TRUE(page->held.empty());
  EXPECT_EQ(records_of(*mapper.read_page(page_of("stages", two_people)))[0].record,
            records[0].record);
  const std::string_view one[] = {"1", "23"}, other[] = {"12", "3"};
  EXPECT_NE(digest_text(one), digest_text(other)) << "where a part ends is part of it";
}

// The page of a grouping object names candidates; neither an application nor a stage may be held,
// skipped or crashed under such an id.
TEST(Families, WhatIsReadForAGroupIsMappedForItsRidersWithoutForeignIds) {
  Mapper mapper = mapper_of(family());
  ReadPage ask =
      page_of("changes", R"([{"id":11,"person":1},{"id":12,"person":1}])", ReadMode::delta);
  Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  ASSERT_EQ(page->needs.size(), 1u);
  EXPECT_EQ(page->needs[0].request.http.target, "/people?ids=1");
  ask.joins.push_back({page->needs[0].join, {200, {}, two_people}});
  page = mapper.read_page(ask);
  EXPECT_EQ(names(records_of(*page)), (std::vector<std::string>{"candidate 1"}));
  EXPECT_EQ(page->ids, (std::vector<std::string>{"1", "1"}));
  ask.object = rider_step("changes", true, "applications");
  page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_TRUE(page->needs.empty()) << "the reply that was read serves all";
  EXPECT_EQ(names(records_of(*page)).size(), 2u);
  EXPECT_EQ(page->ids, (std::vector<std::string>{"", ""}));
  ask.object = rider_step("changes", true, "stages");
  page = mapper.read_page(ask);
  EXPECT_EQ(records_of(*page).size(), 1u);
  ask.cut_only = true;
  EXPECT_EQ(mapper.read_page(ask)->ids, (std::vector<std::string>{"", ""}));
}

TEST(Families, AGroupOfParentsBringsAllThatHangsOnThem) {
  const std::string yaml = manifest(
      "objects:\n  stages:\n    kind: stage\n    full: GET /s\n    by_id: GET /s?of={ids}\n"
      "    asked_by: application\n    batch: 9\n"
      "    map: { id: /id, application: /app, name: /name, created_at: /at }\n"
      "  changed:\n    delta: GET /a?since={from}\n    group_by: /id\n    group_read: stages\n");
  Mapper mapper = mapper_of(yaml);
  ReadPage ask = page_of("changed", R"([{"id":7},{"id":8}])", ReadMode::delta);
  const Result<PageRead> open = mapper.read_page(ask);
  ASSERT_TRUE(open) << to_string(open.error());
  EXPECT_EQ(open->needs.at(0).request.http.target, "/s?of=7,8");
  ask.joins.push_back(
      {open->needs[0].join, {200, {}, R"([{"id":1,"app":7},{"id":2,"app":7},{"id":3,"app":9}])"}});
  const Result<PageRead> page = mapper.read_page(ask);
  EXPECT_EQ(names(records_of(*page)),
            (std::vector<std::string>{"stage 1 under 7", "stage 2 under 7"}));
  EXPECT_EQ(page->ids, (std::vector<std::string>{"", ""}));
}

TEST(Families, AGroupWithMoreRecordsThanAPageMayHoldIsRefusedAndNotCutOff) {
  Mapper mapper = mapper_of(family());
  ReadPage ask = page_of("changes", R"([{"id":11,"person":1}])", ReadMode::delta);
  ask.object = rider_step("changes", true, "applications");
  for (const int elements : {10'000, 10'001}) {
    std::string body = R"([{"id":1,"applications":[)";
    for (int id = 1; id <= elements; ++id) {
      body += (id == 1 ? "{\"job\":5,\"id\":" : ",{\"job\":5,\"id\":") + std::to_string(id) + "}";
    }
    ask.joins = {{"group:people", {200, {}, body + "]}]"}}};
    const Result<PageRead> page = mapper.read_page(ask);
    ASSERT_EQ(static_cast<bool>(page), elements == 10'000);
    if (page) {
      EXPECT_EQ(records_of(*page).size(), 10'000u);
    } else {
      EXPECT_EQ(page.error().code, ErrorCode::invalid_input);
    }
  }
}

TEST(Families, AGroupThatIsNotThereAnyMoreHasNoRowsAndTheOthersAreRead) {
  const std::string alone =
      "objects:\n  jobs:\n    kind: job\n    full: GET /j\n    by_id: GET /j/{ids}\n    batch: 1\n"
      "    map: { id: /id, title: /name }\n"
      "  posts:\n    delta: GET /p?since={from}\n    group_by: /job\n    group_read: jobs\n";
  Mapper mapper = mapper_of(manifest(alone));
  ReadPage ask = page_of("posts", R"([{"job":7},{"job":8}])", ReadMode::delta);
  ask.joins = {{"group:jobs", {404, {}, "{}"}},
               {"group:jobs", {200, {}, R"({"id":8,"name":"A"})"}}};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  ASSERT_EQ(page->meaning, ReplyClass::ok);
  EXPECT_EQ(names(records_of(*page)), (std::vector<std::string>{"job 8"}));
  EXPECT_EQ(page->ids, (std::vector<std::string>{"", "8"})) << "not there is not: not for LinkedIn";
}

std::string object_mistake(const std::string& objects) {
  const Result<Plan> plan = compile_manifest(manifest("objects:\n" + objects), "m.yaml", {});
  return plan ? "none" : plan.error().what;
}

TEST(Families, MistakesAreTold) {
  EXPECT_EQ(
      object_mistake("  a:\n    kind: stage\n    rides: people\n    map: { id: /id }\n" + people),
      "expected an object above that is listed: one of ");
  EXPECT_EQ(
      object_mistake(people + "  a:\n    kind: job\n    rides: people\n    map: { id: /i }\n"),
      "what rides is read after what it rides on, so its kind cannot come before");
  EXPECT_EQ(object_mistake(people + "  a:\n    kind: stage\n    rides: people\n    full: GET /a\n"),
            "unknown key 'full'; known here: name, kind, scopes, rides, by_id, batch, complete, "
            "each, skip_when, joins, map, asked_by, only_if");
  EXPECT_EQ(object_mistake("  a:\n    kind: stage\n    full: GET /a\n    asked_by: application\n"
                           "    map: { id: /id, application: /a }\n"),
            "'asked_by' belongs to 'by_id'");
  EXPECT_EQ(object_mistake("  a:\n    kind: stage\n    by_id: GET /a?b={ids}\n    asked_by: job\n"
                           "    map: { id: /id, application: /a }\n"),
            "expected a kind of its parents: one of application");
  EXPECT_EQ(object_mistake("  a:\n    kind: stage\n    by_id: GET /a?b={ids}\n"
                           "    asked_by: application\n    map: { id: /id }\n"),
            "the map must take the field 'application' from a path of the item itself");
  EXPECT_EQ(object_mistake(people + people), "this key is there twice");
  EXPECT_EQ(object_mistake(people + "  others:\n    name: people\n    kind: job\n    full: GET /j\n"
                                    "    map: { id: /id }\n"),
            "another object is called 'people', too");
  EXPECT_EQ(object_mistake("  a:\n    kind: stage\n    full: GET /a\n"
                           "    map: { id: { digest: [\"/a\", \"join:b/c\"] } }\n"),
            "unknown join 'b'");
}

TEST(Families, ATextMayBeAskedNotToBeOneOfSeveral) {
  const std::string yaml = candidates("", "    skip_when: [ { /type: { not: [NOTE, MEMO] } } ]\n");
  Mapper mapper = mapper_of(yaml);
  const Result<PageRead> page = mapper.read_page(
      page_of("people", R"([{"id":1,"type":"NOTE"},{"id":2,"type":"MEMO"},{"id":3,"type":"note"},
                    {"id":4},{"id":5,"type":null},{"id":6,"type":["NOTE"]}])"));
  ASSERT_TRUE(page);
  EXPECT_EQ(records_of(*page).size(), 2u);
  EXPECT_EQ(page->skipped, 4u) << "what is absent or unreadable is none of them";
}

}  // namespace
}  // namespace crosswalk
