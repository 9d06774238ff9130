// A record is often more than one reply. The conversation about what else is needed must end,
// give the same whatever order replies come in, and never map a page on half its needs.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

std::string joined(const std::string& map) {
  return candidates(map,
                    "    joins:\n"
                    "      jobs:\n"
                    "        list: GET /jobs?of={ids}&n=9\n"
                    "        by: /id\n"
                    "        key: /person\n"
                    "        batch: 2\n"
                    "        newest: /at\n"
                    "        next: link\n"
                    "      boss:\n"
                    "        when: { /boss: any }\n"
                    "        list: GET files:/bosses?ids={ids}\n"
                    "        by: /boss\n"
                    "        key: /id\n"
                    "        batch: 5\n");
}

const std::string titles = "      title: join:jobs/title\n      company: join:boss/name\n";

std::vector<std::string> targets(const PageRead& page) {
  std::vector<std::string> all;
  for (const Need& need : page.needs) {
    all.push_back(need.join + " " + need.request.host + ":" + need.request.http.target);
  }
  return all;
}

TEST(Joins, AreAskedForOncePerIdInBatches) {
  Mapper mapper = mapper_of(joined(titles));
  const Result<PageRead> page = mapper.read_page(page_of(
      "people", R"([{"id":1,"boss":7},{"id":2},{"id":3,"boss":7},{"id":"a,b"},{"no":"id"}])"));
  ASSERT_TRUE(page);
  EXPECT_EQ(targets(*page),
            (std::vector<std::string>{"jobs api:/jobs?of=1,2&n=9", "jobs api:/jobs?of=3,a%2Cb&n=9",
                                      "boss files:/bosses?ids=7"}));
  EXPECT_EQ(page->items, 5u);
  EXPECT_EQ(page->ids.size(), 5u);
  EXPECT_TRUE(page->mapped.empty());
  EXPECT_TRUE(page->held.empty());
}

// "Not there" of one id is an answer. Of several, or of a later page, it would lose rows that are.
TEST(Joins, WhatOneIdHasNothingOfIsNoTroubleAndWhatSeveralHaveIs) {
  for (const int status : {404, 410}) {
    for (const auto& [batch, meaning] :
         {std::pair{1, ReplyClass::ok}, std::pair{2, ReplyClass::gone}}) {
      Mapper mapper = mapper_of(
          candidates("      title: join:jobs/title\n",
                     "    joins:\n      jobs: { list: 'GET /j?i={ids}', by: /id, key: /p, batch: " +
                         std::to_string(batch) + ", next: link }\n"));
      ReadPage ask = page_of("people", R"([{"id":1}])");
      ask.joins = {{"jobs", {status, {}, "{}"}}};
      const Result<PageRead> page = mapper.read_page(ask);
      ASSERT_TRUE(page);
      EXPECT_EQ(page->meaning, meaning) << batch;
      EXPECT_EQ(records_of(*page).size(), batch == 1 ? 1u : 0u);
      ask.joins = {join_reply("jobs", R"([{"p":1,"title":"A"}])", "/j?c=2"),
                   {"jobs", {status, {}, "{}"}}};
      EXPECT_EQ(mapper.read_page(ask)->meaning, ReplyClass::gone) << "of a later page";
    }
  }
}

TEST(Joins, SkippedItemsNeedNothing) {
  Mapper mapper = mapper_of(joined(titles));
  EXPECT_TRUE(mapper.read_page(page_of("people", "[]"))->needs.empty());
  Mapper skipping =
      mapper_of(candidates(titles.substr(0, titles.find('\n') + 1),
                           "    skip_when: [ { /gone: true } ]\n    joins:\n"
                           "      jobs: { list: 'GET /j?i={ids}', by: /id, key: /p }\n"));
  EXPECT_TRUE(skipping.read_page(page_of("people", R"([{"id":1,"gone":true}])"))->needs.empty());
}

TEST(Joins, GiveTheSameInWhateverOrderRepliesCome) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1,"boss":7},{"id":2},{"id":3}])");
  const std::vector<JoinReply> replies = {
      join_reply("jobs", R"([{"person":1,"title":"Old","at":"2026-01-01"},)"
                         R"({"person":2,"title":"Two"},)"
                         R"({"person":1,"title":"New","at":"2026-01-02T00:00:00Z"}])"),
      join_reply("jobs", R"([{"person":"3","title":"Three"},{"title":"Nobody's"}])"),
      join_reply("boss", R"([{"id":7,"name":"Acme"}])")};
  ask.joins = replies;
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_TRUE(page->needs.empty());
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(field(records[0].record, Field::candidate_title), "New");
  EXPECT_EQ(field(records[0].record, Field::candidate_company), "Acme");
  EXPECT_EQ(field(records[1].record, Field::candidate_title), "Two");
  EXPECT_EQ(field(records[2].record, Field::candidate_title), "Three");
  EXPECT_TRUE(records[2].findings.empty());
  ask.joins = {replies[2], replies[1], replies[0]};
  EXPECT_EQ(mapper.read_page(ask)->mapped, page->mapped);
}

