// Damage and malice behind the first page: in what a join brings, in links, in keys that nearly
// are what a map asks for. A broken reply must never pass for a row that is not there.

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string with_joined_jobs = candidates("      title: join:jobs/title\n",
                                                "    joins:\n"
                                                "      jobs:\n"
                                                "        list: GET /jobs?of={ids}\n"
                                                "        by: /id\n"
                                                "        key: /person\n"
                                                "        batch: 9\n"
                                                "        next: link\n");

TEST(HostileJoin, AReplyCutAnywhereRefusesThePage) {
  Mapper mapper = mapper_of(with_joined_jobs);
  const std::string whole = R"([{"person":1,"title":"T\u00e9","x":[{"y":"]"}]},{"person":2}])";
  ReadPage ask = page_of("people", R"([{"id":1},{"id":2}])");
  ask.joins = {join_reply("jobs", whole)};
  ASSERT_TRUE(mapper.read_page(ask));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ask.joins = {join_reply("jobs", whole.substr(0, size))};
    EXPECT_FALSE(mapper.read_page(ask)) << size;
  }
}

TEST(HostileJoin, AnErrorObjectIsNoEmptyList) {
  Mapper mapper = mapper_of(with_joined_jobs);
  ReadPage ask = page_of("people", R"([{"id":1}])");
  for (const char* body : {R"({"message":"oops"})", "{}", "null", "<p>Busy</p>", ""}) {
    ask.joins = {join_reply("jobs", body)};
    EXPECT_FALSE(mapper.read_page(ask)) << body;
  }
}

TEST(HostileJoin, ALinkThatCannotBeReadIsNoEnd) {
  Mapper mapper = mapper_of(with_joined_jobs);
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.joins = {join_reply("jobs", "[]")};
  ask.joins[0].reply.headers = {{"Link", "</jobs?c=1; rel=next"}};
  EXPECT_FALSE(mapper.read_page(ask));
}

TEST(HostileJoin, ALinkElsewhereKeepsItsOriginForAccess) {
  Mapper mapper = mapper_of(with_joined_jobs);
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.joins = {join_reply("jobs", "[]", "https://evil.test/jobs?c=1")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->needs.size(), 1u);
  EXPECT_EQ(page->needs[0].request.host, "api");
  EXPECT_EQ(page->needs[0].request.http.origin, "https://evil.test");
}

