// Where a listing goes on. A link that is lost ends the listing early, and an early end makes
// people absent who are not; a link that is forged leads elsewhere.

#include "mapping/read/next.hpp"

#include <gtest/gtest.h>

#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

std::string link(std::vector<std::string> fields) {
  Headers headers{{"Date", "x"}};
  for (std::string& field : fields) headers.emplace_back("lInK", std::move(field));
  const Result<std::optional<std::string>> next = next_link(headers);
  if (!next) return "refused: " + next.error().what;
  return *next ? **next : "none";
}

TEST(LinkHeader, FindsTheNextOneAmongOthers) {
  EXPECT_EQ(link({}), "none");
  EXPECT_EQ(link({""}), "none");
  EXPECT_EQ(link({"<https://a/?p=2>; rel=\"next\""}), "https://a/?p=2");
  EXPECT_EQ(link({"<a>;rel=next"}), "a");
  EXPECT_EQ(link({"<a>; rel=\"prev\", <b>; rel=\"last next\""}), "b");
  EXPECT_EQ(link({"<a>; rel=prev", "<b>; REL=\"NEXT\""}), "b");
  EXPECT_EQ(link({"<a,b;c>; title=\"x, <y>; rel=next\"; rel=next"}), "a,b;c");
  EXPECT_EQ(link({" , <a> ; rel = \"next\" , "}), "a");
}

TEST(LinkHeader, OtherRelationsAreNoEnd) {
  EXPECT_EQ(link({"<a>; rel=\"prev\""}), "none");
  EXPECT_EQ(link({"<a>; rel=\"nextish\""}), "none");
  EXPECT_EQ(link({"<a>"}), "none");
  EXPECT_EQ(link({"<a>; rel=prev; rel=next"}), "none");
  EXPECT_EQ(link({"<a>; rel=next; anchor=\"/elsewhere\""}), "none");
}

TEST(LinkHeader, WhatCannotBeReadIsRefused) {
  for (const char* bad : {"a; rel=next", "<a; rel=next", "<a>; rel=\"next", "<a>; rel=next <b>",
                          "<>; rel=next", "<a>; rel=next, <b>; rel=next"}) {
    EXPECT_EQ(link({bad}).substr(0, 7), "refused") << bad;
  }
  EXPECT_EQ(link({"<a>; rel=next, <a>; rel=next"}), "a");
}

std::string request(std::string_view url) {
  const Result<PlannedRequest> made = request_of_link(url, "api");
  return made ? made->host + " " + made->http.origin + " " + made->http.target
              : "refused: " + made.error().what;
}

TEST(NextUrl, KeepsItsOriginForAccessToJudge) {
  EXPECT_EQ(request("https://evil.test:444/v3/x?cursor=a%2Fb"),
            "api https://evil.test:444 /v3/x?cursor=a%2Fb");
  EXPECT_EQ(request("http://api.acme.test/x"), "api http://api.acme.test /x");
  EXPECT_EQ(request("/v3/x?cursor=1"), "api  /v3/x?cursor=1");
}

TEST(NextUrl, FormsThatNoRequestMayHaveAreRefused) {
  for (const char* bad : {"", "//evil.test/x", "x", "ftp://a/x", "https://a@evil.test/x",
                          "https:///x", "https://a.test", "https://a.test?x=1", "/x y", "/x\ny",
                          "/x#frag", "/x\\y", "/é", "javascript://x/y"}) {
    EXPECT_EQ(request(bad).substr(0, 7), "refused") << bad;
  }
  EXPECT_EQ(request("/" + std::string(9000, 'a')).substr(0, 7), "refused");
}

TEST(Parameter, IsReplacedOrAppended) {
  EXPECT_EQ(with_parameter("/x", "page", "2"), "/x?page=2");
  EXPECT_EQ(with_parameter("/x?a=1", "page", "2"), "/x?a=1&page=2");
  EXPECT_EQ(with_parameter("/x?page=1&a=1", "page", "2"), "/x?page=2&a=1");
  EXPECT_EQ(with_parameter("/x?subpage=1&page=9", "page", "10"), "/x?subpage=1&page=10");
}

std::string paged(const std::string& next, const std::string& body, const std::string& asked,
                  const std::string& items = "/data") {
  Mapper mapper =
      mapper_of(manifest("objects:\n  people:\n    kind: candidate\n    full: GET /p\n"
                         "    items: " +
                         items + "\n    next: " + next +
                         "\n    complete: when next is absent\n"
                         "    map: { id: /id }\n"));
  ReadPage ask = page_of("people", body);
  ask.asked = asked;
  const Result<PageRead> page = mapper.read_page(ask);
  if (!page) return "refused: " + page.error().what;
  if (!page->next) return page->complete ? "complete" : "open";
  return page->next->host + " " + page->next->http.origin + page->next->http.target;
}