TEST(Joins, ARowThatIsNotThereIsADoubtOnlyWhereItIsReferredTo) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1,"boss":7}])");
  ask.joins = {join_reply("jobs", "[]"), join_reply("boss", "[]")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(doubts(records_of(*page).at(0).findings), "company:unresolved");
}

TEST(Joins, AnIdOfAWrongTypeIsADoubtOfWhatItWouldHaveGiven) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1,"boss":{"id":7}}])");
  ask.joins = {join_reply("jobs", "[]"), join_reply("boss", "[]")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(doubts(records_of(*page).at(0).findings), "company:wrong_type");
}

TEST(Joins, FollowTheirOwnNextPages) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1},{"id":2},{"id":3}])");
  ask.joins = {join_reply("jobs", "[]", "/jobs?cursor=a"), join_reply("jobs", "[]")};
  Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(targets(*page), (std::vector<std::string>{"jobs api:/jobs?cursor=a"}));
  ask.joins.push_back(join_reply("jobs", "[]", "/jobs?cursor=b"));
  page = mapper.read_page(ask);
  EXPECT_EQ(targets(*page), (std::vector<std::string>{"jobs api:/jobs?cursor=b"}));
  ask.joins.push_back(join_reply("jobs", R"([{"person":2,"title":"Late"}])"));
  page = mapper.read_page(ask);
  EXPECT_TRUE(page->needs.empty());
  EXPECT_EQ(field(records_of(*page).at(1).record, Field::candidate_title), "Late");
}

TEST(Joins, ThatNeverEndAreGivenUp) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1}])");
  for (int i = 0; i < 2001; ++i) ask.joins.push_back(join_reply("jobs", "[]", "/jobs?cursor=a"));
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::invalid_input);
}

TEST(Joins, ARefusedReplyGivesItsMeaningAndNoRecords) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.joins = {join_reply("jobs", "[]")};
  ask.joins[0].reply.status = 429;
  Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->meaning, ReplyClass::throttled);
  EXPECT_TRUE(page->mapped.empty());
  ask.joins[0] = join_reply("jobs", "[{\"person\":1");
  EXPECT_FALSE(mapper.read_page(ask));
}

