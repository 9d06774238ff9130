// The page in a real browser, as a tester uses it. At stake: it loads without an error, reads at
// the width of a desk and of a telephone, does what its buttons say, and a candidate whose name is
// a script is shown, not run.

#include <cstdlib>
#include <filesystem>

#include "unit/sim_server/console/browser.hpp"
#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

constexpr int desk = 1280;
constexpr int telephone = 390;

class Page : public testing::Test {
 protected:
  void SetUp() override {
    if (test::Browser::installed().empty()) {
      GTEST_SKIP() << "no Chromium on this machine: the page was not looked at in a browser";
    }
    browser = std::make_unique<test::Browser>();
  }

  bool open(const std::string& part, int width = desk) {
    return browser->open(running.server->control_origin() + "/_sim/" + part, width, 900);
  }
  std::string text(const std::string& expression) {
    const Json value = browser->value_of(expression);
    return value.text() == nullptr ? "(no text)" : *value.text();
  }
  bool click(const std::string& name) {
    const Json done = browser->value_of(
        "(() => { const all = [...document.querySelectorAll('main button')].filter(b => "
        "b.textContent === " +
        write_json(Json(name)) +
        " && b.offsetParent); "
        "if (all.length) all[0].click(); return all.length > 0; })()");
    return done.flag() != nullptr && *done.flag();
  }
  Json beyond_the_edge() {
    return browser->value_of(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
  // Words on two lines in the columns that name something; addresses and paths may be.
  Json broken_words() {
    return browser->value_of(R"js((() => {
      const broken = new Set(), names = ["State", "Kind", "What", "Fault", "Peer"];
      for (const table of document.querySelectorAll("main table")) {
        if (!table.offsetParent || !table.tHead) continue;
        const heads = [...table.tHead.rows[0].cells].map((each) => each.textContent);
        for (const row of table.tBodies[0].rows) {
          const named = [...row.cells].filter((cell, at) => names.includes(heads[at]));
          for (const cell of named) {
            const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
              for (const word of walk.currentNode.data.matchAll(/\S+/g)) {
                const range = document.createRange();
                range.setStart(walk.currentNode, word.index);
                range.setEnd(walk.currentNode, word.index + word[0].length);
                const tops = [...range.getClientRects()].map((each) => Math.round(each.top));
                if (new Set(tops).size > 1) broken.add(word[0]);
              }
            }
          }
        }
      }
      return [...broken].join(" ");
    })())js");
  }
  void expect_no_complaint() {
    EXPECT_TRUE(browser->complaints().empty())
        << (browser->complaints().empty() ? "" : browser->complaints().front());
  }

  Running running;
  std::unique_ptr<test::Browser> browser;
};

// Something of everything: requests, one of them struck, an entity at LinkedIn, rules.
void fill(Running& running) {
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const std::string token = greenhouse_token(wire);
  control(running, post, "/_sim/fault",
          R"({"id":"busy-jobs","at":"greenhouse.jobs.list","do":"status","status":503,
              "retry_after":"seconds","wait_ms":2000,"when":{"first":1}})");
  for (const char* target : {"/v3/jobs?per_page=50", "/v3/candidates?per_page=50",
                             "/v3/applications?per_page=50", "/v3/users", "/v3/jobs?bad=1"}) {
    wire.get(target, token);
  }
  Wire other(running.server->linkedin_origin(), running.server->ca_pem());
  const Response granted = other.ask(
      post, "/oauth/v2/accessToken",
      "grant_type=client_credentials&client_id=linkedin-client&client_secret=linkedin-secret",
      {{"Content-Type", "application/x-www-form-urlencoded"}});
  const std::string bearer(parse_json(granted.body())->text_of("access_token"));
  other.get("/v2/simpleJobPostingTasks?ids=x", bearer);
  control(running, post, "/_sim/mutate", R"({"kind":"candidate","op":"delete"})");
  control(running, post, "/_sim/mutate",
          R"({"kind":"candidate","op":"update","count":40,"fields":{"is_private":true}})");
}