TEST(Paging, AUrlInTheBodyIsFollowed) {
  const std::string next = "{ url: /paging/next }";
  EXPECT_EQ(paged(next, R"({"paging":{"next":"https://api.acme.test/p?since=2"},"data":[]})", "/p"),
            "api https://api.acme.test/p?since=2");
  EXPECT_EQ(paged(next, R"({"data":[{"id":1}],"paging":{"next":null}})", "/p"), "complete");
  EXPECT_EQ(paged(next, R"({"data":[]})", "/p"), "complete");
  EXPECT_EQ(paged(next, R"({"data":[],"paging":{"next":true}})", "/p").substr(0, 7), "refused");
}

TEST(Paging, ACursorGoesIntoItsParameterAndTheRestStays) {
  const std::string next = "{ cursor: /next, into: offset }";
  EXPECT_EQ(paged(next, R"({"data":[],"next":"0.1/x y"})", "/p?limit=9&offset=old"),
            "api /p?limit=9&offset=0.1%2Fx%20y");
  EXPECT_EQ(paged(next, R"({"next":17,"data":[]})", "/p?limit=9"), "api /p?limit=9&offset=17");
  EXPECT_EQ(paged(next, R"({"data":[],"next":""})", "/p?limit=9"), "complete");
}

TEST(Paging, PagesAndOffsetsAreCountedUntilNothingComes) {
  EXPECT_EQ(paged("{ page: page }", R"({"data":[{"id":1}]})", "/p?n=2"), "api /p?n=2&page=2");
  EXPECT_EQ(paged("{ page: page }", R"({"data":[{"id":1}]})", "/p?page=9"), "api /p?page=10");
  EXPECT_EQ(paged("{ page: page }", R"({"data":[]})", "/p?page=9"), "complete");
  EXPECT_EQ(paged("{ offset: start }", R"({"data":[{"id":1},{"id":2}]})", "/p?start=4"),
            "api /p?start=6");
  EXPECT_EQ(paged("{ page: page }", R"({"data":[{"id":1}]})", "/p?page=x").substr(0, 7), "refused");
}

std::string counted_by_id(const std::string& more, const std::string& body) {
  Mapper mapper =
      mapper_of(manifest("objects:\n  notes:\n    kind: candidate_note\n    full: GET /n\n"
                         "    by_id: GET /n/{ids}\n    next: { page: page }\n" +
                         more + "    map: { id: /id, candidate: /person }\n"));
  ReadPage ask = page_of("notes", body, ReadMode::by_id);
  ask.asked = "/n/1";
  const Result<PageRead> page = mapper.read_page(ask);
  if (!page) return "refused: " + page.error().what;
  return page->next ? page->next->http.target : "ends";
}

// A route of one record ignores the number of a page, so counting until nothing comes never ends.
TEST(Paging, OneRecordAskedForByItsIdIsAllThereIs) {
  const std::string parents = "    asked_by: candidate\n    batch: 1\n";
  EXPECT_EQ(counted_by_id("    batch: 1\n", R"({"id":1})"), "ends");
  EXPECT_EQ(counted_by_id("    batch: 1\n", R"([{"id":1}])"), "ends");
  EXPECT_EQ(counted_by_id(parents, R"({"id":1})"), "ends");
  EXPECT_EQ(counted_by_id(parents, R"([{"id":1}])"), "/n/1?page=2") << "one parent, many children";
  EXPECT_EQ(counted_by_id("    batch: 9\n", R"([{"id":1}])"), "/n/1?page=2");
  EXPECT_EQ(counted_by_id("    batch: 9\n", "[]"), "ends");
}

// A vendor may filter what it lists after it has cut the pages; only the record ends the walk.
TEST(Paging, AnEmptyPageByIdThatLeadsOnIsNotAllThereIs) {
  Mapper mapper =
      mapper_of(manifest("objects:\n  notes:\n    kind: candidate_note\n    full: GET /n\n"
                         "    by_id: GET /n?id={ids}\n    batch: 1\n    next: link\n"
                         "    map: { id: /id, candidate: /person }\n"));
  const auto next_of = [&mapper](const std::string& body) {
    ReadPage ask = page_of("notes", body, ReadMode::by_id);
    ask.reply.headers.emplace_back("Link", "<https://api.acme.test/n?id=1&at=2>; rel=\"next\"");
    const Result<PageRead> page = mapper.read_page(ask);
    if (!page) return "refused: " + page.error().what;
    return page->next ? page->next->http.target : std::string("ends");
  };
  EXPECT_EQ(next_of("[]"), "/n?id=1&at=2");
  EXPECT_EQ(next_of(R"([{"id":1}])"), "ends");
}

TEST(Paging, WithoutAnyOnePageIsAll) { EXPECT_EQ(paged("none", "[]", "/p", "/"), "complete"); }

TEST(Classify, TheTableWinsAndTheRestIsAsUsual) {
  MappingProgram program;
  program.errors.push_back(
      {422, {ReplyClass::cursor_expired, ReplyClass::cursor_expired, ReplyClass::refused}});
  EXPECT_EQ(classify(program, ReadMode::full, 422), ReplyClass::cursor_expired);
  EXPECT_EQ(classify(program, ReadMode::by_id, 422), ReplyClass::refused);
  const std::pair<int, ReplyClass> usual[] = {
      {200, ReplyClass::ok},        {204, ReplyClass::ok},         {301, ReplyClass::refused},
      {400, ReplyClass::refused},   {401, ReplyClass::credential}, {403, ReplyClass::forbidden},
      {408, ReplyClass::transient}, {409, ReplyClass::refused},    {429, ReplyClass::throttled},
      {500, ReplyClass::transient}, {503, ReplyClass::transient},  {599, ReplyClass::transient}};
  for (const auto& [status, meaning] : usual) {
    EXPECT_EQ(classify(program, ReadMode::full, status), meaning) << status;
  }
}

TEST(Classify, NotFoundIsAnAnswerOnlyById) {
  const MappingProgram program;
  EXPECT_EQ(classify(program, ReadMode::by_id, 404), ReplyClass::gone);
  EXPECT_EQ(classify(program, ReadMode::by_id, 410), ReplyClass::gone);
  EXPECT_EQ(classify(program, ReadMode::full, 404), ReplyClass::refused);
}

}  // namespace
}  // namespace crosswalk