TEST(Joins, NeedsAreThoseOfThePageWhateverPartIsAskedFor) {
  Mapper mapper = mapper_of(joined(titles));
  ReadPage ask = page_of("people", R"([{"id":1},{"id":2},{"id":3}])");
  const std::vector<std::string> whole = targets(*mapper.read_page(ask));
  ask.first_item = 2;
  ask.item_count = 1;
  EXPECT_EQ(targets(*mapper.read_page(ask)), whole);
  ask.joins = {join_reply("jobs", "[]"), join_reply("jobs", "[]")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_EQ(records_of(*page).size(), 1u);
  EXPECT_EQ(records_of(*page)[0].record.key.id, "3");
}

TEST(Joins, RowsAreChosenByWhatTheySay) {
  Mapper mapper = mapper_of(joined("      title: \"join:jobs[live=true,kind!=secret]/title\"\n"));
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.joins = {join_reply("jobs", R"([{"person":1,"title":"a","live":false},)"
                                  R"({"person":1,"title":"b","live":true,"kind":"secret"},)"
                                  R"({"person":1,"title":"c","live":true}])")};
  EXPECT_EQ(field(records_of(*mapper.read_page(ask)).at(0).record, Field::candidate_title), "c");
}

const std::string with_lookup = manifest(
    "lookups:\n"
    "  offices: { list: 'GET /offices', key: /id, next: link }\n"
    "objects:\n"
    "  people:\n"
    "    kind: candidate\n"
    "    full: GET /people\n"
    "    map:\n"
    "      id: /id\n"
    "      title: lookup:offices(/office)/name\n"
    "      emails: lookup:offices(/offices[])/place/mail\n");

std::string entries_of(Mapper& mapper, const std::string& body) {
  const Result<LookupRead> read = mapper.read_lookup({"offices", {200, {}, body}, {}, {}});
  EXPECT_TRUE(read);
  return read ? read->entries : "";
}

TEST(Lookups, GiveTheirFieldsById) {
  Mapper mapper = mapper_of(with_lookup);
  const std::string entries =
      entries_of(mapper, R"([{"id":1,"name":"Leeds","place":{"mail":"l@x.y"}},{"name":"no id"}])") +
      entries_of(mapper, R"([{"id":"2","name":null,"place":{"mail":"m@x.y"}}])");
  ASSERT_TRUE(mapper.remember({"offices", entries}));
  const Result<PageRead> page = mapper.read_page(page_of(
      "people", R"([{"id":1,"office":1,"offices":[2,1]},{"id":2,"office":9,"offices":[]}])"));
  ASSERT_TRUE(page);
  const std::vector<MappedRecord> records = records_of(*page);
  EXPECT_EQ(field(records.at(0).record, Field::candidate_title), "Leeds");
  EXPECT_EQ(field(records.at(0).record, Field::candidate_emails), "[m@x.y|l@x.y]");
  EXPECT_EQ(doubts(records.at(1).findings), "title:unresolved");
}

// A rule may withhold by what a lookup gives, so what it should have given and did not is told.
TEST(Lookups, WhatTheyCannotGiveIsADoubtAndAnIdThatIsAbsentIsNone) {
  Mapper mapper = mapper_of(with_lookup);
  const std::string list = R"([{"id":1,"name":"Leeds"},{"id":2},{"id":3,"name":{"en":"Bath"}}])";
  const auto doubts_of = [&](const std::string& body, const std::string& office) {
    EXPECT_TRUE(mapper.remember({"offices", entries_of(mapper, body)}));
    const auto page = mapper.read_page(page_of("people", "[{\"id\":1" + office + "}]"));
    return page ? doubts(records_of(*page).at(0).findings) : to_string(page.error());
  };
  EXPECT_EQ(doubts_of(list, R"(,"office":1)"), "");
  EXPECT_EQ(doubts_of(list, ""), "");
  EXPECT_EQ(doubts_of(list, R"(,"office":null)"), "");
  EXPECT_EQ(doubts_of("[]", R"(,"office":1)"), "title:unresolved");
  EXPECT_EQ(doubts_of(list, R"(,"office":2)"), "title:unresolved");
  EXPECT_EQ(doubts_of(list, R"(,"office":3)"), "title:unresolved");
  EXPECT_EQ(doubts_of(list, R"(,"office":{"id":1})"), "title:wrong_type");
  const std::string mails = R"([{"id":1,"place":{"mail":"l@x.y"}},{"id":2}])";
  EXPECT_EQ(doubts_of(mails, R"(,"offices":[1,1])"), "");
  EXPECT_EQ(doubts_of(mails, R"(,"offices":[1,2])"), "emails:unresolved");
  EXPECT_EQ(doubts_of(mails, R"(,"offices":[1,9])"), "emails:unresolved");
}

TEST(Lookups, WhatOneAlternativeLacksAndALaterOneGivesIsNoDoubt) {
  std::string yaml = with_lookup;
  const std::string plain = "title: lookup:offices(/office)/name";
  yaml.replace(yaml.find(plain), plain.size(),
               "title: { first: [lookup:offices(/office)/name, lookup:offices(/office)/code] }");
  Mapper mapper = mapper_of(yaml);
  const std::string list = R"([{"id":1,"code":"LS"},{"id":2},{"id":3,"name":"Bath"}])";
  ASSERT_TRUE(mapper.remember({"offices", entries_of(mapper, list)}));
  const auto page = mapper.read_page(
      page_of("people", R"([{"id":1,"office":1},{"id":2,"office":2},{"id":3,"office":3}])"));
  ASSERT_TRUE(page);
  const std::vector<MappedRecord> records = records_of(*page);
  EXPECT_EQ(field(records.at(0).record, Field::candidate_title), "LS");
  EXPECT_EQ(doubts(records.at(0).findings), "");
  EXPECT_EQ(doubts(records.at(1).findings), "title:unresolved");
  EXPECT_EQ(field(records.at(2).record, Field::candidate_title), "Bath");
  EXPECT_EQ(doubts(records.at(2).findings), "");
}

TEST(Lookups, AnEngineThatWasNotToldRefusesToMapWithoutThem) {
  Mapper mapper = mapper_of(with_lookup);
  const Result<PageRead> page = mapper.read_page(page_of("people", "[]"));
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::conflict);
}

TEST(Lookups, OnlyWhatTheMapsAskForIsKept) {
  Mapper mapper = mapper_of(with_lookup);
  EXPECT_EQ(entries_of(mapper, R"([{"id":1,"name":"A","secret":"s"}])"),
            entries_of(mapper, R"([{"secret":"t","id":1,"name":"A"}])"));
}