TEST_F(Page, LoadsWithoutAnErrorAndFitsADeskAndATelephone) {
  fill(running);
  const std::int64_t id = control(running, fetch, "/_sim/console/world?kind=candidate")
                              .find("items")
                              ->items()
                              ->front()
                              .integer_of("id");
  const char* const pictures = std::getenv("CROSSWALK_PICTURES");
  for (const std::string& part :
       {std::string("#world"), "#world/candidate/" + std::to_string(id), std::string("#linkedin"),
        std::string("#deeds"), std::string("#requests"), std::string("#requests/1"),
        std::string("#faults"), std::string("#faults/%"), std::string("#limits"),
        std::string("#clock")}) {
    for (const int width : {desk, telephone}) {
      ASSERT_TRUE(open(part, width)) << part << " at " << width;
      EXPECT_TRUE(
          browser->becomes("document.querySelector('main section:not([hidden])') !== null"));
      EXPECT_EQ(beyond_the_edge(), Json(0)) << part << " scrolls sideways at " << width;
      EXPECT_EQ(broken_words(), Json("")) << part << " breaks a word at " << width;
      if (pictures == nullptr) continue;
      std::string name = part.substr(1);
      std::ranges::replace(name, '/', '-');
      for (const bool dark : {false, true}) {
        browser->open(running.server->control_origin() + "/_sim/" + part, width, 900, dark);
        browser->picture(std::string(pictures) + "/" + name + "-" + std::to_string(width) +
                         (dark ? "-dark" : "") + ".png");
      }
    }
  }
  expect_no_complaint();
}

TEST_F(Page, ShowsANameThatIsAScriptAsAName) {
  Json fields;
  fields.set("first_name", "<script>document.title='owned'</script>");
  fields.set("last_name", "<img src=x onerror=\"document.title='owned'\">");
  fields.set("company", std::string(300, 'W'));
  fields.set("title", "</textarea></option>\"'><svg onload=document.title='owned'>");
  Json mutation;
  mutation.set("kind", "candidate");
  mutation.set("op", "insert");
  mutation.set("fields", fields);
  const Json reply = control(running, post, "/_sim/mutate", write_json(mutation));
  const std::string id = std::to_string(*reply.find("ids")->items()->front().integer());
  ASSERT_TRUE(open("#world/candidate/" + id));
  EXPECT_TRUE(browser->becomes("document.querySelector('#world-record h3') !== null"));
  EXPECT_NE(text("document.querySelector('#world-record h3').textContent")
                .find("<script>document.title='owned'</script> <img src=x"),
            std::string::npos);
  EXPECT_NE(text("document.querySelector('#world-list').textContent").find("<script>"),
            std::string::npos);
  EXPECT_EQ(
      browser->value_of("document.querySelectorAll('main script, main img, main svg').length"),
      Json(0));
  EXPECT_EQ(text("document.title").find("owned"), std::string::npos);
  ASSERT_TRUE(open("#world/candidate/" + id, telephone));
  EXPECT_EQ(beyond_the_edge(), Json(0)) << "a name without blanks is broken";
  expect_no_complaint();
}

TEST_F(Page, AnActionIsToldWithTheCommandThatDoesTheSame) {
  const Json jobs = control(running, fetch, "/_sim/console/world?kind=job&search=open");
  const std::string id = std::to_string(jobs.find("items")->items()->front().integer_of("id"));
  ASSERT_TRUE(open("#world/job/" + id));
  ASSERT_TRUE(browser->becomes("document.querySelector('#world-record h3') !== null"));
  ASSERT_TRUE(click("Close"));
  ASSERT_TRUE(open("#world/job/" + id));
  const std::string command = "curl -s " + running.server->control_origin() +
                              "/_sim/mutate -d '{\"kind\":\"job\",\"op\":\"close\",\"id\":" + id +
                              "}'";
  browser->value_of(
      "[...document.querySelectorAll('#world-record .row button')].find(b => "
      "b.textContent === 'Close').click()");
  ASSERT_TRUE(browser->becomes("document.querySelectorAll('#log li').length === 1"));
  EXPECT_EQ(text("document.querySelector('#log pre').textContent"), command);
  EXPECT_EQ(text("document.querySelector('#log li p:nth-of-type(2)').textContent"),
            "Touched 1: " + id + " ");
  const Json record = control(running, fetch, "/_sim/console/record?kind=job&id=" + id);
  EXPECT_EQ(record.find("line")->text_of("state").find("closed"), 0U);
  expect_no_complaint();
}

