// Pages as a vendor on a bad day, or somebody in its place, sends them. A page is either read
// whole or refused; nothing of a broken one may look like the end of a listing.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string map = "      first_name: /name/first\n      emails: /mails[]\n";

std::string outcome(Mapper& mapper, const std::string& body, ReadMode mode = ReadMode::full) {
  const Result<PageRead> page = mapper.read_page(page_of("people", body, mode));
  if (!page) return std::string("refused: ") + page.error().what;
  std::string text = std::to_string(page->items) + (page->complete ? " complete" : "");
  for (const HeldItem& held : page->held) {
    text += " " + std::to_string(held.item) + ":" + held.reason;
  }
  return text;
}

TEST(Page, IsRefusedWhereverItIsCut) {
  Mapper mapper = mapper_of(candidates(map));
  const std::string whole = R"([{"id":1,"name":{"first":"A\u00e9"},"mails":["a@b.c"],"x":[[{}]]},)"
                            R"({"id":"two","name":null,"skipped":{"a":[1,2,{"b":"]"}]}}])";
  EXPECT_EQ(outcome(mapper, whole), "2 complete");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(outcome(mapper, whole.substr(0, size)).substr(0, 7), "refused") << size;
  }
}

TEST(Page, IsRefusedWhereverItIsCutInsideAnEnvelope) {
  Mapper mapper =
      mapper_of(manifest("objects:\n  people:\n    kind: candidate\n    full: GET /p\n"
                         "    items: /data/rows\n    next: { url: /next }\n"
                         "    complete: when next is absent\n    map: { id: /id }\n"));
  const std::string whole = R"({"data":{"n":1,"rows":[{"id":1},{"id":2}]},"next":null})";
  EXPECT_EQ(outcome(mapper, whole), "2 complete");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(outcome(mapper, whole.substr(0, size)).substr(0, 7), "refused") << size;
  }
}

TEST(Page, HtmlInPlaceOfJsonMeansTryLater) {
  Mapper mapper = mapper_of(candidates(map));
  const Result<PageRead> page =
      mapper.read_page(page_of("people", " \n<!doctype html><p>Busy</p>"));
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::unavailable);
}

TEST(Page, WhatIsNoJsonIsInvalid) {
  Mapper mapper = mapper_of(candidates(map));
  const std::string broken[] = {"",
                                "  ",
                                "Busy",
                                "\xEF\xBB\xBF[]",
                                "[{\"id\":1}",
                                "[{\"id\":1}]]",
                                "[{\"id\":1}][]",
                                "[{\"id\":1}]x",
                                "[{\"id\":1},]",
                                "[{\"id\" 1}]",
                                "[{\"id\":1 \"x\":2}]",
                                "[{\"id\":01}]",
                                "[{\"id\":+1}]",
                                "[{\"id\":1e}]",
                                "[{\"id\":tru}]",
                                "[{\"id\":nul}]",
                                "[{id:1}]",
                                "[{\"id\":\"a\xC3\"}]",
                                "[{\"id\":\"\xED\xA0\x80\"}]",
                                "[{\"x\":\"\xFF\"}]",
                                "[{\"id\":\"a\x01\"}]",
                                std::string("[{\"id\":\"a\0\"}]", 13),
                                "[{\"id\":\"a}]",
                                "{}",
                                "null",
                                "17",
                                "\"x\""};
  for (const std::string& body : broken) {
    const Result<PageRead> page = mapper.read_page(page_of("people", body));
    ASSERT_FALSE(page) << body;
    EXPECT_EQ(page.error().code, ErrorCode::invalid_input) << body;
  }
}