TEST(Lookups, ForeignEntriesAreRefusedWhereverTheyAreCut) {
  Mapper mapper = mapper_of(with_lookup);
  const std::string entries = entries_of(mapper, R"([{"id":1,"name":"Leeds"}])");
  for (std::size_t size = 1; size < entries.size(); ++size) {
    EXPECT_FALSE(mapper.remember({"offices", entries.substr(0, size)})) << size;
  }
  EXPECT_TRUE(mapper.remember({"offices", ""}));
  EXPECT_FALSE(mapper.remember({"unknown", ""}));
}

const std::string grouped = joined(titles) +
                            "  changes:\n"
                            "    delta: GET /changes?a={from}\n"
                            "    next: link\n"
                            "    complete: when next is absent\n"
                            "    group_by: /person\n"
                            "    group_read: people\n";

TEST(Groups, AreReadAnewAndThenMappedWithTheirJoins) {
  Mapper mapper = mapper_of(grouped);
  ReadPage ask =
      page_of("changes", R"([{"person":5},{"person":6},{"person":5},{"none":1}])", ReadMode::delta);
  ask.reply.headers = {{"Link", "</changes?cursor=x>; rel=next"}};
  Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(targets(*page), (std::vector<std::string>{"group:people api:/people?ids=5,6"}));
  EXPECT_EQ(page->ids, (std::vector<std::string>{"5", "6", "5", ""}));
  ask.joins.push_back(join_reply("group:people", R"([{"id":6},{"id":5,"boss":1},{"id":99}])"));
  page = mapper.read_page(ask);
  EXPECT_EQ(targets(*page),
            (std::vector<std::string>{"jobs api:/jobs?of=6,5&n=9", "jobs api:/jobs?of=99&n=9",
                                      "boss files:/bosses?ids=1"}));
  ask.joins.push_back(join_reply("jobs", R"([{"person":5,"title":"Five"}])"));
  ask.joins.push_back(join_reply("jobs", "[]"));
  ask.joins.push_back(join_reply("boss", R"([{"id":1,"name":"B"}])"));
  page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->needs.empty());
  EXPECT_TRUE(page->next);
  const std::vector<MappedRecord> records = records_of(*page);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].record.key.id, "5");
  EXPECT_EQ(field(records[1].record, Field::candidate_title), "Five");
  EXPECT_EQ(field(records[1].record, Field::candidate_company), "B");
}

TEST(Groups, APartOfThePageMapsTheGroupsItsItemsName) {
  Mapper mapper = mapper_of(grouped);
  ReadPage ask = page_of("changes", R"([{"person":5},{"person":6}])", ReadMode::delta);
  ask.first_item = 1;
  ask.item_count = 1;
  ask.joins = {join_reply("group:people", R"([{"id":5},{"id":6}])"), join_reply("jobs", "[]")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  ASSERT_EQ(records_of(*page).size(), 1u);
  EXPECT_EQ(records_of(*page)[0].record.key.id, "6");
}

TEST(Groups, PagesThatNameTheSameGroupsAreNotOnePageRepeated) {
  Mapper mapper = mapper_of(grouped);
  const auto digest = [&](const std::string& body) {
    return mapper.read_page(page_of("changes", body, ReadMode::delta))->page_digest;
  };
  EXPECT_NE(digest(R"([{"id":1,"person":5}])"), digest(R"([{"id":2,"person":5}])"));
  EXPECT_EQ(digest(R"([{"id":1,"person":5}])"), digest(R"([{"id":1,"person":5}])"));
}

// Otherwise the flow would take the group nobody showed for one that is not for LinkedIn.
TEST(Groups, AGroupThatNoReplyShowsIsNotAmongTheSkipped) {
  Mapper mapper = mapper_of(candidates("", "    skip_when: [ { /gone: true } ]\n") +
                            "  changes:\n    delta: GET /changes?a={from}\n"
                            "    group_by: /person\n    group_read: people\n");
  ReadPage ask = page_of("changes", R"([{"person":5},{"person":6},{"person":7}])", ReadMode::delta);
  ask.joins = {join_reply("group:people", R"([{"id":6,"gone":true},{"id":7}])"),
               join_reply("group:people", "[]")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->ids, (std::vector<std::string>{"", "6", "7"}));
  EXPECT_EQ(page->skipped, 1u);
  EXPECT_EQ(records_of(*page).size(), 1u);
}

}  // namespace
}  // namespace crosswalk