TEST(HostileJoin, RepliesNobodyAskedForAreLeftOut) {
  Mapper mapper = mapper_of(with_joined_jobs);
  ReadPage ask = page_of("people", R"([{"id":1}])");
  ask.joins = {join_reply("jobs", R"([{"person":1,"title":"mine"}])"),
               join_reply("jobs", R"([{"person":1,"title":"too many"}])"),
               join_reply("unknown", "broken")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  EXPECT_EQ(field(records_of(*page).at(0).record, Field::candidate_title), "mine");
}

TEST(HostileJoin, RowsOfOtherIdsTouchNobody) {
  Mapper mapper = mapper_of(with_joined_jobs);
  ReadPage ask = page_of("people", R"([{"id":1},{"id":"1 "},{"id":"01"}])");
  ask.joins = {join_reply("jobs", R"([{"person":1,"title":"one"},{"person":null,"title":"x"},)"
                                  R"({"person":{"a":1},"title":"y"},7])")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  const std::vector<MappedRecord> records = records_of(*page);
  EXPECT_EQ(field(records.at(0).record, Field::candidate_title), "one");
  EXPECT_EQ(field(records.at(1).record, Field::candidate_title), "-");
  EXPECT_EQ(field(records.at(2).record, Field::candidate_title), "-");
}

// Keys of every length around the eight bytes they are compared by, each with a twin that
// differs in one byte only.
TEST(HostileKeys, OnlyTheVeryNameIsTaken) {
  for (std::size_t size = 1; size <= 40; ++size) {
    std::string name;
    for (std::size_t i = 0; i < size; ++i) name += static_cast<char>('a' + i % 26);
    const std::string yaml = candidates("      title: /" + name + "\n");
    for (std::size_t at = 0; at < size; ++at) {
      std::string twin = name;
      twin[at] = 'Z';
      const MappedRecord record = one_record(yaml, "{\"id\":1,\"" + twin + "\":\"no\",\"" + name +
                                                       "\":\"yes\",\"" + name + "x\":\"no\"}");
      ASSERT_EQ(field(record.record, Field::candidate_title), "yes") << size << " " << at;
    }
  }
}

TEST(HostileKeys, TheEmptyKeyAndEscapesWithinKeysAreNoTrouble) {
  const std::string yaml = candidates("      title: /a~1b\n");
  EXPECT_EQ(field(one_record(yaml, R"({"":{},"id":1,"a/b":"x"})").record, Field::candidate_title),
            "x");
  EXPECT_EQ(
      field(one_record(yaml, R"({"id":1,"a\/b":"x","a\\/b":"y"})").record, Field::candidate_title),
      "x");
  EXPECT_EQ(field(one_record(yaml, R"({"id":1,"\ud800":"x"})").record, Field::candidate_title),
            "-");
}

TEST(HostilePage, WhiteSpaceOfEveryKindIsNoTrouble) {
  const MappedRecord record =
      one_record(candidates("      title: /a\n      emails: /b[]\n"),
                 "\r\n\t { \"id\" :\t1 ,\r\n \"a\" : true\t, \"b\" : [ \"x\" , \n 2.5 \r] }\n ");
  EXPECT_EQ(field(record.record, Field::candidate_title), "true");
  EXPECT_EQ(field(record.record, Field::candidate_emails), "[x|2.5]");
}

TEST(HostilePage, AFindingIsToldOncePerFieldAndReason) {
  const MappedRecord record =
      one_record(candidates("      emails: { from: \"/a[]\", keep: valid }\n      title: /b\n"),
                 R"({"id":1,"a":["x","y",{},[],"z"],"b":{}})");
  EXPECT_EQ(doubts(record.findings), "emails:not_an_email emails:wrong_type title:wrong_type");
}

TEST(HostilePage, ALongListStaysWithinItsRecord) {
  std::string item = R"({"id":1,"a":[)";
  for (int i = 0; i < 5000; ++i) item += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\"";
  const MappedRecord record =
      one_record(candidates("      emails: \"/a[]\"\n"
                            "      phones: { rows: { number: \"/a[]\" } }\n"),
                 item + "]}");
  const Value* emails = record.record.find(Field::candidate_emails);
  const Value* phones = record.record.find(Field::candidate_phones);
  ASSERT_TRUE(emails != nullptr && phones != nullptr);
  EXPECT_EQ(std::get<std::vector<std::string>>(*emails).size(), 5000u);
  EXPECT_EQ(std::get<std::vector<Row>>(*phones).size(), 100u);  // More rows are left out.
}

TEST(HostilePage, ExpressionsWithinExpressionsGiveWhatTheirPartsGive) {
  const std::string yaml = candidates(
      "      title:\n"
      "        first:\n"
      "          - concat: [ { first: [ /a, /b ] }, '-', { from: /c, enum: { x: X } } ]\n"
      "          - concat: [ /d, '!' ]\n"
      "        default: nothing\n"
      "      created_at: { min: [ { max: [ /t, /u ] }, { from: /v, as: instant_s } ] }\n");
  const auto title = [&](const std::string& rest) {
    return field(one_record(yaml, "{\"id\":1" + rest + "}").record, Field::candidate_title);
  };
  EXPECT_EQ(title(R"(,"b":"B","c":"x")"), "B-X");
  EXPECT_EQ(title(R"(,"b":"B","c":"y","d":"D")"), "D!");
  EXPECT_EQ(title(""), "nothing");
  const MappedRecord times =
      one_record(yaml, R"({"id":1,"t":"2026-01-01","u":"2026-01-03","v":1767312000})");
  EXPECT_EQ(field(times.record, Field::candidate_created_at), "2026-01-02T00:00:00.000Z");
}

TEST(HostileLookup, ItsIdMayComeFromAJoinAndMayLeadNowhere) {
  Mapper mapper = mapper_of(
      manifest("lookups:\n  reasons: { list: GET /r, key: /id }\n"
               "objects:\n  people:\n    kind: candidate\n    full: GET /p\n"
               "    joins: { out: { list: 'GET /o?i={ids}', by: /id, key: /who, batch: 9 } }\n"
               "    map: { id: /id, title: 'lookup:reasons(join:out/reason)/name' }\n"));
  const Result<LookupRead> read =
      mapper.read_lookup({"reasons", {200, {}, R"([{"id":5,"name":"Moved"}])"}, {}, {}});
  ASSERT_TRUE(read);
  ASSERT_TRUE(mapper.remember({"reasons", read->entries}));
  ReadPage ask = page_of("people", R"([{"id":1},{"id":2},{"id":3},{"id":4}])");
  ask.joins = {join_reply("out", R"([{"who":1,"reason":5},{"who":2,"reason":6},)"
                                 R"({"who":3,"reason":null}])")};
  const Result<PageRead> page = mapper.read_page(ask);
  ASSERT_TRUE(page);
  const std::vector<MappedRecord> records = records_of(*page);
  EXPECT_EQ(field(records.at(0).record, Field::candidate_title), "Moved");
  EXPECT_EQ(doubts(records.at(1).findings), "title:unresolved");
  EXPECT_TRUE(records.at(2).findings.empty());
  EXPECT_TRUE(records.at(3).findings.empty());
}

TEST(HostileLookup, APageThatIsNotOkSaysNothing) {
  Mapper mapper =
      mapper_of(manifest("lookups:\n  o: { list: GET /o, key: /id, next: link }\n"
                         "objects:\n  people:\n    kind: candidate\n    full: GET /p\n"
                         "    map: { id: /id, title: 'lookup:o(/x)/n' }\n"));
  const Result<LookupRead> refused = mapper.read_lookup({"o", {403, {}, "[]"}, {}, {}});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->meaning, ReplyClass::forbidden);
  EXPECT_FALSE(mapper.read_lookup({"o", {200, {}, "[{\"id\":1"}, {}, {}}));
  const Result<LookupRead> more =
      mapper.read_lookup({"o", {200, {{"Link", "</o?c=2>; rel=next"}}, "[]"}, {}, {}});
  ASSERT_TRUE(more && more->next);
  EXPECT_EQ(more->next->http.target, "/o?c=2");
  EXPECT_EQ(mapper.read_lookup({"other", {200, {}, "[]"}, {}, {}}).error().code,
            ErrorCode::unsupported);
}

}  // namespace
}  // namespace crosswalk