TEST(Page, AnObjectInPlaceOfTheListIsNoPageOfOneItem) {
  Mapper mapper = mapper_of(candidates(map));
  EXPECT_EQ(outcome(mapper, R"({"message":"oops"})"),
            "refused: there is one object where a list of items should be");
  EXPECT_EQ(outcome(mapper, R"({"id":1})", ReadMode::by_id).substr(0, 7), "refused");
  Mapper single =
      mapper_of(manifest("objects:\n  people:\n    kind: candidate\n"
                         "    by_id: GET /p/{ids}\n    items: /data\n"
                         "    map: { id: /id }\n"));
  EXPECT_EQ(outcome(single, R"({"data":{"id":1}})", ReadMode::by_id), "1");
  EXPECT_EQ(outcome(single, R"({"data":7})", ReadMode::by_id).substr(0, 7), "refused");
  EXPECT_EQ(outcome(single, R"({"data":[],"data":[]})", ReadMode::by_id),
            "refused: the list of items stands twice");
}

TEST(Page, BrokenItemsCostThemselvesOnly) {
  Mapper mapper = mapper_of(candidates(map));
  EXPECT_EQ(outcome(mapper, R"([null,1,"x",[],{},{"id":null},{"id":""},{"id":{}},{"id":true},)"
                            R"({"id":"a\u0001"},{"id":"ok"}])"),
            "11 complete 0:no_id 1:no_id 2:no_id 3:no_id 4:no_id 5:no_id 6:no_id 7:bad_id 8:bad_id "
            "9:bad_id");
  const std::string longest(200, 'x');
  EXPECT_EQ(outcome(mapper, "[{\"id\":\"" + longest + "\"}]"), "1 complete");
  EXPECT_EQ(outcome(mapper, "[{\"id\":\"" + longest + "x\"}]"), "1 complete 0:bad_id");
}

TEST(Page, ADuplicateOfAMappedKeyHoldsTheItem) {
  Mapper mapper = mapper_of(candidates(map));
  EXPECT_EQ(outcome(mapper, R"([{"id":1,"name":{"first":"a","first":"b"}}])"),
            "1 complete 0:duplicate_key");
  EXPECT_EQ(outcome(mapper, R"([{"id":1,"id":2}])"), "1 complete 0:duplicate_key");
  EXPECT_EQ(outcome(mapper, R"([{"id":1,"\u006eame":{},"name":{}}])"),
            "1 complete 0:duplicate_key");
  EXPECT_EQ(outcome(mapper, R"([{"id":1,"other":1,"other":2,"name":{"x":1,"x":2}}])"),
            "1 complete");
}

TEST(Page, KeysAreComparedAsWhatTheySpell) {
  Mapper mapper = mapper_of(candidates(map));
  const Result<PageRead> page = mapper.read_page(page_of(
      "people", R"([{"\u0069d":1,"na\u006de":{"fi\u0072st":"Ida"},"na\\me":{"first":"no"}}])"));
  ASSERT_TRUE(page);
  EXPECT_EQ(field(records_of(*page).at(0).record, Field::candidate_first_name), "Ida");
}

