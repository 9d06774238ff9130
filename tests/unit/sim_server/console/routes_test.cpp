// The page tells whoever looks at it what is there. At stake: what it tells is true, a page of it
// stays small however large the world is, and a name that is a script stays a name.

#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

constexpr const char* hostile = "<script>document.title='owned'</script>";

class ConsoleRoutes : public testing::Test {
 protected:
  Json told(const std::string& what, unsigned status = 200) {
    return control(running, fetch, "/_sim/console/" + what, {}, status);
  }
  std::string refusal(const std::string& what, unsigned status = 400) {
    return std::string(told(what, status).text_of("error"));
  }
  std::string touched(const std::string& mutation) {
    const Json reply = control(running, post, "/_sim/mutate", mutation);
    return std::to_string(*reply.find("ids")->items()->at(0).integer());
  }

  Running running;
};

std::size_t size_of(const Json& json, const char* list) { return json.find(list)->items()->size(); }

TEST_F(ConsoleRoutes, TheStateIsThatOfTheWorldAndOfLinkedIn) {
  const Json state = told("state");
  EXPECT_EQ(state.text_of("tenant"), "demo");
  EXPECT_EQ(state.text_of("vendor"), "greenhouse");
  EXPECT_EQ(state.find("world")->integer_of("candidate"), 60);
  EXPECT_EQ(state.find("world")->integer_of("job"), 40);
  EXPECT_EQ(state.find("held")->integer_of("candidate"), 0);
  EXPECT_EQ(state.integer_of("ahead_ms"), 0);
  touched(R"({"kind":"candidate","op":"delete"})");
  EXPECT_EQ(told("state").find("world")->integer_of("candidate"), 59);
}

TEST_F(ConsoleRoutes, AListComesByFiftyTheNewestFirstAndNobodyTwice) {
  std::vector<std::int64_t> ids;
  std::string before;
  for (std::size_t pages = 0; pages < 5; ++pages) {
    const Json page = told("world?kind=candidate" + before);
    EXPECT_LE(size_of(page, "items"), 50U);
    EXPECT_GE(page.integer_of("total"), 60);
    for (const Json& each : *page.find("items")->items()) ids.push_back(each.integer_of("id"));
    if (page.find("next") == nullptr) break;
    before = "&before=" + std::to_string(page.integer_of("next"));
    touched(R"({"kind":"candidate","op":"insert"})");  // Moves nothing of what is still to come.
  }
  EXPECT_EQ(ids.size(), 60U);
  EXPECT_TRUE(std::ranges::is_sorted(ids, std::ranges::greater()));
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

TEST_F(ConsoleRoutes, EveryKindHasALineAndARecord) {
  const Json words = told("words");
  for (const Json& kind : *words.find("kinds")->items()) {
    const std::string word(kind.text_of("kind"));
    const Json page = told("world?kind=" + word);
    ASSERT_GT(size_of(page, "items"), 0U) << word;
    const Json& line = page.find("items")->items()->front();
    EXPECT_FALSE(line.text_of("title").empty()) << word << write_json(line);
    const Json record =
        told("record?kind=" + word + "&id=" + std::to_string(line.integer_of("id")));
    EXPECT_EQ(*record.find("line"), line) << word;
    const Json* const fields = kind.find("fields");
    if (fields == nullptr) continue;
    for (const Json& field : *fields->items()) {
      const Json* const value = record.find("fields")->find(field.text_of("name"));
      ASSERT_NE(value, nullptr) << word << "." << field.text_of("name");
      const Json* const known = field.find("words");
      if (known == nullptr) continue;
      EXPECT_NE(std::ranges::find(*known->items(), *value), known->items()->end()) << word;
    }
  }
}

TEST_F(ConsoleRoutes, EveryOperationThatIsOfferedIsTaken) {
  const Json words = told("words");
  for (const Json& kind : *words.find("kinds")->items()) {
    for (const Json& op : *kind.find("operations")->items()) {
      Json body;
      body.set("kind", kind.text_of("kind"));
      body.set("op", *op.text());
      // Whom it falls on is drawn, and not everybody can be rejected or closed once more.
      const bool choosy = kind.text_of("kind") == "application" || kind.text_of("kind") == "job";
      if (choosy && *op.text() != "delete") body.set("count", 20);
      const std::string text = write_json(body);
      Wire wire(running.server->control_origin(), {});
      const Response reply = wire.ask(post, "/_sim/mutate", text);
      EXPECT_EQ(reply.result_int(), 200U) << text << reply.body();
    }
  }
}

TEST_F(ConsoleRoutes, ASearchFindsByPartOfANameByAddressAndByWholeId) {
  const std::string id = touched(
      R"({"kind":"candidate","op":"insert","fields":{"first_name":"Quirina","last_name":"Zzyx",
          "email":"quirina@mail.example.com"}})");
  for (const std::string& search : {std::string("quirin"), std::string("ZZYX"),
                                    std::string("quirina%40mail.example.com"), id}) {
    const Json page = told("world?kind=candidate&search=" + search);
    ASSERT_EQ(size_of(page, "items"), 1U) << search;
    EXPECT_EQ(page.find("items")->items()->front().text_of("title"), "Quirina Zzyx");
  }
  EXPECT_EQ(size_of(told("world?kind=candidate&search=nobody-of-this-name"), "items"), 0U);
}