TEST_F(Page, AMistakeIsToldWithItsRemedyAndAChangeOfOneFieldSendsThatFieldAlone) {
  const Json page = control(running, fetch, "/_sim/console/world?kind=candidate");
  const std::string id = std::to_string(page.find("items")->items()->front().integer_of("id"));
  ASSERT_TRUE(open("#world/candidate/" + id));
  ASSERT_TRUE(browser->becomes("document.querySelector('#world-record [name=title]') !== null"));
  browser->value_of("document.querySelector('#world-record [name=title]').value = \"Baker's\"");
  ASSERT_TRUE(click("Update"));
  ASSERT_TRUE(browser->becomes("document.querySelectorAll('#log li').length === 1"));
  EXPECT_NE(text("document.querySelector('#log pre').textContent")
                .find(R"("fields":{"title":"Baker'\''s"}}')"),
            std::string::npos)
      << text("document.querySelector('#log pre').textContent");
  ASSERT_TRUE(open("#clock"));
  browser->value_of("document.querySelector('#clock [name=number]').value = '-5'");
  ASSERT_TRUE(click("Advance by"));
  ASSERT_TRUE(browser->becomes("document.querySelectorAll('#log li.failed').length === 1"));
  EXPECT_NE(text("document.querySelector('#log li.failed').textContent")
                .find("400: by_ms: it must be a whole number"),
            std::string::npos);
}

TEST_F(Page, AFaultIsFiredFromTheFormAndTheClockIsAdvanced) {
  ASSERT_TRUE(open("#faults"));
  browser->value_of(
      "(() => { const f = document.querySelector('#fault-form'); "
      "const kind = f.querySelector('[aria-label=do]'); kind.value = 'status'; "
      "kind.dispatchEvent(new Event('change')); f.querySelector('[name=status]').value = '502'; "
      "f.querySelector('[aria-label=at]').value = 'greenhouse.*'; "
      "f.querySelector('[aria-label=id]').value = 'by-hand'; })()");
  ASSERT_TRUE(click("Fire"));
  ASSERT_TRUE(browser->becomes("document.querySelector('#rules').textContent.includes('by-hand')"));
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  EXPECT_EQ(wire.get("/v3/jobs").result_int(), 502U);
  EXPECT_TRUE(
      browser->becomes("document.querySelector('#rules tbody td:nth-child(4)')"
                       ".textContent === '1'"))
      << "it tells how often it fired";
  ASSERT_TRUE(click("Switch off"));
  EXPECT_TRUE(
      browser->becomes("document.querySelector('#rules').textContent.includes('Switch on')"));
  EXPECT_EQ(wire.get("/v3/jobs").result_int(), 401U);
  ASSERT_TRUE(open("#clock"));
  ASSERT_TRUE(click("1 hour"));
  EXPECT_TRUE(
      browser->becomes("document.querySelector('#fact-ahead').textContent.includes('ahead "
                       "of the product')"));
  expect_no_complaint();
}

TEST_F(Page, IsUsedWithTheKeyboardAlone) {
  ASSERT_TRUE(open("#world"));
  browser->press("/");
  EXPECT_EQ(text("document.activeElement.id"), "world-text");
  for (const char key : std::string("open")) browser->press(std::string(1, key));
  browser->value_of("document.querySelector('#world-kind').value = 'job'");
  browser->press("Enter");
  EXPECT_TRUE(
      browser->becomes("document.querySelector('#world-count').textContent.includes('of "
                       "kind job')"));
  browser->value_of("document.querySelector('#world-list a').focus()");
  browser->press("Enter");
  EXPECT_TRUE(browser->becomes("document.querySelector('#world-record h3') !== null"));
  browser->press("Escape");
  EXPECT_TRUE(browser->becomes("document.querySelector('#world-record h3') === null"));
  expect_no_complaint();
}

}  // namespace
}  // namespace crosswalk::sim