TEST(Page, DepthAndHugeNumbersAreSteppedOver) {
  Mapper mapper = mapper_of(candidates(map));
  std::string deep(100'000, '[');
  deep += std::string(100'000, ']');
  EXPECT_EQ(outcome(mapper, "[{\"x\":" + deep + ",\"id\":1}]"), "1 complete");
  EXPECT_EQ(outcome(mapper, "[{\"name\":" + deep + ",\"id\":1}]"), "1 complete");
  EXPECT_EQ(outcome(mapper, "[{\"id\":" + std::string(60, '9') + "}]"), "1 complete");
  EXPECT_EQ(outcome(mapper, "[{\"id\":" + std::string(100'000, '9') + "}]"), "1 complete 0:bad_id");
}

TEST(Page, AStringThatSpellsNothingIsLeftOutWithAFinding) {
  const MappedRecord record = one_record(candidates("      first_name: /a\n      last_name: /b\n"),
                                         R"({"id":1,"a":"\ud800","b":"fine"})");
  EXPECT_EQ(field(record.record, Field::candidate_first_name), "-");
  EXPECT_EQ(field(record.record, Field::candidate_last_name), "fine");
  EXPECT_EQ(doubts(record.findings), "first_name:wrong_type");
}

TEST(Page, BoundsAreKept) {
  Mapper mapper = mapper_of(candidates(map));
  std::string many = "[";
  for (int i = 0; i < 10'001; ++i) many += i == 0 ? "1" : ",1";
  EXPECT_EQ(outcome(mapper, many + "]"), "refused: the page has more than 10000 items");
  EXPECT_EQ(outcome(mapper, std::string(page_bytes_max + 1, ' ')),
            "refused: the body is longer than 32 MiB");
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(outcome(mapper, "[{\"id\":1,\"name\":{\"first\":\"" + large + "\"}}]"),
            "1 complete 0:too_large");
}

TEST(Page, APartOfItIsMappedAndTheCutStaysWhole) {
  Mapper mapper = mapper_of(candidates(map));
  ReadPage ask = page_of("people", R"([{"id":1},{"id":2},{"id":3},{"id":4}])");
  ask.first_item = 1;
  ask.item_count = 2;
  const Result<PageRead> part = mapper.read_page(ask);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->items, 4u);
  EXPECT_EQ(part->ids, (std::vector<std::string>{"1", "2", "3", "4"}));
  ASSERT_EQ(records_of(*part).size(), 2u);
  EXPECT_EQ(records_of(*part)[0].record.key.id, "2");
  ask.cut_only = true;
  const Result<PageRead> cut = mapper.read_page(ask);
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->mapped.empty());
  EXPECT_EQ(cut->ids, part->ids);
  EXPECT_EQ(cut->page_digest, part->page_digest);
}

TEST(Page, TheDigestTellsPagesApart) {
  Mapper mapper = mapper_of(candidates(map));
  const auto digest = [&](const std::string& body) {
    return mapper.read_page(page_of("people", body))->page_digest;
  };
  EXPECT_EQ(digest(R"([{"id":1},{"id":2}])"), digest(R"([{"id":1,"x":0},{"id":2}])"));
  EXPECT_NE(digest(R"([{"id":1},{"id":2}])"), digest(R"([{"id":2},{"id":1}])"));
  EXPECT_NE(digest(R"([{"id":1},{"id":2}])"), digest(R"([{"id":12}])"));
}

TEST(Page, AStatusThatIsNotOkSaysNothingOfItems) {
  Mapper mapper = mapper_of(candidates(map));
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.reply.status = 503;
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->meaning, ReplyClass::transient);
  EXPECT_EQ(page->items, 0u);
  EXPECT_FALSE(page->complete);
  EXPECT_TRUE(page->mapped.empty());
}

TEST(Page, UnknownObjectsAndModesAreUnsupported) {
  Mapper mapper = mapper_of(candidates(map));
  EXPECT_EQ(mapper.read_page(page_of("peple", "[]")).error().code, ErrorCode::unsupported);
  PlanRead ask;
  ask.object = "people";
  ask.mode = ReadMode::delta;
  EXPECT_EQ(mapper.plan_read(ask).error().code, ErrorCode::unsupported);
  ask.mode = ReadMode::by_id;
  EXPECT_EQ(mapper.plan_read(ask).error().code, ErrorCode::invalid_input);
}

TEST(Page, IsReadTheSameFromARoomyBufferAndFromATightOne) {
  Mapper mapper = mapper_of(candidates(map));
  ReadPage roomy = page_of("people", R"([{"id":1,"name":{"first":"Ida"}}])");
  roomy.reply.body.reserve(4096);
  ReadPage tight = roomy;
  tight.reply.body.shrink_to_fit();
  EXPECT_EQ(mapper.read_page(roomy)->mapped, mapper.read_page(tight)->mapped);
}

}  // namespace
}  // namespace crosswalk