TEST_F(ConsoleRoutes, ANameThatIsAScriptStaysAName) {
  Json fields;
  fields.set("first_name", hostile);
  fields.set("last_name", "\"><img src=x onerror=alert(1)>");
  Json mutation;
  mutation.set("kind", "candidate");
  mutation.set("op", "insert");
  mutation.set("fields", fields);
  const std::string id = touched(write_json(mutation));
  Wire wire(running.server->control_origin(), {});
  const Response reply = wire.ask(fetch, "/_sim/console/record?kind=candidate&id=" + id);
  EXPECT_EQ(reply["Content-Type"], "application/json") << "no browser reads it as a page";
  EXPECT_EQ(reply["X-Content-Type-Options"], "nosniff");
  EXPECT_EQ(parse_json(reply.body())->find("fields")->text_of("first_name"), hostile);
  const Response page = wire.ask(fetch, "/_sim/");
  EXPECT_EQ(page.body().find("document.title"), std::string::npos) << "values are not in the page";
}

TEST_F(ConsoleRoutes, WhoIsGoneIsToldWithHowAndWhen) {
  const std::string id = touched(R"({"kind":"candidate","op":"delete"})");
  const Json record = told("record?kind=candidate&id=" + id);
  EXPECT_EQ(record.find("gone")->text_of("how"), "deleted");
  EXPECT_EQ(record.find("fields"), nullptr);
  EXPECT_EQ(told("world?kind=candidate&search=" + id).find("items")->items()->size(), 0U);
}

TEST_F(ConsoleRoutes, WrongQuestionsAreNamedWithTheRemedy) {
  EXPECT_EQ(refusal("world?kind=candidat")
                .find("kind: there is no kind 'candidat'; did you mean "
                      "'candidate'? known are department"),
            0U);
  EXPECT_EQ(refusal("world?kind=job&page=2"),
            "query: there is no parameter 'page'; known are kind, search, before");
  EXPECT_EQ(refusal("world?kind=job&before=-1"), "before: it must be a whole number");
  EXPECT_EQ(refusal("world?kind=job&search=" + std::string(201, 'x')),
            "search: it must have at most 200 characters");
  EXPECT_EQ(refusal("record?kind=job&id=1"),
            "id: there has never been one of this id; search for it");
  EXPECT_EQ(refusal("linkedin?kind=candidates").find("kind: there is no kind at LinkedIn"), 0U);
  EXPECT_EQ(refusal("linkedin?kind=candidate&gone=yes"), "gone: it must be true or false");
  EXPECT_EQ(refusal("entity?kind=candidate&key=nobody"),
            "key: LinkedIn has never heard of it; search for it");
  EXPECT_EQ(refusal("request?number=77"), "number: it is not among the last 200; list them again");
  EXPECT_EQ(refusal("state?x=1"), "query: this path takes none");
  EXPECT_EQ(refusal("wrld", 404),
            "path: there is no path below /_sim/console/ 'wrld'; did you mean 'world'? known are "
            "state, words, world, record, linkedin, entity, requests, request, quotas");
  control(running, post, "/_sim/console/world", {}, 405);
  control(running, fetch, "/_sim/advance", {}, 405);
}

TEST_F(ConsoleRoutes, ThePageComesUnderHeadersThatLetOnlyItsOwnScriptRun) {
  Wire wire(running.server->control_origin(), {});
  for (const auto& [path, type] : {std::pair{"/_sim/", "text/html"},
                                   {"/_sim/page.css", "text/css"},
                                   {"/_sim/page.js", "text/javascript"}}) {
    const Response reply = wire.ask(fetch, path);
    EXPECT_EQ(reply.result_int(), 200U) << path;
    EXPECT_EQ(reply["Content-Type"], std::string(type) + "; charset=utf-8");
    EXPECT_EQ(reply["Content-Security-Policy"],
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
              "img-src 'self' data:; base-uri 'none'; form-action 'none'; "
              "frame-ancestors 'none'");
    EXPECT_EQ(reply["X-Frame-Options"], "DENY");
    EXPECT_EQ(reply["Cache-Control"], "no-store");
    EXPECT_EQ(reply.body().find("http://"), std::string::npos) << "nothing is loaded elsewhere";
    EXPECT_EQ(reply.body().find("https://"), std::string::npos);
    for (const char* way_in : {"innerHTML", "outerHTML", "insertAdjacent", "document.write",
                               "eval(", "onclick=", "style="}) {
      EXPECT_EQ(reply.body().find(way_in), std::string::npos) << path << ' ' << way_in;
    }
  }
  for (const char* path : {"/", "/_sim"}) {
    const Response reply = wire.ask(fetch, path);
    EXPECT_EQ(reply.result_int(), 302U);
    EXPECT_EQ(reply["Location"], "/_sim/");
  }
}

}  // namespace
}  // namespace crosswalk::sim
